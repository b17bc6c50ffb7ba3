"""One import on its way: edits collected row by row, written in batches.

Ids are derived from the group, the type and the identity values (UUID version 5), so
two laptops that import one file make the same records, and importing again changes
only what is new.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, TypeVar

from monitor_desktop.crypto.digests import derived_id
from monitor_desktop.domain.fields import ORDER, PARENT, REFERENCE, Field, Kind
from monitor_desktop.domain.operations import Edit, JsonValue, encode
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.domain.values import Reading, Write, writes
from monitor_desktop.errors import InvalidValueError, MonitorError, UsageError
from monitor_desktop.services import (
    circles,
    given_values,
    keepers,
    records,
    review_steps,
)
from monitor_desktop.services.interchange import import_log
from monitor_desktop.services.progress import Progress
from monitor_desktop.services.references import next_reference, resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import journal, reading
from monitor_desktop.store.store import Transaction

_BATCH_EDITS: Final = 5_000
_TOLD_EVERY: Final = 20
_PSEUDONYM: Final = "pseudonym"
R = TypeVar("R")
"""What stands for one record in the file."""
V = TypeVar("V")
"""What stands for the value of one field there."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that did not go in.

    Attributes:
        row: Its number, from 1 below the headings.
        code: Why.
        details: Parameters of the sentence.
    """

    row: int
    code: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did.

    Attributes:
        new: Records made.
        updated: Records changed.
        unchanged: Records that were there already.
        refused: Rows that did not go in.
        doubtful: Rows whose dates were kept but not understood: their numbers.
        left_out: Headings of columns that are no field: nothing of them goes in.
        links_left: Headings of links to parts that the file calls by their places,
            which are others here: nothing of them goes in either.
        id: Name of the import; empty for a dry run.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    doubtful: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    links_left: tuple[str, ...] = ()
    id: str = ""


@dataclass(slots=True)
class Row:
    """Edits of one row, kept back until all of it is known to be good."""

    edits: list[Edit] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)
    is_new: bool = False
    is_doubtful: bool = False


class Importing(ABC, Generic[R]):
    """One import on its way.

    Args:
        workspace: The open profile.
        transaction: Of its store.
        type_key: Type of the records.
    """

    def __init__(
        self, workspace: Workspace, transaction: Transaction, type_key: str
    ) -> None:
        self._workspace = workspace
        self._transaction = transaction
        self._type = type_key
        self._group = str(workspace.store.setting(transaction, "group", ""))
        self._start = journal.frontier(transaction, workspace.device).size
        self._made: dict[str, str] = {}
        self._waiting: list[Edit] = []
        self._seen: set[str] = set()
        self._counts = {"new": 0, "updated": 0, "unchanged": 0}
        self._refused: list[Refused] = []
        self._doubtful: list[int] = []

    @abstractmethod
    def _collect(self, row: R, into: Row) -> None:
        """The edits of one record of the file.

        Raises:
            MonitorError: Why it does not go in.
        """

    def take(self, number: int, row: R) -> None:
        """Take one row, or note why not."""
        collected = Row()
        try:
            self._collect(row, collected)
        except MonitorError as error:
            self._refused.append(Refused(number, error.code, dict(error.details)))
            return
        self._made |= collected.made
        self._waiting.extend(collected.edits)
        if collected.is_doubtful:
            self._doubtful.append(number)
        kind = "updated" if collected.edits else "unchanged"
        self._counts["new" if collected.is_new else kind] += 1
        if len(self._waiting) >= _BATCH_EDITS:
            self._flush()

    def finish(self, file: str) -> Imported:
        """Write what is left, remember the import and say what was done."""
        self._flush()
        counts = self._counts
        found = Imported(
            new=counts["new"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            refused=tuple(self._refused),
            doubtful=tuple(self._doubtful),
            id=self._workspace.kit.ids.record_id(),
        )
        self._remember(found, file)
        return found

    def _remember(self, found: Imported, file: str) -> None:
        workspace = self._workspace
        entry = import_log.Entry(
            id=found.id,
            at_ms=workspace.kit.clock.now_ms(),
            file=file,
            type=self._type,
            device=workspace.device,
            first=self._start + 1,
            last=journal.frontier(self._transaction, workspace.device).size,
            new=found.new,
            updated=found.updated,
        )
        import_log.remember(workspace, self._transaction, entry)

    def _flush(self) -> None:
        device = self._workspace.device
        self._workspace.store.write(self._transaction, device, self._waiting)
        self._waiting = []

    def _meet(self, record_id: str) -> None:
        """A second row of one identity must see what the first wrote."""
        if record_id in self._seen:
            self._flush()
        self._seen.add(record_id)

    def _without_pseudonym(
        self, type_key: str, record_id: str, given: Mapping[str, V]
    ) -> Mapping[str, V]:
        """What a row says of a record that is here.

        A table made for others has pseudonyms for names; none becomes the name.
        """
        known = reading.record(self._transaction, record_id)
        pseudonym = known.values.get(_PSEUDONYM) if known else None
        title = declared(type_key).title
        return {
            key: each
            for key, each in given.items()
            if key != title or each != pseudonym
        }

    def _part(
        self, part: Record, place: int, given: Mapping[str, JsonValue], into: Row
    ) -> None:
        known = reading.record(self._transaction, part.id)
        if known is None:
            first = [
                Write(PARENT, "", str(part.parent)),
                Write(ORDER, "", place),
            ]
            into.edits.extend(given_values.edit_of(part, each) for each in first)
        self._fill(known or part, given, into)

    def _record(
        self,
        type_key: str,
        record_id: str,
        parent: str | None,
        given: Mapping[str, JsonValue],
        into: Row,
    ) -> Record:
        record = reading.record(self._transaction, record_id)
        if record is None:
            record = Record(id=record_id, type=type_key, parent=parent)
            ref = next_reference(self._workspace, self._transaction)
            into.edits.append(given_values.edit_of(record, Write(REFERENCE, "", ref)))
        self._fill(record, given, into)
        return record

    def _fill(self, record: Record, given: Mapping[str, JsonValue], into: Row) -> None:
        keepers.require_keeper(self._workspace, record)
        if import_log.hidden_by_undo(self._workspace, self._transaction, record):
            into.edits.append(records.shown_again(record))
        reader = self._reading(into)
        for key, raw in given_values.joined_languages(given).items():
            declared_field = declared(record.type).field(key)
            if declared_field is None:
                raise UsageError("NO_SUCH_FIELD", type=record.type, field=key)
            current = record.values.get(key)
            review_steps.require(self._workspace, record, declared_field, raw)
            found = writes(declared_field, raw, reader, of=record.type, current=current)
            circles.refuse(self._transaction, record, declared_field, found)
            for each in found:
                if each.value is not None and not self._stands_in(record, each):
                    _require_free(declared_field, record.type)
                    records.require_agreed(self._transaction, record, [each])
                    into.edits.append(given_values.edit_of(record, each))
            if declared_field.kind is Kind.PARTIAL_DATE:
                into.is_doubtful |= any(_not_understood(each) for each in found)

    def _stands_in(self, record: Record, write: Write) -> bool:
        """Somebody says so already: a table that repeats one side decides nothing."""
        if not record.heads:
            return False
        said = journal.head_bodies(self._transaction, record.id, write.field, write.sub)
        return encode(write.value) in said

    def _reading(self, into: Row) -> Reading:
        def link(target: str, text: str) -> str | None:
            return self._linked(target, text, into)

        reader = given_values.reader(self._workspace, self._transaction)
        return replace(reader, resolve_link=link, keeps_odd_dates=True)

    def _known(self, target: str, name: str) -> str | None:
        """The record a cell names by reference or id, if it is of the right type."""
        try:
            found = resolve(self._transaction, name)
        except UsageError as error:
            if error.code == "AMBIGUOUS_REFERENCE":
                raise
            return None
        known = reading.record(self._transaction, found)
        return found if known is None or known.type == target else None

    def _linked(self, target: str, text: str, into: Row) -> str | None:
        """A person by reference, or by name: found within the import, or made."""
        name = text.strip()
        key = f"{target}\x00{name}"
        known = self._made.get(key) or into.made.get(key)
        if known:
            return known
        found = self._known(target, name)
        if found is not None:
            return found
        made = derived_id(self._group, target, name)
        into.made[key] = made
        title = declared(target).title
        self._record(target, made, None, {title: name}, into)
        return made


def _require_free(field: Field, of: str) -> None:
    """What the program writes by itself no file writes."""
    if field.fixed:
        raise InvalidValueError(
            "INVALID_VALUE", type=of, field=field.key, reason="fixed"
        )


def _not_understood(write: Write) -> bool:
    value = write.value
    return isinstance(value, Mapping) and value.get("edtf") is None


class _Undo(Exception):  # noqa: N818  # never leaves this module
    """Takes a dry run back."""


def run(
    workspace: Workspace,
    begin: Callable[[Transaction], Importing[R]],
    rows: Sequence[tuple[int, R]],
    file: str,
    *,
    dry_run: bool,
    progress: Progress,
) -> Imported:
    """Import all good rows in one transaction.

    Args:
        workspace: The open profile.
        begin: Makes the import.
        rows: Each with its number in the file.
        file: Its name.
        dry_run: Only say what would happen.
        progress: Told rows done and in all.
    """
    found: list[Imported] = []
    try:
        with workspace.transaction() as transaction:
            importing = begin(transaction)
            for done, (number, row) in enumerate(rows):
                if done % _TOLD_EVERY == 0:
                    progress(done, len(rows))
                importing.take(number, row)
            found.append(importing.finish(file))
            _undo_if(wanted=dry_run)
    except _Undo:
        # There is no import that could be taken back by its name.
        return replace(found[0], id="")
    return found[0]


def _undo_if(*, wanted: bool) -> None:
    if wanted:
        raise _Undo
