"""Days that cannot all be right are told, and nothing else is."""

import pytest

from monitor_desktop.domain.catalogue import in_use
from monitor_desktop.domain.contradictions import (
    _ORDER,
    Contradiction,
    contradictions,
)
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import Record, RecordTree, declared


def day(first, last=None):
    return {"text": first, "edtf": first, "from": first, "to": last or first}


def met(type_key, **values):
    record = Record(id="r", type=type_key, values=values)
    return [
        (each.earlier, each.later) for each in contradictions(RecordTree(record=record))
    ]


@pytest.mark.parametrize(
    ("released", "told"),
    [
        ("2026-11-09T21:00", True),
        ("2026-11-08", True),
        # Nobody knows the hour: it may have been later that day.
        ("2026-11-09", False),
        ("2026-11-09T21:30", False),
        ("2026-11-10 08:00", False),
        ({"missing": "unknown"}, False),
        (None, False),
    ],
)
def test_nobody_is_released_before_they_were_arrested(released, told):
    found = met("arrest", actual_time="2026-11-09T21:30", released=released)
    assert found == ([("actual_time", "released")] if told else [])


def test_days_that_may_be_right_are_not_told():
    assert met("case", date_from=day("2026-11-09"), date_to=day("2026-11-08")) == [
        ("date_from", "date_to")
    ]
    november = day("2026-11-01", "2026-11-30")
    assert met("case", date_from=november, date_to=day("2026-11-08")) == []
    assert met("case", date_from=november, date_to=day("2026-10-31")) != []
    open_end = {"text": "after", "edtf": "2026/..", "from": "2026-01-01", "to": None}
    assert met("case", date_from=day("2027-01-01"), date_to=open_end) == []


def test_a_part_is_told_by_its_number():
    arrests = tuple(
        Record(
            id=each, type="arrest", parent="c",
            values={"actual_time": "2026-11-09", "to_judge": last},
        )
        for each, last in (("1", "2026-11-10"), ("2", "2026-11-01"))
    )  # fmt: skip
    tree = RecordTree(record=Record(id="c", type="case", values={}), children=arrests)
    assert contradictions(tree) == (
        Contradiction("2", "arrest", "actual_time", "to_judge", 2),
    )


def test_every_field_with_an_order_is_a_day_of_its_type():
    dated = {Kind.PARTIAL_DATE, Kind.DATE_TIME}
    for type_key, pairs in _ORDER.items():
        for key in (key for pair in pairs for key in pair):
            assert declared(type_key).field(key).kind in dated, (type_key, key)


def test_every_period_has_an_order():
    """A type with a first and a last day says which comes first."""
    for each in in_use().types:
        keys = {field.key for field in each.fields}
        for pair in (("date_from", "date_to"), ("starts_on", "ends_on")):
            if keys.issuperset(pair):
                assert pair in _ORDER.get(each.key, ()), each.key
