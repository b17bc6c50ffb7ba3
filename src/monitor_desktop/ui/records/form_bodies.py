"""The sections of a record under each other, with tabs that jump and follow."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from monitor_desktop.domain.crosswalks import PRIMARY, SCHEMES, codes
from monitor_desktop.domain.own_consents import ATTACHMENT
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.formula_texts import FORMULAS, formula_text
from monitor_desktop.i18n.labels import section_label, types_label
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.field_grid import FieldBox, FieldGrid
from monitor_desktop.ui.evidence.evidence_section import EvidenceSection
from monitor_desktop.ui.fittings.section_tabs import SectionTabs
from monitor_desktop.ui.look.pieces import row, rule, said, scrolled
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.pace.slices import Steps
from monitor_desktop.ui.records.form_orders import reading_order
from monitor_desktop.ui.records.form_state import FormState
from monitor_desktop.ui.records.in_sight import InSight
from monitor_desktop.ui.records.part_tables import PartsSection
from monitor_desktop.ui.sessions import Session

_TABS_PX: Final = 8
_MARGINS: Final = (16, 8, 16, 16)
_ACT: Final = "act"
_INDICATOR: Final = "indicator"
_KIND: Final = "type"
"""Record type and field that sections follow."""
_TAB_KEYS: Final = 9
_WITHOUT_EVIDENCE: Final = frozenset(
    {
        "custom_field",
        "custom_term",
        "day_off",
        "deadline_rule",
        "indicator",
        "reporting_period",
    }
)
"""They say how a group works and counts, not what happened."""


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands under one tab.

    Attributes:
        heading: Where a jump goes to; the section itself where it has its own.
        body: Fields, parts, or the evidence.
        line: Under it.
    """

    heading: QWidget
    body: "FieldGrid | PartsSection | EvidenceSection"
    line: QWidget | None = None

    def show(self, shown: bool) -> None:  # as Qt's setVisible
        """Show it with its heading and line, or nothing of it."""
        for each in (self.heading, self.body, self.line):
            if each is not None:
                each.setVisible(shown)


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
        self._keys = {each.key for each in fields}
        kinds = {key: each.declaration for key, each in parts.items()}
        self._order = reading_order(type_key, kinds)
        self.grids = {
            section: FieldGrid(
                session, type_key, [each for each in fields if each.section == section]
            )
            for section, is_part in self._order
            if not is_part
        }
        self.parts = parts
        self.evidence = EvidenceSection(session)
        self.evidence.counted.connect(self._count_evidence)
        self.evidence.grown.connect(partial(self.reveal, self.evidence))
        self.setAcceptDrops(True)
        self._sections: list[_Section] = []
        self._counts: dict[str, int] = {}
        self.is_few = False
        self._has_evidence = type_key not in _WITHOUT_EVIDENCE
        self._sheet = self._page()
        self.area = scrolled(self._sheet)
        self.tabs = SectionTabs(session, self._names(), keeps_last=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        tabs = row(self.tabs)
        # The words of the first one stand under the title, not its edge.
        tabs.setContentsMargins(_TABS_PX, 0, _TABS_PX, 0)
        column.addLayout(tabs)
        for each in (rule(), self.area):
            column.addWidget(each)
        column.setStretchFactor(self.area, 1)
        self._in_sight = InSight(self.area, self._sheet)
        self.tabs.chosen.connect(self.jump)
        self.area.verticalScrollBar().valueChanged.connect(self._follow)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Wherever in the record a file is dropped, it is evidence of it."""
        if self._has_evidence:
            self.evidence.dragEnterEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take it in, and show where."""
        self.evidence.dropEvent(event)

    @property
    def headings(self) -> list[QWidget]:
        """Of every section, in the order of the tabs."""
        return [each.heading for each in self._sections]

    def _page(self) -> QWidget:
        """All sections under each other."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(16)
        for key, is_part in self._order:
            section = self._part_section(key) if is_part else self._field_section(key)
            for each in dict.fromkeys((section.heading, section.body, section.line)):
                if each is not None:
                    column.addWidget(each)
            self._sections.append(section)
        self._sections.append(_Section(self.evidence, self.evidence))
        column.addWidget(self.evidence)
        column.addStretch(1)
        for key, part in self.parts.items():
            if part.declaration.applies_to:
                self._section_of(key).show(shown=False)
        return made

    def _field_section(self, key: str) -> _Section:
        heading = said(self._session.say, partial(_section_name, key), role="h2")
        return _Section(heading, self.grids[key], rule())

    def _part_section(self, key: str) -> _Section:
        return _Section(self.parts[key], self.parts[key], rule())

    def _section_of(self, part: str) -> _Section:
        return self._sections[self._order.index((part, True))]

    def place_of(self, body: QWidget) -> int:
        """Of the tab over some fields or parts."""
        bodies = (each.body for each in self._sections)
        return next(place for place, each in enumerate(bodies) if each is body)

    def _names(self) -> list[Message]:
        return [
            *(
                _counted(key, 0) if is_part else partial(_section_name, key)
                for key, is_part in self._order
            ),
            "Evidence",
        ]

    def build_next(self) -> bool:
        """Make one more piece; False when the whole form is there."""
        grids = any(each.build_next() for each in self.grids.values())
        shown = (each for each in self.parts.values() if not each.isHidden())
        return grids or any(each.build_next() for each in shown)

    def making(self) -> Steps:
        """The steps that make the record's own fields."""
        while any(each.build_next() for each in self.grids.values()):
            yield

    def boxes(self) -> dict[str, FieldBox]:
        """The record's own fields by key."""
        return {k: v for grid in self.grids.values() for k, v in grid.boxes.items()}

    def show_parts(self, state: FormState) -> None:
        """Show the parts as they are typed."""
        for _ in self.showing_parts(state):
            pass

    def showing_parts(self, state: FormState) -> Steps:
        """The steps of that: sections are made when they are first needed."""
        shown = [each.shown for key in self.parts for each in state.of_type(key)]
        shown += state.tree.children_of(ATTACHMENT)
        own: dict[str, Record] = {each.id: each for each in shown}
        linked = {**state.tree.linked, **own}
        self._leave_out(state)
        self._say_beside(state)
        for key, section in self.parts.items():
            if section.isHidden():
                continue
            found = state.of_type(key)
            section.show_parts(found, linked, shown)
            if self._counts.get(key, 0) != len(found):
                self._counts[key] = len(found)
                place = self._order.index((key, True))
                self.tabs.show_count(place, _counted(key, len(found)))
            yield

    def _count_evidence(self, count: int) -> None:
        if self._counts.get(ATTACHMENT, 0) != count:
            self._counts[ATTACHMENT] = count
            self.tabs.show_count(len(self._order), partial(_evidence, count))

    def _leave_out(self, state: FormState) -> None:
        """Sections follow the kind of record and its acts; what is entered stays."""
        acts = state.of_type(_ACT) if _ACT in self.parts else ()
        kinds = {str(each.shown.values.get(_KIND)) for each in acts}
        for key, section in self.parts.items():
            applies = bool(state.of_type(key)) or section.applies(kinds)
            asked = not self.is_few or section.is_asked_first
            self._section_of(key).show(applies and asked)
        self._leave_out_fields(state)
        self._leave_out_evidence(state)
        self.tabs.leave_out(
            {n for n, each in enumerate(self._sections) if each.body.isHidden()}
        )

    def _leave_out_evidence(self, state: FormState) -> None:
        """Where it makes no sense; what came with a record all the same is shown."""
        held = bool(state.tree.children_of(ATTACHMENT))
        self._has_evidence = held or state.type not in _WITHOUT_EVIDENCE
        self.evidence.setVisible(self._has_evidence and not self.is_few)
        shown = [each for each in self._sections if not each.body.isHidden()]
        for each in shown:
            if each.line is not None:
                # Under the last one there is nothing to keep apart.
                each.line.setVisible(each is not shown[-1])

    def _leave_out_fields(self, state: FormState) -> None:
        """Fields that only records of another kind have."""
        kind = declared(state.type)
        values = {**state.tree.record.values, **state.typed}
        for section, code in kind.only_of:
            fields = (each for each in kind.fields if each.section == section)
            entered = any(values.get(each.key) is not None for each in fields)
            applies = entered or values.get(kind.kind_field) == code
            place = self._order.index((section, False))
            self._sections[place].show(applies and not self.is_few)

    def show_few(self, state: FormState, *, few: bool) -> None:
        """Only the fields of the first contact, or the whole form."""
        self.is_few = few
        for (key, is_part), section in zip(self._order, self._sections, strict=False):
            if is_part:
                self.parts[key].show_few(few=few)
            else:
                section.show(self.grids[key].show_few(few=few))
        self.show_parts(state)
        self.focus_first()

    def order_stops(self, before: Sequence[QWidget]) -> None:
        """Tab goes in reading order, also through parts that came later."""
        stops = [*before, *self.tabs.stops()]
        for each in self._sections:
            stops += [] if each.body.isHidden() else each.body.stops()
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    @property
    def first_field(self) -> QWidget:
        """Where typing begins."""
        return next(iter(self.boxes().values())).editor.inputs()[0]

    def focus_first(self) -> None:
        """Go to the first field."""
        self.first_field.setFocus()

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
        body = self._sections[place].body
        if isinstance(body, FieldGrid):
            next(iter(body.boxes.values())).editor.inputs()[0].setFocus()
        else:
            body.stops()[0].setFocus()

    def jumps(self) -> dict[str, Callable[[], None]]:
        """Keys that go to the first sections."""
        places = range(min(len(self._sections), _TAB_KEYS))
        return {f"Ctrl+{place + 1}": partial(self.go_to, place) for place in places}

    def edit(self, key: str) -> None:
        """Go to a field wherever it stands, with all of its text chosen."""
        box = self.boxes().get(key)
        if box is not None:
            self.reveal(box)
            first = box.editor.inputs()[0]
            first.setFocus()
            if isinstance(first, QLineEdit):
                first.selectAll()

    def follow(self, state: FormState) -> None:
        """Something was typed: what hangs on it is shown anew."""
        self.mark_problems()
        self._say_beside(state)

    def _say_beside(self, state: FormState) -> None:
        self._propose(state)
        self._say_formulas(state)

    def _propose(self, state: FormState) -> None:
        """Other schemes: what their empty fields count as, from the types of attack."""
        if PRIMARY not in self._keys:
            return
        values = {**state.tree.record.values, **state.typed}
        held = {key: each for key, each in values.items() if each is not None}
        case = Record(id="", type=state.type, values=held)
        reader, boxes = self._session.reader, self.boxes()
        for scheme in SCHEMES:
            found = codes(case, scheme, self._session.kit.crosswalks)
            proposed = () if scheme in held else found
            named = (
                reader.text(boxes[scheme].field, [*proposed], {}) if proposed else ""
            )
            message = "Counts as, while nothing is chosen: {terms}"
            hint = self._session.say(message, terms=named) if named else ""
            boxes[scheme].tell_hint(hint)

    def _say_formulas(self, state: FormState) -> None:
        """Under a formula of an indicator what it says, in words."""
        if state.type != _INDICATOR:
            return
        values = {**state.tree.record.values, **state.typed}
        reader, boxes = self._session.reader, self.boxes()
        for key in FORMULAS:
            typed = values.get(key)
            said = isinstance(typed, str) and formula_text(reader, key, values)
            # One that cannot be read is told apart when it is counted.
            boxes[key].tell_hint(said if said and said != typed else "")

    def tell_met(self, tree: RecordTree, keys: Collection[str]) -> None:
        """Say beside fields that are being typed into what arrived there."""
        reader = self._session.reader
        for key, box in self.boxes().items():
            if key in keys:
                value = tree.record.values.get(key)
                box.tell_met(reader.text(box.field, value, tree.linked) or "—")

    def mark_problems(self) -> None:
        """A tab over something that is wrong has a sign before its word."""
        for place, each in enumerate(self._sections):
            grid = each.body.grid if isinstance(each.body, PartsSection) else each.body
            wrong = isinstance(grid, FieldGrid) and grid.has_problem
            self.tabs.show_problem(place, wrong)

    def show_top(self) -> None:
        """Back to the beginning."""
        self.area.verticalScrollBar().setValue(0)

    def reveal(self, shown: QWidget | None) -> None:
        """Scroll a widget to the top, once it has its place."""
        self._in_sight.bring(shown)

    def _follow(self, value: int) -> None:
        tops = [each.mapTo(self._sheet, QPoint(0, 0)).y() for each in self.headings]
        shown = [n for n, each in enumerate(self.headings) if not each.isHidden()]
        passed = [place for place in shown if tops[place] <= value + 40]
        at_end = value >= self.area.verticalScrollBar().maximum()
        last = shown[-1] if shown and at_end and value else 0
        self.tabs.show_current(max([*passed[-1:], last], default=0))


def _section_name(section: str, words: Words) -> str:
    return section_label(words, section)


def _evidence(count: int, words: Words) -> str:
    return f"{words('app', 'Evidence')}  {count or ''}".strip()


def _counted(type_key: str, count: int) -> Callable[[Words], str]:
    def name(words: Words) -> str:
        return f"{types_label(words, type_key)}  {count or ''}".strip()

    return name
