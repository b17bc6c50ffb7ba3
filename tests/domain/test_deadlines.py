"""Terms of laws: counted as the rule says, never shorter by a holiday."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.app import wiring
from monitor_desktop.domain.deadlines import (
    DUE_FIELDS,
    DayOff,
    Rule,
    Start,
    Unit,
    WorkingCalendar,
    begun,
    last_day,
    last_moment,
    rule_of,
)
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import declared

KIT = wiring.kit()
CALENDAR = WorkingCalendar(yearly=KIT.yearly_days_off)
DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2060, 1, 1))


def rule(amount, unit=Unit.CALENDAR_DAYS, **more):
    return Rule(
        code="x", basis="b", step="reply", amount=amount, unit=unit,
        **{"runs_from": Start.SENDING, **more},
    )  # fmt: skip


def test_the_laws_disagree_as_they_were_found():
    told = {
        each.code: (each.amount, each.extension, str(each.unit), str(each.runs_from))
        for each in KIT.deadline_rules
    }
    assert told == {
        "information_reply": (30, 15, "calendar_days", "receipt"),
        "appeals_reply": (15, 15, "calendar_days", "registration"),
        "press_reply": (3, 0, "calendar_days", "receipt"),
        "advocacy_reply": (15, 0, "calendar_days", "receipt"),
        "fee_reply": (7, 0, "calendar_days", "payment"),
        "appeal_reply": (15, 15, "calendar_days", "registration"),
        "file_court": (3, 0, "months", "refusal"),
        "custody_decision": (12, 0, "hours", "apprehension"),
        "custody_judge": (72, 0, "hours", "apprehension"),
    }


def test_no_shipped_rule_claims_that_a_lawyer_confirmed_it():
    for each in KIT.deadline_rules:
        assert each.confirmed_by == ""
        assert "confirm with a lawyer" in each.source
        for name, code in (
            ("legal_bases", each.basis),
            ("deadline_steps", each.step),
            ("term_units", each.unit),
            ("clock_starts", each.runs_from),
            ("day_off_rules", each.on_day_off),
        ):
            assert KIT.vocabularies[name].get(code) is not None, (each.code, name)


@pytest.mark.parametrize(
    ("start", "counted", "day"),
    [
        # 5 Nov + 3 is Sunday 8 Nov 2026; Monday 9 Nov is worked.
        ("2026-11-05", rule(3), "2026-11-09"),
        ("2026-11-05", rule(3, on_day_off=DayOff.STAYS), "2026-11-08"),
        # Friday 6 Nov is Constitution Day.
        ("2026-11-05", rule(1, Unit.WORKING_DAYS), "2026-11-09"),
        ("2026-11-05", rule(1), "2026-11-09"),
        # Navruz 2026: Saturday to Tuesday.
        ("2026-03-20", rule(1, Unit.WORKING_DAYS), "2026-03-25"),
        ("2026-11-30", rule(3, Unit.MONTHS, on_day_off=DayOff.STAYS), "2027-02-28"),
        ("2026-09-30", rule(3, Unit.MONTHS), "2026-12-30"),
    ],
)
def test_a_term_ends_on_the_day_a_person_would_count(start, counted, day):
    found = last_day(counted, dt.date.fromisoformat(start), CALENDAR)
    assert found.isoformat() == day


@given(DAYS, st.integers(1, 400), st.sampled_from(list(Unit)))
def test_a_term_that_moves_ends_on_a_working_day_and_not_before_its_length(
    start, amount, unit
):
    found = last_day(rule(amount, unit), start, CALENDAR)
    stays = last_day(rule(amount, unit, on_day_off=DayOff.STAYS), start, CALENDAR)
    assert CALENDAR.is_worked(found)
    assert found >= stays >= start
    if unit is Unit.WORKING_DAYS:
        passed = (start + dt.timedelta(n) for n in range(1, (found - start).days + 1))
        assert sum(map(CALENDAR.is_worked, passed)) == amount


@given(DAYS, st.integers(1, 60), st.sets(DAYS, max_size=5))
def test_another_holiday_never_makes_a_term_shorter(start, amount, holidays):
    more = WorkingCalendar(yearly=CALENDAR.yearly, off=frozenset(holidays))
    for unit in Unit:
        counted = rule(amount, unit)
        assert last_day(counted, start, more) >= last_day(counted, start, CALENDAR)


def test_a_moved_working_day_is_worked():
    saturday = dt.date(2026, 11, 7)
    assert not CALENDAR.is_worked(saturday)
    moved = WorkingCalendar(worked=frozenset({saturday}), yearly=frozenset({"11-07"}))
    assert moved.is_worked(saturday)


def test_hours_of_custody_run_through_nights_and_days_off():
    start = dt.datetime(2026, 11, 6, 22, 30)  # noqa: DTZ001  # local, as written down
    assert last_moment(rule(72, Unit.HOURS), start).isoformat() == "2026-11-09T22:30:00"


def test_an_extension_counts_only_when_it_was_told():
    counted = rule(30, extension=15, on_day_off=DayOff.STAYS)
    start = dt.date(2026, 1, 1)
    assert last_day(counted, start, CALENDAR) == dt.date(2026, 1, 31)
    assert last_day(counted, start, CALENDAR, extended=True) == dt.date(2026, 2, 15)


def test_an_unknown_start_is_taken_from_what_came_before():
    sent = {Start.SENDING: dt.date(2026, 1, 5)}
    both = {**sent, Start.RECEIPT: dt.date(2026, 1, 9)}
    counted = rule(3, runs_from=Start.REGISTRATION)
    assert begun(counted, sent).day == dt.date(2026, 1, 5)
    assert begun(counted, both).day == dt.date(2026, 1, 9)
    assert begun(counted, both).assumed
    assert not begun(rule(3, runs_from=Start.RECEIPT), both).assumed
    assert begun(rule(7, runs_from=Start.PAYMENT), both) is None


def test_a_rule_of_our_own_stands_before_the_shipped_and_only_while_in_force():
    shipped = rule(30)
    old = rule(10, own=True, valid_until="2020-12-31")
    new = rule(5, own=True, valid_from="2026-01-01")
    rules = [new, shipped, old]
    assert rule_of(rules, "b", "reply", dt.date(2026, 1, 1)) is new
    assert rule_of(rules, "b", "reply", dt.date(2025, 6, 1)) is shipped
    assert rule_of(rules, "b", "reply", dt.date(2020, 6, 1)) is old
    assert rule_of(rules, "b", "file_court", dt.date(2026, 1, 1)) is None


def test_every_field_that_is_due_is_a_date_and_what_closes_it_is_there():
    for each in DUE_FIELDS:
        kind = declared(each.type)
        assert kind.field(each.key).kind is Kind.PARTIAL_DATE
        closing = [kind.field(key) for key in each.closed_by]
        named = {"yes_no" for field in closing if field.kind is Kind.YES_NO}
        named |= {field.vocabulary for field in closing if field.vocabulary}
        terms = {term.code for name in named for term in KIT.vocabularies[name]}
        assert each.open_values <= terms, each
