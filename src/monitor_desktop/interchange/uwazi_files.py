"""CSV as Uwazi imports and exports it, and as we write it for Uwazi, as records.

A record is called by its reference where we wrote the file, and by its title where
Uwazi did: two rows of one title are told apart by all that they say. What has no field
here, or is no value of its field, is kept in the notes under its heading. Source:
``uwazi_headings``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.fields import NOTES_KEY, Field, Kind, RecordType
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.missing import entered
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import declared
from monitor_desktop.interchange import uwazi_headings as headings
from monitor_desktop.interchange.csv_files import Table
from monitor_desktop.interchange.documents import Document, Documents
from monitor_desktop.interchange.mapping import REFERENCE_COLUMN
from monitor_desktop.interchange.uwazi_terms import NAMED, SEVERAL, Terms
from monitor_desktop.interchange.uwazi_writing import COORDINATES

_RANGE: Final = re.compile(r"(\d{4}-\d\d-\d\d)?\s*[~:]\s*(\d{4}-\d\d-\d\d)?", re.ASCII)
_NOTES: Final = (NOTES_KEY, "note")

Cells = dict[str, str]
"""By language; ``""`` for a column without one."""


@dataclass(slots=True)
class _Row:
    """Cells of a row by the name of their property, and by language."""

    by_name: dict[str, Cells] = field(default_factory=dict)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)

    def plain(self, name: str) -> str:
        """The cell of a column that has no language."""
        return self.by_name.get(name, {}).get("", "")

    def left(self, name: str, languages: Iterable[str]) -> list[str]:
        """What is kept in the notes."""
        cells = self.by_name.get(name, {})
        return [
            f"{self.headings[name, each]}: {cells[each]}"
            for each in languages
            if cells.get(each)
        ]


def read(table: Table, type_key: str, terms: Terms) -> Documents:
    """The records of a table that looks like Uwazi's.

    Args:
        table: Its rows.
        type_key: Type of the records: what the template is with us.
        terms: Labels of terms and places.
    """
    known = declared(type_key)
    rows = [(number, _row(cells)) for number, cells in table.rows]
    titles = Counter(_title(row) for _, row in rows)
    if known.parent is not None:
        return _parts(rows, known, known.parent, terms)
    found = []
    for number, row in rows:
        ref, title = row.plain(REFERENCE_COLUMN), _title(row)
        called = ref or (title if titles[title] == 1 else "")
        values = _values(row, known, terms)
        found.append((number, Document(ref=called, type=type_key, values=values)))
    return Documents(
        tuple(found), titles=_titles(rows, known), links_left=_links_left(rows, known)
    )


def _links_left(rows: Iterable[tuple[int, _Row]], known: RecordType) -> tuple[str, ...]:
    """Headings of links to other parts of a whole, where a row has one.

    The file calls such a part by its place, which is another after the next change:
    a link to the wrong act would be worse than none.
    """
    within = [each.key for each in known.fields if _is_within(each)]
    found = (
        row.headings[key, language]
        for _, row in rows
        for key in within
        for language, cell in row.by_name.get(key, {}).items()
        if cell
    )
    return tuple(dict.fromkeys(found))


def _parts(
    rows: Sequence[tuple[int, _Row]], known: RecordType, parent: str, terms: Terms
) -> Documents:
    """Rows of parts stand with their whole, which must be here; its row is the first.

    The titles of parts are ours, and so no value of theirs.
    """
    wholes: dict[str, list[Document]] = {}
    numbers: dict[str, int] = {}
    for number, row in rows:
        whole = row.plain(f"{parent}{headings.REF}") or row.plain(parent)
        values = _values(row, known, terms, beside={parent})
        wholes.setdefault(whole, []).append(
            Document(ref="", type=known.key, values=values)
        )
        numbers.setdefault(whole, number)
    found = (
        (numbers[each], Document(ref=each, type=parent, values={}, parts=tuple(parts)))
        for each, parts in wholes.items()
    )
    return Documents(
        tuple(found),
        beside=frozenset({parent}),
        titles=_titles(rows, known),
        must_be_here=True,
        links_left=_links_left(rows, known),
    )


def _titles(
    rows: Iterable[tuple[int, _Row]], known: RecordType
) -> dict[tuple[str, str], str]:
    """What links with a reference beside them lead to."""
    links = [each for each in known.fields if each.kind is Kind.LINK]
    return {
        (str(each.target), ref): row.plain(each.key)
        for _, row in rows
        for each in links
        if (ref := row.plain(f"{each.key}{headings.REF}"))
    }


def _row(cells: Mapping[str, str]) -> _Row:
    """Of two columns of one property the second is kept by its heading alone."""
    found = _Row()
    for heading, cell in cells.items():
        name, language = headings.split(heading)
        if language in found.by_name.get(name, {}):
            name, language = f"#{heading}", ""  # the name of no property
        found.by_name.setdefault(name, {})[language] = cell
        found.headings[name, language] = heading
    return found


def _title(row: _Row) -> str:
    cells = row.by_name.get(headings.TITLE, {})
    return next((cells[each] for each in ("", *LANGUAGES) if cells.get(each)), "")


def _values(
    row: _Row, known: RecordType, terms: Terms, beside: Iterable[str] = ()
) -> dict[str, JsonValue]:
    """By field key; what is left is in the notes."""
    values: dict[str, JsonValue] = {}
    used = {headings.TEMPLATE, REFERENCE_COLUMN}
    used |= {name for each in beside for name in (each, f"{each}{headings.REF}")}
    left: list[str] = []
    if known.parent is not None:
        used.add(headings.TITLE)
    for each in known.fields:
        names = _columns(each, known)
        used |= set(names)
        value, kept = _value(each, row, names, terms)
        left += kept
        if value is not None:
            values[each.key] = value
    for name, cells in row.by_name.items():
        left += [] if name in used else row.left(name, cells)
    return _with_notes(values, left, known)


def _with_notes(
    values: dict[str, JsonValue], left: list[str], known: RecordType
) -> dict[str, JsonValue]:
    notes = next((each for each in _NOTES if known.field(each)), None)
    if left and notes is None:  # refused by its heading, not lost
        return {**values, left[0].partition(":")[0]: left[0]}
    if not left or notes is None:
        return values
    before = values.get(notes)
    return {**values, notes: "\n".join([*([str(before)] if before else []), *left])}


def _columns(known: Field, of: RecordType) -> tuple[str, ...]:
    """Columns of a field, the one that says most first."""
    if headings.is_title(known, of):
        return (headings.TITLE,)
    more: tuple[str, ...] = {
        Kind.LINK: (f"{known.key}{headings.REF}",),
        Kind.PARTIAL_DATE: (f"{known.key}{headings.WORDS}",),
    }.get(known.kind, ())
    if known.key == COORDINATES:
        more = (
            f"{known.key}{headings.WORDS}",
            f"{known.key}{headings.GEOLOCATION}",
            headings.EXPORTED_POINT,
        )
    return (*more, known.key)


def _value(
    known: Field, row: _Row, names: tuple[str, ...], terms: Terms
) -> tuple[JsonValue, list[str]]:
    """What a field gets, and what of its cells goes to the notes instead."""
    name = next((each for each in names if row.by_name.get(each)), known.key)
    cells = row.by_name.get(name, {})
    if not cells or _is_within(known):
        return None, []
    marks = {each for each in cells.values() if entered(each) is not None}
    if marks:
        return marks.pop(), []
    if known.kind in NAMED:
        value = _codes(known, cells, terms)
        return value, [] if value is not None else row.left(name, cells)
    if known.kind is Kind.MULTILINGUAL:
        said: dict[str, JsonValue] = {
            each: cells[each] for each in LANGUAGES if cells.get(each)
        }
        return said or None, row.left(name, cells.keys() - set(LANGUAGES))
    return _one(known, row, name, cells)


def _is_within(known: Field) -> bool:
    """A link to another part of the same whole, which has no reference."""
    target = record_type(known.target) if known.target else None
    return target is not None and target.is_part


def _one(
    known: Field, row: _Row, name: str, cells: Cells
) -> tuple[JsonValue, list[str]]:
    """A field that holds one text: the first of several languages, in our order."""
    chosen = next((e for e in ("", *LANGUAGES) if cells.get(e)), next(iter(cells)))
    text = cells[chosen]
    rest = row.left(name, (each for each in cells if each != chosen))
    if name == headings.TITLE and text == row.plain(REFERENCE_COLUMN):
        return None, rest  # the title was not shown to whom the file was made for
    if known.kind is Kind.PARTIAL_DATE:
        return _date(text), rest
    if name.endswith((headings.GEOLOCATION, headings.EXPORTED_POINT)):
        return text.replace(SEVERAL, ", "), rest
    return text, rest


def _date(text: str) -> JsonValue:
    """A range of Uwazi's as one date; anything else in its own words."""
    found = _RANGE.fullmatch(text)
    if not text or found is None or not any(found.groups()):
        return text
    first, last = found.groups()
    return {"text": text, "edtf": f"{first or '..'}/{last or '..'}"}


def _codes(known: Field, cells: Cells, terms: Terms) -> JsonValue:
    """The code, or codes, of what is called so; None where any is not known."""
    if known.kind is not Kind.MULTIPLE_CHOICE:
        return terms.code(known, cells)
    found = [terms.code(known, each) for each in _each(cells)]
    return None if None in found else [str(each) for each in found]


def _each(cells: Cells) -> Iterator[Cells]:
    """The labels of each value: as many in every language, or those of the first."""
    apart = {
        language: [each for each in cell.split(SEVERAL) if each.strip()]
        for language, cell in cells.items()
        if cell.strip()
    }
    if len({len(each) for each in apart.values()}) > 1:
        first = next(iter(apart))
        apart = {first: apart[first]}
    for place in range(max(map(len, apart.values()), default=0)):
        yield {language: labels[place] for language, labels in apart.items()}
