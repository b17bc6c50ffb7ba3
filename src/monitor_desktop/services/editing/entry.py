"""Saving a form: a record and the parts typed with it, all in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import InvalidValueError
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.editing.drafts import DraftPart, Heads
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in a form.

    Attributes:
        type: Record type.
        record: Id of the record, or None for a new one.
        values: What was typed, by field key.
        heads: What the author saw of it.
        parts: Parts somebody touched.
        order: Ids of the parts of a type, where their order changed.
        shown: Ids of the parts of each type as they stand in the form.
        draft: The draft that is saved with this.
    """

    type: str
    record: str | None
    values: Mapping[str, JsonValue]
    heads: Heads
    parts: tuple[DraftPart, ...] = ()
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    draft: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was typed."""
        return not (self.values or self.parts or self.order)


@dataclass(frozen=True, slots=True)
class Saved:
    """The record that was saved and what was written."""

    record: str
    changes: Changes


def save(workspace: Workspace, entry: Entry) -> Saved:
    """Write what was typed; all of it, or nothing.

    Raises:
        InvalidValueError: INVALID_VALUE; ``part`` says in which part.
        UsageError: NO_SUCH_RECORD, NO_SUCH_FIELD.
    """
    with workspace.transaction() as transaction:
        top, done = _top(workspace, transaction, entry)
        # All new parts exist before the first is filled: they may link to each other.
        for part in entry.parts:
            if part.is_new:
                given = {records.PARENT_KEY: top}
                added = records.add_within(
                    workspace, transaction, part.type, given, new=part.id
                )
                done.append(added.changes)
        for part in entry.parts:
            done.append(_part(workspace, transaction, part))
        for ids in entry.order.values():
            done += [
                records.place_within(workspace, transaction, each, place)
                for place, each in enumerate(ids, start=1)
            ]
        drafts.drop_within(transaction, entry.draft)
    touched = dict.fromkeys(each for changes in done for each in changes.records)
    written = sum(each.operations for each in done)
    return Saved(top, Changes(tuple(touched), written))


def save_or_keep(workspace: Workspace, entry: Entry) -> Saved:
    """``save``; what is refused is a draft before anybody is told.

    Raises:
        MonitorError: As in ``save``, or whatever kept it from being written.
    """
    saved = None
    try:
        saved = save(workspace, entry)
    finally:
        if saved is None:
            keep(workspace, entry)
    return saved


def keep(workspace: Workspace, entry: Entry) -> int | None:
    """Keep what was typed as the draft; forget that where nothing is typed any more.

    Returns:
        When it was kept, milliseconds; None where there is no draft.
    """
    if entry.is_empty:
        drafts.drop(workspace, entry.draft)
        return None
    return drafts.keep(
        workspace,
        entry.draft,
        entry.values,
        seen=entry.heads,
        parts=entry.parts,
        order=entry.order,
    )


def _top(
    workspace: Workspace, transaction: Transaction, entry: Entry
) -> tuple[str, list[Changes]]:
    if entry.record is None:
        added = records.add_within(workspace, transaction, entry.type, entry.values)
        return added.id, [added.changes]
    changes = records.change_within(
        workspace, transaction, entry.record, entry.values, seen=entry.heads
    )
    return entry.record, [changes]


def _part(workspace: Workspace, transaction: Transaction, part: DraftPart) -> Changes:
    if part.is_deleted:
        return records.delete_within(workspace, transaction, part.id)
    back = Changes()
    if part.is_restored:
        back = records.restore_within(workspace, transaction, part.id)
    heads = None if part.is_new else part.heads
    try:
        changes = records.change_within(
            workspace, transaction, part.id, part.values, seen=heads
        )
    except InvalidValueError as error:
        error.details.update(part=part.id, type=part.type)
        raise
    return Changes(changes.records, back.operations + changes.operations)
