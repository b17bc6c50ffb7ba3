"""Terms of custody on paper: until when somebody might be held, and were they kept.

An arrest has two times, the actual one and that of its record; what lies between is
said, for the terms run from the first.
"""

import datetime as dt
from typing import Final

from monitor_desktop.documents.sheet_building import ABSENT, Builder
from monitor_desktop.documents.sheet_model import (
    Block,
    Line,
    Phrase,
    Phrases,
    Prose,
    Said,
    Table,
)
from monitor_desktop.domain.custody import CustodyTerm, Kept
from monitor_desktop.domain.records import declared
from monitor_desktop.i18n.labels import Reader, date_time_text

_ARREST: Final = "arrest"
_STEPS: Final = "deadline_steps"
_MINUTE: Final = dt.timedelta(minutes=1)
_HOUR_MINUTES: Final = 60


def custody(builder: Builder) -> tuple[Block, ...]:
    """A line for each term of each arrest; nothing where no hour is known."""
    arrests = builder.tree.children_of(_ARREST)
    counted = [builder.custody[e.id] for e in arrests if e.id in builder.custody]
    lines = tuple(
        _line(builder, each.began, term) for each in counted for term in each.terms
    )
    if not lines:
        return ()
    table = Table(
        heading=builder.said("custody.heading"),
        columns=(
            _field(builder, "actual_time"),
            builder.said("custody.term"),
            builder.said("custody.ends"),
            builder.said("custody.result"),
        ),
        lines=lines,
    )
    gaps = (each.unrecorded for each in counted)
    said = (builder.spoken("custody.gap", **_length(e)) for e in gaps if e)
    return (table, *(Prose(text=each) for each in said))


def _field(builder: Builder, key: str) -> Said:
    kind = declared(_ARREST)
    field = kind.field(key)
    return builder.label(kind, field) if field else ()


def _line(builder: Builder, began: dt.datetime, term: CustodyTerm) -> Line:
    rule = term.rule
    named = tuple(
        Phrase(
            text=_named(each, rule.step, rule.article),
            language=each.words.language,
        )
        for each in builder.readers
    )
    ends = term.ends if term.is_to_the_minute else term.ends.date()
    cells = (
        _moment(builder, began),
        named,
        _moment(builder, ends),
        _result(builder, term),
    )
    return Line(cells=cells)


def _named(reader: Reader, step: str, article: str) -> str:
    label = reader.vocabularies[_STEPS].label(step, reader.words.language)
    if article[:1].isdigit():
        article = reader.words("documents", "letter.article", article=article)
    return f"{label} ({article})" if article else label


def _moment(builder: Builder, at: dt.datetime | dt.date) -> Phrases:
    iso = at.isoformat("T", "minutes") if isinstance(at, dt.datetime) else str(at)
    return tuple(
        Phrase(text=date_time_text(iso, each), language=each)
        for each in builder.languages
    )


def _result(builder: Builder, term: CustodyTerm) -> Phrases:
    if term.kept is Kept.NOT_TOLD:
        return tuple(Phrase(text=ABSENT, language=each) for each in builder.languages)
    if term.kept is not Kept.EXCEEDED or term.over is None:
        return builder.spoken(f"custody.{term.kept}")
    return builder.spoken("custody.exceeded.by", **_length(term.over))


def _length(span: dt.timedelta) -> dict[str, str]:
    hours, minutes = divmod(span // _MINUTE, _HOUR_MINUTES)
    return {"hours": str(hours), "minutes": str(minutes)}
