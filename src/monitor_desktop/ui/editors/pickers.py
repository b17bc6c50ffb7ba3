"""Choosing by typing: terms, places and records, found in any language and spelling."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from monitor_desktop.domain import names
from monitor_desktop.domain.missing import Missing, entered
from monitor_desktop.i18n.labels import missing_label
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.base import Line
from monitor_desktop.ui.editors.offers import Offer, OfferPopup
from monitor_desktop.ui.look.pieces import name_buttons
from monitor_desktop.ui.look.theme import Look
from monitor_desktop.ui.look.words import Sentences

_WALKS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}
_TAKES: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Picker(Line):
    """A line of text over a list of offers.

    ``asked`` carries what was typed; whoever knows offers answers with ``offer``. Until
    then the list in sight is of something else: Enter is ``hurried``, and is answered
    at once or by a list. Nobody is chosen unseen: before the list was on the screen
    Enter takes only what was written out in full, else it waits to be pressed again.
    ``picked`` carries the code; an empty one means the field was emptied; ``absent``
    a mark of ``domain.missing``, which stand below every list.
    """

    asked = Signal(str)
    hurried = Signal()
    picked = Signal(str)
    absent = Signal(str)

    def __init__(self, look: Look, say: Sentences) -> None:
        super().__init__()
        self._look = look
        self._say = say
        self.code: str | None = None
        self._name = ""
        self._popup: OfferPopup | None = None
        self._awaits = False
        self._arrow = QAction(self)
        self._dress()
        self._arrow.triggered.connect(self.open_all)
        self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        name_buttons(self, say, "Show all")
        look.changed.connect(self._dress)
        self.textEdited.connect(self._typed)

    def _dress(self) -> None:
        self._arrow.setIcon(self._look.icon("chevron"))

    @property
    def popup(self) -> OfferPopup:
        """The list under the line, made when it is first needed."""
        if self._popup is None:
            self._popup = OfferPopup(self._look, self._say, self)
            self._popup.taken.connect(self._take)
        return self._popup

    @property
    def is_open(self) -> bool:
        """Offers are in sight."""
        return self._popup is not None and self._popup.isVisible()

    @property
    def is_settled(self) -> bool:
        """What stands there is what was chosen, not half a word."""
        return self.text() == self._name

    def show_choice(self, code: str | None, name: str) -> None:
        """Show what is chosen."""
        self.code, self._name = code, name
        self._awaits = False
        self.setText(name)
        self.setCursorPosition(0)
        self.setToolTip(name)

    def open_all(self) -> None:
        """Offer everything."""
        self.setFocus()
        self._awaits = False
        self.asked.emit("")

    def offer(self, offers: Sequence[Offer]) -> None:
        """Answer what was asked last; nothing is marked before something is typed."""
        self._awaits = False
        if not self.isVisible():
            return
        typed = "" if self.is_settled else self.text()
        self.popup.fill([*offers, *self.no_answers(typed)], typed)
        self.popup.open_under(self)

    def no_answers(self, typed: str) -> list[Offer]:
        """The three kinds of no answer, always below; by their words when typed."""
        wanted = names.fold(typed)
        named = [(each.mark, missing_label(self._say.words, each)) for each in Missing]
        return [
            Offer(mark, name)
            for mark, name in named
            if not wanted or names.fold(name).startswith(wanted)
        ]

    def _typed(self, text: str) -> None:
        if text.strip():
            self._awaits = True
            self.asked.emit(text)
            return
        self._close()
        self.show_choice(None, "")
        self.picked.emit("")

    def _take(self, index: QModelIndex) -> None:
        self._choose(self.popup.offer_at(index))

    def _choose(self, offer: Offer | None) -> None:
        if offer is None:
            return
        self._close()
        if entered(offer.code) is not None:
            self.show_choice(None, "")
            self.absent.emit(offer.code)
            return
        self.show_choice(offer.code, offer.name)
        self.picked.emit(offer.code)

    def _hurry(self) -> None:
        """Take from a list that nobody has seen yet only what is named in full."""
        if self._awaits:
            self._close()
            self.hurried.emit()
        if self.is_open:
            self._choose(self.popup.named(names.fold(self.text())))

    @property
    def _is_ahead(self) -> bool:
        """The list of what was typed is not on the screen yet."""
        return self._awaits or (self.is_open and not self.popup.is_seen)

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    @override
    def event(self, arg__1: QEvent) -> bool:
        """The keys of an open list are not those of the window."""
        if (
            arg__1.type() is QEvent.Type.ShortcutOverride
            and isinstance(arg__1, QKeyEvent)
            and self.is_open
            and arg__1.key() in {*_WALKS, *_TAKES, Qt.Key.Key_Escape}
        ):
            arg__1.accept()
            return True
        return super().event(arg__1)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Walk the list, take, or leave everything as it was."""
        key = Qt.Key(arg__1.key())
        plain = not arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _WALKS and self.is_open:
            self.popup.walk(_WALKS[key])
        elif key is Qt.Key.Key_Down:
            self.asked.emit("" if self.is_settled else self.text())
        elif key in _TAKES and plain and self._is_ahead:
            self._hurry()
        elif key in _TAKES and plain and self.is_open:
            self._take(self.popup.current())
        elif key is Qt.Key.Key_Escape and self.is_open:
            self._close()
            self._awaits = False
            self.setText(self._name)
            self.picked.emit(self.code or "")
        else:
            super().keyPressEvent(arg__1)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """The list goes; a name written out in full counts as chosen."""
        if self.is_open:
            same = self.popup.named(names.fold(self.text()))
            self._close()
            found = same is not None and entered(same.code) is None
            if found and same is not None and not self.is_settled:
                self.show_choice(same.code, same.name)
                self.picked.emit(same.code)
        super().focusOutEvent(arg__1)
