"""Cards side by side; where there is no room the last goes under the others."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import GAP

_FULL_PX: Final = 16_777_215
"""QWIDGETSIZE_MAX, Qt's "no limit"."""


class CardRow(QWidget):
    """Cards in one row, or the last of them below.

    Args:
        cards: From left to right.
        shares: Of the width, one for each.
        least_px: Below this width the last one has no room beside the others.
        low_px: Height of each row then, at least.
    """

    def __init__(
        self,
        cards: Sequence[QWidget],
        shares: Sequence[int],
        *,
        least_px: int,
        low_px: int,
    ) -> None:
        super().__init__()
        self._low_px = low_px
        self._cards, self._shares, self._least_px = cards, shares, least_px
        self._widest = [each.maximumWidth() for each in cards]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._is_folded: bool | None = None
        self._arrange(folded=False)

    def _arrange(self, *, folded: bool) -> None:
        if folded is self._is_folded:
            return
        self._is_folded = folded
        above = len(self._cards) - int(folded)
        for place, card in enumerate(self._cards):
            self._grid.removeWidget(card)
            # Beside fewer others a card may be wider than it would be else.
            card.setMaximumWidth(_FULL_PX if folded else self._widest[place])
            if place < above:
                self._grid.addWidget(card, 0, place)
            else:
                self._grid.addWidget(card, 1, 0, 1, above)
            self._grid.setColumnStretch(place, self._shares[place] * (place < above))
        self._grid.setRowMinimumHeight(0, self._low_px if folded else 0)
        self._grid.setRowMinimumHeight(1, self._low_px if folded else 0)
        self._grid.setRowStretch(0, 1)
        self._grid.setRowStretch(1, int(folded))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for all of them, or not."""
        super().resizeEvent(event)
        self._arrange(folded=self.width() < self._least_px)

    @override
    def minimumSizeHint(self) -> QSize:
        """The last one gives way."""
        first = [each.minimumSizeHint().width() for each in self._cards[:-1]]
        width = sum(first) + GAP * (len(first) - 1)
        return QSize(width, super().minimumSizeHint().height())
