"""Says over every page that the people in sight are invented."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from monitor_desktop.ui.look.pieces import button, said
from monitor_desktop.ui.sessions import Desk


class PracticeBar(QFrame):
    """A band across the window; ``ended`` asks to leave the practice."""

    ended = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "warn")
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 4, 24, 4)
        text = "Practice: everybody here is invented, and nothing of it is kept."
        line.addWidget(said(desk.say, text))
        line.addStretch(1)
        line.addWidget(button(desk.say, "End practice", self.ended.emit, kind="quiet"))
        self.hide()
