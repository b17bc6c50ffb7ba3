"""Conflicts: what waits for a person, and deciding it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.conflicts import (
    Conflict,
    ConflictKind,
    Side,
    name_of,
    split_id,
)
from monitor_desktop.domain.fields import LIFE, Field, Kind
from monitor_desktop.domain.operations import Edit, JsonValue, Operation, OperationKind
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.errors import UsageError
from monitor_desktop.services import given_values, records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import disputes, journal, reading
from monitor_desktop.store.store import Transaction

BETWEEN: Final = "\n\n* * *\n\n"
"""Between two texts that are both kept: nobody reads them as one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that still stands and can be undone.

    Attributes:
        id: Name of the conflict it decided.
        ref: Reference of the top record.
        title: Title of the top record.
        field: The field, None for a delete against an edit.
        operation: The decision.
    """

    id: str
    ref: str | None
    title: str
    field: Field | None
    operation: Operation

    @property
    def at_us(self) -> int:
        """When it was decided, by the hybrid clock."""
        return self.operation.clock_us


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
        return [_opened(transaction, each) for each in disputes.conflicts(transaction)]


def _opened(transaction: Transaction, conflict: Conflict) -> OpenConflict:
    top = reading.record(transaction, conflict.top)
    return OpenConflict(
        conflict=conflict,
        ref=top.ref if top else None,
        title=top.title if top else "",
        field=declared(conflict.type).field_by_id(conflict.field),
    )


def before(workspace: Workspace, conflict_id: str) -> Side | None:
    """The value that stood before people disagreed; None where there was none."""
    record_id, field, sub = split_id(conflict_id)
    with workspace.transaction() as transaction:
        known = {
            each.id: each
            for each in journal.of_record(transaction, record_id)
            if (each.field, each.sub) == (field, sub) and each.has_body
        }
        heads = set(journal.heads_of(transaction, record_id).get((field, sub), ()))
    replaced = {old for head in heads & set(known) for old in known[head].pred}
    older = [known[each] for each in (replaced - heads) & set(known)]
    found = max(older, key=lambda each: each.clock_us, default=None)
    if found is None:
        return None
    return Side(
        operation=found.id,
        device=found.device,
        at_us=found.clock_us,
        value=found.value,
    )


def resolve(
    workspace: Workspace,
    conflict_id: str,
    *,
    keep: int | None = None,
    value: JsonValue = None,
    both: bool = False,
) -> Changes:
    """Decide a conflict: one of its values, another, or all of a long text.

    The decision knows every concurrent value, so it replaces all of them wherever it
    arrives; nothing is deleted, the history keeps each.

    Args:
        workspace: The open profile.
        conflict_id: As listed.
        keep: Number of the value to keep, from 1 in the order listed.
        value: Another value, as a field is entered; None clears the field.
        both: Keep every text, oldest first, with a line between them.

    Raises:
        UsageError: NO_SUCH_CONFLICT, NO_SUCH_SIDE for a number that is not there, or
            NOT_A_TEXT for both of something that is no long text.
        InvalidValueError: INVALID_VALUE; nothing is written.
    """
    key = split_id(conflict_id)
    with workspace.transaction() as transaction:
        found = [
            each
            for each in disputes.conflicts(transaction)
            if (each.record, each.field, each.sub) == key
        ]
        record = reading.record(transaction, key[0]) if found else None
        if not found or record is None:
            raise UsageError("NO_SUCH_CONFLICT", conflict=conflict_id)
        if both:
            value, keep = _together(found[0], record), None
        if keep is not None and not 1 <= keep <= len(found[0].sides):
            raise UsageError("NO_SUCH_SIDE", keep=keep, sides=len(found[0].sides))
        edit = _decision(workspace, transaction, record, found[0], keep, value)
        workspace.store.write(transaction, workspace.device, [edit])
        return Changes((record.id,), 1)


def _together(conflict: Conflict, record: Record) -> str:
    field = record.declaration.field_by_id(conflict.field)
    if field is None or field.kind not in (Kind.LONG_TEXT, Kind.MULTILINGUAL):
        raise UsageError("NOT_A_TEXT", conflict=conflict.id)
    texts = [each.value for each in reversed(conflict.sides)]
    return BETWEEN.join(each for each in texts if isinstance(each, str))


def _decision(
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
        decided = given_values.entered(
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


def decided(workspace: Workspace, *, limit: int = 100) -> list[Decided]:
    """Decisions that still stand, newest first."""
    with workspace.transaction() as transaction:
        found = []
        for each in journal.deciding(transaction, limit):
            top = reading.record(transaction, each.top)
            found.append(
                Decided(
                    id=name_of(each.record, each.field, each.sub),
                    ref=top.ref if top else None,
                    title=top.title if top else "",
                    field=declared(each.type).field_by_id(each.field),
                    operation=each,
                )
            )
    return found


def undo(workspace: Workspace, conflict_id: str) -> Changes:
    """Take a decision back: what it replaced disagrees again.

    The replaced values are written once more beside each other, so the conflict is
    open wherever this arrives; the decision stays in the history.

    Raises:
        UsageError: NOTHING_TO_UNDO, when no decision stands there.
    """
    record_id, field, sub = split_id(conflict_id)
    with workspace.transaction() as transaction:
        known = {
            each.id: each
            for each in journal.of_record(transaction, record_id)
            if (each.field, each.sub) == (field, sub)
        }
        heads = journal.heads_of(transaction, record_id).get((field, sub), [])
        decision = known.get(heads[0]) if len(heads) == 1 else None
        replaced = _replaced(decision, known) if decision else []
        if decision is None or not replaced:
            raise UsageError("NOTHING_TO_UNDO", conflict=conflict_id)
        edits = [
            Edit(
                kind=OperationKind(each.kind),
                type=each.type,
                record=each.record,
                top=each.top,
                field=field,
                sub=sub,
                pred=(decision.id,),
                value=each.value,
            )
            for each in replaced
        ]
        workspace.store.write(transaction, workspace.device, edits)
    return Changes((record_id,), len(edits))


def _replaced(decision: Operation, known: Mapping[str, Operation]) -> list[Operation]:
    """What a decision chose between, oldest first; nothing where it chose nothing."""
    before = [known[each] for each in decision.pred if each in known]
    held = [each for each in before if each.has_body]
    # A delete has one operation on its side, the edits on the other.
    least = 1 if decision.field == LIFE else 2
    return sorted(held, key=lambda each: each.clock_us) if len(held) >= least else []
