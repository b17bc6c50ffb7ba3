"""Counting who did what to whom: apart, once each, and nothing small in public."""

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from monitor_desktop.domain.counting import (
    LEAST_PUBLIC,
    Deed,
    Dimension,
    Measure,
    Row,
    Table,
    falls_within,
    for_public,
    tabulate,
)

ARREST, TORTURE = "030101000000", "020111110000"


def deed(act, case="c1", kind=ARREST, victim=None, **more):
    return Deed(act=act, case=case, type=kind, victim=victim, **more)


def total(deeds, measure):
    return tabulate(deeds, measure, Dimension.ACT_TYPE).total


def test_acts_victims_perpetrators_and_cases_are_counted_apart():
    deeds = [
        deed("1", victim="a", perpetrators=("p", "q")),
        deed("2", kind=TORTURE, victim="a", perpetrators=("p",)),
        deed("3", case="c2", victim="b"),
    ]
    counted = {each: total(deeds, each) for each in Measure}
    assert counted == {"acts": 3, "victims": 2, "perpetrators": 2, "cases": 2}


def test_a_person_in_two_rows_is_one_in_the_total():
    deeds = [deed("1", victim="a"), deed("2", kind=TORTURE, victim="a")]
    table = tabulate(deeds, Measure.VICTIMS, Dimension.ACT_TYPE)
    assert [row.total for row in table.rows] == [1, 1]
    assert table.total == 1


def test_victims_without_a_name_are_counted_once_an_act():
    assert total([deed("1"), deed("2"), deed("2")], Measure.VICTIMS) == 2


def test_an_act_by_two_kinds_of_perpetrators_stands_in_both_rows():
    deeds = [deed("1", perpetrator_types=("police", "guard")), deed("2")]
    table = tabulate(deeds, Measure.ACTS, Dimension.PERPETRATOR)
    assert table.rows == (Row("guard", (), 1), Row("police", (), 1), Row("", (), 1))
    assert table.total == 2


@pytest.mark.parametrize(
    ("days", "year", "quarter", "month"),
    [
        (("2026-11-09", "2026-11-12"), "2026", "2026-Q4", "2026-11"),
        (("1993-06-01", "1993-08-31"), "1993", "", ""),
        (("1993-04-01", "1993-06-30"), "1993", "1993-Q2", ""),
        (("2016-09-01", "2019-07-12"), "", "", ""),
        ((None, "1999-01-01"), "", "", ""),
        ((None, None), "", "", ""),
    ],
)
def test_a_date_counts_only_where_it_surely_falls(days, year, quarter, month):
    for dimension, key in (
        (Dimension.YEAR, year),
        (Dimension.QUARTER, quarter),
        (Dimension.MONTH, month),
    ):
        table = tabulate([deed("1", days=days)], Measure.ACTS, dimension)
        assert [row.key for row in table.rows] == [key]


def test_a_period_takes_what_may_have_happened_in_it():
    summer = deed("1", days=("1993-06-01", "1993-08-31"))
    assert falls_within(summer, "1993-08-01", "1993-12-31")
    assert not falls_within(summer, "1994-01-01", None)
    assert falls_within(deed("1", days=("1990-01-01", None)), "1993-01-01", None)
    assert not falls_within(deed("1"), "1993-01-01", None)
    assert falls_within(deed("1"), None, None)


def test_codes_are_put_together_by_their_first_digits():
    deeds = [deed("1"), deed("2", kind="030105000000"), deed("3", kind="other")]
    table = tabulate(deeds, Measure.ACTS, Dimension.ACT_GROUP)
    assert [(row.key, row.total) for row in table.rows] == [
        ("030000000000", 2),
        ("other", 1),
    ]


def test_small_numbers_and_what_tells_them_are_left_out():
    table = Table(
        measure=Measure.VICTIMS,
        rows=(Row("a", (1, 7), 8), Row("b", (5, 9), 14)),
        columns=("x", "y"),
        totals=(6, 16),
        total=22,
    )
    shown = for_public(table)
    assert [row.cells for row in shown.rows] == [(None, None), (None, None)]
    assert shown.total == 22


numbers = st.integers(0, 12)
grids = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(numbers, min_size=width, max_size=width), min_size=1, max_size=5
    )
)


@given(grids)
def test_no_small_number_can_be_worked_out_from_a_line(grid):
    table = Table(
        measure=Measure.ACTS,
        rows=tuple(Row(str(n), tuple(line), sum(line)) for n, line in enumerate(grid)),
        columns=tuple(str(n) for n in range(len(grid[0]))),
        totals=tuple(map(sum, zip(*grid, strict=True))),
        total=sum(map(sum, grid)),
    )
    shown = for_public(table)
    lines = [[*row.cells, row.total] for row in shown.rows]
    lines.append([*shown.totals, shown.total])
    seen = [number for line in lines for number in line if number is not None]
    assert all(number == 0 or number >= LEAST_PUBLIC for number in seen)
    for line in [*lines, *map(list, zip(*lines, strict=True))]:
        others = [number for number in line if number]
        assert line.count(None) != 1 or not others


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        # Two that come to two are two ones; two that come to three may be either way.
        ([1, 1, 5, 9], [None, None, None, 9]),
        ([1, 2, 5, 9], [None, None, 5, 9]),
        ([1, 1, 1, 7, 9], [None, None, None, None, 9]),
        ([2, 2, 5], [None, None, 5]),
        ([2, 0, 5], [None, 0, None]),
    ],
)
def test_small_numbers_that_leave_one_way_to_add_up_take_another_along(counts, shown):
    table = Table(
        measure=Measure.ACTS,
        rows=tuple(Row(str(n), (), count) for n, count in enumerate(counts)),
        columns=(),
        totals=(),
        total=sum(counts),
    )
    told = for_public(table)
    assert [row.total for row in told.rows] == shown
    assert told.total == sum(counts)


def solutions(shown, totals):
    """Every way to fill two or three numbers left out of small tables."""
    holes = [
        (d, a) for d, line in enumerate(shown) for a, n in enumerate(line) if n is None
    ]
    for values in itertools.product(range(1, 6), repeat=len(holes)):
        filled = [list(line) for line in shown]
        for (down, across), value in zip(holes, values, strict=True):
            filled[down][across] = value
        rows, columns = totals
        if [sum(line) for line in filled] == rows and [
            sum(line) for line in zip(*filled, strict=True)
        ] == columns:
            yield dict(zip(holes, values, strict=True))


@settings(max_examples=30)
@given(
    st.lists(
        st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=3
    )
)
def test_every_small_number_of_a_table_may_be_more_than_one(grid):
    rows = [sum(line) for line in grid]
    columns = [sum(line) for line in zip(*grid, strict=True)]
    told = for_public(
        Table(
            measure=Measure.ACTS,
            rows=tuple(
                Row(str(n), tuple(line), total)
                for n, (line, total) in enumerate(zip(grid, rows, strict=True))
            ),
            columns=("a", "b"),
            totals=tuple(columns),
            total=sum(rows),
        )
    )
    shown = [list(row.cells) for row in told.rows]
    all_totals_shown = None not in (*(r.total for r in told.rows), *told.totals)
    assume(all_totals_shown and told.total is not None)
    found = list(solutions(shown, (rows, columns)))
    for down, line in enumerate(grid):
        for across, number in enumerate(line):
            if 0 < number < LEAST_PUBLIC:
                assert len({each[down, across] for each in found}) > 1


deeds_of_anybody = st.lists(
    st.builds(
        deed,
        st.sampled_from("123456"),
        st.sampled_from(["c1", "c2"]),
        st.sampled_from([ARREST, TORTURE]),
        st.sampled_from([None, "a", "b"]),
        sex=st.sampled_from(["", "male", "female"]),
    )
)


@given(deeds_of_anybody, st.sampled_from(list(Measure)))
def test_order_and_repetition_change_no_count(deeds, measure):
    once = tabulate(deeds, measure, Dimension.ACT_TYPE, Dimension.SEX)
    again = tabulate([*deeds[::-1], *deeds], measure, Dimension.ACT_TYPE, Dimension.SEX)
    assert once == again
