"""Discarding a sealed file that is kept here: what is given up is said first."""

from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services.exchange import kept_bundles
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.moments import said_when
from monitor_desktop.ui.look.pieces import PlainLabel, said
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 520
_GIVEN_UP: Final = (
    "The sealed file that is kept here is deleted for good. Nothing in it was taken "
    "in, and nobody can read it here any more. If it is wanted after all, its sender "
    "has to make a new bundle: ask them first."
)
_EVIDENCE: Final = (
    "It is also evidence: it may show that something was forged, or that a device has "
    "two histories. Without the file that cannot be shown any more."
)
_SHOWS: Final = frozenset({"FORGED", "FORK", "TOO_MANY_HISTORIES"})


class DiscardDialog(Dialog):
    """Asks once more; the file is gone when it is accepted.

    Args:
        session: The open profile.
        received: What became of the bundle.
        parent: The window.
    """

    def __init__(
        self, session: Session, received: Received, parent: QWidget | None
    ) -> None:
        super().__init__(session.say, "Discard a kept bundle", parent)
        self._session = session
        self._digest = received.digest
        say, now_ms = session.say, session.kit.clock.now_ms()
        self.setFixedWidth(_WIDTH_PX)
        which = PlainLabel(role="strong", wraps=True)
        say.put(
            which.setText,
            lambda words: " · ".join(
                (
                    received.sender or words("app", "unknown"),
                    said_when(words, received.at_ms, now_ms),
                )
            ),
        )
        self.body.addWidget(which)
        self.body.addWidget(said(say, _GIVEN_UP, wraps=True))
        if received.code in _SHOWS:
            self.body.addWidget(said(say, _EVIDENCE, role="doubt", wraps=True))
        self.finish("Discard")
        # Enter must not give up what nobody has read about yet.
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()
        self.fit()

    @override
    def commit(self) -> None:
        """Delete it; the dialog closes when it is gone."""
        self.primary.setEnabled(False)
        digest = self._digest
        self._session.run(
            lambda ws: kept_bundles.discard(ws, [digest]),
            lambda _count: self.accept(),
            self._refuse,
        )

    def _refuse(self, error: MonitorError) -> None:
        self.primary.setEnabled(True)
        self.notice.tell_problem(error)
