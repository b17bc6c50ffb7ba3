"""Three tiles: how many records are only here, sent, at the hub."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor_desktop.domain.receipts import Delivery
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services.exchange.receipts import Totals
from monitor_desktop.ui.fittings.delivery_lines import ICONS, delivery_label
from monitor_desktop.ui.look.click_rows import ClickRow
from monitor_desktop.ui.look.moments import said_when
from monitor_desktop.ui.look.pieces import ElidedLabel, PlainLabel
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session

TILE_PX: Final = 60
_ICON_PX: Final = 22
_COLORS: Final = {
    Delivery.ONLY_HERE: "warn",
    Delivery.SENT: "info",
    Delivery.ARRIVED: "ok",
}
_WHAT: Final[Mapping[Delivery, Message]] = {
    Delivery.ONLY_HERE: "nobody else has it yet",
    Delivery.SENT: "not confirmed yet",
    Delivery.ARRIVED: "confirmed by the hub",
}


class Tile(ClickRow):
    """One state with its number; a click lists the records."""

    def __init__(self, session: Session, state: Delivery) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setFixedHeight(TILE_PX)
        self._session = session
        self._state = state
        self._icon = PlainLabel()
        self._number = PlainLabel("0", role="number")
        self._what = ElidedLabel(role="caption")
        name = ElidedLabel(role="strong")
        session.say.put(name.setText, lambda words: delivery_label(words, state))
        session.say.put(self._what.setText, _WHAT[state])
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(name)
        texts.addWidget(self._what)
        texts.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        line.addWidget(self._icon)
        line.addWidget(self._number)
        line.addLayout(texts, 1)
        session.look.changed.connect(self._dress)
        self._dress()
        self.show_number(0)

    def _dress(self) -> None:
        look = self._session.look
        picture = look.picture(ICONS[self._state], _COLORS[self._state], _ICON_PX)
        self._icon.setPixmap(picture)

    def show_number(self, number: int) -> None:
        """How many records."""
        self._number.setText(f"{number:,}".replace(",", "\u00a0"))
        self._session.say.put(
            self.setAccessibleName,
            lambda words: f"{delivery_label(words, self._state)}: {number}",
        )

    def say_what(self, message: Message) -> None:
        """The line under the name."""
        self._session.say.put(self._what.setText, message)


class Tiles(QWidget):
    """``chosen`` carries the state that was clicked."""

    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.tiles = {each: Tile(session, each) for each in Delivery}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for state, tile in self.tiles.items():
            tile.clicked.connect(lambda state=state: self.chosen.emit(state))
            line.addWidget(tile, 1)

    def show_totals(self, totals: Totals, heard_ms: int | None, *, hub: bool) -> None:
        """The numbers; when a hub last spoke, None for never; ``hub``: this is one."""
        numbers = {
            Delivery.ONLY_HERE: totals.only_here,
            Delivery.SENT: totals.sent,
            Delivery.ARRIVED: totals.arrived,
        }
        for state, number in numbers.items():
            self.tiles[state].show_number(number)
        now_ms = self._session.kit.clock.now_ms()

        def confirmed(words: Words) -> str:
            if hub:
                return words("app", "this is the hub")
            if heard_ms is None:
                return words("app", "the hub has not answered yet")
            when = said_when(words, heard_ms, now_ms)
            return words("app", "confirmed {when}", when=when)

        self.tiles[Delivery.ARRIVED].say_what(confirmed)
