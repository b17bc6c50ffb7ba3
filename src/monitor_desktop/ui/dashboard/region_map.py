"""A schematic map of the regions, with a dot for each district that has something."""

import csv
import json
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
)

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.charts import Chart, caption_font, mixed
from monitor_desktop.ui.look.theme import Look

CAPITAL: Final = "TJ-DU"
_MIDDLE_LATITUDE: Final = 38.9
"""Degrees of longitude are narrowed by its cosine: no country looks too wide."""
_MARGIN_PX: Final = 8
_DOT_SHARE: Final = 0.004
"""Radius of the smallest dot as a share of the width; the largest is three times."""
_SMALLEST_DOT_PX: Final = 2.2
"""However wide the map is."""
_HALO_PX: Final = 3.0
_PALEST: Final = 0.25
_DEEPEST: Final = 0.85
_LABELS: Final = {
    "TJ-SU": (69.0, 39.72),
    "TJ-RA": (69.75, 38.93),
    "TJ-KT": (69.0, 37.75),
    "TJ-GB": (72.9, 38.2),
    CAPITAL: (67.75, 39.1),
}
"""Where the name of each region stands, longitude and latitude in degrees."""

Ring = list[list[float]]


@lru_cache
def _outlines(folder: Path) -> dict[str, list[Ring]]:
    read: dict[str, list[Ring]] = json.loads(
        (folder / "regions.json").read_text(encoding="utf-8")
    )
    return read


@lru_cache
def _seats(folder: Path) -> dict[str, QPointF]:
    with (folder / "districts.csv").open(encoding="utf-8", newline="") as file:
        return {
            each["code"]: _flat(float(each["longitude"]), float(each["latitude"]))
            for each in csv.DictReader(file)
        }


def _flat(longitude: float, latitude: float) -> QPointF:
    """A point of a map with equal distances along the middle parallel, north up."""
    narrowed = math.cos(math.radians(_MIDDLE_LATITUDE))
    return QPointF(longitude * narrowed, -latitude)


def _path(rings: Iterable[Ring]) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        path.addPolygon(QPolygonF([_flat(x, y) for x, y in ring]))
        path.closeSubpath()
    return path


class RegionMap(Chart):
    """Figures are the regions; ``show_districts`` adds the dots.

    Args:
        look: The theme.
        folder: Holds ``regions.json`` and ``districts.csv``.
    """

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__(look)
        self._folder = folder
        self._paths = {code: _path(each) for code, each in _outlines(folder).items()}
        self._districts: Mapping[str, int] = {}
        self._fitted = QTransform()

    def show_districts(self, numbers: Mapping[str, int]) -> None:
        """A dot for each district, larger where there is more."""
        self._districts = {code: n for code, n in numbers.items() if n}
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the country into what there is."""
        super().resizeEvent(event)
        box = QRectF()
        for path in self._paths.values():
            box = box.united(path.boundingRect())
        room = QRectF(self.rect()).adjusted(
            _MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX
        )
        scale = min(room.width() / box.width(), room.height() / box.height())
        middle, centre = room.center(), box.center()
        self._fitted = QTransform()
        self._fitted.translate(middle.x(), middle.y())
        self._fitted.scale(scale, scale)
        self._fitted.translate(-centre.x(), -centre.y())

    def shape_of(self, code: str) -> QPainterPath:
        """A region as it is drawn."""
        return self._fitted.map(self._paths[code])

    @override
    def area_of(self, place: int) -> QRectF:
        """The box round a region."""
        return self.shape_of(self.figures[place].key).boundingRect()

    @override
    def place_at(self, point: QPointF) -> int:
        """The region under a point, the smallest where one lies in another."""
        for place, figure in enumerate(self.figures):
            label = self._label_box(figure.key, f"{figure.short} {figure.number}")
            if label.contains(point):
                return place
        shapes = [self.shape_of(each.key) for each in self.figures]
        met = [place for place, each in enumerate(shapes) if each.contains(point)]
        return min(met, key=lambda n: shapes[n].boundingRect().width(), default=-1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Regions by how much there is in them, dots, names and numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((each.number for each in self.figures), default=0) or 1
        self._draw_regions(painter, most)
        self._draw_dots(painter)
        for figure in self.figures:
            self._draw_label(painter, figure.key, f"{figure.short} {figure.number}")

    def _draw_regions(self, painter: QPainter, most: int) -> None:
        for place, figure in enumerate(self.figures):
            is_current = self.hasFocus() and place == self.current
            edge = self.look.color("text" if is_current else "base")
            painter.setPen(QPen(edge, 2 if is_current else 1.5))
            painter.setBrush(self._shade(figure.number / most))
            painter.drawPath(self.shape_of(figure.key))

    def _shade(self, share: float) -> QColor:
        depth = _PALEST + (_DEEPEST - _PALEST) * share
        return mixed(self.look.color("accent"), self.look.color("base"), depth)

    def _draw_dots(self, painter: QPainter) -> None:
        seats = _seats(self._folder)
        most = max(self._districts.values(), default=1)
        painter.setPen(QPen(self.look.color("base"), 1))
        painter.setBrush(self.look.color("accent"))
        smallest = min(_DOT_SHARE * self.width(), _SMALLEST_DOT_PX)
        for code, number in self._districts.items():
            if code in seats:
                radius = smallest * (1 + 2 * math.sqrt(number / most))
                painter.drawEllipse(self._fitted.map(seats[code]), radius, radius)

    def _label_box(self, code: str, text: str) -> QRectF:
        metrics = QFontMetricsF(caption_font(bold=True))
        size = metrics.size(0, text)
        box = QRectF(QPointF(0, 0), size)
        box.moveCenter(self._fitted.map(_flat(*_LABELS[code])))
        box.moveLeft(max(box.left(), 2))
        box.moveRight(min(box.right(), self.width() - 2))
        return box

    def _draw_label(self, painter: QPainter, code: str, text: str) -> None:
        """A name with a halo of the ground; the capital's has a line to it."""
        box = self._label_box(code, text)
        if code == CAPITAL:
            painter.setPen(QPen(self.look.color("text"), 1))
            end = self.shape_of(code).boundingRect().center()
            painter.drawLine(QPointF(box.center().x(), box.bottom() - 2), end)
        font = caption_font(bold=True)
        metrics = QFontMetricsF(font)
        letters = QPainterPath()
        letters.addText(box.left(), box.top() + metrics.ascent(), font, text)
        halo = QPen(self.look.color("base"), _HALO_PX)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(letters, halo)
        painter.fillPath(letters, self.look.color("text"))

    @override
    def sizeHint(self) -> QSize:
        """Wider than high."""
        return QSize(340, 240)
