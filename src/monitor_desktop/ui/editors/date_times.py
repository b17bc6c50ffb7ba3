"""A day and an hour, for what is counted in hours: two times of one detention."""

import re
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.partial_dates import bounds
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.date_readings import best
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.base import Editor, as_text, line_edit, show_in_line
from monitor_desktop.ui.look.pieces import PlainLabel, mark, row
from monitor_desktop.ui.look.words import Message, said_in
from monitor_desktop.ui.sessions import Session

_HOUR_PX: Final = 96
_PAUSE_MS: Final = 150
_HOUR: Final = re.compile(r"(\d{1,2})(?:[:.\- ]?(\d{2}))?", re.ASCII)
_HELD: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d).*)?", re.ASCII)
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59


def day_of(text: str) -> str | None:
    """The ISO day that words name; None where they name no one day."""
    edtf = best(text) if text else None
    first, last = bounds(edtf) if edtf else (None, None)
    return first if first == last else None


def hour_of(text: str) -> str | None:
    """``21:30`` from 21:30, 21.30, 2130 or 21; None for what is no time of day."""
    found = _HOUR.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    fits = hour <= _LAST_HOUR and minute <= _LAST_MINUTE
    return f"{hour:02}:{minute:02}" if fits else None


class DateTimeEditor(Editor):
    """The day in any words, the hour beside it; below, what was understood.

    A day whose hour nobody knows is kept without one: no hour is invented.
    """

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._day = line_edit(self._typed)
        self._hour = line_edit(self._typed)
        self._hour.setFixedWidth(_HOUR_PX)
        session.say.put(self._day.setPlaceholderText, "Day")
        session.say.put(self._hour.setPlaceholderText, "Hour")
        self._said = PlainLabel(role="caption", wraps=True)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._explain)
        session.say.changed.connect(self._explain)
        line = row(self._day, self._hour)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        self.column.addWidget(self._said)
        self._explain()

    @property
    def said(self) -> str:
        """What stands under the two lines."""
        return self._said.text() if not self._said.isHidden() else ""

    def _typed(self) -> None:
        self._pause.start()
        self.edited.emit()

    def _texts(self) -> tuple[str, str]:
        return self._day.text().strip(), self._hour.text().strip()

    def _explain(self) -> None:
        """Say it back, and what is missing."""
        day_text, hour_text = self._texts()
        self._said.setVisible(bool(day_text or hour_text))
        day, hour = day_of(day_text), hour_of(hour_text)
        say = self.session.say
        if day is None or (hour_text and hour is None):
            mark(self._said, "role", "doubt")
            self._said.setText(say("Write one day, and the hour as 21:30."))
        elif not hour_text:
            mark(self._said, "role", "caption")
            self._said.setText(say("Without the hour no term can be counted."))
        else:
            mark(self._said, "role", "fine")
            when = f"{describe(day, say.language)}, {hour}"
            self._said.setText(say("Understood: {date}", date=when))

    @override
    def value(self) -> JsonValue:
        day_text, hour_text = self._texts()
        day, hour = day_of(day_text), hour_of(hour_text)
        if day is None or (hour_text and hour is None):
            return f"{day_text} {hour_text}".strip() or None
        return f"{day} {hour}" if hour else day

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        text = as_text(value)
        held = _HELD.fullmatch(text)
        day, hour = (held[1], held[2] or "") if held else (text, "")
        if held is not None and day == day_of(self._texts()[0]):
            # The words somebody writes stay as they are while they mean the same.
            if hour != (hour_of(self._texts()[1]) or ""):
                show_in_line(self._hour, hour)
        else:
            show_in_line(self._day, _written(day) if held else day)
            show_in_line(self._hour, hour)
        self._explain()

    @override
    def inputs(self) -> list[QWidget]:
        return [self._day, self._hour]

    @override
    def name(self, message: Message) -> None:
        say = self.session.say

        def named(part: str) -> Message:
            def both(words: Words) -> str:
                return f"{said_in(words, message)}, {words('app', part)}"

            return both

        say.put(self._day.setAccessibleName, named("Day"))
        say.put(self._hour.setAccessibleName, named("Hour"))


def _written(day: str) -> str:
    """An ISO day as people write it."""
    year, month, number = day.split("-")
    return f"{number}.{month}.{year}"
