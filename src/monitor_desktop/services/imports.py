"""Importing files of other programs: every row in, or refused with its number.

Ids are derived from the group, the type and the identity values (UUID version 5), so
two laptops that import one file make the same records, and importing again changes
only what is new.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from monitor_desktop.crypto.digests import derived_id
from monitor_desktop.domain.fields import ORDER, PARENT, REFERENCE, Kind
from monitor_desktop.domain.operations import Edit, JsonValue
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.domain.values import Reading, Write, writes
from monitor_desktop.errors import (
    MonitorError,
    UsageError,
)
from monitor_desktop.interchange import csv_files, xlsx_files
from monitor_desktop.interchange.mapping import Plan, mapped, plan
from monitor_desktop.services import files, import_log, records, review_steps
from monitor_desktop.services.progress import Progress, silent
from monitor_desktop.services.references import next_reference, resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import journal, reading
from monitor_desktop.store.store import Transaction

_BATCH_EDITS: Final = 5_000
_TOLD_EVERY: Final = 20
_PSEUDONYM: Final = "pseudonym"


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
        id: Name of the import; empty for a dry run.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    doubtful: tuple[int, ...] = ()
    id: str = ""


class _Undo(Exception):  # noqa: N818  # never leaves this module
    """Takes a dry run back."""


def table(  # what a person chooses for an import
    workspace: Workspace,
    path: Path,
    type_key: str,
    mapping: Mapping[str, Any],
    *,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Imported:
    """Import a CSV or XLSX file, all good rows in one transaction.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE, NO_SUCH_TYPE, NO_SUCH_FIELD.
        InvalidValueError: INVALID_VALUE, for a mapping that does not fit.
        InputRefusedError: UNREADABLE_FILE, TOO_LARGE.
    """
    table = _table(path)
    importing_plan = plan(mapping, type_key, table.columns)
    found: list[Imported] = []
    try:
        with workspace.transaction() as transaction:
            importing = _Importing(workspace, transaction, importing_plan)
            for done, (number, row) in enumerate(table.rows):
                if done % _TOLD_EVERY == 0:
                    progress(done, len(table.rows))
                importing.take(number, row)
            found.append(importing.finish(path.name))
            _undo_if(wanted=dry_run)
    except _Undo:
        # There is no import that could be taken back by its name.
        return replace(found[0], id="")
    return found[0]


def _undo_if(*, wanted: bool) -> None:
    if wanted:
        raise _Undo


def _table(path: Path) -> csv_files.Table:
    data = files.read(path)
    is_workbook = data.startswith(xlsx_files.MAGIC)
    read = xlsx_files.read if is_workbook else csv_files.read
    return read(data, path.name)


@dataclass(slots=True)
class _Row:
    """Edits of one row, kept back until all of it is known to be good."""

    edits: list[Edit] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)
    is_new: bool = False
    is_doubtful: bool = False


class _Importing:
    """One import on its way."""

    def __init__(
        self, workspace: Workspace, transaction: Transaction, plan_: Plan
    ) -> None:
        self._workspace = workspace
        self._transaction = transaction
        self._plan = plan_
        self._group = str(workspace.store.setting(transaction, "group", ""))
        self._start = journal.frontier(transaction, workspace.device).size
        self._made: dict[str, str] = {}
        self._waiting: list[Edit] = []
        self._seen: set[str] = set()
        self._counts = {"new": 0, "updated": 0, "unchanged": 0}
        self._refused: list[Refused] = []
        self._doubtful: list[int] = []

    def take(self, number: int, row: Mapping[str, str]) -> None:
        """Take one row, or note why not."""
        collected = _Row()
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
        found = Imported(
            **self._counts,
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
            type=self._plan.type,
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

    def _collect(self, row: Mapping[str, str], into: _Row) -> None:
        record_id = self._by_reference(row)
        if record_id is not None:
            row = self._of_known(record_id, row)
        values = mapped(self._plan, row)
        record_id = record_id or self._identity(row)
        if record_id in self._seen:
            # A second row of one identity: what it adds must see what the first wrote.
            self._flush()
        self._seen.add(record_id)
        top = self._record(self._plan.type, record_id, None, values.values, into)
        into.is_new = not top.heads
        for place, (child, given) in enumerate(sorted(values.children.items()), 1):
            child_id = derived_id(self._group, record_id, child)
            part = Record(id=child_id, type=child, parent=record_id)
            self._part(part, place, given, into)

    def _by_reference(self, row: Mapping[str, str]) -> str | None:
        """The record that a row of our own export came from, if it is here.

        Raises:
            UsageError: AMBIGUOUS_REFERENCE.
        """
        ref = row.get(self._plan.reference, "")
        return self._known(self._plan.type, ref) if ref else None

    def _of_known(self, record_id: str, row: Mapping[str, str]) -> Mapping[str, str]:
        """What a row says of a record that is here.

        A table made for others has pseudonyms for names; none becomes the name.
        """
        known = reading.record(self._transaction, record_id)
        pseudonym = known.values.get(_PSEUDONYM) if known else None
        title = declared(self._plan.type).title
        return {
            key: each
            for key, each in row.items()
            if key != self._plan.reference and (key != title or each != pseudonym)
        }

    def _identity(self, row: Mapping[str, str]) -> str:
        named = [row.get(each, "") for each in self._plan.identity]
        return derived_id(self._group, self._plan.type, *named)

    def _part(
        self, part: Record, place: int, given: Mapping[str, JsonValue], into: _Row
    ) -> None:
        known = reading.record(self._transaction, part.id)
        if known is None:
            first = [
                Write(PARENT, "", str(part.parent)),
                Write(ORDER, "", place),
            ]
            into.edits.extend(records.edit_of(part, each) for each in first)
        self._fill(known or part, given, into)

    def _record(
        self,
        type_key: str,
        record_id: str,
        parent: str | None,
        given: Mapping[str, JsonValue],
        into: _Row,
    ) -> Record:
        record = reading.record(self._transaction, record_id)
        if record is None:
            record = Record(id=record_id, type=type_key, parent=parent)
            ref = next_reference(self._workspace, self._transaction)
            into.edits.append(records.edit_of(record, Write(REFERENCE, "", ref)))
        self._fill(record, given, into)
        return record

    def _fill(self, record: Record, given: Mapping[str, JsonValue], into: _Row) -> None:
        records.require_keeper(self._workspace, record)
        if import_log.hidden_by_undo(self._workspace, self._transaction, record):
            into.edits.append(records.shown_again(record))
        reader = self._reading(into)
        for key, raw in records.joined_languages(given).items():
            declared_field = declared(record.type).field(key)
            if declared_field is None:
                raise UsageError("NO_SUCH_FIELD", type=record.type, field=key)
            current = record.values.get(key)
            review_steps.require(self._workspace, record, declared_field, raw)
            found = writes(declared_field, raw, reader, current=current)
            for each in found:
                held = record.heads and records.is_held(self._transaction, record, each)
                if each.value is not None and not held:
                    into.edits.append(records.edit_of(record, each))
            if declared_field.kind is Kind.PARTIAL_DATE:
                into.is_doubtful |= any(_not_understood(each) for each in found)

    def _reading(self, into: _Row) -> Reading:
        def link(target: str, text: str) -> str:
            return self._linked(target, text, into)

        reader = records.reader(self._workspace, self._transaction)
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

    def _linked(self, target: str, text: str, into: _Row) -> str:
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


def _not_understood(write: Write) -> bool:
    value = write.value
    return isinstance(value, Mapping) and value.get("edtf") is None
