"""The steps of the first run at its side: a number, or a check where one is done."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import PlainLabel, mark, row
from monitor_desktop.ui.sessions import Desk

_CIRCLE_PX: Final = 24
_ROW_PX: Final = 40
_CHECK_PX: Final = 16
_PEN_PX: Final = 1.5


class _Circle(QWidget):
    """Filled for the step in sight, green with a check for those done."""

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__()
        self._desk = desk
        self._number = number
        self.state = ""
        self.setFixedSize(_CIRCLE_PX, _CIRCLE_PX)
        desk.look.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle, then number or check."""
        look = self._desk.look
        ground, edge, ink = {
            "done": ("ok_soft", "ok", "ok"),
            "now": ("accent", "accent", "on_accent"),
        }.get(self.state, ("base", "border", "muted"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color(edge), _PEN_PX))
        painter.setBrush(look.color(ground))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self.state == "done":
            side = (_CIRCLE_PX - _CHECK_PX) // 2
            painter.drawPixmap(side, side, look.picture("check", "ok", _CHECK_PX))
            return
        font = self.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() - 2)
        painter.setFont(font)
        painter.setPen(look.color(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepMark(QFrame):
    """One step: a circle and its name; the state is said in words too."""

    def __init__(self, desk: Desk, number: int, message: str) -> None:
        super().__init__()
        self._desk = desk
        self._message = message
        self._circle = _Circle(desk, number)
        self._name = PlainLabel(role="muted")
        self.setFixedHeight(_ROW_PX)
        line = row(self._circle, self._name, 1, spacing=12)
        line.setContentsMargins(8, 0, 8, 0)
        self.setLayout(line)
        desk.say.put(self._name.setText, message)

    def show_state(self, state: str) -> None:
        """Now, done or nothing of both."""
        self._circle.state = state
        self._circle.update()
        mark(self, "card", "step" if state == "now" else "")
        mark(self._name, "role", {"now": "fresh_step", "done": ""}.get(state, "muted"))
        self._desk.say.put(self._name.setAccessibleName, self._said)

    def _said(self, words: Words) -> str:
        name = words("app", self._message)
        done = self._circle.state == "done"
        return f"{name}: {words('app', 'done (step)')}" if done else name
