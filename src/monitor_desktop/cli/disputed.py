"""A conflict on a terminal: every value with its number, whose it is and when."""

from collections.abc import Iterator, Mapping
from typing import Final

from monitor_desktop.cli.session import Session
from monitor_desktop.domain.conflicts import ConflictKind
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import moment_text, text_label, type_label
from monitor_desktop.i18n.sides import side_text
from monitor_desktop.services import records
from monitor_desktop.services.editing.conflicts import OpenConflict
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.workspaces import Workspace

_DONE: Final = {"delete": "deleted it", "edit": "changed it"}
_MARGIN: Final = " " * 4


def disputed_lines(
    session: Session, workspace: Workspace, conflict: OpenConflict
) -> Iterator[str]:
    """What disagrees, and below it the values as ``--keep`` numbers them.

    Args:
        session: Says it in its language.
        workspace: The open profile.
        conflict: As the queue has it.
    """
    known = conflict.conflict
    name = (
        text_label(session.words, known.type, conflict.field, known.sub)
        if conflict.field
        else type_label(session.words, known.type)
    )
    yield f"{known.id}  {conflict.ref or ''}  {name}"
    names = contacts.device_names(workspace)
    linked = _linked(workspace, conflict)
    for number, side in enumerate(conflict.sides, 1):
        who = names.get(side.device) or session.words("app", "Somebody unknown")
        said = _said(session, conflict, side.value, linked).splitlines() or [""]
        yield f"  {number}  {who}, {moment_text(side.at_us // 1000)}: {said[0]}"
        yield from (f"{_MARGIN} {each}".rstrip() for each in said[1:])


def _linked(workspace: Workspace, conflict: OpenConflict) -> Mapping[str, Record]:
    if conflict.field is None or conflict.field.kind is not Kind.LINK:
        return {}
    found: dict[str, Record] = {}
    for each in {str(side.value) for side in conflict.sides if side.value}:
        tree = records.show(workspace, each)
        found |= {tree.record.id: tree.record, **tree.linked}
    return found


def _said(
    session: Session,
    conflict: OpenConflict,
    value: JsonValue,
    linked: Mapping[str, Record],
) -> str:
    field = conflict.field
    if conflict.conflict.kind is ConflictKind.DELETE:
        return session.words("app", _DONE.get(str(value), "brought it back"))
    if field is None and value is not None:
        return str(value)
    if field is None:
        return session.words("app", "emptied the field")
    return side_text(session.reader, field, conflict.conflict.sub, value, linked)
