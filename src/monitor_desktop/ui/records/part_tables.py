"""Parts of a record (acts, sources, ...) entered and changed where they stand."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import type_label, types_label
from monitor_desktop.ui.editors.disputed_values import tell_disputed
from monitor_desktop.ui.editors.field_grid import FieldBox, FieldGrid
from monitor_desktop.ui.editors.links import LinkEditor
from monitor_desktop.ui.editors.picks import Pick
from monitor_desktop.ui.look.key_bindings import bind
from monitor_desktop.ui.look.part_rows import PartRow
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    button,
    column_of,
    drop,
    flush,
    row,
    said,
)
from monitor_desktop.ui.records.form_state import Part
from monitor_desktop.ui.sessions import Session

if TYPE_CHECKING:
    from monitor_desktop.domain.operations import JsonValue

_MOST_DETAILS: Final = 3
_NUMBER: Final = "number"
"""A title that is only a number says nothing without its kind."""
_KINDS: Final = "act_types"


class _Place(NamedTuple):
    """Where a choice was made: the part, the field, and what stood there before."""

    part: str
    key: str
    base: "JsonValue"


class PartsSection(QWidget):
    """Heading, Add, a line for each part; one part is open with its fields.

    ``added`` carries the type and the part to stand behind; ``removed`` a part;
    ``moved`` a part and steps; ``edited`` part, field, what stands there, and what
    stood there before anything was typed. ``opened`` tells that other fields show.
    """

    added = Signal(str, str)
    removed = Signal(str)
    moved = Signal(str, int)
    edited = Signal(str, str, object, object)
    opened = Signal()
    disputed = Signal()

    def __init__(self, session: Session, declaration: RecordType) -> None:
        super().__init__()
        self.declaration = declaration
        self.open_id = ""
        self._session = session
        self._kinds: frozenset[str] | None = None
        self._parts: dict[str, Part] = {}
        self._siblings: Sequence[Record] = ()
        self.linked: dict[str, Record] = {}
        self._rows: dict[str, PartRow] = {}
        self._base: Mapping[str, JsonValue] = {}
        self.grid: FieldGrid | None = None
        self._late: dict[Pick, _Place] = {}
        self._body: QWidget | None = None
        self._ways: dict[int, QPushButton] = {}
        self._foot: tuple[QPushButton, ...] = ()
        self._is_built = False
        self._is_few = False
        self.advice = PlainLabel(role="doubt", wraps=True)

    def ensure(self) -> None:
        """Make heading, Add and the rest; many types never apply to a record."""
        if not self._is_built:
            self._is_built = True
            self._build()
            self._bind_keys()
            self._session.say.changed.connect(self._say_again)

    def _build(self) -> None:
        say = self._session.say
        self.heading = said(say, self._names, role="h2")
        self._count = PlainLabel(role="muted")
        self._add = button(say, "Add", self.add_next, kind="quiet")
        say.put(self._add.setAccessibleName, self._add_name)
        say.put(self._add.setToolTip, "Ctrl+Enter adds the next one")
        self._session.look.changed.connect(self._dress)
        self._dress()
        self._empty = said(say, "Nothing is entered here yet.", role="muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row(self.heading, self._count, 1, self._add))
        self._column.addWidget(self._empty)

    def _names(self, words: Words) -> str:
        return types_label(words, self.declaration.key)

    def _add_name(self, words: Words) -> str:
        return f"{words('app', 'Add')}: {type_label(words, self.declaration.key)}"

    def _dress(self) -> None:
        self._add.setIcon(self._session.look.icon("plus", "accent"))

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+Return": self.add_next,
            "Ctrl+Enter": self.add_next,
            "Alt+Up": lambda: self._move(-1),
            "Alt+Down": lambda: self._move(1),
        }
        bind(self, keys)

    def applies(self, kinds: Collection[str]) -> bool:
        """These parts are details of one of these kinds of act, or of every record."""
        codes = self.declaration.applies_to
        if self._kinds is None:
            terms = self._session.kit.vocabularies[_KINDS]
            under = (terms.with_all_under(each) for each in codes)
            self._kinds = frozenset(code for found in under for code in found)
        return not codes or not self._kinds.isdisjoint(kinds)

    @property
    def part_ids(self) -> list[str]:
        """Of the parts shown, in their order."""
        return list(self._parts)

    def show_parts(
        self,
        parts: Sequence[Part],
        linked: Mapping[str, Record],
        siblings: Sequence[Record],
    ) -> None:
        """Show these parts; the one that is open stays open.

        Args:
            parts: In their order.
            linked: Records that links may point to.
            siblings: Parts of every type, for links among them.
        """
        self.ensure()
        self.linked = {**self.linked, **linked}
        self._siblings = siblings
        self._parts = {each.id: each for each in parts}
        if self.open_id not in self._parts:
            self.close_part()
        for gone in [key for key in self._rows if key not in self._parts]:
            drop(self._rows.pop(gone))
        self._arrange()
        self._show_ways()
        self._offer_siblings()
        self._say_again()

    def _arrange(self) -> None:
        """Lines in their order, the fields behind the line that is open."""
        shown: list[QWidget] = []
        for key in self._parts:
            shown.append(self._rows.get(key) or self._new_row(key))
            if key == self.open_id and self._body is not None:
                shown.append(self._body)
        behind = self._column.indexOf(self._empty) + 1
        for place, each in enumerate(shown, behind):
            if self._column.indexOf(each) != place:
                self._column.insertWidget(place, each)

    def _new_row(self, part_id: str) -> PartRow:
        made = PartRow(self._session.look)
        made.line.clicked.connect(lambda: self._toggle(part_id))
        made.line.deleted.connect(lambda: self.removed.emit(part_id))
        self._rows[part_id] = made
        return made

    def _say_again(self) -> None:
        self._empty.setVisible(not self._parts)
        self._count.setText(str(len(self._parts) or ""))
        for number, (key, part) in enumerate(self._parts.items(), 1):
            self._sum_up(number, self._rows[key], part)
        self._show_advice()

    def _advise(self, _part: Part) -> Sequence[str]:
        """What to mind about the open part, in sentences."""
        return ()

    def _show_advice(self) -> None:
        part = self._parts.get(self.open_id)
        told = self._advise(part) if part is not None else ()
        self.advice.setText("\n".join(told))
        self.advice.setVisible(bool(told))

    def _sum_up(self, number: int, shown: PartRow, part: Part) -> None:
        """The line of a part: its name, and the first of what else is known."""
        declaration, reader = self.declaration, self._session.reader
        record = part.shown
        texts = {}
        for each in declaration.fields:
            value = record.values.get(each.key)
            if each.key == declaration.title or each.list_column is not None:
                texts[each.key] = reader.text(each, value, self.linked)
        kind = type_label(self._session.say.words, declaration.key)
        title = texts.pop(declaration.title, "") or kind
        if declaration.title == _NUMBER and title != kind:
            title = f"{kind} №\u00a0{title}"
        rest = [each for each in texts.values() if each][:_MOST_DETAILS]
        detail = " · ".join(rest)
        name = f"{kind} {number}: " + ", ".join([title, *rest])
        shown.line.show_texts(name, f"{number}  {title}", detail)

    def _toggle(self, part_id: str) -> None:
        if self.open_id == part_id:
            self.close_part()
        else:
            self.open_part(part_id)

    def open_part(self, part_id: str, key: str = "") -> None:
        """Show the fields of a part and go to one of them, or to the first."""
        if part_id not in self._parts:
            return
        if self.open_id != part_id:
            self.close_part()
            self.open_id = part_id
            body = self._made_body()
            self.fill()
            self._show_ways()
            row_shown = self._rows[part_id]
            row_shown.show_open(is_open=True)
            # Under its line, in the same column: a widget that changes its parent is
            # dressed anew, and that takes longer than a person should wait.
            self._column.removeWidget(body)
            self._column.insertWidget(self._column.indexOf(row_shown) + 1, body)
            body.show()
            self._show_advice()
            self.opened.emit()
        box = self.box(key)
        if box is not None:
            box.editor.inputs()[0].setFocus()

    def box(self, key: str) -> FieldBox | None:
        """A field, else the first; none where nothing of a part is typed."""
        boxes = self._made_grid().boxes
        return boxes.get(key) or next(iter(boxes.values()), None)

    def close_part(self) -> None:
        """Only lines."""
        self._hand_over()
        if self.open_id in self._rows:
            self._rows[self.open_id].show_open(is_open=False)
        if self._body is not None:
            self._body.hide()
        self.open_id = ""

    def _hand_over(self) -> None:
        """A choice still on its way belongs to the part it was made in."""
        picks = self.grid.hand_over() if self.grid is not None else {}
        for key, pick in picks.items():
            self._late[pick] = _Place(self.open_id, key, self._base.get(key))
            pick.known.connect(self._take_late)

    def _take_late(self, pick: Pick) -> None:
        place, taken = self._late.pop(pick), pick.taken
        if taken is None or place.part not in self._parts:
            return
        if taken.record is not None:
            self.linked[taken.record.id] = taken.record
        if place.part == self.open_id:
            self._made_grid().boxes[place.key].show_value(taken.value, self.linked)
        self.edited.emit(place.part, place.key, taken.value, place.base)

    def _made_grid(self) -> FieldGrid:
        if self.grid is None:
            declared = self.declaration
            self.grid = FieldGrid(self._session, declared.key, declared.fields)
            self.grid.edited.connect(self._edited)
            self.grid.disputed.connect(self.disputed)
            if self._is_few:
                self.grid.show_few(few=True)
        return self.grid

    @property
    def is_asked_first(self) -> bool:
        """Some of its fields belong to a first contact."""
        return self.declaration.asks_first

    def show_few(self, *, few: bool) -> None:
        """Only what a first contact asks, or every field."""
        self._is_few = few
        if self.grid is not None:
            self.grid.show_few(few=few)

    def build_next(self) -> bool:
        """Make one more piece of what will be needed; False when all is there."""
        if not self._is_built:
            self.ensure()
            return True
        if self._body is None:
            self._made_body()
            return True
        return self._made_grid().build_next()

    def _made_body(self) -> QWidget:
        if self._body is None:
            say = self._session.say
            up = flush(button(say, "Move up", lambda: self._move(-1), kind="quiet"))
            down = button(say, "Move down", lambda: self._move(1), kind="quiet")
            delete = button(say, "Delete", self._remove_open, kind="quiet")
            self._ways = {-1: up, 1: down}
            self._foot = (up, down, delete)
            self._body = self._new_body(self.advice, self._made_grid())
            column_of(self._body).addLayout(row(up, down, 1, delete))
        return self._body

    def _show_ways(self) -> None:
        """The open part goes up and down as far as there are others."""
        if self.open_id not in self._parts:
            return
        at = self.part_ids.index(self.open_id)
        left = [n for n in self._ways if 0 <= at + n < len(self._parts)]
        for steps, each in self._ways.items():
            if steps not in left and each.hasFocus() and left:
                # Whoever pressed it to the end goes on beside it.
                self._ways[-steps].setEnabled(True)
                self._ways[-steps].setFocus()
            each.setEnabled(steps in left)
            each.setVisible(len(self._parts) > 1)

    def _new_body(self, *widgets: QWidget) -> QFrame:
        """A card under the row of the open part."""
        made = QFrame()
        made.setProperty("card", "part_body")
        made.hide()
        self._column.addWidget(made)
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        for each in widgets:
            column.addWidget(each)
        return made

    def fill(self) -> None:
        """Show the open part as it stands: as read, and what was typed over it."""
        part = self._parts.get(self.open_id)
        if part is None:
            return
        grid = self._made_grid()
        held = part.record.values if part.record else {}
        grid.show_values(held, self.linked)
        self._base = grid.values()
        self._offer_siblings()
        disputed = part.record.conflicts if part.record else ()
        for key, box in grid.boxes.items():
            box.show_conflict(key in disputed)
            tell_disputed(self._session, box, part.record, self.linked, part.heads)
            if key in part.typed:
                box.show_value(part.typed[key], self.linked)

    def _offer_siblings(self) -> None:
        if self.grid is None:
            return
        # Fields that are not made yet are offered them when the part is opened.
        for box in self.grid.made.values():
            if isinstance(box.editor, LinkEditor):
                box.editor.offer_parts(self._siblings, self.linked)

    def _edited(self, key: str) -> None:
        box = self._made_grid().boxes[key]
        if isinstance(box.editor, LinkEditor):
            self.linked.update(box.editor.linked)
        self.edited.emit(self.open_id, key, box.value(), self._base.get(key))

    def add_next(self) -> None:
        """A new part behind the one that is open, with its first field in focus."""
        self.added.emit(self.declaration.key, self.open_id)

    def _move(self, steps: int) -> None:
        chosen = self._chosen()
        if chosen:
            self.moved.emit(chosen, steps)

    def _chosen(self) -> str:
        """The part whose line has the focus, or the one that is open."""
        lines = {key: each.line for key, each in self._rows.items()}
        return next((k for k, line in lines.items() if line.hasFocus()), self.open_id)

    def _remove_open(self) -> None:
        self.removed.emit(self.open_id)

    def line_of(self, part_id: str) -> QWidget:
        """The line of a part, or Add when it is gone."""
        found = self._rows.get(part_id)
        return found.line if found else self._add

    def focus_line(self, part_id: str) -> QWidget:
        """Go to the line of a part, or to Add when it is gone."""
        line = self.line_of(part_id)
        line.setFocus()
        return line

    @property
    def holds_focus(self) -> bool:
        """The keys go to something in it."""
        return self.isAncestorOf(self.window().focusWidget())

    def stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        found: list[QWidget] = [self._add]
        for key in self._parts:
            found.append(self._rows[key].line)
            if key == self.open_id and self.grid is not None:
                found += [*self.grid.stops(), *self._foot]
        return found

    @property
    def add_button(self) -> QPushButton:
        """Begins a new part."""
        return self._add
