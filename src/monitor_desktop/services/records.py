"""Entering, changing, deleting and reading records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.conflicts import name_of
from monitor_desktop.domain.fields import LIFE, ORDER, PARENT, REFERENCE
from monitor_desktop.domain.operations import (
    Edit,
    JsonValue,
    Operation,
    OperationKind,
    encode,
)
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.domain.values import Write
from monitor_desktop.errors import InvalidValueError, NotAllowedError, UsageError
from monitor_desktop.services import given_values, keepers
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.references import next_reference, resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import disputes, journal, reading
from monitor_desktop.store.store import Transaction

PARENT_KEY = "parent"
"""How a command names the record a part hangs under."""


@dataclass(frozen=True, slots=True)
class Added:
    """A new record."""

    id: str
    ref: str | None
    changes: Changes


def add(workspace: Workspace, type_key: str, values: Mapping[str, JsonValue]) -> Added:
    """Enter a record.

    Args:
        workspace: The open profile.
        type_key: Its type.
        values: By field key; ``parent`` names the record a part hangs under.

    Raises:
        UsageError: NO_SUCH_TYPE, NO_SUCH_FIELD, NO_SUCH_RECORD.
        InvalidValueError: INVALID_VALUE; nothing is written.
    """
    with workspace.transaction() as transaction:
        return add_within(workspace, transaction, type_key, values)


def add_within(
    workspace: Workspace,
    transaction: Transaction,
    type_key: str,
    values: Mapping[str, JsonValue],
    *,
    fixed: Mapping[str, JsonValue] | None = None,
    new: str | None = None,
) -> Added:
    """``add`` as a part of a larger transaction.

    ``fixed`` holds values of fields that only the program writes; ``new`` is an id
    made beforehand.
    """
    record_type = declared(type_key)
    given = dict(values)
    parent = _parent(transaction, type_key, given.pop(PARENT_KEY, None))
    new = new or workspace.kit.ids.record_id()
    record = Record(id=new, type=type_key, parent=parent)
    ref = None
    first: list[Write] = []
    if parent is not None:
        place = len(reading.tree(transaction, parent).children) + 1
        first += [Write(PARENT, "", parent), Write(ORDER, "", place)]
    if record_type.has_reference:
        ref = next_reference(workspace, transaction)
        first.append(Write(REFERENCE, "", ref))
    found = first + given_values.writes_of(
        workspace, transaction, record, fixed or {}, fixed=True
    )
    found += given_values.writes_of(workspace, transaction, record, given)
    edits = [given_values.edit_of(record, each) for each in found]
    workspace.store.write(transaction, workspace.device, edits)
    return Added(new, ref, Changes((new,), len(edits)))


def change(
    workspace: Workspace,
    ref: str,
    values: Mapping[str, JsonValue],
    *,
    seen: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    settles: bool = False,
) -> Changes:
    """Write fields of a record; what did not change makes no operation.

    Args:
        workspace: The open profile.
        ref: Reference number or id.
        values: By field key; an empty value clears.
        seen: Heads of the registers (field id, language or term) as they were when
            the form was opened; what arrived since then becomes a conflict. None for
            the heads of now, of which nobody was shown more than one.
        settles: Where values disagree this decides, though ``seen`` is None.

    Raises:
        UsageError: NO_SUCH_RECORD, NO_SUCH_FIELD, AMBIGUOUS_REFERENCE.
        InvalidValueError: INVALID_VALUE; nothing is written.
        NotAllowedError: IN_CONFLICT, of a field with several values nobody has seen.
    """
    with workspace.transaction() as transaction:
        return change_within(
            workspace, transaction, ref, values, seen=seen, settles=settles
        )


def change_within(
    workspace: Workspace,
    transaction: Transaction,
    ref: str,
    values: Mapping[str, JsonValue],
    *,
    seen: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    settles: bool = False,
) -> Changes:
    """``change`` as a part of a larger transaction."""
    record = _existing(transaction, ref)
    found = given_values.writes_of(workspace, transaction, record, values)
    if seen is not None:
        return _written(workspace, transaction, record, found, seen)
    disputed = conflicts_among(transaction, record, found)
    if disputed and not settles:
        raise _in_conflict(record, disputed)
    written = _written(workspace, transaction, record, found)
    return replace(written, decided=tuple(disputed))


def fix_within(
    workspace: Workspace,
    transaction: Transaction,
    ref: str,
    values: Mapping[str, JsonValue],
) -> Changes:
    """Write fields that only the program writes."""
    record = _existing(transaction, ref)
    found = given_values.writes_of(workspace, transaction, record, values, fixed=True)
    return _written(workspace, transaction, record, found)


def place_within(
    workspace: Workspace, transaction: Transaction, ref: str, place: int
) -> Changes:
    """Give a part its place among its siblings."""
    record = _existing(transaction, ref)
    return _written(workspace, transaction, record, [Write(ORDER, "", place)])


def _written(
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    found: Sequence[Write],
    seen: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
) -> Changes:
    edits = [
        given_values.edit_of(record, each, seen)
        for each in found
        if not is_held(transaction, record, each)
    ]
    workspace.store.write(transaction, workspace.device, edits)
    return Changes((record.id,), len(edits))


def is_held(transaction: Transaction, record: Record, write: Write) -> bool:
    """The register already holds just this value; a conflict never does."""
    held = journal.head_bodies(transaction, record.id, write.field, write.sub)
    return held == [encode(write.value)] or (not held and write.value is None)


def require_agreed(
    transaction: Transaction, record: Record, found: Iterable[Write]
) -> None:
    """Nobody decides in passing between values that they were not shown.

    Raises:
        NotAllowedError: IN_CONFLICT, with the names of the conflicts.
    """
    disputed = conflicts_among(transaction, record, found)
    if disputed:
        raise _in_conflict(record, disputed)


def _in_conflict(record: Record, disputed: Mapping[str, Write]) -> NotAllowedError:
    first = next(iter(disputed.values()))
    field = record.declaration.field_by_id(first.field)
    return NotAllowedError(
        "IN_CONFLICT",
        type=record.type,
        field=field.key if field else first.field,
        conflicts=list(disputed),
    )


def conflicts_among(
    transaction: Transaction, record: Record, found: Iterable[Write]
) -> dict[str, Write]:
    """Those that go into a register in conflict, by the name of the conflict."""
    return {
        name_of(record.id, each.field, each.sub): each
        for each in found
        if disputes.is_open(transaction, record.id, each.field, each.sub)
    }


def delete(workspace: Workspace, ref: str) -> Changes:
    """Hide a record; an edit of somebody who did not know brings it back."""
    with workspace.transaction() as transaction:
        return delete_within(workspace, transaction, ref)


def delete_within(workspace: Workspace, transaction: Transaction, ref: str) -> Changes:
    """``delete`` as a part of a larger transaction."""
    record = _existing(transaction, ref)
    known = seen(transaction, record.id)
    return _live(workspace, transaction, record, OperationKind.DELETE, known)


def seen(transaction: Transaction, record_id: str) -> list[str]:
    """Heads of a record and its parts: what somebody who deletes it knows."""
    tree = reading.tree(transaction, record_id)
    return sorted(
        head
        for each in (tree.record, *tree.children)
        for (field, _), heads in each.heads.items()
        if field != LIFE
        for head in heads
    )


def restore(workspace: Workspace, ref: str) -> Changes:
    """Take a delete back."""
    with workspace.transaction() as transaction:
        return restore_within(workspace, transaction, ref)


def restore_within(workspace: Workspace, transaction: Transaction, ref: str) -> Changes:
    """``restore`` as a part of a larger transaction."""
    record = _existing(transaction, ref)
    return _live(workspace, transaction, record, OperationKind.RESTORE, [])


def _live(
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    kind: OperationKind,
    known: list[str],
) -> Changes:
    keepers.require_keeper(workspace, record)
    edit = _life_edit(record, kind, known)
    workspace.store.write(transaction, workspace.device, [edit])
    return Changes((record.id,), 1)


def shown_again(record: Record) -> Edit:
    """The edit that takes a delete back."""
    return _life_edit(record, OperationKind.RESTORE, [])


def _life_edit(record: Record, kind: OperationKind, known: list[str]) -> Edit:
    return Edit(
        kind=kind,
        type=record.type,
        record=record.id,
        top=record.parent or record.id,
        field=LIFE,
        pred=record.heads.get((LIFE, ""), ()),
        value={"seen": known},
    )


def show(workspace: Workspace, ref: str) -> RecordTree:
    """A record with its parts and the persons they link to."""
    with workspace.transaction() as transaction:
        return reading.tree(transaction, resolve(transaction, ref))


def listed(workspace: Workspace, query: ListQuery) -> tuple[int, list[Record]]:
    """How many there are in all, and one window of them."""
    with workspace.transaction() as transaction:
        return reading.window(transaction, query)


def history(workspace: Workspace, ref: str) -> list[Operation]:
    """Every operation on a record, oldest first."""
    with workspace.transaction() as transaction:
        return journal.of_record(transaction, resolve(transaction, ref))


def _existing(transaction: Transaction, ref: str) -> Record:
    found = reading.record(transaction, resolve(transaction, ref))
    if found is None:
        raise UsageError("NO_SUCH_RECORD", ref=ref)
    return found


def _parent(transaction: Transaction, type_key: str, given: JsonValue) -> str | None:
    """The id of the record a part hangs under; a part needs one."""
    known = declared(type_key)
    if not known.is_part and given is None:
        return None
    if not isinstance(given, str) or not known.is_part:
        raise InvalidValueError("INVALID_VALUE", field=PARENT_KEY, reason="link")
    parent = _existing(transaction, given)
    if known not in children_of(parent.type):
        raise InvalidValueError("INVALID_VALUE", field=PARENT_KEY, reason="link")
    return parent.id
