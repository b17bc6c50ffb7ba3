"""What became of the bundles that were read: a row for each, newest first."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.i18n.labels import moment_text
from monitor_desktop.services.bundles import Received
from monitor_desktop.ui.pieces import ElidedLabel, PlainLabel, chip, row, rule, said
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.words import Message

_CHIPS: Final = {
    "applied": ("Read", "ok"),
    "known": ("Read before", "info"),
    "held": ("Waits", "warn"),
    "refused": ("Not read", "danger"),
}


def sentence_of(received: Received) -> Message:
    """What happened to a bundle and what to do, in one or two sentences."""

    def say(words: Words) -> str:
        if received.outcome == "known":
            return words("app", "This bundle was read before. Nothing has changed.")
        if received.code is not None:
            return _why(words, received)
        return words(
            "app",
            "Records: {records}; changes: {operations}; conflicts: {conflicts}.",
            records=received.records,
            operations=received.operations,
            conflicts=received.conflicts,
        )

    return say


def _why(words: Words, received: Received) -> str:
    if received.code == "UNKNOWN_SENDER":
        return words(
            "app", "The sender has not been verified. Add and check their card."
        )
    return error_text(words, received.error or MonitorError(str(received.code)))


class ReportRow(QWidget):
    """One bundle."""

    def __init__(self, session: Session, received: Received) -> None:
        super().__init__()
        say = session.say
        sender = ElidedLabel(role="strong")
        say.put(
            sender.setText, lambda words: received.sender or words("app", "unknown")
        )
        message, tone = _CHIPS.get(received.outcome, ("Not read", "danger"))
        state = chip(say, message, tone)
        when = PlainLabel(moment_text(received.at_ms), role="caption")
        first = row(sender, when, state)
        first.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(said(say, sentence_of(received), role="muted", wraps=True))
        column.addWidget(rule())


class ImportReport(QWidget):
    """Every bundle met."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: list[ReportRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(0)
        self._empty = said(
            session.say,
            "Open a bundle, or drop it anywhere on this page.",
            role="muted",
            wraps=True,
        )
        self._column.addWidget(self._empty)
        self._column.addStretch(1)

    def fill(self, found: Sequence[Received]) -> None:
        """Show these."""
        for each in self._rows:
            each.setParent(None)
            each.deleteLater()
        self._rows = [ReportRow(self._session, each) for each in found]
        for place, each in enumerate(self._rows):
            self._column.insertWidget(place, each)
        self._empty.setVisible(not self._rows)
