import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.partial_dates import PartialDate, bounds


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1993", "1993-01-01", "1993-12-31"),
        ("1993-06", "1993-06-01", "1993-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1993-06-21", "1993-06-21", "1993-06-21"),
        ("1993-06-XX", "1993-06-01", "1993-06-30"),
        ("1993-XX", "1993-01-01", "1993-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("1993~", "1993-01-01", "1993-12-31"),
        ("1993-22", "1993-06-01", "1993-08-31"),
        ("1993-24", "1992-12-01", "1993-02-28"),
        ("[1993-06,1993-07]", "1993-06-01", "1993-07-31"),
        ("2016-09/2019-07-12", "2016-09-01", "2019-07-12"),
        ("2007-03-30/..", "2007-03-30", None),
        ("../2007", None, "2007-12-31"),
        ("XXXX", None, None),
    ],
)
def test_bounds_are_the_earliest_and_latest_possible_day(edtf, first, last):
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "1993-13", "1993-02-30", "summer", "2019/2016", "../..", "199X-03", "1993-6"],
)
def test_what_is_no_date_is_refused(text):
    assert not partial_dates.is_valid(text)


days = st.dates().map(lambda day: day.isoformat())
dates = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    days.map(lambda day: day[:4] + "~"),
    st.tuples(days, days).map(lambda pair: "/".join(sorted(pair))),
    st.tuples(days, days).map(lambda pair: f"[{','.join(sorted(pair))}]"),
    days.map(lambda day: f"{day}/.."),
    st.tuples(days, st.integers(21, 24)).map(lambda pair: f"{pair[0][:4]}-{pair[1]}"),
)


@given(dates.filter(lambda edtf: not edtf.startswith("0001-24")))
def test_bounds_are_in_order(edtf):
    first, last = bounds(edtf)
    assert first is not None
    assert last is None or first <= last


@given(days, days)
def test_earlier_days_sort_first(one, other):
    keys = [partial_dates.key_of_bounds(*bounds(each)) for each in sorted([one, other])]
    assert keys == sorted(keys)
    assert max(keys) <= partial_dates.key_of_bounds(None, None)


def test_words_that_were_not_understood_stay_as_they_were():
    date = partial_dates.from_value({"text": "when the snow melted", "edtf": None})
    assert partial_dates.to_json(date) == {
        "text": "when the snow melted",
        "edtf": None,
        "from": None,
        "to": None,
    }


def test_edtf_of_a_newer_program_is_not_trusted():
    date = partial_dates.from_value({"text": "odd", "edtf": "Y170000002"})
    assert date == PartialDate("odd", None)
