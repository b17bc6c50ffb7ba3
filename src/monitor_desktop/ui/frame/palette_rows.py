"""How a row of the palette is drawn: icon, title, detail, hits marked, key caps."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from monitor_desktop.domain import names
from monitor_desktop.overriding import override
from monitor_desktop.ui.frame.palette_entries import Entry
from monitor_desktop.ui.look.charts import caption_font
from monitor_desktop.ui.look.theme import Look

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
ROW_PX: Final = 40
HEAD_PX: Final = 28
_ICON_PX: Final = 16
_TEXT_PX: Final = 38
_CAP_PX: Final = 20
_MOST_OF_NAME: Final = 0.6
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class RowDelegate(QStyledItemDelegate):
    """Draws entries; ``typed`` is what is marked in them."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.typed = ""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Headings are lower than rows."""
        entry = index.data(ENTRY_ROLE)
        is_head = isinstance(entry, Entry) and entry.take is None
        return QSize(100, HEAD_PX if is_head else ROW_PX)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One row."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if entry.take is None:
            painter.setFont(caption_font())
            painter.setPen(self._look.color("muted"))
            painter.drawText(box.adjusted(8, 0, 0, 0), _MIDDLE, entry.title)
        else:
            self._draw_row(painter, box, entry, index)
        painter.restore()

    def _draw_row(
        self,
        painter: QPainter,
        box: QRectF,
        entry: Entry,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = self.parent()
        current = getattr(view, "currentIndex", None)
        is_current = current is not None and current() == index
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("accent_soft"))
            painter.drawRoundedRect(box, 6, 6)
        icon = self._look.icon(entry.picture, "accent" if is_current else "muted")
        at = box.toRect().adjusted(10, 0, 0, 0)
        at.setTop(int(box.center().y()) - _ICON_PX // 2)
        icon.paint(painter, at.x(), at.y(), _ICON_PX, _ICON_PX)
        right = self._draw_right(painter, box, entry)
        bold = QFont(QApplication.font())
        bold.setWeight(QFont.Weight.DemiBold)
        room = QRectF(box)
        room.setLeft(box.left() + _TEXT_PX)
        room.setRight(right)
        painter.setFont(bold)
        named = QRectF(room)
        if entry.detail:
            # By what it was found is read beside a long name too.
            named.setWidth(room.width() * _MOST_OF_NAME)
        room.setLeft(self._draw_marked(painter, named, entry.title, "text") + 10)
        painter.setFont(caption_font())
        self._draw_marked(painter, room, entry.detail, "muted")

    def _draw_right(self, painter: QPainter, box: QRectF, entry: Entry) -> float:
        """The date or key; returns where the texts have to end."""
        text = entry.right or entry.keys
        if not text:
            return box.right() - 8
        painter.setFont(caption_font())
        width = QFontMetricsF(caption_font()).horizontalAdvance(text) + 16
        cap = QRectF(box.right() - width - 8, 0, width, _CAP_PX)
        cap.moveTop(box.center().y() - _CAP_PX / 2)
        painter.setPen(self._look.color("muted"))
        if entry.keys:
            painter.setPen(self._look.color("border"))
            painter.setBrush(self._look.color("base"))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(self._look.color("muted"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), text)
        return cap.left() - 8

    def _draw_marked(
        self, painter: QPainter, room: QRectF, text: str, token: str
    ) -> float:
        """A text with what was typed marked; returns where it ended."""
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self._look.color(token))
        painter.drawText(room, _MIDDLE, shown)
        spans = names.begun_spans(shown, self.typed) if self.typed.strip() else []
        for start, end in spans:
            before = metrics.horizontalAdvance(shown[:start])
            hit = QRectF(room)
            hit.setLeft(room.left() + before)
            hit.setWidth(metrics.horizontalAdvance(shown[:end]) - before + 1)
            ground = QRectF(hit.left(), 0, hit.width(), metrics.height())
            ground.moveTop(hit.center().y() - ground.height() / 2)
            painter.fillRect(ground, self._look.color("warn_soft"))
            painter.setPen(self._look.color("warn"))
            painter.drawText(hit, _MIDDLE, shown[start:end])
        return room.left() + metrics.horizontalAdvance(shown)
