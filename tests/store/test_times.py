"""Lists narrowed by a time: what is read from lanes is what the whole list has."""

from dataclasses import replace
from itertools import product

import pytest
from tests.store.many_cases import OPEN, STATES, case, store_with

from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.store import reading, times, windows
from monitor_desktop.store.conditions import conditions, lanes_of

COUNT = 240
DATES = (
    "2020-05-01",
    "2021",
    "2021-03",
    "2019/2022",
    "../2021-06",
    "2021-06/..",
    "2020-12-31/2021-01-01",
    "2020-12",
    "2021-12-31",
    "2022-01-01",
    "",
    "1993",
    "1992/1997",
)
TIMES = (
    ("2021-01-01", "2021-12-31"),
    ("2021-01-01", "2021-01-01"),
    ("2021-03-15", "2021-03-20"),
    ("2020-07-01", "2022-06-30"),
    ("1900-01-01", "2100-12-31"),
    ("2021-01-01", None),
    (None, "2021-06-01"),
    ("2050-01-01", "2050-12-31"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    every = (case((each * 97) % COUNT, values(each)) for each in range(COUNT))
    with store_with(tmp_path_factory.mktemp("times") / "store.db", every) as made:
        yield made


def values(number):
    edtf = DATES[number % len(DATES)]
    return {
        # As in years of work: dates of a year are near one another, not together.
        "_ref": f"CASE-{2010 + number % 9}-{number:04}" if number % 7 else None,
        "ev0102": f"Rahmon {number}",
        "ev9002": STATES[number % 3],
        "ev0113": {"text": edtf, "edtf": edtf} if edtf else None,
    }


def narrowed(match, time, sort, *, descending):
    during = Filter(key="date_from", match=match, values=time)
    return ListQuery(
        type="case", filters=(during,), sort=sort, descending=descending, limit=COUNT
    )


def refs(connection, query, **where):
    rows = connection.execute(windows.window(query, **where)).all()
    return [each._mapping["_number"] for each in rows]


@pytest.mark.parametrize("match", [Match.OVERLAPS, Match.WITHIN])
@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("sort", ["_ref", "date_from"])
def test_lanes_hold_what_the_whole_list_has_in_its_order(store, match, time, sort):
    for descending, more in product((True, False), ((), (OPEN,))):
        query = narrowed(match, time, sort, descending=descending)
        query = replace(query, filters=(*query.filters, *more))
        with store.transaction() as connection:
            found = conditions(connection, query)
            lanes = lanes_of(connection, query, found)
            whole = refs(connection, query, found=found)
            assert lanes
            assert refs(connection, query, found=found, lanes=lanes) == whole
            for offset in range(0, len(whole), 11):
                some = replace(query, limit=7, offset=offset)
                given = {"found": found, "lanes": lanes, "total": len(whole)}
                assert refs(connection, some, **given) == whole[offset : offset + 7]


@pytest.mark.parametrize("sort", ["_ref", "date_from"])
def test_windows_of_a_time_are_walked_to_from_places_in_it(store, sort):
    for descending in (True, False):
        query = narrowed(Match.OVERLAPS, TIMES[3], sort, descending=descending)
        with store.transaction() as connection:
            whole = [each.id for each in reading.rows(connection, query)]
            near = reading.place_after(connection, query, None, 9)
            while near is not None:
                some = replace(query, limit=5, offset=near.offset + 2)
                found = reading.rows(connection, some, total=len(whole), near=near)
                expected = whole[some.offset : some.offset + 5]
                assert [each.id for each in found] == expected
                near = reading.place_after(connection, query, near, 9)


def test_of_very_many_years_no_lanes_are_made(store, monkeypatch):
    query = narrowed(Match.OVERLAPS, TIMES[4], "_ref", descending=True)
    with store.transaction() as connection:
        found = conditions(connection, query)
        # 1993, 2020, 2021 and 2022 are there, and what lies in no year.
        assert len(lanes_of(connection, query, found)) == 5
        monkeypatch.setattr(times, "_MOST_YEARS", 3)
        times._years_there.cache_clear()
        assert not lanes_of(connection, query, found)
        times._years_there.cache_clear()


def test_what_lies_not_beside_the_dates_is_no_matter_for_lanes(store):
    during = narrowed(Match.OVERLAPS, TIMES[0], "_ref", descending=True)
    untitled = Filter(key="title", match=Match.EMPTY)
    query = replace(during, filters=(*during.filters, untitled))
    with store.transaction() as connection:
        assert not lanes_of(connection, query, conditions(connection, query))
