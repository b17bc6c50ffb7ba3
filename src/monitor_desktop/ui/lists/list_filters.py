"""The row of filters over a list, made from what the declaration lists."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.domain.records import declared
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.i18n.labels import field_label
from monitor_desktop.overriding import override
from monitor_desktop.services.saved_views import SavedView
from monitor_desktop.ui.lists.filter_boxes import FilterBox, filter_box
from monitor_desktop.ui.lists.record_table import RecordTable
from monitor_desktop.ui.lists.view_chips import ViewChips
from monitor_desktop.ui.look.flows import FlowLayout
from monitor_desktop.ui.look.pieces import CONTROL_PX, PlainLabel, button
from monitor_desktop.ui.sessions import Session

_PAUSE_MS: Final = 40
_TEXT_PX: Final = 176
_NARROW_TEXT_PX: Final = 120
_MOST_TEXT_PX: Final = 220
_MONTH_LETTERS: Final = 7


class FilterRow(QWidget):
    """Text, choices, places and years that narrow a list.

    ``changed`` comes 40 ms after the last key.
    """

    changed = Signal()

    def __init__(self, session: Session, model: RecordTable, type_key: str) -> None:
        super().__init__()
        self._session = session
        self._model = model
        self._type = type_key
        self.text = QLineEdit()
        self.text.setMinimumWidth(_TEXT_PX)
        self.text.setMaximumWidth(_MOST_TEXT_PX)
        self._shows_boxes = True
        session.say.put(self.text.setAccessibleName, "Find in this list")
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self.text.textChanged.connect(lambda _text: self._pause.start())
        fields = declared(type_key).filter_fields
        self._keys = [each.key for each in fields]
        self._boxes = [self._box(each) for each in fields]
        self._narrowed: Filter | None = None
        self._chip = button(session.say, _nothing, self.widen, kind="quiet")
        self._chip.hide()
        self._count = PlainLabel(role="muted")
        self._count.setMinimumHeight(CONTROL_PX)
        self._line = QHBoxLayout(self)
        self.added = ViewChips(session, self._build(), self)
        self.added.changed.connect(self.changed)
        session.say.changed.connect(self.count)
        session.desk.onlookers.changed.connect(self._mind_onlookers)
        self._mind_onlookers()

    def _build(self) -> FlowLayout:
        """Everything in its place; where views that must hold too are shown."""
        asked = QWidget()
        flow = FlowLayout(asked, gap=8, line_gap=8)
        for each in (self.text, *self._boxes, self._chip):
            flow.addWidget(each)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(asked, 1)
        self._line.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        return flow

    def _mind_onlookers(self) -> None:
        """A row that answers to a name, or to a place, would tell whose it is."""
        others = self._session.desk.onlookers.are_there
        if others:
            self.clear()
        for each in (self.text, *self._boxes):
            each.setEnabled(not others)
        message = "On a shared screen, search with Ctrl+K"
        told = message if others else "Find in this list"
        self._session.say.put(self.text.setPlaceholderText, told)

    @property
    def filters(self) -> list[Filter]:
        """Everything chosen, and what views ask that must hold too."""
        found = self._filters_of(self.choices, self._narrowed)
        for each in self.added.views:
            found += self._filters_of(each.choices, each.narrowed)
        return found

    def _filters_of(
        self, choices: Mapping[str, str], narrowed: Filter | None
    ) -> list[Filter]:
        keyed = zip(self._keys, self._boxes, strict=True)
        chosen = [box.filter_of(choices.get(key, "")) for key, box in keyed]
        return [each for each in (*chosen, narrowed) if each is not None]

    @property
    def words(self) -> str:
        """Words that must be found: those typed and those of views."""
        texts = (self.text.text(), *(each.text for each in self.added.views))
        return " ".join(each for each in texts if each.strip())

    def add(self, made: QWidget) -> None:
        """Something more at the end of the row."""
        self._line.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def choices(self) -> dict[str, str]:
        """What each box stands on, by field key; those on everything left out."""
        keyed = zip(self._keys, self._boxes, strict=True)
        return {key: box.code for key, box in keyed if box.code}

    @property
    def narrowed(self) -> Filter | None:
        """What a chart or the map narrowed the list to."""
        return self._narrowed

    def take(self, view: SavedView) -> None:
        """Stand on what a view asks; nobody is told."""
        self.clear()
        self._pause.stop()
        self.text.setText(view.text)
        for key, box in zip(self._keys, self._boxes, strict=True):
            box.take(view.choices.get(key, ""))
        if view.narrowed is not None:
            self._narrow_to(view.narrowed)
        self.added.add(view.also)

    def narrow_to(self, wanted: Filter) -> None:
        """Only what a chart counted; a button that names it takes it away."""
        self.clear()
        self._narrow_to(wanted)
        self.changed.emit()

    def _narrow_to(self, wanted: Filter) -> None:
        self._narrowed = wanted
        say = self._session.say
        say.put(self._chip.setText, partial(self._chip_text, wanted))
        say.put(self._chip.setAccessibleName, partial(self._chip_text, wanted))
        self._chip.show()

    def widen(self) -> None:
        """Take away what a chart or the map narrowed."""
        self._narrowed = None
        self._chip.hide()
        self.changed.emit()

    def _chip_text(self, wanted: Filter, words: Words) -> str:
        of = wanted.part or self._type
        field = declared(of).field(wanted.key)
        if field is None:
            return ""
        name = field_label(words, of, field.key)
        return f"{name}: {_value_text(self._session, field, wanted)}  ✕"

    def show_boxes(self, shown: bool) -> None:
        """Hide the combos when the list is narrow; the text stays."""
        for each in self._boxes:
            each.setVisible(shown)
        self._shows_boxes = shown
        self._fit_text()

    def _fit_text(self) -> None:
        """Beside an open record the text takes what the count leaves it."""
        if self._shows_boxes:
            self.text.setMinimumWidth(_TEXT_PX)
            return
        left = self.width() - self._count.sizeHint().width() - self._line.spacing()
        self.text.setMinimumWidth(max(_NARROW_TEXT_PX, min(left, _MOST_TEXT_PX)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text may be wider."""
        super().resizeEvent(event)
        self._fit_text()

    @override
    def minimumSizeHint(self) -> QSize:
        """The text gives way."""
        hint = super().minimumSizeHint()
        if self._shows_boxes:
            return hint
        others = hint.width() - self.text.minimumWidth()
        return QSize(others + _NARROW_TEXT_PX, hint.height())

    def count(self) -> None:
        """Say how many of how many there are."""
        model, say = self._model, self._session.say
        shown = model.total if model.is_counted else "…"
        is_known = model.is_counted or model.unfiltered
        total = model.unfiltered if is_known else "…"
        text = say("{shown} of {total}", shown=shown, total=total)
        self._count.setText(text)
        self._fit_text()

    def clear(self) -> None:
        """Take every filter away."""
        self._narrowed = None
        self._chip.hide()
        self.added.clear()
        self.text.clear()
        for each in self._boxes:
            each.setCurrentIndex(0)

    def _box(self, field: Field) -> FilterBox:
        def name(words: Words) -> str:
            return field_label(words, self._type, field.key)

        box = filter_box(self._session, field, name)
        box.picked.connect(self.changed)
        return box


def _nothing(_words: Words) -> str:
    return ""


def _value_text(session: Session, field: Field, wanted: Filter) -> str:
    """What a filter asks for, in words: its first code, or the days."""
    if wanted.match not in {Match.OVERLAPS, Match.WITHIN}:
        return session.reader.text(field, wanted.values[0], {})
    first, last = (str(each) for each in wanted.values)
    month = first[:_MONTH_LETTERS]
    edtf = month if partial_dates.bounds(month) == (first, last) else f"{first}/{last}"
    return describe(edtf, session.say.language)
