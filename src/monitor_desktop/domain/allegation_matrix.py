"""The allegation matrix: for each method that is alleged, everything that bears it out.

A method is linked to the injury, the findings, the marks on the body, the photographs,
the witnesses and the documents that speak for it: by its own fields, by any number of
``allegation_link`` beside them, and to the marks of a finding through that finding.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record

ALLEGATION: Final = "allegation"
LINK: Final = "allegation_link"
BODY_MARK: Final = "body_mark"
_FINDING: Final = "finding"


class Element(StrEnum):
    """What may bear a method out: the columns, in their order."""

    INJURY = "injury"
    FINDING = "finding"
    MARK = "mark"
    PHOTO = "photo"
    WITNESS = "witness"
    DOCUMENT = "document"


FIELDS: Final[Mapping[Element, tuple[str, ...]]] = {
    Element.INJURY: ("injury",),
    Element.FINDING: ("finding",),
    Element.MARK: ("mark",),
    Element.PHOTO: ("photo_file", "photo"),
    Element.WITNESS: ("witness", "source"),
    Element.DOCUMENT: ("document_file", "document"),
}
"""Fields of an allegation and of its links that tell of each element."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One thing that stands in a cell.

    Attributes:
        type: Key of the record type that the field is of.
        key: Key of the field.
        value: Its value: a text, or the id of what it links to.
    """

    type: str
    key: str
    value: JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One alleged method.

    Attributes:
        allegation: The part that says what is alleged.
        cells: What bears it out; an element without anything is there and empty.
    """

    allegation: Record
    cells: Mapping[Element, tuple[Exhibit, ...]]

    @property
    def gaps(self) -> tuple[Element, ...]:
        """Elements that nothing is linked for; "not asked" links nothing either."""
        return tuple(
            element
            for element, found in self.cells.items()
            if all(missing(each.value) is not None for each in found)
        )


def matrix(parts: Sequence[Record]) -> tuple[MatrixRow, ...]:
    """A row for each allegation among the parts of a record, in their order."""
    links: dict[str, list[Record]] = {}
    marks: dict[str, list[Record]] = {}
    for each in parts:
        if each.type == LINK:
            links.setdefault(str(each.values.get(ALLEGATION)), []).append(each)
        if each.type == BODY_MARK:
            marks.setdefault(str(each.values.get(_FINDING)), []).append(each)
    return tuple(
        MatrixRow(allegation=each, cells=_cells([each, *links.get(each.id, ())], marks))
        for each in parts
        if each.type == ALLEGATION
    )


def _cells(
    told: Sequence[Record], marks: Mapping[str, Sequence[Record]]
) -> dict[Element, tuple[Exhibit, ...]]:
    cells = {each: _once(_found(told, each)) for each in Element}
    through = (
        Exhibit(ALLEGATION, "mark", mark.id)
        for finding in cells[Element.FINDING]
        for mark in marks.get(str(finding.value), ())
    )
    cells[Element.MARK] = _once([*cells[Element.MARK], *through])
    return cells


def _found(told: Iterable[Record], element: Element) -> Iterator[Exhibit]:
    for record in told:
        for key in FIELDS[element]:
            value = record.values.get(key)
            if value not in (None, ""):
                yield Exhibit(record.type, key, value)


def _once(found: Iterable[Exhibit]) -> tuple[Exhibit, ...]:
    """Each thing once, however often it is linked."""
    kept: dict[str, Exhibit] = {}
    for each in found:
        kept.setdefault(str(each.value), each)
    return tuple(kept.values())
