"""What went wrong, in words, where the person is looking."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.ui.look.pieces import PlainLabel, alert, button, mark
from monitor_desktop.ui.look.words import Message, Sentences

_STAYS: Final = "danger"
_SIGNED: Final = ("warn", "danger")


class Notice(QFrame):
    """A band on a page: a problem, or that something went well."""

    def __init__(self, say: Sentences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._text = PlainLabel(wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self._sign = alert()
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        self._offered = button(say, "Undo", self._do, kind="quiet")
        self._offered.hide()
        self._offer: Callable[[], object] | None = None
        row.addWidget(self._offered)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def tell_problem(self, error: MonitorError) -> None:
        """Say what went wrong and what to do."""
        self.tell(lambda words: error_text(words, error), tone=_STAYS)

    def tell(self, message: Message, *, tone: str = "ok", **parameters: object) -> None:
        """Say a sentence: ok, warn or danger."""
        self._offered.hide()
        mark(self, "card", tone)
        # Its picture hangs on the dress of the card, which it does not look at again.
        mark(self._sign, "tone", tone)
        self._sign.setVisible(tone in _SIGNED)
        self._say.put(self._text.setText, message, **parameters)
        self.show()

    def offer_undo(self, undo: Callable[[], object]) -> None:
        """What was just told can be taken back from here."""
        self.offer("Undo", undo)

    def offer(self, message: Message, do: Callable[[], object]) -> None:
        """Something to be done about what was just told."""
        self._offer = do
        self._say.put(self._offered.setText, message)
        self._say.put(self._offered.setAccessibleName, message)
        self._offered.show()

    def _do(self) -> None:
        if self._offer is not None:
            self._offer()

    def clear(self) -> None:
        """Say nothing."""
        self._offered.hide()
        self._say.leave(self._text.setText)
        self._text.clear()
        self.hide()
