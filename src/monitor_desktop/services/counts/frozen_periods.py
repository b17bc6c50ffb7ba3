"""Frozen reporting periods: a figure that was sent can be shown again.

What was counted is kept as records: later merges and corrections change the records,
not what the donor was told.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from monitor_desktop.domain.indicators import Figure, Split, Unit
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.counts.indicators import (
    first_day,
    last_day,
    number_of,
    table_within,
    text_of,
)
from monitor_desktop.services.references import resolve
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading

_FIGURE: Final = "frozen_figure"
_FROZEN_ON: Final = "frozen_on"
_MOST_PERIODS: Final = 1_000


def freeze(workspace: Workspace, period: str) -> Changes:
    """Keep the figures of a reporting period as they are now, with what was counted.

    Raises:
        UsageError: NO_SUCH_RECORD, ALREADY_FROZEN.
        InvalidValueError: INVALID_VALUE, when the period has no first and last day.
    """
    with workspace.transaction() as transaction:
        tree = reading.tree(transaction, resolve(transaction, period))
        if tree.record.values.get(_FROZEN_ON) or tree.children_of(_FIGURE):
            raise UsageError("ALREADY_FROZEN", ref=tree.record.ref)
        first, last, project = _span(tree.record)
        operations = 0
        for each in table_within(workspace, transaction, first, last, project):
            made = records.add_within(
                workspace,
                transaction,
                _FIGURE,
                {records.PARENT_KEY: tree.record.id},
                fixed=_kept(each),
            )
            operations += made.changes.operations
        day = {_FROZEN_ON: today(workspace.kit)}
        records.fix_within(workspace, transaction, tree.record.id, day)
        return Changes((tree.record.id,), operations + 1)


def thaw(workspace: Workspace, period: str) -> Changes:
    """Take a freezing back: the period is counted anew.

    Raises:
        UsageError: NO_SUCH_RECORD.
    """
    with workspace.transaction() as transaction:
        tree = reading.tree(transaction, resolve(transaction, period))
        kept = tree.children_of(_FIGURE)
        for each in kept:
            records.delete_within(workspace, transaction, each.id)
        none = {_FROZEN_ON: None}
        records.fix_within(workspace, transaction, tree.record.id, none)
        return Changes((tree.record.id,), len(kept) + 1)


def _kept(figure: Figure) -> dict[str, JsonValue]:
    told = {
        "number": figure.number,
        "level": figure.level,
        "unit": str(figure.unit),
        "verification": figure.verification,
    }
    breakdown: dict[str, Any] = {
        **{key: dict(each) for key, each in figure.breakdown.items()},
        "_": {**told, "undated": figure.undated, "wrong": figure.wrong},
    }
    return {
        "title": figure.title or figure.ref,
        "indicator": figure.indicator,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "baseline": figure.baseline,
        "target": figure.target,
        "formula": figure.formula,
        "breakdown": json.dumps(breakdown),
        "records": json.dumps(list(figure.records)),
    }


def frozen(workspace: Workspace, period: str) -> list[Figure]:
    """The figures of a period as they were when it was frozen.

    Raises:
        UsageError: NO_SUCH_RECORD.
    """
    with workspace.transaction() as transaction:
        tree = reading.tree(transaction, resolve(transaction, period))
    return [figure_of(each, tree.linked) for each in tree.children_of(_FIGURE)]


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period a person can choose.

    Attributes:
        id: Of its record.
        name: What it is called, or its reference.
        is_frozen: Its figures are kept and no longer counted.
    """

    id: str
    name: str
    is_frozen: bool


def periods(workspace: Workspace) -> list[Period]:
    """Every reporting period, the newest first."""
    query = ListQuery(type="reporting_period", limit=_MOST_PERIODS)
    with workspace.transaction() as transaction:
        found = reading.listed(transaction, query)
    return [
        Period(each.id, each.title or each.ref or "", bool(each.values.get(_FROZEN_ON)))
        for each in found
    ]


def figures(workspace: Workspace, period: str) -> list[Figure]:
    """The figures of a period: as they were frozen, else as they are counted now.

    Raises:
        UsageError: NO_SUCH_RECORD.
        InvalidValueError: INVALID_VALUE, when the period has no first and last day.
    """
    with workspace.transaction() as transaction:
        tree = reading.tree(transaction, resolve(transaction, period))
        if tree.record.values.get(_FROZEN_ON) or tree.children_of(_FIGURE):
            return [figure_of(each, tree.linked) for each in tree.children_of(_FIGURE)]
        first, last, project = _span(tree.record)
        return list(table_within(workspace, transaction, first, last, project))


def _span(period: Record) -> tuple[str, str, str | None]:
    """First and last day of a period, and its project."""
    values = period.values
    first = first_day(values.get("starts_on"))
    last = last_day(values.get("ends_on"))
    if not first or not last:
        raise InvalidValueError("INVALID_VALUE", field="ends_on", reason="date")
    return first, last, text_of(values.get("project")) or None


def figure_of(kept: Record, linked: Mapping[str, Record]) -> Figure:
    """A figure as it was when its period was frozen.

    Args:
        kept: What was frozen.
        linked: Records it may point to, its indicator among them.
    """
    values = kept.values
    apart = _object(values.get("breakdown"))
    told = _object(json.dumps(apart.pop("_", {})))
    indicator = linked.get(text_of(values.get("indicator")))
    unit = str(told.get("unit"))
    counted_records = _object(f'{{"ids": {values.get("records") or "[]"}}}').get("ids")
    return Figure(
        indicator=text_of(values.get("indicator")),
        ref=(indicator.ref or "") if indicator else "",
        title=kept.title,
        number=str(told.get("number", "")),
        level=str(told.get("level", "")),
        unit=Unit(unit) if unit in tuple(Unit) else Unit.RECORDS,
        value=number_of(values.get("value")),
        numerator=int(number_of(values.get("numerator")) or 0),
        denominator=_whole(values.get("denominator")),
        baseline=number_of(values.get("baseline")),
        target=number_of(values.get("target")),
        formula=text_of(values.get("formula")),
        undated=_whole(told.get("undated")) or 0,
        breakdown={
            key: counts
            for key, counts in apart.items()
            if key in tuple(Split) and isinstance(counts, dict)
        },
        records=tuple(counted_records or ()),
        wrong=str(told.get("wrong", "")),
        verification=str(told.get("verification") or _verification(indicator)),
    )


def _verification(indicator: Record | None) -> str:
    """Of a figure frozen before it was kept with it."""
    return text_of(indicator.values.get("verification")) if indicator else ""


def _object(text: JsonValue) -> dict[str, Any]:
    """A JSON object; what somebody spoiled by hand is an empty one."""
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _whole(value: JsonValue) -> int | None:
    number = number_of(value)
    return None if number is None else int(number)
