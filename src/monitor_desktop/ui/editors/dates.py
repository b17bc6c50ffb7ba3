"""Dates in a person's own words, and what they were understood as."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.partial_dates import bounds, is_valid
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.date_readings import best, readings
from monitor_desktop.i18n.date_texts import concise
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.overriding import override
from monitor_desktop.services.today import today
from monitor_desktop.ui.editors.base import Editor, as_text, line_edit, show_in_line
from monitor_desktop.ui.editors.date_strips import DateStrip
from monitor_desktop.ui.look.pieces import Button, PlainLabel, mark, row
from monitor_desktop.ui.sessions import Session

_PAUSE_MS: Final = 150
_ICON_PX: Final = 16
_MOST_READINGS: Final = 2
_DOUBTS: Final = frozenset("~?%")
"""EDTF level 1: approximate, uncertain, both."""


class DateEditor(Editor):
    """Free text; under it what was understood, in words and as a strip of cells.

    The words typed are never changed and saving is never blocked. Words that can be
    read in two ways offer both.
    """

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._line = line_edit(self._typed)
        self._kept_text = ""
        self._kept_edtf: str | None = None
        self._sign = PlainLabel()
        self._said = PlainLabel(role="fine", wraps=True)
        self._about = PlainLabel(role="caption")
        self._strip = DateStrip(session.look)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._explain)
        session.say.changed.connect(self._explain)
        session.look.changed.connect(self._explain)
        self._choices = [self._choice(place) for place in range(_MOST_READINGS)]
        self.column.addWidget(self._line)
        told = row(self._sign, self._said, self._about, spacing=4)
        told.setStretch(1, 1)
        self.column.addLayout(told)
        for each in self._choices:
            self.column.addLayout(row(each, 1))
        self.column.addWidget(self._strip)
        self._explain()

    def _choice(self, place: int) -> QPushButton:
        made = Button()
        made.setProperty("kind", "quiet")
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self._choose(place))
        return made

    @property
    def said(self) -> str:
        """What stands under the field."""
        return self._said.text()

    def _typed(self) -> None:
        self._pause.start()
        self.edited.emit()

    def _readings(self) -> tuple[str, ...]:
        day = today(self.session.kit)
        return readings(self._line.text(), day)[:_MOST_READINGS]

    def _understood(self) -> str | None:
        text = self._line.text().strip()
        if text == self._kept_text and self._kept_edtf:
            return self._kept_edtf
        return best(text) if text else None

    def _choose(self, place: int) -> None:
        found = self._readings()
        if place < len(found):
            self._kept_text, self._kept_edtf = self._line.text().strip(), found[place]
            # The button pressed is gone; the other reading must not get the next key.
            self._line.setFocus()
            self._explain()
            self.edited.emit()

    def _explain(self) -> None:
        """Say what the words mean, or that they are kept as they are."""
        text = self._line.text().strip()
        for each in (self._sign, self._said):
            each.setVisible(bool(text))
        if not text:
            for other in (self._about, self._strip, *self._choices):
                other.hide()
            return
        say, edtf = self.session.say, self._understood()
        mark(self._said, "role", "fine" if edtf else "doubt")
        icon = ("check", "ok") if edtf else ("alert", "warn")
        self._sign.setPixmap(self.session.look.picture(*icon, _ICON_PX))
        span = bounds(edtf) if edtf else (None, None)
        self._strip.show_bounds(span)
        # A year or some days are not approximate: nobody said that they were.
        self._about.setVisible(not _DOUBTS.isdisjoint(edtf or ""))
        self._about.setText(say("approximate"))
        if edtf:
            when = concise(edtf, say.language)
            self._said.setText(say("Understood: {date}", date=when))
        elif self._readings():
            several = "This can be read in several ways. Choose one."
            one = "Is this what is meant? Choose it."
            self._said.setText(say(several if len(self._readings()) > 1 else one))
        else:
            self._said.setText(say("Not understood as a date; kept as you wrote it."))
        self._offer_readings(edtf)

    def _offer_readings(self, edtf: str | None) -> None:
        found = [each for each in self._readings() if each != edtf]
        both = self._readings()
        for place, each in enumerate(self._choices):
            shown = place < len(both) and both[place] in found
            each.setVisible(shown)
            if shown:
                when = concise(both[place], self.session.say.language)
                each.setText(self.session.say("Meant: {date}", date=when))
                each.setAccessibleName(each.text())

    @override
    def value(self) -> JsonValue:
        text = self._line.text().strip()
        if not text:
            return None
        edtf = self._understood()
        return text if edtf == understand(text) else {"text": text, "edtf": edtf}

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        known = value if isinstance(value, Mapping) else {"text": value, "edtf": None}
        edtf = known.get("edtf")
        self._kept_text = as_text(known.get("text")).strip()
        self._kept_edtf = edtf if isinstance(edtf, str) and is_valid(edtf) else None
        show_in_line(self._line, self._kept_text)
        self._explain()

    @override
    def inputs(self) -> list[QWidget]:
        return [self._line]

    @override
    def stops(self) -> list[QWidget]:
        return [self._line, *self._choices]
