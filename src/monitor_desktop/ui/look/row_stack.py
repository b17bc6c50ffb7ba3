"""Rows under each other, with a sentence where there are none."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor_desktop.ui.look.pieces import said
from monitor_desktop.ui.look.words import Message, Sentences


class RowStack(QWidget):
    """What a card that scrolls has in it.

    Args:
        say: Sentences.
        nothing: What stands there while there are no rows.
    """

    def __init__(self, say: Sentences, nothing: Message) -> None:
        super().__init__()
        self._rows: Sequence[QWidget] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._empty = said(say, nothing, role="muted", wraps=True)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)

    def stack(self, rows: Sequence[QWidget]) -> None:
        """Show these instead of those of before."""
        for each in self._rows:
            each.setParent(None)
            each.deleteLater()
        self._rows = rows
        for place, each in enumerate(rows):
            self._column.insertWidget(place, each)
        self._empty.setVisible(not rows)
