"""Pages in a window that may be too low or too narrow for some of them."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import LOW_MARGINS, PAGE_MARGINS, column_of

LOW_PX: Final = 560
"""In a lower pane a page has less room around it."""
_LEAST_PX: Final = 160


class Pane(QScrollArea):
    """A page that fills the room there is; it scrolls once it can give way no more.

    Qt's own way asks a page for the height it would like, and scrolls pages whose
    lists could as well be shorter.
    """

    def __init__(self, page: QWidget, *, has_margins: bool = True) -> None:
        super().__init__()
        self._page = page
        self._has_margins = has_margins
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page takes the new room."""
        super().resizeEvent(event)
        if self._has_margins:
            low = self.height() < LOW_PX
            margins = LOW_MARGINS if low else PAGE_MARGINS
            column_of(self._page).setContentsMargins(*margins)
        self._fit()

    @override
    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        """What a page holds decides how much room it needs."""
        if arg__2.type() is QEvent.Type.LayoutRequest:
            self._fit()
            self.updateGeometry()
        return super().eventFilter(arg__1, arg__2)

    def _fit(self) -> None:
        page, room = self._page, self.viewport().size()
        page.resize(room.width(), max(room.height(), _least_height(page, room.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        """It is never scrolled sideways."""
        return QSize(self._page.minimumSizeHint().width(), _LEAST_PX)

    @override
    def sizeHint(self) -> QSize:
        """What the page would like."""
        return self._page.sizeHint()


def _least_height(page: QWidget, width: int) -> int:
    layout = page.layout()
    if layout is None:
        return page.minimumSizeHint().height()
    if layout.hasHeightForWidth():
        return layout.minimumHeightForWidth(width)
    return layout.totalMinimumSize().height()


class PageStack(QStackedWidget):
    """One page in sight, each in a pane; those out of sight ask for no room."""

    def __init__(self) -> None:
        super().__init__()
        self._panes: dict[QWidget, Pane] = {}
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def add(self, page: QWidget, *, has_margins: bool = True) -> None:
        """Take a page in."""
        self._panes[page] = Pane(page, has_margins=has_margins)
        self.addWidget(self._panes[page])

    def holds(self, page: QWidget) -> bool:
        """It was taken in."""
        return page in self._panes

    def show_page(self, page: QWidget) -> None:
        """Bring a page into sight, from its beginning."""
        pane = self._panes[page]
        if self.currentWidget() is not pane:
            pane.verticalScrollBar().setValue(0)
        self.setCurrentWidget(pane)

    def drop(self, page: QWidget) -> None:
        """Let go of a page; it is hidden and belongs to the caller."""
        page.hide()
        pane = self._panes.pop(page, None)
        if pane is None:  # made, and never shown
            return
        self.removeWidget(pane)
        pane.takeWidget()
        pane.deleteLater()

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for the page in sight."""
        current = self.currentWidget()
        return current.minimumSizeHint() if current is not None else QSize()

    @override
    def sizeHint(self) -> QSize:
        """What the page in sight would like."""
        current = self.currentWidget()
        return current.sizeHint() if current is not None else QSize()
