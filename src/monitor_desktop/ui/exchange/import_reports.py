"""What became of the bundles that were read: a row for each, newest first."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.count_texts import received_text
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.i18n.kept_texts import unkept_text
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.ui.exchange.files_taken import Taken
from monitor_desktop.ui.look.moments import said_when
from monitor_desktop.ui.look.pieces import (
    ElidedLabel,
    PlainLabel,
    button,
    chip,
    row,
    rule,
    said,
)
from monitor_desktop.ui.look.row_stack import RowStack
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session

_OUTCOMES: Final = {
    "applied": ("Read", "ok"),
    "known": ("Read before", "info"),
    "held": ("Waits", "warn"),
    "refused": ("Not read", "danger"),
}
_CODES: Final = {
    "UNKNOWN_SENDER": ("Waits for a check", "warn"),
    "GAP": ("Waits", "warn"),
    "FORK": ("Two histories", "danger"),
    "TOO_MANY_HISTORIES": ("Waits", "danger"),
    "REVOKED": ("Revoked", "danger"),
    "FORGED": ("Forged", "danger"),
    "DAMAGED": ("Damaged file", "danger"),
    "NOT_A_BUNDLE": ("Not a bundle", "info"),
    "NOT_FOR_ME": ("Not for you", "info"),
    "NOT_ADDRESSED_TO_ME": ("Not for you", "warn"),
    "NEEDS_NEWER_APP": ("Newer program", "warn"),
    "PURGED": ("Purged", "info"),
}
LOUD: Final = dict.fromkeys(
    ("FORGED", "FORK", "TOO_MANY_HISTORIES", "REVOKED"), "danger"
)
"""Outcomes that stand on a ground of their own until they are worked off."""
_LOUD_PX: Final = 10


def needs_work(received: Received) -> bool:
    """Somebody has to look at it, or do something."""
    odd = received.restored or received.ahead or received.conflicts > 0
    return odd or received.code is not None or received.outcome in {"held", "refused"}


def sentence_of(received: Received) -> Message:
    """What happened to a bundle and what to do, in a few plain sentences."""

    def say(words: Words) -> str:
        return " ".join(_sentences(words, received))

    return say


def _sentences(words: Words, received: Received) -> list[str]:
    found = [*_brought(words, received), *_why(words, received)]
    if received.restored:
        restored = (
            "The sender knows less than before: their profile was restored from a "
            "backup. What it lost goes again with the next bundle; make one now."
        )
        found.append(words("app", restored))
    if received.ahead:
        ahead = "Dates in it are ahead of this clock: compare both clocks."
        found.append(words("app", ahead))
    return found


def _brought(words: Words, received: Received) -> list[str]:
    """What was taken in, also of a bundle that showed something else."""
    if received.outcome == "known":
        return [words("app", "This bundle was read before. Nothing has changed.")]
    if received.outcome != "applied":
        return []
    counts = received.records, received.operations, received.conflicts
    brought = received_text(words, *counts)
    return [f"{brought}." if brought else words("app", "Nothing in it was new.")]


def _why(words: Words, received: Received) -> list[str]:
    if received.code == "UNKNOWN_SENDER":
        told = "The sender has not been verified. Add and check their card."
        return [words("app", told), *_unkept(words, received)]
    if received.error is None:
        return []
    return [error_text(words, received.error), *_unkept(words, received)]


def _unkept(words: Words, received: Received) -> list[str]:
    return [unkept_text(words, received.unkept)] if received.unkept else []


class ReportRow(QFrame):
    """One bundle. ``ticked`` that it was worked off, or that it was not.

    ``discarded`` asks to delete its sealed file.

    Args:
        session: The open profile.
        received: What became of it.
        link: The next step; None for none.
        file: Name of its file where that is known and says which one is meant.
        is_kept: Its sealed file is kept here.
    """

    ticked = Signal(str, bool)
    discarded = Signal(object)

    def __init__(
        self,
        session: Session,
        received: Received,
        link: QPushButton | None,
        file: str,
        *,
        is_kept: bool = False,
    ) -> None:
        super().__init__()
        self.received = received
        self.link = link
        say = session.say
        self.discard = button(say, "Discard…", self._ask_discard, kind="quiet")
        self.discard.setVisible(is_kept)
        self.tick = QCheckBox()
        self.tick.setChecked(received.done)
        # What could not even be read is not remembered, and nothing is to be ticked.
        self.tick.setVisible(needs_work(received) and bool(received.digest))
        say.put(self.tick.setAccessibleName, "Dealt with")
        say.put(self.tick.setText, "Dealt with")
        self.tick.toggled.connect(lambda on: self.ticked.emit(received.digest, on))
        sender, when = ElidedLabel(role="strong"), PlainLabel(role="caption")
        say.put(sender.setText, lambda words: _head_of(words, received, file))
        now_ms = session.kit.clock.now_ms()
        say.put(when.setText, lambda words: said_when(words, received.at_ms, now_ms))
        state = chip(say, *_chip_of(received))
        first = row(sender, when, state)
        first.setStretch(0, 1)
        role = "muted" if received.done else ""
        second = row(said(say, sentence_of(received), role=role, wraps=True))
        self._build(first, second, self._steps())

    def _steps(self) -> QHBoxLayout:
        """That it was worked off, and the way there."""
        line = row(self.tick, 1, self.discard)
        if self.link is not None and not self.received.done:
            line.addWidget(self.link)
        return line

    def _ask_discard(self) -> None:
        self.discarded.emit(self.received)

    def _build(self, *lines: QHBoxLayout) -> None:
        tone = tone_of(self.received)
        self.setProperty("card", tone)
        side = _LOUD_PX if tone else 0
        column = QVBoxLayout(self)
        column.setContentsMargins(side, 8, side, 8 if tone else 0)
        column.setSpacing(2)
        for each in lines:
            column.addLayout(each)
        if not tone:
            column.addSpacing(6)
            column.addWidget(rule())


def _head_of(words: Words, received: Received, file: str) -> str:
    """Who made it, and which file it is where that is in question."""
    known = [each for each in (received.sender, file) if each]
    return " · ".join(known) or words("app", "unknown")


def _chip_of(received: Received) -> tuple[str, str]:
    if received.restored and received.code is None:
        return "Restored profile", "warn"
    found = _CODES.get(received.code or "")
    return found or _OUTCOMES.get(received.outcome, ("Not read", "danger"))


def tone_of(received: Received) -> str:
    """The ground a row stands on; nothing once it was worked off."""
    if received.done:
        return ""
    return LOUD.get(received.code or "", "warn" if received.restored else "")


class ImportReport(RowStack):
    """Every bundle met.

    ``ticked`` with digest and state; ``discarded`` with the report of one whose sealed
    file is to go; ``disputed``, ``checked`` and ``decided`` ask for
    the next step: conflicts, the sender's card (id or nothing), trust in the sender.
    """

    ticked = Signal(str, bool)
    discarded = Signal(object)
    disputed = Signal()
    checked = Signal(str)
    decided = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(
            session.say, "Open a bundle, or drop it anywhere on this page."
        )
        self._session = session
        self.rows: list[ReportRow] = []
        self._names: dict[str, str] = {}
        self._unread: list[Received] = []

    def note(self, taken: Sequence[Taken], *, also: bool = False) -> None:
        """Keep, while the profile is open, which file each was just read from.

        Args:
            taken: Files and what became of them.
            also: Those that could not be read before stay: nobody chose these files
                in place of others.
        """
        for name, received in taken:
            if received.digest:
                self._names[received.digest] = name
        now_ms = self._session.kit.clock.now_ms()
        unread = [
            replace(each.received, file=each.name, at_ms=now_ms)
            for each in taken
            if not each.received.digest
        ]
        self._unread = [*unread, *(self._unread if also else ())]

    def fill(self, found: Sequence[Received], kept: Collection[str] = ()) -> None:
        """Show these, after what was just given and could not be read.

        Args:
            found: What became of bundles.
            kept: Digests of those whose sealed file is kept here.
        """
        shown = (*self._unread, *found)
        self.rows = [self._row(each, is_kept=each.digest in kept) for each in shown]
        for each in self.rows:
            each.ticked.connect(self.ticked)
            each.discarded.connect(self.discarded)
        self.stack(self.rows)

    def _row(self, received: Received, *, is_kept: bool) -> ReportRow:
        file = received.file or self._names.get(received.digest, "")
        is_meant = received.code is not None or received.outcome in {"held", "refused"}
        link = self._link(received)
        shown = file if is_meant else ""
        return ReportRow(self._session, received, link, shown, is_kept=is_kept)

    def _link(self, received: Received) -> QPushButton | None:
        """The one next step there is a place for."""
        steps: dict[str, tuple[str, Callable[[], object]]] = {
            "UNKNOWN_SENDER": (
                "Verify",
                lambda: self.checked.emit(received.sender_fingerprint),
            ),
            **dict.fromkeys(
                ("FORK", "TOO_MANY_HISTORIES"),
                ("Decide", lambda: self.decided.emit(received.sender)),
            ),
        }
        step = steps.get(received.code or "")
        if (received.code, received.outcome) == ("FORK", "held"):
            step = None  # what there is to decide about is not here yet
        if received.conflicts:
            step = "Conflicts", self.disputed.emit
        return button(self._session.say, *step, kind="quiet") if step else None
