"""The contacts of the sync page: rows, adding a card, checking twelve words."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import contacts
from monitor_desktop.ui.dialogs import Dialog
from monitor_desktop.ui.navigation import ROLE_MESSAGES
from monitor_desktop.ui.pieces import (
    ElidedLabel,
    PlainLabel,
    button,
    chip,
    row,
    rule,
    said,
)
from monitor_desktop.ui.sessions import Session

WORDS: Final = 12
_WIDTH_PX: Final = 520


STANDINGS: Final = {
    "revoked": ("Revoked", "danger"),
    "replaced": ("Replaced", "info"),
    "forked": ("Two histories", "danger"),
    "verified": ("Verified", "ok"),
    "known": ("Known through the coordinator", "info"),
    "unverified": ("Not verified", "warn"),
}
"""For each standing of a contact its sentence and the tone of its chip."""
_DECIDED: Final = frozenset({"revoked", "forked", "verified"})
"""About these a coordinator can decide something."""


class ContactRow(QWidget):
    """One contact: a tick for the bundle, name, what it is, its state, what to do."""

    ticked = Signal()
    wanted = Signal(object)
    doubted = Signal(object, str)

    def __init__(
        self, session: Session, contact: Contact, standing: str, *, leads: bool
    ) -> None:
        super().__init__()
        self.contact = contact
        self._standing = standing
        say = session.say
        self.tick = QCheckBox()
        sealed_to = standing == "verified" or (
            standing == "forked" and contact.verified
        )
        self.tick.setEnabled(sealed_to)
        say.put(
            self.tick.setAccessibleName,
            lambda words: f"{words('app', 'Send to')} {contact.name}",
        )
        self.tick.toggled.connect(self.ticked)
        message, tone = STANDINGS[standing]
        state = chip(say, message, tone)
        detail = ElidedLabel(role="caption")
        role = ROLE_MESSAGES.get(contact.role, contact.role)
        say.put(
            detail.setText,
            lambda words: " · ".join(
                each for each in (words("app", role), contact.unit) if each
            ),
        )
        name = ElidedLabel(contact.name, role="strong")
        self._verify = button(say, "Verify", self._want, kind="quiet")
        self._verify.setVisible(standing == "unverified")
        trust = button(say, "Trust…", self._doubt, kind="quiet")
        trust.setVisible(leads and standing in _DECIDED)
        first = row(self.tick, name, state)
        first.setStretch(1, 1)
        second = row(detail, trust, self._verify)
        second.setStretch(0, 1)
        second.setContentsMargins(24, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(rule())

    def _want(self) -> None:
        self.wanted.emit(self.contact)

    def _doubt(self) -> None:
        self.doubted.emit(self.contact, self._standing)


class ContactList(QWidget):
    """All contacts, those revoked last."""

    ticked = Signal()
    verified = Signal(object)
    doubted = Signal(object, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: list[ContactRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(0)
        self._empty = said(
            session.say,
            "No one yet. Exchange cards in person, then compare twelve words.",
            role="muted",
            wraps=True,
        )
        self._column.addWidget(self._empty)
        self._column.addStretch(1)

    def fill(
        self,
        found: Sequence[Contact],
        standings: Mapping[str, str],
        *,
        leads: bool = False,
    ) -> None:
        """Show these, with their standings; what was ticked stays ticked.

        ``leads``: a coordinator looks, who may decide about them.
        """
        chosen = set(self.chosen)
        for each in self._rows:
            each.setParent(None)
            each.deleteLater()
        self._rows = [
            ContactRow(self._session, each, standings[each.id], leads=leads)
            for each in found
        ]
        for place, each in enumerate(self._rows):
            each.tick.setChecked(each.contact.id in chosen)
            each.ticked.connect(self.ticked)
            each.wanted.connect(self.verified)
            each.doubted.connect(self.doubted)
            self._column.insertWidget(place, each)
        self._empty.setVisible(not self._rows)

    @property
    def chosen(self) -> list[str]:
        """Ids of the contacts ticked."""
        return [each.contact.id for each in self._rows if each.tick.isChecked()]


class WordsDialog(Dialog):
    """The twelve words of the other device, typed as they are heard.

    The words expected are never shown on the typing side.
    """

    def __init__(
        self, session: Session, contact: Contact, parent: QWidget | None
    ) -> None:
        super().__init__(session.say, "Check this contact", parent)
        self._session = session
        self._contact = contact
        self.setFixedWidth(_WIDTH_PX)
        self.body.addWidget(PlainLabel(contact.name, role="strong"))
        self.body.addWidget(
            said(
                session.say,
                "Meet or call. Let them read the twelve words of their own card aloud, "
                "and type them here as you hear them.",
                role="muted",
                wraps=True,
            )
        )
        if contact.predecessors:
            self.body.addWidget(
                said(
                    session.say,
                    "This device was restored from a backup. Once you verify it, what "
                    "its old device writes from then on has no effect.",
                    role="muted",
                    wraps=True,
                )
            )
        self.line = QLineEdit()
        session.say.put(self.line.setAccessibleName, "Twelve words")
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._count = PlainLabel(role="caption")
        self.body.addWidget(said(session.say, "Twelve words", role="caption"))
        self.body.addWidget(self.line)
        self.body.addWidget(self._count)
        self.finish("Verify")
        self.line.textChanged.connect(self._counted)
        self._counted("")

    def _counted(self, text: str) -> None:
        typed = len(text.split())
        self.primary.setEnabled(typed == WORDS)
        say = self._session.say
        self._count.setText(say("{shown} of {total}", shown=typed, total=WORDS))

    @override
    def commit(self) -> None:
        """Compare; the dialog closes only when all twelve agree."""
        words, contact_id = self.line.text(), self._contact.id
        self.primary.setEnabled(False)
        self._session.run(
            lambda ws: contacts.verify(ws, contact_id, words),
            self._verified,
            self._differs,
        )

    def _verified(self, _contact: Contact) -> None:
        self.accept()

    def _differs(self, error: MonitorError) -> None:
        self.primary.setEnabled(True)
        self.notice.tell_problem(error)


class CardDialog(Dialog):
    """My own card: the twelve words to read aloud, and the file to give away."""

    def __init__(self, session: Session, words: str, parent: QWidget | None) -> None:
        super().__init__(session.say, "My card", parent)
        self.setFixedWidth(_WIDTH_PX)
        self.body.addWidget(
            said(
                session.say,
                "Give the file to the person you work with. When they ask, "
                "read these words aloud; they type them.",
                role="muted",
                wraps=True,
            )
        )
        listed = words.split()
        for start in range(0, len(listed), 4):
            line = row()
            for each in listed[start : start + 4]:
                word = PlainLabel(each, role="word")
                word.setAlignment(Qt.AlignmentFlag.AlignCenter)
                word.setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByKeyboard
                    | Qt.TextInteractionFlag.TextSelectableByMouse
                )
                word.setAccessibleName(each)
                line.addWidget(word, 1)
            self.body.addLayout(line)
        self.finish("Save card to a file…", cancel="Close")
