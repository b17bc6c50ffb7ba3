"""What is due and overdue, across all types of records."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from monitor_desktop.domain.answers import QUESTION, Answer, answer
from monitor_desktop.domain.consents import SELF
from monitor_desktop.domain.custody import REMAND
from monitor_desktop.domain.deadlines import (
    DUE_FIELDS,
    FILED_BY,
    Due,
    DueField,
    Rule,
    Term,
    Unit,
    last_day,
    rule_of_step,
)
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.services.time_limits import custody_terms, held_days, reply_terms
from monitor_desktop.services.time_limits.laws import Law, law_within
from monitor_desktop.services.today import this_day
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import facts, reading
from monitor_desktop.store.store import Transaction

_ALL: Final = 1_000_000
_ANSWER: Final = (
    "outcome",
    "answered_on",
    "answered_on_edtf",
    "answered_on_from",
    "answered_on_to",
)
_APPEAL: Final = "request_appeal"
_ASK_BY: Final = "ask_by"
_ASK_ON_RELEASE: Final = "ask_on_release"
_REMAND: Final = ("extended_until", "measure_until")
_MAY_BE_APPEALED: Final = frozenset(
    {"refusal", "partial", "silence", "fee_demanded", "written_demanded",
     "formal_reply", "not_held"}
)  # fmt: skip


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

    def due(
        self,
        record: Record,
        day: dt.date,
        *,
        step: str = "",
        field: str = "",
        rule: Rule | None = None,
        term: Term | None = None,
    ) -> Due:
        """Something of a record or of a part of one."""
        top: Record | None = record
        if record.declaration.is_part:
            # A list does not say of what a part is a part.
            found = reading.record(self.transaction, record.id) or record
            parent = found.parent
            top = reading.record(self.transaction, parent) if parent else found
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
            counted_from=term.counted_from if term and term.assumed else None,
            is_rough=term is not None and term.is_rough,
        )


def _look(
    workspace: Workspace, transaction: Transaction, tree: RecordTree | None = None
) -> _Look:
    law = law_within(workspace, transaction)
    return _Look(transaction, law, this_day(workspace.kit), tree)


def listed(workspace: Workspace, *, until: str | None = None) -> list[Due]:
    """Everything that is open and has a last day, the most overdue first.

    Args:
        workspace: The open profile.
        until: Last ISO day to be told of; None for all.
    """
    with workspace.transaction() as transaction:
        look = _look(workspace, transaction)
        found = [each for each in _all(look, until) if not until or each.day <= until]
    return sorted(found, key=lambda each: (each.day, each.time, each.ref))


def replies_within(
    workspace: Workspace, transaction: Transaction
) -> Iterator[tuple[Record, str]]:
    """Every request for information with the last day (ISO) of its reply, or empty.

    Answered or not: whether a reply was late is told by it. At the latest, so that none
    is called late that may have been in time.
    """
    look = _look(workspace, transaction)
    for request in look.listed(ListQuery(type="info_request", limit=_ALL)):
        term = _term(look, request)
        yield request, term.surely.isoformat() if term and term.surely else ""


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
    look = _look(workspace, transaction, tree)
    return sorted(_all(look, None), key=lambda each: (each.day, each.time))


def _all(look: _Look, until: str | None) -> Iterator[Due]:
    yield from _by_fields(look, until)
    yield from _requests(look)
    yield from _appeals(look)
    yield from _arrests(look)
    yield from _reprisals(look)
    yield from _to_ask(look)


def _by_fields(look: _Look, until: str | None) -> Iterator[Due]:
    """Fields that are deadlines by themselves."""
    for each in DUE_FIELDS:
        dated = Filter(key=each.key, match=Match.OVERLAPS, values=(None, until))
        query = ListQuery(type=each.type, filters=(dated,), limit=_ALL)
        for record in look.listed(query):
            day = held_days.day(record.values.get(each.key), "to")
            if day is None or _is_closed(record, each):
                continue
            if each.key != _ASK_BY or not _was_asked(look, record):
                yield look.due(record, day, field=each.key)


def _was_asked(look: _Look, consent: Record) -> bool:
    """For whom a relative spoke has answered since; where days are in doubt, not."""
    parent = (reading.record(look.transaction, consent.id) or consent).parent
    if parent is None:
        return False
    spoke = held_days.bound(consent.values.get("date"), "to")
    own = (
        each
        for each in reading.tree(look.transaction, parent).children_of("consent")
        if each.values.get("given_by") == SELF
        and each.values.get("purpose") == consent.values.get("purpose")
    )
    answered = (held_days.bound(each.values.get("date"), "from") for each in own)
    return bool(spoke) and any(day >= spoke for day in answered)


def _to_ask(look: _Look) -> Iterator[Due]:
    """Persons who are free and were not asked yet what a relative agreed to for them.

    With a day by which to ask them, that day counts (``_by_fields``).
    """
    chosen = Filter(key=_ASK_ON_RELEASE, values=("yes",))
    query = ListQuery(type="consent", filters=(chosen,), limit=_ALL)
    for consent in look.listed(query):
        values = consent.values
        waits = values.get(_ASK_ON_RELEASE) == "yes" and not values.get("withdrawn_on")
        if waits and values.get(_ASK_BY) is None and not _was_asked(look, consent):
            freed = _released(look, consent)
            if freed is not None:
                yield look.due(consent, freed, field=_ASK_ON_RELEASE)


def _released(look: _Look, consent: Record) -> dt.date | None:
    """The day the person was last set free; None while they are held, or never were."""
    person = (reading.record(look.transaction, consent.id) or consent).parent
    if person is None:
        return None
    of_person = Filter(key="victim", values=(person,))
    acts = reading.listed(
        look.transaction, ListQuery(type="act", filters=(of_person,), limit=_ALL)
    )
    found = [reading.record(look.transaction, each.id) for each in acts]
    cases = {each.parent for each in found if each and each.parent}
    own = {each.id for each in found if each} | {None}
    days = [
        held_days.parsed(arrest.values.get("released"))
        for case in cases
        for arrest in reading.tree(look.transaction, case).children_of("arrest")
        if arrest.values.get("act") in own
    ]
    freed = [each.date() for each in days if each is not None]
    return max(freed) if freed and len(freed) == len(days) else None


def _is_closed(record: Record, due: DueField) -> bool:
    return any(_ends(record.values.get(key), due) for key in due.closed_by)


def _ends(value: JsonValue, due: DueField) -> bool:
    """It is an answer, and none that leaves the matter open."""
    if isinstance(value, Mapping):
        return missing(value) is None
    return value is not None and value not in due.open_values


def _requests(look: _Look) -> Iterator[Due]:
    """Replies that are due, and the last days to complain where there was none."""
    taken, questions = _taken(look), _questions(look)
    query = ListQuery(type="info_request", limit=_ALL)
    for request in look.listed(query):
        term = _term(look, request)
        reply = _due_by(look, request, term)
        told = answer(request, questions.get(request.id, ()))
        if reply is not None and not _is_answered(told):
            yield reply
        silent = term.last if term and reply and reply.is_overdue else None
        yield from _complaints(
            look, request, silent, told, taken.get(request.id, set())
        )


def _taken(look: _Look) -> dict[str, set[str]]:
    """Routes that were taken already, by the request that was complained about."""
    if look.tree is None:
        every = facts.rows(look.transaction, _APPEAL, ["route"])
        known = [(request, route) for _, request, route in every]
    else:
        own = look.tree.children_of(_APPEAL)
        known = [(look.tree.record.id, each.values.get("route")) for each in own]
    found: dict[str, set[str]] = defaultdict(set)
    for request, route in known:
        found[request].add(held_days.text(route))
    return found


def _term(look: _Look, request: Record) -> Term | None:
    """Until when the body has to answer."""
    return reply_terms.reply_term(look.law, request, look.today)


def _due_by(look: _Look, record: Record, term: Term | None) -> Due | None:
    if term is None or term.last is None:
        return None
    rule = term.rule
    # Nobody is called late before that is certain.
    day = term.surely or term.last
    return look.due(record, day, step=rule.step, rule=rule, term=term)


def _questions(look: _Look) -> Mapping[str, Sequence[Record]]:
    if look.tree is None:
        return questions_within(look.transaction)
    return {look.tree.record.id: look.tree.children_of(QUESTION)}


def questions_within(transaction: Transaction) -> dict[str, list[Record]]:
    """The questions of every request, by its id: what became of each, and when."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record, request, outcome, *date in facts.rows(transaction, QUESTION, _ANSWER):
        day = dict(zip(("text", "edtf", "from", "to"), date, strict=True))
        values = {"outcome": outcome, "answered_on": day if day["from"] else None}
        found[request].append(Record(id=record, type=QUESTION, values=values))
    return found


def _is_answered(told: Answer) -> bool:
    """They answered, or we wait no longer; asking for money is no answer."""
    if told.outcome:
        return told.outcome != "fee_demanded"
    return held_days.day(told.day, "from") is not None


def _complaints(
    look: _Look,
    request: Record,
    silent: dt.date | None,
    told: Answer,
    taken: Set[str],
) -> Iterator[Due]:
    """The last day for each way to complain of a refusal or a silence.

    Args:
        look: One look.
        request: The request.
        silent: The day on which silence began, the earliest that it may have; None
            while they may still answer.
        told: Their answer.
        taken: Ways taken already.
    """
    outcome = told.outcome
    refused = held_days.day(told.day, "from")
    if refused is None and silent is not None:
        refused = silent
        outcome = outcome or "silence"
    if refused is None or outcome not in _MAY_BE_APPEALED:
        return
    basis = held_days.text(request.values.get("legal_basis"))
    for route, step in FILED_BY.items():
        rule = rule_of_step(look.law.rules, step, basis, refused)
        if rule is not None and route not in taken:
            last = last_day(rule, refused, look.law.calendar)
            yield look.due(request, last, step=rule.step, rule=rule)


def _appeals(look: _Look) -> Iterator[Due]:
    """Replies to complaints that are due."""
    query = ListQuery(type=_APPEAL, limit=_ALL)
    for appeal in look.listed(query):
        closed = appeal.values.get("outcome") or appeal.values.get("reply_on")
        if closed:
            continue
        due = _due_by(look, appeal, reply_terms.term_of(look.law, appeal, look.today))
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
            day = held_days.day(values.get("date"), "to") or look.today
            yield look.due(each, min(day, look.today), field="urgent")


def _arrests(look: _Look) -> Iterator[Due]:
    """Terms of custody of those who are held: before a judge, and on remand."""
    query = ListQuery(type="arrest", limit=_ALL)
    for arrest in look.listed(query):
        if arrest.values.get("released"):
            continue
        remand = tuple(_remand(look, arrest))
        yield from remand
        start = held_days.moment(arrest.values.get("actual_time"))
        if start is None:
            continue
        for rule, ends in custody_terms.terms_within(look.law, start):
            # What a court set stands before what a law allows at most.
            done = remand if rule.step == REMAND else arrest.values.get("to_judge")
            if not done:
                due = look.due(arrest, ends.date(), step=rule.step, rule=rule)
                is_hours = rule.unit is Unit.HOURS
                yield replace(due, time=f"{ends:%H:%M}" if is_hours else "")


def _remand(look: _Look, arrest: Record) -> Iterator[Due]:
    """The last day of detention before trial; an extension stands for the first."""
    ends = (held_days.parsed(arrest.values.get(key)) for key in _REMAND)
    for key, end in zip(_REMAND, ends, strict=True):
        if end is not None:
            yield look.due(arrest, end.date(), field=key)
            return
