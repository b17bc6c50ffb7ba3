"""A panel that counts: a question in one row, its answer below as chart and table."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, Generic, TypeVar

from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.services.counts import spreadsheets
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.figure_cards import CHART, TABLE
from monitor_desktop.ui.fittings.fresh_pages import FreshPage
from monitor_desktop.ui.look.charts import Figure, RowBars
from monitor_desktop.ui.look.flows import FlowLayout
from monitor_desktop.ui.look.labelled import labelled
from monitor_desktop.ui.look.pieces import (
    Combo,
    PlainLabel,
    Segments,
    card,
    column_of,
    row,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.report_tables import ReportTable
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.reports.period_lines import PeriodLine
from monitor_desktop.ui.reports.saving import Saving, TableButton
from monitor_desktop.ui.sessions import Session

_BARS: Final = 14

Q = TypeVar("Q")
A = TypeVar("A")


class CountedPanel(FreshPage, Generic[Q, A]):
    """What every panel that counts has: period, publication, chart, table, saving.

    Args:
        session: The open profile.
        name: What the panel is called.
        file_name: Under which the table is saved, without its kind.
        asked: What can be chosen, by its name; the period comes last.
    """

    def __init__(
        self,
        session: Session,
        name: Message,
        file_name: str,
        asked: Mapping[Message, Combo],
    ) -> None:
        super().__init__(session)
        self._session = session
        self._file_name = file_name
        self._shown: tuple[Q, A] | None = None
        say = session.say
        self.period = PeriodLine(session)
        self.public = QCheckBox()
        say.put(self.public.setText, "For publication")
        say.put(self.public.setAccessibleName, "For publication")
        say.put(
            self.public.setToolTip,
            "Numbers that could tell who somebody is are left out.",
        )
        self.notice = Notice(say)
        self.saving = Saving(session, self, self.notice)
        self.save = TableButton(session)
        self.save.chosen.connect(self._ask_target)
        self.total = PlainLabel(role="muted", wraps=True)
        self.chart = RowBars(session.look)
        session.say.put(self.chart.say_nothing, "Nothing to count yet.")
        self.table = ReportTable()
        for each in (self.chart, self.table):
            say.put(each.setAccessibleName, name)
        self.views = Segments(say, [(CHART, "Chart"), (TABLE, "Table")])
        self.views.choose(CHART)
        self._stack = QStackedWidget()
        self._asked = dict(asked)
        self._build()
        self.fill()
        self._bind()

    def _build(self) -> None:
        say = self._session.say
        frame = card()
        column = column_of(frame)
        column.addWidget(self.notice)
        asked = QWidget()
        flow = FlowLayout(asked, gap=12, line_gap=8)
        for message, field in {**self._asked, "Period": self.period}.items():
            say.put(field.setAccessibleName, message)
            each = QWidget()
            each.setLayout(labelled(say, message, field))
            flow.addWidget(each)
        column.addWidget(asked)
        shown = row(self.public, self.total, self.views, self.save, spacing=12)
        shown.setStretch(1, 1)
        column.addLayout(shown)
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        self.setLayout(row(frame))
        self.setFocusProxy(next(iter(self._asked.values())))

    def _bind(self) -> None:
        for each in self._asked.values():
            each.currentIndexChanged.connect(lambda _place: self.count())
        self.public.toggled.connect(lambda _on: self.count())
        self.period.changed.connect(self.count)
        self.views.chosen.connect(self._turn)
        self._session.say.changed.connect(self._say_again)

    @abstractmethod
    def fill(self) -> None:
        """Name what can be chosen in the language of the moment."""

    @property
    @abstractmethod
    def question(self) -> Q:
        """What is asked now."""

    @abstractmethod
    def answer(self, workspace: Workspace, question: Q) -> A:
        """Count; in the worker."""

    @abstractmethod
    def named(self, question: Q, answer: A) -> list[list[str]]:
        """The answer in words: headings, rows, totals."""

    @abstractmethod
    def bars(self, answer: A, names: Sequence[str]) -> list[Figure]:
        """A bar for each row that has one."""

    @abstractmethod
    def summed_up(self, answer: A) -> str:
        """What stands beside the question."""

    @override
    def reload(self) -> None:
        """Count again."""
        self.count()

    def count(self) -> None:
        """Ask."""
        question = self.question
        self._session.run(
            lambda workspace: self.answer(workspace, question),
            partial(self._show, question),
            self.notice.tell_problem,
        )

    def _show(self, question: Q, answer: A) -> None:
        if question == self.question:
            self._shown = question, answer
            self.notice.clear()
            self._say_table()

    def lines(self) -> list[list[str]]:
        """The answer in words: headings, rows, totals; empty before there is one."""
        return self.named(*self._shown) if self._shown is not None else []

    def _say_again(self) -> None:
        self.fill()
        self._say_table()

    def _say_table(self) -> None:
        if self._shown is None:
            return
        heads, *rest = self.lines()
        self.table.show_lines(heads, rest, total=True)
        _, answer = self._shown
        self.total.setText(self.summed_up(answer))
        bars = self.bars(answer, [each[0] for each in rest])
        self.chart.show_figures(bars[:_BARS])

    def _turn(self, view: str) -> None:
        self._stack.setCurrentWidget(self.chart if view == CHART else self.table)

    def _ask_target(self, suffix: str) -> None:
        if self._shown is not None:
            lines = spreadsheets.with_numbers(self.lines())
            self.saving.ask_table(self._file_name, suffix, lines)
