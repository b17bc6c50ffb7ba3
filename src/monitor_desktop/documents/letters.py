"""What stands on letters: requests for information, and complaints about them.

A letter names the law, the article and the term of the rule that applies, and the last
day of the term once it runs. All of that comes in as data: nothing here knows any law.
"""

from collections.abc import Iterable
from typing import Final

from monitor_desktop.documents.sheet_building import Builder
from monitor_desktop.documents.sheet_model import (
    Address,
    Block,
    Phrase,
    Phrases,
    Prose,
    plain,
)
from monitor_desktop.domain.deadlines import Rule, Term, Unit
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.date_texts import describe

_AMOUNTS: Final = {
    Unit.CALENDAR_DAYS: ("{n} calendar day", "{n} calendar days"),
    Unit.WORKING_DAYS: ("{n} working day", "{n} working days"),
    Unit.MONTHS: ("{n} month", "{n} months"),
    Unit.HOURS: ("{n} hour", "{n} hours"),
}
_NAMELESS: Final = "other"
"""The code of a law that the list has no name for."""
_SILENCE: Final = "silence"
_ANSWERED: Final = "full"
_NO_PROOF: Final = "none"


def request_letter(builder: Builder) -> tuple[Block, ...]:
    """A request for information, with the law and article it rests on."""
    request = builder.tree.record
    term = builder.terms.get(request.id)
    law = _law(builder, term.rule if term else None)
    asks = _say(builder, "letter.request", law=law) if law else ""
    questions = builder.tree.children_of("request_question")
    return (
        _address(builder, builder.value("body"), request),
        *_paragraph(builder, asks or _say(builder, "letter.request.lawless")),
        *_written(builder.value("text")),
        *_numbered(builder, questions, "question"),
        *_paragraph(
            builder,
            *_answer_by(builder, term),
            _say(builder, "letter.request.end"),
        ),
    )


def appeal_letter(builder: Builder) -> tuple[Block, ...]:
    """A complaint that a request was refused or not answered; of the last appeal."""
    appeals = builder.tree.children_of("request_appeal")
    appeal = appeals[-1] if appeals else None
    body = builder.of(appeal, "body") or builder.value("body")
    term = builder.terms.get(builder.tree.record.id)
    law = _law(builder, term.rule if term else None)
    happened = (*_was_due(builder, term), *_outcome(builder, term))
    asks = "letter.contrary" if law else "letter.contrary.lawless"
    if not happened:
        # Nothing was said that could be against a law: only that we asked.
        asks = "letter.contrary.untold"
    return (
        _address(builder, body, appeal),
        *_paragraph(
            builder,
            _asked(builder),
            *happened,
            _say(builder, asks, law=law),
        ),
        *_unanswered(builder),
        *_written(builder.of(appeal, "grounds")),
        *_paragraph(
            builder,
            *_answer_by(builder, builder.terms.get(appeal.id) if appeal else None),
            _say(builder, "letter.appeal.end"),
            _attached(builder),
        ),
    )


def _attached(builder: Builder) -> str:
    """What goes with a complaint; a proof that nobody has is not promised."""
    code = builder.tree.record.values.get("proof")
    proof = plain(builder.value("proof"))
    if not isinstance(code, str) or code == _NO_PROOF:
        return _say(builder, "letter.attached")
    # The label stands within a sentence.
    return _say(builder, "letter.attached.proof", proof=proof[:1].lower() + proof[1:])


def _unanswered(builder: Builder) -> tuple[Prose, ...]:
    """Each question that had less than a full answer, what became of it, and why."""
    questions = builder.tree.children_of("request_question")
    left = [each for each in questions if _is_unanswered(each)]
    keys = ("question", "outcome", "refusal_ground", "refusal_note")
    if not left:
        return ()
    return (
        *_paragraph(builder, _say(builder, "letter.unanswered")),
        *_numbered(builder, left, *keys),
    )


def _is_unanswered(question: Record) -> bool:
    outcome = question.values.get("outcome")
    return isinstance(outcome, str) and outcome != _ANSWERED


def _address(builder: Builder, to: Phrases, letter: Record | None) -> Address:
    """Whom it goes to, from whom; number and day of the record that is the letter."""
    number = plain(builder.of(letter, "outgoing_number"))
    day = builder.of(letter, "sent_on")
    person = builder.value("requester_person") or builder.value("requester")
    who = ", ".join(filter(None, (plain(person), plain(builder.value("outlet")))))
    return Address(
        to=to,
        sender=builder.spoken("letter.from", who=who) if who else (),
        marks=(
            *([builder.spoken("letter.number", number=number)] * bool(number)),
            *([day] if day else []),
        ),
    )


def _law(builder: Builder, rule: Rule | None) -> str:
    """The law and the article: of the rule that applies, else the legal basis."""
    basis = rule.basis if rule else str(builder.tree.record.values.get("legal_basis"))
    reader = builder.readers[0]
    term = reader.vocabularies["legal_bases"].get(basis)
    named = term.labels[reader.words.language] if term and basis != _NAMELESS else ""
    law = (rule.law if rule else "") or named
    article = rule.article if rule else ""
    if article[:1].isdigit():
        article = _say(builder, "letter.article", article=article)
    return ", ".join(filter(None, (law, article)))


def _answer_by(builder: Builder, term: Term | None) -> tuple[str, ...]:
    """Within how many days they have to answer, by which law, until which day."""
    if term is None:
        return (_say(builder, "letter.reply"),)
    rule = term.rule
    words = builder.readers[0].words
    asked = _say(
        builder,
        "letter.reply.term",
        amount=words.plural("documents", *_AMOUNTS[rule.unit], rule.amount),
        start=_say(builder, f"letter.from.{rule.runs_from}"),
        law=_law(builder, rule),
    )
    if term.surely is None:
        return (asked,)
    return asked, _say(builder, _counted("letter.last", term), day=_day(builder, term))


def _counted(message: str, term: Term) -> str:
    """The sentence that says from what a term was counted, where that is another."""
    return f"{message}.{term.counted_from}" if term.assumed else message


def _was_due(builder: Builder, term: Term | None) -> Iterable[str]:
    """When the answer was due, where that day is past."""
    if term is not None and _is_past(builder, term):
        message = _counted("letter.due", term)
        law = _law(builder, term.rule)
        yield _say(builder, message, law=law, day=_day(builder, term))


def _is_past(builder: Builder, term: Term) -> bool:
    return term.surely is not None and term.surely.isoformat() < builder.printed_on


def _asked(builder: Builder) -> str:
    """When and whom we asked, as far as the record says so."""
    body = plain(builder.value("body"))
    sent = plain(builder.value("sent_on"))
    number = plain(builder.value("outgoing_number"))
    message = "letter.asked"
    if sent:
        message = "letter.asked.numbered" if number else "letter.asked.on"
    return _say(builder, message, body=body, sent=sent, number=number)


def _outcome(builder: Builder, term: Term | None) -> Iterable[str]:
    """How it ended, and the ground they gave; no answer after the term is silence."""
    outcome = plain(builder.value("outcome"))
    if not outcome and term is not None and _is_past(builder, term):
        reader = builder.readers[0]
        outcomes = reader.vocabularies["request_outcomes"]
        outcome = outcomes.label(_SILENCE, reader.words.language)
    if outcome:
        yield _say(builder, "letter.outcome", outcome=outcome)
    given = (builder.value("refusal_ground"), builder.value("refusal_note"))
    ground = "; ".join(filter(None, map(plain, given))).rstrip(".")
    if ground:
        yield _say(builder, "letter.ground", ground=ground)


def _day(builder: Builder, term: Term) -> str:
    # The day of a month stays on one line with the month.
    return describe(str(term.surely), builder.languages[0]).replace(" ", "\u00a0", 1)


def _say(builder: Builder, message: str, **parameters: str) -> str:
    """A letter is in one language."""
    return builder.said(message, **parameters)[0]


def _numbered(
    builder: Builder, records: Iterable[Record], *keys: str
) -> tuple[Prose, ...]:
    """A line for each record: the first field, and what else is known behind it."""
    texts = [
        " — ".join(filter(None, (plain(builder.of(each, key)) for key in keys)))
        for each in records
    ]
    lines = [f"{number}. {text}" for number, text in enumerate(texts, 1) if text]
    phrase = Phrase(text="\n".join(lines), language=builder.languages[0])
    return _written((phrase,) if lines else ())


def _paragraph(builder: Builder, *sentences: str) -> tuple[Prose, ...]:
    text = " ".join(sentences)
    return (Prose(text=(Phrase(text=text, language=builder.languages[0]),)),)


def _written(text: Phrases) -> tuple[Prose, ...]:
    return (Prose(text=text),) if text else ()
