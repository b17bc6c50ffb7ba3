"""The recovery code: shown once, and typed again from the paper."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from monitor_desktop.ui.look.pieces import PlainLabel, empty, mark, said
from monitor_desktop.ui.sessions import Desk

_COLUMNS: Final = 4
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def evened(code: str) -> str:
    """A code as it is compared: case, dashes and letters that look alike."""
    return "".join(each for each in code.upper() if each.isalnum()).translate(_ALIKE)


class CodeGrid(QWidget):
    """The eight groups in large letters; they cannot be copied out."""

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def show_code(self, code: str) -> None:
        """Show a code; it is kept nowhere."""
        self.code = code
        empty(self._grid)
        for place, group in enumerate(code.replace(" ", "-").split("-")):
            word = PlainLabel(group, role="word")
            word.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(word, place // _COLUMNS, place % _COLUMNS)


class RecoveryCode(QWidget):
    """The eight groups, and a line to type them again. ``changed`` with every key."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        say = desk.say
        self._grid = CodeGrid()
        self.line = QLineEdit()
        say.put(self.line.setAccessibleName, "Recovery code, typed from the paper")
        self._told = PlainLabel(role="fine")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._grid)
        column.addSpacing(8)
        text = "Recovery code, typed from the paper"
        column.addWidget(said(say, text, role="caption"))
        column.addWidget(self.line)
        column.addWidget(self._told)
        self.line.textChanged.connect(self._settle)
        say.changed.connect(self._settle)

    def show_code(self, code: str) -> None:
        """Show a code; it is kept nowhere."""
        self._grid.show_code(code)
        self.line.clear()
        self._settle()

    @property
    def is_confirmed(self) -> bool:
        """The code was typed right."""
        code = self._grid.code
        return bool(code) and evened(self.line.text()) == evened(code)

    def _settle(self) -> None:
        typed = bool(self.line.text().strip())
        confirmed = self.is_confirmed
        mark(self._told, "role", "fine" if confirmed else "caption")
        told = "The code is right." if confirmed else "Not complete yet."
        self._told.setText(self._desk.say(told) if typed else " ")
        self.changed.emit()
