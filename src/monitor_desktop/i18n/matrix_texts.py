"""What stands in the cells of the allegation matrix, in words."""

from collections.abc import Mapping
from typing import Final

from monitor_desktop.domain.allegation_matrix import (
    ALLEGATION,
    FIELDS,
    Element,
    Exhibit,
    MatrixRow,
)
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import Reader, field_label, type_label

_BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "torture_finding": ("consistency",),
    "body_mark": ("injury", "view"),
    "source": ("connection",),
    "attachment": (),
}
"""What is said of a linked record beside its name."""
_NAMED_BY: Final = {"source": "title"}
"""Where another field than the title says in words what it is."""


def element_label(words: Words, element: Element) -> str:
    """Heading of a column."""
    return words("labels", f"matrix.{element}")


def cell_texts(
    reader: Reader, row: MatrixRow, element: Element, known: Mapping[str, Record]
) -> tuple[str, ...]:
    """What bears a method out in one respect, each thing in a few words.

    Args:
        reader: The language.
        row: The method.
        element: In which respect.
        known: Records that links may point to, by id.
    """
    found = (_exhibit_text(reader, each, known) for each in row.cells[element])
    return tuple(filter(None, found))


def method_text(reader: Reader, row: MatrixRow) -> str:
    """What is alleged."""
    return _field_text(reader, row.allegation, "method", {})


def link_texts(
    reader: Reader, link: Record, known: Mapping[str, Record]
) -> tuple[str, str]:
    """What more bears a method out, in a sentence; and whether it is borne out.

    Args:
        reader: The language.
        link: An ``allegation_link``.
        known: Records that links may point to, by id.
    """
    allegation = known.get(str(link.values.get(ALLEGATION)))
    method, answer = "", ""
    if allegation is not None:
        method = _field_text(reader, allegation, "method", known)
        answer = _field_text(reader, allegation, "borne_out", known)
    keys = [key for each in Element for key in FIELDS[each] if link.values.get(key)]
    told = (
        (key, _exhibit_text(reader, Exhibit(link.type, key, link.values[key]), known))
        for key in keys
    )
    what = [
        f"{field_label(reader.words, link.type, key)}: {text}"
        for key, text in told
        if text
    ]
    named = method or type_label(reader.words, ALLEGATION)
    return ". ".join(filter(None, [named, "; ".join(what)])), answer


def _exhibit_text(reader: Reader, exhibit: Exhibit, known: Mapping[str, Record]) -> str:
    linked = known.get(str(exhibit.value))
    if linked is None or linked.type not in _BESIDE:
        field = declared(exhibit.type).field(exhibit.key)
        return reader.text(field, exhibit.value, known) if field else ""
    return _part_text(reader, linked, known)


def _part_text(reader: Reader, part: Record, known: Mapping[str, Record]) -> str:
    """A finding with its consistency, a mark with its number, a file with its own.

    What has no words of its own is called by its type: that it is linked is said.
    """
    key = _NAMED_BY.get(part.type, part.declaration.title)
    number = _field_text(reader, part, "number", known)
    named = [number and f"№\u00a0{number}", _field_text(reader, part, key, known)]
    beside = [_field_text(reader, part, each, known) for each in _BESIDE[part.type]]
    more = ", ".join(filter(None, [*beside, part.ref or ""]))
    first = " ".join(filter(None, named))
    if first and more:
        return f"{first} ({more})"
    return first or more or type_label(reader.words, part.type)


def _field_text(
    reader: Reader, record: Record, key: str, known: Mapping[str, Record]
) -> str:
    field = record.declaration.field(key)
    return reader.text(field, record.values.get(key), known) if field else ""
