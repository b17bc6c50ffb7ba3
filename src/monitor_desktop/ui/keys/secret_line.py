"""A line for a passphrase, with a way to see what is typed."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import name_buttons
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Desk

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent


class SecretLine(QLineEdit):
    """A passphrase, hidden unless asked for; never on the clipboard.

    Args:
        desk: Looks.
        name: What it is called.
        pastes: Text may be pasted in; not where it is typed a second time.
    """

    def __init__(self, desk: Desk, name: Message, *, pastes: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._pastes = pastes
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAcceptDrops(False)
        desk.say.put(self.setAccessibleName, name)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        desk.say.put(self._eye.setText, "Show")
        self._eye.toggled.connect(self.show_letters)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        name_buttons(self, desk.say, "Show")
        desk.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        shown = self._eye.isChecked()
        self._eye.setIcon(self._desk.look.icon("eye" if shown else "eye_off"))

    def show_letters(self, shown: bool) -> None:
        """Show what is typed, or dots."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._dress()

    @override
    def contextMenuEvent(self, event: "QContextMenuEvent") -> None:
        """There is no menu: it would copy and paste."""
        event.ignore()

    @override
    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Nothing is copied out, and pasted in only where that is allowed."""
        # Loaded with the first key: the line is painted before.
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415

        out = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)
        leaves = any(event.matches(each) for each in out)
        pasted = event.matches(QKeySequence.StandardKey.Paste) and not self._pastes
        if leaves or pasted:
            event.ignore()
        else:
            super().keyPressEvent(event)
