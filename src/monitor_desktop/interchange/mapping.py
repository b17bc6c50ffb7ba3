"""A mapping: which column of a file is which field of a record.

    {"type": "case", "identity": ["page"],
     "columns": {"when": "date_from", "who": "act.victim",
                 "how": {"to": "act.method_note", "terms": {"Beaten": "beating"}},
                 "means": {"to": "act.methods", "split": ","}},
     "constants": {"act.type": "010101000000"}}

A path is the key of a field, ``child.field`` for the one part of that type that each
row makes, or ``field.tg`` for one language of a multilingual text. A list of paths puts
one cell into several fields. ``split`` says what stands between several terms in one.
Cells of a repeat (``repeat/question#2``) make a part for each of its items.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.fields import NOTES_KEY, Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.linked_persons import APPROVAL
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.interchange.csv_files import Table

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
    split: str = ""

    def value(self, cell: str) -> str:
        """A cell as its fields take it."""
        if not self.split:
            return self.terms.get(cell, cell)
        each = (one.strip() for one in cell.split(self.split))
        return "|".join(self.terms.get(one, one) for one in each if one)


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
        children: Of its parts by type and number.
    """

    values: dict[str, JsonValue] = field(default_factory=dict)
    children: dict[tuple[str, int], dict[str, JsonValue]] = field(default_factory=dict)


def plan(mapping: Mapping[str, Any], type_key: str, table: Table) -> Plan:
    """Check a mapping; without columns each heading is the key of its field.

    Args:
        mapping: As somebody wrote it.
        type_key: Type of the records.
        table: The file.

    Raises:
        UsageError: NO_SUCH_TYPE, NO_SUCH_FIELD.
        InvalidValueError: INVALID_VALUE for a mapping that is no mapping, is of
            another type, or names a column the file does not have.
    """
    if mapping.get("type", type_key) != type_key:
        raise _refused("mapping_type")
    headings, columns = table.columns, mapping.get("columns")
    if columns is None:
        columns = _own_headings(type_key, headings)
    constants = mapping.get("constants", {})
    identity = mapping.get("identity", list(table.identity))
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
            heading: _column(type_key, where, table.split)
            for heading, where in columns.items()
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


def unknown_headings(type_key: str, headings: Sequence[str]) -> tuple[str, ...]:
    """Headings that our own export would not write: nobody reads their columns."""
    known = declared(type_key)
    return tuple(
        each
        for each in headings
        if each != REFERENCE_COLUMN and known.field(each.partition(".")[0]) is None
    )


def _column(type_key: str, where: object, usual: str) -> Column:
    said = where if isinstance(where, dict) else {"to": where}
    terms, to = said.get("terms", {}), said.get("to")
    listed = to if isinstance(to, list) else [to]
    paths = [_path(type_key, each) for each in listed if isinstance(each, str)]
    if not paths or len(paths) != len(listed):
        raise _refused("mapping")
    several = any(each.field.kind is Kind.MULTIPLE_CHOICE for each in paths)
    split = said.get("split", usual if several else "")
    if not isinstance(terms, dict) or not isinstance(split, str):
        raise _refused("mapping")
    return Column(paths, terms, split)


def _path(type_key: str, text: str) -> Path:
    first, _, rest = text.partition(".")
    # A part may be called as a field of its whole is; a path into it has two words.
    parts = {each.key for each in children_of(type_key)} - {APPROVAL}  # by hand alone
    child = first if rest and first in parts else ""
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
    numbers: dict[str, set[int]] = {}
    left = []
    for heading, cell in row.items():
        column, number = _column_of(plan_, heading)
        if column is None:
            left.append(f"{heading}: {cell}")
            continue
        for path in column.paths:
            numbers.setdefault(path.child, set()).add(number)
            _put(found, path, column.value(cell), number)
    for path, value in plan_.constants:
        for number in sorted(numbers.get(path.child, ())) or (1,):
            _put(found, path, value, number, first=True)
    if left and declared(plan_.type).field(NOTES_KEY):
        before = found.values.get(NOTES_KEY)
        found.values[NOTES_KEY] = "\n".join([*([str(before)] if before else []), *left])
    return found


def _column_of(plan_: Plan, heading: str) -> tuple[Column | None, int]:
    """What becomes of a cell, and of which part: 1 outside of every repeat."""
    if heading in plan_.columns:
        return plan_.columns[heading], 1
    name, mark, number = heading.rpartition("#")
    is_item = bool(mark and name and number.isdecimal())
    return plan_.columns.get(name), int(number) if is_item else 1


def _put(
    found: Mapped, path: Path, value: str, number: int, *, first: bool = False
) -> None:
    """Two columns of one field stand one behind the other."""
    values = found.values
    if path.child:
        values = found.children.setdefault((path.child, number), {})
    before = values.get(path.key)
    both = [value, before] if first else [before, value]
    values[path.key] = "; ".join(str(each) for each in both if each)
