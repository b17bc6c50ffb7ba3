"""The search index: which records have which words, folded by us and as written.

Two tables that know no more than that, as nothing asks where in a text a word stands:
with columns and places it was four times as large and took twice as long to write.
Its pages are small, so that to ask whether one record has a word passes over few others
(https://sqlite.org/fts5.html, sections 4.4.2, 4.6 and 6.7).
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from monitor_desktop.store import raw

INDEXED_LETTERS: Final = 4
"""Beginnings of up to so many letters have a list of their own. Three typed letters are
often four folded ones, and a year is four."""
_PAGE_BYTES: Final = 400
_WORDS: Final = (
    "CREATE VIRTUAL TABLE {} USING fts5("
    "words, content='', contentless_delete=1, detail=none, {}"
    'tokenize="unicode61 remove_diacritics 0")'
)
_LISTS: Final = " ".join(str(each) for each in range(1, INDEXED_LETTERS + 1))
FOLDED: Final = "search"
EXACT: Final = "search_exact"
_SEGMENTS: Final = (
    "WITH RECURSIVE each(segment) AS (SELECT min(segid) FROM search_idx UNION ALL"
    " SELECT (SELECT min(segid) FROM search_idx WHERE segid > segment) FROM each"
    " WHERE segment IS NOT NULL) SELECT count(segment) FROM each"
)
"""How many there are, each found behind the one before."""
_SCATTERED: Final = 8
"""So many segments are left: some dozens of saves make one more."""
_MERGED_PAGES: Final = 1_000
"""Written in one go: some 25 ms."""
TABLES: Final = {FOLDED: f"prefix='{_LISTS}', ", EXACT: ""}
"""Words folded, and as written; rowid is ``record.number``."""


def make(connection: Connection) -> None:
    """Make it, empty."""
    for table, lists in TABLES.items():
        connection.exec_driver_sql(_WORDS.format(table, lists))
        _tell(connection, table, f"(rank) VALUES('pgsz', {_PAGE_BYTES})")
        _tell(connection, table, "(rank) VALUES('secure-delete', 1)")


def make_again(connection: Connection) -> None:
    """Make it, empty, in place of one that was made otherwise."""
    for table in TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    make(connection)


def put(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Add records that are not in it: number, words folded, words as written."""
    for at, table in enumerate(TABLES, 1):
        words = [(each[0], each[at]) for each in rows]
        statement = f"INSERT INTO {table} (rowid, words) VALUES (?, ?)"  # noqa: S608  # our names
        raw.run_each(connection, statement, words)


def forget(connection: Connection, numbers: Sequence[int]) -> None:
    """Take records out, where they are in it."""
    for table in TABLES if numbers else ():
        statement = f"DELETE FROM {table} WHERE rowid {raw.AMONG}"  # noqa: S608  # our names
        raw.run(connection, statement, (raw.among(numbers),))


def clear(connection: Connection) -> None:
    """Take everything out."""
    for table in TABLES:
        _tell(connection, table, f"({table}) VALUES('delete-all')")


def tidy(connection: Connection) -> None:
    """Words of records taken out stay in it until its segments are merged."""
    for table in TABLES:
        _tell(connection, table, f"({table}) VALUES('optimize')")


def tidy_some(connection: Connection) -> bool:
    """Merge the segments of the folded words a little, where they are many.

    Whether a record has a word is asked of each: in ten that took 25 us, in one 7.
    What is begun goes on at the next call (https://sqlite.org/fts5.html, section 6.8).

    Returns:
        There is more to do.
    """
    (segments,) = raw.first(connection, _SEGMENTS)
    if segments <= _SCATTERED:
        return False
    (before,) = raw.first(connection, "SELECT total_changes()")
    _tell(connection, FOLDED, f"(rank) VALUES('merge', -{_MERGED_PAGES})")
    (after,) = raw.first(connection, "SELECT total_changes()")
    # One change is the command itself.
    return bool(after - before > 1)


def _tell(connection: Connection, table: str, what: str) -> None:
    given = what.replace("(rank)", f"({table}, rank)")
    connection.exec_driver_sql(f"INSERT INTO {table}{given}")
