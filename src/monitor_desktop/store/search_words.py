"""Typed words as the search index wants them.

The index has a list of its own for each beginning of up to four letters. For a longer
one it would put the lists of all words that begin so together anew in every statement:
a quarter of a second for the first part of a reference that all records have. Such
words are few, mostly, so they are looked up and asked for by name.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection

from monitor_desktop.store.word_index import INDEXED_LETTERS

_MOST_WORDS: Final = 24
"""A beginning of more words is asked for as it is; numbers begin alike, and are in few
records."""
VERY_MANY: Final = 10_000
_VOCABULARY: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word"
    " USING fts5vocab(main, search, instance)"
)
"""Every word at each of its places, in order; https://sqlite.org/fts5.html section 9.
In memory, of this connection alone."""
_NEXT: Final = "SELECT term FROM temp.search_word WHERE term >= ? LIMIT 1"
_BEHIND: Final = "\x01"
"""No word has a letter before this one."""


class Begun(NamedTuple):
    """Beginnings of words as a statement asks for them.

    Attributes:
        matching: For ``MATCH``.
        lists: How many lists of records are looked into; a beginning that has none of
            its own counts as very many.
    """

    matching: str
    lists: int


def begun(connection: Connection, typed: Sequence[Sequence[str]]) -> Begun:
    """Records that have, for each group, a word with one of its beginnings.

    Args:
        connection: Within a transaction.
        typed: Of ``names.query_words``.
    """
    groups, lists = [], 0
    for group in typed:
        asked: dict[str, None] = {}
        for beginning in group:
            found = _words(connection, beginning)
            if found is None:
                lists += 0 if len(beginning) <= INDEXED_LETTERS else VERY_MANY
                asked[f'"{beginning}"*'] = None
            else:
                asked |= dict.fromkeys(f'"{each}"' for each in found)
        groups.append(asked)
        lists += len(asked)
    return Begun(_all_of(groups), lists)


def whole(typed: Sequence[Sequence[str]]) -> str:
    """Records that have, for each group, one of its words as it is."""
    return _all_of([[f'"{each}"' for each in group] for group in typed])


def _all_of(groups: Sequence[Sequence[str] | dict[str, None]]) -> str:
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)


def _words(connection: Connection, beginning: str) -> list[str] | None:
    """All words that begin so; None where they are many, or none, or have a list."""
    if len(beginning) <= INDEXED_LETTERS:
        return None
    connection.exec_driver_sql(_VOCABULARY)
    found: list[str] = []
    for each in _from(connection, beginning):
        if not each.startswith(beginning):
            break
        if len(found) == _MOST_WORDS:
            return None
        found.append(each)
    # A statement needs something to ask for.
    return found or None


def _from(connection: Connection, word: str) -> Iterator[str]:
    """Words of the index from one on, each once, looked up one by one.

    In one statement every place of every word would be passed over.
    """
    while True:
        following = connection.exec_driver_sql(_NEXT, (word,)).scalar()
        if following is None:
            return
        yield str(following)
        word = str(following) + _BEHIND
