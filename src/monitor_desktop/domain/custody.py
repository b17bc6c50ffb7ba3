"""Terms of custody: when each ends, and whether it was kept.

They run from the actual apprehension, whatever the record of it says.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor_desktop.domain.deadlines import (
    Rule,
    Unit,
    WorkingCalendar,
    last_day,
    last_moment,
)

DECISION: Final = "custody_decision"
JUDGE: Final = "custody_judge"
REMAND: Final = "custody_remand"
_LAST_MINUTE: Final = dt.time(23, 59)
_ENDED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    # No field tells the hour of that decision: nothing is said of it.
    DECISION: (),
    JUDGE: ("to_judge", "released"),
}
_RELEASED: Final = ("released",)


class Kept(StrEnum):
    """What became of a term."""

    KEPT = "kept"
    EXCEEDED = "exceeded"
    RUNNING = "running"
    NOT_TOLD = "not_told"
    """It is past, and what is recorded does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyTerm:
    """One term of somebody in custody.

    Attributes:
        rule: By which rule.
        ends: The last moment; of a term in days the last minute of the day.
        kept: What became of it.
        over: By how much it was exceeded, where both hours are known.
    """

    rule: Rule
    ends: dt.datetime
    kept: Kept
    over: dt.timedelta | None = None

    @property
    def is_to_the_minute(self) -> bool:
        """It is counted in hours."""
        return self.rule.unit is Unit.HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """An arrest as the law counts it.

    Attributes:
        began: The actual apprehension, local time.
        recorded: The time in the record of it; None where it is not known.
        terms: The soonest first.
    """

    began: dt.datetime
    recorded: dt.datetime | None
    terms: tuple[CustodyTerm, ...]

    @property
    def unrecorded(self) -> dt.timedelta | None:
        """How long somebody was held before the record was made."""
        if self.recorded is None or self.recorded <= self.began:
            return None
        return self.recorded - self.began


def ended_by(step: str) -> tuple[str, ...]:
    """Fields of an arrest of which the earliest ends a term."""
    return _ENDED_BY.get(step, _RELEASED)


def end(rule: Rule, began: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """The last moment of a term that began with an apprehension."""
    if rule.unit is Unit.HOURS:
        return last_moment(rule, began)
    return dt.datetime.combine(last_day(rule, began.date(), calendar), _LAST_MINUTE)


def judged(
    rule: Rule,
    ends: dt.datetime,
    ended: dt.datetime | dt.date | None,
    today: dt.date,
) -> CustodyTerm:
    """A term and what became of it.

    Args:
        rule: By which rule.
        ends: Its last moment.
        ended: What ended it, as exactly as that is known.
        today: Tells whether it runs while nothing that is recorded ended it.
    """
    kept, over = _fate(ends, ended, today, is_told=bool(ended_by(rule.step)))
    return CustodyTerm(rule=rule, ends=ends, kept=kept, over=over)


def _fate(
    ends: dt.datetime,
    ended: dt.datetime | dt.date | None,
    today: dt.date,
    *,
    is_told: bool,
) -> tuple[Kept, dt.timedelta | None]:
    if isinstance(ended, dt.datetime):
        late = ended > ends
        return (Kept.EXCEEDED, ended - ends) if late else (Kept.KEPT, None)
    if ended is not None and ended != ends.date():
        return (Kept.EXCEEDED if ended > ends.date() else Kept.KEPT), None
    is_running = ended is None and is_told and today <= ends.date()
    return (Kept.RUNNING if is_running else Kept.NOT_TOLD), None
