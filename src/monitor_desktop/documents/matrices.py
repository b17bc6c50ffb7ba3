"""The allegation matrix on paper: methods down, what bears them out across."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.documents.body_drawings import drawings
from monitor_desktop.documents.printable import written_in
from monitor_desktop.documents.sheet_building import ABSENT, Builder
from monitor_desktop.documents.sheet_model import (
    Block,
    Line,
    Phrase,
    Phrases,
    Prose,
    Row,
    Table,
)
from monitor_desktop.domain.allegation_matrix import Element, MatrixRow, matrix
from monitor_desktop.domain.records import declared
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.matrix_texts import cell_texts, element_label

_KIND: Final = "allegation"
_FIRST: Final = "method"
_LAST: Final = "borne_out"
_BELOW: Final = ("told", "note")


def allegation_matrix(builder: Builder) -> tuple[Block, ...]:
    """The matrix, how to read it, and the drawings that its marks are on."""
    rows = matrix(builder.tree.children)
    if not rows:
        return (Prose(text=builder.spoken("matrix.none")),)
    kind = declared(_KIND)
    ends = [field for key in (_FIRST, _LAST) if (field := kind.field(key))]
    first, last = (builder.label(kind, each) for each in ends)
    elements = (
        tuple(element_label(reader.words, each) for reader in builder.readers)
        for each in Element
    )
    table = Table(
        heading=builder.heading(labels.types_label, _KIND),
        columns=(first, *elements, last),
        lines=tuple(_line(builder, each) for each in rows),
    )
    return (table, Prose(text=builder.spoken("matrix.note")), *drawings(builder))


def _line(builder: Builder, row: MatrixRow) -> Line:
    cells = (_cell(builder, row, each) for each in Element)
    first, last = (builder.of(row.allegation, key) for key in (_FIRST, _LAST))
    return Line(
        cells=(first, *cells, last),
        more=_below(builder, row),
    )


def _below(builder: Builder, row: MatrixRow) -> tuple[Row, ...]:
    kind = row.allegation.declaration
    fields = [field for key in _BELOW if (field := kind.field(key))]
    return builder.rows(kind, fields, row.allegation.values)


def _cell(builder: Builder, row: MatrixRow, element: Element) -> Phrases:
    found = []
    for reader in builder.readers:
        language = reader.words.language
        texts = cell_texts(reader, row, element, builder.known(language))
        found.append(_said(texts, language))
    return tuple(found)


def _said(texts: Sequence[str], language: str) -> Phrase:
    if not texts:
        return Phrase(text=ABSENT, language=language)
    text = "\n".join(texts)
    return Phrase(text=text, language=written_in(text, language))
