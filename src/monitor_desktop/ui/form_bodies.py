"""The sections of a record under each other, with tabs that jump and follow."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from monitor_desktop.domain.records import Record, declared
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import section_label, types_label
from monitor_desktop.ui.evidence_section import EvidenceSection
from monitor_desktop.ui.field_grid import FieldBox, FieldGrid
from monitor_desktop.ui.form_state import FormState
from monitor_desktop.ui.part_tables import PartsSection
from monitor_desktop.ui.pieces import rule, said, scrolled
from monitor_desktop.ui.section_tabs import SectionTabs
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.words import Message

_MARGINS: Final = (16, 8, 16, 16)
_REVEAL_PX: Final = 52
_ACT: Final = "act"
_KIND: Final = "type"
"""Record type and field that sections follow."""
_LAYOUTS: Final = 4


class FormBody(QWidget):
    """Tabs over one scrolling page.

    Args:
        session: The open profile.
        type_key: Type of the record.
        parts: Sections of its parts, by type.
    """

    def __init__(
        self, session: Session, type_key: str, parts: Mapping[str, PartsSection]
    ) -> None:
        super().__init__()
        self._session = session
        fields = declared(type_key).fields
        self.grids = {
            section: FieldGrid(
                session, type_key, [each for each in fields if each.section == section]
            )
            for section in declared(type_key).sections
        }
        self.parts = parts
        self.evidence = EvidenceSection(session)
        self.headings: list[QWidget] = []
        self._rules: dict[str, QWidget] = {}
        self._counts: dict[str, int] = {}
        self.is_few = False
        self._sheet = self._page()
        self.area = scrolled(self._sheet)
        self.tabs = SectionTabs(session, self._names())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each in (self.tabs, rule(), self.area):
            column.addWidget(each)
        column.setStretchFactor(self.area, 1)
        self._shown: QWidget | None = None
        self._revealing = QTimer(self, interval=0, singleShot=True)
        self._revealing.timeout.connect(self._reveal)
        self.tabs.chosen.connect(self.jump)
        self.area.verticalScrollBar().valueChanged.connect(self._follow)

    def _page(self) -> QWidget:
        """All sections under each other."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(16)
        for section, grid in self.grids.items():
            name = partial(_section_name, section)
            heading = said(self._session.say, name, role="h2")
            self.headings.append(heading)
            column.addWidget(heading)
            column.addWidget(grid)
            self._rules[section] = rule()
            column.addWidget(self._rules[section])
        for part in self.parts.values():
            self.headings.append(part)
            column.addWidget(part)
            if part.declaration.applies_to:
                part.hide()
            self._rules[part.declaration.key] = rule()
            column.addWidget(self._rules[part.declaration.key])
        self.headings.append(self.evidence)
        column.addWidget(self.evidence)
        column.addStretch(1)
        return made

    def _names(self) -> list[Message]:
        return [
            *(partial(_section_name, section) for section in self.grids),
            *(_counted(each, 0) for each in self.parts),
            "Evidence",
        ]

    def build_next(self) -> bool:
        """Make one more piece; False when the whole form is there."""
        grids = any(each.build_next() for each in self.grids.values())
        shown = (each for each in self.parts.values() if not each.isHidden())
        return grids or any(each.build_next() for each in shown)

    def boxes(self) -> dict[str, FieldBox]:
        """The record's own fields by key."""
        return {k: v for grid in self.grids.values() for k, v in grid.boxes.items()}

    def show_parts(self, state: FormState) -> None:
        """Show the parts as they are typed."""
        shown = [each.shown for key in self.parts for each in state.of_type(key)]
        own: dict[str, Record] = {each.id: each for each in shown}
        linked = {**state.tree.linked, **own}
        self._leave_out(state)
        for place, (key, section) in enumerate(self.parts.items(), len(self.grids)):
            if section.isHidden():
                continue
            found = state.of_type(key)
            section.show_parts(found, linked, shown)
            if self._counts.get(key, 0) != len(found):
                self._counts[key] = len(found)
                self.tabs.show_count(place, _counted(key, len(found)))

    def _leave_out(self, state: FormState) -> None:
        """Sections follow the kinds of act the record has; what is entered stays."""
        acts = state.of_type(_ACT) if _ACT in self.parts else ()
        kinds = {str(each.shown.values.get(_KIND)) for each in acts}
        left_out = {
            place for place, each in enumerate(self.grids.values()) if each.isHidden()
        }
        for place, (key, section) in enumerate(self.parts.items(), len(self.grids)):
            applies = bool(state.of_type(key)) or section.applies(kinds)
            applies = applies and not self.is_few
            section.setVisible(applies)
            self._rules[key].setVisible(applies)
            left_out |= set() if applies else {place}
        self.tabs.leave_out(left_out)

    def show_few(self, state: FormState, *, few: bool) -> None:
        """Only the fields of the first contact, or the whole form."""
        self.is_few = few
        for heading, (section, grid) in zip(
            self.headings, self.grids.items(), strict=False
        ):
            shown = grid.show_few(few=few)
            for each in (heading, grid, self._rules[section]):
                each.setVisible(shown)
        self.show_parts(state)
        self.focus_first()

    def order_stops(self, before: Sequence[QWidget]) -> None:
        """Tab goes in reading order, also through parts that came later."""
        stops = [*before, *self.tabs.stops()]
        for grid in self.grids.values():
            stops += grid.stops()
        for part in self.parts.values():
            stops += [] if part.isHidden() else part.stops()
        stops += self.evidence.stops()
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self.boxes().values())).editor.inputs()[0].setFocus()

    def jump(self, place: int) -> None:
        """Bring a section to the top."""
        top = self.headings[place].mapTo(self._sheet, QPoint(0, 0)).y()
        self.area.verticalScrollBar().setValue(max(top - 8, 0))
        self.tabs.show_current(place)

    def go_to(self, place: int) -> None:
        """Jump to a section and into its first field."""
        if self.headings[place].isHidden():
            return
        self.jump(place)
        grids = list(self.grids.values())
        if place < len(grids):
            next(iter(grids[place].boxes.values())).editor.inputs()[0].setFocus()
        else:
            parts: list[PartsSection | EvidenceSection] = [*self.parts.values()]
            sections = [*parts, self.evidence]
            sections[place - len(grids)].stops()[0].setFocus()

    def show_top(self) -> None:
        """Back to the beginning."""
        self.area.verticalScrollBar().setValue(0)

    def reveal(self, shown: QWidget | None) -> None:
        """Scroll a widget to the top, once it has its place."""
        self._shown = shown
        self._revealing.start()

    def _reveal(self) -> None:
        if self._shown is not None and isValid(self._shown):
            for _ in range(_LAYOUTS):  # a field, its part, its section, the page
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            top = self._shown.mapTo(self._sheet, QPoint(0, 0)).y()
            self.area.verticalScrollBar().setValue(max(top - _REVEAL_PX, 0))

    def _follow(self, value: int) -> None:
        tops = [each.mapTo(self._sheet, QPoint(0, 0)).y() for each in self.headings]
        passed = [
            place
            for place, top in enumerate(tops)
            if top <= value + 40 and not self.headings[place].isHidden()
        ]
        at_end = value >= self.area.verticalScrollBar().maximum()
        last = len(tops) - 1 if at_end and value else 0
        self.tabs.show_current(max([*passed[-1:], last], default=0))


def _section_name(section: str, words: Words) -> str:
    return section_label(words, section)


def _counted(type_key: str, count: int) -> Callable[[Words], str]:
    def name(words: Words) -> str:
        return f"{types_label(words, type_key)}  {count or ''}".strip()

    return name
