"""Pieces of a way into the profile, typed from paper or taken from files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from monitor_desktop.services import files
from monitor_desktop.ui.fittings.file_choice import ask_open
from monitor_desktop.ui.look.pieces import button, row, said
from monitor_desktop.ui.sessions import Desk

_HEIGHT_PX: Final = 104


class PiecesField(QWidget):
    """A line for each piece; ``refused`` carries what was wrong with a file."""

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.lines = QPlainTextEdit()
        self.lines.setFixedHeight(_HEIGHT_PX)
        self.lines.setTabChangesFocus(True)
        say = desk.say
        say.put(self.lines.setAccessibleName, "Pieces, each on a line of its own")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        text = "Type each piece on a line of its own, or take them from files."
        column.addWidget(said(say, text, role="muted", wraps=True))
        column.addWidget(self.lines)
        column.addLayout(row(button(say, "From files…", self._ask), 1))
        self.setFocusProxy(self.lines)

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by the number of its line as sentences name it."""
        lines = [each.strip() for each in self.lines.toPlainText().splitlines()]
        return {
            f"№ {number}": line for number, line in enumerate(filter(None, lines), 1)
        }

    def _ask(self) -> None:
        self.take(ask_open(self._desk, "Pieces of several people", self.window()))

    def take(self, paths: Sequence[Path]) -> None:
        """Add the pieces that lie in files."""

        def read() -> list[str]:
            return [files.first_line(each) for each in paths]

        self._desk.worker.run(read, self._add, self.refused.emit)

    def _add(self, found: list[str]) -> None:
        self.lines.setPlainText("\n".join([*self.texts.values(), *found]))
