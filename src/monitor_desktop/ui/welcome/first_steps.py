"""The first run before there is a profile: language, who works here, passphrase."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.i18n.card_texts import ROLE_MESSAGES
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services.profile import passphrases
from monitor_desktop.services.workspaces import LONGEST_NAME, Owner
from monitor_desktop.ui.keys.passphrase_fields import NewPassphrase
from monitor_desktop.ui.look.labelled import explained
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    Segments,
    alert,
    button,
    card,
    column_of,
    empty,
    mark,
    row,
    said,
)
from monitor_desktop.ui.look.words import as_it_is, own_name
from monitor_desktop.ui.sessions import Desk

WORD_COUNTS: Final = ("5", "6", "7", "8")
_PRACTICE: Final = (
    "Cases of people who do not exist, to try everything on. "
    "All of it is gone when you lock or close; your own profile is not touched."
)
_BACKUP: Final = (
    "The laptop was lost or is broken: everything comes from the file, as it was on "
    "the day of the backup. The steps here are not needed then."
)
_ROLE_GIVES: Final = {
    "monitor": "documents cases and sends them to the coordinator",
    "coordinator": "gathers what monitors send and decides conflicts",
    "office": "works with the records of its own unit",
}


class LanguageStep(QWidget):
    """Three buttons, each in its own language.

    ``practised`` asks for a trial, ``restoring`` for a profile out of a backup.
    """

    practised = Signal()
    restoring = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.choice = Segments(desk.say, [(each, own_name(each)) for each in LANGUAGES])
        self.choice.choose(desk.say.language)
        self.choice.chosen.connect(desk.say.switch)
        self._desk = desk
        desk.say.changed.connect(self._show_language)
        frame = card()
        column_of(frame).addWidget(self.choice)
        stack(
            self,
            frame,
            practice_card(desk, self.practised.emit),
            _restore_card(desk, self.restoring.emit),
        )

    def _show_language(self) -> None:
        """It may have been chosen elsewhere."""
        self.choice.choose(self._desk.say.language)


class OwnerStep(QWidget):
    """Name, unit, role. ``changed`` with every key."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        say = desk.say
        self.name = QLineEdit()
        self.unit = QLineEdit()
        self.roles = {str(each): QRadioButton() for each in Role}
        self._group = QButtonGroup(self)
        frame = card()
        column = column_of(frame)
        for message, line in (("Your name or code name", self.name),
                              ("Unit or organisation", self.unit)):  # fmt: skip
            column.addWidget(said(say, message, role="caption"))
            column.addWidget(line)
            line.setMaxLength(LONGEST_NAME)
            say.put(line.setAccessibleName, message)
            line.textChanged.connect(lambda _text: self.changed.emit())
        column.addWidget(said(say, "Role", role="caption"))
        for key, radio in self.roles.items():
            self._group.addButton(radio)
            for tell in (radio.setText, radio.setAccessibleName):
                say.put(tell, partial(_role_name, key))
            column.addLayout(explained(say, radio, _ROLE_GIVES[key]))
        self.roles["monitor"].setChecked(True)
        stack(self, frame)

    @property
    def owner(self) -> Owner:
        """Whose profile it will be."""
        role = next(key for key, each in self.roles.items() if each.isChecked())
        name, unit = self.name.text().strip(), self.unit.text().strip()
        return Owner(name=name, unit=unit, role=role)

    @property
    def is_whole(self) -> bool:
        """There is a name and a unit."""
        return bool(self.owner.name and self.owner.unit)


class PassphraseStep(QWidget):
    """Random words to choose from, and the passphrase typed twice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        say = desk.say
        self.counts = Segments(
            say,
            [(each, as_it_is(each)) for each in WORD_COUNTS],
        )
        self.counts.choose(str(passphrases.WORDS))
        self.new = NewPassphrase(desk)
        self._words = QGridLayout()
        self._words.setSpacing(8)
        suggestion = card()
        column = column_of(suggestion)
        another = button(say, "Another", self.suggest)
        column.addLayout(
            row(
                said(say, "Random words", role="h2"),
                1,
                self.counts,
                said(say, "words", role="muted"),
                another,
            )
        )
        column.addLayout(self._words)
        text = "Make a short story of them, and they stay in your memory."
        column.addWidget(said(say, text, role="muted", wraps=True))
        typed = card()
        column_of(typed).addWidget(self.new)
        stack(self, suggestion, typed, _warning(desk))
        self.counts.chosen.connect(lambda _count: self.suggest())
        say.changed.connect(self.suggest)
        self.suggest()

    def suggest(self) -> None:
        """Other words."""
        count = int(self.counts.value)
        found = passphrases.suggest(self._desk.kit, self._desk.say.language, count)
        empty(self._words)
        columns = (count + 1) // 2 if count > passphrases.WORDS else count
        for place, each in enumerate(found.split()):
            word = PlainLabel(each, role="word")
            word.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._words.addWidget(word, place // columns, place % columns)


def _role_name(key: str, words: Words) -> str:
    """As the name of a choice begins; after a name a role is written small."""
    name = words("app", ROLE_MESSAGES[key])
    return name[:1].upper() + name[1:]


def _warning(desk: Desk) -> QFrame:
    frame = card()
    mark(frame, "card", "warn")
    text = (
        "Nobody can bring the passphrase back, not even the coordinator. "
        "If you forget it, only the recovery code helps: it is the next step."
    )
    line = row(alert(), said(desk.say, text, wraps=True), spacing=12)
    line.setStretch(1, 1)
    column_of(frame).addLayout(line)
    return frame


def _restore_card(desk: Desk, restore: Callable[[], object]) -> QFrame:
    """A card for whoever had a profile on another laptop."""
    frame = card()
    column = column_of(frame)
    column.addWidget(said(desk.say, "You have a backup", role="h2"))
    column.addWidget(said(desk.say, _BACKUP, role="muted", wraps=True))
    column.addLayout(row(button(desk.say, "Restore a backup…", restore), 1))
    return frame


def practice_card(desk: Desk, practise: Callable[[], object]) -> QFrame:
    """A card that offers a trial with invented people."""
    frame = card()
    column = column_of(frame)
    column.addWidget(said(desk.say, "Practise first", role="h2"))
    column.addWidget(said(desk.say, _PRACTICE, role="muted", wraps=True))
    column.addLayout(
        row(button(desk.say, "Practise with invented people", practise), 1)
    )
    return frame


def stack(step: QWidget, *widgets: QWidget) -> None:
    """Put the cards of a step under each other."""
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for each in widgets:
        column.addWidget(each)
    column.addStretch(1)
