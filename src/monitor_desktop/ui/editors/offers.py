"""What a picker offers: a list over the page, under the field it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain import names
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import PlainLabel, said
from monitor_desktop.ui.look.theme import Look
from monitor_desktop.ui.look.words import Sentences

ROW_PX: Final = 40
HEAD_PX: Final = 28
_FOOT_PX: Final = 36
_NOTE_PX: Final = 60
"""Three lines, the longest note in the longest language."""
_MOST_ROWS: Final = 6
_LEAST_PX: Final = 440
_WIDEST_PX: Final = 640
_BESIDES_PX: Final = 64
"""Of a row: paddings, the gap before the code, the scroll bar."""
_PAD_PX: Final = 12
_SMALL_POINTS: Final = 9.5
OFFER_ROLE: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose.

    Attributes:
        code: What is chosen.
        name: In the language of the window.
        detail: A muted second line; other names, in which hits are marked.
        mark: A short text at the right: the code as people know it.
        is_head: A muted heading that cannot be chosen.
        has_names: The second line holds other names of the same thing; else it tells
            two of one name apart, and is never enough to choose by.
        note: A sentence that tells it from its neighbours, shown while it is marked.
    """

    code: str
    name: str
    detail: str = ""
    mark: str = ""
    is_head: bool = False
    has_names: bool = True
    note: str = ""

    def is_called(self, folded: str) -> bool:
        """Somebody wrote the whole of one of its names, in any letters."""
        others = self.detail.split(" · ") if self.has_names else ()
        called = {names.fold(each) for each in (self.name, *others)}
        return not self.is_head and bool(folded) and folded in called


class OfferList(QAbstractListModel):
    """What can be chosen at the moment."""

    def __init__(self) -> None:
        super().__init__()
        self.offers: tuple[Offer, ...] = ()

    def fill(self, offers: Sequence[Offer]) -> None:
        """Show other offers."""
        self.beginResetModel()
        self.offers = tuple(offers)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's way
        """Offers in the list."""
        return 0 if parent.isValid() else len(self.offers)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name with the second line for screen readers, or the offer."""
        if not index.isValid():
            return None
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.name
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            told = (offer.name, offer.detail, offer.mark, offer.note)
            return ", ".join(filter(None, told))
        return offer if role == OFFER_ROLE else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        offer = self.offers[index.row()] if index.isValid() else None
        if offer is None or offer.is_head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _OfferRow(QStyledItemDelegate):
    """The name in semibold over a muted line, the code right, hits marked."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._rows = parent
        self._look = look
        self.typed = ""
        self.was_drawn = False

    def width_of(self, offers: Sequence[Offer]) -> int:
        """Room for every name whole, within reason."""
        option = QStyleOptionViewItem()
        self._rows.initViewItemOption(option)
        bold = QFontMetrics(_font(option, bold=True))
        small = QFontMetrics(_font(option, small=True))
        needed = max(
            (
                bold.horizontalAdvance(each.name) + small.horizontalAdvance(each.mark)
                for each in offers
            ),
            default=0,
        )
        return min(max(needed + _BESIDES_PX, _LEAST_PX), _WIDEST_PX)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw a heading, or both lines and the code."""
        self.was_drawn = True
        offer = index.data(OFFER_ROLE)
        if not isinstance(offer, Offer):
            return
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "accent_soft" if chosen else "base"
        painter.fillRect(option.rect, self._look.color(ground))
        box = option.rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        if offer.is_head:
            self._text(painter, _font(option, small=True), box, offer.name, "muted")
        else:
            self._offer(painter, option, box, offer)
        painter.restore()

    def _offer(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, offer: Offer
    ) -> None:
        small, bold = _font(option, small=True), _font(option, bold=True)
        if offer.mark:
            width = QFontMetrics(small).horizontalAdvance(offer.mark)
            right = QRect(box.right() - width, box.y(), width + 1, box.height())
            self._text(painter, small, right, offer.mark, "muted")
            box = box.adjusted(0, 0, -width - _PAD_PX, 0)
        if not offer.detail:
            self._text(painter, bold, box, offer.name, "text")
            return
        half = box.height() // 2
        upper = QRect(box.x(), box.y() + 1, box.width(), half)
        lower = QRect(box.x(), box.y() + half - 1, box.width(), half)
        self._text(painter, bold, upper, offer.name, "text")
        self._marked(painter, small, lower, offer.detail)

    def _text(
        self, painter: QPainter, font: QFont, box: QRect, text: str, color: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._look.color(color))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _marked(self, painter: QPainter, font: QFont, box: QRect, text: str) -> None:
        """The second line, with a soft ground and stronger letters under each hit."""
        metrics = QFontMetrics(font)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        left, done = box.x(), 0
        spans = names.begun_spans(shown, self.typed) if self.typed else []
        for start, end in [*spans, (len(shown), len(shown))]:
            for part, hit in ((shown[done:start], False), (shown[start:end], True)):
                wide = QFontMetrics(bold if hit else font).horizontalAdvance(part)
                place = QRect(left, box.y(), wide + 1, box.height())
                if hit and part:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(self._look.color("warn_soft"))
                    painter.drawRoundedRect(QRectF(place).adjusted(0, 1, 0, -1), 2, 2)
                used = (bold, "warn") if hit else (font, "muted")
                painter.setFont(used[0])
                painter.setPen(self._look.color(used[1]))
                painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), part)
                left += wide
            done = end

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines; less for a heading."""
        offer = index.data(OFFER_ROLE)
        head = isinstance(offer, Offer) and offer.is_head
        return QSize(_LEAST_PX, HEAD_PX if head else ROW_PX)


def _font(
    option: QStyleOptionViewItem, *, small: bool = False, bold: bool = False
) -> QFont:
    font = QFont(option.font)
    if small:
        font.setPointSizeF(_SMALL_POINTS)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class OfferPopup(QFrame):
    """The list with its keys named below; the focus stays in the field.

    It lies in the window itself: nothing of it is left when the window is locked.
    """

    taken = Signal(QModelIndex)

    def __init__(self, look: Look, say: Sentences, field: QWidget) -> None:
        super().__init__(field.window())
        self.hide()
        self._field = field
        self._wide = _LEAST_PX
        self.setProperty("card", "popup")
        self.model = OfferList()
        self._rows = _list(self.model)
        self._drawn = _OfferRow(look, self._rows)
        self._rows.setItemDelegate(self._drawn)
        self._rows.setAccessibleName(field.accessibleName())
        self._rows.clicked.connect(self.taken)
        nothing = "Nothing found. Clear the field to see the whole list."
        self._none = said(say, nothing, role="muted")
        self._none.setContentsMargins(8, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 0)
        column.setSpacing(0)
        column.addWidget(self._none)
        column.addWidget(self._rows, 1)
        self._note = PlainLabel(role="caption", wraps=True)
        self._note.setContentsMargins(8, 4, 8, 0)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._note.setFixedHeight(_NOTE_PX)
        column.addWidget(self._note)
        column.addWidget(_foot(say))
        field.destroyed.connect(self.deleteLater)
        self._follow_scrolling()

    def _follow_scrolling(self) -> None:
        above = self._field.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.verticalScrollBar().valueChanged.connect(self._place)

    @property
    def is_seen(self) -> bool:
        """What is offered now has been on the screen."""
        return self._drawn.was_drawn

    def fill(self, offers: Sequence[Offer], typed: str) -> None:
        """Show offers; the first is marked when something was typed for it."""
        self._drawn.typed, self._drawn.was_drawn = typed, False
        self._wide = self._drawn.width_of(offers)
        self.model.fill(offers)
        # Room for every note of the list: it must not jump while one walks in it.
        self._note.setVisible(any(each.note for each in offers))
        self._note.clear()
        self._none.setVisible(not offers)
        self._rows.setVisible(bool(offers))
        if typed.strip():
            self.walk(1)

    def open_under(self, field: QWidget) -> None:
        """Show the list under a field, or over it where there is no room."""
        if self.parentWidget() is not field.window():
            self.setParent(field.window())
        self._place()
        self.show()
        self.raise_()

    def _place(self, _value: int = 0) -> None:
        window, field = self._field.window(), self._field
        at = field.mapTo(window, QPoint(0, 0))
        rows = [_height(each) for each in self.model.offers]
        tall = min(sum(rows), _MOST_ROWS * ROW_PX) or ROW_PX
        below = window.height() - at.y() - field.height() - 4
        room = max(below, at.y() - 4)
        foot = _FOOT_PX + (0 if self._note.isHidden() else _NOTE_PX)
        height = min(tall + foot + 6, max(room, ROW_PX + foot))
        width = min(max(field.width(), self._wide), window.width() - 8)
        top = at.y() + field.height() + 2 if height <= below else at.y() - height - 2
        beyond = at.x() + width > window.width() - 4
        left = max(at.x() + field.width() - width, 0) if beyond else at.x()
        self.setGeometry(left, top, width, height)

    def walk(self, steps: int) -> None:
        """Mark the next row that can be chosen."""
        row = self._rows.currentIndex().row()
        last = self.model.rowCount() - 1
        row = min(max(row + steps, 0), last)
        way = 1 if steps > 0 else -1
        while 0 <= row <= last and self.model.offers[row].is_head:
            row += way
        if 0 <= row <= last:
            self._rows.setCurrentIndex(self.model.index(row, 0))
            self._rows.scrollTo(self._rows.currentIndex())
            self._note.setText(self.model.offers[row].note)

    def current(self) -> QModelIndex:
        """The row that is marked."""
        return self._rows.currentIndex()

    def offer_at(self, index: QModelIndex) -> Offer | None:
        """What can be chosen in a row."""
        offer = index.data(OFFER_ROLE) if index.isValid() else None
        return offer if isinstance(offer, Offer) and not offer.is_head else None

    def named(self, folded: str) -> Offer | None:
        """The one offer whose whole name, in some language, is written there."""
        same = [each for each in self.model.offers if each.is_called(folded)]
        return same[0] if len(same) == 1 else None


def _list(model: OfferList) -> QListView:
    made = QListView()
    made.setProperty("flat", "true")
    made.setModel(model)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return made


def _height(offer: Offer) -> int:
    return HEAD_PX if offer.is_head else ROW_PX


def _foot(say: Sentences) -> QWidget:
    """What one may type, and the keys."""
    foot = QWidget()
    foot.setFixedHeight(_FOOT_PX)
    line = QHBoxLayout(foot)
    line.setContentsMargins(8, 0, 8, 0)
    line.setSpacing(8)
    line.addWidget(said(say, "Write in Tajik, Russian or English", role="caption"))
    line.addStretch(1)
    for key in ("↑ ↓", "Enter", "Esc"):
        cap = PlainLabel(key, role="key")
        line.addWidget(cap)
    return foot
