"""The first run in seven steps; closing in between goes on at the same step."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services import preferences, workspaces
from monitor_desktop.services.profile import keys
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.panes import LOW_PX, PageStack
from monitor_desktop.ui.look.pieces import (
    CONTROL_PX,
    PlainLabel,
    button,
    card,
    column_of,
    row,
    rule,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import NAME
from monitor_desktop.ui.sessions import Desk
from monitor_desktop.ui.welcome.first_steps import (
    LanguageStep,
    OwnerStep,
    PassphraseStep,
    practice_card,
    stack,
)
from monitor_desktop.ui.welcome.join_step import JoinStep
from monitor_desktop.ui.welcome.key_steps import RecoveryStep, RehearsalStep
from monitor_desktop.ui.welcome.restore_dialog import RestoreDialog
from monitor_desktop.ui.welcome.step_marks import StepMark

if TYPE_CHECKING:
    from collections.abc import Callable

SIDE_PX: Final = 304
NARROW_SIDE_PX: Final = 268
NARROW_PX: Final = 1024
CONTENT_PX: Final = 720
STEPS: Final = (
    "Language",
    "You and your unit",
    "Passphrase",
    "Recovery code",
    "Rehearsal",
    "Joining",
    "Ready",
)
_MAKES, _CODE, _REHEARSES, _JOINS, _READY = range(2, 7)
_TO_JOIN: Final = (
    "Two people exchange their cards, then compare twelve words, so that nobody "
    "stands between them. It can wait: the page Sync has the same."
)
_EXPLAINED: Final = (
    "You can change it at any time.",
    "Others see the name with what you send them. A code name is enough.",
    "It opens this program. Many words are better than odd signs.",
    "It opens the profile when the passphrase is forgotten. It is shown only now.",
    "This proves that the paper opens the profile. It is asked again after six months.",
    _TO_JOIN,
    "The profile is made. F1 opens the manual at the page you are on.",
)
_DRAFTS: Final = (
    "Ctrl+N begins a case. What you type is kept as a draft, also through a power cut."
)
_NEXT_DAYS: Final = (
    _DRAFTS,
    "Ctrl+L locks at once. Nobody sees anything without the passphrase.",
    "Make a backup on a stick soon: Settings, Back up now.",
)
_ENTERED: Final = frozenset({0, 1, _MAKES, _REHEARSES})
"""Steps in which Enter goes on; in the others it belongs to a field or button."""
_NEXT: Final = {_REHEARSES: "Check the code", _READY: "Begin"}


class ReadyStep(QWidget):
    """What comes next; ``practised`` asks for a trial before the real work."""

    practised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        frame = card()
        column = column_of(frame)
        for message in _NEXT_DAYS:
            column.addWidget(said(desk.say, message, wraps=True))
        stack(self, frame, practice_card(desk, self.practised.emit))


class FirstRun(QWidget):
    """Steps left, content right; ``made`` carries the new, open workspace.

    ``practised`` asks for a profile of invented people to try everything on;
    ``restored`` tells that there is one out of a backup, still locked.

    Args:
        desk: Words, looks, worker.
        folder: Where the profile is made.
        kdf_memory_mib: Cost of guessing; None chooses for this machine.
        workspace: The open profile of a first run that was closed before its end.
        step: Where it goes on then.
    """

    made = Signal(object)
    practised = Signal()
    restored = Signal()

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        *,
        kdf_memory_mib: int | None = None,
        workspace: Workspace | None = None,
        step: int = 0,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._folder = folder
        self._memory_mib = kdf_memory_mib
        self._workspace: Workspace | None = None
        self._is_making = False
        self.notice = Notice(desk.say)
        self.language = LanguageStep(desk)
        self.owner = OwnerStep(desk)
        self.passphrase = PassphraseStep(desk)
        self.recovery = RecoveryStep(desk, self.notice)
        self.rehearsal = RehearsalStep(desk)
        self.joining = JoinStep(desk, self.notice)
        self.ready = ReadyStep(desk)
        self._stack = PageStack()
        self._steps = (
            self.language, self.owner, self.passphrase, self.recovery,
            self.rehearsal, self.joining, self.ready,
        )  # fmt: skip
        for each in self._steps:
            self._stack.add(each, has_margins=False)
        self._title = PlainLabel(role="h1")
        self._number = PlainLabel(role="muted")
        self._explained = PlainLabel(role="muted", wraps=True)
        self.back = button(desk.say, "Back", self._go_back)
        self.later = button(desk.say, "Later", self._put_off)
        self.next = button(desk.say, "Continue", self.go_on, kind="primary")
        self._marks = [StepMark(desk, n, each) for n, each in enumerate(STEPS, 1)]
        self._build()
        self._listen()
        if workspace is not None:
            self._take(workspace)
        self.show_step(step)

    def _listen(self) -> None:
        self.owner.changed.connect(self._settle)
        self.passphrase.new.changed.connect(self._settle)
        self.recovery.changed.connect(self._settle)
        self.rehearsal.changed.connect(self._settle)
        self.joining.verified.connect(self.next.setFocus)
        self.language.practised.connect(self.practised)
        self.language.restoring.connect(self._restore)
        self.ready.practised.connect(self._practise)

    def _restore(self) -> None:
        memory = self._memory_mib
        dialog = RestoreDialog(
            self._desk, self._folder, self.window(), kdf_memory_mib=memory
        )
        if dialog.exec():
            self.restored.emit()

    def _build(self) -> None:
        content = self._content = QVBoxLayout()
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
        body = row(1, frame, 1, spacing=0)
        body.setStretch(1, 100)
        body.setContentsMargins(24, 0, 24, 0)
        self._side = self._make_side()
        line = row(self._side, body, spacing=0)
        line.setStretch(1, 1)
        self.setLayout(line)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The steps at the side take less room where there is little."""
        super().resizeEvent(event)
        narrow, low = self.width() < NARROW_PX, self.height() < LOW_PX
        self._side.setFixedWidth(NARROW_SIDE_PX if narrow else SIDE_PX)
        sides = 12 if narrow else 24
        above, below = (12, 12) if low else (20, 24)
        self._side_column.setContentsMargins(sides, above, sides, below)
        self._content.setContentsMargins(0, above, 0, below)

    def _make_side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("nav")
        column = self._side_column = QVBoxLayout(side)
        column.setSpacing(4)
        name = PlainLabel(NAME, role="h2")
        name.setContentsMargins(12, 0, 0, 0)
        name.setFixedHeight(CONTROL_PX)
        column.addWidget(name)
        column.addSpacing(12)
        for each in self._marks:
            column.addWidget(each)
        column.addStretch(1)
        text = "Everything stays on this device. Nothing is sent anywhere."
        column.addWidget(said(self._desk.say, text, role="caption", wraps=True))
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
        self._stack.show_page(self._steps[step])
        say.put(self._title.setText, STEPS[step])
        say.put(self._explained.setText, _EXPLAINED[step])
        say.put(
            self._number.setText,
            "Step {step} of {steps}",
            step=step + 1,
            steps=len(STEPS),
        )
        for place, each in enumerate(self._marks):
            each.show_state(_state(place, step))
        # The profile is made once: behind it there is no way back.
        self.back.setVisible(step not in {0, _CODE})
        self.later.setVisible(step == _REHEARSES)
        for tell in (self.next.setText, self.next.setAccessibleName):
            say.put(tell, _NEXT.get(step, "Continue"))
        self._settle()
        self._focus(step)

    def _focus(self, step: int) -> None:
        first: list[QWidget] = [
            self.next,
            self.owner.name,
            self.passphrase.new.first,
            self.next if self.recovery.is_shown else self.recovery.line,
            self.rehearsal.groups.lines[0],
            self.joining.save,
            self.next,
        ]
        first[step].setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on: to the next step, or to the next field of this one."""
        enters = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not enters or self.step not in _ENTERED or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif self.next.isEnabled():
            self.go_on()
        else:
            self._to_next_field()

    def _to_next_field(self) -> None:
        """To the next line of this step, else to what is not typed yet.

        Never to a button: whoever presses Enter once more would be taken back.
        """
        lines = [
            each
            for each in self._steps[self.step].findChildren(QLineEdit)
            if each.isVisible() and each.isEnabled()
        ]
        here = self.focusWidget()
        behind = lines[lines.index(here) + 1 :] if here in lines else []
        empty_ones = [each for each in lines if not each.text().strip()]
        for line in [*behind, *empty_ones][:1]:
            line.setFocus()
        if not (behind or empty_ones) and isinstance(here, QLineEdit):
            here.selectAll()

    def _settle(self) -> None:
        may_go_on: dict[int, Callable[[], bool]] = {
            1: lambda: self.owner.is_whole,
            _MAKES: lambda: self.passphrase.new.is_good and not self._is_making,
            _CODE: lambda: self.recovery.is_shown,
            _REHEARSES: lambda: self.rehearsal.groups.is_whole,
        }
        self.next.setEnabled(may_go_on.get(self.step, lambda: True)())
        self.back.setEnabled(not self._is_making)

    def _go_back(self) -> None:
        self.notice.clear()
        self.show_step(self.step - 1)

    def go_on(self) -> None:
        """The next step; after the passphrase the profile is made."""
        does: dict[int, Callable[[], None]] = {
            _MAKES: self._make,
            _REHEARSES: self._rehearse,
            _READY: self._finish,
        }
        does.get(self.step, self._advance)()

    def _advance(self, _none: None = None) -> None:
        self.notice.clear()
        step = self.step + 1
        workspace = self._workspace
        if workspace is not None:
            self._remember(workspace, step)
        self.show_step(step)

    def _remember(self, workspace: Workspace, step: int | None) -> None:
        self._desk.worker.run(
            lambda: preferences.put(workspace, preferences.FIRST_RUN, step),
            _kept,
            self._fail,
        )

    def _make(self) -> None:
        folder, kit, memory_mib = self._folder, self._desk.kit, self._memory_mib
        owner, passphrase = self.owner.owner, self.passphrase.new.passphrase
        self._is_making = True
        self._settle()
        self.notice.tell("The profile is being made…")

        def make() -> tuple[Workspace, str]:
            made = workspaces.create(
                folder, passphrase, owner, kit, kdf_memory_mib=memory_mib
            )
            preferences.put(made, preferences.FIRST_RUN, _CODE)
            return made, keys.recovery_code(made, passphrase)

        self._desk.worker.run(make, self._show_code, self._fail)

    def _show_code(self, made: tuple[Workspace, str]) -> None:
        workspace, code = made
        self._is_making = False
        self._take(workspace, code)
        self.passphrase.new.clear()
        self.notice.clear()
        self.show_step(_CODE)

    def _take(self, workspace: Workspace, code: str = "") -> None:
        self._workspace = workspace
        self.recovery.open(workspace, code)
        self.joining.open(workspace)

    def _rehearse(self) -> None:
        workspace, code = self._workspace, self.rehearsal.groups.text
        if workspace is None:
            return
        self.next.setEnabled(False)
        self._desk.worker.run(
            partial(keys.rehearse, workspace, code), self._rehearsed, self._fail
        )

    def _rehearsed(self, _none: None) -> None:
        self.rehearsal.groups.clear()
        self._advance()

    def _put_off(self) -> None:
        """Once: from now on the page of today asks for it."""
        self.rehearsal.groups.clear()
        self._advance()

    def _fail(self, error: MonitorError) -> None:
        self._is_making = False
        self._settle()
        self.notice.tell_problem(error)

    def _finish(self) -> None:
        workspace = self._workspace
        if workspace is not None:
            self._remember(workspace, None)
            self.made.emit(workspace)

    def _practise(self) -> None:
        if self._workspace is not None:
            self._remember(self._workspace, None)
        self.practised.emit()


def _state(place: int, step: int) -> str:
    if place == step:
        return "now"
    return "done" if place < step else ""


def _kept(_none: None) -> None:
    """Nothing to show."""
