"""Chips: a state as a word on a soft colour, in tables and beside titles."""

from collections.abc import Mapping
from math import ceil
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter
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
_TEXT_AT_PX: Final = 11
"""The padding of a cell in the style sheet, and what the style leaves beside a text."""
_IN_ONE_LINE: Final = (
    int(Qt.AlignmentFlag.AlignLeft)
    | int(Qt.AlignmentFlag.AlignVCenter)
    | int(Qt.TextFlag.TextSingleLine)
)


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
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground, the text or a chip, and the line under the row.

        By hand, as the style sheet would: that took twice as long, and a screenful of
        cells is what a person who scrolls waits for.
        """
        rect, column = option.rect, index.column()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._look.color("accent_soft"))
        model = index.model()
        # Asked of the model in Python: by the index it would be asked by way of Qt.
        text = str(model.data(index, Qt.ItemDataRole.DisplayRole) or "")
        if text and column in self._states:
            tone = tone_of(str(model.data(index, CODE_ROLE)))
            painter.save()
            draw_chip(painter, QRectF(rect), text, self._look, tone)
            painter.restore()
        elif text:
            self._draw_text(painter, rect, text, self._font(option, column))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, self._look.color("border"))

    def _draw_text(
        self, painter: QPainter, cell: QRect, text: str, font: QFont
    ) -> None:
        room = cell.adjusted(_TEXT_AT_PX, 0, -_TEXT_AT_PX, 0)
        end = Qt.TextElideMode.ElideRight
        cut = QFontMetrics(font).elidedText(text, end, room.width())
        painter.setFont(font)
        painter.setPen(self._look.color("text"))
        painter.drawText(room, _IN_ONE_LINE, cut)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Wide enough for the text or the chip, as ``paint`` draws them."""
        return self.size_of(option, index.column(), str(index.data() or ""))

    def size_of(self, option: QStyleOptionViewItem, column: int, text: str) -> QSize:
        """What a text needs in a column."""
        if column in self._states:
            font, beside = chip_font(), 2 * _PAD_PX + 16
        else:
            font, beside = self._font(option, column), 2 * _TEXT_AT_PX
        metrics = QFontMetricsF(font)
        width = ceil(metrics.horizontalAdvance(text)) + beside
        return QSize(width, ceil(metrics.height()))

    def _font(self, option: QStyleOptionViewItem, column: int) -> QFont:
        font: QFont = option.font
        return _semibold(font) if column in self._titles else font


def _semibold(font: QFont) -> QFont:
    found = QFont(font)
    found.setWeight(QFont.Weight.DemiBold)
    return found


def chip_font() -> QFont:
    """9 pt semibold."""
    font = _semibold(QApplication.font())
    font.setPointSizeF(9)
    return font


def draw_chip(
    painter: QPainter, cell: QRectF, text: str, look: Look, tone: str
) -> None:
    """A chip at the left of a cell, in its middle."""
    font = chip_font()
    painter.setFont(font)
    metrics = QFontMetrics(font)
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
