"""Terms of custody: kept or exceeded by what is recorded, and no more is claimed."""

import datetime as dt

import pytest

from monitor_desktop.domain.custody import (
    DECISION,
    JUDGE,
    REMAND,
    Custody,
    Kept,
    end,
    judged,
)
from monitor_desktop.domain.deadlines import Rule, Start, Unit, WorkingCalendar

at = dt.datetime.fromisoformat
TODAY = dt.date(2026, 11, 10)
BEGAN = at("2026-11-06T22:30")
ENDS = at("2026-11-09T22:30")


def rule(step=JUDGE, amount=72, unit=Unit.HOURS):
    return Rule(
        code="x",
        basis="criminal_procedure",
        step=step,
        amount=amount,
        unit=unit,
        runs_from=Start.APPREHENSION,
    )


@pytest.mark.parametrize(
    ("ended", "kept", "minutes"),
    [
        (at("2026-11-09T22:30"), Kept.KEPT, None),
        (at("2026-11-10T00:45"), Kept.EXCEEDED, 135),
        # A day without its hour tells only where it cannot be the last one.
        (dt.date(2026, 11, 8), Kept.KEPT, None),
        (dt.date(2026, 11, 9), Kept.NOT_TOLD, None),
        (dt.date(2026, 11, 10), Kept.EXCEEDED, None),
        (None, Kept.NOT_TOLD, None),
    ],
)
def test_a_term_is_judged_by_what_ended_it(ended, kept, minutes):
    found = judged(rule(), ENDS, ended, TODAY)
    over = found.over and found.over // dt.timedelta(minutes=1)
    assert (found.kept, over) == (kept, minutes)


def test_a_term_runs_until_its_day_is_past():
    assert judged(rule(), ENDS, None, ENDS.date()).kept is Kept.RUNNING
    # When they decided is in no field: nothing is claimed of it.
    decision = judged(rule(DECISION, 12), ENDS, None, ENDS.date())
    assert decision.kept is Kept.NOT_TOLD


def test_months_of_remand_end_with_the_day():
    two_months = rule(REMAND, 2, Unit.MONTHS)
    ends = end(two_months, BEGAN, WorkingCalendar())
    assert ends == at("2027-01-06T23:59")
    assert not judged(two_months, ends, None, TODAY).is_to_the_minute


def test_the_time_without_a_record_is_counted_only_forward():
    def held(recorded):
        return Custody(began=BEGAN, recorded=recorded, terms=()).unrecorded

    assert held(BEGAN + dt.timedelta(hours=6)) == dt.timedelta(hours=6)
    assert held(BEGAN - dt.timedelta(hours=1)) is held(None) is None
