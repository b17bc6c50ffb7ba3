"""Exporting records as tables, filtered by who may read them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from json import dumps
from pathlib import Path
from typing import Final, TypeVar

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.catalogue import using
from monitor_desktop.domain.disclosure import Disclosed, disclosed_to
from monitor_desktop.domain.fields import Field, Kind, RecordType
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.linked_persons import persons_in
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.own_consents import ATTACHMENT
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.interchange import (
    csv_files,
    huridocs_fields,
    huridocs_writing,
    xlsx_files,
)
from monitor_desktop.interchange.documents import PART
from monitor_desktop.interchange.mapping import REFERENCE_COLUMN
from monitor_desktop.services import files
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

_WINDOW: Final = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote.

    Attributes:
        records: Rows in the file.
        left_out: For each reason how many records are not in it.
        consents_missing: For each purpose how many of them want a consent to it; of
            what decides itself with its type before it: ``source_share``.
    """

    records: int
    left_out: Mapping[str, int]
    consents_missing: Mapping[str, int]


def csv(
    workspace: Workspace,
    type_key: str,
    target: Path,
    level: Level,
    *,
    body: str = "",
    only: Sequence[str] | None = None,
) -> Exported:
    """Write records of a type as CSV, one a row, with what ``level`` may see.

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
    audience = Audience(level=level, body=body, today=today(workspace.kit))
    columns, rows, refused = _table(workspace, type_key, audience, only)
    files.replace(target, csv_files.write(columns, rows))
    return _told(len(rows), refused)


def xlsx(
    workspace: Workspace,
    type_key: str,
    target: Path,
    level: Level,
    *,
    body: str = "",
) -> Exported:
    """``csv`` as a workbook.

    Raises:
        UsageError: NO_SUCH_TYPE, BODY_NEEDS_PARTNER.
        InputRefusedError: TOO_LONG_FOR_CELL; nothing is written.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; an earlier file stands.
    """
    audience = Audience(level=level, body=body, today=today(workspace.kit))
    columns, rows, refused = _table(workspace, type_key, audience)
    files.replace(target, xlsx_files.write(columns, rows))
    return _told(len(rows), refused)


def _table(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    only: Sequence[str] | None = None,
) -> tuple[Sequence[str], list[list[str]], list[NotAllowedError]]:
    """Headings, rows, and why each of the other records has none."""
    rows, refused = _shown(
        workspace, type_key, audience, lambda tree: [*_cells(tree)], only
    )
    with using(workspace.catalogue):
        return _columns(declared(type_key)), rows, refused


def json(
    workspace: Workspace,
    type_key: str,
    target: Path,
    level: Level,
    *,
    body: str = "",
) -> Exported:
    """Write every record of a type with its parts, with what ``level`` may see.

    No record ids: that of an imported record is a digest of its name.

    Raises:
        UsageError: NO_SUCH_TYPE, BODY_NEEDS_PARTNER.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; an earlier file stands.
    """
    audience = Audience(level=level, body=body, today=today(workspace.kit))
    found, refused = _shown(workspace, type_key, audience, _object)
    text = dumps({"records": found}, ensure_ascii=False, indent=1)
    files.replace(target, f"{text}\n".encode())
    return _told(len(found), refused)


def huridocs(
    workspace: Workspace,
    type_key: str,
    target: Path,
    level: Level,
    *,
    body: str = "",
    only: Sequence[str] | None = None,
) -> Exported:
    """Write cases with everybody in them, or persons, as HURIDOCS events.

    What is said of a person is what an export of persons would say: they decide alone.

    Raises:
        UsageError: NOT_IN_FORMAT, NO_SUCH_TYPE, BODY_NEEDS_PARTNER.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; an earlier file stands.
    """
    huridocs_fields.require(type_key)
    audience = Audience(level=level, body=body, today=today(workspace.kit))
    trees, refused = _shown(workspace, type_key, audience, _itself, only)
    everybody = _everybody(workspace, trees, audience) if type_key == "case" else ()
    data = huridocs_writing.write([*trees, *everybody], audience.today or "")
    files.replace(target, data)
    return _told(len(trees), refused)


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
    shown, _ = _shown(workspace, "person", audience, _itself, list(linked))
    own = {each.record.id: each for each in shown}
    return [
        own.get(key, RecordTree(record=replace(each, values={})))
        for key, each in linked.items()
    ]


def _shown(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    shape: Callable[[RecordTree], T],
    only: Sequence[str] | None = None,
) -> tuple[list[T], list[NotAllowedError]]:
    """What may be shown in its shape, and why each of the other records may not."""
    found: list[T] = []
    refused: list[NotAllowedError] = []
    with workspace.transaction() as transaction:
        chosen = (reading.tree(transaction, each) for each in only or ())
        every = _trees(transaction, declared(type_key)) if only is None else chosen
        for tree in every:
            try:
                found.append(shape(_disclosed(transaction, tree, audience)))
            except NotAllowedError as error:
                refused.append(error)
    return found, refused


def _told(records: int, refused: Sequence[NotAllowedError]) -> Exported:
    missing = [each for each in refused if each.code == "CONSENT_MISSING"]
    return Exported(
        records=records,
        left_out=Counter(each.code.lower() for each in refused),
        consents_missing=Counter(str(each.details["reason"]) for each in missing),
    )


def _disclosed(
    transaction: Transaction, tree: RecordTree, audience: Audience
) -> RecordTree:
    """What may be shown; of a part, what may be shown of it within its whole.

    A part alone would hide how sensitive the whole is, and who else is in it.

    Raises:
        NotAllowedError: NOT_ALLOWED, CONSENT_MISSING.
    """
    part = tree.record
    if part.parent is None:
        return disclosed_to(audience, tree).tree
    disclosed = disclosed_to(audience, reading.tree(transaction, part.parent))
    whole = disclosed.tree
    found = next((each for each in whole.children if each.id == part.id), None)
    if found is None and not part.values:
        found = part
    if found is None:
        raise _refusal(part, disclosed)
    known = {**whole.linked, **{each.id: each for each in whole.children}}
    return RecordTree(record=found, linked=known)


def _refusal(part: Record, disclosed: Disclosed) -> NotAllowedError:
    """Why nothing of a part is shown: its own consent, its document's, a person's."""
    document = part.values.get(ATTACHMENT)
    about = [part.id, document, *sorted(persons_in((part,)))]
    why = [each for of in about for each in disclosed.lacks if each.record == of]
    return why[0].refusal() if why else NotAllowedError("NOT_ALLOWED", ref=part.id)


def _trees(transaction: Transaction, record_type: RecordType) -> Iterator[RecordTree]:
    offset = 0
    while True:
        query = ListQuery(
            type=record_type.key, limit=_WINDOW, offset=offset, descending=False
        )
        window = reading.listed(transaction, query)
        yield from (reading.tree(transaction, each.id) for each in window)
        offset += len(window)
        if len(window) < _WINDOW:
            return


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
