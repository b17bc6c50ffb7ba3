"""Finding records of every type by their words."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from monitor_desktop.store import search_words
from monitor_desktop.store.numbers import END, Stretch, stretch_with
from monitor_desktop.store.word_index import EXACT, FOLDED


def search(
    connection: Connection,
    alternatives: Sequence[Sequence[str]],
    *,
    limit: int,
    exact: bool = False,
) -> list[tuple[str, str]]:
    """Records whose words begin with one of each group of beginnings.

    Where there are more than are asked for, each type that has some gets its share: its
    newest, or a word in every person would leave no room for a case.

    Args:
        connection: Within a transaction.
        alternatives: Of ``names.query_words``; with ``exact`` whole words as written.
        limit: Records at most.
        exact: Compare letters as they are written.

    Returns:
        Pairs of record id and id of its top record, deleted ones left out.
    """
    if exact:
        table, typed = EXACT, search_words.whole(alternatives)
    else:
        table = FOLDED
        typed = search_words.begun(connection, alternatives).matching
    met = _met(connection, table, typed)
    newest = _NEWEST.format(table)
    found: list[tuple[str, str]] = []
    for place, within in enumerate(met):
        share = (limit - len(found)) // (len(met) - place)
        rows = connection.exec_driver_sql(newest, (typed, *within, share))
        found.extend((each[0], each[1]) for each in rows)
    return found


_NEWEST: Final = (
    "SELECT record.id, record.top FROM {0}"
    " JOIN record ON record.number = {0}.rowid"
    " JOIN record AS top ON top.id = record.top"
    " WHERE {0} MATCH ? AND {0}.rowid BETWEEN ? AND ?"
    " AND NOT record.deleted AND NOT top.deleted"
    " ORDER BY {0}.rowid DESC LIMIT ?"
)
_LAST: Final = (
    "SELECT rowid FROM {0} WHERE {0} MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT 1"
)


def _met(connection: Connection, table: str, typed: str) -> list[Stretch]:
    """Where the types lie that have the words, each looked for below the one before."""
    found: list[Stretch] = []
    below, last_of = END, _LAST.format(table)
    while True:
        last = connection.exec_driver_sql(last_of, (typed, below)).scalar()
        if last is None:
            return found
        found.append(stretch_with(int(last)))
        below = found[-1].first
