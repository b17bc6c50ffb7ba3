"""When the terms of custody end that begin with an apprehension."""

import datetime as dt
from typing import Final

from monitor_desktop.domain.deadlines import Rule, Unit, last_moment, rule_of
from monitor_desktop.services.laws import Law, law
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
            (each, last_moment(each, start))
            for each in rules
            if each is not None and each.unit is Unit.HOURS
        ),
        key=lambda found: (found[1], found[0].step),
    )
