"""Commands that decide where two people disagree."""

from collections.abc import Mapping
from typing import Any, Final

import click

from monitor_desktop.cli import values
from monitor_desktop.cli.disputed import disputed_lines
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n.labels import field_label, moment_text, type_label
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.editing.conflicts import Decided
from monitor_desktop.services.exchange import contacts

_BOTH: Final = "both"


@click.group(cls=SpokenGroup, help="Fields two people changed.")
def conflict() -> None:
    """Conflicts."""


@conflict.command("list", help="Everything that waits for a decision.")
@pass_session
def conflict_list(session: Session) -> None:
    """Everything that waits for a decision."""
    with session.open() as workspace:
        session.own_kit = workspace.kit
        found = conflicts.listed(workspace)
        told = [
            line for each in found for line in disputed_lines(session, workspace, each)
        ]
    session.show([_conflict_json(each) for each in found], lambda: told)


def _conflict_json(found: conflicts.OpenConflict) -> dict[str, Any]:
    known = found.conflict
    return {
        "id": known.id,
        "ref": found.ref,
        "field": found.field.key if found.field else known.field,
        "language": known.sub or None,
        "kind": str(known.kind),
        "values": [
            {
                "value": each.value,
                "device": each.device,
                "at": values.moment(each.at_us),
            }
            for each in found.sides
        ],
    }


@conflict.command("resolve", help="Decide: keep one of the values, or write another.")
@click.argument("conflict_id", metavar="ID")
@option(
    "--keep",
    help="Number of the value, from 1 as listed; both for all of a long text.",
)
@option("--value", help="Another value.")
@pass_session
def conflict_resolve(
    session: Session, conflict_id: str, keep: str | None, value: str | None
) -> None:
    """Decide a conflict."""
    if (keep is None) == (value is None):
        raise UsageError("WRONG_USAGE", reason="--keep, --value")
    with session.open() as workspace:
        changed = conflicts.resolve(
            workspace,
            conflict_id,
            keep=_number(keep),
            value=value,
            both=keep == _BOTH,
        )
    data = {"id": changed.records[0], "operations": changed.operations}
    session.show(data, lambda: [session.say("Done.")])


def _number(keep: str | None) -> int | None:
    if keep is None or keep == _BOTH:
        return None
    try:
        return int(keep)
    except ValueError as error:
        raise UsageError("WRONG_USAGE", reason="--keep") from error


@conflict.command("undo", help="Take a decision back; the values disagree again.")
@click.argument("conflict_id", metavar="ID")
@pass_session
def conflict_undo(session: Session, conflict_id: str) -> None:
    """Take a decision back."""
    with session.open() as workspace:
        changed = conflicts.undo(workspace, conflict_id)
    data = {"id": changed.records[0], "operations": changed.operations}
    session.show(data, lambda: [session.say("Done.")])


@conflict.command("decided", help="Decisions that stand and can be undone.")
@pass_session
def conflict_decided(session: Session) -> None:
    """Decisions that stand."""
    with session.open() as workspace:
        found = conflicts.decided(workspace)
        names = contacts.device_names(workspace)
    data = [
        {
            "id": each.id,
            "ref": each.ref,
            "field": each.field.key if each.field else each.operation.field,
            "value": each.operation.value,
            "device": each.operation.device,
            "at": values.moment(each.operation.clock_us),
        }
        for each in found
    ]
    session.show(
        data,
        lambda: [_decided_line(session, each, names) for each in found],
    )


def _decided_line(session: Session, found: Decided, names: Mapping[str, str]) -> str:
    made = found.operation
    name = (
        field_label(session.words, made.type, found.field.key)
        if found.field
        else type_label(session.words, made.type)
    )
    who = names.get(made.device) or session.words("app", "Somebody unknown")
    at = moment_text(made.clock_us // 1000)
    return f"{found.id}  {found.ref or ''}  {name}  {who}, {at}"
