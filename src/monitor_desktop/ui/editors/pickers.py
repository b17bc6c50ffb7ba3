"""Choosing by typing: terms, places and records, found in any language and spelling."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from monitor_desktop.ui.pieces import name_buttons
from monitor_desktop.ui.theme import Look
from monitor_desktop.ui.words import Sentences

_ROW_PX: Final = 44
_ROWS: Final = 6
_LEAST_PX: Final = 300
DETAIL_ROLE: Final = Qt.ItemDataRole.UserRole
CODE_ROLE: Final = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose: its code, its name, and a muted second line."""

    code: str
    name: str
    detail: str = ""


class OfferList(QAbstractListModel):
    """What can be chosen at the moment."""

    def __init__(self) -> None:
        super().__init__()
        self._offers: tuple[Offer, ...] = ()

    def fill(self, offers: Sequence[Offer]) -> None:
        """Show other offers."""
        self.beginResetModel()
        self._offers = tuple(offers)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's way
        """Offers in the list."""
        return 0 if parent.isValid() else len(self._offers)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, second line or code."""
        if not index.isValid():
            return None
        offer = self._offers[index.row()]
        shown = {
            int(Qt.ItemDataRole.DisplayRole): offer.name,
            int(Qt.ItemDataRole.EditRole): offer.name,
            int(DETAIL_ROLE): offer.detail,
            int(CODE_ROLE): offer.code,
        }
        return shown.get(int(role))


class _TwoLines(QStyledItemDelegate):
    """The name in semibold over a muted line."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw both lines."""
        chosen = option.state & QStyle.StateFlag.State_Selected
        ground = self._look.color("accent_soft" if chosen else "base")
        painter.fillRect(option.rect, ground)
        box = option.rect.adjusted(10, 4, -10, -4)
        detail = str(index.data(DETAIL_ROLE) or "")
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if detail else QFont.Weight.Normal)
        upper = box if not detail else QRect(box.x(), box.y(), box.width(), 19)
        self._line(painter, font, upper, str(index.data()), "text")
        if detail:
            small = QFont(option.font)
            small.setPointSizeF(9)
            lower = QRect(box.x(), box.y() + 18, box.width(), 18)
            self._line(painter, small, lower, detail, "muted")

    def _line(  # a place to draw, and what
        self, painter: QPainter, font: QFont, box: QRect, text: str, color: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._look.color(color))
        elided = QFontMetrics(font).elidedText(
            text, Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), elided)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines."""
        return QSize(_LEAST_PX, _ROW_PX if index.data(DETAIL_ROLE) else _ROW_PX - 8)


class Picker(QLineEdit):
    """A line of text over a list of offers.

    ``asked`` carries what was typed; whoever knows offers answers with ``offer``.
    ``picked`` carries the code; an empty one means the field was emptied.
    """

    asked = Signal(str)
    picked = Signal(str)

    def __init__(self, look: Look, say: Sentences) -> None:
        super().__init__()
        self._look = look
        self._offers = OfferList()
        self.code: str | None = None
        self._name = ""
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_ROWS)
        popup = QListView()
        completer.setPopup(popup)
        popup.setItemDelegate(_TwoLines(look, popup))
        popup.setAccessibleName("…")
        completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self._popup = popup
        self._completer = completer
        # Set as a widget's helper only: a completer of the line itself would write
        # the offer's text over what is typed while one walks the list.
        completer.setWidget(self)
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
    def is_settled(self) -> bool:
        """What stands there is what was chosen, not half a word."""
        return self.text() == self._name

    def show_choice(self, code: str | None, name: str) -> None:
        """Show what is chosen."""
        self.code, self._name = code, name
        self.setText(name)
        self.setCursorPosition(0)
        self.setToolTip(name)

    def open_all(self) -> None:
        """Offer everything."""
        self.setFocus()
        self.asked.emit("")

    def offer(self, offers: Sequence[Offer]) -> None:
        """Answer what was asked."""
        self._offers.fill(offers)
        if not offers or not self.isVisible():
            self._popup.hide()
            return
        box = QRect(0, 0, max(self.width(), _LEAST_PX), self.height())
        self._popup.setAccessibleName(self.accessibleName())
        self._completer.complete(box)
        self._popup.setCurrentIndex(self._offers.index(0, 0))

    def _typed(self, text: str) -> None:
        if text.strip():
            self.asked.emit(text)
            return
        self._popup.hide()
        self.show_choice(None, "")
        self.picked.emit("")

    def _take(self, index: QModelIndex) -> None:
        code = str(index.data(CODE_ROLE))
        self.show_choice(code, str(index.data()))
        self.picked.emit(code)
