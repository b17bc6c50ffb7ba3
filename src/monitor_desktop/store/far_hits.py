"""First rows of lists narrowed by words whose hits lie far from the start of the order.

A year that is part of references lies in one stretch of a list by reference, a name in
some of a list by title. To walk there takes longer than anybody waits: to decipher the
pages of an order of a million rows alone takes a quarter of a second.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, text

from monitor_desktop.domain.queries import ListQuery, Place
from monitor_desktop.store import crowds
from monitor_desktop.store.conditions import Condition
from monitor_desktop.store.finding import Words
from monitor_desktop.store.tables import NUMBER
from monitor_desktop.store.windows import (
    between,
    numbers_of,
    ordered,
    place_of,
    reached,
    step,
)

MASS: Final = 40_000
"""So many hits at most are taken together, a tenth of a microsecond each."""
_SAMPLED: Final = 96
"""Hits whose places tell where most lie."""
_SPARSE: Final = 32
"""Hits at least from one of these to the next: each is looked up."""
_STRAY: Final = 1 / 32
"""Part of these at each end that may lie elsewhere."""
_SPARE: Final = 1 / 12
"""Rows around those sampled for every hit: further out hardly ever is another."""
_CLOSE: Final = 1.1
"""Rows for every hit, at most, where they lie together."""
APART: Final = 1_000
"""Hits elsewhere at most: each is looked up."""
_WITHIN: Final = text(f"{NUMBER} IN (SELECT value FROM json_each(:numbers))")  # noqa: S608  # our name
_Rows = Select[Any] | CompoundSelect[Any]


def first(
    connection: Connection,
    query: ListQuery,
    words: Words,
    others: Sequence[Condition],
) -> list[int] | None:
    """Numbers of the first rows with words; None where no quick way leads to them.

    Args:
        connection: Within a transaction.
        query: The first window of a list.
        words: What many records have, but hardly any of the first rows.
        others: What else is asked.
    """
    if words.likely() <= MASS * 2:
        hits = words.numbers(MASS + 1)
        if len(hits) <= MASS:
            return _massed(connection, query, hits, others)
    return crowds.first(connection, query, words, others)


def _massed(
    connection: Connection,
    query: ListQuery,
    hits: Sequence[int],
    others: Sequence[Condition],
) -> list[int] | None:
    """Most hits lie in one stretch of the order: it is walked, the others looked up."""
    stretch = _stretch(connection, query, hits)
    if stretch is None:
        return None
    first, inside = stretch
    known = set(hits)
    apart = known.difference(inside)
    if len(apart) > APART:
        return None
    in_order: Iterable[int] = inside
    if others:
        last = _places(connection, query, inside[-1:])[0]
        asked = between(query, [each.asked for each in others], first, last)
        in_order = connection.execute(ordered(query, asked)).scalars("number")
    near = islice((each for each in in_order if each in known), query.limit)
    return numbers_of(connection, _fetched(query, [*near, *apart], others))


def _stretch(
    connection: Connection, query: ListQuery, hits: Sequence[int]
) -> tuple[Place, list[int]] | None:
    """Where the stretch begins in which most hits lie close together, and its rows.

    None where they do not. A few of the sampled at each end may be strays, so it is
    read wider.
    """
    some = sorted(hits)[:: max(len(hits) // _SAMPLED, _SPARSE)]
    places = _places(connection, query, some)
    strays = int(len(places) * _STRAY)
    places = places[strays : len(places) - strays]
    if not places:
        return None
    back = replace(query, descending=not query.descending)
    wider = int(len(hits) * _SPARE)
    first = place_of(connection, step(back, (), places[0], wider))
    first = first or place_of(connection, step(query, (), None, 0))
    if first is None:
        return None
    rows = int(len(hits) * _CLOSE) + wider // 2
    asked = reached(replace(query, limit=rows), (), near=first)
    inside = numbers_of(connection, asked)
    return (first, inside) if places[-1].number in inside else None


def _places(
    connection: Connection, query: ListQuery, numbers: Sequence[int]
) -> list[Place]:
    """Where some rows stand, in order; those without a key stand nowhere."""
    rows = connection.execute(_fetched(replace(query, limit=len(numbers)), numbers))
    return [Place(0, each.key, each.number) for each in rows if each.key is not None]


def _fetched(
    query: ListQuery, numbers: Sequence[int], others: Sequence[Condition] = ()
) -> _Rows:
    """Some rows, put in order: those that are asked for of them."""
    within: ColumnElement[bool]
    within = _WITHIN.bindparams(numbers=json.dumps(numbers))  # type: ignore[assignment]
    return reached(query, others, few=Condition(within, within, by_number=True))
