"""First rows of lists narrowed by common words that lie in crowds.

In a list by title a name that a quarter of all records have begins thousands of rows
from the start. Where it begins is sampled. That none of the rows before has it is told
by those that have it, which are passed over; or only by those of them that have another
word as well, where the rows have one in common, as titles do that begin alike.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, func, select

from monitor_desktop.domain import names
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import declared
from monitor_desktop.store.conditions import Condition
from monitor_desktop.store.finding import Words
from monitor_desktop.store.tables import NUMBER, views
from monitor_desktop.store.windows import near_start

ROWS: Final = (8_000, 20_000, 50_000)
"""First rows among which they are looked for."""
SAMPLED: Final = 128
"""Rows that tell where they begin: 9 us each."""
CLOSE: Final = 32
"""Rows at least from one of these to the next."""
_READ: Final = 16
"""Rows that are read for a word they have in common."""
_ALIKE: Final = 4
"""Words at most that all of these have one of."""


def first(
    connection: Connection,
    query: ListQuery,
    words: Words,
    others: Sequence[Condition],
) -> list[int] | None:
    """Numbers of the first rows with words; None where they are not among so many.

    Args:
        connection: Within a transaction.
        query: The first window of a list.
        words: What very many records have, but hardly any of the first rows.
        others: What else is asked.
    """
    asked = [each.asked for each in others]
    for rows in ROWS if words.are_listed else ():
        near = near_start(connection, replace(query, limit=rows), asked, rows) or []
        until = _until(words, near, query.limit)
        if until:
            some = near[:until]
            met = words.met_among(some, _alike(connection, query, some))
            found = [each for each in some if each in met]
            return found[: query.limit] if len(found) >= query.limit else None
    return None


def _until(words: Words, numbers: Sequence[int], most: int) -> int:
    """How many of the first rows should hold enough hits; 0 where all hardly do."""
    step = max(len(numbers) // SAMPLED, CLOSE)
    some = numbers[::step]
    met = words.looked_up(some)
    enough = max(2, 2 * most // step)
    places = [place for place, each in enumerate(some) if each in met]
    return (places[enough - 1] + 1) * step if len(places) >= enough else 0


def _alike(
    connection: Connection, query: ListQuery, numbers: Sequence[int]
) -> list[str]:
    """Words of which each row seems to have one in what the list is ordered by.

    None where no few words do. Only plain letters and digits: what else is a word to
    the index is not known here.
    """
    some = numbers[:: max(len(numbers) // _READ, 1)]
    rows = [
        {each for each in names.fold_words(text) if each.isascii() and each.isalnum()}
        for text in _texts(connection, query, some)
    ]
    rows = [each for each in rows if each]
    alike: list[str] = []
    while rows:
        if len(alike) == _ALIKE:
            return []
        counted = Counter(each for row in rows for each in row)
        alike.append(max(counted, key=lambda each: (counted[each], len(each), each)))
        rows = [row for row in rows if alike[-1] not in row]
    return alike


def _texts(
    connection: Connection, query: ListQuery, numbers: Sequence[int]
) -> list[str]:
    """What some rows have in the column that the list is ordered by, as it is read."""
    table = views()[declared(query.type).key]
    some = func.json_each(json.dumps(numbers)).table_valued("value").c.value
    read = select(table.c[query.sort]).where(table.c[NUMBER].in_(select(some)))
    return [str(each or "") for each in connection.execute(read).scalars()]
