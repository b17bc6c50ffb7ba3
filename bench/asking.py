"""What a list is asked, among a thousand to a million cases, drawn by chance.

Two hundred draws for each thing asked. Processor time, which other jobs lengthen less
than what a clock shows; left alone both are the same, as nothing waits for a disk. All
draws are asked three times over and each counts as its quickest: a shared machine stops
now and then for some ten milliseconds, and a 99th percentile would tell of these stops.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bench import flat_picture, millions
from bench.figures import Figure, Taken, processor_seconds
from monitor_desktop.domain import names
from monitor_desktop.domain.queries import Filter, ListQuery, Match, Place
from monitor_desktop.domain.records import declared
from monitor_desktop.services import lists, search
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import searching

SIZES: Final = (1_000, 10_000, 100_000, millions.MILLION)
_DRAWS: Final = 200
_WARMING: Final = 20
"""Draws before the first that counts: a list is open for longer than its first look."""
_PASSES: Final = 3
_WINDOW: Final = 100
_MOST_S: Final = 0.050
"""Every list, filter and three-letter search, at the 99th percentile."""
_MOST_COUNT_S: Final = 0.5
"""Nobody waits for a count: rows are on the screen by then."""
_COMMON: Final = ("рах", "ҷам", "зар", "қод", "ғаю", "мад", "фар", "rah", "jam", "хаб")
_SORTS: Final = ("title", "status", "date_from", "place", "_ref")

Draw = Callable[[random.Random, ListQuery], ListQuery]


def _term(chance: random.Random) -> Filter:
    values = (chance.choice(millions.STATES),)
    return Filter(key="status", match=Match.UNDER, values=values)


def _place(chance: random.Random) -> Filter:
    values = (chance.choice(millions.PLACES),)
    return Filter(key="place", match=Match.UNDER, values=values)


def _year(chance: random.Random) -> Filter:
    year = chance.randint(1992, 2025)
    days = (f"{year}-01-01", f"{year}-12-31")
    return Filter(key="date_from", match=Match.OVERLAPS, values=days)


def _since(chance: random.Random) -> Filter:
    days = (f"{chance.randint(1992, 2025)}-01-01", None)
    return Filter(key="date_from", match=Match.OVERLAPS, values=days)


def _ordered(chance: random.Random, query: ListQuery) -> ListQuery:
    down = chance.random() < 1 / 2
    return replace(query, sort=chance.choice(_SORTS), descending=down)


ASKED: Final[Mapping[str, Draw]] = {
    "first window": lambda _, q: q,
    "first window, any order": _ordered,
    "term": lambda c, q: replace(q, filters=(_term(c),)),
    "place": lambda c, q: replace(q, filters=(_place(c),)),
    "year": lambda c, q: replace(q, filters=(_year(c),)),
    "year, any order": lambda c, q: _ordered(c, replace(q, filters=(_year(c),))),
    "since a year": lambda c, q: replace(q, filters=(_since(c),)),
    "term and year": lambda c, q: replace(q, filters=(_term(c), _year(c))),
    "place and year": lambda c, q: replace(q, filters=(_place(c), _year(c))),
    "three letters, of 100 cases": lambda c, q: _ordered(
        c, replace(q, text=c.choice(millions.SELDOM)[:3])
    ),
    "three letters, rare": lambda c, q: replace(q, text=str(c.randint(300, 999))),
    "three letters, common": lambda c, q: replace(q, text=c.choice(_COMMON)),
    "three letters, any order": lambda c, q: _ordered(
        c, replace(q, text=c.choice(_COMMON))
    ),
    "three letters and term": lambda c, q: replace(
        q, text=c.choice(_COMMON), filters=(_term(c),)
    ),
    "three letters and year": lambda c, q: replace(
        q, text=c.choice(_COMMON), filters=(_year(c),)
    ),
    "first part of every reference": lambda _, q: replace(q, text="BNCH"),
    "year within references": lambda c, q: replace(q, text=str(c.randint(1992, 2025))),
}


def measure(counts: Sequence[int] = SIZES) -> list[Figure]:
    """Each thing among each number of cases, against 50 ms; draws the picture."""
    taken = [each for count in counts for each in _among(count)]
    print("| ms of processor time, half / 99 of 100 |", *counts, sep=" | ")
    for what in dict.fromkeys(each.what for each in taken):
        cells = (
            f"{each.middle * 1e3:.1f} / {each.p99 * 1e3:.1f}"
            for each in taken
            if each.what == what
        )
        print("|", what, "|", " | ".join(cells), "|")
    if len(counts) > 1:
        flat_picture.write(taken)
    return [
        Figure(
            f"{each.what} of {each.count:,} cases, 99th percentile (s of processor)",
            each.p99,
            _MOST_S,
            1,
        )
        for each in taken
    ]


def counted(count: int = millions.MILLION) -> list[Figure]:
    """How long the counts take that come after the rows."""
    with_count = []
    workspace = millions.profile(count)
    for what, draw in ASKED.items():
        query = draw(random.Random(1), _list())
        taken = processor_seconds(lambda q=query: lists.total(workspace, q))  # type: ignore[misc]
        said = f"counted after the rows: {what} of {count:,} cases (s of processor)"
        with_count.append(Figure(said, taken, _MOST_COUNT_S, 1))
    workspace.close()
    return with_count


def _list() -> ListQuery:
    fields = tuple(each.key for each in declared("case").list_fields)
    return ListQuery(type="case", limit=_WINDOW, fields=fields)


def _among(count: int) -> Iterator[Taken]:
    workspace = millions.profile(count)
    chance = random.Random(count)
    for what, draw in ASKED.items():
        queries = [draw(chance, _list()) for _ in range(_WARMING + _DRAWS)]
        works = [lambda q=each: lists.rows(workspace, q) for each in queries]  # type: ignore[misc]
        yield _taken(what, count, works)
    typed = [_letters(chance) for _ in range(_WARMING + _DRAWS)]
    searches = [lambda t=each: _searched(workspace, t) for each in typed]  # type: ignore[misc]
    yield _taken("three letters, every type", count, searches)
    known = list(_places(workspace, _list()))
    places = [chance.randrange(count) for _ in range(_WARMING + _DRAWS)]
    jumps = [lambda at=each: _jump(workspace, known, count, at) for each in places]  # type: ignore[misc]
    yield _taken("window anywhere", count, jumps)
    workspace.close()


def _taken(what: str, count: int, works: Sequence[Callable[[], object]]) -> Taken:
    passes = [[processor_seconds(each) for each in works] for _ in range(_PASSES)]
    times = sorted([min(each) for each in zip(*passes, strict=True)][_WARMING:])
    return Taken(what, count, times[_DRAWS // 2], times[int(_DRAWS * 0.99)])


def _letters(chance: random.Random) -> str:
    return chance.choice((chance.choice(_COMMON), str(chance.randint(300, 999))))


def _searched(workspace: Workspace, text: str) -> None:
    """What the search field asks the store at every key press."""
    words = names.query_words(text)
    with workspace.transaction() as transaction:
        searching.search(transaction, words, limit=search.MOST_AT_ONCE)


def _jump(workspace: Workspace, known: Sequence[Place], total: int, to: int) -> None:
    near = next((each for each in reversed(known) if each.offset <= to), None)
    lists.rows(workspace, replace(_list(), offset=to), total=total, near=near)


def _places(workspace: Workspace, query: ListQuery) -> Iterator[Place]:
    last: Place | None = None
    while True:
        more = lists.places(workspace, query, last)
        yield from more.found
        if more.is_all:
            return
        last = more.found[-1]
