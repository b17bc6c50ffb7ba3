"""How bodies answer: requests by body, law, outcome, and the median of the days."""

from collections.abc import Sequence

from monitor_desktop.domain.reply_times import By
from monitor_desktop.overriding import override
from monitor_desktop.services.time_limits import reply_times
from monitor_desktop.services.time_limits.reply_times import Answer, Question
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.charts import Figure
from monitor_desktop.ui.look.labelled import offer
from monitor_desktop.ui.look.pieces import Combo
from monitor_desktop.ui.reports.counted import CountedPanel
from monitor_desktop.ui.sessions import Session


class RepliesPanel(CountedPanel[Question, Answer]):
    """The chart shows how many were asked; the table all that is known of them."""

    def __init__(self, session: Session) -> None:
        self.by = Combo()
        super().__init__(session, "Replies", "replies", {"Rows": self.by})

    @override
    def fill(self) -> None:
        words = self._session.say.words
        offer(self.by, {str(e): words("labels", f"replies.by.{e}") for e in By})

    @property
    @override
    def question(self) -> Question:
        first, last = self.period.bounds
        return Question(
            by=By(self.by.currentData()),
            first=first,
            last=last,
            public=self.public.isChecked(),
        )

    @override
    def answer(self, workspace: Workspace, question: Question) -> Answer:
        return reply_times.count(workspace, question)

    @override
    def named(self, question: Question, answer: Answer) -> list[list[str]]:
        words, workspace = self._session.say.words, self._session.workspace
        return reply_times.named(workspace, words, question, answer)

    @override
    def bars(self, answer: Answer, names: Sequence[str]) -> list[Figure]:
        return [
            Figure(key=each.key, name=name, number=each.asked)
            for each, name in zip(answer.rows, names, strict=False)
        ]

    @override
    def summed_up(self, answer: Answer) -> str:
        words, total = self._session.say.words, answer.total
        told = [(words("labels", "replies.asked"), str(total.asked))]
        if total.median is not None:
            told.append((words("labels", "replies.median"), f"{total.median:g}"))
        return " · ".join(f"{name}: {number}" for name, number in told)
