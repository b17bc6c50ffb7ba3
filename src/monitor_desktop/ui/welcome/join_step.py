"""The first run: giving the own card, and taking the coordinator's with its words."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import files
from monitor_desktop.services.exchange import contacts, verifying
from monitor_desktop.services.exchange.verifying import WORDS
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.exchange.contact_cards import STANDINGS
from monitor_desktop.ui.fittings.file_choice import ask_open, ask_save, read_file
from monitor_desktop.ui.look.pieces import (
    ElidedLabel,
    PlainLabel,
    button,
    card,
    chip,
    column_of,
    empty,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Desk
from monitor_desktop.ui.welcome.first_steps import stack

_COLUMNS: Final = 4
_CARD_NAME: Final = "card.mdc"
_MISHEARD: Final = 3
"""More are not a slip of the ear: it is another card."""
_GIVE: Final = (
    "Save it and give it to your coordinator, on a stick or by mail: nothing in it is "
    "secret. When they ask, read these twelve words aloud."
)
_TAKE: Final = (
    "Open the card you were given. Then meet or call, let the coordinator read "
    "twelve words, and type them as you hear them."
)


class JoinStep(QWidget):
    """Both cards; it can be passed over and done later on the page Sync.

    ``verified`` when both sides have compared their words.
    """

    verified = Signal()

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk = desk
        self._notice = notice
        self._workspace: Workspace | None = None
        self._card = b""
        self.contact: Contact | None = None
        say = desk.say
        self._words = QGridLayout()
        self._words.setSpacing(4)
        self.save = button(say, "Save card to a file…", self._ask_target)
        self.take = button(say, "Open a card…", self._ask_card)
        self._name = ElidedLabel(role="strong")
        self._verified = chip(say, *STANDINGS["verified"])
        self.line = QLineEdit()
        say.put(self.line.setAccessibleName, "Twelve words")
        self.verify = button(say, "Verify", self._verify)
        stack(self, self._own(), self._other())
        self.line.textChanged.connect(lambda _text: self._settle())
        self.line.returnPressed.connect(self._verify)
        say.changed.connect(self._read)
        self._settle()

    def _own(self) -> QWidget:
        say, frame = self._desk.say, card()
        column = column_of(frame)
        column.addLayout(row(said(say, "My card", role="h2"), 1, self.save))
        column.addWidget(said(say, _GIVE, role="muted", wraps=True))
        column.addLayout(self._words)
        return frame

    def _other(self) -> QWidget:
        say, frame = self._desk.say, card()
        column = column_of(frame)
        column.addLayout(
            row(said(say, "The coordinator's card", role="h2"), 1, self.take)
        )
        column.addWidget(said(say, _TAKE, role="muted", wraps=True))
        named = row(self._name, self._verified)
        named.setStretch(0, 1)
        column.addLayout(named)
        column.addWidget(said(say, "Twelve words", role="caption"))
        typed = row(self.line, self.verify)
        typed.setStretch(0, 1)
        column.addLayout(typed)
        return frame

    def open(self, workspace: Workspace) -> None:
        """The profile is open: show its words."""
        self._workspace = workspace
        self._read()

    def _read(self) -> None:
        workspace, language = self._workspace, self._desk.say.language
        if workspace is None:
            return

        def read() -> tuple[str, bytes]:
            words = contacts.words_of(workspace, workspace.fingerprint, language)
            return words, contacts.my_card(workspace)

        self._desk.worker.run(read, self._show, self._failed)

    def _show(self, mine: tuple[str, bytes]) -> None:
        words, self._card = mine
        empty(self._words)
        for place, each in enumerate(words.split()):
            word = PlainLabel(f"{place + 1}. {each}")
            word.setAlignment(Qt.AlignmentFlag.AlignLeft)
            self._words.addWidget(word, place // _COLUMNS, place % _COLUMNS)

    def _ask_target(self) -> None:
        target = ask_save(self._desk, "My card", self.window(), name=_CARD_NAME)
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Save the own card."""
        self._desk.worker.run(
            partial(files.replace, target, self._card),
            partial(self._tell_saved, target.name),
            self._failed,
        )

    def _tell_saved(self, name: str, _none: None) -> None:
        self._notice.tell("{file} is saved.", file=name)

    def _ask_card(self) -> None:
        for path in ask_open(self._desk, "Add card", self.window())[:1]:
            self.add(path)

    def add(self, path: Path) -> None:
        """Take a card; its words come next."""
        workspace = self._workspace
        if workspace is not None:
            self._desk.worker.run(
                lambda: contacts.add(workspace, read_file(path)),
                self._take,
                self._failed,
            )

    def _take(self, contact: Contact) -> None:
        self._notice.clear()
        self.contact = contact
        self._name.setText(
            " · ".join(each for each in (contact.name, contact.unit) if each)
        )
        self._settle()
        if contact.verified:
            self.verified.emit()
        else:
            self.line.setFocus()

    def _settle(self) -> None:
        contact = self.contact
        waits = contact is not None and not contact.verified
        self._name.setVisible(contact is not None)
        self._verified.setVisible(contact is not None and contact.verified)
        self.line.setEnabled(waits)
        self.verify.setEnabled(waits and len(self.line.text().split()) == WORDS)

    def _verify(self) -> None:
        workspace, contact, words = self._workspace, self.contact, self.line.text()
        if workspace is None or contact is None or not self.verify.isEnabled():
            return
        self.verify.setEnabled(False)
        self._desk.worker.run(
            lambda: contacts.verify(workspace, contact.id, words),
            self._take,
            self._differs,
        )

    def _differs(self, error: MonitorError) -> None:
        self._settle()
        wrong = self._misheard()
        if wrong and len(wrong) <= _MISHEARD:
            self._notice.tell(
                "Not as on the card: word {numbers}. Let them be read once more. "
                "If they stay different, do not go on: the card may not be theirs.",
                tone="danger",
                numbers=", ".join(map(str, wrong)),
            )
        else:
            self._failed(error)
        self.line.setFocus()

    def _misheard(self) -> list[int]:
        """Numbers of the words that are not those of the card, from 1."""
        if self.contact is None:
            return []
        kit, language = self._desk.kit, self._desk.say.language
        return [
            place + 1
            for place, word in enumerate(self.line.text().split()[:WORDS])
            if not verifying.heard(
                kit, self.contact, place, word, language, ended=False
            ).right
        ]

    def _failed(self, error: MonitorError) -> None:
        self._notice.tell_problem(error)
