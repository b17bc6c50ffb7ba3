"""Who did what to whom: what is counted, by what, when; a chart and its table."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.domain.counting import Dimension, Measure, Table
from monitor_desktop.overriding import override
from monitor_desktop.services.counts import counting
from monitor_desktop.services.counts.counting import Question
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.charts import Figure
from monitor_desktop.ui.look.labelled import offer
from monitor_desktop.ui.look.pieces import Combo
from monitor_desktop.ui.reports.counted import CountedPanel
from monitor_desktop.ui.sessions import Session

_NO_COLUMNS: Final = ""


class StatisticsPanel(CountedPanel[Question, Table]):
    """Acts, victims, perpetrators and cases, told apart by one thing or by two."""

    def __init__(self, session: Session) -> None:
        self.measure, self.rows, self.columns = Combo(), Combo(), Combo()
        super().__init__(
            session,
            "Statistics",
            "statistics",
            {
                "What is counted": self.measure,
                "Rows": self.rows,
                "Columns": self.columns,
            },
        )

    @override
    def fill(self) -> None:
        words = self._session.say.words
        measures = {str(e): words("labels", f"count.{e}") for e in Measure}
        by = {str(e): words("labels", f"count.by.{e}") for e in Dimension}
        offer(self.measure, measures)
        offer(self.rows, by, first=str(Dimension.ACT_GROUP))
        offer(self.columns, {_NO_COLUMNS: words("app", "No columns"), **by})

    @property
    @override
    def question(self) -> Question:
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
    def answer(self, workspace: Workspace, question: Question) -> Table:
        return counting.count(workspace, question)

    @override
    def named(self, question: Question, answer: Table) -> list[list[str]]:
        words, workspace = self._session.say.words, self._session.workspace
        return counting.named(workspace, words, question, answer)

    @override
    def bars(self, answer: Table, names: Sequence[str]) -> list[Figure]:
        return [
            Figure(key=each.key, name=name, number=each.total or 0)
            for each, name in zip(answer.rows, names, strict=False)
        ]

    @override
    def summed_up(self, answer: Table) -> str:
        total = counting.LEFT_OUT if answer.total is None else str(answer.total)
        return f"{self._session.say.words('labels', 'count.total')}: {total}"
