"""Importing files of other programs: every record in, or refused with its number."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from monitor_desktop.crypto.digests import derived_id
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.domain.values import Reading, writes
from monitor_desktop.errors import InvalidValueError
from monitor_desktop.interchange import (
    csv_files,
    documents,
    huridocs_fields,
    huridocs_files,
    json_files,
    kobo_files,
    uwazi_files,
    uwazi_headings,
    xlsx_files,
    xml_files,
)
from monitor_desktop.interchange.mapping import (
    Plan,
    mapped,
    plan,
    unknown_headings,
)
from monitor_desktop.interchange.uwazi_terms import Terms
from monitor_desktop.overriding import override
from monitor_desktop.services import files, given_values
from monitor_desktop.services.interchange import document_imports
from monitor_desktop.services.interchange.importing import (
    Imported,
    Importing,
    Refused,
    Row,
    run,
)
from monitor_desktop.services.progress import Progress, silent
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.store import Transaction

__all__ = ["Imported", "Refused", "table"]


def table(
    workspace: Workspace,
    path: Path,
    type_key: str,
    mapping: Mapping[str, Any],
    *,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Imported:
    """Import a file, all good records in one transaction.

    What it is is read from the file: a table (CSV, XLSX), submissions of KoBo (JSON),
    or, without need of a mapping, what our own export wrote (JSON), a table of Uwazi's
    (CSV) and events of the HURIDOCS formats with everybody in them (XML).

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE, NO_SUCH_TYPE, NO_SUCH_FIELD,
            NOT_IN_FORMAT.
        InvalidValueError: INVALID_VALUE, for a mapping that does not fit.
        InputRefusedError: UNREADABLE_FILE, TOO_LARGE.
    """
    read = _read(workspace, path, type_key, mapping)
    if isinstance(read, documents.Documents):
        made = run(
            workspace,
            lambda transaction: document_imports.Documents(
                workspace, transaction, type_key, read
            ),
            read.records,
            path.name,
            dry_run=dry_run,
            progress=progress,
        )
        return replace(made, links_left=read.links_left)
    importing_plan = plan(mapping, type_key, read)
    made = run(
        workspace,
        lambda transaction: _Rows(workspace, transaction, importing_plan),
        read.rows,
        path.name,
        dry_run=dry_run,
        progress=progress,
    )
    named = mapping.get("columns") is not None
    left_out = () if named else unknown_headings(type_key, read.columns)
    return replace(made, left_out=left_out)


def _read(
    workspace: Workspace, path: Path, type_key: str, mapping: Mapping[str, Any]
) -> csv_files.Table | documents.Documents:
    data = files.read(path)
    if data.startswith(xlsx_files.MAGIC):
        return xlsx_files.read(data, path.name)
    if xml_files.looks_like(data):
        return _huridocs(workspace, data, path.name, type_key)
    if not json_files.looks_like(data):
        return _csv(workspace, csv_files.read(data, path.name), type_key, mapping)
    value = json_files.parsed(data, path.name)
    if kobo_files.looks_like(value):
        return kobo_files.read(value, path.name)
    return json_files.read(value, path.name)


def _csv(
    workspace: Workspace,
    table_: csv_files.Table,
    type_key: str,
    mapping: Mapping[str, Any],
) -> csv_files.Table | documents.Documents:
    """A table of Uwazi's is read as such, unless somebody says which column is what."""
    keys = [each.key for each in declared(type_key).fields]
    uwazis = uwazi_headings.looks_like(table_.columns, keys)
    if not uwazis or mapping.get("columns") is not None:
        return table_
    terms = Terms(workspace.kit.vocabularies, workspace.kit.gazetteer)
    return uwazi_files.read(table_, type_key, terms)


def _huridocs(
    workspace: Workspace, data: bytes, name: str, type_key: str
) -> documents.Documents:
    """What is asked for of a file of events and persons, whom events link to, first."""
    huridocs_fields.require(type_key)
    root = xml_files.parsed(data, name)
    with workspace.transaction() as transaction:
        reader = replace(
            given_values.reader(workspace, transaction),
            resolve_link=lambda _target, text: text,
            keeps_odd_dates=True,
        )
    numbers = workspace.kit.huridocs_numbers
    read = huridocs_files.read(root, name, partial(_fits, reader), numbers)
    first = [each for each in read.records if each[1].type == "person"]
    then = [each for each in read.records if each[1].type != "person"]
    wanted = (*first, *then) if type_key == "case" else first
    return documents.Documents(tuple(wanted), beside=frozenset({"person"}))


def _fits(reader: Reading, declared_field: Field, value: JsonValue) -> bool:
    try:
        # Whose field it is would only stand in a refusal, which nobody reads here.
        writes(declared_field, value, reader, of="")
    except InvalidValueError:
        return False
    return True


class _Rows(Importing[dict[str, str]]):
    """An import of a table."""

    def __init__(
        self, workspace: Workspace, transaction: Transaction, plan_: Plan
    ) -> None:
        super().__init__(workspace, transaction, plan_.type)
        self._plan = plan_

    @override
    def _collect(self, row: dict[str, str], into: Row) -> None:
        record_id = self._by_reference(row)
        if record_id is not None:
            said = {key: row[key] for key in row if key != self._plan.reference}
            row = dict(self._without_pseudonym(self._type, record_id, said))
        values = mapped(self._plan, row)
        record_id = record_id or self._identity(row)
        self._meet(record_id)
        top = self._record(self._type, record_id, None, values.values, into)
        into.is_new = not top.heads
        for place, (child, given) in enumerate(sorted(values.children.items()), 1):
            kind, number = child
            named = (kind,) if number == 1 else (kind, str(number))
            child_id = derived_id(self._group, record_id, *named)
            part = Record(id=child_id, type=kind, parent=record_id)
            self._part(part, place, given, into)

    def _by_reference(self, row: Mapping[str, str]) -> str | None:
        """The record that a row of our own export came from, if it is here.

        Raises:
            UsageError: AMBIGUOUS_REFERENCE.
        """
        ref = row.get(self._plan.reference, "")
        return self._known(self._type, ref) if ref else None

    def _identity(self, row: Mapping[str, str]) -> str:
        named = [row.get(each, "") for each in self._plan.identity]
        return derived_id(self._group, self._type, *named)
