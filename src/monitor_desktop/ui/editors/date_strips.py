"""A strip of cells: where in its month, year or years a date lies."""

import calendar
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor_desktop.domain.partial_dates import Bounds
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.theme import Look

_CELL_PX: Final = 8
_HEIGHT_PX: Final = 26
_GAP_PX: Final = 2
_POINTS: Final = 8
_MONTHS: Final = 12
_MOST_YEARS: Final = 60
_YEARS_AROUND: Final = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """Cells from ``first``; those from ``start`` to ``end`` are filled.

    Numbers are days of one month, months of one year, or years.
    """

    first: int
    last: int
    start: int
    end: int


def strip_of(bounds: Bounds) -> Strip | None:
    """The strip for a first and last possible day; None when an end is open."""
    start, end = bounds
    if start is None or end is None:
        return None
    years = int(start[:4]), int(end[:4])
    months = int(start[5:7]), int(end[5:7])
    if years[0] != years[1]:
        if years[1] - years[0] > _MOST_YEARS:
            return None
        around = years[0] - _YEARS_AROUND, years[1] + _YEARS_AROUND
        return Strip(*around, *years)
    if months[0] != months[1]:
        return Strip(1, _MONTHS, *months)
    days = calendar.monthrange(years[0], months[0])[1]
    return Strip(1, days, int(start[8:]), int(end[8:]))


class DateStrip(QWidget):
    """Draws a strip; what it shows stands in words beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._strip: Strip | None = None
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_bounds(self, bounds: Bounds) -> None:
        """Show where a date lies; nothing for an open end."""
        self._strip = strip_of(bounds)
        self.setVisible(self._strip is not None)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Wide as the field."""
        return QSize(120, _HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, and the numbers that matter under them."""
        strip = self._strip
        if strip is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = (self.width() - 2) / (strip.last - strip.first + 1)
        for number in range(strip.first, strip.last + 1):
            filled = strip.start <= number <= strip.end
            painter.setBrush(self._look.color("accent" if filled else "info_soft"))
            left = 1 + (number - strip.first) * step
            painter.drawRoundedRect(QRectF(left, 0, step - _GAP_PX, _CELL_PX), 2, 2)
        self._numbers(painter, strip, step)

    def _numbers(self, painter: QPainter, strip: Strip, step: float) -> None:
        font = QFont(self.font())
        font.setPointSizeF(_POINTS)
        painter.setFont(font)
        painter.setPen(self._look.color("muted"))
        metrics, taken = QFontMetrics(font), list[QRectF]()
        for number in (strip.start, strip.end, strip.first, strip.last):
            wide = metrics.horizontalAdvance(str(number)) + 2.0
            middle = 1 + (number - strip.first + 0.5) * step
            left = min(max(middle - wide / 2, 0), self.width() - wide)
            box = QRectF(left, _CELL_PX + 2, wide, _HEIGHT_PX - _CELL_PX - 2)
            if any(box.adjusted(-4, 0, 4, 0).intersects(each) for each in taken):
                continue
            taken.append(box)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), str(number))
