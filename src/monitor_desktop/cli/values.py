"""Records as JSON and as lines for a terminal."""

import codecs
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from monitor_desktop.cli.session import Session
from monitor_desktop.domain import customs
from monitor_desktop.domain.completeness import gaps, lacking
from monitor_desktop.domain.contradictions import contradictions
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.domain.strict_json import strict
from monitor_desktop.errors import InputRefusedError, UsageError
from monitor_desktop.i18n import labels
from monitor_desktop.services import files


def assignments(pairs: Sequence[str]) -> dict[str, JsonValue]:
    """``KEY=VALUE`` arguments; a value may hold further equal signs.

    Raises:
        UsageError: WRONG_USAGE, without an equal sign.
    """
    found: dict[str, JsonValue] = {}
    for each in pairs:
        key, sign, value = each.partition("=")
        if not sign or not key:
            raise UsageError("WRONG_USAGE", reason=each.split("=")[0][:40])
        found[key] = value
    return found


def whole_keys(type_key: str, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """A group's own field may be called without its ``x_``.

    A key that the program ships is that field: nothing else would name it.

    Args:
        type_key: Type of the record.
        given: Values by key, or by key and language.

    Raises:
        UsageError: NO_SUCH_TYPE, or WRONG_USAGE for a field that is given twice.
    """
    found: dict[str, JsonValue] = {}
    for key, value in given.items():
        whole = whole_key(type_key, key)
        if whole in found:
            names = [whole.removeprefix(customs.PREFIX), whole]
            raise UsageError("WRONG_USAGE", reason="twice", names=names)
        found[whole] = value
    return found


def whole_key(type_key: str, key: str) -> str:
    """The key of a field, with ``x_`` where only the group's own is called so."""
    known, name = declared(type_key), key.partition(".")[0]
    own = known.field(name) is None and known.field(f"{customs.PREFIX}{name}")
    return f"{customs.PREFIX}{key}" if own else key


def from_file(path: Path) -> list[dict[str, JsonValue]]:
    """One object or an array of them.

    Raises:
        UsageError: NO_SUCH_FILE.
        InputRefusedError: UNREADABLE_FILE.
    """
    value = json_file(path)
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(each, dict) for each in listed):
        raise InputRefusedError("UNREADABLE_FILE", file=path.name, reason="json")
    return listed


def json_file(path: Path) -> Any:  # noqa: ANN401  # any JSON
    """What a JSON file holds.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE.
        InputRefusedError: UNREADABLE_FILE.
    """
    data = files.read(path).removeprefix(codecs.BOM_UTF8)
    try:
        return strict(data, part="json")
    except InputRefusedError as error:
        raise InputRefusedError(
            "UNREADABLE_FILE", file=path.name, reason="json"
        ) from error


def moment(at_us: int) -> str:
    """A clock as ISO 8601 in UTC, to the microsecond."""
    at = dt.datetime.fromtimestamp(at_us / 1_000_000, tz=dt.UTC)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def record_json(record: Record) -> dict[str, Any]:
    """A record without its parts."""
    return {
        "id": record.id,
        "ref": record.ref,
        "type": record.type,
        "values": {key: _shown(record, key) for key in record.values},
    }


def _shown(record: Record, key: str) -> JsonValue:
    """Yes, no and unknown are the three values of a field that asks for them."""
    value = record.values[key]
    field = record.declaration.field(key)
    if field is None or field.kind is not Kind.YES_NO:
        return value
    return missing(value) or value


def tree_json(tree: RecordTree) -> dict[str, Any]:
    """A record with its parts and its conflicts."""
    return {
        **record_json(tree.record),
        "deleted": tree.record.deleted,
        "children": [
            {
                **record_json(each),
                "conflicts": list(each.conflicts),
                "missing": list(lacking(each)),
            }
            for each in tree.children
        ],
        "conflicts": list(tree.record.conflicts),
        "missing": list(lacking(tree.record)),
        "contradictions": [
            {"id": each.record, "earlier": each.earlier, "later": each.later}
            for each in contradictions(tree)
        ],
    }


def tree_lines(session: Session, tree: RecordTree) -> list[str]:
    """A record as a person reads it."""
    # A part may lead to another part of the same whole.
    linked = {**{each.id: each for each in tree.children}, **tree.linked}
    lines = _record_lines(session, tree.record, linked)
    for child in tree.children:
        lines += ["", *_record_lines(session, child, linked)]
    return [*lines, *gap_lines(session, tree)]


def gap_lines(session: Session, tree: RecordTree) -> list[str]:
    """What a record lacks yet, and days in it that cannot be right; or nothing."""
    words = session.words
    named = ", ".join(labels.gap_text(words, each) for each in gaps(tree))
    lines = [session.say("Still to be filled in: {fields}", fields=named)] * bool(named)
    lines += [labels.contradiction_text(words, e) for e in contradictions(tree)]
    return ["", *lines] if lines else []


def _record_lines(
    session: Session, record: Record, linked: Mapping[str, Record]
) -> list[str]:
    heading = f"{session.type_label(record.type)} {record.ref or record.id}"
    lines = [heading]
    for field in record.declaration.fields:
        value = record.values.get(field.key)
        if value is not None:
            label = labels.field_label(session.words, record.type, field.key)
            mark = " !" if field.key in record.conflicts else ""
            text = value_text(session, field, value, linked)
            lines.append(f"  {label}{mark}: {text}")
    return lines


def value_text(
    session: Session,
    field: Field | None,
    value: JsonValue,
    linked: Mapping[str, Record] | None = None,
) -> str:
    """One value as a person reads it."""
    if field is None or isinstance(value, bool):
        return str(value)
    return session.reader.text(field, value, linked or {})
