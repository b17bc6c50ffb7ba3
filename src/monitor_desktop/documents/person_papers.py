"""What stands on papers of a person: the act by which their data is destroyed."""

from collections import Counter
from typing import Final

from monitor_desktop.documents.sheet_building import Builder
from monitor_desktop.documents.sheet_model import Block, Line, Phrase, Prose, Table
from monitor_desktop.i18n import labels

_RETENTION: Final = (
    "ground",
    "keep_until",
    "asked_on",
    "asked_for",
    "destruction_act",
    "destroyed_on",
    "destroyed_by",
)


def destruction_act(builder: Builder) -> tuple[Block, ...]:
    """On what ground, and how many records of which kind; it outlives them, so no name.

    The number of the record stands in the frame of the document.
    """
    return (
        *builder.parts("retention", _RETENTION),
        _destroyed(builder),
        Prose(text=builder.spoken("destruction.how")),
    )


def _destroyed(builder: Builder) -> Table:
    tree = builder.tree
    kinds = Counter([tree.record.type, *(each.type for each in tree.children)])
    return Table(
        heading=builder.said("destruction.what"),
        columns=(builder.said("destruction.kind"), builder.said("destruction.count")),
        lines=tuple(
            Line(cells=(_said(builder, key), _said_number(builder, count)))
            for key, count in kinds.items()
        ),
    )


def _said(builder: Builder, key: str) -> tuple[Phrase, ...]:
    said = builder.heading(labels.type_label, key)
    return tuple(
        Phrase(text=text, language=language)
        for text, language in zip(said, builder.languages, strict=True)
    )


def _said_number(builder: Builder, count: int) -> tuple[Phrase, ...]:
    return tuple(Phrase(text=str(count), language=each) for each in builder.languages)
