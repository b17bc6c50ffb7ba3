"""Chips: a state as a word on a soft colour, in tables and beside titles."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from monitor_desktop.domain.fields import Field
from monitor_desktop.overriding import override
from monitor_desktop.ui.lists.record_table import CODE_ROLE
from monitor_desktop.ui.look.theme import Look

STATES: Final = frozenset({"case_statuses", "review_states", "intervention_statuses"})
"""Vocabularies whose terms are states of work."""
_TONES: Final[Mapping[str, str]] = {
    "verification": "warn",
    "in_progress": "warn",
    "submitted": "warn",
    "reviewed": "warn",
    "verified": "ok",
    "approved": "ok",
    "published": "ok",
    "resolved": "ok",
    "overdue": "danger",
}
_HEIGHT_PX: Final = 20
_PAD_PX: Final = 9


def is_state(field: Field | None) -> bool:
    """The field is shown as a chip."""
    return field is not None and field.vocabulary in STATES


def tone_of(code: str) -> str:
    """The soft colour a state stands on: ok, warn, danger or info."""
    return _TONES.get(code, "info")


class RowDelegate(QStyledItemDelegate):
    """Draws a table cell: states as chips, the naming column in semibold.

    Args:
        look: The theme.
        fields: Fields that are columns, the first of them in column ``first``.
        title: Key of the naming field.
        parent: The table.
    """

    def __init__(
        self,
        look: Look,
        fields: tuple[Field, ...],
        title: str,
        parent: QWidget,
        *,
        first: int = 1,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._states = {n for n, each in enumerate(fields, first) if is_state(each)}
        self._titles = {n for n, each in enumerate(fields, first) if each.key == title}

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """No focus frame round a cell: the row is what is chosen."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.column() in self._titles:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            option.font = font
        if index.column() in self._states:
            option.text = ""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell, a chip over it, and the line under the row."""
        super().paint(painter, option, index)
        rect = option.rect
        painter.save()
        painter.setPen(self._look.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() in self._states and index.data():
            tone = tone_of(str(index.data(CODE_ROLE)))
            draw_chip(painter, QRectF(rect), str(index.data()), self._look, tone)
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Wide enough for the text or the chip."""
        hint = super().sizeHint(option, index)
        text = str(index.data() or "")
        if index.column() in self._states:
            width = QFontMetrics(chip_font()).horizontalAdvance(text)
            return QSize(width + 2 * _PAD_PX + 16, hint.height())
        if index.column() in self._titles:
            return QSize(hint.width() + len(text), hint.height())
        return hint


def chip_font() -> QFont:
    """9 pt semibold."""
    font = QFont(QApplication.font())
    font.setPointSizeF(9)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def draw_chip(
    painter: QPainter, cell: QRectF, text: str, look: Look, tone: str
) -> None:
    """A chip at the left of a cell, in its middle."""
    painter.setFont(chip_font())
    metrics = QFontMetrics(chip_font())
    room = cell.width() - 2 * _PAD_PX - 12
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
    width = metrics.horizontalAdvance(shown) + 2 * _PAD_PX
    top = cell.center().y() - _HEIGHT_PX / 2
    box = QRectF(cell.left() + 8, top, width, _HEIGHT_PX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(f"{tone}_soft"))
    painter.drawRoundedRect(box, _HEIGHT_PX / 2, _HEIGHT_PX / 2)
    painter.setPen(look.color(tone))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
