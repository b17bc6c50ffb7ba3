"""The demonstration's records of institutions: requests, plans, trainings, figures."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from monitor_desktop.services import records
from monitor_desktop.services.counts import frozen_periods
from monitor_desktop.services.workspaces import Workspace

_NAMED: Final = "@"
"""Begins the name of a record entered before, in place of its id."""
_FROZEN: Final = "period"


def enter(hub: Workspace, table: Path) -> int:
    """Enter what the coordinator's office has, and freeze the reporting period.

    Args:
        hub: The coordinator's profile.
        table: JSON: type, values, parts; ``as`` names a record for those after it.

    Returns:
        How many records and parts there are.
    """
    told = json.loads(table.read_text(encoding="utf-8"))
    known: dict[str, str] = {}
    for whole in told:
        made = _enter(hub, whole, known, {})
        for part in whole.get("parts", ()):
            _enter(hub, part, known, {records.PARENT_KEY: made})
    frozen_periods.freeze(hub, known[_FROZEN])
    return len(told) + sum(len(each.get("parts", ())) for each in told)


def _enter(
    hub: Workspace,
    told: Mapping[str, Any],
    known: dict[str, str],
    parent: Mapping[str, str],
) -> str:
    values = {
        key: known[value.removeprefix(_NAMED)]
        if isinstance(value, str) and value.startswith(_NAMED)
        else value
        for key, value in told["values"].items()
    }
    made = records.add(hub, told["type"], {**parent, **values}).id
    if "as" in told:
        known[told["as"]] = made
    return made
