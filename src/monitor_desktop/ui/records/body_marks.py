"""Marks on a body: the drawings over the lines of the marks."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeGuard

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import said
from monitor_desktop.ui.records.body_maps import WHOLE, BodyMap, Mark
from monitor_desktop.ui.records.form_state import Part
from monitor_desktop.ui.records.part_tables import PartsSection
from monitor_desktop.ui.sessions import Session

BODY_MARK: Final = "body_mark"
_DRAWINGS: Final = ("documents", "body.json")
_VIEWS: Final = "body_views"
_KINDS: Final = "injury_kinds"


class BodyMarksSection(PartsSection):
    """``drawn`` carries the type and what is known of a mark set on a drawing."""

    drawn = Signal(str, object)

    def __init__(self, session: Session, declaration: RecordType) -> None:
        super().__init__(session, declaration)
        self.map: BodyMap | None = None

    @override
    def _build(self) -> None:
        super()._build()
        file = self._session.kit.resources.joinpath(*_DRAWINGS)
        self.map = BodyMap(self._session.look, file)
        self._session.say.put(self.map.setAccessibleName, "Body map")
        how = "Click where an injury is. Arrows move the cross, Enter sets a mark."
        self._column.insertWidget(1, said(self._session.say, how, role="caption"))
        self._column.insertWidget(2, self.map)
        self.map.placed.connect(self._placed)
        self.map.chosen.connect(lambda mark: self.open_part(mark, "injury"))
        self.map.shifted.connect(self._shifted)

    def _placed(self, view: str, x: int, y: int) -> None:
        numbers = [each.number for each in self._marks()]
        values = {"number": max(numbers, default=0) + 1, "view": view, "x": x, "y": y}
        self.drawn.emit(self.declaration.key, values)

    def _shifted(self, part_id: str, x: int, y: int) -> None:
        part = self._parts.get(part_id)
        held = part.record.values if part is not None and part.record else {}
        for key, value in (("x", x), ("y", y)):
            self.edited.emit(part_id, key, value, held.get(key))
        if self.open_id == part_id:
            self.fill()

    @override
    def show_parts(
        self,
        parts: Sequence[Part],
        linked: Mapping[str, Record],
        siblings: Sequence[Record],
    ) -> None:
        super().show_parts(parts, linked, siblings)
        self._draw()

    @override
    def open_part(self, part_id: str, key: str = "") -> None:
        super().open_part(part_id, key)
        self._draw()

    @override
    def _say_again(self) -> None:
        super()._say_again()
        self._draw()

    def _draw(self) -> None:
        if self.map is None:
            return
        views = self._session.kit.vocabularies[_VIEWS]
        language = self._session.say.language
        names = {each.code: views.label(each.code, language) for each in views}
        self.map.show_names(names)
        self.map.show_marks(self._marks(), self.open_id)

    def _marks(self) -> list[Mark]:
        """Marks that have a place on a drawing."""
        found = (self._mark(n, each) for n, each in enumerate(self._parts.values(), 1))
        return [each for each in found if each is not None]

    def _mark(self, order: int, part: Part) -> Mark | None:
        values = part.shown.values
        view, x, y = (values.get(key) for key in ("view", "x", "y"))
        if not isinstance(view, str) or not _is_place(x) or not _is_place(y):
            return None
        kinds, injury = self._session.kit.vocabularies[_KINDS], values.get("injury")
        number, language = values.get("number"), self._session.say.language
        return Mark(
            id=part.id,
            number=number if isinstance(number, int) else order,
            view=view,
            x=round(x),
            y=round(y),
            text=kinds.label(injury, language) if isinstance(injury, str) else "",
        )

    @override
    def stops(self) -> list[QWidget]:
        found = super().stops()
        return [found[0], *([self.map] if self.map else []), *found[1:]]


def _is_place(value: JsonValue) -> TypeGuard[float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value <= WHOLE
