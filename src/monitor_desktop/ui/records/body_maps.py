"""Drawings of a body to mark injuries on (Istanbul Protocol, annex III)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.theme import Look

WHOLE: Final = 1000
"""Places are thousandths of a drawing, from its upper left corner."""
_CANVAS: Final = QSize(730, 344)
_PLACES: Final[Mapping[str, tuple[int, int, int, int]]] = {
    "front": (0, 2, 128, 320),
    "back": (142, 2, 128, 320),
    "head_front": (288, 2, 110, 132),
    "head_back": (406, 2, 110, 132),
    "head_left": (288, 178, 110, 132),
    "head_right": (406, 178, 110, 132),
    "hands": (530, 2, 200, 125),
    "feet": (560, 166, 140, 144),
}
"""Left, top, width and height of each drawing on the canvas, in pixels."""
_NAME_PX: Final = 18
_MARK_PX: Final = 9.0
_SMALL_POINTS: Final = 8.5
_STEP: Final = 20
_FINE_STEP: Final = 4
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TURNS: Final = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_TAKES: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One numbered mark.

    Attributes:
        id: Of the part of the record.
        number: As it stands beside the drawing.
        view: Key of the drawing.
        x: Thousandths from the left.
        y: Thousandths from the top.
        text: What it is, in words.
    """

    id: str
    number: int
    view: str
    x: int
    y: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Drawing:
    shapes: tuple[QPolygonF, ...]
    lines: tuple[QPolygonF, ...]


def _drawings(file: Path) -> Mapping[str, _Drawing]:
    read = json.loads(file.read_text(encoding="utf-8"))
    return {
        key: _Drawing(_polygons(each["shapes"]), _polygons(each["lines"]))
        for key, each in read.items()
    }


def _polygons(given: Sequence[Sequence[Sequence[int]]]) -> tuple[QPolygonF, ...]:
    return tuple(QPolygonF([QPointF(x, y) for x, y in each]) for each in given)


class BodyMap(QWidget):
    """Front, back, head, hands and feet; a click or Enter sets a mark.

    Arrows move the cross (with Shift by little), Page Up and Page Down go to another
    drawing, Enter sets a mark or opens the one under the cross. A mark can be dragged.

    ``placed`` carries drawing and place of a new mark; ``chosen`` the id of a mark;
    ``shifted`` its id and its new place.
    """

    placed = Signal(str, int, int)
    chosen = Signal(str)
    shifted = Signal(str, int, int)

    def __init__(self, look: Look, file: Path) -> None:
        super().__init__()
        self._look = look
        self._drawn = _drawings(file)
        self._names: Mapping[str, str] = {}
        self.marks: tuple[Mark, ...] = ()
        self._current = ""
        self._view, self._x, self._y = "front", WHOLE // 2, WHOLE // 4
        self._dragged = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setFixedHeight(_CANVAS.height())
        look.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return _CANVAS

    @override
    def minimumSizeHint(self) -> QSize:
        """Narrower, everything is drawn smaller."""
        return QSize(_CANVAS.width() // 2, _CANVAS.height())

    def show_names(self, names: Mapping[str, str]) -> None:
        """What each drawing is called, by its key."""
        self._names = names
        self._tell()
        self.update()

    def show_marks(self, marks: Sequence[Mark], current: str) -> None:
        """Show these marks, one of them chosen."""
        self.marks, self._current = tuple(marks), current
        chosen = next((each for each in marks if each.id == current), None)
        if chosen is not None and not self._dragged:
            self._view, self._x, self._y = chosen.view, chosen.x, chosen.y
        self._tell()
        self.update()

    @property
    def _scale(self) -> float:
        return min(self.width() / _CANVAS.width(), 1.0)

    def box_of(self, view: str) -> QRectF:
        """Where a drawing stands."""
        left, top, width, height = _PLACES[view]
        scale = self._scale
        return QRectF(left * scale, top * scale, width * scale, height * scale)

    def point_of(self, view: str, x: int, y: int) -> QPointF:
        """A place of a drawing, on the widget."""
        box = self.box_of(view)
        return QPointF(
            box.left() + box.width() * x / WHOLE, box.top() + box.height() * y / WHOLE
        )

    def place_at(self, point: QPointF) -> tuple[str, int, int] | None:
        """The drawing under a point and the place on it, or None beside them."""
        for view in _PLACES:
            box = self.box_of(view)
            if box.contains(point):
                x = round((point.x() - box.left()) / box.width() * WHOLE)
                y = round((point.y() - box.top()) / box.height() * WHOLE)
                return view, x, y
        return None

    def mark_at(self, point: QPointF) -> Mark | None:
        """The mark under a point; the last one where they lie on each other."""
        found = None
        for each in self.marks:
            if each.view in _PLACES:
                away = self.point_of(each.view, each.x, each.y) - point
                near = QPointF.dotProduct(away, away) <= (_MARK_PX + 1) ** 2
                found = each if near else found
        return found

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a mark, or set a new one."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        mark, place = self.mark_at(event.position()), self.place_at(event.position())
        if mark is not None:
            self._dragged = mark.id
            self._view, self._x, self._y = mark.view, mark.x, mark.y
        elif place is not None:
            self._view, self._x, self._y = place
            self.placed.emit(*place)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A mark follows the pointer within its drawing."""
        place = self.place_at(event.position())
        if self._dragged and place is not None and place[0] == self._view:
            _, self._x, self._y = place
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A mark that was moved stays there; one that was clicked is opened."""
        held, self._dragged = self._dragged, ""
        mark = next((each for each in self.marks if each.id == held), None)
        if mark is None:
            return
        if (mark.x, mark.y) != (self._x, self._y):
            self.shifted.emit(mark.id, self._x, self._y)
        else:
            self.chosen.emit(mark.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The cross goes by arrows; Enter marks."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = _FINE_STEP if fine else _STEP
            across, down = _ARROWS[key]
            self._x = min(max(self._x + across * step, 0), WHOLE)
            self._y = min(max(self._y + down * step, 0), WHOLE)
        elif key in _TURNS:
            views = list(_PLACES)
            place = (views.index(self._view) + _TURNS[key]) % len(views)
            self._view, self._x, self._y = views[place], WHOLE // 2, WHOLE // 2
        elif key in _TAKES:
            self._take()
        else:
            super().keyPressEvent(event)
            return
        self._tell()
        self.update()

    def _take(self) -> None:
        mark = self.mark_at(self.point_of(self._view, self._x, self._y))
        if mark is not None:
            self.chosen.emit(mark.id)
        else:
            self.placed.emit(self._view, self._x, self._y)

    def _tell(self) -> None:
        """Where the cross is, for those who cannot see it."""
        mark = self.mark_at(self.point_of(self._view, self._x, self._y))
        place = f"{self._x // 10} %, {self._y // 10} %"
        under = f"; {mark.number}: {mark.text}" if mark else ""
        name = self._names.get(self._view, "")
        self.setAccessibleDescription(f"{name}, {place}{under}")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Drawings, their names, the cross, the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for view in _PLACES:
            self._draw_view(painter, view)
        if self.hasFocus():
            self._draw_cross(painter)
        for each in self.marks:
            if each.view in _PLACES:
                self._draw_mark(painter, each)
        painter.end()

    def _draw_view(self, painter: QPainter, view: str) -> None:
        box = self.box_of(view)
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(box.width() / WHOLE, box.height() / WHOLE)
        pen = QPen(self._look.color("field"), 1.2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(self._look.color("alt"))
        for shape in self._drawn[view].shapes:
            painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self._drawn[view].lines:
            path = QPainterPath()
            path.addPolygon(line)
            painter.drawPath(path)
        painter.restore()
        self._draw_name(painter, box, view)

    def _draw_name(self, painter: QPainter, box: QRectF, view: str) -> None:
        font = QFont(self.font())
        font.setPointSizeF(_SMALL_POINTS)
        painter.setFont(font)
        here = self.hasFocus() and view == self._view
        painter.setPen(self._look.color("accent" if here else "muted"))
        under = QRectF(box.left() - 8, box.bottom() + 2, box.width() + 16, _NAME_PX)
        text = QFontMetricsF(font).elidedText(
            self._names.get(view, ""), Qt.TextElideMode.ElideRight, under.width()
        )
        painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), text)

    def _draw_cross(self, painter: QPainter) -> None:
        at = self.point_of(self._view, self._x, self._y)
        painter.setPen(QPen(self._look.color("accent"), 2))
        reach = _MARK_PX + 5
        painter.drawLine(at - QPointF(reach, 0), at + QPointF(reach, 0))
        painter.drawLine(at - QPointF(0, reach), at + QPointF(0, reach))

    def _draw_mark(self, painter: QPainter, mark: Mark) -> None:
        held = mark.id == self._dragged
        x, y = (self._x, self._y) if held else (mark.x, mark.y)
        at = self.point_of(mark.view, x, y)
        chosen = mark.id == self._current
        painter.setPen(QPen(self._look.color("text" if chosen else "base"), 2))
        painter.setBrush(self._look.color("accent"))
        painter.drawEllipse(at, _MARK_PX, _MARK_PX)
        font = QFont(self.font())
        font.setPointSizeF(_SMALL_POINTS)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._look.color("on_accent"))
        round_it = QRectF(at.x() - 12, at.y() - 12, 24, 24)
        painter.drawText(round_it, int(Qt.AlignmentFlag.AlignCenter), str(mark.number))
