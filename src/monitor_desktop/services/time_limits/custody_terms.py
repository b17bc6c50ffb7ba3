"""When the terms of custody end that begin with an apprehension."""

import datetime as dt
from typing import Final

from monitor_desktop.domain import custody
from monitor_desktop.domain.custody import Custody
from monitor_desktop.domain.deadlines import Rule, Start, rule_of
from monitor_desktop.domain.records import RecordTree, Values
from monitor_desktop.services.time_limits import held_days
from monitor_desktop.services.time_limits.laws import Law, law
from monitor_desktop.services.workspaces import Workspace

_CUSTODY: Final = "criminal_procedure"


def begun_at(workspace: Workspace, apprehended: str) -> list[tuple[Rule, dt.datetime]]:
    """When the terms of custody end that began with an apprehension.

    Args:
        workspace: The open profile.
        apprehended: ISO day and time, local.
    """
    return terms_within(law(workspace), dt.datetime.fromisoformat(apprehended))


def terms_within(law: Law, start: dt.datetime) -> list[tuple[Rule, dt.datetime]]:
    """The soonest first; of one step, the rule in force."""
    steps = {each.step for each in law.rules if each.basis == _CUSTODY}
    rules = (rule_of(law.rules, _CUSTODY, each, start.date()) for each in steps)
    return sorted(
        (
            (each, custody.end(each, start, law.calendar))
            for each in rules
            if each is not None and each.runs_from is Start.APPREHENSION
        ),
        key=lambda found: (found[1], found[0].step),
    )


def of_case(law: Law, tree: RecordTree, today: str) -> dict[str, Custody]:
    """Every arrest in a case as the law counts it, by its id.

    Where the hour of the apprehension is not known, nothing is counted.

    Args:
        law: The rules and the calendar.
        tree: A case, or a record without arrests.
        today: ISO day.
    """
    day = dt.date.fromisoformat(today)
    counted = (
        (each.id, _counted(law, each.values, day))
        for each in tree.children_of("arrest")
    )
    return {record: found for record, found in counted if found is not None}


def _counted(law: Law, arrest: Values, today: dt.date) -> Custody | None:
    began = held_days.moment(arrest.get("actual_time"))
    if began is None:
        return None
    terms = (
        custody.judged(rule, ends, _ended(rule, arrest), today)
        for rule, ends in terms_within(law, began)
    )
    recorded = held_days.moment(arrest.get("recorded_time"))
    return Custody(began=began, recorded=recorded, terms=tuple(terms))


def _ended(rule: Rule, arrest: Values) -> dt.datetime | dt.date | None:
    """The earliest of what ends a term; a day where the hour is not known."""
    found = []
    for key in custody.ended_by(rule.step):
        value = arrest.get(key)
        at = held_days.parsed(value)
        if at is not None:
            found.append((at, held_days.moment(value) or at.date()))
    return min(found, key=lambda each: each[0])[1] if found else None
