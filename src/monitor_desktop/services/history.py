"""The story of a record: who changed what and when; a value of before brought back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.histories import (
    Event,
    Turn,
    events,
    values_at,
    values_before,
)
from monitor_desktop.domain.operations import JsonValue, Operation, OperationKind
from monitor_desktop.domain.records import Record, Values, declared
from monitor_desktop.domain.values import Write
from monitor_desktop.errors import UsageError
from monitor_desktop.services import circles, given_values, records, same_persons
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.interchange import import_log
from monitor_desktop.services.interchange.import_log import Entry
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import journal, reading
from monitor_desktop.store.store import Transaction


class Import(NamedTuple):
    """A file that something came from.

    Attributes:
        file: Its name.
        is_undone: It was taken back then.
    """

    file: str
    is_undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything that was done to a record and its parts.

    Attributes:
        record: Id of the record.
        events: Oldest first.
        names: Code names of devices by id.
        linked: The record, its parts and what their links ever pointed to, by id.
        operations: What the events were made from.
        own: The same, of the record and of each part by its id.
        imports: Those made on this laptop, newest first.
    """

    record: str
    events: tuple[Event, ...]
    names: Mapping[str, str]
    linked: Mapping[str, Record]
    operations: tuple[Operation, ...]
    own: Mapping[str, Sequence[Operation]]
    imports: tuple[Entry, ...] = ()

    def import_of(self, event: Event) -> Import | None:
        """Which import wrote an event, or was taken back by it."""
        for each in self.imports:
            if each.device != event.device:
                continue
            if each.first <= event.first and event.last <= each.last:
                return Import(file=each.file)
            if each.undone and each.undone[0] <= event.first <= each.undone[1]:
                return Import(file=each.file, is_undone=True)
        return None

    def values_at(self, record: str, at_us: int) -> Values:
        """Values of the record or a part at a moment."""
        # Whether the whole was there is a matter of its parts, too.
        is_whole = record == self.record
        found = self.operations if is_whole else self.own.get(record, ())
        return values_at(found, record, at_us)

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of the record and of every part it ever had, as they came."""
        return tuple(self.own)


def story(workspace: Workspace, ref: str) -> Story:
    """The story of a record.

    Raises:
        UsageError: NO_SUCH_RECORD.
    """
    with workspace.transaction() as transaction:
        record = resolve(transaction, ref)
        known = journal.of_top(transaction, record)
        for each in same_persons.naming(transaction, record):
            known += journal.of_record(transaction, each)
        known.sort(key=lambda each: (each.clock_us, each.device, each.n))
        found = tuple(each for each in known if record_type(each.type) is not None)
        linked = _linked(transaction, found)
    return Story(
        record=record,
        events=tuple(events(found)),
        names=contacts.device_names(workspace),
        linked=linked,
        operations=found,
        own=_by_record(found),
        imports=tuple(import_log.listed(workspace)),
    )


def _by_record(operations: Sequence[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for each in operations:
        found.setdefault(each.record, []).append(each)
    return found


def _linked(
    transaction: Transaction, operations: Sequence[Operation]
) -> dict[str, Record]:
    # A decision about two persons is under one of them and told of both.
    ids = {each.record for each in operations} | {each.top for each in operations}
    for each in operations:
        field = declared(each.type).field_by_id(each.field)
        is_link = field is not None and field.kind is Kind.LINK
        if is_link and isinstance(each.value, str):
            ids.add(each.value)
    found = (reading.record(transaction, each) for each in sorted(ids))
    return {
        each.id: _as_it_was(each, operations) if each.deleted else each
        for each in found
        if each is not None
    }


def _as_it_was(record: Record, operations: Sequence[Operation]) -> Record:
    """A deleted record with the values it had, or nobody would know it by name."""
    values = values_before(operations, record.id, operations[-1].clock_us)
    return replace(record, values=values or record.values)


def bring_back(workspace: Workspace, turn: Turn) -> Changes:
    """Write what a turn of the story wrote once more, as a new operation.

    Raises:
        UsageError: NO_SUCH_RECORD; VALUE_NOT_HELD when it was withheld or purged.
        InvalidValueError: INVALID_VALUE, of a link that would lead in a circle.
    """
    if turn.kind != OperationKind.SET or not turn.is_known:
        raise UsageError("VALUE_NOT_HELD", field=turn.field, type=turn.type)
    with workspace.transaction() as transaction:
        record = reading.record(transaction, turn.record)
        if record is None:
            raise UsageError("NO_SUCH_RECORD", ref=turn.record)
        value: JsonValue = turn.after
        write = Write(turn.field, turn.sub, value)
        field = record.declaration.field_by_id(turn.field)
        if field is not None:
            circles.refuse(transaction, record, field, [write])
        if records.is_held(transaction, record, write):
            return Changes((record.id,), 0)
        decided = tuple(records.conflicts_among(transaction, record, [write]))
        edit = given_values.edit_of(record, write)
        workspace.store.write(transaction, workspace.device, [edit])
        return Changes((record.id,), 1, decided)
