"""A mapping: which column of a file is which field of a record.

    {"type": "case", "identity": ["page"],
     "columns": {"when": "date_from", "who": "act.victim",
                 "how": {"to": "act.method_note", "terms": {"Beaten": "beating"}}},
     "constants": {"act.type": "010101000000"}}

A path is the key of a field, ``child.field`` for the one part of that type that each
row makes, or ``field.tg`` for one language of a multilingual text. A list of paths puts
one cell into several fields.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.fields import NOTES_KEY, Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import InvalidValueError, UsageError

REFERENCE_COLUMN: Final = "ref"
"""Heading of the reference number in our own tables."""


@dataclass(frozen=True, slots=True)
class Path:
    """Where a cell goes.

    Attributes:
        child: Type of the part, empty for the record itself.
        field: The field.
        language: Of a multilingual text, else empty.
    """

    child: str
    field: Field
    language: str = ""

    @property
    def key(self) -> str:
        """As values are entered: ``title`` or ``summary.ru``."""
        named = (self.field.key, self.language)
        return ".".join(each for each in named if each)


@dataclass(frozen=True, slots=True)
class Column:
    """What becomes of one column."""

    paths: Sequence[Path]
    terms: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A mapping that was checked against the declarations and the file.

    Attributes:
        type: Type of the records.
        identity: Columns that tell one record from another; all when none was said.
        reference: Column with the reference of a record that may be here already, as
            our own export writes it; empty where somebody said how to tell them apart.
        columns: By heading.
        constants: What every record gets.
    """

    type: str
    identity: Sequence[str]
    columns: Mapping[str, Column]
    constants: Sequence[tuple[Path, str]]
    reference: str = ""


@dataclass(slots=True)
class Mapped:
    """One row as values to be entered.

    Attributes:
        values: Of the record.
        children: Of its parts by type.
    """

    values: dict[str, JsonValue] = field(default_factory=dict)
    children: dict[str, dict[str, JsonValue]] = field(default_factory=dict)


def plan(mapping: Mapping[str, Any], type_key: str, headings: Sequence[str]) -> Plan:
    """Check a mapping; without columns each heading is the key of its field.

    Raises:
        UsageError: NO_SUCH_TYPE, NO_SUCH_FIELD.
        InvalidValueError: INVALID_VALUE for a mapping that is no mapping, is of
            another type, or names a column the file does not have.
    """
    if mapping.get("type", type_key) != type_key:
        raise _refused("mapping_type")
    columns = mapping.get("columns")
    if columns is None:
        columns = _own_headings(type_key, headings)
    constants = mapping.get("constants", {})
    identity = mapping.get("identity", [])
    if not isinstance(columns, dict) or not isinstance(constants, dict):
        raise _refused("mapping")
    if not isinstance(identity, list):
        raise _refused("mapping")
    _require_headings([*identity, *columns], headings)
    if not columns:
        raise _refused("no_field", headings=list(headings))
    own = not identity and mapping.get("columns") is None
    reference = REFERENCE_COLUMN if own and REFERENCE_COLUMN in headings else ""
    return Plan(
        type=type_key,
        identity=identity or ([reference] if reference else headings),
        reference=reference,
        columns={
            heading: _column(type_key, where) for heading, where in columns.items()
        },
        constants=[
            (_path(type_key, str(key)), str(value)) for key, value in constants.items()
        ],
    )


def _require_headings(named: Sequence[object], headings: Sequence[str]) -> None:
    missing = [str(each) for each in named if each not in headings]
    if missing:
        raise _refused("no_column", missing=missing, headings=list(headings))


def _refused(reason: str, **details: list[str]) -> InvalidValueError:
    return InvalidValueError("INVALID_VALUE", field="mapping", reason=reason, **details)


def _own_headings(type_key: str, headings: Sequence[str]) -> dict[str, str]:
    """Headings that are fields already, as our own export writes them."""
    known = declared(type_key)
    fields = {each: known.field(each.partition(".")[0]) for each in headings}
    return {
        heading: heading
        for heading, found in fields.items()
        if found and (found.kind is Kind.MULTILINGUAL or "." not in heading)
    }


def _column(type_key: str, where: object) -> Column:
    said = where if isinstance(where, dict) else {"to": where}
    terms, to = said.get("terms", {}), said.get("to")
    listed = to if isinstance(to, list) else [to]
    paths = [_path(type_key, each) for each in listed if isinstance(each, str)]
    if not paths or len(paths) != len(listed) or not isinstance(terms, dict):
        raise _refused("mapping")
    return Column(paths, terms)


def _path(type_key: str, text: str) -> Path:
    first, _, rest = text.partition(".")
    # A part may be called as a field of its whole is; a path into it has two words.
    child = first if rest and first in {e.key for e in children_of(type_key)} else ""
    key, _, language = (rest if child else text).partition(".")
    found = declared(child or type_key).field(key)
    if found is None or language not in ("", *LANGUAGES):
        raise UsageError("NO_SUCH_FIELD", type=type_key, field=text)
    if found.kind is Kind.MULTILINGUAL and not language:
        raise UsageError("NO_SUCH_FIELD", type=type_key, field=text)
    return Path(child, found, language)


def mapped(plan_: Plan, row: Mapping[str, str]) -> Mapped:
    """A row as values; what maps to nothing is kept in the notes."""
    found = Mapped()
    for path, value in plan_.constants:
        _put(found, path, value)
    for heading, cell in row.items():
        column = plan_.columns.get(heading)
        if column is not None:
            for path in column.paths:
                _put(found, path, column.terms.get(cell, cell))
    left = [f"{key}: {cell}" for key, cell in row.items() if key not in plan_.columns]
    if left and declared(plan_.type).field(NOTES_KEY):
        before = found.values.get(NOTES_KEY)
        found.values[NOTES_KEY] = "\n".join([*([str(before)] if before else []), *left])
    return found


def _put(found: Mapped, path: Path, value: str) -> None:
    """Two columns of one field stand one behind the other."""
    values = found.values
    if path.child:
        values = found.children.setdefault(path.child, {})
    before = values.get(path.key)
    values[path.key] = f"{before}; {value}" if before else value
