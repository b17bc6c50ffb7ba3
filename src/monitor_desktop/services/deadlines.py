"""What is due and overdue, across all types; the rules and the calendar behind it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from monitor_desktop.domain.deadlines import (
    DUE_FIELDS,
    DayOff,
    Due,
    DueField,
    Rule,
    Start,
    Term,
    Unit,
    WorkingCalendar,
    begun,
    days_of,
    last_day,
    last_moment,
    rule_of,
)
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.services import decided
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

_ALL: Final = 1_000_000
_FIRST_DAY: Final = "1900"
_PAST_ANY_DAY: Final = "2200"
_LONGEST_TERM: Final = 10_000
_LONGEST_HOLIDAY_DAYS: Final = 60
_APPEALS_LAW: Final = "appeals_law"
_FEES: Final = "fees_decree_2010"
_COURT: Final = "civil_procedure"
_CUSTODY: Final = "criminal_procedure"
_REMAND: Final = ("extended_until", "measure_until")
_ANSWERED_BY_LAW: Final = frozenset({"superior_body", "prosecutor", "ombudsman"})
_MAY_BE_APPEALED: Final = frozenset(
    {"refusal", "partial", "silence", "fee_demanded", "written_demanded",
     "formal_reply", "not_held"}
)  # fmt: skip
_EVENTS: Final = {
    Start.SENDING: "sent_on",
    Start.RECEIPT: "received_on",
    Start.REGISTRATION: "registered_on",
    Start.PAYMENT: "paid_on",
}


@dataclass(frozen=True, slots=True)
class Law:
    """Every rule and the calendar, as they are on this laptop."""

    rules: tuple[Rule, ...]
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class _Look:
    """One look through the store, or at one record with its parts."""

    transaction: Transaction
    law: Law
    today: dt.date
    tree: RecordTree | None = None

    def listed(self, query: ListQuery) -> Iterable[Record]:
        """What a query finds; of one record, whatever has the type."""
        if self.tree is None:
            return reading.listed(self.transaction, query)
        whole = (self.tree.record, *self.tree.children)
        return [each for each in whole if each.type == query.type]

    def due(  # each is one fact
        self,
        record: Record,
        day: dt.date,
        *,
        step: str = "",
        field: str = "",
        rule: Rule | None = None,
        assumed: bool = False,
    ) -> Due:
        """Something of a record or of a part of one."""
        found = reading.record(self.transaction, record.id) or record
        top = reading.record(self.transaction, found.parent) if found.parent else found
        return Due(
            record=record.id,
            type=record.type,
            ref=(top.ref or "") if top else "",
            title=top.title if top else "",
            step=step,
            field=field,
            day=day.isoformat(),
            days_left=(day - self.today).days,
            rule=rule,
            assumed=assumed,
        )


def listed(workspace: Workspace, *, until: str | None = None) -> list[Due]:
    """Everything that is open and has a last day, the most overdue first.

    Args:
        workspace: The open profile.
        until: Last ISO day to be told of; None for all.
    """
    with workspace.transaction() as transaction:
        look = _Look(transaction, law_within(workspace, transaction), today(workspace))
        found = [each for each in _all(look, until) if not until or each.day <= until]
    return sorted(found, key=lambda each: (each.day, each.time, each.ref))


def replies_within(
    workspace: Workspace, transaction: Transaction
) -> Iterator[tuple[Record, str]]:
    """Every request for information with the last day (ISO) of its reply, or empty.

    Answered or not: whether a reply was late is told by it.
    """
    look = _Look(transaction, law_within(workspace, transaction), today(workspace))
    for request in look.listed(ListQuery(type="info_request", limit=_ALL)):
        due = _reply(look, request)
        yield request, due.day if due is not None else ""


def whole(workspace: Workspace, record_id: str) -> tuple[str, str] | None:
    """Type and id of the record that something due is, or is a part of."""
    with workspace.transaction() as transaction:
        return whole_within(transaction, record_id)


def whole_within(transaction: Transaction, record_id: str) -> tuple[str, str] | None:
    """``whole`` as a part of a larger transaction."""
    record = reading.record(transaction, record_id)
    if record is not None and record.parent is not None:
        record = reading.record(transaction, record.parent)
    return None if record is None else (record.type, record.id)


def of_record_within(
    workspace: Workspace, transaction: Transaction, tree: RecordTree
) -> list[Due]:
    """What is open in one record and its parts, the most overdue first."""
    law_now = law_within(workspace, transaction)
    look = _Look(transaction, law_now, today(workspace), tree)
    return sorted(_all(look, None), key=lambda each: (each.day, each.time))


def _all(look: _Look, until: str | None) -> Iterator[Due]:
    yield from _by_fields(look, until)
    yield from _requests(look)
    yield from _appeals(look)
    yield from _arrests(look)
    yield from _reprisals(look)


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


def terms(law: Law, tree: RecordTree, today: str) -> dict[str, Term]:
    """How long a body has to answer a request, and each complaint about it.

    Args:
        law: The rules and the calendar.
        tree: A request with its complaints.
        today: ISO day; says which rules are in force while nothing was sent.

    Returns:
        Id of the request or complaint to its term, where a rule says one.
    """
    day = dt.date.fromisoformat(today)
    return {
        each.id: term
        for each in (tree.record, *tree.children)
        if (term := _term_of(law, each, day)) is not None
    }


def _term_of(law: Law, record: Record, today: dt.date) -> Term | None:
    if record.type == "info_request":
        return _reply_term(law, record, today)
    answered = record.values.get("route") in _ANSWERED_BY_LAW
    if record.type == "request_appeal" and answered:
        return _term(law, record, _APPEALS_LAW, "appeal_reply", today)
    return None


def custody(workspace: Workspace, apprehended: str) -> list[tuple[Rule, dt.datetime]]:
    """When the terms of custody end that began with an apprehension.

    Args:
        workspace: The open profile.
        apprehended: ISO day and time, local.
    """
    return _terms_of_custody(law(workspace), dt.datetime.fromisoformat(apprehended))


def _terms_of_custody(law: Law, start: dt.datetime) -> list[tuple[Rule, dt.datetime]]:
    """The soonest first; of one step, the rule in force."""
    steps = {each.step for each in law.rules if each.basis == _CUSTODY}
    rules = (rule_of(law.rules, _CUSTODY, each, start.date()) for each in steps)
    return sorted(
        (
            (each, last_moment(each, start))
            for each in rules
            if each is not None and each.unit is Unit.HOURS
        ),
        key=lambda found: (found[1], found[0].step),
    )


def today(workspace: Workspace) -> dt.date:
    """The day it is where this computer stands."""
    at_s = workspace.kit.clock.now_ms() / 1000
    return dt.datetime.fromtimestamp(at_s, tz=dt.UTC).astimezone().date()


def _own_rule(record: Record) -> Rule | None:
    """A rule a coordinator entered; None while it is not whole, or makes no sense."""
    values = record.values
    amount, extension = values.get("amount"), values.get("extension") or 0
    if not _is_term(amount) or not _is_term(extension):
        return None
    try:
        return Rule(
            code=record.id,
            basis=str(values["basis"]),
            step=str(values["step"]),
            article=_text(values.get("article")),
            amount=int(amount),  # type: ignore[arg-type]
            unit=Unit(str(values["unit"])),
            extension=int(extension),  # type: ignore[arg-type]
            runs_from=Start(str(values["runs_from"])),
            on_day_off=DayOff(str(values.get("on_day_off", DayOff.NEXT_WORKING_DAY))),
            valid_from=_bound(values.get("valid_from"), "from"),
            valid_until=_bound(values.get("valid_until"), "to"),
            source=_text(values.get("source")),
            confirmed_by=_text(values.get("confirmed_by")),
            own=True,
            law=_text(values.get("law")),
        )
    except (KeyError, ValueError):
        return None


def _is_term(value: JsonValue) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 <= value <= _LONGEST_TERM  # type: ignore[operator]


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _bound(value: JsonValue, side: str) -> str:
    """The first (``from``) or last (``to``) possible ISO day of a partial date."""
    return _text(value.get(side)) if isinstance(value, Mapping) else ""


def _day(value: JsonValue, side: str) -> dt.date | None:
    iso = _bound(value, side)
    # Beyond, a day of somebody's slip would end the calendar and stop the whole list.
    is_sane = _FIRST_DAY <= iso < _PAST_ANY_DAY
    return dt.date.fromisoformat(iso) if is_sane else None


def _days(value: JsonValue) -> Iterator[dt.date]:
    """The days of a holiday; a year or an open end is none."""
    first, last = _day(value, "from"), _day(value, "to")
    if first and last and (last - first).days < _LONGEST_HOLIDAY_DAYS:
        yield from days_of(first.isoformat(), last.isoformat())


def _by_fields(look: _Look, until: str | None) -> Iterator[Due]:
    """Fields that are deadlines by themselves."""
    for each in DUE_FIELDS:
        dated = Filter(key=each.key, match=Match.OVERLAPS, values=(None, until))
        query = ListQuery(type=each.type, filters=(dated,), limit=_ALL)
        for record in look.listed(query):
            day = _day(record.values.get(each.key), "to")
            if day is not None and not _is_closed(record, each):
                yield look.due(record, day, field=each.key)


def _is_closed(record: Record, due: DueField) -> bool:
    return any(_ends(record.values.get(key), due) for key in due.closed_by)


def _ends(value: JsonValue, due: DueField) -> bool:
    """It is an answer, and none that leaves the matter open."""
    if isinstance(value, Mapping):
        return missing(value) is None
    return value is not None and value not in due.open_values


def _requests(look: _Look) -> Iterator[Due]:
    """Replies that are due, and the last day to go to court where there was none."""
    in_court = _in_court(look)
    query = ListQuery(type="info_request", limit=_ALL)
    for request in look.listed(query):
        reply = _reply(look, request)
        if reply is not None and not _is_answered(request):
            yield reply
        if request.id not in in_court:
            yield from _to_court(look, request, reply)


def _in_court(look: _Look) -> set[str]:
    """Requests that were taken to court."""
    route = Filter(key="route", values=("court",))
    query = ListQuery(type="request_appeal", filters=(route,), limit=_ALL)
    found = (reading.record(look.transaction, each.id) for each in look.listed(query))
    return {
        each.parent
        for each in found
        if each is not None and each.parent and each.values.get("route") == "court"
    }


def _reply(look: _Look, request: Record) -> Due | None:
    """Until when the body has to answer."""
    return _due_by(look, request, _reply_term(look.law, request, look.today))


def _reply_term(law: Law, request: Record, today: dt.date) -> Term | None:
    """Once a fee was paid the decree on fees counts, else the law it rests on."""
    basis = _text(request.values.get("legal_basis"))
    if request.values.get("paid_on"):
        paid = _term(law, request, _FEES, "reply_after_payment", today)
        if paid is not None and paid.last is not None:
            return paid
    return _term(law, request, basis, "reply", today)


def _term(
    law: Law, record: Record, basis: str, step: str, today: dt.date
) -> Term | None:
    """The rule that applies and, once something was sent, its last day."""
    events = {
        start: day
        for start, key in _EVENTS.items()
        if (day := _day(record.values.get(key), "from")) is not None
    }
    rule = _chosen(law, record, basis, step, min(events.values(), default=today))
    if rule is None:
        return None
    start = begun(rule, events)
    if start is None:
        return Term(rule=rule)
    extended = record.values.get("extended") == "yes"
    last = last_day(rule, start.day, law.calendar, extended=extended)
    return Term(rule=rule, last=last, assumed=start.assumed)


def _due_by(look: _Look, record: Record, term: Term | None) -> Due | None:
    if term is None or term.last is None:
        return None
    rule = term.rule
    return look.due(record, term.last, step=rule.step, rule=rule, assumed=term.assumed)


def _chosen(
    law: Law, record: Record, basis: str, step: str, on: dt.date
) -> Rule | None:
    """The rule the person chose for this record, else the one in force."""
    own = record.values.get("own_rule")
    chosen = [each for each in law.rules if each.own and each.code == own]
    return chosen[0] if chosen else rule_of(law.rules, basis, step, on)


def _is_answered(request: Record) -> bool:
    """They answered, or we wait no longer; asking for money is no answer."""
    outcome = request.values.get("outcome")
    if isinstance(outcome, str):
        return outcome != "fee_demanded"
    return _day(request.values.get("reply_on"), "from") is not None


def _to_court(look: _Look, request: Record, reply: Due | None) -> Iterator[Due]:
    """The last day to go to court against a refusal or a silence."""
    outcome = request.values.get("outcome")
    refused = _day(request.values.get("reply_on"), "from")
    if refused is None and reply is not None and reply.is_overdue:
        refused = dt.date.fromisoformat(reply.day)
        outcome = outcome or "silence"
    if refused is None or outcome not in _MAY_BE_APPEALED:
        return
    rule = rule_of(look.law.rules, _COURT, "file_court", refused)
    if rule is not None:
        last = last_day(rule, refused, look.law.calendar)
        yield look.due(request, last, step=rule.step, rule=rule)


def _appeals(look: _Look) -> Iterator[Due]:
    """Replies to complaints that are due."""
    query = ListQuery(type="request_appeal", limit=_ALL)
    for appeal in look.listed(query):
        closed = appeal.values.get("outcome") or appeal.values.get("reply_on")
        if closed:
            continue
        due = _due_by(look, appeal, _term_of(look.law, appeal, look.today))
        if due is not None:
            yield due


def _reprisals(look: _Look) -> Iterator[Due]:
    """Urgent reprisals that nobody was told of yet, due the day they happened."""
    chosen = Filter(key="urgent", values=("yes",))
    query = ListQuery(type="reprisal", filters=(chosen,), limit=_ALL)
    for each in look.listed(query):
        values = each.values
        told = values.get("reported_to")
        waits = values.get("urgent") == "yes" and (not told or missing(told))
        if waits and values.get("due") is None:
            day = _day(values.get("date"), "to") or look.today
            yield look.due(each, min(day, look.today), field="urgent")


def _arrests(look: _Look) -> Iterator[Due]:
    """Terms of custody of those who are held: before a judge, and on remand."""
    query = ListQuery(type="arrest", limit=_ALL)
    for arrest in look.listed(query):
        if arrest.values.get("released"):
            continue
        yield from _remand(look, arrest)
        start = _moment(arrest.values.get("actual_time"))
        if start is None or arrest.values.get("to_judge"):
            continue
        for rule, ends in _terms_of_custody(look.law, start):
            due = look.due(arrest, ends.date(), step=rule.step, rule=rule)
            yield replace(due, time=f"{ends:%H:%M}")


def _remand(look: _Look, arrest: Record) -> Iterator[Due]:
    """The last day of detention before trial; an extension stands for the first."""
    ends = (_parsed(arrest.values.get(key)) for key in _REMAND)
    for key, end in zip(_REMAND, ends, strict=True):
        if end is not None:
            yield look.due(arrest, end.date(), field=key)
            return


def _moment(value: JsonValue) -> dt.datetime | None:
    """A day and time; None for a day alone.

    Terms in hours run from an hour that somebody knows, never from an invented one.
    """
    has_hour = isinstance(value, str) and len(value) > len("2026-11-09")
    return _parsed(value) if has_hour else None


def _parsed(value: JsonValue) -> dt.datetime | None:
    """A day or a moment; None for what another program may have written."""
    try:
        found = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    is_sane = found is not None and _FIRST_DAY <= found.isoformat() < _PAST_ANY_DAY
    return found if is_sane else None
