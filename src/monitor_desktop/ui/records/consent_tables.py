"""Consents of a person as a compact table: for what, whose word, how, until when."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor_desktop.domain.consents import Purpose
from monitor_desktop.domain.fields import Kind, RecordType
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.part_rows import SMALL_POINTS, PartRow, cells_of
from monitor_desktop.ui.look.pieces import PlainLabel
from monitor_desktop.ui.look.theme import Look
from monitor_desktop.ui.records.form_state import Part
from monitor_desktop.ui.records.part_tables import PartsSection
from monitor_desktop.ui.sessions import Session

CONSENT: Final = "consent"
_COLUMNS: Final = {
    "purpose": ("For what", 0.29),
    "answer": ("Answer", 0.19),
    "given_by": ("Whose word", 0.14),
    "form": ("How", 0.12),
    "until": ("Until", 0.13),
    "withdrawn_on": ("Taken back", 0.13),
}
"""Fields that are columns, each with its name and its share of the width."""
_SHARES: Final = tuple(share for _, share in _COLUMNS.values())
_HEAD_PX: Final = 24


class ColumnHeads(QWidget):
    """Names of the columns over the lines of a table."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.names: tuple[str, ...] = ()
        self.setFixedHeight(_HEAD_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _HEAD_PX)

    def show_names(self, names: Iterable[str]) -> None:
        """Say what stands under them."""
        self.names = tuple(names)
        self.setAccessibleName(", ".join(self.names))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Each over its column, small and muted."""
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPointSizeF(SMALL_POINTS)
        painter.setFont(font)
        painter.setPen(self._look.color("muted"))
        metrics = QFontMetrics(font)
        boxes = cells_of(self.rect(), _SHARES)
        for name, box in zip(self.names, boxes, strict=True):
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QRect(box), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class ConsentsSection(PartsSection):
    """A line for each consent; below, what was not asked and what is still to ask."""

    def __init__(self, session: Session, declaration: RecordType) -> None:
        super().__init__(session, declaration)
        self._heads = ColumnHeads(session.look)
        self.to_do = PlainLabel(role="caption", wraps=True)

    @override
    def _build(self) -> None:
        super()._build()
        self._column.insertWidget(1, self._heads)
        self._column.addWidget(self.to_do)

    @override
    def _say_again(self) -> None:
        super()._say_again()
        say = self._session.say
        self._heads.show_names(say(name) for name, _ in _COLUMNS.values())
        self._heads.setVisible(bool(self._parts))
        self.to_do.setText("\n".join(self._tasks()))
        self.to_do.setVisible(bool(self.to_do.text()))

    @override
    def _sum_up(self, number: int, shown: PartRow, part: Part) -> None:
        super()._sum_up(number, shown, part)
        values = part.shown.values
        texts = [self._text(key, values.get(key)) for key in _COLUMNS]
        shown.line.show_cells(texts, _SHARES)

    def _text(self, key: str, value: JsonValue) -> str:
        field = self.declaration.field(key)
        if field is None or value is None:
            return ""
        if field.kind is Kind.PARTIAL_DATE and isinstance(value, Mapping):
            first, last = value.get("from"), value.get("to")
            if isinstance(first, str) and first == last:
                return ".".join(reversed(first.split("-")))
        typed = {"text": value, "edtf": None} if isinstance(value, str) else value
        is_date = field.kind is Kind.PARTIAL_DATE
        return self._session.reader.text(field, typed if is_date else value, {})

    def _tasks(self) -> Sequence[str]:
        """What nobody asked yet, and whom to ask when they are free."""
        say, shown = self._session.say, [each.shown for each in self._parts.values()]
        asked = {each.values.get("purpose") for each in shown}
        left = [each for each in tuple(Purpose) if str(each) not in asked]
        told = []
        if shown and left:
            names = "; ".join(self._text("purpose", str(each)) for each in left)
            told.append(say("Not asked yet: {purposes}", purposes=names))
        for each in shown:
            if each.values.get("ask_on_release") == "yes":
                purpose = self._text("purpose", each.values.get("purpose"))
                day = self._text("ask_by", each.values.get("ask_by")) or "…"
                message = "Ask on release: {purpose}, until {day}"
                told.append(say(message, purpose=purpose, day=day))
        return told
