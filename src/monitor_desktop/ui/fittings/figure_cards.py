"""A card with one chart and, one click away, the same figures as a table."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.ui.look.charts import Chart, Figure
from monitor_desktop.ui.look.flat_tables import be_flat
from monitor_desktop.ui.look.pieces import PlainLabel, Segments, row, said
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session

CHART: Final = "chart"
TABLE: Final = "table"
_HEAD_PX: Final = 32
_NUMBER_PX: Final = 90
_ROW_PX: Final = 32


class FigureTable(QTableWidget):
    """Names and numbers; Enter or a double click asks for one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(0, 2)
        be_flat(self, row_px=_ROW_PX)
        self.horizontalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(1, _NUMBER_PX)
        self.cellActivated.connect(self._choose)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """A row for each."""
        self.setRowCount(len(figures))
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, each in enumerate(figures):
            name, number = QTableWidgetItem(each.name), QTableWidgetItem()
            name.setData(Qt.ItemDataRole.UserRole, each.key)
            number.setText(str(each.number))
            number.setTextAlignment(end)
            self.setItem(place, 0, name)
            self.setItem(place, 1, number)

    def _choose(self, place: int, _column: int) -> None:
        item = self.item(place, 0)
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


class CardHead(QWidget):
    """The title of a card, a count in muted letters, something at the right."""

    def __init__(
        self, session: Session, title: Message, right: QWidget | None = None
    ) -> None:
        super().__init__()
        self.setFixedHeight(_HEAD_PX)
        self.count = PlainLabel(role="muted")
        ends = [right] if right is not None else []
        line = row(said(session.say, title, role="h2"), self.count, 1, *ends)
        self.setLayout(line)


class FigureCard(QFrame):
    """``chosen`` carries the key of what was clicked, in the chart or the table."""

    chosen = Signal(str)

    def __init__(
        self, session: Session, title: Message, chart: Chart, *, named: str = "Chart"
    ) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.chart = chart
        self.table = FigureTable()
        session.say.put(chart.setAccessibleName, title)
        session.say.put(chart.say_nothing, "Nothing to count yet.")
        session.say.put(self.table.setAccessibleName, title)
        self.views = Segments(session.say, [(CHART, named), (TABLE, "Table")])
        self.views.choose(CHART)
        self.views.chosen.connect(self._turn)
        self.head = CardHead(session, title, self.views)
        self._stack = QStackedWidget()
        self._stack.addWidget(chart)
        self._stack.addWidget(self.table)
        self._note = PlainLabel(role="caption")
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._note)
        chart.chosen.connect(self.chosen)
        self.table.chosen.connect(self.chosen)

    def note(self, session: Session, message: Message) -> None:
        """A sentence under the figures."""
        session.say.put(self._note.setText, message)
        self._note.show()

    def show_figures(
        self, figures: Sequence[Figure], table: Sequence[Figure] | None = None
    ) -> None:
        """Draw figures; the table may have more of them."""
        self.chart.show_figures(figures)
        self.table.show_figures(figures if table is None else table)

    def _turn(self, view: str) -> None:
        self._stack.setCurrentIndex(0 if view == CHART else 1)
