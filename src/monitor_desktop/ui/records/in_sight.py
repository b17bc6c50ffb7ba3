"""Something on a long page is scrolled to, and stays in sight while the page grows."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

_ABOVE_PX: Final = 52
_LAYOUTS: Final = 4
_HOLD_MS: Final = 1500


class InSight(QObject):
    """Scrolls an area to widgets of its page.

    Args:
        area: What scrolls.
        page: The widget in it.
    """

    def __init__(self, area: QScrollArea, page: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._page = page
        self._shown: QWidget | None = None
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._scroll)
        self._holding = QTimer(self, interval=_HOLD_MS, singleShot=True)
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(self._grown)
        bar.actionTriggered.connect(self._holding.stop)

    def bring(self, shown: QWidget | None) -> None:
        """Scroll a widget to the top, once it has its place."""
        self._shown = shown
        self._holding.start()
        self._soon.start()

    def _grown(self) -> None:
        """What was just shown has moved; whoever scrolled meanwhile stays there."""
        if self._holding.isActive():
            self._soon.start()

    def _scroll(self) -> None:
        if self._shown is not None and isValid(self._shown):
            for _ in range(_LAYOUTS):  # a field, its part, its section, the page
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            top = self._shown.mapTo(self._page, QPoint(0, 0)).y()
            self._area.verticalScrollBar().setValue(max(top - _ABOVE_PX, 0))
