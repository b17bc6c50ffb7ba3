"""What the group tells others: statistics, replies, bulletin, deadlines, indicators."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from monitor_desktop.ui.fittings.page_heads import PageHead
from monitor_desktop.ui.fittings.section_tabs import SectionTabs
from monitor_desktop.ui.look.panes import PageStack
from monitor_desktop.ui.look.pieces import fill_page
from monitor_desktop.ui.reports.bulletins import BulletinPanel
from monitor_desktop.ui.reports.deadlines import DeadlinesPanel
from monitor_desktop.ui.reports.indicators import IndicatorsPanel
from monitor_desktop.ui.reports.replies import RepliesPanel
from monitor_desktop.ui.reports.rules import RulesPanel
from monitor_desktop.ui.reports.statistics import StatisticsPanel
from monitor_desktop.ui.sessions import Session

if TYPE_CHECKING:
    from collections.abc import Callable

PANELS = ("Statistics", "Replies", "Bulletin", "Deadlines", "Laws", "Indicators")


class ReportsPage(QWidget):
    """``opened`` carries type and id of a record; panels are made when looked at."""

    searched = Signal()
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._makers: tuple[Callable[[], QWidget], ...] = (
            lambda: StatisticsPanel(session),
            lambda: RepliesPanel(session),
            lambda: BulletinPanel(session),
            self._make_deadlines,
            self._make_rules,
            lambda: IndicatorsPanel(session),
        )
        self._panels: dict[int, QWidget] = {}
        head = PageHead(session, "Reports")
        head.searched.connect(self.searched)
        self.tabs = SectionTabs(session, PANELS)
        self._stack = PageStack()
        column = fill_page(self)
        column.addWidget(head)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.turn)
        self.turn(0)

    def _make_deadlines(self) -> DeadlinesPanel:
        panel = DeadlinesPanel(self._session)
        panel.opened.connect(self.opened)
        return panel

    def _make_rules(self) -> RulesPanel:
        panel = RulesPanel(self._session)
        panel.opened.connect(self.opened)
        return panel

    def turn(self, place: int) -> QWidget:
        """Show a panel, in the order of ``PANELS``."""
        if place not in self._panels:
            self._panels[place] = self._makers[place]()
            self._stack.add(self._panels[place], has_margins=False)
        panel = self._panels[place]
        self.tabs.show_current(place)
        self._stack.show_page(panel)
        self.setFocusProxy(panel)
        return panel
