"""Today: what waits, what changed, how many of what and where."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.i18n import month_words
from monitor_desktop.i18n.date_texts import describe, with_weekday
from monitor_desktop.overriding import override
from monitor_desktop.services import dashboard
from monitor_desktop.services.dashboard import Today
from monitor_desktop.services.today import today
from monitor_desktop.ui.dashboard.recent_changes import ChangesCard
from monitor_desktop.ui.dashboard.region_cards import (
    counted_in,
    region_card,
    show_places,
)
from monitor_desktop.ui.dashboard.waiting_list import CARD_PX, WaitingCard
from monitor_desktop.ui.fittings.figure_cards import FigureCard
from monitor_desktop.ui.fittings.page_heads import PageHead
from monitor_desktop.ui.look.charts import Figure, MonthBars, RowBars
from monitor_desktop.ui.look.pieces import button, fill_page, scrolled
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session

NARROW_PX: Final = 960
"""Below this the cards stand one under the other."""
_SIDE_BY_SIDE: Final = (
    (0, 0, 1, 6),
    (0, 6, 1, 6),
    (1, 0, 1, 4),
    (1, 4, 1, 4),
    (1, 8, 1, 4),
)
_KINDS_SHOWN: Final = 6


class DashboardPage(QWidget):
    """The first page.

    ``went`` carries a page key and what waits to be done there (of ``Waits``);
    ``narrowed`` a filter of the list of cases;
    ``opened`` type and id of a record; ``wanted_new`` asks for an empty case.
    """

    went = Signal(str, str)
    narrowed = Signal(object)
    opened = Signal(str, str)
    searched = Signal()
    wanted_new = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: Today | None = None
        say = session.say
        self.notice = Notice(say)
        self.waiting = WaitingCard(session)
        self.months = FigureCard(session, "By month", MonthBars(session.look))
        self.map = region_card(session)
        self.kinds = FigureCard(session, "By type", RowBars(session.look))
        self.changes = ChangesCard(session)
        self._build()
        self.waiting.went.connect(self.went)
        self.waiting.opened.connect(self.opened)
        self.months.chosen.connect(self._narrow_month)
        self.kinds.chosen.connect(self._narrow_kind)
        self.map.chosen.connect(self._narrow_place)
        self.changes.opened.connect(self.opened)
        session.changed.connect(lambda _changes: self.reload())
        say.changed.connect(self._say_again)

    def _build(self) -> None:
        say = self._session.say
        head = self._head = PageHead(self._session, "Today")
        head.searched.connect(self.searched)
        head.add(button(say, "New case", self.wanted_new.emit, kind="primary"))
        say.put(head.subtitle.setText, lambda words: self._day(words.language))
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._cards = (self.waiting, self.months, self.map, self.kinds, self.changes)
        for each in self._cards:
            each.setMinimumHeight(CARD_PX)
        self._lay_out(narrow=False)
        column = fill_page(self)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addWidget(scrolled(body), 1)
        self.setFocusProxy(head.search)

    def _lay_out(self, *, narrow: bool) -> None:
        for place, each in enumerate(self._cards):
            where = (place, 0, 1, 12) if narrow else _SIDE_BY_SIDE[place]
            self._grid.addWidget(each, *where)
        for column in range(12):
            self._grid.setColumnStretch(column, 1)

    def _day(self, language: str) -> str:
        return with_weekday(today(self._session.kit), language)

    def reload(self) -> None:
        """Read again, when somebody looks."""
        if self.isVisible():
            self._session.run(dashboard.today, self._show, self.notice.tell_problem)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Other pages may have changed what is counted."""
        super().showEvent(event)
        self.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for more."""
        super().resizeEvent(event)
        self._lay_out(narrow=self.width() < NARROW_PX)

    def _show(self, today: Today) -> None:
        self._shown = today
        self.notice.clear()
        at_head = self._head.search.hasFocus()
        self.waiting.show_waiting(today.waiting)
        if at_head and self.waiting.rows:
            self.waiting.rows[0].act.setFocus()
        self.changes.show_changes(today.changes, today.changed)
        self._say_again()

    def _say_again(self) -> None:
        today = self._shown
        if today is None:
            return
        say = self._session.say
        months = [_month(each, n, say.language) for each, n in today.months.items()]
        self.months.show_figures(months)
        total = sum(today.months.values())
        one, many = "{n} case whose month is known", "{n} cases whose month is known"
        self.months.head.count.setText(say.plural(one, many, total))
        kinds = self._kinds(today.kinds)
        self.kinds.show_figures(kinds[:_KINDS_SHOWN], kinds)
        self.kinds.head.count.setText(str(sum(today.kinds.values())))
        show_places(self.map, self._session, today.places)

    def _kinds(self, numbers: Mapping[str, int]) -> list[Figure]:
        vocabulary = self._session.kit.vocabularies["case_types"]
        language = self._session.say.language
        return [
            Figure(key=code, name=vocabulary.label(code, language), number=number)
            for code, number in numbers.items()
        ]

    def _narrow_month(self, month: str) -> None:
        days = partial_dates.bounds(month)
        # As it was counted: what may also fall into another month is in neither.
        self.narrowed.emit(Filter(key="date_from", match=Match.WITHIN, values=days))

    def _narrow_kind(self, code: str) -> None:
        # Each type has its own figure, also one that is under another.
        self.narrowed.emit(Filter(key="case_type", match=Match.UNDER, values=(code,)))

    def _narrow_place(self, code: str) -> None:
        self.narrowed.emit(counted_in(self._session.kit.gazetteer, code))


def _month(month: str, number: int, language: str) -> Figure:
    short = month_words.SHORT[language][int(month[5:]) - 1]
    name = describe(month, language)
    return Figure(key=month, name=name, short=short, number=number)
