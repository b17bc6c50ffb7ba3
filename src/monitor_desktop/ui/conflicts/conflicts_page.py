"""Conflicts and persons entered twice: one queue, one decision after the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.services import same_persons
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.editing.conflicts import Decided, OpenConflict
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.conflicts.conflict_decision import Decision
from monitor_desktop.ui.conflicts.conflict_queue import Queue, Settled, Waiting
from monitor_desktop.ui.conflicts.pair_decision import PairDecision
from monitor_desktop.ui.fittings.page_heads import PageHead
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    button,
    card,
    column_of,
    fill_page,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.pace.settling import once_settled
from monitor_desktop.ui.sessions import Session

_NOTHING, _CONFLICT, _PAIR = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What waits and what was decided, and code names by device."""

    waiting: Sequence[Waiting]
    decided: Sequence[Settled]
    names: Mapping[str, str]


class ConflictsPage(QWidget):
    """``opened`` carries type and record id, ``searched`` asks for the search.

    ``counted``: how many pairs of persons wait.
    """

    counted = Signal(int)
    opened = Signal(str, str)
    searched = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found = _Read(waiting=(), decided=(), names={})
        say = session.say
        self.queue = Queue(session)
        self.decision = Decision(session)
        self.pair = PairDecision(session)
        self.notice = Notice(say)
        self._last: Callable[[], None] | None = None
        self._last_id = ""
        self._check = PlainLabel()
        self._stack = QStackedWidget()
        for each in (self._nothing(), self.decision, self.pair):
            self._stack.addWidget(each)
        self._head = PageHead(session, "Conflicts")
        self.later = button(say, "Decide later", self.pass_over)
        self.save = button(say, "Save and next", self.commit, kind="primary")
        self.save.setEnabled(False)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._head.add(self.later)
        self._head.add(self.save)
        column = fill_page(self)
        column.addWidget(self._head)
        column.addWidget(self.notice)
        body = row(self.queue, self._stack, spacing=16)
        body.setStretch(1, 1)
        column.addLayout(body, 1)
        self.setFocusProxy(self.queue.list)

    def _connect(self) -> None:
        session, decision = self._session, self.decision
        self._head.searched.connect(self.searched)
        self.queue.chosen.connect(self._show)
        self.queue.undone.connect(self.take_back)
        decision.ready.connect(self.save.setEnabled)
        decision.resolved.connect(self._decided)
        decision.opened.connect(self.opened)
        self.pair.decided.connect(self._paired)
        session.say.changed.connect(self._say_again)
        session.look.changed.connect(self._dress)
        self._dress()
        keys = {
            "Ctrl+1": partial(decision.take, 1),
            "Ctrl+2": partial(decision.take, 2),
            "Ctrl+3": self._third,
            "Ctrl+Return": self.commit,
        }
        for sequence, do in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(do)
        # A text that is being edited takes these keys for itself.
        back = QShortcut(QKeySequence("Ctrl+Z"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.undo_last)

    def _nothing(self) -> QFrame:
        frame = card()
        column: QVBoxLayout = column_of(frame)
        column.addStretch(1)
        none = said(self._session.say, "No conflicts.", role="muted")
        column.addLayout(row(1, self._check, none, 1))
        column.addStretch(2)
        return frame

    def _dress(self) -> None:
        self._check.setPixmap(self._session.look.picture("check", "ok", 20))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read what waits."""
        self._session.run(_read, self._fill, self.notice.tell_problem)

    def _fill(self, found: _Read) -> None:
        self._found = found
        stand = {each.id for each in found.decided if isinstance(each, Decided)}
        if self._last_id and self._last_id not in stand:
            # It was decided anew, or changed, while somebody was elsewhere.
            self._forget_last()
        pairs = [e for e in found.waiting if isinstance(e, same_persons.Suggested)]
        self.counted.emit(len(pairs))
        self._say_again()

    def _say_again(self) -> None:
        found, say = self._found, self._session.say
        left, done = len(found.waiting), len(found.decided)
        counts = [say.plural("{n} left", "{n} left", left)] if left else []
        if done:
            counts.append(say.plural("{n} resolved", "{n} resolved", done))
        self._head.subtitle.setText(", ".join(counts))
        place = self.queue.fill(found.waiting, found.names)
        self.queue.fill_resolved(found.decided)
        self._show(place)

    def _show(self, place: int) -> None:
        """Show one; nothing is chosen beforehand."""
        self.save.setEnabled(False)
        there = 0 <= place < len(self._found.waiting)
        it = self._found.waiting[place] if there else None
        self.later.setEnabled(len(self._found.waiting) > 1)
        self.save.setVisible(not isinstance(it, same_persons.Suggested))
        if isinstance(it, OpenConflict):
            self.decision.show_conflict(it, self._found.names)
            self._stack.setCurrentIndex(_CONFLICT)
        elif it is not None:
            self.pair.show_pair(it)
            self._stack.setCurrentIndex(_PAIR)
        else:
            self._stack.setCurrentIndex(_NOTHING)

    def pass_over(self) -> None:
        """Decide this one later: on to the next."""
        count = self.queue.list.count()
        if count:
            self.queue.list.setCurrentRow((self.queue.list.currentRow() + 1) % count)

    def _third(self) -> None:
        """The third value where there are three, else the result."""
        if len(self.decision.cards) > 2:  # noqa: PLR2004  # two have their own keys
            self.decision.take(3)
        else:
            self.decision.write()

    @once_settled
    def commit(self) -> None:
        """Save and go on to the next."""
        if self.save.isEnabled() and self._stack.currentIndex() == _CONFLICT:
            self.decision.commit()

    def _decided(self, conflict_id: str) -> None:
        self._done_here(
            "Decided. Every value stays in the history.",
            partial(self.undo, conflict_id),
            conflict_id,
        )

    def _paired(self, one: str, other: str, verdict: str) -> None:
        one_person = "Decided: one person. Both records stay as they are."
        two_people = "Decided: two people. Both records stay as they are."
        told = one_person if verdict == same_persons.SAME else two_people
        self._done_here(told, partial(self._unpair, one, other))
        # The buttons of the pair may be gone with it.
        self.queue.list.setFocus()

    def _done_here(
        self, told: Message, undo: Callable[[], None], conflict_id: str = ""
    ) -> None:
        """Say what was decided, and keep how it is taken back."""
        self._last, self._last_id = undo, conflict_id
        self.reload()
        self.notice.tell(told)
        self.notice.offer_undo(undo)

    def _unpair(self, one: str, other: str) -> None:
        self._session.run(
            lambda ws: same_persons.decide(ws, one, other, None),
            self._undone,
            self.notice.tell_problem,
        )

    def undo_last(self) -> None:
        """Take the newest decision back: that of this visit, whichever kind it was."""
        if self._last is not None:
            self._last()
        elif self._found.decided:
            self.take_back(self._found.decided[0])

    def take_back(self, settled: Settled) -> None:
        """A decision of either kind."""
        if isinstance(settled, Decided):
            self.undo(settled.id)
        else:
            self._unpair(settled.one, settled.other)

    def undo(self, conflict_id: str) -> None:
        """Take a decision back: what it replaced disagrees again."""
        self._session.run(
            lambda ws: conflicts.undo(ws, conflict_id),
            self._undone,
            self.notice.tell_problem,
        )

    def _forget_last(self) -> None:
        self._last, self._last_id = None, ""
        self.notice.clear()

    def _undone(self, changes: Changes) -> None:
        self._forget_last()
        self._session.announce(changes)
        self.reload()


def _read(workspace: Workspace) -> _Read:
    settled: list[Settled] = [
        *conflicts.decided(workspace),
        *same_persons.decided(workspace),
    ]
    return _Read(
        waiting=[*conflicts.listed(workspace), *same_persons.suggested(workspace)],
        decided=sorted(settled, key=lambda each: each.at_us, reverse=True),
        names=contacts.device_names(workspace),
    )
