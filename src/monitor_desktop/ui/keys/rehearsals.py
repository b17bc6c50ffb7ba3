"""Typing the recovery code from the paper: eight groups, each with its own check."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.overriding import override
from monitor_desktop.services.profile import keys
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import PlainLabel, mark, said
from monitor_desktop.ui.look.words import Message, Sentences
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 560
_COLUMNS: Final = 4
LATIN_WANTED: Final = (
    "These letters are Cyrillic. Switch the keyboard to Latin letters."
)
_CLIPBOARD: Final = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
)


def has_cyrillic(typed: str) -> bool:
    """Letters that look as on the paper and are others: А, В, Е, К, М, Р, Т."""
    return any("\u0400" <= each <= "\u052f" for each in typed)


class CodeGroups(QWidget):
    """Eight short fields; a full one goes on to the next, Backspace goes back.

    ``changed`` with every key.
    """

    changed = Signal()

    def __init__(self, say: Sentences) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.lines = [self._line(say, place) for place in range(keys.CODE_GROUPS)]
        for place, line in enumerate(self.lines):
            under, column = divmod(place, _COLUMNS)
            grid.addWidget(said(say, _named(place), role="caption"), 2 * under, column)
            grid.addWidget(line, 2 * under + 1, column)
        self.setFocusProxy(self.lines[0])

    def _line(self, say: Sentences, place: int) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(keys.CODE_LETTERS)
        line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        line.setAcceptDrops(False)
        say.put(line.setAccessibleName, _named(place))
        # Shown as it stands on the paper, however it is typed.
        font = line.font()
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        line.setFont(font)
        line.textEdited.connect(lambda _text, place=place: self._settle(place))
        line.installEventFilter(self)
        return line

    @property
    def text(self) -> str:
        """The code as far as it is typed."""
        return "-".join(each.text() for each in self.lines)

    def is_wrong(self, place: int) -> bool:
        """A whole group that the paper cannot have, or the wrong keyboard."""
        text = self.lines[place].text()
        if has_cyrillic(text):
            return True
        return len(text) == keys.CODE_LETTERS and not keys.is_group(place, text)

    @property
    def is_whole(self) -> bool:
        """Every group is typed, and none has a slip of the pen."""
        places = range(len(self.lines))
        return all(
            len(self.lines[n].text()) == keys.CODE_LETTERS and not self.is_wrong(n)
            for n in places
        )

    @property
    def right(self) -> int:
        """How many groups are typed without a slip of the pen."""
        places = range(len(self.lines))
        return sum(keys.is_group(n, self.lines[n].text()) for n in places)

    @property
    def told(self) -> Message:
        """Which group has a slip of the pen; nothing where none has."""
        if has_cyrillic(self.text):
            return LATIN_WANTED
        places = range(len(self.lines))
        wrong = [place for place in places if self.is_wrong(place)]
        return _mistyped(wrong[0]) if wrong else _nothing

    def clear(self) -> None:
        """Forget what was typed."""
        for each in self.lines:
            each.clear()
            for state in ("invalid", "right"):
                mark(each, state, "false")

    def _settle(self, place: int) -> None:
        line, wrong = self.lines[place], self.is_wrong(place)
        mark(line, "invalid", "true" if wrong else "false")
        right = keys.is_group(place, line.text())
        mark(line, "right", "true" if right else "false")
        full = len(line.text()) == keys.CODE_LETTERS
        if full and not wrong and place + 1 < len(self.lines):
            self.lines[place + 1].setFocus()
        self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty group goes back; nothing goes over the clipboard."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if any(event.matches(each) for each in _CLIPBOARD):
            return True
        place = next((n for n, each in enumerate(self.lines) if each is watched), 0)
        back = event.key() == Qt.Key.Key_Backspace and not self.lines[place].text()
        if back and place:
            self.lines[place - 1].setFocus()
            return True
        return super().eventFilter(watched, event)


class RehearsalDialog(Dialog):
    """Proves that the paper still opens the profile; nothing is changed by it."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Recovery code", parent)
        self._session = session
        self.setFixedWidth(_WIDTH_PX)
        self.groups = CodeGroups(session.say)
        self._told = PlainLabel(" ", role="problem")
        text = "Type the code from the paper. It stays as it is."
        self.body.addWidget(said(session.say, text, role="muted", wraps=True))
        self.body.addWidget(self.groups)
        self.body.addWidget(self._told)
        self.finish("Check the code")
        self.groups.changed.connect(self._settle)
        self._settle()
        self.groups.lines[0].setFocus()

    def _settle(self) -> None:
        self.primary.setEnabled(self.groups.is_whole)
        self.say.put(self._told.setText, self.groups.told)

    @override
    def commit(self) -> None:
        """Try it against the key slots."""
        code = self.groups.text
        self.primary.setEnabled(False)
        self._session.run(
            lambda workspace: keys.rehearse(workspace, code), self._done, self._failed
        )

    def _done(self, _none: None) -> None:
        self.accept()

    def _failed(self, error: MonitorError) -> None:
        self._settle()
        self.notice.tell_problem(error)


def _named(place: int) -> Callable[[Words], str]:
    return lambda words: words("app", "Group {n}", n=place + 1)


def _mistyped(place: int) -> Callable[[Words], str]:
    return lambda words: words("app", "Group {n} has a slip of the pen.", n=place + 1)


def _nothing(_words: Words) -> str:
    return " "
