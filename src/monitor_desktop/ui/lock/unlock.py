"""The lock over everything: nothing of the profile is shown, not even a name."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.errors import LockedOutError, MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services.kit import Kit
from monitor_desktop.ui.keys.secret_line import KeyboardHint, SecretLine
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    Segments,
    button,
    card,
    centre,
    column_of,
    mark,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import NAME, own_name
from monitor_desktop.ui.sessions import Desk

if TYPE_CHECKING:
    from monitor_desktop.services.workspaces import Workspace

CARD_PX: Final = 430
_LOCK_PX: Final = 36
_LONGEST_S: Final = 64
_SECOND_MS: Final = 1000


class UnlockPage(QFrame):
    """A card in the middle; ``unlocked`` carries the workspace."""

    unlocked = Signal(object)

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._folder = folder
        self._wrong = 0
        self._is_early = self._is_wanted = False
        self.seconds_left = 0
        say = desk.say
        self.languages = Segments(say, [(each, own_name(each)) for each in LANGUAGES])
        self.languages.choose(say.language)
        self.chosen_language: str | None = None
        self.languages.chosen.connect(self._speak)
        say.changed.connect(lambda: self.languages.choose(say.language))
        self._picture = QLabel()
        self._locked = said(
            say, "Locked. Your draft is kept encrypted.", role="muted", wraps=True
        )
        self._locked.hide()
        self.line = SecretLine(desk, "Passphrase")
        self.notice = Notice(say)
        self._wait = PlainLabel(role="problem", wraps=True)
        self._wait.hide()
        self.open_button = button(say, "Unlock", self.commit, kind="primary")
        self._recover = button(say, "Recovery code…", self._ask_code, kind="quiet")
        self._tick = QTimer(self, interval=_SECOND_MS)
        self._tick.timeout.connect(self._count_down)
        self.line.returnPressed.connect(self.commit)
        self._build()
        desk.look.changed.connect(self._dress)
        self._dress()

    def _speak(self, language: str) -> None:
        """Whoever says it here means the work behind the lock, too."""
        self.chosen_language = language
        self._desk.say.switch(language)

    def _build(self) -> None:
        say = self._desk.say
        frame = card(margins=(32, 28, 32, 20))
        frame.setFixedWidth(CARD_PX)
        column = column_of(frame)
        title = PlainLabel(NAME, role="h1")
        for label in (self._picture, title, self._locked):
            centre(label)
            column.addWidget(label)
        column.addWidget(said(say, "Passphrase", role="caption"))
        hint = KeyboardHint(say, self.line)
        for each in (self.line, hint, self._wait, self.notice, self.open_button):
            column.addWidget(each)
        column.addLayout(row(1, self._recover, 1))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.addLayout(row(1, self.languages))
        outer.addStretch(1)
        outer.addLayout(row(1, frame, 1))
        outer.addStretch(1)
        offline = said(say, "Offline", role="caption")
        outer.addLayout(row(offline, 1))

    def _dress(self) -> None:
        self._picture.setPixmap(self._desk.look.picture("lock", "accent", _LOCK_PX))
        self._picture.setAccessibleName(NAME)

    def show_locked(self) -> None:
        """It was locked in the middle of work, which is still being put away."""
        self.chosen_language = None
        self._is_early = True
        self._locked.show()
        self.line.clear()

    def be_ready(self) -> None:
        """The work is put away: it can be opened again, and is if somebody asked."""
        self._is_early = False
        if self._is_wanted:
            self._is_wanted = False
            self._unlock()

    @override
    def setVisible(self, visible: bool) -> None:
        """The first thing to act on gets the focus."""
        super().setVisible(visible)
        if visible:
            self.line.setFocus()

    def commit(self) -> None:
        """Try to open the profile, off the window's thread."""
        if self.seconds_left or not self.open_button.isEnabled():
            return
        self._show_working(working=True)
        if self._is_early:
            self._is_wanted = True
        else:
            self._unlock()

    def _unlock(self) -> None:
        folder, passphrase, kit = self._folder, self.line.text(), self._desk.kit
        self._desk.worker.run(
            partial(_unlock, folder, passphrase, kit), self._open, self._refuse
        )

    def _show_working(self, *, working: bool) -> None:
        self.open_button.setEnabled(not working)
        self._desk.say.put(
            self.open_button.setText, "Opening…" if working else "Unlock"
        )

    def _open(self, workspace: "Workspace") -> None:
        self._wrong = 0
        self.line.clear()
        self._show_working(working=False)
        self.notice.clear()
        self._show_wrong(wrong=False)
        self.unlocked.emit(workspace)

    def _refuse(self, error: MonitorError) -> None:
        self._show_working(working=False)
        if isinstance(error, LockedOutError):
            self._delay()
        else:
            self.notice.tell_problem(error)

    def _delay(self) -> None:
        """Each wrong passphrase in a row doubles the wait: 1, 2, 4, 8 seconds."""
        self.seconds_left = min(2**self._wrong, _LONGEST_S)
        self._wrong += 1
        self.open_button.setEnabled(False)
        self._show_wrong(wrong=True)
        self.line.selectAll()
        self.line.setFocus()
        self._say_wait()
        self._tick.start()

    def _show_wrong(self, *, wrong: bool) -> None:
        mark(self.line, "invalid", "true" if wrong else "false")
        self._wait.setVisible(wrong)

    def _say_wait(self) -> None:
        seconds = self.seconds_left
        message = "Wrong passphrase. Try again in {seconds} s."
        if not seconds:
            message = "Wrong passphrase."
        self._desk.say.put(self._wait.setText, message, seconds=seconds)

    def _count_down(self) -> None:
        self.seconds_left = max(self.seconds_left - 1, 0)
        self._say_wait()
        if not self.seconds_left:
            self._tick.stop()
            self.open_button.setEnabled(True)

    def _ask_code(self) -> None:
        # Wanted once in years, and it loads the keys.
        from monitor_desktop.ui.lock.recover_dialog import RecoverDialog  # noqa: PLC0415

        dialog = RecoverDialog(self._desk, self._folder, self.window())
        if dialog.exec():
            self.notice.tell("The new passphrase is set. Unlock with it.")


def _unlock(folder: Path, passphrase: str, kit: Kit) -> "Workspace":
    # The store takes a quarter of a second to load; the lock is painted before.
    from monitor_desktop.services import workspaces  # noqa: PLC0415

    return workspaces.unlock(folder, passphrase, kit)
