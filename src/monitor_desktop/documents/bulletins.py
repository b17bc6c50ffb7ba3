"""The monitoring bulletin of a period, and statistics: figures and entries on paper.

The bulletin has the three parts that readers of the monthly monitoring of Tajik media
know. Each entry begins with its day and whom it is about; the first paragraph has the
totals. Nothing is counted here and nothing is left out here: who calls has done both.
"""

from collections.abc import Sequence
from dataclasses import replace

from monitor_desktop.documents.printable import written_in
from monitor_desktop.documents.sheet_building import Builder, Issue
from monitor_desktop.documents.sheet_model import (
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
from monitor_desktop.domain import bulletin as domain
from monitor_desktop.domain.partial_dates import bounds
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.i18n.labels import Reader, date_text

_ACTS = "act_types"


def bulletin(
    found: domain.Bulletin,
    charts: Sequence[Chart],
    readers: Sequence[Reader],
    issue: Issue,
) -> Sheet:
    """The bulletin of a period.

    Args:
        found: Put together and disclosed for the level of the issue.
        charts: Numbers of the period.
        readers: One, or several for languages side by side.
        issue: For whom, when and by whom.
    """
    builder = _builder(readers)
    return _of_period(
        builder,
        issue,
        "bulletin",
        f"{found.first}/{found.last}",
        (
            Prose(text=_totals(builder, found)),
            *(_part(builder, each, found.of(each)) for each in domain.Part),
            *charts,
        ),
    )


def statistics(
    period: str, charts: Sequence[Chart], readers: Sequence[Reader], issue: Issue
) -> Sheet:
    """Numbers of a period, each table with its bars.

    Args:
        period: First and last day, parted by a stroke.
        charts: Counted, small numbers left out where the level asks for it.
        readers: One, or several for languages side by side.
        issue: For whom, when and by whom.
    """
    return _of_period(_builder(readers), issue, "statistics", period, tuple(charts))


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
    kind = builder.said(f"document.{document}")
    said = " / ".join(dict.fromkeys(_named(period, each) for each in builder.languages))
    return replace(
        builder.empty(issue, kind, template="bulletin"),
        name=Phrase(text=said, language=builder.languages[0]),
        body=body,
    )


def _named(period: str, language: str) -> str:
    """A month or a year by its name, other periods by their first and last day."""
    first, last = period.split("/")
    for name in (first[:4], first[:7]):
        if (first, last) == bounds(name):
            return describe(name, language)
    return f"{describe(first, language)} – {describe(last, language)}"


def _totals(builder: Builder, found: domain.Bulletin) -> Phrases:
    """The first paragraph: how many in which part, how many people."""
    sentences = [
        builder.said(f"bulletin.total.{part}", n=str(len(found.of(part))))
        for part in domain.Part
    ]
    sentences.append(builder.said("bulletin.victims", n=str(found.victims)))
    if found.withheld:
        sentences.append(builder.said("bulletin.withheld", n=str(found.withheld)))
    return _phrases(builder, tuple(map(" ".join, zip(*sentences, strict=True))))


def _part(
    builder: Builder, part: domain.Part, entries: tuple[domain.Entry, ...]
) -> Entries:
    return Entries(
        heading=builder.said(f"bulletin.{part}"),
        entries=tuple(_entry(builder, each) for each in entries),
        none=builder.said("bulletin.none"),
    )


def _entry(builder: Builder, entry: domain.Entry) -> Entry:
    days = (
        date_text(entry.date, each) if entry.date else "—" for each in builder.languages
    )
    return Entry(
        day=_phrases(builder, tuple(days)),
        who=_phrases(builder, tuple(_who(each, entry) for each in builder.readers)),
        text=_phrases(builder, tuple(_text(each, entry) for each in builder.readers)),
        reference=entry.ref,
    )


def _who(reader: Reader, entry: domain.Entry) -> str:
    """Persons, outlet, place."""
    place = entry.place and reader.gazetteer.label(entry.place, reader.words.language)
    known = (", ".join(entry.persons), entry.outlet, place)
    return "; ".join(each for each in known if each) or "—"


def _text(reader: Reader, entry: domain.Entry) -> str:
    """The text in this language; without one, the names of the acts."""
    language = reader.words.language
    vocabulary = reader.vocabularies[_ACTS]
    acts = "; ".join(vocabulary.label(each, language) for each in entry.acts)
    return str(entry.text.get(language) or acts or "—")


def _phrases(builder: Builder, said: Said) -> Phrases:
    """Texts with the language their letters tell."""
    return tuple(
        Phrase(text=text, language=written_in(text, language))
        for text, language in zip(said, builder.languages, strict=True)
    )
