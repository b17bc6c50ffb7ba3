"""Records as CSV that Uwazi imports: a row for each, a column for each property.

Columns that Uwazi has no property for are passed over there; they bring back here what
it cannot hold. Source: ``uwazi_headings``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.fields import Field, Kind, RecordType
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.interchange import csv_files
from monitor_desktop.interchange import uwazi_headings as headings
from monitor_desktop.interchange.mapping import REFERENCE_COLUMN
from monitor_desktop.interchange.uwazi_terms import NAMED, SEVERAL, Terms

COORDINATES: Final = "coordinates"
"""The field that is a geolocation there and text with us."""
_POINT: Final = re.compile(r"(-?\d{1,2}\.\d+)\s*[,;|]\s*(-?\d{1,3}\.\d+)", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Named:
    """What a link leads to: its title and its reference."""

    title: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record.

    Attributes:
        record: With only what may be shown.
        named: It.
        linked: What its links lead to, by id.
        whole: The record it is a part of.
    """

    record: Record
    named: Named
    linked: Mapping[str, Named]
    whole: Named | None = None


def write(type_key: str, rows: Sequence[Row], terms: Terms) -> bytes:
    """A file of records of one type: one of Uwazi's templates.

    Columns that hold nothing are left out: Uwazi stops at a language column whose
    property its template lacks.
    """
    known = declared(type_key)
    first = [headings.TITLE, headings.TEMPLATE, REFERENCE_COLUMN]
    within = [known.parent, f"{known.parent}{headings.REF}"] if known.parent else []
    more = [each for field in _fields(known) for each in _headings(field)]
    columns = [*first, *within, *more]
    cells = [
        [
            row.named.title,
            type_key,
            "" if known.parent else row.named.ref,
            *([row.whole.title, row.whole.ref] if row.whole else [""] * len(within)),
            *(cell for field in _fields(known) for cell in _cells(field, row, terms)),
        ]
        for row in rows
    ]
    always = len(first) + len(within)
    held = [
        place
        for place in range(len(columns))
        if place < always or any(each[place] for each in cells)
    ]
    # Uwazi would take a byte order mark for a part of the first heading.
    return csv_files.write(
        [columns[each] for each in held],
        [[row[each] for each in held] for row in cells],
        encoding="utf-8",
    )


def _fields(known: RecordType) -> Iterator[Field]:
    """All but the one that is the title there too."""
    for each in known.fields:
        if not headings.is_title(each, known):
            yield each


def _headings(field: Field) -> list[str]:
    if field.kind in NAMED or field.kind is Kind.MULTILINGUAL:
        return [f"{field.key}__{each}" for each in LANGUAGES]
    if field.kind is Kind.LINK:
        return [field.key, f"{field.key}{headings.REF}"]
    if field.kind is Kind.PARTIAL_DATE:
        return [field.key, f"{field.key}{headings.WORDS}"]
    if field.key == COORDINATES:
        return [
            f"{field.key}{headings.GEOLOCATION}",
            f"{field.key}{headings.WORDS}",
        ]
    return [field.key]


def _cells(field: Field, row: Row, terms: Terms) -> list[str]:
    value = row.record.values.get(field.key)
    wide = len(_headings(field))
    if value is None:
        return [""] * wide
    absent = missing(value)
    if absent is not None:  # it is no value of any property there
        is_named = wide == len(LANGUAGES)
        return [absent.mark if is_named else ""] * (wide - 1) + [absent.mark]
    if field.kind in NAMED:
        codes = value if isinstance(value, list) else [value]
        said = [terms.labels(field, str(each)) for each in codes]
        return [SEVERAL.join(each[language] for each in said) for language in LANGUAGES]
    return _said(field, value, row.linked)


def _said(field: Field, value: JsonValue, linked: Mapping[str, Named]) -> list[str]:
    """Cells of what has no labels."""
    if field.kind is Kind.MULTILINGUAL and isinstance(value, Mapping):
        return [str(value.get(each) or "") for each in LANGUAGES]
    if isinstance(value, Mapping):
        return _date(value)
    if field.kind is Kind.LINK:
        named = linked.get(str(value))
        return [named.title, named.ref] if named else ["", ""]
    return _point(str(value)) if field.key == COORDINATES else [str(value)]


def _date(value: Mapping[str, JsonValue]) -> list[str]:
    """A day, and the words where they say anything else."""
    edtf, text = str(value.get("edtf") or ""), str(value.get("text") or "")
    day = edtf if _DAY.fullmatch(edtf) else ""
    return [day, "" if text == day else text]


def _point(text: str) -> list[str]:
    found = _POINT.fullmatch(text.strip())
    point = SEVERAL.join(found.groups()) if found else ""
    return [point, text]
