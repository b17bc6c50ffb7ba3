"""Windows of long lists: the same rows as the whole list has, and nothing else read."""

import pytest
from sqlalchemy.dialects import sqlite
from tests.conftest import CountingIds, FakeClock

from monitor_desktop.domain.operations import Edit
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.store import reading
from monitor_desktop.store.store import Store

KEY = b"k" * 32
DEVICE = "d" * 32
COUNT = 60
OPEN = Filter(key="status", values=("open",))
IN_2021 = Filter(
    key="date_from", match=Match.OVERLAPS, values=("2021-01-01", "2021-12-31")
)


def edits(number):
    record = f"{(number * 37) % COUNT:032x}"
    year = 2020 + number % 3
    day = {"text": str(year), "edtf": str(year)}
    values = {
        "_ref": f"A-{number % 7}",
        "ev0102": f"Name {number % 5}" if number % 4 else None,
        "ev9002": ("open", "closed", "verified")[number % 3],
        "ev0113": day,
    }
    for field, value in values.items():
        if value is not None:
            yield Edit(type="case", record=record, top=record, field=field, value=value)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("long") / "store.db"


@pytest.fixture(scope="module")
def made_with():
    return {"clock": FakeClock(), "ids": CountingIds()}


@pytest.fixture(scope="module")
def store(path, made_with):
    opened = Store(path, KEY, **made_with)
    with opened.transaction() as connection:
        every = [each for number in range(COUNT) for each in edits(number)]
        opened.write(connection, DEVICE, every)
    yield opened
    opened.close()


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


@pytest.mark.parametrize("sort", ["_ref", "title"])
def test_rows_that_are_passed_over_are_not_looked_at(store, sort):
    query = ListQuery(type="case", sort=sort, offset=40, limit=10)
    statement = reading._window(query).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    with store.transaction() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
        steps = [each[3] for each in plan]
    assert any("COVERING INDEX view_case_" in each for each in steps), steps


def test_a_profile_made_before_gets_the_indexes_lists_walk_now(tmp_path, made_with):
    path = tmp_path / "store.db"
    store = Store(path, KEY, **made_with)
    with store.transaction() as connection:
        connection.exec_driver_sql("DROP INDEX view_case_title_shown")
        connection.exec_driver_sql(
            "CREATE INDEX view_case_title ON view_case (title__sort, id)"
        )
    store.close()
    again = Store(path, KEY, **made_with)
    with again.transaction() as connection:
        named = connection.exec_driver_sql("SELECT name FROM sqlite_master")
        found = {each for each in named.scalars() if "view_case_title" in each}
    again.close()
    assert found == {"view_case_title_shown"}
