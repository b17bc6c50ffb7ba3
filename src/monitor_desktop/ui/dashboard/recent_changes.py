"""What was changed last, by whom, and whether it is new to the person."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import field_label, type_label
from monitor_desktop.overriding import override
from monitor_desktop.services.dashboard import Changed
from monitor_desktop.ui.fittings.figure_cards import CardHead
from monitor_desktop.ui.look.pieces import (
    ElidedLabel,
    PlainLabel,
    empty,
    mark,
    rule,
    said,
)
from monitor_desktop.ui.look.roles import BUTTON, ROLE
from monitor_desktop.ui.sessions import Session

_ROW_PX: Final = 48
_WHEN_PX: Final = 52
_KINDS: Final = {"delete": "deleted", "restore": "brought back"}


def what_changed(words: Words, it: Changed) -> str:
    """Which field, of which part; or that it was deleted."""
    if it.kind in _KINDS:
        return words("app", _KINDS[it.kind])
    if it.field:
        name = field_label(words, it.part, it.field)
        if it.part != it.type:
            name = f"{type_label(words, it.part)}: {name}"
        return name
    return type_label(words, it.part)


def when(words: Words, at_ms: int, now_ms: int) -> str:
    """The hour today, yesterday, else the day and month."""
    moment = dt.datetime.fromtimestamp(at_ms / 1000, tz=dt.UTC).astimezone()
    now = dt.datetime.fromtimestamp(now_ms / 1000, tz=dt.UTC).astimezone()
    days = (now.date() - moment.date()).days
    if days == 0:
        return moment.strftime("%H:%M")
    return words("app", "yesterday") if days == 1 else moment.strftime("%d.%m.")


class ChangeRow(QWidget):
    """A record that was changed; Enter or a click opens it."""

    opened = Signal()

    def __init__(self, session: Session, it: Changed) -> None:
        super().__init__()
        self.setFixedHeight(_ROW_PX)
        self.setObjectName("choice")
        self.setProperty(ROLE, BUTTON)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        say, now_ms = session.say, session.kit.clock.now_ms()
        at = PlainLabel(role="caption")
        at.setFixedWidth(_WHEN_PX)
        title = ElidedLabel(it.title, role="strong")
        what = ElidedLabel(role="caption")
        say.put(at.setText, lambda words: when(words, it.at_ms, now_ms))
        say.put(
            what.setText,
            lambda words: " · ".join(filter(None, (what_changed(words, it), it.who))),
        )
        say.put(
            self.setAccessibleName,
            lambda words: f"{it.title}: {what_changed(words, it)}, {it.who}",
        )
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for each in (title, what):
            texts.addWidget(each)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 2, 8, 2)
        line.setSpacing(8)
        line.addWidget(at)
        line.addLayout(texts, 1)
        if it.is_new:
            mark(at, "role", "fresh")

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class ChangesCard(QFrame):
    """``opened`` carries type and id."""

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("card", "true")
        self.rows: list[ChangeRow] = []
        self.head = CardHead(session, "Recent changes")
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(0)
        self.head.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.head)
        column.addLayout(self._body)
        column.addStretch(1)

    def show_changes(self, changes: Sequence[Changed], new: int) -> None:
        """Newest first; how many records changed since the last visit."""
        empty(self._body)
        self.rows = [ChangeRow(self._session, each) for each in changes]
        for place, (made, it) in enumerate(zip(self.rows, changes, strict=True)):
            made.opened.connect(partial(self.opened.emit, it.type, it.record))
            if place:
                self._body.addWidget(rule())
            self._body.addWidget(made)
        say = self._session.say
        if not changes:
            # One line: with one that wraps the row of cards is higher than its window.
            nothing = said(say, "Nothing has changed yet.", role="muted")
            nothing.setContentsMargins(8, 0, 8, 0)
            self._body.addWidget(nothing)
        say.put(
            self.head.count.setText,
            lambda _words: say.plural("{n} new", "{n} new", new) if new else "",
        )
