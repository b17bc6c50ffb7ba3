"""How long a body has to answer a request for information, and a complaint about it."""

import datetime as dt
from functools import partial
from typing import Final

from monitor_desktop.domain.deadlines import (
    Rule,
    Start,
    Term,
    begun,
    last_day,
    rule_of,
)
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.services.time_limits import held_days
from monitor_desktop.services.time_limits.laws import Law

_APPEALS_LAW: Final = "appeals_law"
_FEES: Final = "fees_decree_2010"
_ANSWERED_BY_LAW: Final = frozenset({"superior_body", "prosecutor", "ombudsman"})
_EVENTS: Final = {
    Start.SENDING: "sent_on",
    Start.RECEIPT: "received_on",
    Start.REGISTRATION: "registered_on",
    Start.PAYMENT: "paid_on",
}


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
        if (term := term_of(law, each, day)) is not None
    }


def term_of(law: Law, record: Record, today: dt.date) -> Term | None:
    """The term of one request or complaint; None where nobody has to answer."""
    if record.type == "info_request":
        return reply_term(law, record, today)
    route = record.values.get("route")
    answers = route in _ANSWERED_BY_LAW or _own_rule(law, record) is not None
    if record.type == "request_appeal" and answers:
        return _term(law, record, _APPEALS_LAW, "appeal_reply", today)
    return None


def reply_term(law: Law, request: Record, today: dt.date) -> Term | None:
    """Once a fee was paid the decree on fees counts, else the law it rests on."""
    basis = held_days.text(request.values.get("legal_basis"))
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
        if (day := held_days.day(record.values.get(key), "from")) is not None
    }
    rule = _chosen(law, record, basis, step, min(events.values(), default=today))
    if rule is None:
        return None
    start = begun(rule, events)
    if start is None:
        return Term(rule=rule)
    extended = record.values.get("extended") == "yes"
    count = partial(last_day, rule, calendar=law.calendar, extended=extended)
    latest = held_days.day(record.values.get(_EVENTS[start.event]), "to")
    return Term(
        rule=rule,
        last=count(start.day),
        surely=count(latest) if latest else None,
        counted_from=start.event,
    )


def _chosen(
    law: Law, record: Record, basis: str, step: str, on: dt.date
) -> Rule | None:
    """The rule the person chose for this record, else the one in force."""
    return _own_rule(law, record) or rule_of(law.rules, basis, step, on)


def _own_rule(law: Law, record: Record) -> Rule | None:
    own = record.values.get("own_rule")
    return next((each for each in law.rules if each.own and each.code == own), None)
