"""What Qt puts off until it is first wanted, wanted while a passphrase is typed.

Fonts of every weight, a table's style and PySide's own classes of it take a tenth of a
second when they are first drawn: the list would stand that much later.
"""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView, QVBoxLayout, QWidget

from monitor_desktop.domain.records import declared
from monitor_desktop.ui.lists.chips import RowDelegate
from monitor_desktop.ui.lists.record_table import CODE_ROLE
from monitor_desktop.ui.look.panes import Pane
from monitor_desktop.ui.look.pieces import ElidedLabel, PlainLabel
from monitor_desktop.ui.look.theme import Look

_LETTERS: Final = "Ҳуҷҷат 2026"
_SIZE_PX: Final = (900, 600)
_ROLES: Final = ("", "h1", "h2", "muted", "caption")


class Rehearsal(QWidget):
    """A page nobody sees: a head, a filter and a table with a row in it.

    Args:
        look: Its colours.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        page = QWidget()
        column = QVBoxLayout(page)
        for role in _ROLES:
            column.addWidget(PlainLabel(_LETTERS, role=role))
        column.addWidget(ElidedLabel(_LETTERS))
        column.addWidget(QComboBox())
        column.addWidget(QLineEdit())
        column.addWidget(_table(look, page))
        QVBoxLayout(self).addWidget(Pane(page))
        self.resize(*_SIZE_PX)

    def play(self) -> None:
        """Draw it in a turn of its own, which keeps it until then, and be gone."""
        QTimer.singleShot(0, self._draw)

    def _draw(self) -> None:
        self.grab()


def _table(look: Look, parent: QWidget) -> QTableView:
    fields = declared("case").list_fields
    table = QTableView(parent)
    model = QStandardItemModel(1, len(fields) + 1, table)
    model.setHorizontalHeaderLabels([_LETTERS] * model.columnCount())
    for column in range(model.columnCount()):
        item = QStandardItem(_LETTERS)
        item.setData("open", CODE_ROLE)
        model.setItem(0, column, item)
    table.setModel(model)
    table.setItemDelegate(RowDelegate(look, fields, "title", table))
    table.resizeColumnsToContents()
    return table
