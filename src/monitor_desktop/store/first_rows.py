"""The way to a window that takes the least.

Where a condition holds for few records these are fetched by its index and put in order.
The first rows of a list are looked for where its order begins, as far as should do by
those that are there. Of a time they are read from its lanes, if these have all beside
them that is asked. Words are looked for among the first rows, and
where hardly any of these have them, by ``far_hits`` and ``crowds``. Where
none of that does, the order is walked to its end.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Select

from monitor_desktop.domain.queries import ListQuery, Place
from monitor_desktop.store import far_hits, finding
from monitor_desktop.store.conditions import Condition, few_of, lanes_of
from monitor_desktop.store.windows import (
    near_start,
    numbers_of,
    reached,
    shown_of,
    window,
)

BEGINNINGS: Final = (1_000, 8_000)
"""Rows from the start that tell how many the first window takes."""
MOST_WALKED: Final = 60_000
"""Of more rows from the start to say so costs more than to try another way."""
_SPARE: Final = 1.6
"""Rows lie unevenly: so many times those that should do may be walked. That costs
little, as the walk ends with the window."""
_SCREENFUL: Final = 400
"""More rows at once are asked for by no window."""


def quickest(
    connection: Connection,
    query: ListQuery,
    found: Sequence[Condition],
    *,
    total: int | None = None,
    near: Place | None = None,
) -> Select[Any]:
    """A window of a list by the way that takes the least; see ``windows.window``."""
    few = few_of(connection, query, found)
    words = next((each.words for each in found if each.words is not None), None)
    if not found or query.limit > _SCREENFUL or query.offset or _are_few_words(few):
        lanes = () if few else lanes_of(connection, query, found)
        return window(query, found, few=few, lanes=lanes, total=total, near=near)
    if words is None:
        first = None if few else _first(connection, query, found)
    else:
        others = [each for each in found if each.words is None]
        first = _first_with(connection, query, words, others, few)
    if first is not None:
        return shown_of(query, first)
    return window(query, found, few=few, total=total)


def _are_few_words(few: Condition | None) -> bool:
    """Few records have the words, and are fetched."""
    return few is not None and few.words is not None


def _first_with(
    connection: Connection,
    query: ListQuery,
    words: finding.Words,
    others: Sequence[Condition],
    few: Condition | None,
) -> list[int] | None:
    """The first rows with words that many have, looked for among those of the filters.

    Fetching a quarter of a million numbers takes longer than passing over them.
    """
    if few is not None:
        every = replace(query, limit=finding.FEW)
        some = numbers_of(connection, reached(every, others, few=few))
        return words.first_among(some, query.limit)
    found: list[int] = []
    passed = 0
    for rows in words.ahead_of(query.limit):
        ahead = _ahead(connection, replace(query, limit=rows), others)[passed:]
        found += words.first_among(ahead, query.limit - len(found))
        passed += len(ahead)
        if len(found) == query.limit:
            return found
        if words.are_rarer(len(found), passed):
            break
    return far_hits.first(connection, query, words, others)


def _ahead(
    connection: Connection, query: ListQuery, others: Sequence[Condition]
) -> list[int]:
    """The first rows that fulfil the filters; none where they are not quickly found."""
    if not others:
        return numbers_of(connection, reached(query, ()))
    return _first(connection, query, others) or []


def _first(
    connection: Connection, query: ListQuery, found: Sequence[Condition]
) -> list[int] | None:
    """Numbers of the first rows, where they are quickly found.

    They stand near the start of the order, or in lanes.
    """
    lanes = lanes_of(connection, query, found)
    if lanes or any(each.begins for each in found):
        return numbers_of(connection, reached(query, found, lanes=lanes))
    asked = [each.asked for each in found]
    should_do = 0
    for rows in BEGINNINGS:
        some = near_start(connection, query, asked, rows)
        if some is None or len(some) == query.limit:
            return some
        should_do = int(rows * query.limit / max(len(some), 1) * _SPARE)
    if should_do <= MOST_WALKED:
        some = near_start(connection, query, asked, should_do)
        if some is None or len(some) == query.limit:
            return some
    return None
