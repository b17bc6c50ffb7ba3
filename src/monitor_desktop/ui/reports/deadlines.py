"""What is due and overdue, across all types, the most overdue first."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from monitor_desktop.domain.deadlines import Due
from monitor_desktop.i18n.date_texts import brief
from monitor_desktop.i18n.labels import due_label
from monitor_desktop.overriding import override
from monitor_desktop.services.time_limits import deadlines, laws
from monitor_desktop.ui.fittings.fresh_pages import FreshPage
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    Segments,
    card,
    column_of,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.report_tables import ReportTable
from monitor_desktop.ui.sessions import Session

ALL: Final = "all"
OVERDUE: Final = "overdue"
MONTH: Final = "month"
_DAYS_OF_A_MONTH: Final = 30
_AT_TOP: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_KEPT: Final[dict[str, Callable[[Due], bool]]] = {
    ALL: lambda _due: True,
    OVERDUE: lambda due: due.is_overdue,
    MONTH: lambda due: due.days_left <= _DAYS_OF_A_MONTH,
}


class DeadlinesPanel(FreshPage):
    """``opened`` carries type and id of the record something is due of."""

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._every: list[Due] = []
        say = session.say
        self.which = Segments(
            say, [(ALL, "All"), (OVERDUE, "Overdue"), (MONTH, "Within 30 days")]
        )
        self.which.choose(ALL)
        self.count = PlainLabel(role="muted")
        self.notice = Notice(say)
        self.calendar = PlainLabel(role="doubt", wraps=True)
        self.calendar.hide()
        self._year: int | None = None
        self.table = ReportTable()
        say.put(self.table.setAccessibleName, "Deadlines")
        nothing = said(say, "Nothing is due.", role="muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(_at_top(nothing))
        frame = card()
        column = column_of(frame)
        column.addWidget(self.notice)
        column.addLayout(row(self.which, self.count, 1, spacing=12))
        column.addWidget(self.calendar)
        column.addWidget(self._stack, 1)
        self.setLayout(row(frame))
        self.setFocusProxy(self.table)
        self.which.chosen.connect(lambda _key: self._say_table())
        self.table.opened.connect(self._open)
        say.changed.connect(self._say_table)
        say.changed.connect(self._say_calendar)

    @property
    def shown(self) -> list[Due]:
        """What the table lists."""
        return [each for each in self._every if _KEPT[self.which.value](each)]

    @override
    def reload(self) -> None:
        """Read again."""
        self._session.run(deadlines.listed, self._show, self.notice.tell_problem)
        self._session.run(
            laws.year_without_days_off, self._show_year, self.notice.tell_problem
        )

    def _show_year(self, year: int | None) -> None:
        self._year = year
        self._say_calendar()

    def _say_calendar(self) -> None:
        """Only a coordinator can enter days off, but everybody counts by them."""
        self.calendar.setVisible(self._year is not None)
        message = (
            "Idi Ramazon and Idi Qurbon of {year} have not been entered:"
            " they fall on other days every year."
        )
        self.calendar.setText(self._session.say(message, year=self._year))

    def _show(self, every: list[Due]) -> None:
        self._every = every
        self.notice.clear()
        self._say_table()

    def _say_table(self) -> None:
        say, shown = self._session.say, self.shown
        heads = [
            say("Until"),
            say("Days"),
            say("What is due"),
            say("Record"),
            say("Reference"),
        ]
        lines = [self._line(each) for each in shown]
        self.table.show_lines(heads, lines, wide=3, whole=(0, 1, 4))
        late = sum(each.is_overdue for each in self._every)
        self.count.setText(
            say("{n} of {total} overdue", n=late, total=len(self._every))
            if self._every
            else ""
        )
        self._stack.setCurrentIndex(0 if shown else 1)

    def _line(self, due: Due) -> list[str]:
        say = self._session.say
        day = brief(due.day, say.language)
        number = abs(due.days_left)
        left = (
            say.plural("{n} day late", "{n} days late", number)
            if due.is_overdue
            else say.plural("{n} day left", "{n} days left", number)
        )
        what = due_label(self._session.reader, due)
        if due.rule is not None and not due.rule.confirmed_by:
            what = f"{what} ({say('confirm with a lawyer')})"
        return [f"{day} {due.time}".strip(), left, what, due.title, due.ref]

    def _open(self, place: int) -> None:
        shown = self.shown
        if 0 <= place < len(shown):
            record = shown[place].record
            self._session.run(
                lambda workspace: deadlines.whole(workspace, record),
                self._tell_open,
                self.notice.tell_problem,
            )

    def _tell_open(self, found: tuple[str, str] | None) -> None:
        if found is not None:
            self.opened.emit(*found)


def _at_top(label: PlainLabel) -> PlainLabel:
    """Words of an empty list begin where its rows would."""
    label.setAlignment(_AT_TOP)
    return label
