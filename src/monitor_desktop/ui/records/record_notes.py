"""Between head and form: what is due, how far the review is, what lacks."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor_desktop.domain.completeness import Gap
from monitor_desktop.domain.contradictions import Contradiction
from monitor_desktop.domain.custody import CustodyTerm
from monitor_desktop.domain.deadlines import Due
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.review import STATES, VOCABULARY
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.circle_texts import circle_text
from monitor_desktop.i18n.labels import (
    contradiction_text,
    date_text,
    due_label,
    gap_text,
)
from monitor_desktop.services import record_notes
from monitor_desktop.services.circles import Circle
from monitor_desktop.services.record_notes import Notes, Review
from monitor_desktop.ui.lists.chips import tone_of
from monitor_desktop.ui.look.pieces import PlainLabel, button, dress_chip, drop, said
from monitor_desktop.ui.look.words import Message, as_it_is
from monitor_desktop.ui.sessions import Session

_ICON_PX: Final = 16
_GAPS: Final = 5
"""Fields named in the line; the others on looking closer."""
_LETTERS: Final = {
    "info_request": (("request_letter", "Letter"), ("appeal_letter", "Appeal")),
}
"""Documents one click away, by type: those that answer a deadline."""


class NotesBand(QWidget):
    """A line each, and nothing at all where there is nothing to mind.

    ``moved`` carries the field of the review and the state it is to go to;
    ``written`` a kind of document to be printed.
    """

    moved = Signal(str, str)
    written = Signal(str)

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self._session = session
        self._type = type_key
        self._record = ""
        self.notes: Notes | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 0, 16, 0)
        self._column.setSpacing(2)
        self._lines: list[QWidget] = []
        self.buttons: list[QWidget] = []
        session.say.changed.connect(self._show)
        session.look.changed.connect(self._show)
        self.hide()

    def show_record(self, record_id: str) -> None:
        """Show what is to be minded about a record; empty for one not saved yet."""
        if record_id != self._record:
            self._take(None)
        self._record = record_id
        if record_id:
            self._session.run(
                lambda ws: record_notes.about(ws, record_id), self._take, self._fail
            )

    def _fail(self, _error: MonitorError) -> None:
        """The form itself says what is wrong with its record."""
        self._take(None)

    def _take(self, notes: Notes | None) -> None:
        if notes is None or notes.record == self._record:
            self.notes = notes
            self._show()

    def _show(self) -> None:
        for each in self._lines:
            self._column.removeWidget(each)
            drop(each)
        self._lines, self.buttons = [], []
        if self.notes is not None:
            self._show_terms(self.notes)
            self._show_state(self.notes)
        self.setVisible(bool(self._lines))

    def _show_terms(self, notes: Notes) -> None:
        """Whom a call would endanger, what is due, and what was not kept."""
        if notes.never_call:
            line = self._line("alert", "danger")
            persons = _called(notes, notes.never_call)
            text = self._session.say("Never call: {persons}", persons=persons)
            line.addWidget(PlainLabel(text, role="problem", wraps=True), 1)
        if notes.due:
            self._due(*notes.due)
        else:
            self._letters_alone()
        for term in notes.exceeded:
            self._exceeded(term)

    def _show_state(self, notes: Notes) -> None:
        """How far the record is, and what stands in its way."""
        if notes.review is not None:
            self._review(notes.review)
        if notes.gaps:
            self._gaps(*notes.gaps)
        if notes.contradictions:
            self._contradictions(*notes.contradictions)
        if notes.lacks:
            self._lacks(_called(notes, {each.ref for each in notes.lacks}))
        for circle in notes.circles:
            self._circle(circle)

    def _line(self, icon: str, tone: str) -> QHBoxLayout:
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        sign = PlainLabel()
        sign.setPixmap(self._session.look.picture(icon, tone, _ICON_PX))
        line.addWidget(sign)
        self._lines.append(held)
        self._column.addWidget(held)
        return line

    def _due(self, due: Due, *others: Due) -> None:
        """The most urgent; how many others there are, and which on looking closer."""
        tone = "danger" if due.is_overdue else "muted"
        line = self._line("clock", tone)
        role = "problem" if due.is_overdue else "caption"
        text = PlainLabel(due_text(self._session, due), role=role, wraps=True)
        line.addWidget(text, 1)
        if others:
            self._more(line, [due_text(self._session, each) for each in others])
        self._letters(line)

    def _exceeded(self, term: CustodyTerm) -> None:
        """A finding, not a task: somebody was held longer than the law allows."""
        line = self._line("alert", "danger")
        text = PlainLabel(
            exceeded_text(self._session, term), role="problem", wraps=True
        )
        line.addWidget(text, 1)

    def _more(self, line: QHBoxLayout, others: Sequence[str]) -> None:
        """How many others there are, and which on looking closer."""
        more = PlainLabel(f"+ {len(others)}", role="caption")
        told = "\n".join(others)
        more.setToolTip(told)
        more.setAccessibleDescription(told)
        line.addWidget(more)

    def _letters_alone(self) -> None:
        if self._type in _LETTERS:
            line = self._line("file", "muted")
            line.addStretch(1)
            self._letters(line)

    def _letters(self, line: QHBoxLayout) -> None:
        for document, name in _LETTERS.get(self._type, ()):
            self._button(line, name, partial(self.written.emit, document))

    def _button(
        self, line: QHBoxLayout, name: Message, clicked: Callable[[], object]
    ) -> None:
        made = button(self._session.say, name, clicked, kind="quiet")
        self.buttons.append(made)
        line.addWidget(made)

    def _review(self, review: Review) -> None:
        line = self._line("eye", "muted")
        say = self._session.say
        line.addWidget(said(say, "Review:", role="caption"))
        state = PlainLabel(self._state(review.state))
        dress_chip(state, tone_of(review.state))
        line.addWidget(state)
        rest = PlainLabel(self._rest(review), role="caption", wraps=True)
        line.addWidget(rest, 1)
        for each in review.steps:
            back = STATES.index(each) < STATES.index(review.state)
            message = "Back to: {state}" if back else "Move to: {state}"
            name = say(message, state=self._state(each))
            moves = partial(self.moved.emit, review.field, each)
            self._button(line, as_it_is(name), moves)

    def _rest(self, review: Review) -> str:
        """Who may do what this installation may not."""
        say = self._session.say
        place = STATES.index(review.state)
        following = STATES[place + 1] if place + 1 < len(STATES) else ""
        if not following or following in review.steps:
            return ""
        who = {
            "reviewed": "The office or a coordinator takes it on from here.",
        }.get(following, "A coordinator takes it on from here.")
        return say(who)

    def _state(self, code: str) -> str:
        states = self._session.kit.vocabularies[VOCABULARY]
        return states.label(code, self._session.say.language)

    def _gaps(self, *gaps: Gap) -> None:
        """What a finished record needs: a plain hint that holds nobody up."""
        say = self._session.say
        named = [gap_text(say.words, each) for each in gaps]
        line = self._line("file", "muted")
        text = say("Still to be filled in: {fields}", fields=", ".join(named[:_GAPS]))
        line.addWidget(PlainLabel(text, role="caption", wraps=True), 1)
        if named[_GAPS:]:
            self._more(line, named[_GAPS:])

    def _contradictions(self, first: Contradiction, *others: Contradiction) -> None:
        """Which of two days is wrong, only a person can tell."""
        words = self._session.say.words
        line = self._line("alert", "warn")
        text = contradiction_text(words, first)
        line.addWidget(PlainLabel(text, role="doubt", wraps=True), 1)
        if others:
            self._more(line, [contradiction_text(words, each) for each in others])

    def _lacks(self, persons: str) -> None:
        line = self._line("alert", "warn")
        text = self._session.say(
            "No consent to share in the coalition yet: {persons}",
            persons=persons,
        )
        line.addWidget(PlainLabel(text, role="doubt", wraps=True), 1)

    def _circle(self, circle: Circle) -> None:
        """Two laptops each entered a part of it; nothing is lost, one has to go."""
        line = self._line("alert", "warn")
        text = circle_text(self._session.reader, circle.field, circle.records, {})
        line.addWidget(PlainLabel(text, role="doubt", wraps=True), 1)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        return self.buttons


def exceeded_text(session: Session, term: CustodyTerm) -> str:
    """Which term of custody, by how much, and by which rule."""
    say, rule = session.say, term.rule
    what = session.kit.vocabularies["deadline_steps"].label(rule.step, say.language)
    head = say("{term}: exceeded", term=what)
    if term.over is not None:
        hours, minutes = divmod(term.over // dt.timedelta(minutes=1), 60)
        message = "{term}: exceeded by {hours} h {minutes} min"
        head = say(message, term=what, hours=hours, minutes=minutes)
    law = _law(session, rule.basis, rule.article)
    doubt = "" if rule.confirmed_by else say("confirm with a lawyer")
    return " · ".join(filter(None, (head, law, doubt)))


def due_text(session: Session, due: Due) -> str:
    """What is due until when, how long that is, and by which rule."""
    say = session.say
    day = date_text({"text": due.day, "edtf": due.day}, say.language)
    when = f"{day} {due.time}".strip()
    # The name of a field says "until" itself; that of a step of a law does not.
    message = "{what}: until {day}" if due.step else "{what}: {day}"
    head = say(message, what=due_label(session.reader, due), day=when)
    parts = [f"{head}, {_days(session, due)}"]
    rule = due.rule
    if rule is not None:
        parts.append(_law(session, rule.basis, rule.article))
        if not rule.confirmed_by:
            parts.append(say("confirm with a lawyer"))
    return " · ".join(filter(None, parts))


def _days(session: Session, due: Due) -> str:
    say, days = session.say, due.days_left
    if days == 0:
        return say("today")
    if days < 0:
        return say.plural("{n} day late", "{n} days late", -days)
    return say.plural("{n} day left", "{n} days left", days)


def _law(session: Session, basis: str, article: str) -> str:
    field = Field(id="", key="basis", kind=Kind.CHOICE, vocabulary="legal_bases")
    return ", ".join(filter(None, (session.reader.text(field, basis, {}), article)))


def _called(notes: Notes, refs: Iterable[str]) -> str:
    """Persons by name: the record beside it does not show their references."""
    return ", ".join(sorted(notes.names.get(each, each) for each in refs))
