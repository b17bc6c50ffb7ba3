"""A new bundle: what goes, what stays here and why, making it with progress."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services import sending
from monitor_desktop.services.sending import Exported
from monitor_desktop.ui.pieces import Combo, PlainLabel, button, row, said
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.words import Message
from monitor_desktop.ui.working import LongWork

REASONS: Final = {
    "sealed": "Sealed: it never leaves this device.",
    "not_theirs": "The recipient does not get these records.",
    "restricted": "More sensitive than the recipient's unit may receive.",
    "consent": "Somebody in it has not agreed to be shared with other units.",
}
_MEBIBYTE: Final = 1024 * 1024
_OTHER_REASON: Final = "May not be shared with this recipient."


def left_out_text(left_out: Mapping[str, int]) -> Message:
    """A line for each reason, with the true number."""

    def say(words: Words) -> str:
        return "\n".join(
            f"{count} · {words('app', REASONS.get(reason, _OTHER_REASON))}"
            for reason, count in left_out.items()
        )

    return say


class BundleCard(QFrame):
    """``wanted`` asks to make the bundle."""

    wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._session = session
        self._work: LongWork | None = None
        say = session.say
        self._goes = QFrame()
        self._goes.setProperty("card", "ok")
        self._what = PlainLabel(role="strong", wraps=True)
        goes = QVBoxLayout(self._goes)
        goes.setContentsMargins(12, 8, 12, 8)
        goes.addWidget(said(say, "Goes", role="caption"))
        goes.addWidget(self._what)
        self._stays_head = said(say, "Stays here", role="strong")
        self._stays = PlainLabel(role="muted", wraps=True)
        self._hint = said(
            say, "Tick the recipients among the contacts.", role="muted", wraps=True
        )
        self.cap = Combo()
        say.put(self.cap.setAccessibleName, "Size of the files")
        for cap_bytes in (0, *sending.MAIL_CAPS_BYTES):
            self.cap.addItem("", cap_bytes)
        say.changed.connect(self._name_caps)
        self._name_caps()
        self._bar = QProgressBar()
        self._bar.setAccessibleName("…")
        say.put(self._bar.setAccessibleName, "Progress")
        self._bar.setTextVisible(False)
        self._cancel = button(say, "Cancel", self._stop)
        self.make = button(say, "Make bundle…", self.wanted.emit, kind="primary")
        self._build()
        self.show_preview(None)
        self.show_work(None)

    def _build(self) -> None:
        say = self._session.say
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(said(say, "New bundle", role="h2"))
        for each in (self._hint, self._goes, self._stays_head, self._stays):
            column.addWidget(each)
        column.addStretch(1)
        column.addWidget(self.cap)
        column.addWidget(self._bar)
        encrypted = said(say, "Encrypted for these recipients only", role="caption")
        encrypted.setWordWrap(True)
        column.addWidget(encrypted)
        column.addLayout(row(1, self._cancel, self.make))

    def _name_caps(self) -> None:
        say = self._session.say
        self.cap.setItemText(0, say("One file"))
        for place, cap_bytes in enumerate(sending.MAIL_CAPS_BYTES, start=1):
            size = cap_bytes // _MEBIBYTE
            self.cap.setItemText(place, say("For mail: up to {size} MB", size=size))

    def show_preview(self, preview: Exported | None) -> None:
        """What a bundle for those ticked would hold; None when nobody is."""
        known = preview is not None
        self._hint.setVisible(not known)
        self._goes.setVisible(known)
        self.make.setEnabled(known)
        self.cap.setVisible(known)
        left_out = preview.left_out if preview else {}
        self._stays_head.setVisible(bool(left_out))
        self._stays.setVisible(bool(left_out))
        if preview is not None:
            count = preview.operations
            self._session.say.put(
                self._what.setText,
                lambda words: words.plural("app", "{n} change", "{n} changes", count),
            )
            self._session.say.put(self._stays.setText, left_out_text(left_out))

    def show_work(self, work: LongWork | None) -> None:
        """A bundle is being made, with a way to stop; or none is."""
        self._work = work
        self._bar.setVisible(work is not None)
        self._cancel.setVisible(work is not None)
        self.make.setVisible(work is None)
        self._bar.setRange(0, 0)
        if work is not None:
            work.advanced.connect(self._advance)

    def _advance(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()


def proposed_name(workspace_ms: int) -> str:
    """A file name that tells nothing but when."""
    return f"{workspace_ms // 1000}.mdb"
