"""Who did what to whom: what is counted, by what, when; a chart and its table."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget
from typing_extensions import override

from monitor_desktop.domain.counting import Dimension, Measure, Table
from monitor_desktop.services import counting
from monitor_desktop.services.counting import Question
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.charts import Figure, RowBars
from monitor_desktop.ui.figure_cards import CHART, TABLE
from monitor_desktop.ui.pieces import (
    Combo,
    PlainLabel,
    Segments,
    button,
    card,
    column_of,
    row,
)
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.reports.labelled import labelled, offer
from monitor_desktop.ui.reports.period_lines import PeriodLine
from monitor_desktop.ui.reports.saving import Saving
from monitor_desktop.ui.reports.tables import ReportTable
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.words import Message

_BARS: Final = 14
_NO_COLUMNS: Final = ""


@dataclass(frozen=True, slots=True)
class _Counted:
    """An answer with the question it belongs to."""

    question: Question
    table: Table


class StatisticsPanel(QWidget):
    """A question in one row, its answer below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: _Counted | None = None
        say = session.say
        self.measure = self._combo("What is counted")
        self.rows = self._combo("Rows")
        self.columns = self._combo("Columns")
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
        self.save = button(say, "Save table…", self._ask_target)
        self.total = PlainLabel(role="muted")
        self.chart = RowBars(session.look)
        say.put(self.chart.setAccessibleName, "Statistics")
        self.table = ReportTable()
        say.put(self.table.setAccessibleName, "Statistics")
        self.views = Segments(say, [(CHART, "Chart"), (TABLE, "Table")])
        self.views.choose(CHART)
        self._stack = QStackedWidget()
        self._build()
        self._fill()
        self._bind()

    def _combo(self, name: Message) -> Combo:
        made = Combo()
        self._session.say.put(made.setAccessibleName, name)
        return made

    def _bind(self) -> None:
        for each in (self.measure, self.rows, self.columns):
            each.currentIndexChanged.connect(lambda _place: self.count())
        self.public.toggled.connect(lambda _on: self.count())
        self.period.changed.connect(self.count)
        self.views.chosen.connect(self._turn)
        self._session.say.changed.connect(self._say_again)
        self._session.changed.connect(lambda _changes: self._look_again())

    def _build(self) -> None:
        say = self._session.say
        named = (
            ("What is counted", self.measure),
            ("Rows", self.rows),
            ("Columns", self.columns),
            ("Period", self.period),
        )
        frame = card()
        column = column_of(frame)
        asked = row(spacing=12)
        for message, field in named:
            asked.addLayout(labelled(say, message, field))
        asked.addStretch(1)
        column.addLayout(asked)
        column.addLayout(
            row(self.public, self.total, 1, self.views, self.save, spacing=12)
        )
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        outer = row(frame)
        self.setLayout(outer)
        column.insertWidget(0, self.notice)
        self.setFocusProxy(self.measure)

    def _fill(self) -> None:
        words = self._session.say.words
        measures = {str(e): words("labels", f"count.{e}") for e in Measure}
        by = {str(e): words("labels", f"count.by.{e}") for e in Dimension}
        offer(self.measure, measures)
        offer(self.rows, by, first=str(Dimension.ACT_GROUP))
        offer(self.columns, {_NO_COLUMNS: words("app", "No columns"), **by})

    @property
    def question(self) -> Question:
        """What is asked now."""
        first, last = self.period.bounds
        columns = self.columns.currentData()
        return Question(
            measure=Measure(self.measure.currentData()),
            rows=Dimension(self.rows.currentData()),
            columns=Dimension(columns) if columns else None,
            first=first,
            last=last,
            public=self.public.isChecked(),
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Other pages may have changed what is counted."""
        super().showEvent(event)
        self.count()

    def _look_again(self) -> None:
        if self.isVisible():
            self.count()

    def count(self) -> None:
        """Ask."""
        question = self.question

        def ask(workspace: Workspace) -> _Counted:
            return _Counted(question, counting.count(workspace, question))

        self._session.run(ask, self._show, self.notice.tell_problem)

    def _show(self, counted: _Counted) -> None:
        if counted.question == self.question:
            self._shown = counted
            self.notice.clear()
            self._say_table()

    def lines(self) -> list[list[str]]:
        """The answer in words: headings, rows, totals."""
        if self._shown is None:
            return []
        words, workspace = self._session.say.words, self._session.workspace
        return counting.named(workspace, words, self._shown.question, self._shown.table)

    def _say_again(self) -> None:
        self._fill()
        self._say_table()

    def _say_table(self) -> None:
        lines = self.lines()
        if self._shown is None or not lines:
            return
        heads, *rest = lines
        self.table.show_lines(heads, rest, total=True)
        table = self._shown.table
        total = counting.LEFT_OUT if table.total is None else str(table.total)
        words = self._session.say.words
        self.total.setText(f"{words('labels', 'count.total')}: {total}")
        self.chart.show_figures(
            [
                Figure(key=each.key, name=line[0], number=each.total or 0)
                for each, line in zip(table.rows, rest, strict=False)
            ][:_BARS]
        )

    def _turn(self, view: str) -> None:
        self._stack.setCurrentWidget(self.chart if view == CHART else self.table)

    def _ask_target(self) -> None:
        self.saving.ask("Save table", "statistics.csv", self.as_csv)

    def as_csv(self, _workspace: Workspace) -> bytes:
        """The table as a file that spreadsheets open."""
        return counting.as_csv(self.lines())
