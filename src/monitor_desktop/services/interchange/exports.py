"""Exporting records as tables, filtered by who may read them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from json import dumps
from pathlib import Path
from typing import Protocol

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.catalogue import using
from monitor_desktop.domain.fields import Field, Kind, RecordType
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.interchange import (
    csv_files,
    huridocs_fields,
    huridocs_writing,
    uwazi_writing,
    xlsx_files,
)
from monitor_desktop.interchange.documents import PART
from monitor_desktop.interchange.mapping import REFERENCE_COLUMN
from monitor_desktop.interchange.uwazi_terms import Terms
from monitor_desktop.interchange.uwazi_writing import Named
from monitor_desktop.interchange.uwazi_writing import Row as UwaziRow
from monitor_desktop.services import files
from monitor_desktop.services.interchange.disclosed_records import Exported, shown, told
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace

Made = tuple[bytes, int, Sequence[NotAllowedError]]
"""A file, how many records are in it, and why each of the others is not."""


class Export(Protocol):
    """Writes records of a type in one format, with what ``level`` may see.

    Args:
        workspace: The open profile.
        type_key: The type.
        target: File to write.
        level: For whom.
        body: With the level for partners: a body that alone receives it.
        only: Ids of the records in their order; None for every record.

    Raises:
        UsageError: NO_SUCH_TYPE, BODY_NEEDS_PARTNER.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; an earlier file stands.
    """

    def __call__(  # noqa: D102  # told above
        self,
        workspace: Workspace,
        type_key: str,
        target: Path,
        level: Level,
        /,
        *,
        body: str = "",
        only: Sequence[str] | None = None,
    ) -> Exported: ...


def _saved(
    make: Callable[[Workspace, str, Audience, Sequence[str] | None], Made],
) -> Export:
    """What makes a file for an audience, as an export that writes it."""

    @wraps(make)
    def export(
        workspace: Workspace,
        type_key: str,
        target: Path,
        level: Level,
        /,
        *,
        body: str = "",
        only: Sequence[str] | None = None,
    ) -> Exported:
        audience = Audience(level=level, body=body, today=today(workspace.kit))
        data, records, refused = make(workspace, type_key, audience, only)
        files.replace(target, data)
        return told(records, refused)

    return export


def formats(type_key: str) -> dict[str, Export]:
    """What records of a type may be written as, by name."""
    found: dict[str, Export] = {"csv": csv, "xlsx": xlsx, "json": json, "uwazi": uwazi}
    return {**found, "huridocs": huridocs} if huridocs_fields.holds(type_key) else found


@_saved
def csv(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    only: Sequence[str] | None,
) -> Made:
    """Records of a type as CSV, one a row."""
    columns, rows, refused = _table(workspace, type_key, audience, only)
    return csv_files.write(columns, rows), len(rows), refused


@_saved
def xlsx(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    only: Sequence[str] | None,
) -> Made:
    """``csv`` as a workbook.

    Raises:
        InputRefusedError: TOO_LONG_FOR_CELL; nothing is written.
    """
    columns, rows, refused = _table(workspace, type_key, audience, only)
    return xlsx_files.write(columns, rows), len(rows), refused


def _table(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    only: Sequence[str] | None = None,
) -> tuple[Sequence[str], list[list[str]], list[NotAllowedError]]:
    """Headings, rows, and why each of the other records has none."""
    rows, refused = shown(
        workspace, type_key, audience, lambda tree: [*_cells(tree)], only
    )
    with using(workspace.catalogue):
        return _columns(declared(type_key)), rows, refused


@_saved
def json(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    only: Sequence[str] | None,
) -> Made:
    """Write records of a type with their parts, with what ``level`` may see.

    No record ids: that of an imported record is a digest of its name.
    """
    found, refused = shown(workspace, type_key, audience, _object, only)
    text = dumps({"records": found}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode(), len(found), refused


@_saved
def huridocs(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    only: Sequence[str] | None,
) -> Made:
    """Write cases with everybody in them, or persons, as HURIDOCS events.

    What is said of a person is what an export of persons would say: they decide alone.

    Raises:
        UsageError: NOT_IN_FORMAT.
    """
    huridocs_fields.require(type_key)
    trees, refused = shown(workspace, type_key, audience, _itself, only)
    everybody = _everybody(workspace, trees, audience) if type_key == "case" else ()
    data = huridocs_writing.write(
        [*trees, *everybody], audience.today or "", workspace.kit.huridocs_numbers
    )
    return data, len(trees), refused


@_saved
def uwazi(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    only: Sequence[str] | None,
) -> Made:
    """Write records of a type as CSV that Uwazi imports, one a row."""
    trees, refused = shown(workspace, type_key, audience, _itself, only)
    whole = declared(type_key).parent
    if whole is None:
        rows = [_row(each) for each in trees]
    else:
        # A part is called by its place in its whole.
        wholes, _ = shown(workspace, whole, audience, _itself)
        rows = [row for each in wholes for row in _rows_of_parts(each, type_key)]
    terms = Terms(workspace.kit.vocabularies, workspace.kit.gazetteer)
    return uwazi_writing.write(type_key, rows, terms), len(rows), refused


def _named(record: Record) -> Named:
    """By its reference where its title may not be shown."""
    return Named(record.title or record.ref or "", record.ref or "")


def _row(tree: RecordTree) -> UwaziRow:
    linked = {key: _named(each) for key, each in tree.linked.items()}
    return UwaziRow(record=tree.record, named=_named(tree.record), linked=linked)


def _rows_of_parts(tree: RecordTree, type_key: str) -> Iterator[UwaziRow]:
    whole = _row(tree)
    places = {
        each.id: Named(f"{whole.named.ref}-{place}", "")
        for place, each in enumerate(tree.children, 1)
    }
    for each in tree.children_of(type_key):
        linked = {**whole.linked, **places}
        yield UwaziRow(
            record=each, named=places[each.id], linked=linked, whole=whole.named
        )


def _itself(tree: RecordTree) -> RecordTree:
    return tree


def _everybody(
    workspace: Workspace, trees: Sequence[RecordTree], audience: Audience
) -> list[RecordTree]:
    """The persons that cases show, each as they are shown on their own.

    Somebody whose own record is refused (an accused whom two people allow to be named
    in a case) has but a number.
    """
    linked = {
        each.id: each
        for tree in trees
        for each in tree.linked.values()
        if each.type == "person"
    }
    alone, _ = shown(workspace, "person", audience, _itself, list(linked))
    own = {each.record.id: each for each in alone}
    return [
        own.get(key, RecordTree(record=replace(each, values={})))
        for key, each in linked.items()
    ]


def _columns(record_type: RecordType) -> list[str]:
    found = [REFERENCE_COLUMN]
    for field in record_type.fields:
        if field.kind is Kind.MULTILINGUAL:
            found.extend(f"{field.key}.{each}" for each in LANGUAGES)
        else:
            found.append(field.key)
    return found


def _cells(tree: RecordTree) -> Iterator[str]:
    yield tree.record.ref or ""
    for field in tree.record.declaration.fields:
        value = tree.record.values.get(field.key)
        absent = missing(value)
        if absent is not None:
            yield from (absent.mark for _ in field.subs)
        elif field.kind is Kind.MULTILINGUAL:
            texts = value if isinstance(value, Mapping) else {}
            yield from (str(texts.get(each) or "") for each in LANGUAGES)
        else:
            yield _cell(field, value, tree.linked)


def _cell(field: Field, value: JsonValue, linked: Mapping[str, Record]) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return str(value.get("text") or "")
    if isinstance(value, list):
        return "|".join(map(str, value))
    if field.kind is Kind.LINK:
        found = linked.get(str(value))
        return (found.ref or found.id) if found else ""
    return str(value)


def _object(tree: RecordTree) -> dict[str, JsonValue]:
    """A record and its parts; links name records that are shown."""
    names: dict[str, JsonValue] = {each.id: each.ref for each in tree.linked.values()}
    parts = {each.id: {PART: n} for n, each in enumerate(tree.children, 1)}
    return {
        **_values(tree.record, {**names, **parts}),
        "children": [_values(each, {**names, **parts}) for each in tree.children],
    }


def _values(record: Record, names: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    links = {each.key for each in record.declaration.fields if each.kind is Kind.LINK}
    values = {
        key: names.get(str(value)) if key in links else value
        for key, value in record.values.items()
    }
    return {"ref": record.ref, "type": record.type, "values": values}
