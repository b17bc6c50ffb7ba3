"""The monitoring bulletin of a period, and statistics: figures and entries on paper.

The bulletin has the three parts that readers of the monthly monitoring of Tajik media
know: the climate, direct violations against journalists and media, and what the media
themselves are charged with. Each entry begins with its day and whom it is about.

Nothing is counted here and nothing is left out here: who calls has done both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from monitor_desktop.documents.printable import written_in
from monitor_desktop.documents.sheet_building import Builder, Issue
from monitor_desktop.documents.sheet_model import (
    Bar,
    Block,
    Chart,
    Entries,
    Entry,
    Phrase,
    Phrases,
    Prose,
    Said,
    Sheet,
)
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.i18n.labels import Reader

PARTS: Final = ("climate", "violations", "charges")
"""Keys of the parts, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One number with what was counted.

    Attributes:
        label: In each language of the document.
        count: How many.
    """

    label: Said
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers that belong together: a chart.

    Attributes:
        heading: What is counted, by what; in each language.
        counts: In the order they are shown.
        note: How it was counted; in each language, may be empty.
    """

    heading: Said
    counts: tuple[Count, ...]
    note: Said = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinEntry:
    """What happened to whom.

    Attributes:
        day: EDTF.
        who: Person or outlet, position, place; in each language, may be empty.
        text: In each language, or once for all.
        reference: Number of the record, may be empty.
    """

    day: str
    who: Said = ()
    text: Said
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """What a bulletin says of a period.

    Attributes:
        period: EDTF, for instance ``2026-10`` or ``2026-07-01/2026-09-30``.
        totals: Sentences of the first paragraph, in each language.
        charts: Numbers of the period.
        parts: Key of the part to its entries.
    """

    period: str
    totals: tuple[Said, ...] = ()
    charts: tuple[Counts, ...] = ()
    parts: dict[str, tuple[BulletinEntry, ...]]


def bulletin(figures: PeriodFigures, readers: Sequence[Reader], issue: Issue) -> Sheet:
    """The bulletin of a period.

    Args:
        figures: Counted and disclosed for the level of the issue.
        readers: One, or several for languages side by side.
        issue: For whom, when and by whom.
    """
    builder = _builder(readers)
    totals = tuple(
        " ".join(each[place] for each in figures.totals)
        for place in range(len(readers))
    )
    summary = Prose(text=_phrases(builder, totals))
    return _of_period(
        builder,
        issue,
        "bulletin",
        figures.period,
        (
            *((summary,) if figures.totals else ()),
            *(_part(builder, key, figures.parts.get(key, ())) for key in PARTS),
            *(_chart(each) for each in figures.charts),
        ),
    )


def statistics(
    period: str, charts: Sequence[Counts], readers: Sequence[Reader], issue: Issue
) -> Sheet:
    """Numbers of a period, each table with its bars.

    Args:
        period: EDTF.
        charts: Counted, small numbers suppressed where the level asks for it.
        readers: One, or several for languages side by side.
        issue: For whom, when and by whom.
    """
    body = tuple(_chart(each) for each in charts)
    return _of_period(_builder(readers), issue, "statistics", period, body)


def _builder(readers: Sequence[Reader]) -> Builder:
    """No record stands behind a period."""
    return Builder(tuple(readers), RecordTree(record=Record(id="", type="case")))


def _of_period(
    builder: Builder,
    issue: Issue,
    document: str,
    period: str,
    body: tuple[Block, ...],
) -> Sheet:
    sheet = builder.empty(
        issue, builder.said(f"document.{document}"), template="bulletin"
    )
    said = " / ".join(
        dict.fromkeys(describe(period, each) for each in builder.languages)
    )
    return replace(
        sheet,
        name=Phrase(text=said, language=builder.languages[0]),
        withheld=builder.withheld(issue.persons_withheld),
        body=body,
    )


def _part(builder: Builder, key: str, entries: tuple[BulletinEntry, ...]) -> Entries:
    return Entries(
        heading=builder.said(f"bulletin.{key}"),
        entries=tuple(
            Entry(
                day=_phrases(
                    builder,
                    tuple(describe(each.day, of) for of in builder.languages),
                ),
                who=_phrases(builder, each.who),
                text=_phrases(builder, each.text),
                reference=each.reference,
            )
            for each in entries
        ),
        none=builder.said("bulletin.none"),
    )


def _chart(counts: Counts) -> Chart:
    bars = tuple(Bar(label=each.label, count=each.count) for each in counts.counts)
    return Chart(heading=counts.heading, bars=bars, note=counts.note)


def _phrases(builder: Builder, said: Said) -> Phrases:
    """Texts with the language their letters tell."""
    languages = builder.languages
    return tuple(
        Phrase(text=text, language=written_in(text, languages[place]))
        for place, text in enumerate(said)
    )
