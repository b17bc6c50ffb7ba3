"""The head of a record: reference, draft, title, state, consents, what can be done."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from monitor_desktop.domain.consents import Answer, Purpose, effective
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import field_label, moment_text
from monitor_desktop.services import keepers
from monitor_desktop.services.today import today
from monitor_desktop.ui.fittings.delivery_lines import DeliveryLine
from monitor_desktop.ui.lists.chips import is_state, tone_of
from monitor_desktop.ui.lists.record_list import KEPT, NEW_MESSAGES
from monitor_desktop.ui.look.clicks import on_click
from monitor_desktop.ui.look.flows import FlowLayout
from monitor_desktop.ui.look.pieces import (
    Button,
    PlainLabel,
    button,
    dress_chip,
    mark,
    row,
    said,
)
from monitor_desktop.ui.records.form_state import Step
from monitor_desktop.ui.records.title_lines import TitleLine
from monitor_desktop.ui.sessions import Session

_SENSITIVITIES: Final = "sensitivities"
_PERSON: Final = "person"
CONSENTS: Final = {
    Purpose.SHARE: "consent_share",
    Purpose.PUBLISH_ANONYMOUSLY: "consent_publish_anonymously",
    Purpose.PUBLISH_NAME: "consent_publish_name",
}
"""Purposes a record is about to be used for, each a chip, and where its word stands."""
_TONES: Final = {Answer.YES: "ok", Answer.NO: "warn", Answer.UNKNOWN: "info"}


def consents(tree: RecordTree, today: str) -> Mapping[Purpose, Answer]:
    """For each purpose what the people of a record agreed to: the narrowest counts.

    Args:
        tree: The record with its people and their consents.
        today: ISO day; a consent that has run out is none.

    Returns:
        YES where all of them agree, NO where somebody refused; nothing where there is
        no person.
    """
    linked = [each for each in tree.linked.values() if each.type == _PERSON]
    people = [tree.record] if tree.record.type == _PERSON else linked
    found = {}
    for purpose in CONSENTS if people and tree.record.id else ():
        answers = {
            effective(each, tree.consents.get(each.id, ()), purpose, today=today)
            for each in people
        }
        order = (Answer.NO, Answer.UNKNOWN, Answer.YES)
        found[purpose] = next(each for each in order if each in answers)
    return found


class FormHead(QWidget):
    """Three lines over the tabs.

    Every button is a signal: ``saved``, ``printed``, ``closed`` and the menu's.
    """

    saved = Signal()
    closed = Signal()
    deleted = Signal()
    printed = Signal()
    forgotten = Signal()
    undone = Signal()
    redone = Signal()
    retold = Signal()
    shortened = Signal()
    renamed = Signal()
    carried = Signal()

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self._session = session
        self._type = declared(type_key)
        self._tree = RecordTree(record=Record(id="", type=type_key))
        self._typed: Mapping[str, JsonValue] = {}
        self._undo_step: Step | None = None
        self._redo_step: Step | None = None
        say = session.say
        self._ref = PlainLabel(role="reference")
        self.title = TitleLine(session, type_key)
        self._state = PlainLabel()
        self._draft = PlainLabel(role="caption")
        self._back = _small(session, "Back to the list", self.closed.emit)
        self._copy = _small(session, "Copy the reference", self._copy_reference)
        self._more = _small(session, "More", None)
        self.save_button = button(say, "Save", self.saved.emit, kind="primary")
        self._print = button(say, "Print", self.printed.emit)
        self.whole = button(say, "All fields (F9)", self.shortened.emit, kind="quiet")
        self._lock = PlainLabel()
        self._sensitivity = PlainLabel()
        self._consent = said(say, "Consent:", role="caption")
        self._may_write = keepers.may_write(session.workspace, type_key)
        self._kept = said(say, KEPT, role="caption")
        self.delivery = DeliveryLine(session)
        self._chips = {key: PlainLabel() for key in CONSENTS}
        self._menu = self._make_menu()
        self._build()
        say.changed.connect(self._say_again)
        session.look.changed.connect(self._dress)
        self._dress()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(6)
        first = row(self._back, self._ref, self._copy, spacing=4)
        first.addSpacing(16)
        first.addWidget(self.delivery)
        first.addStretch(1)
        first.addWidget(self.whole)
        first.addWidget(self._draft)
        column.addLayout(first)
        buttons = row(self._more, self._print, self.save_button)
        title = row(self.title, self._state, 1, buttons, spacing=10)
        column.addLayout(title)
        self._marks = QWidget()
        marks = FlowLayout(self._marks)
        for each in (self._lock, self._sensitivity, self._consent):
            marks.addWidget(each)
        for chip in self._chips.values():
            marks.addWidget(chip)
        column.addWidget(self._marks)
        column.addWidget(self._kept)
        self._kept.setVisible(not self._may_write)
        self.save_button.setVisible(self._may_write)
        self.show_few(few=False)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self._more)
        self._undo = _action(menu, self.undone.emit)
        self._redo = _action(menu, self.redone.emit)
        say = self._session.say
        menu.addSeparator()
        rename = _action(menu, self.renamed.emit)
        say.put(rename.setText, "Edit the title (F2)")
        few = self._few = _action(menu, self.shortened.emit)
        few.setCheckable(True)
        say.put(few.setText, "Only the few fields asked first (F9)")
        few.setVisible(self._type.asks_first)
        self._history = _action(menu, self.retold.emit)
        say.put(self._history.setText, "History")
        self._carry = _action(menu, self.carried.emit)
        say.put(self._carry.setText, "Who can open it…")
        self._forget = _action(menu, self.forgotten.emit)
        say.put(self._forget.setText, "Throw the draft away")
        menu.addSeparator()
        self._delete = _action(menu, self.deleted.emit)
        say.put(self._delete.setText, "Delete")
        self._more.setMenu(menu)
        return menu

    def _dress(self) -> None:
        icons = {self._back: "back", self._copy: "copy", self._more: "more"}
        for each, name in icons.items():
            each.setIcon(self._session.look.icon(name))
        self._lock.setPixmap(self._session.look.picture("lock", "accent", 14))

    def _copy_reference(self) -> None:
        QGuiApplication.clipboard().setText(self._ref.text())
        self._session.say.put(self._draft.setText, "Copied")
        self._draft.show()

    def show_record(self, tree: RecordTree, *, is_new: bool) -> None:
        """Show the record's own lines; a new one can be neither printed nor deleted."""
        self._tree = tree
        self._typed = {}
        self.title.close_line()
        self._print.setVisible(not is_new)
        for each in (self._history, self._carry):
            each.setVisible(not is_new)
        self._delete.setVisible(not is_new and self._may_write)
        self._draft.hide()
        self.delivery.shorten(is_short=False)
        self._forget.setEnabled(False)
        self._say_again()

    def show_typed(self, typed: Mapping[str, JsonValue]) -> None:
        """The title as it stands now, saved or not."""
        if typed.get(self._type.title) != self._typed.get(self._type.title):
            self._typed = dict(typed)
            self._say_again()

    def _called(self, record: Record) -> JsonValue:
        values = {**record.values, **self._typed}
        return values.get(self._type.title)

    def show_draft(self, saved_ms: int) -> None:
        """Say when what is typed was last kept."""
        when = moment_text(saved_ms)
        mark(self._draft, "role", "caption")
        self._session.say.put(self._draft.setText, "Draft {time}", time=when[-5:])
        self._draft.setToolTip(when)
        self.delivery.shorten(is_short=False)
        self._draft.show()
        self._forget.setEnabled(True)

    def show_unsaved(self, problem: Callable[[Words], str]) -> None:
        """Keeping or saving failed: say why where the draft's time stands."""
        mark(self._draft, "role", "problem")
        self._session.say.put(self._draft.setText, "Not saved")
        self._session.say.put(self._draft.setToolTip, problem)
        self._draft.show()

    def show_done(self, message: str, step: Step) -> None:
        """Say what undo or redo did."""
        mark(self._draft, "role", "caption")
        self._session.say.put(
            self._draft.setText,
            lambda words: words("app", message, what=step.name(words)),
        )
        self.delivery.shorten(is_short=True)
        self._draft.show()

    def show_steps(self, undo: Step | None, redo: Step | None) -> None:
        """Name what undo and redo would do."""
        self._undo_step, self._redo_step = undo, redo
        for action, step, keys in (
            (self._undo, undo, "Ctrl+Z"),
            (self._redo, redo, "Ctrl+Y"),
        ):
            action.setEnabled(step is not None)
            message = "Undo: {what}" if action is self._undo else "Redo: {what}"
            what = step.name(self._session.say.words) if step else "—"
            action.setText(f"{self._session.say(message, what=what)}\t{keys}")

    def _say_again(self) -> None:
        record, say = self._tree.record, self._session.say
        self._ref.setText(record.ref or "")
        for each in (self._ref, self._copy):
            each.setVisible(bool(record.ref))
        title = self._type.field(self._type.title)
        value = self._called(record)
        linked = self._tree.linked
        shown = self._session.reader.text(title, value, linked) if title else ""
        self.title.show_text(shown or say(NEW_MESSAGES.get(self._type.key, "New")))
        state = next((f for f in self._type.fields if is_state(f)), None)
        code = record.values.get(state.key) if state else None
        self._state.setVisible(bool(code))
        if state and code:
            self._state.setText(self._session.reader.text(state, code, {}))
            dress_chip(self._state, tone_of(str(code)))
        self._say_marks()
        self.show_steps(self._undo_step, self._redo_step)

    def _say_marks(self) -> None:
        """Who may see it, and what people agreed to: word and colour."""
        reader, values = self._session.reader, self._tree.record.values
        of = next(
            (f for f in self._type.fields if f.vocabulary == _SENSITIVITIES), None
        )
        level = reader.text(of, values.get(of.key), {}) if of else ""
        for each in (self._lock, self._sensitivity):
            each.setVisible(bool(level))
        if level:
            self._sensitivity.setText(level)
            dress_chip(self._sensitivity, "accent")
        answers = consents(self._tree, today(self._session.kit))
        self._consent.setVisible(bool(answers))
        for key, chip in self._chips.items():
            chip.setVisible(key in answers)
            if key in answers:
                chip.setText(self._consent_text(key, answers[key]))
                dress_chip(chip, _TONES[answers[key]])
        self._marks.setVisible(bool(level or answers))

    def _consent_text(self, purpose: Purpose, answer: Answer) -> str:
        words = self._session.say.words
        said_as = {Answer.YES: "yes", Answer.NO: "no"}.get(answer, "not known")
        name = field_label(words, _PERSON, f"{CONSENTS[purpose]}.short")
        return f"{name} \N{EN DASH} {words('app', said_as)}"

    def show_few(self, *, few: bool) -> None:
        """While only some fields are asked it is said how to come to all of them."""
        self.whole.setVisible(few)
        self._few.setChecked(few)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        first = [self._back, self._copy, self.whole]
        return [*first, self._more, self._print, self.save_button]


def _small(
    session: Session, message: str, clicked: Callable[[], object] | None
) -> QPushButton:
    """A button that is an icon; its words are in the tooltip."""
    made = Button()
    made.setProperty("kind", "icon")
    made.setAutoDefault(False)
    session.say.put(made.setAccessibleName, message)
    session.say.put(made.setToolTip, message)
    if clicked is not None:
        on_click(made.clicked, clicked)
    return made


def _action(menu: QMenu, done: Callable[[], object]) -> QAction:
    made = QAction(menu)
    on_click(made.triggered, done)
    menu.addAction(made)
    return made
