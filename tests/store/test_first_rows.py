"""First rows of long lists: by every way the same as the whole list begins with."""

import re
from dataclasses import replace

import pytest
from sqlalchemy.dialects import sqlite
from tests.conftest import CountingIds, FakeClock
from tests.store.many_cases import DEVICE, IN_2021, OPEN, STATES, case, store_with

from monitor_desktop.domain import names
from monitor_desktop.domain.operations import Edit
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.store import (
    conditions,
    crowds,
    far_hits,
    finding,
    first_rows,
    reading,
    search_words,
    windows,
)
from monitor_desktop.store.store import Store

COUNT = 90
UNANSWERED = Filter(key="title", match=Match.EMPTY)
DATES = ("2020-05-01", "2021", "2021-03", "2019/2022", "../2021-06", "2022-01-01", "")


def values(number):
    edtf = DATES[number % len(DATES)]
    # A year that is in titles too, apart from the references with it.
    last = number % 9 if number % 30 != 7 else 2012
    return {
        "_ref": f"CASE-{2010 + number // 9}-{number:04}",
        "ev0102": f"Rahmon{'ov' * (number % 2)} {last}" if number % 20 else None,
        "ev9002": STATES[number % 3],
        "ev0113": {"text": edtf, "edtf": edtf} if edtf else None,
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    every = (case((each * 37) % COUNT, values(each)) for each in range(COUNT))
    with store_with(tmp_path_factory.mktemp("first") / "store.db", every) as made:
        yield made


@pytest.fixture
def as_if_long(monkeypatch):
    """Ninety cases are many."""
    monkeypatch.setattr(finding, "FEW", 3)
    monkeypatch.setattr(finding, "FEW_ALONE", 3)
    monkeypatch.setattr(finding, "_AT_ONCE", 4)
    monkeypatch.setattr(finding, "_PROBE", 4)
    monkeypatch.setattr(first_rows, "BEGINNINGS", (7, 20))
    monkeypatch.setattr(first_rows, "MOST_WALKED", 25)
    monkeypatch.setattr(far_hits, "MASS", 20)
    monkeypatch.setattr(far_hits, "_STRAY", 1 / 4)
    monkeypatch.setattr(far_hits, "_SPARSE", 1)
    monkeypatch.setattr(crowds, "ROWS", (20, 80))
    monkeypatch.setattr(crowds, "CLOSE", 2)


@pytest.mark.usefixtures("as_if_long")
@pytest.mark.parametrize("sort", ["_ref", "title", "date_from", "status"])
@pytest.mark.parametrize(
    "filters", [(), (IN_2021,), (OPEN, IN_2021), (UNANSWERED, IN_2021)]
)
@pytest.mark.parametrize(
    ("text", "lookup_us"),
    [
        ("", 0),
        ("rah", 0),
        ("рахмо", 0),
        ("rahmonov", 99),
        ("case 2011", 99),
        ("2012", 0),
    ],
)
def test_first_rows_are_those_the_whole_list_begins_with(
    store, sort, filters, text, lookup_us, monkeypatch
):
    monkeypatch.setattr(finding, "_LOOKED_UP_US", lookup_us)
    monkeypatch.setattr(finding, "_MUCH_RARER", 0 if lookup_us else 3)
    for descending in (True, False):
        query = ListQuery(
            type="case", sort=sort, filters=filters, text=text, descending=descending
        )
        with store.transaction() as connection:
            whole = walked(connection, query)
            for limit in (1, 12):
                found = reading.rows(connection, replace(query, limit=limit))
                refs = [each.ref for each in found]
                assert refs == whole[:limit], (limit, descending)


def walked(connection, query):
    """References of all rows, by the order of the list alone."""
    asked = conditions.conditions(connection, query)
    whole = windows.window(replace(query, limit=COUNT * 10), asked)
    return connection.execute(whole).scalars("_ref").all()


@pytest.fixture
def ways(monkeypatch):
    """Which way was gone."""
    gone = []
    for room, name in (
        (first_rows, "near_start"),
        (first_rows, "_first_with"),
        (first_rows, "window"),
        (far_hits, "_massed"),
        (crowds, "_alike"),
    ):
        real = getattr(room, name)

        def noted(*given, _name=name, _real=real, **named):
            gone.append(_name)
            return _real(*given, **named)

        monkeypatch.setattr(room, name, noted)
    return gone


@pytest.mark.parametrize(
    ("query", "way"),
    [
        (ListQuery(type="case", limit=1, filters=(OPEN,)), ["near_start"]),
        (
            ListQuery(type="case", limit=15, filters=(IN_2021,)),
            [],
        ),
        (
            ListQuery(type="case", limit=15, filters=(IN_2021,), sort="date_from"),
            [],
        ),
        (
            ListQuery(type="case", limit=15, filters=(IN_2021,), sort="title"),
            ["near_start", "near_start", "window"],
        ),
        (ListQuery(type="case", limit=5, text="rah"), ["_first_with"]),
        (ListQuery(type="case", limit=5, text="2012"), ["_first_with", "_massed"]),
        (
            ListQuery(
                type="case", limit=5, text="rahmonov", sort="title", descending=False
            ),
            ["_first_with", "_alike"],
        ),
        (
            ListQuery(type="case", limit=5, text="2012", sort="date_from"),
            ["_first_with", "_massed", "window"],
        ),
        (ListQuery(type="case", limit=5), ["window"]),
        (ListQuery(type="case", limit=5, offset=5, text="rah"), ["window"]),
        (ListQuery(type="case", limit=9, filters=(OPEN,), sort="status"), []),
    ],
)
@pytest.mark.usefixtures("as_if_long")
def test_the_way_that_takes_the_least_is_gone(store, query, way, ways):
    with store.transaction() as connection:
        reading.rows(connection, query)
    assert ways == way


@pytest.mark.parametrize("descending", [True, False])
def test_few_records_with_words_are_put_in_order_by_their_references(
    store, descending, ways
):
    query = ListQuery(type="case", limit=5, text="rahmonov", descending=descending)
    hide = "UPDATE view_case SET _deleted = 1 WHERE _ref = ?"
    with pytest.raises(UndoneError), store.transaction() as connection:
        first, *others = walked(connection, query)
        connection.exec_driver_sql(hide, (first,))
        ways.clear()
        found = reading.rows(connection, query)
        assert [each.ref for each in found] == others[:5]
        assert ways == ["window"]
        raise UndoneError


@pytest.mark.parametrize("alike", [(), ("rahmonov",), ("3", "4"), ("nobody",)])
def test_what_records_have_in_common_changes_nothing_of_what_is_found(
    store, alike, monkeypatch
):
    monkeypatch.setattr(finding, "_MUCH_RARER", 0)
    with store.transaction() as connection:
        words = finding.Words(connection, "case", names.query_words("rah"))
        query = ListQuery(type="case", limit=COUNT)
        every = windows.numbers_of(connection, windows.reached(query, ()))
        asked = [conditions.Condition(words.asked(), words=words)]
        had = set(windows.numbers_of(connection, windows.reached(query, asked)))
        assert 0 < len(had) < len(every)
        assert words.met_among(every, alike) == had


def test_words_that_only_parts_have_are_looked_for_among_few_cases(store, monkeypatch):
    monkeypatch.setattr(finding, "FEW", 30)
    last = Filter(
        key="date_from", match=Match.OVERLAPS, values=("2022-05-01", "2022-12-31")
    )
    query = ListQuery(type="case", limit=3, filters=(last,), text="zafar")
    with pytest.raises(UndoneError), store.transaction() as connection:
        store.write(connection, DEVICE, list(told(range(40))))
        found = reading.rows(connection, query)
        whole = reading.rows(connection, replace(query, limit=COUNT * 10))
        assert found
        assert found == whole[:3]
        raise UndoneError


class UndoneError(Exception):
    """Leaves the store as it was."""


def told(numbers):
    """Sources of cases: their title has a word that no case has."""
    for number in numbers:
        case, source = f"{number:032x}", f"{1000 + number:032x}"
        for field, value in (("_parent", case), ("in9301", "Zafar")):
            yield Edit(type="source", record=source, top=case, field=field, value=value)


@pytest.mark.parametrize(
    ("sort", "indexes"),
    [("_ref", {"yearly"}), ("date_from", {"walked", "spans"})],
)
def test_what_is_read_from_lanes_looks_no_row_up(store, sort, indexes):
    query = ListQuery(type="case", limit=12, filters=(OPEN, IN_2021), sort=sort)
    with store.transaction() as connection:
        found = conditions.conditions(connection, query)
        lanes = conditions.lanes_of(connection, query, found)
        made = windows.reached(query, found, lanes=lanes)
        given = {"literal_binds": True}
        text = str(made.compile(dialect=sqlite.dialect(), compile_kwargs=given))
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")
        looked = [each[3] for each in steps if "view_case" in each[3]]
    assert len(looked) == len(lanes)
    named = [re.search(r"COVERING INDEX view_case_date_from_(\w+)", e) for e in looked]
    assert {each and each[1] for each in named} == indexes


def test_words_of_the_index_that_begin_alike_are_asked_for_by_name(store):
    with store.transaction() as connection:
        long = search_words.begun(connection, [("rahmon",), ("cas",)])
        none = search_words.begun(connection, [("nobody",)])
    assert long == ('("rahmon" OR "rahmonov") AND ("cas"*)', 3)
    assert none.matching == '("nobody"*)'


def test_a_beginning_of_very_many_words_is_asked_for_as_it_is(store, monkeypatch):
    monkeypatch.setattr(search_words, "_MOST_WORDS", 1)
    with store.transaction() as connection:
        found = search_words.begun(connection, [("rahmon",)])
    assert found.matching == '("rahmon"*)'
    assert found.lists > 1000


def test_an_index_of_dates_made_before_goes(tmp_path):
    made_with = {"clock": FakeClock(), "ids": CountingIds()}
    path = tmp_path / "store.db"
    store = Store(path, b"k" * 32, **made_with)
    with store.transaction() as connection:
        connection.exec_driver_sql("DROP INDEX view_case_date_from_spans")
        connection.exec_driver_sql(
            "CREATE INDEX view_case_date_from_within ON view_case (date_from__span)"
        )
    store.close()
    again = Store(path, b"k" * 32, **made_with)
    with again.transaction() as connection:
        named = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars()
        found = {each for each in named if each.startswith("view_case_date_from_")}
    again.close()
    ours = ("spans", "walked", "yearly")
    assert found == {f"view_case_date_from_{each}" for each in ours}
