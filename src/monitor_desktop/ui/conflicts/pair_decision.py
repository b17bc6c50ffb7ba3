"""Two persons who may be one: what is known of both, and what somebody decides."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from monitor_desktop.domain.records import RecordTree
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services import records, same_persons
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.same_persons import Suggested
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.conflicts.conflict_sides import SideCard
from monitor_desktop.ui.fittings.facts import facts_of
from monitor_desktop.ui.look.pieces import PlainLabel, button, row, said
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session

_Both = tuple[RecordTree, RecordTree]
_SIDES: Final = 2


class PairDecision(QFrame):
    """``decided`` carries both references and what they were called.

    Nothing is merged: that two records are one person is remembered beside them.
    """

    decided = Signal(str, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._session = session
        self._pair: Suggested | None = None
        self._both: _Both | None = None
        say = session.say
        self.why = PlainLabel(role="muted", wraps=True)
        self.cards = [
            SideCard(session, number + 1, keys=False) for number in range(_SIDES)
        ]
        self.notice = Notice(say)
        self.same = button(
            say, "The same person", partial(self.decide, same_persons.SAME)
        )
        self.two = button(
            say, "Two people", partial(self.decide, same_persons.DIFFERENT)
        )
        sides = QHBoxLayout()
        sides.setSpacing(12)
        for each in self.cards:
            sides.addWidget(each, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(said(say, "One person, or two?", role="h2"))
        column.addWidget(self.why)
        column.addLayout(sides, 1)
        told = "Both records stay. Counts and lists then take them for one person."
        column.addWidget(said(say, told, role="caption", wraps=True))
        column.addWidget(self.notice)
        column.addLayout(row(1, self.two, self.same))
        say.changed.connect(self._fill)

    def show_pair(self, pair: Suggested) -> None:
        """Show two persons; nothing is chosen beforehand."""
        self._pair, self._both = pair, None
        self.notice.clear()
        self._session.say.put(self.why.setText, lambda words: _why(words, pair))
        for card, name, ref in zip(
            self.cards, pair.names, (pair.one, pair.other), strict=True
        ):
            card.show_side(name, ref, "", "")

        def read(workspace: Workspace) -> _Both:
            return records.show(workspace, pair.one), records.show(
                workspace, pair.other
            )

        self._session.run(read, self._read, self.notice.tell_problem)

    def _read(self, both: _Both) -> None:
        self._both = both
        self._fill()

    def _fill(self) -> None:
        if self._both is None or self._pair is None:
            return
        for card, tree, name in zip(
            self.cards, self._both, self._pair.names, strict=True
        ):
            text = facts_of(self._session, tree.record, tree.linked)
            card.show_side(name, tree.record.ref or "", "", text)
        one, other = self.cards
        one.compare(other.text)
        other.compare(one.text)

    def decide(self, verdict: str) -> None:
        """Remember what somebody decided."""
        if self._pair is None:
            return
        one, other = self._pair.one, self._pair.other
        self._session.run(
            lambda ws: same_persons.decide(ws, one, other, verdict),
            partial(self._done, one, other, verdict),
            self.notice.tell_problem,
        )

    def _done(self, one: str, other: str, verdict: str, changes: Changes) -> None:
        self._session.announce(changes)
        self.decided.emit(one, other, verdict)


def _why(words: Words, pair: Suggested) -> str:
    reasons = ", ".join(words("labels", f"why.{each}") for each in pair.why)
    return words("app", "What speaks for one person: {why}.", why=reasons)
