"""The manual beside the work, and the sheet of shortcuts; without a network."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.overriding import override
from monitor_desktop.services import manual
from monitor_desktop.services.manual import Block, Chapter
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import PlainLabel, empty, read_by_keys, row
from monitor_desktop.ui.look.words import Message, said_in
from monitor_desktop.ui.sessions import Desk

KEYS: Final = "keys"
"""The chapter that is the sheet of shortcuts."""
_SIZE: Final = (964, 640)
_CHAPTERS_PX: Final = 260
_TEXT_PX: Final = 600
_ROLES: Final = {"heading": "h2"}
Shortcuts = Sequence[tuple[str, Message]]
"""Keys as they are written, and what they do."""


class ManualWindow(Dialog):
    """Chapters left, text right; F1 once more shows the shortcuts.

    Args:
        desk: Words, looks.
        shortcuts: For the last chapter.
        parent: The window it stands over; it does not keep that from being used.
    """

    def __init__(
        self, desk: Desk, shortcuts: Shortcuts, parent: QWidget | None
    ) -> None:
        super().__init__(desk.say, "Manual", parent)
        self._desk = desk
        self._shortcuts = shortcuts
        self._chapters: tuple[Chapter, ...] = ()
        self.setModal(False)
        self.list = QListWidget()
        self.list.setProperty("flat", "true")
        self.list.setFixedWidth(_CHAPTERS_PX)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say.put(self.list.setAccessibleName, "Chapters")
        self._text = QHBoxLayout()
        line = row(self.list, spacing=16)
        line.addLayout(self._text, 1)
        self.body.addLayout(line, 1)
        self.resize(*_SIZE)
        self.list.currentRowChanged.connect(self._turn)
        self.say.changed.connect(self._read)
        self._read()

    @property
    def chapter(self) -> str:
        """Key of the chapter in sight."""
        return [*manual.CHAPTERS, KEYS][max(self.list.currentRow(), 0)]

    def show_chapter(self, key: str) -> None:
        """Turn to a chapter."""
        self.list.setCurrentRow([*manual.CHAPTERS, KEYS].index(key))
        self.list.setFocus()

    def show_keys(self) -> None:
        """Turn to the shortcuts."""
        self.show_chapter(KEYS)

    @override
    def help(self) -> None:
        """F1 once more."""
        self.show_keys()

    def _read(self) -> None:
        at = max(self.list.currentRow(), 0)
        self._chapters = manual.chapters(self._desk.kit, self.say.language)
        self.list.clear()
        self.list.addItems([each.title for each in self._chapters])
        self.list.addItem(self.say("Shortcuts"))
        self.list.setCurrentRow(at)

    def _turn(self, at: int) -> None:
        if at < 0:
            return
        keys = at == len(self._chapters)
        page = self._keys() if keys else _page(self._chapters[at])
        empty(self._text)
        area = read_by_keys(page, self.say, "Chapter")
        self._text.addWidget(area)
        area.show()

    def _keys(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, (keys, message) in enumerate(self._shortcuts):
            grid.addWidget(PlainLabel(keys, role="strong"), place, 0)
            told = said_in(self.say.words, message)
            grid.addWidget(PlainLabel(told, wraps=True), place, 1)
        grid.setColumnStretch(1, 1)
        column = _column(page)
        column.addWidget(PlainLabel(self.say("Shortcuts"), role="h1", wraps=True))
        column.addLayout(grid)
        column.addStretch(1)
        return page


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 16, 16)
    column.setSpacing(8)
    return column


def _page(chapter: Chapter) -> QWidget:
    page = QWidget()
    column = _column(page)
    column.addWidget(PlainLabel(chapter.title, role="h1", wraps=True))
    for each in chapter.blocks:
        column.addLayout(_line(each))
    column.addStretch(1)
    return page


def _line(block: Block) -> QHBoxLayout:
    text = PlainLabel(block.text, role=_ROLES.get(block.kind, ""), wraps=True)
    text.setMaximumWidth(_TEXT_PX)
    if block.kind == "heading":
        text.setContentsMargins(0, 12, 0, 0)
    if block.kind not in {"item", "step"}:
        return row(text)
    mark = PlainLabel(f"{block.number}." if block.number else "•", role="muted")
    mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    mark.setFixedWidth(20)
    line = row(mark, text)
    line.setStretch(1, 1)
    return line
