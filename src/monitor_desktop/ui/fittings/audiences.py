"""For whom something is made: the levels, and the one body that it may be for."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.lacks import Hindrance, Lack
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.own_consents import VOCABULARY
from monitor_desktop.i18n.labels import type_label
from monitor_desktop.overriding import override
from monitor_desktop.services import named_bodies
from monitor_desktop.ui.look.labelled import explained, give_way, offer
from monitor_desktop.ui.look.pieces import Combo, row
from monitor_desktop.ui.sessions import Session

BODY: Final = "body"
"""Beside the levels: partner, but for one body outside the coalition alone."""
AUDIENCES: Final = {
    str(Level.INTERNAL): (
        "Within the organisation",
        "everything but what is sealed",
    ),
    str(Level.PARTNER): ("Coalition partners", "only with consent"),
    BODY: ("A named body", "only who agreed that this body receives it"),
    str(Level.PUBLIC): ("For publication", "no names without consent"),
}
"""Each with what it gives."""
_PURPOSES: Final = "consent_purposes"
_HINDRANCES: Final = {
    "sensitivity": "{ref}: the record of this person is restricted",
    "accused": "{ref}: accused, not convicted, and naming is not approved by two",
}


def lack_text(session: Session, lack: Lack) -> str:
    """Who or what is left out and why: for the screen alone."""
    say, why = session.say, str(lack.why)
    if lack.own:
        return _own_lack_text(session, lack)
    if why in _HINDRANCES:
        return say(_HINDRANCES[why], ref=lack.ref)
    purpose = session.kit.vocabularies[_PURPOSES].label(why, say.language)
    if lack.body:
        purpose = f"{purpose}: {lack.body}"
    return say("{ref}: no consent to “{purpose}”", ref=lack.ref, purpose=purpose)


def _own_lack_text(session: Session, lack: Lack) -> str:
    say = session.say
    what = type_label(say.words, lack.own)
    if isinstance(lack.why, Hindrance):
        return say("{ref} ({what}): restricted", ref=lack.ref, what=what)
    purpose = session.kit.vocabularies[VOCABULARY].label(lack.why, say.language)
    if lack.body:
        purpose = f"{purpose}: {lack.body}"
    return say(
        "{ref} ({what}): no consent to “{purpose}”",
        ref=lack.ref,
        what=what,
        purpose=purpose,
    )


def chosen(key: str, body: str) -> Audience | None:
    """For whom; None while the body is not named."""
    if key != BODY:
        return Audience(level=Level(key))
    return Audience(level=Level.PARTNER, body=body) if body else None


class BodyField(Combo):
    """The body it is for: one that consents name, or another typed in.

    ``settled`` when it was chosen, or when somebody stopped typing.
    """

    settled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._settled = ""
        self.setEditable(True)
        self.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        say = session.say
        say.put(self.setAccessibleName, "Named body")
        line = self.lineEdit()
        if line is not None:
            say.put(line.setPlaceholderText, "Name of the body, as in the consent")
            line.editingFinished.connect(self._settle)
        self.activated.connect(lambda _place: self._settle())

    @property
    def body(self) -> str:
        """What was chosen or typed, in single blanks."""
        return " ".join(self.currentText().split())

    def _settle(self) -> None:
        if self.body != self._settled:
            self._settled = self.body
            self.settled.emit()

    @override
    def showEvent(self, e: QShowEvent) -> None:
        """Consents may have been written since."""
        super().showEvent(e)
        self._session.run(named_bodies.known, self.offer, lambda _error: None)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these; what was typed stays."""
        typed = self.currentText()
        with QSignalBlocker(self):
            self.clear()
            self.addItems(list(names))
            self.setCurrentIndex(-1)
            self.setEditText(typed)


class LevelChoice(QWidget):
    """The audiences one under the other, each with what it gives; none is taken yet.

    ``changed`` when it is another, or another body.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._say = session.say
        self.levels = {each: self._level(each) for each in AUDIENCES}
        self.body = BodyField(session)
        give_way(self.body)
        self.body.hide()
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for key, radio in self.levels.items():
            group.addButton(radio)
            radio.clicked.connect(lambda _checked: self._take())
            column.addLayout(explained(self._say, radio, AUDIENCES[key][1]))
            if key == BODY:
                column.addWidget(self.body)
        self.body.settled.connect(self.changed.emit)

    def _level(self, key: str) -> QRadioButton:
        radio = QRadioButton()
        for put in (radio.setText, radio.setAccessibleName):
            self._say.put(put, AUDIENCES[key][0])
        return radio

    def _take(self) -> None:
        self.body.setVisible(self.levels[BODY].isChecked())
        self.changed.emit()

    def choose(self, level: Level) -> None:
        """Take one without telling anybody."""
        self.levels[str(level)].setChecked(True)

    @property
    def audience(self) -> Audience | None:
        """For whom; None while nobody chose, or the body is not named."""
        taken = (key for key, each in self.levels.items() if each.isChecked())
        key = next(taken, None)
        return chosen(key, self.body.body) if key else None


class ForWhom(QWidget):
    """A list of audiences with a field for the body; ``changed`` when it is another."""

    changed = Signal()

    def __init__(self, session: Session, first: Level) -> None:
        super().__init__()
        self._say, self._first = session.say, str(first)
        self.level = Combo()
        self._say.put(self.level.setAccessibleName, "For whom")
        self.body = BodyField(session)
        self.body.hide()
        line = row(self.level, self.body)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self._say.changed.connect(self._name)
        self._name()
        self.level.currentIndexChanged.connect(lambda _place: self._take())
        self.body.settled.connect(self.changed.emit)

    def _name(self) -> None:
        named = {key: self._say(AUDIENCES[key][0]) for key in AUDIENCES}
        offer(self.level, named, first=self._first)

    def _take(self) -> None:
        self.body.setVisible(self.level.currentData() == BODY)
        self.changed.emit()

    @property
    def audience(self) -> Audience | None:
        """For whom; None while the body is not named."""
        return chosen(str(self.level.currentData()), self.body.body)
