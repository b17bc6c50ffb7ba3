"""A new bundle: for whom, what goes, what stays here and why, making it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.count_texts import confirmed_text
from monitor_desktop.services.exchange import sending
from monitor_desktop.services.exchange.receipts import Confirmed
from monitor_desktop.services.exchange.sending import Exported
from monitor_desktop.ui.look.click_rows import ClickRow
from monitor_desktop.ui.look.pieces import (
    Combo,
    PlainLabel,
    button,
    level,
    read_by_keys,
    row,
    said,
)
from monitor_desktop.ui.pace.working import LongWork
from monitor_desktop.ui.sessions import Session

BUNDLE_PX: Final = 372
HEAD_PX: Final = 32
REASONS: Final = {
    "sealed": "Sealed: it never leaves this device.",
    "not_theirs": "The recipient does not get these records.",
    "restricted": "More sensitive than the recipient's unit may receive.",
    "consent": "Somebody in it has not agreed to be shared with other units.",
}
OTHER_REASON: Final = "May not be shared with this recipient."
_ICONS: Final = {"sealed": "lock", "consent": "eye_off"}
_ICON_PX: Final = 16
_MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a bundle would hold, and what its recipients said they hold.

    Attributes:
        dry: The dry run.
        confirmed: For each recipient.
    """

    dry: Exported
    confirmed: Sequence[Confirmed]


class ReasonRow(ClickRow):
    """Why some records stay here; a click lists them."""

    def __init__(self, session: Session, reason: str, count: int) -> None:
        super().__init__()
        say = session.say
        self.reason = reason
        picture = PlainLabel()
        icon = _ICONS.get(reason, "people")
        picture.setPixmap(session.look.picture(icon, "warn", _ICON_PX))
        number = PlainLabel(role="strong")
        say.put(
            number.setText,
            lambda words: words.plural("app", "{n} record", "{n} records", count),
        )
        message = REASONS.get(reason, OTHER_REASON)
        say.put(self.setAccessibleName, message)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(number)
        texts.addWidget(said(say, message, role="muted", wraps=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        line.addWidget(picture)
        line.addLayout(texts, 1)


class BundleCard(QFrame):
    """``wanted`` asks to make it, ``turned`` to look again, ``behind`` for a reason."""

    wanted = Signal()
    turned = Signal()
    behind = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setMaximumWidth(BUNDLE_PX)
        self._session = session
        self._work: LongWork | None = None
        self._contacts: list[Contact] = []
        say = session.say
        self.recipient = Combo()
        say.put(self.recipient.setAccessibleName, "Recipient")
        self.recipient.currentIndexChanged.connect(lambda _place: self.turned.emit())
        self._hint = said(
            say, "Verify a contact first: then a bundle can be made.", role="muted"
        )
        self._hint.setWordWrap(True)
        self._what = PlainLabel(role="strong", wraps=True)
        self._goes = self._box()
        self.confirmed = PlainLabel(role="muted", wraps=True)
        self._stays_head = PlainLabel(role="strong")
        self.stays: list[ReasonRow] = []
        self._reasons = QVBoxLayout()
        self.cap = self._caps()
        self._bar = QProgressBar()
        say.put(self._bar.setAccessibleName, "Progress")
        self._bar.setTextVisible(False)
        self._cancel = button(say, "Cancel", self._stop)
        self.make = button(say, "Make bundle…", self.wanted.emit, kind="primary")
        self._build()
        say.changed.connect(self._say_again)
        self._say_again()
        self.show_outlook(None)
        self.show_work(None)

    def _caps(self) -> Combo:
        made = Combo()
        self._session.say.put(made.setAccessibleName, "Size of the files")
        for cap_bytes in (0, *sending.MAIL_CAPS_BYTES):
            made.addItem("", cap_bytes)
        return made

    def _box(self) -> QFrame:
        made = QFrame()
        made.setProperty("card", "ok")
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        column.addWidget(said(self._session.say, "Goes", role="caption"))
        column.addWidget(self._what)
        return made

    def _build(self) -> None:
        say = self._session.say
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(card_head(said(say, "New bundle", role="h2"), 1))
        column.addWidget(said(say, "Recipient", role="caption"))
        column.addWidget(self.recipient)
        column.addWidget(said(say, "Size of the files", role="caption"))
        column.addWidget(self.cap)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(6)
        things = (self._hint, self._goes, self.confirmed, self._stays_head)
        for each in things:
            inner.addWidget(each)
        inner.addLayout(self._reasons)
        inner.addStretch(1)
        column.addLayout(level(read_by_keys(content, say, "New bundle")), 1)
        column.addWidget(self._bar)
        sealed = said(say, "Encrypted", role="caption")
        say.put(sealed.setToolTip, "Encrypted for these recipients only")
        column.addLayout(row(sealed, 1, self._cancel, self.make))

    def fill(self, contacts: Sequence[Contact], standings: Mapping[str, str]) -> None:
        """Offer those a bundle may be sealed for, a hub first; keep who was chosen."""
        found = [each for each in contacts if may_receive(each, standings[each.id])]
        self._contacts = sorted(found, key=lambda each: each.role != Role.COORDINATOR)
        before = self.to
        self.recipient.blockSignals(True)  # noqa: FBT003  # Qt's own
        self.recipient.clear()
        for each in self._contacts:
            self.recipient.addItem(each.name, [each.id])
        if len(found) > 1:
            self.recipient.addItem("", [each.id for each in self._contacts])
        self._say_again()
        chosen = self.recipient.findData(before) if before else 0
        self.recipient.setCurrentIndex(max(chosen, 0))
        self.recipient.blockSignals(False)  # noqa: FBT003
        self.recipient.setEnabled(bool(found))

    @property
    def to(self) -> list[str]:
        """Ids of the recipients."""
        return list(self.recipient.currentData() or [])

    def _say_again(self) -> None:
        say, count = self._session.say, len(self._contacts)
        if self.recipient.count() > count:
            self.recipient.setItemText(count, say("All who are verified: {n}", n=count))
        self.cap.setItemText(0, say("One file"))
        for place, cap_bytes in enumerate(sending.MAIL_CAPS_BYTES, start=1):
            size = cap_bytes // _MEBIBYTE
            self.cap.setItemText(place, say("For mail: up to {size} MB", size=size))

    def show_outlook(self, outlook: Outlook | None) -> None:
        """What a bundle for the recipients would hold; None when there are none."""
        known = outlook is not None
        self._hint.setVisible(not known)
        for each in (self._goes, self.confirmed):
            each.setVisible(known)
        self.make.setEnabled(known)
        left_out = outlook.dry.left_out if outlook else {}
        self._show_reasons(left_out)
        if outlook is None:
            return
        count, said_by = outlook.dry.operations, outlook.confirmed
        say = self._session.say
        say.put(
            self._what.setText,
            lambda words: words.plural("app", "{n} change", "{n} changes", count),
        )
        say.put(self.confirmed.setText, lambda words: _confirmed(words, said_by))

    def _show_reasons(self, left_out: Mapping[str, int]) -> None:
        for each in self.stays:
            each.setParent(None)
            each.deleteLater()
        self.stays = []
        for reason, count in left_out.items():
            made = ReasonRow(self._session, reason, count)
            made.clicked.connect(lambda why=reason: self.behind.emit(why))
            self.stays.append(made)
            self._reasons.addWidget(made)
        self._stays_head.setVisible(bool(left_out))
        total = sum(left_out.values())
        self._session.say.put(
            self._stays_head.setText, "Stays here, and why: {n}", n=total
        )

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


def card_head(*things: QWidget | int) -> QHBoxLayout:
    """The head of a card: all are as high as one with a button."""
    made = row(*things)
    made.addStrut(HEAD_PX)
    return made


def may_receive(contact: Contact, standing: str) -> bool:
    """A bundle may be sealed for them."""
    return standing == "verified" or (
        standing in {"forked", "disputed", "contested"} and contact.verified
    )


def _confirmed(words: Words, said_by: Sequence[Confirmed]) -> str:
    return "\n".join(
        confirmed_text(words, each.name, each.operations, each.of) for each in said_by
    )


def proposed_name(workspace_ms: int) -> str:
    """A file name that tells nothing but when."""
    return f"{workspace_ms // 1000}.mdb"
