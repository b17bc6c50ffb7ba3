"""One part of a record in its form: a line that sums it up, and its fields under it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import mark
from monitor_desktop.ui.look.theme import Look

ROW_PX: Final = 40
_PAD_PX: Final = 12
_ICON_PX: Final = 16
_GAP_PX: Final = 8
_PICTURE_PX: Final = 30
SMALL_POINTS: Final = 9.5


def cells_of(box: QRect, shares: Sequence[float]) -> list[QRect]:
    """Places side by side in a line, each with its share of the width.

    Args:
        box: Of the whole line, the arrow included.
        shares: Of the width that is left beside it.
    """
    room = box.adjusted(_PAD_PX, 0, -_PAD_PX - _ICON_PX - _GAP_PX, 0)
    found, left = [], float(room.left())
    for share in shares:
        width = room.width() * share
        found.append(
            QRect(round(left), box.top(), round(width) - _GAP_PX, box.height())
        )
        left += width
    return found


class PartLine(QPushButton):
    """Number and name left, what else is known right; Enter opens, Delete deletes."""

    deleted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._title = ""
        self._detail = ""
        self._cells: tuple[str, ...] = ()
        self._shares: tuple[float, ...] = ()
        self._picture: QPixmap | None = None
        self.is_open = False
        self.setProperty("kind", "row")
        self.setAutoDefault(False)
        self.setFixedHeight(ROW_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_texts(self, name: str, title: str, detail: str) -> None:
        """Say what the part is; ``name`` is for screen readers."""
        self._title, self._detail = title, detail
        self.setAccessibleName(name)
        self.update()

    def show_cells(self, texts: Sequence[str], shares: tuple[float, ...]) -> None:
        """Show it as a line of a table, in place of name and detail."""
        self._cells, self._shares = tuple(texts), shares
        self.update()

    def show_picture(self, picture: QPixmap) -> None:
        """A small picture before the name."""
        mode = Qt.TransformationMode.SmoothTransformation
        self._picture = picture.scaledToHeight(_PICTURE_PX, mode)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """It takes the width there is."""
        return QSize(200, ROW_PX)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Enter opens as Space does; Delete deletes."""
        if arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif arg__1.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(arg__1)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """Draw both texts and the arrow."""
        super().paintEvent(arg__1)
        painter = QPainter(self)
        box = self.rect().adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        arrow = self._look.picture("chevron", "muted", _ICON_PX)
        top = box.center().y() - _ICON_PX // 2
        painter.translate(box.right() - _ICON_PX / 2, top + _ICON_PX / 2)
        painter.rotate(0 if self.is_open else -90)
        painter.drawPixmap(-_ICON_PX // 2, -_ICON_PX // 2, arrow)
        painter.resetTransform()
        if self._cells:
            for place, cell in enumerate(cells_of(self.rect(), self._shares)):
                self._text(painter, cell, self._cells[place], bold=not place, left=True)
            return
        box = box.adjusted(0, 0, -_ICON_PX - _GAP_PX, 0)
        if self._picture is not None:
            above = box.center().y() - _PICTURE_PX // 2
            painter.drawPixmap(box.left(), above, self._picture)
            box = box.adjusted(self._picture.width() + _GAP_PX, 0, 0, 0)
        used = self._text(painter, box, self._title, bold=True, left=True)
        if not self.is_open:
            rest = box.adjusted(used + 16, 0, 0, 0)
            self._text(painter, rest, self._detail, bold=False, left=False)

    def _text(
        self, painter: QPainter, box: QRect, text: str, *, bold: bool, left: bool
    ) -> int:
        font = QFont(self.font())
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        else:
            font.setPointSizeF(SMALL_POINTS)
        painter.setFont(font)
        painter.setPen(self._look.color("text" if bold else "muted"))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        return metrics.horizontalAdvance(shown)


class PartRow(QWidget):
    """The line in its frame; the fields stand under it while it is open."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._frame = QFrame()
        self._frame.setProperty("card", "part")
        self.line = PartLine(look)
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._frame)

    def show_open(self, *, is_open: bool) -> None:
        """Its fields are in sight, or not."""
        self.line.is_open = is_open
        mark(self._frame, "card", "part_open" if is_open else "part")
        self.line.update()
