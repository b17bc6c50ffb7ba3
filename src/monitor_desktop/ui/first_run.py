"""The first run: language, who works here, passphrase, recovery code."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.fields import LANGUAGES
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import keys, passphrases, workspaces
from monitor_desktop.services.workspaces import Owner, Workspace
from monitor_desktop.ui.navigation import ROLE_MESSAGES
from monitor_desktop.ui.passphrase_fields import NewPassphrase
from monitor_desktop.ui.pieces import (
    PlainLabel,
    Segments,
    button,
    card,
    column_of,
    mark,
    row,
    rule,
    said,
)
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.recovery_steps import RecoveryCode
from monitor_desktop.ui.sessions import Desk
from monitor_desktop.ui.words import NAME, Message, own_name

SIDE_PX: Final = 304
CONTENT_PX: Final = 720
WORD_COUNTS: Final = ("5", "6", "7", "8")
STEPS: Final = ("Language", "You and your unit", "Passphrase", "Recovery code")
_EXPLAINED: Final = (
    "You can change it at any time.",
    "Others see the name with what you send them. A code name is enough.",
    "It opens this program. Many words are better than odd signs.",
    "Write it on paper. It opens the profile when the passphrase is forgotten.",
)
_ROLE_GIVES: Final = {
    "monitor": "documents cases and sends them to the coordinator",
    "coordinator": "gathers what monitors send and decides conflicts",
    "office": "works with the records of the own unit",
}


class LanguageStep(QWidget):
    """Three buttons, each in its own language."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.choice = Segments(desk.say, [(each, own_name(each)) for each in LANGUAGES])
        self.choice.choose(desk.say.language)
        self.choice.chosen.connect(desk.say.switch)
        frame = card()
        column_of(frame).addWidget(self.choice)
        _only(self, frame)


class OwnerStep(QWidget):
    """Name, unit, role. ``changed`` with every key."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        say = desk.say
        self.name = QLineEdit()
        self.unit = QLineEdit()
        self.roles = {str(each): QRadioButton() for each in Role}
        self._group = QButtonGroup(self)
        frame = card()
        column = column_of(frame)
        for message, line in (("Your name or code name", self.name),
                              ("Unit or organisation", self.unit)):  # fmt: skip
            column.addWidget(said(say, message, role="caption"))
            column.addWidget(line)
            say.put(line.setAccessibleName, message)
            line.textChanged.connect(lambda _text: self.changed.emit())
        column.addWidget(said(say, "Role", role="caption"))
        for key, radio in self.roles.items():
            self._group.addButton(radio)
            say.put(radio.setText, ROLE_MESSAGES[key])
            say.put(radio.setAccessibleName, ROLE_MESSAGES[key])
            column.addWidget(radio)
            gives = said(say, _ROLE_GIVES[key], role="caption", wraps=True)
            gives.setContentsMargins(24, 0, 0, 4)
            column.addWidget(gives)
        self.roles["monitor"].setChecked(True)
        _only(self, frame)

    @property
    def owner(self) -> Owner:
        """Whose profile it will be."""
        role = next(key for key, each in self.roles.items() if each.isChecked())
        name, unit = self.name.text().strip(), self.unit.text().strip()
        return Owner(name=name, unit=unit, role=role)


class PassphraseStep(QWidget):
    """Random words to choose from, and the passphrase typed twice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        say = desk.say
        self.counts = Segments(
            say,
            [(each, lambda _words, n=each: n) for each in WORD_COUNTS],  # type: ignore[misc]
        )
        self.counts.choose(str(passphrases.WORDS))
        self.new = NewPassphrase(desk)
        self._words = QGridLayout()
        self._words.setSpacing(8)
        suggestion = card()
        column = column_of(suggestion)
        another = button(say, "Another", self.suggest)
        column.addLayout(
            row(
                said(say, "Random words", role="h2"),
                1,
                self.counts,
                said(say, "words", role="muted"),
                another,
            )
        )
        column.addLayout(self._words)
        text = "Make a short story of them, and they stay in your memory."
        column.addWidget(said(say, text, role="muted", wraps=True))
        typed = card()
        column_of(typed).addWidget(self.new)
        _only(self, suggestion, typed, _warning(desk))
        self.counts.chosen.connect(lambda _count: self.suggest())
        say.changed.connect(self.suggest)
        self.suggest()

    def suggest(self) -> None:
        """Other words."""
        count = int(self.counts.value)
        found = passphrases.suggest(self._desk.kit, self._desk.say.language, count)
        while self._words.count():
            item = self._words.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        columns = (count + 1) // 2 if count > passphrases.WORDS else count
        for place, each in enumerate(found.split()):
            word = PlainLabel(each, role="word")
            word.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._words.addWidget(word, place // columns, place % columns)


def _warning(desk: Desk) -> QFrame:
    frame = card()
    mark(frame, "card", "warn")
    text = (
        "Nobody can bring the passphrase back, not even the coordinator. "
        "If you forget it, only the recovery code helps: it is the next step."
    )
    column_of(frame).addWidget(said(desk.say, text, wraps=True))
    return frame


def _only(step: QWidget, *widgets: QWidget) -> None:
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for each in widgets:
        column.addWidget(each)
    column.addStretch(1)


class RecoveryStep(QWidget):
    """The code and its rehearsal."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.code = RecoveryCode(desk)
        frame = card()
        column_of(frame).addWidget(self.code)
        _only(self, frame)


class FirstRun(QWidget):
    """Steps left, content right; ``made`` carries the new, open workspace.

    Args:
        desk: Words, looks, worker.
        folder: Where the profile is made.
        kdf_memory_mib: Cost of guessing; None chooses for this machine.
    """

    made = Signal(object)

    def __init__(
        self, desk: Desk, folder: Path, *, kdf_memory_mib: int | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._folder = folder
        self._memory_mib = kdf_memory_mib
        self._workspace: Workspace | None = None
        self.language = LanguageStep(desk)
        self.owner = OwnerStep(desk)
        self.passphrase = PassphraseStep(desk)
        self.recovery = RecoveryStep(desk)
        say = desk.say
        self._stack = QStackedWidget()
        for each in (self.language, self.owner, self.passphrase, self.recovery):
            self._stack.addWidget(each)
        self._title = PlainLabel(role="h1")
        self._number = PlainLabel(role="muted")
        self._explained = PlainLabel(role="muted", wraps=True)
        self.notice = Notice(say)
        self.back = button(say, "Back", self._go_back)
        self.later = button(say, "Later", self._finish)
        self.next = button(say, "Continue", self.go_on, kind="primary")
        self._marks: list[PlainLabel] = []
        self._build()
        self.owner.changed.connect(self._settle)
        self.passphrase.new.changed.connect(self._settle)
        self.recovery.code.changed.connect(self._settle)
        self.show_step(0)

    def _build(self) -> None:
        content = QVBoxLayout()
        content.setSpacing(12)
        content.addLayout(row(self._title, 1, self._number))
        content.addWidget(self._explained)
        content.addWidget(self._stack, 1)
        content.addWidget(self.notice)
        content.addWidget(rule())
        content.addLayout(row(self.back, 1, self.later, self.next))
        frame = QWidget()
        frame.setLayout(content)
        frame.setMaximumWidth(CONTENT_PX)
        content.setContentsMargins(0, 20, 0, 24)
        body = row(1, frame, 1, spacing=0)
        body.setStretch(1, 100)
        body.setContentsMargins(24, 0, 24, 0)
        line = row(self._side(), body, spacing=0)
        line.setStretch(1, 1)
        self.setLayout(line)

    def _side(self) -> QFrame:
        say = self._desk.say
        side = QFrame()
        side.setObjectName("nav")
        side.setFixedWidth(SIDE_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(NAME, role="h2"))
        column.addSpacing(12)
        for message in STEPS:
            step = PlainLabel(role="muted")
            step.setMinimumHeight(32)
            say.put(step.setText, message)
            self._marks.append(step)
            column.addWidget(step)
        column.addStretch(1)
        text = "Everything stays on this device. Nothing is sent anywhere."
        column.addWidget(said(say, text, role="caption", wraps=True))
        return side

    @property
    def workspace(self) -> Workspace | None:
        """The profile, once it is made."""
        return self._workspace

    @property
    def step(self) -> int:
        """Number of the step in sight, from 0."""
        return self._stack.currentIndex()

    def show_step(self, step: int) -> None:
        """Go to a step."""
        say = self._desk.say
        self._stack.setCurrentIndex(step)
        say.put(self._title.setText, STEPS[step])
        say.put(self._explained.setText, _EXPLAINED[step])
        say.put(
            self._number.setText,
            "Step {step} of {steps}",
            step=step + 1,
            steps=len(STEPS),
        )
        for place, label in enumerate(self._marks):
            mark(label, "role", "strong" if place == step else "muted")
            say.put(label.setText, _step_text(place, done=place < step))
        at_code = self._stack.currentWidget() is self.recovery
        self.back.setVisible(step > 0 and not at_code)
        self.later.setVisible(at_code)
        say.put(self.next.setText, "Done" if at_code else "Continue")
        self._focus(step)
        self._settle()

    def _focus(self, step: int) -> None:
        first: list[QWidget] = [
            self.next,
            self.owner.name,
            self.passphrase.new.first,
            self.recovery.code.line,
        ]
        first[step].setFocus()

    def _settle(self) -> None:
        may_go_on = (
            True,
            bool(self.owner.owner.name),
            self.passphrase.new.is_good,
            self.recovery.code.is_confirmed,
        )
        self.next.setEnabled(may_go_on[self.step])

    def _go_back(self) -> None:
        self.show_step(self.step - 1)

    def go_on(self) -> None:
        """The next step; after the passphrase the profile is made."""
        if self._stack.currentWidget() is self.passphrase:
            self._make()
        elif self._stack.currentWidget() is self.recovery:
            self._finish()
        else:
            self.show_step(self.step + 1)

    def _make(self) -> None:
        folder, kit, memory_mib = self._folder, self._desk.kit, self._memory_mib
        owner, passphrase = self.owner.owner, self.passphrase.new.passphrase
        self.next.setEnabled(False)
        self.notice.tell("The profile is being made…")

        def make() -> tuple[Workspace, str]:
            made = workspaces.create(
                folder, passphrase, owner, kit, kdf_memory_mib=memory_mib
            )
            return made, keys.recovery_code(made, passphrase)

        self._desk.worker.run(make, self._show_code, self._fail)

    def _show_code(self, made: tuple[Workspace, str]) -> None:
        self._workspace, code = made
        self.notice.clear()
        self.recovery.code.show_code(code)
        self.show_step(STEPS.index("Recovery code"))

    def _fail(self, error: MonitorError) -> None:
        self._settle()
        self.notice.tell_problem(error)

    def _finish(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        if not self.recovery.code.is_confirmed:
            self.made.emit(workspace)
            return
        self._desk.worker.run(
            partial(keys.rehearsed, workspace), self._rehearsed, self._fail
        )

    def _rehearsed(self, _none: None) -> None:
        if self._workspace is not None:
            self.made.emit(self._workspace)


def _step_text(place: int, *, done: bool) -> Message:
    sign = "✓" if done else str(place + 1)
    return lambda words: f"{sign}   {words('app', STEPS[place])}"
