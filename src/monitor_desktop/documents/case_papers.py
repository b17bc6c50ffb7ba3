"""What stands on papers of a case: brief, press release, urgent appeal, evidence.

The questionnaire of an urgent appeal follows what the special procedures of the Human
Rights Council ask of everybody who submits a case: who, what, by whom, what was done
since, who submits; a question without an answer is shown, so that it is not forgotten.
"""

from collections.abc import Mapping
from typing import Final

from monitor_desktop.documents.custody_tables import custody
from monitor_desktop.documents.sheet_building import ABSENT, Builder
from monitor_desktop.documents.sheet_model import (
    Block,
    Form,
    FormField,
    Headline,
    Phrase,
    Prose,
    Row,
    Section,
)
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.catalogues import Words

_BRIEF: Final = (
    "case_type",
    "status",
    "violation_status",
    "date_from",
    "date_to",
    "place",
    "place_text",
    "rights_affected",
    "responsible",
)
_ACT: Final = ("type", "victim", "date_from", "exact_place", "end_status")
_INTERVENTION: Final = ("type", "date", "parties_asked", "response", "due")
_STEP: Final = (
    "date",
    "step",
    "body",
    "number",
    "outcome",
    "by",
    "article",
    "answers",
    "due",
    "reasons",
    "document",
    "document_file",
)
_ACCESS: Final = ("event", "at", "chosen", "order_number", "motion", "answer", "ground")
_COMMUNICATION: Final = (
    "forum",
    "sent_on",
    "number",
    "remedies",
    "last_decision",
    "delay_reason",
    "other_procedure",
    "status",
    "annexes",
)
_ANNEX: Final = ("number", "title", "first_page", "last_page", "communication")
_REPRISAL: Final = ("kind", "date", "against", "described", "reported_to", "protection")
_UNDATED: Final = "9999"
_WHAT_HAPPENED: Final = (
    "date_from",
    "date_to",
    "place",
    "place_text",
    "rights_affected",
    "description",
    "summary",
)
_HASHED: Final = (
    "title",
    "original_name",
    "sha256",
    "size_bytes",
    "media_type",
    "obtained_on",
    "obtained_from",
    "obtained_how",
    "collector",
)
_CUSTODY: Final = (
    "attachment",
    "event",
    "happened_on",
    "noted_at",
    "from_whom",
    "to_whom",
    "reason",
    "result",
)


def brief(builder: Builder) -> tuple[Block, ...]:
    """A page: key facts, the summary, who and what, what was done."""
    text = builder.value("summary") or builder.value("description")
    return (
        *builder.chosen(builder.section_heading("key_facts"), _BRIEF),
        *((Prose(heading=builder.said("summary"), text=text),) if text else ()),
        *builder.victims(
            ("name", "pseudonym", "sex", "occupation"),
            heading=builder.heading(_labelled, "count.victims"),
        ),
        *builder.parts("act", _ACT),
        *custody(builder),
        *builder.parts("intervention", _INTERVENTION),
    )


def _labelled(words: Words, key: str) -> str:
    return words("labels", key)


def press_release(builder: Builder) -> tuple[Block, ...]:
    """Headline and text of a release; of a case its summary, never its description."""
    headline = builder.value("headline")
    text = builder.value("text") or builder.value("summary")
    return (
        *([Headline(text=headline, day=builder.value("dated"))] if headline else []),
        *([Prose(text=text)] if text else []),
    )


def urgent_appeal(builder: Builder) -> tuple[Block, ...]:
    """The sets of questions of an urgent appeal."""
    return (
        *builder.victims(
            (
                "name",
                "birth_date",
                "sex",
                "citizenship",
                "occupation",
                "outlet",
                "place",
                "characteristics",
            ),
            heading=builder.said("appeal.persons"),
        ),
        _asked(builder, "appeal.circumstances", _WHAT_HAPPENED),
        *builder.parts("act", (*_ACT, "method", "note"), builder.said("appeal.acts")),
        *custody(builder),
        *builder.parts(
            "involvement",
            ("who", "act", "degree", "perpetrator_type", "unit_rank_post"),
            builder.said("appeal.forces"),
        ),
        *builder.parts(
            "intervention",
            (*_INTERVENTION, "by", "reference_number", "impact"),
            builder.said("appeal.remedies"),
        ),
        *_steps(builder),
        *builder.parts("reprisal", _REPRISAL),
        _asked(builder, "appeal.state", ("status", "impact", "motive_confirmed")),
        _written(builder, "appeal.submitter", ("appeal.source", "appeal.consent")),
        *builder.parts("annex", _ANNEX),
    )


def evidence_list(builder: Builder) -> tuple[Block, ...]:
    """What is kept as evidence, its digests, and through whose hands it went."""
    return (
        *builder.parts("attachment", _HASHED),
        *builder.parts("custody", _CUSTODY),
    )


def remedies(builder: Builder) -> tuple[Block, ...]:
    """Proof of the domestic remedies used: each step, its answer and its document."""
    return (
        *builder.chosen(builder.section_heading("key_facts"), _BRIEF),
        *(_steps(builder) or (Prose(text=builder.spoken("remedies.none")),)),
        *builder.parts("lawyer_access", _ACCESS),
        *builder.parts("communication", _COMMUNICATION),
        *builder.parts("annex", _ANNEX),
    )


def _steps(builder: Builder) -> tuple[Block, ...]:
    """Steps of the proceeding from the first to the last, undated ones at the end."""
    steps = sorted(builder.tree.children_of("proceeding_step"), key=_first_day)
    return builder.chosen_records("proceeding_step", steps, _STEP)


def _first_day(step: Record) -> str:
    date = step.values.get("date")
    first = date.get("from") if isinstance(date, Mapping) else None
    return first if isinstance(first, str) else _UNDATED


def _asked(builder: Builder, heading: str, keys: tuple[str, ...]) -> Section:
    """Fields of the record; those without an answer are shown as such."""
    kind = builder.tree.record.declaration
    rows = []
    for key in keys:
        field = kind.field(key)
        if field is None:
            continue
        found = builder.rows(kind, [field], builder.tree.record.values)
        gap = Row(label=builder.label(kind, field), values=_gap(builder))
        rows.append(found[0] if found else gap)
    return Section(heading=builder.said(heading), rows=tuple(rows))


def _written(builder: Builder, heading: str, questions: tuple[str, ...]) -> Form:
    """Questions that the record has no field for, to be answered by hand."""
    return Form(
        heading=builder.said(heading),
        fields=tuple(FormField(label=builder.said(each)) for each in questions),
    )


def _gap(builder: Builder) -> tuple[Phrase, ...]:
    return tuple(Phrase(text=ABSENT, language=each) for each in builder.languages)
