"""What stands on minutes, papers of trainings and tables of plans."""

from typing import Final

from monitor_desktop.documents.sheet_building import Builder
from monitor_desktop.documents.sheet_model import (
    Block,
    Certificate,
    Phrase,
    Phrases,
    Prose,
    Table,
    plain,
)
from monitor_desktop.domain.records import Record, RecordTree, trees_of

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
    "evidence",
)
_PLAN: Final = (
    "full_title",
    "kind",
    "act_number",
    "adopted_by",
    "adopted_on",
    "starts_on",
    "ends_on",
    "supersedes",
)
_ANSWERED: Final = ("recommendation", "covers", "note")
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


def plan_progress(builder: Builder) -> tuple[Block, ...]:
    """Measures of a plan: what the state claims beside what was found."""
    linked = builder.tree.linked.values()
    measures = [each for each in linked if each.type == "measure"]
    return (
        *builder.chosen(
            builder.section_heading("key_facts"),
            _PLAN if builder.tree.record.type == "plan" else ("text", *_MEASURE),
        ),
        *builder.chosen_records("measure", measures, _MEASURE),
        *builder.parts("progress", _PROGRESS),
        *builder.parts("measure_link", _ANSWERED),
        *(
            table
            for each in trees_of(measures, linked)
            for table in _claims(builder, each)
        ),
    )


def _claims(builder: Builder, measure: RecordTree) -> tuple[Table, ...]:
    """What the state says of a measure of a plan, beside what was found.

    And the recommendations it answers.
    """
    record = measure.record
    title = [plain(builder.of(record, key)) for key in ("number", "title")]
    heading = tuple(" ".join(filter(None, title)) for _ in builder.readers)
    told = measure.children_of("progress")
    answered = measure.children_of("measure_link")
    return (
        *builder.chosen_records("progress", told, _PROGRESS, heading),
        *builder.chosen_records("measure_link", answered, _ANSWERED),
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
    """A certificate for each participant; without any, one to be filled in by hand."""
    people = builder.tree.children_of("training_participant")
    named = [each for each in people if builder.of(each, "name")]
    return tuple(_certificate(builder, each) for each in named or (None,))


def _certificate(builder: Builder, person: Record | None) -> Certificate:
    name = builder.of(person, "name")
    number = plain(builder.of(person, "certificate"))
    day = builder.of(person, "certified_on")
    hours = plain(builder.value("hours"))
    return Certificate(
        name=name[0] if name else Phrase(text="", language=builder.languages[0]),
        lines=(
            builder.spoken("certificate.attended"),
            builder.value("title"),
            *([builder.spoken("certificate.hours", hours=hours)] * bool(hours)),
            *([_period(builder)] if builder.value("starts_on") else []),
        ),
        signature=builder.said("signature"),
        marks=(
            *([builder.spoken("letter.number", number=number)] * bool(number)),
            *([day] if day else []),
        ),
    )


def _period(builder: Builder) -> Phrases:
    """The first day, and the last where it is another."""
    first, last = (plain(builder.value(key)) for key in ("starts_on", "ends_on"))
    text = f"{first} – {last}" if last and last != first else first
    return (Phrase(text=text, language=builder.languages[0]),)


def _prose(heading: tuple[str, ...], text: Phrases) -> tuple[Prose, ...]:
    return (Prose(heading=heading, text=text),) if text else ()
