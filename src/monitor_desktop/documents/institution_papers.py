"""What stands on letters, minutes, lists of trainings and tables of plans."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.documents.sheet_building import ABSENT, Builder
from monitor_desktop.documents.sheet_model import (
    Address,
    Block,
    Certificate,
    Phrase,
    Phrases,
    Prose,
)
from monitor_desktop.domain.records import Record, RecordTree

_REPORT: Final = ("report_type", "period", "place", "place_text", "rights")
_MEASURE: Final = (
    "number",
    "title",
    "direction",
    "lead_body",
    "co_bodies",
    "due",
    "indicator",
    "baseline",
    "target",
    "state",
)
_PROGRESS: Final = (
    "date",
    "source",
    "claimed_state",
    "state_claim",
    "found_state",
    "our_finding",
)
_MEETING: Final = ("number", "held_on", "place", "present", "guests")
_DECISION: Final = (
    "number",
    "kind",
    "text",
    "addressed_to",
    "due",
    "reply",
    "follow_up",
)
_PARTICIPANT: Final = (
    "name",
    "organisation",
    "post",
    "sex",
    "pre_test",
    "post_test",
    "certificate",
)


def monitoring_brief(builder: Builder) -> tuple[Block, ...]:
    """What was found and what is recommended, on a page."""
    findings = builder.value("findings_translated") or builder.value("findings")
    recommended = builder.value("recommendations")
    return (
        *builder.chosen(builder.section_heading("key_facts"), _REPORT),
        *_prose(builder.section_heading("findings"), findings),
        *_prose(builder.section_heading("recommendations"), recommended),
    )


def request_letter(builder: Builder) -> tuple[Block, ...]:
    """A request for information, with the law and article it rests on."""
    questions = builder.tree.children_of("request_question")
    return (
        _address(builder, builder.value("body"), builder.tree.record),
        *_prose((), _said(builder, "letter.request", **_law(builder))),
        *_prose((), builder.value("text")),
        *_prose((), _numbered(builder, questions, "question")),
        *_prose((), _said(builder, "letter.request.end")),
    )


def appeal_letter(builder: Builder) -> tuple[Block, ...]:
    """A complaint that a request was refused or not answered; of the last appeal."""
    appeals = builder.tree.children_of("request_appeal")
    appeal = appeals[-1] if appeals else None
    body = _of(builder, appeal, "body") or builder.value("body")
    grounds = _of(builder, appeal, "grounds")
    facts = {
        name: _text(builder.value(key)) or ABSENT
        for name, key in (
            ("body", "body"),
            ("sent", "sent_on"),
            ("number", "outgoing_number"),
            ("outcome", "outcome"),
        )
    }
    return (
        _address(builder, body, appeal),
        *_prose((), _said(builder, "letter.appeal", **facts, **_law(builder, appeal))),
        *_prose((), builder.value("refusal_note")),
        *_prose((), grounds),
        *_prose((), _said(builder, "letter.appeal.end")),
    )


def plan_progress(builder: Builder) -> tuple[Block, ...]:
    """Measures of a plan: what the state claims beside what was found."""
    measures = [each for each in builder.tree.linked.values() if each.type == "measure"]
    return (
        *builder.chosen(
            builder.section_heading("key_facts"),
            ("full_title", "kind", "act_number", "adopted_by", "adopted_on")
            if builder.tree.record.type == "plan"
            else ("text", *_MEASURE),
        ),
        *builder.chosen_records("measure", measures, _MEASURE),
        *builder.parts("progress", _PROGRESS),
    )


def minutes(builder: Builder) -> tuple[Block, ...]:
    """Minutes of the last meeting of a council, or of a consultation."""
    meetings = builder.tree.children_of("council_meeting")
    if not meetings:
        return _consultation(builder)
    meeting = meetings[-1]
    decisions = [
        each
        for each in builder.tree.children_of("council_decision")
        if each.values.get("meeting") in {meeting.id, None}
    ]
    alone = RecordTree(record=meeting, linked=builder.tree.linked)
    inner = Builder(builder.readers, alone)
    return (
        *inner.chosen(builder.section_heading("key_facts"), _MEETING),
        *_prose(inner.field_heading("agenda"), inner.value("agenda")),
        *_prose(inner.field_heading("minutes"), inner.value("minutes")),
        *builder.chosen_records("council_decision", decisions, _DECISION),
        *builder.parts("council_member", ("name", "role", "organisation")),
    )


def _consultation(builder: Builder) -> tuple[Block, ...]:
    keys = ("form", "held_on", "place", "place_text", "organiser", "draft")
    return (
        *builder.chosen(builder.section_heading("key_facts"), keys),
        *_prose(builder.field_heading("agenda"), builder.value("agenda")),
        *_prose(builder.field_heading("summary"), builder.value("summary")),
        *_prose(builder.field_heading("results"), builder.value("results")),
        *builder.parts("attendance", ("sector", "sex", "age_band", "people")),
        *builder.parts(
            "proposal", ("proposal", "by", "article", "fate", "wording", "reason")
        ),
    )


def training_list(builder: Builder) -> tuple[Block, ...]:
    """Who took part in a training, with what they knew before and after."""
    keys = ("form", "starts_on", "ends_on", "place", "place_text", "hours", "trainers")
    return (
        *builder.chosen(builder.section_heading("key_facts"), keys),
        *builder.parts("training_session", ("held_on", "topic", "hours", "trainer")),
        *builder.parts("training_participant", _PARTICIPANT),
    )


def certificates(builder: Builder) -> tuple[Block, ...]:
    """A certificate for each participant, each on its page."""
    made = []
    for person in builder.tree.children_of("training_participant"):
        name = _of(builder, person, "name")
        if not name:
            continue
        number = _text(_of(builder, person, "certificate"))
        day = _of(builder, person, "certified_on")
        hours = _text(builder.value("hours"))
        made.append(
            Certificate(
                name=name[0],
                lines=(
                    _said(builder, "certificate.attended"),
                    builder.value("title"),
                    *([_said(builder, "certificate.hours", hours=hours)] * bool(hours)),
                    *([dates] if (dates := builder.value("starts_on")) else []),
                ),
                signature=builder.said("signature"),
                marks=(
                    *([_said(builder, "letter.number", number=number)] * bool(number)),
                    *([day] if day else []),
                ),
            )
        )
    return tuple(made)


def _address(builder: Builder, to: Phrases, letter: Record | None) -> Address:
    """Whom it goes to, with number and day of the record that stands for the letter."""
    number = _text(_of(builder, letter, "outgoing_number"))
    day = _of(builder, letter, "sent_on")
    return Address(
        to=to,
        sender=builder.value("outlet"),
        marks=(
            *([_said(builder, "letter.number", number=number)] * bool(number)),
            *([day] if day else []),
        ),
    )


def _law(builder: Builder, appeal: Record | None = None) -> dict[str, str]:
    """The law and its article: of the rule that was chosen, else the legal basis."""
    chosen = (appeal.values.get("own_rule") if appeal else None) or (
        builder.tree.record.values.get("own_rule")
    )
    rule = builder.tree.linked.get(str(chosen))
    law = _text(_of(builder, rule, "law")) or _text(builder.value("legal_basis"))
    article = _text(_of(builder, rule, "article"))
    return {"law": ", ".join(each for each in (law, article) if each) or ABSENT}


def _of(builder: Builder, record: Record | None, key: str) -> Phrases:
    field = record.declaration.field(key) if record else None
    if record is None or field is None:
        return ()
    return builder.phrases(field, record.values)


def _numbered(builder: Builder, records: Sequence[Record], key: str) -> Phrases:
    texts = [_text(_of(builder, each, key)) for each in records]
    lines = [f"{number}. {text}" for number, text in enumerate(texts, 1) if text]
    language = builder.languages[0]
    return (Phrase(text="\n".join(lines), language=language),) if lines else ()


def _said(builder: Builder, message: str, **parameters: str) -> Phrases:
    said = builder.said(message, **parameters)
    return tuple(
        Phrase(text=text, language=language)
        for text, language in zip(said, builder.languages, strict=True)
    )


def _prose(heading: tuple[str, ...], text: Phrases) -> tuple[Prose, ...]:
    return (Prose(heading=heading, text=text),) if text else ()


def _text(phrases: Phrases) -> str:
    return phrases[0].text if phrases else ""
