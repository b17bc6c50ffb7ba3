"""Rows of a list beside an open record: three lines in the width of one column."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.receipts import Delivery
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import Reader, short_date
from monitor_desktop.overriding import override
from monitor_desktop.ui.fittings.delivery_lines import ICONS, TONES, delivery_label
from monitor_desktop.ui.lists.chips import is_state
from monitor_desktop.ui.lists.record_table import DELIVERY_ROLE, RECORD_ROLE
from monitor_desktop.ui.look.charts import caption_font
from monitor_desktop.ui.sessions import Session

NARROW_ROW_PX: Final = 68
_EDGE_PX: Final = 3
_SIDE_PX: Final = 14
_LINE_PX: Final = 19
_ICON_PX: Final = 13
_MOST_OF_DATE: Final = 0.5
_DATED: Final = frozenset({Kind.PARTIAL_DATE, Kind.DATE_TIME})
_NAMING: Final = frozenset({Kind.CHOICE, Kind.PLACE})
_NONE_TITLE: Final = "–"


@dataclass(frozen=True, slots=True)
class RowTexts:
    """What a narrow row says.

    Attributes:
        title: Who or what; its number where it has no name.
        date: When, as far as it is known.
        detail: Kind and place.
    """

    title: str
    date: str
    detail: str


def row_texts(record: Record, fields: tuple[Field, ...], reader: Reader) -> RowTexts:
    """What a row says of a record, by the columns its declaration lists."""
    title = record.declaration.field(record.declaration.title)
    named = "" if title is None else reader.text(title, _value(record, title), {})
    dated = next((each for each in fields if each.kind in _DATED), None)
    rest = [
        reader.text(each, _value(record, each), {})
        for each in fields
        if each.kind in _NAMING and not is_state(each) and each is not title
    ]
    return RowTexts(
        title=named or record.ref or _NONE_TITLE,
        date="" if dated is None else short_date(reader, dated, _value(record, dated)),
        detail=" · ".join(each for each in rest if each),
    )


def _value(record: Record, field: Field) -> JsonValue:
    return record.values.get(field.key)


class NarrowDelegate(QStyledItemDelegate):
    """Draws a whole record in the one column that is left."""

    def __init__(
        self, session: Session, fields: tuple[Field, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._fields = fields

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground and edge, three lines, the line under the row."""
        look = self._session.look
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.color("accent_soft"))
            edge = QRectF(box.left(), box.top(), _EDGE_PX, box.height())
            painter.fillRect(edge, look.color("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        painter.setPen(look.color("border"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        record = index.data(RECORD_ROLE)
        if isinstance(record, Record):
            said = row_texts(record, self._fields, self._session.reader)
            lines = 3 if said.detail else 2
            self._draw_texts(painter, box, said, lines)
            state = index.data(DELIVERY_ROLE)
            if state is not None:
                last = _line(box, lines - 1, lines)
                self._draw_delivery(painter, last, Delivery(state))
        painter.restore()

    def _draw_texts(
        self, painter: QPainter, box: QRectF, said: RowTexts, lines: int
    ) -> None:
        first = _line(box, 0, lines)
        painter.setPen(self._session.look.color("muted"))
        taken = _draw(
            painter,
            first,
            said.date,
            caption_font(),
            most=first.width() * _MOST_OF_DATE,
            right=True,
        )
        bold = QFont(QApplication.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setPen(self._session.look.color("text"))
        left = first.width() - (taken + 8 if taken else 0)
        _draw(painter, first, said.title, bold, most=left)
        if said.detail:
            second = _line(box, 1, lines)
            _draw(painter, second, said.detail, caption_font(), most=second.width())

    def _draw_delivery(self, painter: QPainter, line: QRectF, state: Delivery) -> None:
        look = self._session.look
        token = TONES[state] if state is Delivery.ONLY_HERE else "muted"
        top = int(line.center().y()) - _ICON_PX // 2
        icon = look.icon(ICONS[state], token)
        icon.paint(painter, int(line.left()), top, _ICON_PX, _ICON_PX)
        painter.setPen(look.color(token))
        line.setLeft(line.left() + _ICON_PX + 5)
        text = delivery_label(self._session.say.words, state)
        _draw(painter, line, text, caption_font(), most=line.width())


def _line(box: QRectF, number: int, lines: int) -> QRectF:
    """One of so many lines in the middle of a row."""
    top = box.center().y() - lines * _LINE_PX / 2 + number * _LINE_PX
    return QRectF(box.left() + _SIDE_PX, top, box.width() - 2 * _SIDE_PX, _LINE_PX)


def _draw(
    painter: QPainter,
    line: QRectF,
    text: str,
    font: QFont,
    *,
    most: float,
    right: bool = False,
) -> float:
    """One text, cut where there is no room; returns how wide it became."""
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.horizontalAdvance(shown)
