"""The deadlines of laws in use, a group's own first, and the working calendar."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.deadlines import (
    DayOff,
    Rule,
    Start,
    Unit,
    WorkingCalendar,
    days_of,
)
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import UsageError
from monitor_desktop.services import decided, records
from monitor_desktop.services.time_limits import held_days
from monitor_desktop.services.today import this_day
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.store import Transaction

_LONGEST_TERM: Final = 10_000
_LONGEST_HOLIDAY_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class Law:
    """Every rule and the calendar, as they are on this laptop."""

    rules: tuple[Rule, ...]
    calendar: WorkingCalendar


def law(workspace: Workspace) -> Law:
    """The rules in use, those of our own first, and the working calendar."""
    with workspace.transaction() as transaction:
        return law_within(workspace, transaction)


def law_within(workspace: Workspace, transaction: Transaction) -> Law:
    """``law`` as a part of a larger transaction."""
    led = workspace.led(transaction)
    records = decided.records(transaction, "deadline_rule", led)
    own = [rule for each in records if (rule := _own_rule(each)) is not None]
    days = decided.records(transaction, "day_off", led)
    off: set[dt.date] = set()
    worked: set[dt.date] = set()
    for each in days:
        (worked if each.values.get("kind") == "working_day" else off).update(
            _days(each.values.get("days"))
        )
    calendar = WorkingCalendar(
        yearly=workspace.kit.yearly_days_off,
        off=frozenset(off),
        worked=frozenset(worked),
    )
    return Law((*own, *workspace.kit.deadline_rules), calendar)


def adopt(workspace: Workspace, code: str, law_name: str) -> str:
    """Enter a shipped rule as one of the group's own, to be changed.

    Args:
        workspace: A coordinator's open profile.
        code: Of the shipped rule.
        law_name: The law in the words of the person.

    Returns:
        Id of the record.

    Raises:
        UsageError: NO_SUCH_RECORD for a code of no shipped rule.
        NotAllowedError: COORDINATORS_ONLY.
    """
    shipped = {each.code: each for each in workspace.kit.deadline_rules}
    if code not in shipped:
        raise UsageError("NO_SUCH_RECORD", ref=code)
    rule = shipped[code]
    values: dict[str, JsonValue] = {
        "law": law_name,
        "article": rule.article,
        "basis": rule.basis,
        "step": rule.step,
        "amount": rule.amount,
        "unit": str(rule.unit),
        "extension": rule.extension,
        "runs_from": str(rule.runs_from),
        "on_day_off": str(rule.on_day_off),
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
        "source": rule.source,
    }
    told = {key: each for key, each in values.items() if each not in ("", 0)}
    return records.add(workspace, "deadline_rule", told).id


def year_without_days_off(workspace: Workspace) -> int | None:
    """This year, while nobody entered a day off in it; None when somebody did.

    Idi Ramazon and Idi Qurbon move, so no table of every year can hold them, and a term
    that ends on one of them would be a day short.
    """
    year = this_day(workspace.kit).year
    off = law(workspace).calendar.off
    return None if any(day.year == year for day in off) else year


def _own_rule(record: Record) -> Rule | None:
    """A rule a coordinator entered; None while it is not whole, or makes no sense."""
    values = record.values
    amount = _term(values.get("amount"))
    extension = _term(values.get("extension") or 0)
    if amount is None or extension is None:
        return None
    try:
        return Rule(
            code=record.id,
            basis=str(values["basis"]),
            step=str(values["step"]),
            article=held_days.text(values.get("article")),
            amount=amount,
            unit=Unit(str(values["unit"])),
            extension=extension,
            runs_from=Start(str(values["runs_from"])),
            on_day_off=DayOff(str(values.get("on_day_off", DayOff.NEXT_WORKING_DAY))),
            valid_from=held_days.bound(values.get("valid_from"), "from"),
            valid_until=held_days.bound(values.get("valid_until"), "to"),
            source=held_days.text(values.get("source")),
            confirmed_by=held_days.text(values.get("confirmed_by")),
            own=True,
            law=held_days.text(values.get("law")),
        )
    except (KeyError, ValueError):
        return None


def _term(value: JsonValue) -> int | None:
    """How many days, months or years; None for anything that is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value <= _LONGEST_TERM else None


def _days(value: JsonValue) -> Iterator[dt.date]:
    """The days of a holiday; a year or an open end is none."""
    first, last = held_days.day(value, "from"), held_days.day(value, "to")
    if first and last and (last - first).days < _LONGEST_HOLIDAY_DAYS:
        yield from days_of(first.isoformat(), last.isoformat())
