"""A line for a passphrase, with a way to see what is typed, and with which letters."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import PlainLabel, mark, name_buttons
from monitor_desktop.ui.look.words import Message, Sentences
from monitor_desktop.ui.sessions import Desk

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent


class SecretLine(QLineEdit):
    """A passphrase, hidden unless asked for; never on the clipboard.

    ``keyed`` with the text a key made and whether Shift was held; without text for the
    key of Caps Lock.

    Args:
        desk: Looks.
        name: What it is called.
        pastes: Text may be pasted in; not where it is typed a second time.
    """

    keyed = Signal(str, bool)

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
        desk.say.put(self._eye.setToolTip, "Show or hide what is typed (Ctrl+H)")
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
        """Nothing is copied out, and pasted in only where that is allowed.

        Ctrl+H is the eye for whoever has no mouse.
        """
        # Loaded with the first key: the line is painted before.
        from PySide6.QtCore import Qt  # noqa: PLC0415
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415

        out = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)
        shows = event.key() == Qt.Key.Key_H and (
            event.modifiers() == Qt.KeyboardModifier.ControlModifier
        )
        leaves = any(event.matches(each) for each in out)
        pasted = event.matches(QKeySequence.StandardKey.Paste) and not self._pastes
        if shows:
            self._eye.toggle()
        elif leaves or pasted:
            event.ignore()
        else:
            super().keyPressEvent(event)
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.text() or event.key() == Qt.Key.Key_CapsLock:
                self.keyed.emit(event.text(), shift)


class KeyboardHint(PlainLabel):
    """Which letters the keyboard makes, and that Caps Lock is on: dots hide both.

    Told from what was typed: systems say neither alike, and some not at all. Nothing
    is said before the first letter, nor once the lines are empty again.

    Args:
        say: Sentences.
        lines: What is typed into.
    """

    def __init__(self, say: Sentences, *lines: SecretLine) -> None:
        super().__init__(" ", role="caption")
        self._say = say
        self._script = ""
        self._is_locked = False
        for each in lines:
            each.keyed.connect(self._mind)
            each.textChanged.connect(self._forget)

    def _mind(self, typed: str, shift: bool) -> None:  # a signal's
        if not typed:
            self._is_locked = False  # unknown until the next letter
        elif typed.isupper() or typed.islower():
            self._script = _script_of(typed) or self._script
            # A capital with Shift says nothing: macOS makes one either way.
            if typed.islower() or not shift:
                self._is_locked = typed.isupper() or shift
        self._tell()

    def _forget(self, text: str) -> None:
        if not text:
            self._script, self._is_locked = "", False
            self._tell()

    def _tell(self) -> None:
        mark(self, "role", "doubt" if self._is_locked else "caption")
        script, is_locked = self._script, self._is_locked
        self._say.put(self.setText, lambda words: _hint(words, script, is_locked))


def _script_of(letter: str) -> str:
    if letter.isascii():
        return "Keyboard: Latin letters"
    return "Keyboard: Cyrillic letters" if "\u0400" <= letter <= "\u04ff" else ""


def _hint(words: Words, script: str, is_locked: bool) -> str:
    told = [script] if script else []
    told += ["Caps Lock is on"] if is_locked else []
    return " · ".join(words("app", each) for each in told) or " "
