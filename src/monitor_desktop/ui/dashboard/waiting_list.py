"""What waits for the person: a chip, a sentence, a reason, what to do."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from monitor_desktop.i18n.labels import type_label
from monitor_desktop.services.dashboard import Waiting, Waits
from monitor_desktop.ui.fittings.figure_cards import CardHead
from monitor_desktop.ui.look.pieces import ElidedLabel, button, chip, empty, rule
from monitor_desktop.ui.look.words import Message, Sentences
from monitor_desktop.ui.sessions import Session

CARD_PX: Final = 288
_ROW_PX: Final = 48
_CHIPS_PX: Final = 152
MOST: Final = 5
Says = Callable[[Sentences, Waiting], str]


def _conflicts(say: Sentences, it: Waiting) -> str:
    return say.plural("{n} conflict", "{n} conflicts", it.count)


def _unsent(say: Sentences, it: Waiting) -> str:
    return say.plural("{n} change is only here", "{n} changes are only here", it.count)


def _unconfirmed(say: Sentences, it: Waiting) -> str:
    return say.plural(
        "{n} change is confirmed by no other laptop",
        "{n} changes are confirmed by no other laptop",
        it.count,
    )


def _contacts(say: Sentences, it: Waiting) -> str:
    return say.plural(
        "{n} contact is not verified", "{n} contacts are not verified", it.count
    )


def _backup(say: Sentences, it: Waiting) -> str:
    return say("Backup outside this device" if it.days else "No backup yet.")


def _named(_say: Sentences, it: Waiting) -> str:
    return it.title


def _begun(say: Sentences, it: Waiting) -> str:
    """A record without a title yet is called after its type."""
    named = type_label(say.words, it.record[0]) if it.record else ""
    return it.title or named


def _rehearsal(say: Sentences, _it: Waiting) -> str:
    return say("Type the recovery code from the paper")


_DUE: Final[dict[Waits, tuple[str, str, Says, str, str]]] = {
    Waits.OVERDUE: ("Overdue", "danger", _named, "Open", ""),
    Waits.DUE: ("Due", "warn", _named, "Open", ""),
    Waits.CONFLICTS: ("Conflict", "warn", _conflicts, "Decide", "conflicts"),
    Waits.DRAFT: ("Draft", "warn", _begun, "Continue", ""),
    Waits.UNSENT: ("Only here", "warn", _unsent, "Send", "sync"),
    Waits.UNCONFIRMED: ("Not confirmed", "warn", _unconfirmed, "Send", "sync"),
    Waits.BACKUP: ("Backup", "info", _backup, "Back up", "settings"),
    Waits.CONTACTS: ("Contacts", "info", _contacts, "Verify", "sync"),
    Waits.REHEARSAL: ("Recovery", "info", _rehearsal, "Rehearse", "settings"),
}
"""Chip, its tone, the sentence, what to do, the page where it is done."""
_WHY: Final[dict[Waits, str]] = {
    Waits.CONFLICTS: "Two people changed the same field.",
    Waits.CONTACTS: "Nothing can be sent to them before.",
    Waits.REHEARSAL: "A code nobody can read opens nothing.",
    Waits.BACKUP: "A lost laptop takes everything with it.",
}
_DAYS: Final[dict[Waits, Callable[[Sentences, int], str]]] = {
    Waits.OVERDUE: lambda say, n: say.plural("{n} day late", "{n} days late", n),
    Waits.DUE: lambda say, n: say.plural("{n} day left", "{n} days left", n),
    Waits.DRAFT: lambda say, n: say.plural("{n} day ago", "{n} days ago", n),
    Waits.UNSENT: lambda say, n: say.plural("{n} day old", "{n} days old", n),
    Waits.UNCONFIRMED: lambda say, n: say.plural("{n} day old", "{n} days old", n),
    Waits.BACKUP: lambda say, n: say.plural("{n} day ago", "{n} days ago", n),
}


_BEGUN_TODAY: Final = frozenset({Waits.DRAFT, Waits.UNSENT, Waits.UNCONFIRMED})


def _reason(say: Sentences, it: Waiting) -> str:
    if it.days == 0 and it.why in _BEGUN_TODAY:
        return say("since today")
    says_days = _DAYS.get(it.why)
    if says_days is not None and it.days is not None:
        return says_days(say, it.days)
    return say(_WHY.get(it.why, ""))


class WaitingRow(QWidget):
    """48 high."""

    def __init__(
        self, session: Session, it: Waiting, go: Callable[[str, Waiting], None]
    ) -> None:
        super().__init__()
        self.setFixedHeight(_ROW_PX)
        say = session.say
        word, tone, sentence, act, page = _DUE[it.why]
        self.what = ElidedLabel(role="strong")
        reason = ElidedLabel(role="caption")
        say.put(self.what.setText, _told(say, sentence, it))
        say.put(reason.setText, _told(say, _reason, it))
        self.act = button(say, act, lambda: go(page, it), kind="quiet")
        say.put(self.act.setAccessibleName, _told(say, _spoken, it))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        chips = QWidget()
        chips.setFixedWidth(_CHIPS_PX)
        inner = QHBoxLayout(chips)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(chip(say, word, tone))
        inner.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self.what)
        texts.addWidget(reason)
        texts.addStretch(1)
        line.addWidget(chips)
        line.addLayout(texts, 1)
        line.addWidget(self.act)


def _spoken(say: Sentences, it: Waiting) -> str:
    _, _, sentence, act, _ = _DUE[it.why]
    return f"{say(act)}: {sentence(say, it)}"


def _told(say: Sentences, says: Says, it: Waiting) -> Message:
    return lambda _words: says(say, it)


class WaitingCard(QFrame):
    """``went`` carries the page where it is done and what for (of ``Waits``).

    ``opened`` carries type and id of a record; the id is empty for one that is not
    saved yet.
    """

    went = Signal(str, str)
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("card", "true")
        self.rows: list[WaitingRow] = []
        self._waiting: Sequence[Waiting] = ()
        self._shows_all = False
        self.every = button(session.say, "Fewer", self._turn, kind="quiet")
        self.head = CardHead(session, "What waits for me", self.every)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._body)
        column.addStretch(1)

    def _go(self, page: str, it: Waiting) -> None:
        if it.record is not None:
            self.opened.emit(*it.record)
        elif page:
            self.went.emit(page, it.why)

    def _high_px(self) -> int:
        more = max(len(self.rows) - MOST, 0)
        return CARD_PX + more * (_ROW_PX + 1)

    def _turn(self) -> None:
        self._shows_all = not self._shows_all
        self.show_waiting(self._waiting)

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Worst first, at most five until all are asked for."""
        self._waiting = tuple(waiting)
        empty(self._body)
        self.head.count.setText(str(len(waiting)) if waiting else "")
        shown = waiting if self._shows_all else waiting[:MOST]
        self.rows = [WaitingRow(self._session, each, self._go) for each in shown]
        self.every.setVisible(len(waiting) > MOST)
        # Five fit into a card; more make it as high as they are.
        self.setMinimumHeight(self._high_px())
        message = "Fewer" if self._shows_all else "All {n}"
        for put in (self.every.setText, self.every.setAccessibleName):
            self._session.say.put(put, message, n=len(waiting))
        for place, each in enumerate(self.rows):
            if place:
                self._body.addWidget(rule())
            self._body.addWidget(each)
        if not waiting:
            nothing = ElidedLabel(role="muted")
            nothing.setAlignment(Qt.AlignmentFlag.AlignLeft)
            self._session.say.put(nothing.setText, "Nothing waits for you.")
            self._body.addWidget(nothing)
