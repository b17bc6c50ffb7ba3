"""Charts drawn from the theme; each has a table beside it and says itself in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.roles import CHART, ROLE
from monitor_desktop.ui.look.theme import Look

_FOOT_PX: Final = 24
_HEAD_PX: Final = 20
_BAR_SHARE: Final = 0.55
_ROW_PX: Final = 34
_TALL_ROW_PX: Final = 40
"""With the name over the bar."""
_ROW_BAR_PX: Final = 10
_INSET_PX: Final = 2
_MOST_OF_NAME: Final = 0.5
"""Of the width, before the bars."""
_NUMBER_PX: Final = 44
_QUIET: Final = 0.55
"""How much of the accent the quiet bars have; the rest is their ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a chart.

    Attributes:
        key: What a click on it asks for.
        name: What it counts, as a person reads it.
        short: The same where there is little room.
        number: How many.
    """

    key: str
    name: str
    number: int
    short: str = ""


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two; ``share`` is how much of the first there is."""
    rest = 1 - share
    return QColor(
        round(one.red() * share + other.red() * rest),
        round(one.green() * share + other.green() * rest),
        round(one.blue() * share + other.blue() * rest),
    )


def caption_font(*, bold: bool = False) -> QFont:
    """9.5 pt."""
    font = QFont(QApplication.font())
    font.setPointSizeF(9.5)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class Chart(QWidget):
    """Figures a person can click or walk with the arrow keys.

    ``chosen`` carries the key of a figure.
    """

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.figures: tuple[Figure, ...] = ()
        self.current = -1
        self._nothing = ""
        self.setProperty(ROLE, CHART)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Draw these."""
        self.figures = tuple(figures)
        self.current = min(self.current, len(self.figures) - 1)
        told = "; ".join(f"{each.name}: {each.number}" for each in self.figures)
        self.setAccessibleDescription(told)
        self.update()

    def say_nothing(self, text: str) -> None:
        """What stands there while nothing was counted."""
        self._nothing = text
        self.update()

    def draw_nothing(self, painter: QPainter, room: QRectF) -> None:
        """Say that nothing was counted, where that is so."""
        if not any(each.number for each in self.figures):
            painter.setPen(self.look.color("muted"))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(wrapped), self._nothing)

    def area_of(self, place: int) -> QRectF:
        """Where a figure can be clicked."""
        raise NotImplementedError

    def place_at(self, point: QPointF) -> int:
        """The figure under a point, or -1."""
        places = range(len(self.figures))
        return next((n for n in places if self.area_of(n).contains(point)), -1)

    def _choose(self, place: int) -> None:
        if place >= 0 and self.figures[place].number:
            self.chosen.emit(self.figures[place].key)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks for what was counted."""
        self._choose(self.place_at(event.position()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        place = self.place_at(event.position())
        hand = place >= 0 and self.figures[place].number > 0
        shape = Qt.CursorShape
        self.setCursor(shape.PointingHandCursor if hand else shape.ArrowCursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the figures, Enter asks for one."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        step = steps.get(Qt.Key(event.key()), 0)
        if step and self.figures:
            self.current = (self.current + step) % len(self.figures)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.current)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        """The whole name of a figure under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(QPointF(event.pos()))
            if place >= 0:
                figure = self.figures[place]
                # Plain text: Qt would draw a name that looks like HTML.
                text = f"{figure.name}: {figure.number}".replace("<", "‹")
                QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def quiet(self) -> QColor:
        """The colour of figures that do not stand out."""
        return mixed(self.look.color("accent"), self.look.color("base"), _QUIET)

    def draw_focus(self, painter: QPainter) -> None:
        """A ring round the figure the keys stand on."""
        if self.hasFocus() and 0 <= self.current < len(self.figures):
            pen = painter.pen()
            pen.setColor(self.look.color("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = self.area_of(self.current).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, 4, 4)

    @override
    def sizeHint(self) -> QSize:
        """As much as the layout gives."""
        return QSize(200, 160)


class MonthBars(Chart):
    """Upright bars in order of time; the last one is now."""

    @override
    def area_of(self, place: int) -> QRectF:
        """The whole column of a month."""
        width = self.width() / max(len(self.figures), 1)
        return QRectF(place * width, 0, width, self.height())

    def _bar(self, place: int, most: int) -> QRectF:
        column = self.area_of(place)
        room = self.height() - _FOOT_PX - _HEAD_PX
        height = room * self.figures[place].number / most
        width = column.width() * _BAR_SHARE
        left = column.center().x() - width / 2
        return QRectF(left, self.height() - _FOOT_PX - height, width, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, a number on each, a line for zero."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(caption_font())
        most = max((each.number for each in self.figures), default=0) or 1
        zero = self.height() - _FOOT_PX
        for place, figure in enumerate(self.figures):
            bar, column = self._bar(place, most), self.area_of(place)
            is_now = place == len(self.figures) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.color("accent") if is_now else self.quiet())
            if figure.number:
                painter.drawRoundedRect(bar, 2, 2)
                painter.setPen(self.look.color("text"))
                above = QRectF(column.left(), bar.top() - 20, column.width(), 18)
                painter.drawText(
                    above, int(Qt.AlignmentFlag.AlignCenter), str(figure.number)
                )
            painter.setPen(self.look.color("muted"))
            below = QRectF(column.left(), zero + 4, column.width(), 18)
            name = figure.short or figure.name
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), name)
        painter.setPen(self.look.color("border"))
        painter.drawLine(QPointF(0, zero), QPointF(self.width(), zero))
        self.draw_nothing(painter, QRectF(0, 0, self.width(), zero))
        self.draw_focus(painter)


class RowBars(Chart):
    """Lying bars, a name before and a number behind each."""

    @override
    def area_of(self, place: int) -> QRectF:
        """The whole row."""
        most = _TALL_ROW_PX if self._stands_over else _ROW_PX
        height = min(most, self.height() / max(len(self.figures), 1))
        return QRectF(0, place * height, self.width(), height)

    def _longest_px(self) -> float:
        metrics = QFontMetricsF(caption_font())
        widths = [metrics.horizontalAdvance(each.name) for each in self.figures]
        return max(widths, default=0) + 12

    @property
    def _stands_over(self) -> bool:
        """Names too long to stand before the bars stand over them, where they can."""
        is_long = self._longest_px() > self.width() * _MOST_OF_NAME
        return is_long and self.height() >= len(self.figures) * _TALL_ROW_PX

    def _names_px(self) -> float:
        """Where the bars begin."""
        if self._stands_over:
            return _INSET_PX
        return min(self._longest_px(), self.width() * _MOST_OF_NAME)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """A name, a bar, a number in each row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(caption_font())
        metrics = QFontMetricsF(caption_font())
        most = max((each.number for each in self.figures), default=0) or 1
        names, over = self._names_px(), self._stands_over
        room = self.width() - names - _NUMBER_PX
        named_px = self.width() - _INSET_PX if over else names - 12
        for place, figure in enumerate(self.figures):
            row = self.area_of(place)
            painter.setPen(self.look.color("text"))
            name = metrics.elidedText(
                figure.name, Qt.TextElideMode.ElideRight, named_px
            )
            middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            line = row.adjusted(_INSET_PX, 0, 0, -row.height() / 2 if over else 0)
            painter.drawText(line, middle, name)
            row.setTop(line.bottom() if over else row.top())
            length = max(room * figure.number / most, 2)
            top = row.center().y() - _ROW_BAR_PX / 2
            behind = row.adjusted(names + length + 8, 0, 0, 0)
            painter.drawText(behind, middle, str(figure.number))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.color("accent"))
            painter.drawRoundedRect(QRectF(names, top, length, _ROW_BAR_PX), 2, 2)
        self.draw_nothing(painter, QRectF(self.rect()))
        self.draw_focus(painter)
