"""A text with the words marked that another text does not have."""

import difflib
import re
from typing import Final

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from monitor_desktop.ui.look.theme import Look

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
"""Words and signs apart, or a comma more would mark its word."""
_LONGEST_TOKENS: Final = 4000


class MarkedText(QPlainTextEdit):
    """Plain text that cannot be changed; what differs is coloured and underlined.

    Args:
        look: The theme.
        color: Named colour of the marks.
    """

    def __init__(self, look: Look, color: str) -> None:
        super().__init__()
        self._look = look
        self._color = color
        self._other = ""
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("plain", "true")
        look.changed.connect(self._mark)

    def mark_different(self, other: str) -> None:
        """Mark what ``other`` does not have."""
        self._other = other
        self._mark()

    def _mark(self) -> None:
        own = list(_TOKEN.finditer(self.toPlainText()))
        theirs = _TOKEN.findall(self._other)
        if not theirs or max(len(own), len(theirs)) > _LONGEST_TOKENS:
            self.setExtraSelections([])
            return
        words = [each.group() for each in own]
        matcher = difflib.SequenceMatcher(None, words, theirs, autojunk=False)
        spans = [
            (own[start].start(), own[end - 1].end())
            for tag, start, end, _, _ in matcher.get_opcodes()
            if tag in {"replace", "delete"}
        ]
        self.setExtraSelections([self._selection(*span) for span in spans])

    def _selection(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        marked = QTextCharFormat()
        marked.setForeground(self._look.color(self._color))
        marked.setBackground(self._look.color(f"{self._color}_soft"))
        marked.setFontUnderline(True)
        marked.setFontWeight(QFont.Weight.DemiBold)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = marked
        return selection
