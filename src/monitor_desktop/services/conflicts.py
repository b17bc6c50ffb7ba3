"""Conflicts: what waits for a person, and deciding it."""

from dataclasses import dataclass

from monitor_desktop.domain.conflicts import Conflict, ConflictKind, Side, split_id
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import Edit, JsonValue, OperationKind
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.errors import UsageError
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflict:
    """A conflict with what a person calls the things in it.

    Attributes:
        conflict: The concurrent values.
        ref: Reference of the top record.
        title: Title of the top record.
        field: The field, None for a delete against an edit.
    """

    conflict: Conflict
    ref: str | None
    title: str
    field: Field | None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The concurrent values, newest first."""
        return tuple(self.conflict.sides)


def listed(workspace: Workspace) -> list[OpenConflict]:
    """Everything that waits for a person, by record."""
    with workspace.transaction() as transaction:
        return [_opened(transaction, each) for each in reading.conflicts(transaction)]


def _opened(transaction: Transaction, conflict: Conflict) -> OpenConflict:
    top = reading.record(transaction, conflict.top)
    return OpenConflict(
        conflict=conflict,
        ref=top.ref if top else None,
        title=top.title if top else "",
        field=declared(conflict.type).field_by_id(conflict.field),
    )


def resolve(
    workspace: Workspace,
    conflict_id: str,
    *,
    keep: int | None = None,
    value: JsonValue = None,
) -> Changes:
    """Decide a conflict: one of its values, or another.

    The decision knows every concurrent value, so it replaces all of them wherever it
    arrives; nothing is deleted, the history keeps each.

    Args:
        workspace: The open profile.
        conflict_id: As listed.
        keep: Number of the value to keep, from 1 in the order listed.
        value: Another value, as a field is entered; None clears the field.

    Raises:
        UsageError: NO_SUCH_CONFLICT, or WRONG_USAGE for a number that is not there.
        InvalidValueError: INVALID_VALUE; nothing is written.
    """
    key = split_id(conflict_id)
    with workspace.transaction() as transaction:
        found = [
            each
            for each in reading.conflicts(transaction)
            if (each.record, each.field, each.sub) == key
        ]
        record = reading.record(transaction, key[0]) if found else None
        if not found or record is None:
            raise UsageError("NO_SUCH_CONFLICT", conflict=conflict_id)
        if keep is not None and not 1 <= keep <= len(found[0].sides):
            raise UsageError("NO_SUCH_SIDE", keep=keep, sides=len(found[0].sides))
        edit = _decision(workspace, transaction, record, found[0], keep, value)
        workspace.store.write(transaction, workspace.device, [edit])
        return Changes((record.id,), 1)


def _decision(  # a private step of resolve
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    conflict: Conflict,
    keep: int | None,
    value: JsonValue,
) -> Edit:
    pred = record.heads.get((conflict.field, conflict.sub), ())
    if conflict.kind is ConflictKind.DELETE:
        return _life(transaction, record, conflict, keep, pred)
    decided = conflict.sides[keep - 1].value if keep is not None else None
    if keep is None:
        decided = records.entered(
            workspace, transaction, record, conflict.field, conflict.sub, value
        )
    return Edit(
        type=record.type,
        record=record.id,
        top=record.parent or record.id,
        field=conflict.field,
        sub=conflict.sub,
        pred=pred,
        value=decided,
    )


def _life(
    transaction: Transaction,
    record: Record,
    conflict: Conflict,
    keep: int | None,
    pred: tuple[str, ...],
) -> Edit:
    """Delete what is known now, or take the delete back."""
    kept = conflict.sides[keep - 1].value if keep is not None else ""
    deletes = kept == OperationKind.DELETE
    known = records.seen(transaction, record.id) if deletes else []
    return Edit(
        kind=OperationKind.DELETE if deletes else OperationKind.RESTORE,
        type=record.type,
        record=record.id,
        top=record.parent or record.id,
        field=conflict.field,
        pred=pred,
        value={"seen": known},
    )
