"""When something is due: rules of laws, the working calendar, how a term is counted.

Pure: today and every table are passed in. A rule is data that a lawyer confirms and a
coordinator keeps; nothing about any law is written in code.
"""

import calendar as months
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_SATURDAY: Final = 5
_MONTHS: Final = 12


class Unit(StrEnum):
    """What a term is counted in."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    HOURS = "hours"


class Start(StrEnum):
    """What starts the clock."""

    SENDING = "sending"
    RECEIPT = "receipt"
    REGISTRATION = "registration"
    PAYMENT = "payment"
    REFUSAL = "refusal"
    APPREHENSION = "apprehension"


class DayOff(StrEnum):
    """What happens when the last day is a day off."""

    NEXT_WORKING_DAY = "next_working_day"
    STAYS = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How long somebody has, by which law.

    Attributes:
        code: Of a shipped rule; the record id of one a coordinator entered.
        basis: Code of the law.
        step: Code of what has to be done.
        article: Article of the law, as written.
        amount: How many units.
        unit: Of what.
        extension: Units more, when the term was extended with notice.
        runs_from: What starts the clock.
        on_day_off: What happens on a day off.
        valid_from: First ISO day it is in force, or empty.
        valid_until: Last ISO day it is in force, or empty.
        source: Where it was found.
        confirmed_by: The lawyer who confirmed it; empty until somebody did.
        own: A coordinator entered it; it stands before a shipped rule.
        law: The law as the coordinator wrote it; empty for a shipped rule.
    """

    code: str
    basis: str
    step: str
    article: str = ""
    amount: int
    unit: Unit
    extension: int = 0
    runs_from: Start
    on_day_off: DayOff = DayOff.NEXT_WORKING_DAY
    valid_from: str = ""
    valid_until: str = ""
    source: str = ""
    confirmed_by: str = ""
    own: bool = False
    law: str = ""

    def is_in_force(self, day: dt.date) -> bool:
        """It is law on this day."""
        iso = day.isoformat()
        return (not self.valid_from or self.valid_from <= iso) and (
            not self.valid_until or iso <= self.valid_until
        )


FILED_BY: Final[Mapping[str, str]] = {
    "superior_body": "file_superior",
    "prosecutor": "file_prosecutor",
    "court": "file_court",
    "ombudsman": "file_ombudsman",
    "administrative": "file_administrative",
    "criminal": "file_criminal",
}
"""Ways to complain of a refusal, each with the step that has a term of its own."""


def rule_of_step(
    rules: Iterable[Rule], step: str, basis: str, on: dt.date
) -> Rule | None:
    """The rule for a step by whatever law: by one of the request itself before others.

    A complaint has its term in a code of procedure, or in the law the request rests on.
    """
    found = [each for each in rules if each.step == step and each.is_in_force(on)]
    return max(
        found,
        key=lambda each: (each.basis == basis, each.own, each.valid_from, each.code),
        default=None,
    )


def rule_of(rules: Iterable[Rule], basis: str, step: str, on: dt.date) -> Rule | None:
    """The rule of a law for a step in force on a day: one of our own before a shipped.

    Of several, the one that came into force last.
    """
    found = [
        each
        for each in rules
        if (each.basis, each.step) == (basis, step) and each.is_in_force(on)
    ]
    return max(
        found, key=lambda each: (each.own, each.valid_from, each.code), default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which days are worked: not Saturday, not Sunday, no day off.

    Attributes:
        yearly: Days off of every year, ``MM-DD``.
        off: Other days off.
        worked: Days worked although they would be off (moved working days).
    """

    yearly: frozenset[str] = frozenset()
    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()

    def is_worked(self, day: dt.date) -> bool:
        """It is a working day."""
        if day in self.worked:
            return True
        is_off = day in self.off or day.isoformat()[5:] in self.yearly
        return not is_off and day.weekday() < _SATURDAY

    def from_here(self, day: dt.date) -> dt.date:
        """The day itself when it is worked, else the next that is."""
        while not self.is_worked(day):
            day += dt.timedelta(days=1)
        return day

    def after(self, day: dt.date, count: int) -> dt.date:
        """The ``count``-th working day after ``day``."""
        for _ in range(count):
            day = self.from_here(day + dt.timedelta(days=1))
        return day


def last_day(
    rule: Rule, start: dt.date, calendar: WorkingCalendar, *, extended: bool = False
) -> dt.date:
    """The last day of a term that is not counted in hours.

    The day of the start is not counted.

    Args:
        rule: How long.
        start: The day on which the clock starts.
        calendar: Which days are worked.
        extended: The term was extended with notice.
    """
    amount = rule.amount + (rule.extension if extended else 0)
    if rule.unit is Unit.WORKING_DAYS:
        return calendar.after(start, amount)
    if rule.unit is Unit.MONTHS:
        day = _months_after(start, amount)
    elif rule.unit is Unit.HOURS:
        day = start + dt.timedelta(hours=amount)
    else:
        day = start + dt.timedelta(days=amount)
    moves = rule.on_day_off is DayOff.NEXT_WORKING_DAY
    return calendar.from_here(day) if moves else day


def last_moment(rule: Rule, start: dt.datetime) -> dt.datetime:
    """The end of a term in hours; days off are no excuse to hold a person longer."""
    return start + dt.timedelta(hours=rule.amount)


def _months_after(day: dt.date, count: int) -> dt.date:
    """The same day of a later month; the last of a month that is shorter."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + count, _MONTHS)
    month += 1
    return dt.date(year, month, min(day.day, months.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """When a clock started.

    Attributes:
        day: The day.
        event: What happened on it.
        assumed: The event itself is not known: an earlier one stands for it, so that
            nobody is warned too late.
    """

    day: dt.date
    event: Start
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long somebody has, and until when once the clock runs.

    Attributes:
        rule: By which rule.
        last: The last day; None while nothing has started the clock. Where the day of
            the start is known roughly, counted from the earliest.
        surely: The last day at the latest; None where nobody can tell.
        counted_from: What started the clock.
    """

    rule: Rule
    last: dt.date | None = None
    surely: dt.date | None = None
    counted_from: Start | None = None

    @property
    def assumed(self) -> bool:
        """An earlier event stands for the one that starts the clock."""
        return self.counted_from not in {None, self.rule.runs_from}

    @property
    def is_rough(self) -> bool:
        """The day on which the clock started is not known exactly."""
        return self.last != self.surely


_EARLIER: Final[Mapping[Start, tuple[Start, ...]]] = {
    Start.REGISTRATION: (Start.REGISTRATION, Start.RECEIPT, Start.SENDING),
    Start.RECEIPT: (Start.RECEIPT, Start.SENDING),
}


def begun(rule: Rule, events: Mapping[Start, dt.date]) -> Begun | None:
    """When the clock of a rule started, or None while nothing is known of it."""
    for each in _EARLIER.get(rule.runs_from, (rule.runs_from,)):
        if each in events:
            assumed = each is not rule.runs_from
            return Begun(day=events[each], event=each, assumed=assumed)
    return None


def days_of(first: str, last: str) -> Iterable[dt.date]:
    """Every day from one ISO day to another."""
    day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    while day <= end:
        yield day
        day += dt.timedelta(days=1)


def rule_from_row(row: Mapping[str, str]) -> Rule:
    """A rule from a row of the shipped table."""
    return Rule(
        code=row["code"],
        basis=row["basis"],
        step=row["step"],
        article=row["article"],
        amount=int(row["amount"]),
        unit=Unit(row["unit"]),
        extension=int(row["extension"]),
        runs_from=Start(row["runs_from"]),
        on_day_off=DayOff(row["on_day_off"]),
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        source=row["source"],
        confirmed_by=row["reviewed_by"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DueField:
    """A field that says by itself until when something is to be done.

    Attributes:
        type: Record type.
        key: The field with the day.
        closed_by: Fields of which any, once filled, ends it.
        open_values: Values of those fields that end nothing.
    """

    type: str
    key: str
    closed_by: tuple[str, ...] = ()
    open_values: frozenset[str] = frozenset()


_UNFINISHED: Final = frozenset(
    {"not_started", "under_way", "partly", "overdue", "cannot_tell"}
)
DUE_FIELDS: Final = (
    DueField(type="intervention", key="due", closed_by=("response",)),
    DueField(
        type="proceeding_step",
        key="due",
        closed_by=("outcome",),
        open_values=frozenset({"waiting"}),
    ),
    DueField(
        type="communication",
        key="due",
        closed_by=("status",),
        open_values=frozenset(
            {"prepared", "sent", "registered", "interim", "admissible", "follow_up"}
        ),
    ),
    DueField(type="reprisal", key="due", closed_by=("reported_to",)),
    DueField(
        type="need",
        key="due",
        closed_by=("outcome",),
        open_values=frozenset({"waiting", "partly"}),
    ),
    DueField(type="consent", key="until", closed_by=("withdrawn_on",)),
    DueField(
        type="consent",
        key="ask_by",
        closed_by=("withdrawn_on", "ask_on_release"),
        open_values=frozenset({"yes"}),
    ),
    DueField(type="retention", key="keep_until", closed_by=("destroyed_on",)),
    DueField(type="retention", key="answer_due", closed_by=("answered_on",)),
    DueField(
        type="report_recommendation",
        key="due",
        closed_by=("fate",),
        open_values=frozenset({"pending"}),
    ),
    DueField(
        type="oral_request",
        key="call_back_on",
        closed_by=("outcome", "written_request"),
        open_values=frozenset({"call_back", "not_reached"}),
    ),
    DueField(type="media_complaint", key="due", closed_by=("decided_on", "outcome")),
    DueField(type="measure", key="due", closed_by=("state",), open_values=_UNFINISHED),
    DueField(
        type="recommendation", key="due", closed_by=("state",), open_values=_UNFINISHED
    ),
    DueField(
        type="council_decision",
        key="due",
        closed_by=("reply_on", "reply"),
        open_values=frozenset({"pending"}),
    ),
    DueField(type="body_contact", key="due", closed_by=("done_on",)),
    DueField(type="project", key="report_due"),
    DueField(type="reporting_period", key="due", closed_by=("sent_on",)),
)
"""Every field that is a deadline by itself; those of laws are counted by rules."""


KEPT_BY_COORDINATORS: Final = frozenset({"deadline_rule", "day_off"})
"""Record types that change every deadline of the group: nobody else enters them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that has to be done until a day.

    Attributes:
        record: Id of the record, or of the part of a record.
        type: Its type.
        ref: Reference number of the record, or of the whole it is a part of.
        title: What that is called.
        step: Code of the step of a law, or empty.
        field: Key of the field that holds the day, or empty.
        day: ISO day, the last one.
        time: Hour and minute of that day, for terms in hours; else empty.
        days_left: From today; negative when it is past.
        rule: By which rule it was counted, or None.
        counted_from: The earlier event that stands for the start of the clock, while
            that is not known; else None.
        is_rough: The day on which the clock started is not known exactly.
    """

    record: str
    type: str
    ref: str
    title: str
    step: str = ""
    field: str = ""
    day: str
    time: str = ""
    days_left: int
    rule: Rule | None = None
    counted_from: Start | None = None
    is_rough: bool = False

    @property
    def assumed(self) -> bool:
        """The start of the clock is not known for certain."""
        return self.counted_from is not None or self.is_rough

    @property
    def is_overdue(self) -> bool:
        """The day is past."""
        return self.days_left < 0
