"""The map, as large as the page: where what is recorded happened."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from monitor_desktop.overriding import override
from monitor_desktop.services import dashboard
from monitor_desktop.services.dashboard import Places
from monitor_desktop.ui.dashboard.region_cards import (
    counted_in,
    region_card,
    show_places,
)
from monitor_desktop.ui.fittings.page_heads import PageHead
from monitor_desktop.ui.look.pieces import fill_page
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session


class MapPage(QWidget):
    """``narrowed`` carries a filter of the list of cases."""

    narrowed = Signal(object)
    searched = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._places: Places | None = None
        self.notice = Notice(session.say)
        self.map = region_card(session)
        head = PageHead(session, "Map")
        head.searched.connect(self.searched)
        column = fill_page(self)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addWidget(self.map, 1)
        self.map.chosen.connect(self._narrow)
        session.say.changed.connect(self._say_again)
        self.setFocusProxy(self.map.chart)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Other pages may have changed what is counted."""
        super().showEvent(event)
        self._session.run(dashboard.places, self._show, self.notice.tell_problem)

    def _show(self, places: Places) -> None:
        self._places = places
        self._say_again()

    def _say_again(self) -> None:
        if self._places is not None:
            show_places(self.map, self._session, self._places)

    def _narrow(self, code: str) -> None:
        self.narrowed.emit(counted_in(self._session.kit.gazetteer, code))
