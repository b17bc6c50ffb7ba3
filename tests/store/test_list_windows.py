"""Windows of long lists: the same rows as the whole list has, and nothing else read."""

from dataclasses import replace

import pytest
from sqlalchemy.dialects import sqlite
from tests.store.many_cases import (
    DEVICE,
    IN_2021,
    OPEN,
    STATES,
    case,
    store_at,
    store_with,
)

from monitor_desktop.domain import names, partial_dates
from monitor_desktop.domain.operations import Edit
from monitor_desktop.domain.queries import Filter, ListQuery, Match, Place
from monitor_desktop.domain.records import declared
from monitor_desktop.store import reading, searching, windows
from monitor_desktop.store.conditions import conditions
from monitor_desktop.store.numbers import NOWHERE, stretch_of

COUNT = 60


def values(number):
    year = str(2020 + number % 3)
    return {
        "_ref": f"A-{number % 7}",
        "ev0102": f"Name {number % 5}" if number % 4 else None,
        "ev9002": STATES[number % 3],
        "ev0113": {"text": year, "edtf": year},
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    every = (case((each * 37) % COUNT, values(each)) for each in range(COUNT))
    with store_with(tmp_path_factory.mktemp("long") / "store.db", every) as made:
        yield made


@pytest.fixture
def dated(store):
    """Hidden cases with dates of every width, shown for one test."""
    dates = [
        "2021-02-15", "2021-02", "2021", "202X", "2020-12/2021-02", "2021-06-15/..",
        "../2021-06-15", "2020-01-31/2020-02-28", "2021-24", "1990/2030", "XXXX",
        "2020-12-31", "2022-01-01", "[2021-06-14,2021-06-16]", "0001-01-01",
    ]  # fmt: skip
    made = {f"{1000 + place:032x}": edtf for place, edtf in enumerate(dates)}
    edits = [
        Edit(
            type="case",
            record=record,
            top=record,
            field="ev0113",
            value={"text": edtf, "edtf": edtf},
        )
        for record, edtf in made.items()
    ]
    with store.transaction() as connection:
        store.write(connection, DEVICE, edits)
    yield made
    with store.transaction() as connection:
        for each in made:
            for table in ("view_case", "record"):
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", (each,))


@pytest.mark.parametrize("sort", ["_ref", "title", "date_from", "status"])
@pytest.mark.parametrize("filters", [(), (OPEN,), (IN_2021,), (OPEN, IN_2021)])
@pytest.mark.parametrize("descending", [True, False])
def test_windows_are_slices_of_the_whole_list(store, sort, filters, descending):
    def asked(limit, offset):
        query = ListQuery(
            type="case",
            sort=sort,
            filters=filters,
            descending=descending,
            limit=limit,
            offset=offset,
        )
        with store.transaction() as connection:
            total, found = reading.window(connection, query)
        return total, [each.id for each in found]

    total, whole = asked(COUNT, 0)
    assert total == len(whole) == len(set(whole))
    for offset in range(0, total + 7, 7):
        assert asked(7, offset) == (total, whole[offset : offset + 7])


@pytest.mark.parametrize("sort", ["_ref", "title", "date_from", "status"])
@pytest.mark.parametrize("filters", [(), (OPEN,), (OPEN, IN_2021)])
@pytest.mark.parametrize("descending", [True, False])
def test_a_record_is_found_in_its_row(store, sort, filters, descending):
    query = ListQuery(
        type="case", sort=sort, filters=filters, descending=descending, limit=COUNT
    )
    with store.transaction() as connection:
        whole = [each.id for each in reading.rows(connection, query)]
        every = (f"{number:032x}" for number in range(COUNT))
        found = {each: reading.row_of(connection, query, each) for each in every}
        assert reading.row_of(connection, query, "nobody") is None
    left = {each: row for each, row in found.items() if row is not None}
    assert left == {each: row for row, each in enumerate(whole)}


@pytest.mark.parametrize("sort", ["_ref", "title", "date_from"])
@pytest.mark.parametrize("filters", [(), (OPEN,), (OPEN, IN_2021)])
@pytest.mark.parametrize("descending", [True, False])
def test_windows_walked_to_from_a_place_are_the_same(store, sort, filters, descending):
    """Titles of a quarter of the cases are missing: they have no key to walk from."""
    query = ListQuery(
        type="case", sort=sort, filters=filters, descending=descending, limit=7
    )
    with store.transaction() as connection:
        total = reading.counted(connection, query)
        near = None
        for offset in range(0, total, 5):
            near = reading.place_after(connection, query, near, 5 if near else 0)
            if near is None:
                break
            for later in range(near.offset, total, 9):
                asked = replace(query, offset=later)
                plain = reading.rows(connection, asked)
                found = reading.rows(connection, asked, total=total, near=near)
                assert found == plain, (offset, later)


def plan_of(connection, query, near=None):
    found = conditions(connection, query)
    statement = windows.window(query, found, near=near).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    text = str(statement).replace("%", "%%")
    return [
        each[3] for each in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")
    ]


@pytest.mark.parametrize("sort", ["_ref", "title"])
@pytest.mark.parametrize("filters", [(), (OPEN,), (OPEN, IN_2021)])
def test_rows_that_are_passed_over_are_not_looked_at(store, sort, filters):
    query = ListQuery(type="case", sort=sort, filters=filters, offset=40, limit=10)
    with store.transaction() as connection:
        steps = plan_of(connection, query)
        near = Place(10, "A-3", 1)
        walked = plan_of(connection, replace(query, sort="_ref"), near)
    assert any("SCAN view_case USING COVERING INDEX" in each for each in steps), steps
    ranges = [each for each in walked if "COVERING INDEX view_case__ref_walked" in each]
    assert [each.rpartition(" (")[2] for each in ranges] == [
        "_ref=? AND _number<?)",
        "_ref<?)",
    ], walked


def may_fall(edtf, first, last):
    """The date may be one of these days, as is asked of every row in turn."""
    start, end = partial_dates.bounds(edtf) if edtf else (None, None)
    if start is None and end is None:
        return False
    is_after = first is None or end is None or end >= first
    return is_after and (last is None or start is None or start <= last)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2021-01-01", "2021-12-31"),
        ("2021-02-01", "2021-02-28"),
        ("2021-06-15", "2021-06-15"),
        ("2021-02-15", None),
        (None, "2021-02-15"),
        (None, None),
        ("1991-01-01", "1991-12-31"),
        ("0001-01-01", "0001-01-02"),
    ],
)
def test_dates_found_by_how_wide_they_are_are_those_that_overlap(
    store, first, last, dated
):
    """Fetched by the index of widths as when every row is asked."""
    wanted = Filter(key="date_from", match=Match.OVERLAPS, values=(first, last))
    query = ListQuery(type="case", filters=(wanted,), limit=1000)
    with store.transaction() as connection:
        (condition,) = conditions(connection, query)
        for few in (None, condition):
            statement = windows.window(query, [condition], few=few)
            found = {each.id for each in connection.execute(statement)}
            assert found & set(dated) == {
                each for each, edtf in dated.items() if may_fall(edtf, first, last)
            }, few


def test_a_profile_made_before_gets_the_indexes_lists_walk_now(tmp_path):
    path = tmp_path / "store.db"
    store = store_at(path)
    with store.transaction() as connection:
        connection.exec_driver_sql("DROP INDEX view_case_title_walked")
    store.close()
    again = store_at(path)
    with again.transaction() as connection:
        named = connection.exec_driver_sql("SELECT name FROM sqlite_master")
        found = {each for each in named.scalars() if "view_case_title" in each}
    again.close()
    assert found == {"view_case_title_walked"}


def test_numbers_of_one_type_lie_together(store):
    with store.transaction() as connection:
        numbers = connection.exec_driver_sql("SELECT type, number FROM record")
        found = {(kind, number >> 32) for kind, number in numbers}
        within = stretch_of(connection, "case")
        assert stretch_of(connection, "nothing") == NOWHERE
    assert len(found) == len({kind for kind, _ in found}) == len(dict(found))
    assert ("case", within.first >> 32) in found


def test_every_type_that_has_a_word_gets_its_share_of_the_hits(tmp_path):
    store = store_at(tmp_path / "store.db")
    name = declared("person").field("name").id
    with store.transaction() as connection:
        for kind, field, many in (("case", "ev0102", 3), ("person", name, 40)):
            ids = [f"{kind}{number:028x}" for number in range(many)]
            edits = [
                Edit(type=kind, record=each, top=each, field=field, value="Карим")
                for each in ids
            ]
            store.write(connection, DEVICE, edits)
        found = searching.search(connection, names.query_words("кар"), limit=10)
        every = searching.search(connection, names.query_words("кар"), limit=99)
    store.close()
    assert len(found) == 8
    assert sum(each.startswith("case") for each, _ in found) == 3
    assert len(set(every)) == 43
