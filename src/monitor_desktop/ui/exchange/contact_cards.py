"""The contacts of the sync page: rows, and one's own card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.i18n.card_texts import ROLE_MESSAGES
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.moments import said_when
from monitor_desktop.ui.look.pieces import (
    Button,
    ElidedLabel,
    PlainLabel,
    button,
    chip,
    row,
    rule,
    said,
)
from monitor_desktop.ui.look.row_stack import RowStack
from monitor_desktop.ui.sessions import Session

CONTACTS_PX: Final = 332
ROW_PX: Final = 60
_WIDTH_PX: Final = 520
STANDINGS: Final = {
    "revoked": ("Revoked", "danger"),
    "refused": ("Did not match", "danger"),
    "replaced": ("Replaced", "info"),
    "disputed": ("Disputed", "danger"),
    "forked": ("Two histories", "danger"),
    "contested": ("Two successors", "danger"),
    "verified": ("Verified", "ok"),
    "known": ("Known through the coordinator", "info"),
    "unverified": ("Not verified", "warn"),
}
"""For each standing of a contact its sentence and the tone of its chip."""
_CHECKED_NEXT: Final = frozenset({"unverified", "refused", "known"})
"""With these there is something to check."""
_DECIDED: Final = frozenset(
    {"revoked", "replaced", "disputed", "forked", "contested", "verified"}
)
"""About these a coordinator can decide something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of all contacts.

    Attributes:
        contacts: Those revoked last.
        standings: Of each, by id; ``refused`` where a card did not match.
        heard: When a bundle of each was last read, ms by id.
        waiting: Ids of those with a bundle that waits until they are verified.
        leads: A coordinator looks, who may decide about them.
        own: This very installation, where its profile was copied.
    """

    contacts: Sequence[Contact] = ()
    standings: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[str, int] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    leads: bool = False
    own: Contact | None = None


class ContactRow(QWidget):
    """One contact: name, state, last exchange, and what there is to do."""

    wanted = Signal(object)
    doubted = Signal(object, str)
    looked = Signal(object)

    def __init__(self, session: Session, contact: Contact, known: Known) -> None:
        super().__init__()
        self._session = session
        self.contact = contact
        self._standing = known.standings[contact.id]
        say = session.say
        message, tone = STANDINGS[self._standing]
        name = ElidedLabel(contact.name, role="strong")
        first = row(name, chip(say, message, tone))
        first.setStretch(0, 1)
        detail = ElidedLabel(role="caption")
        say.put(detail.setText, lambda words: self._detail(words, known))
        self.verify = button(say, "Verify", self._want, kind="quiet")
        unchecked = self._standing == "contested" and not contact.verified
        self.verify.setVisible(unchecked or self._standing in _CHECKED_NEXT)
        second = row(detail, self.verify, self._more(known), spacing=0)
        second.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(rule())
        self.setMinimumHeight(ROW_PX)

    def _detail(self, words: Words, known: Known) -> str:
        contact = self.contact
        heard = known.heard.get(contact.id)
        if contact.id in known.waiting:
            return words("app", "a bundle of theirs waits")
        role = ROLE_MESSAGES.get(contact.role, contact.role)
        now_ms = self._session.kit.clock.now_ms()
        last = said_when(words, heard, now_ms) if heard else contact.unit
        return " · ".join(each for each in (words("app", role), last) if each)

    def _more(self, known: Known) -> QPushButton:
        say = self._session.say
        made = Button()
        made.setProperty("kind", "icon")
        made.setAutoDefault(False)
        made.setIcon(self._session.look.icon("more"))
        say.put(made.setAccessibleName, "More")
        say.put(made.setToolTip, "More")
        menu = QMenu(made)
        looks = menu.addAction("")
        looks.triggered.connect(lambda: self.looked.emit(self.contact))
        say.put(looks.setText, "What they can open…")
        self.trust = menu.addAction("")
        self.trust.triggered.connect(
            lambda: self.doubted.emit(self.contact, self._standing)
        )
        say.put(self.trust.setText, "Trust…")
        self.trust.setVisible(known.leads and self._standing in _DECIDED)
        made.setMenu(menu)
        return made

    def _want(self) -> None:
        self.wanted.emit(self.contact)


class ContactList(RowStack):
    """All contacts, those revoked last.

    ``verified`` asks to check one, ``doubted`` to decide about one, ``looked`` what
    one can open.
    """

    verified = Signal(object)
    doubted = Signal(object, str)
    looked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(
            session.say,
            "No one yet. Exchange cards in person, then compare twelve words.",
        )
        self._session = session
        self.rows: list[ContactRow] = []

    def fill(self, known: Known) -> None:
        """Show these."""
        self.rows = [ContactRow(self._session, each, known) for each in known.contacts]
        for each in self.rows:
            each.wanted.connect(self.verified)
            each.doubted.connect(self.doubted)
            each.looked.connect(self.looked)
        self.stack(self.rows)


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
