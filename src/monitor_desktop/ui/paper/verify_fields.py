"""Twelve words in three columns: typed as they are heard, or read aloud."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.services.exchange.verifying import WORDS, Heard
from monitor_desktop.ui.look.pieces import PlainLabel, mark, name_buttons
from monitor_desktop.ui.sessions import Session

Judge = Callable[[int, str, bool], Heard]
"""Place of a word from 0, what was typed, and whether the word was ended."""
_COLUMNS: Final = 3
_GAPS_PX: Final = (12, 12)


def _grid(parent: QWidget) -> QGridLayout:
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(_GAPS_PX[0])
    grid.setVerticalSpacing(_GAPS_PX[1])
    return grid


def _numbered(number: int, made: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(PlainLabel(str(number), role="caption"))
    column.addWidget(made)
    return column


class WordField(QLineEdit):
    """One word. ``ended``: Space or Enter was pressed in it; ``left`` backwards."""

    ended = Signal()
    left = Signal()

    def __init__(self, session: Session, number: int) -> None:
        super().__init__()
        self._session = session
        self.verdict: Heard | None = None
        self._sign = QAction(self)
        self.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)
        session.say.put(self.setAccessibleName, "Word {n}", n=number)
        name_buttons(self, session.say, "Judgement")
        session.look.changed.connect(self._dress)

    def show_verdict(self, verdict: Heard | None) -> None:
        """Right, wrong, or not known yet."""
        self.verdict = verdict
        self._dress()

    def _dress(self) -> None:
        verdict, icon = self.verdict, self._session.look.icon
        right = verdict is not None and verdict.right
        wrong = verdict is not None and not verdict.right
        mark(self, "right", "true" if right else "false")
        mark(self, "invalid", "true" if wrong else "false")
        signs = {True: icon("check", "ok"), False: icon("alert", "danger")}
        self._sign.setIcon(signs[right] if verdict is not None else QIcon())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter end the word; Backspace in an empty field goes back."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.ended.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class WordFields(QWidget):
    """Twelve fields, each judged as it is typed.

    ``judged``: something was judged anew.
    """

    judged = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._judge: Judge | None = None
        self.fields = [WordField(session, number + 1) for number in range(WORDS)]
        grid = _grid(self)
        for place, field in enumerate(self.fields):
            grid.addLayout(
                _numbered(place + 1, field), place // _COLUMNS, place % _COLUMNS
            )
            field.textEdited.connect(lambda _text, at=place: self._typed(at))
            field.ended.connect(lambda at=place: self._end(at))
            field.editingFinished.connect(lambda at=place: self._leave(at))
            field.left.connect(lambda at=place: self._go(at - 1))
        self.setFocusProxy(self.fields[0])

    def begin(self, judge: Judge) -> None:
        """Empty the fields for another card."""
        self._judge = judge
        for field in self.fields:
            field.clear()
            field.show_verdict(None)
        self.judged.emit()

    @property
    def words(self) -> list[str]:
        """What stands in the fields."""
        return [each.text().strip() for each in self.fields]

    @property
    def right(self) -> int:
        """How many words are right."""
        return sum(bool(each.verdict and each.verdict.right) for each in self.fields)

    @property
    def wrong(self) -> list[int]:
        """Numbers of the words that are wrong, from 1."""
        return [
            number
            for number, each in enumerate(self.fields, 1)
            if each.verdict is not None and not each.verdict.right
        ]

    def take(self, at: int, words: Sequence[str]) -> None:
        """Put words into fields from a place on, as if each had been typed."""
        for place, word in enumerate(words[: WORDS - at], at):
            self.fields[place].setText(word)
            self._end(place)

    def _typed(self, at: int) -> None:
        """A right word goes on by itself; a wrong one waits for its end."""
        pasted = self.fields[at].text().split()
        if len(pasted) > 1:
            self.take(at, pasted)
            return
        found = self._heard(at, ended=False)
        right = found is not None and found.right
        self._show(at, found if right else None)
        if right:
            self._go(at + 1)

    def _end(self, at: int) -> None:
        if self.fields[at].text().strip():
            self._leave(at)
            self._go(at + 1)

    def _leave(self, at: int) -> None:
        found = self._heard(at, ended=True)
        if found is not None:
            self.fields[at].setText(found.word)
        self._show(at, found)

    def _heard(self, at: int, *, ended: bool) -> Heard | None:
        typed = self.fields[at].text().strip()
        return self._judge(at, typed, ended) if self._judge and typed else None

    def _show(self, at: int, verdict: Heard | None) -> None:
        if self.fields[at].verdict != verdict:
            self.fields[at].show_verdict(verdict)
            self.judged.emit()

    def _go(self, at: int) -> None:
        if 0 <= at < WORDS:
            self.fields[at].setFocus()


class WordsToRead(QWidget):
    """One's own twelve words, numbered alike."""

    def __init__(self) -> None:
        super().__init__()
        self._labels = [PlainLabel(role="word") for _ in range(WORDS)]
        grid = _grid(self)
        for place, label in enumerate(self._labels):
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByKeyboard
                | Qt.TextInteractionFlag.TextSelectableByMouse
            )
            grid.addLayout(
                _numbered(place + 1, label), place // _COLUMNS, place % _COLUMNS
            )

    def show_words(self, words: Sequence[str]) -> None:
        """Show these."""
        for label, word in zip(self._labels, words, strict=True):
            label.setText(word)
            label.setAccessibleName(word)
