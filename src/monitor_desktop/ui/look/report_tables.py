"""A plain table of words and numbers for reports."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QTableWidget,
    QTableWidgetItem,
)

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.charts import caption_font
from monitor_desktop.ui.look.flat_tables import be_flat

_ROW_PX: Final = 40
_BESIDE_PX: Final = 16
_ABOVE_AND_BELOW_PX: Final = 16
_PADDING_PX: Final = 24
"""Left and right of the words of a cell, with what the style keeps for the focus."""
_TALLEST_PX: Final = 2000
_LEAST_PX: Final = 96
_LEAST_WIDE_PX: Final = 180
_MOST_MEASURED: Final = 200
"""In a longer table words without room end in dots: to measure them all takes long."""
_BEFORE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BEHIND: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReportTable(QTableWidget):
    """``opened`` carries the number of a row: Enter or a double click."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._wide = 0
        self._heads: list[str] = []
        self._yielding: list[int] = []
        be_flat(self, row_px=_ROW_PX)
        self.horizontalHeader().setHighlightSections(False)
        self.cellDoubleClicked.connect(lambda place, _column: self.opened.emit(place))

    def show_lines(
        self,
        heads: Sequence[str],
        lines: Sequence[Sequence[str]],
        *,
        wide: int = 0,
        whole: Collection[int] = (),
        total: bool = False,
    ) -> None:
        """Other lines.

        Args:
            heads: Names of the columns.
            lines: Cells of each row.
            wide: The column that takes the room that is left.
            whole: Columns of words that are never cut.
            total: The last line adds up the others.

        Cells that are numbers, or say that one was left out, stand at the right,
        behind the first column, which names the row.
        """
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(len(lines))
        numeric = [
            n > 0
            and any(each[n] for each in lines)
            and all(_is_number(each[n]) for each in lines)
            for n in range(len(heads))
        ]
        for place, head in enumerate(heads):
            item = QTableWidgetItem(head)
            item.setTextAlignment(_BEHIND if numeric[place] else _BEFORE)
            self.setHorizontalHeaderItem(place, item)
        self._heads = list(heads)
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_BEHIND if numeric[place] else _BEFORE)
                item.setToolTip(text)
                if total and number == len(lines) - 1:
                    item.setFont(caption_font(bold=True))
                self.setItem(number, place, item)
        self._wide = wide
        self._yielding = [
            n for n, is_number in enumerate(numeric) if not is_number and n not in whole
        ]
        self._fit()

    def _fit(self) -> None:
        """Numbers whole, words as far as there is room, the wide column the rest.

        Where they have none, the names of the columns stand in two lines.
        """
        every = range(self.columnCount())
        self._say_heads(broken=False)
        widths = self._wanted()
        if sum(widths) > self.viewport().width():
            self._say_heads(broken=True)
            widths = self._wanted()
        others = [n for n in every if n != self._wide]
        room = self.viewport().width() - _LEAST_WIDE_PX
        yielding = {n: widths[n] for n in others if n in self._yielding}
        left = room - sum(widths[n] for n in others if n not in yielding)
        most = _cap(list(yielding.values()), left)
        for place in others:
            cap = most if place in yielding else widths[place]
            self.setColumnWidth(place, min(widths[place], cap))
        if every:
            taken = sum(self.columnWidth(n) for n in others)
            rest = self.viewport().width() - taken
            self.setColumnWidth(self._wide, max(rest, _LEAST_WIDE_PX))
        self._break_heads()
        self._grow_rows()

    def _break_heads(self) -> None:
        """A name that its column has no room for goes on in a second line."""
        head = self.horizontalHeader()
        for place in range(self.columnCount()):
            item = self.horizontalHeaderItem(place)
            if item and head.sectionSizeHint(place) > self.columnWidth(place):
                item.setText(_in_two_lines(self._heads[place]))

    def _grow_rows(self) -> None:
        """Words that have no room in one line go on in the next."""
        lines = self.rowCount()
        self.setWordWrap(lines <= _MOST_MEASURED)
        for place in range(lines) if self.wordWrap() else ():
            tall = max(self._height_of(place, n) for n in range(self.columnCount()))
            self.setRowHeight(place, max(tall + _ABOVE_AND_BELOW_PX, _ROW_PX))

    def _height_of(self, place: int, column: int) -> int:
        """Of the words of a cell; Qt's own hint forgets the padding of the style."""
        item = self.item(place, column)
        if item is None:
            return 0
        metrics = QFontMetrics(self.font())
        room = QRect(0, 0, self.columnWidth(column) - _PADDING_PX, _TALLEST_PX)
        wrapped = int(Qt.TextFlag.TextWordWrap)
        return metrics.boundingRect(room, wrapped, item.text()).height()

    def _say_heads(self, *, broken: bool) -> None:
        for place, head in enumerate(self._heads):
            item = self.horizontalHeaderItem(place)
            if item is None:
                continue
            item.setText(head)
            named_px = self.horizontalHeader().sectionSizeHint(place)
            if broken and named_px > self.sizeHintForColumn(place):
                item.setText(_in_two_lines(head))

    def _wanted(self) -> list[int]:
        """How wide each column would be with all it says."""
        head, every = self.horizontalHeader(), range(self.columnCount())
        return [
            max(self.sizeHintForColumn(n), head.sectionSizeHint(n)) + _BESIDE_PX
            for n in every
        ]

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        """Other words have room now."""
        super().resizeEvent(e)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row chosen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


def _cap(widths: Sequence[int], room: int) -> int:
    """How wide the widest may be for all to have room: the narrow ones stay whole."""
    most = max(widths, default=0)
    while most > _LEAST_PX and sum(min(each, most) for each in widths) > room:
        most -= 4
    return most


def _in_two_lines(text: str) -> str:
    """Broken at the space nearest to the middle."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    place = min(spaces, key=lambda each: abs(each - len(text) / 2))
    return f"{text[:place]}\n{text[place + 1 :]}"


def _is_number(text: str) -> bool:
    return not text or text in {"…", "—"} or text.replace(".", "", 1).isdecimal()
