"""How far a record has come: only here, sent, at the hub."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor_desktop.domain.receipts import Delivery
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.ui.look.pieces import CHIP_PX, PlainLabel, mark
from monitor_desktop.ui.sessions import Session

ICONS: Final[Mapping[Delivery, str]] = {
    Delivery.ONLY_HERE: "laptop",
    Delivery.SENT: "send",
    Delivery.ARRIVED: "server",
}
TONES: Final[Mapping[Delivery, str]] = {
    Delivery.ONLY_HERE: "warn",
    Delivery.SENT: "info",
    Delivery.ARRIVED: "ok",
}
_ICON_PX: Final = 14
_THEN: Final = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"


def delivery_label(words: Words, state: Delivery) -> str:
    """A step in words."""
    return words("labels", f"delivery.{state}")


class DeliveryLine(QWidget):
    """Three steps, the present one marked; one sentence to a screen reader."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._state: Delivery | None = None
        self._icons = {each: PlainLabel() for each in Delivery}
        self._steps = {each: PlainLabel() for each in Delivery}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._thens = [PlainLabel(_THEN) for _ in range(len(Delivery) - 1)]
        self._is_short = False
        for place, each in enumerate(Delivery):
            if place:
                line.addWidget(self._thens[place - 1])
            line.addWidget(self._icons[each])
            self._steps[each].setFixedHeight(CHIP_PX)
            line.addWidget(self._steps[each])
        session.say.changed.connect(self._say_again)
        session.look.changed.connect(self._say_again)
        self.hide()

    def show_state(self, state: Delivery | None) -> None:
        """Mark the step a record has come to; nothing for a new one."""
        self._state = state
        self.setVisible(state is not None)
        self._say_again()

    def shorten(self, *, is_short: bool) -> None:
        """Only the present step, where something else needs the line."""
        self._is_short = is_short
        self._show_steps()

    def _show_steps(self) -> None:
        for each in Delivery:
            shown = each is self._state or not self._is_short
            self._icons[each].setVisible(shown)
            self._steps[each].setVisible(shown)
        for then in self._thens:
            then.setVisible(not self._is_short)

    def _say_again(self) -> None:
        if self._state is None:
            return
        self._show_steps()
        words = self._session.say.words
        for each, label in self._steps.items():
            present = each is self._state
            label.setText(delivery_label(words, each))
            mark(label, "role", "" if present else "caption")
            mark(label, "tone", TONES[each] if present else "")
            color = TONES[each] if present else "muted"
            picture = self._session.look.picture(ICONS[each], color, _ICON_PX)
            self._icons[each].setPixmap(picture)
        self.setAccessibleName(delivery_label(words, self._state))
