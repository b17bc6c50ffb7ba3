"""Links to other records: found by name in any spelling, or entered on the spot."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from monitor_desktop.domain import names
from monitor_desktop.domain.fields import Field, Kind, RecordType
from monitor_desktop.domain.missing import entered, missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services import records, search
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.editors.offers import Offer
from monitor_desktop.ui.editors.pickers import Picker
from monitor_desktop.ui.editors.picks import Pick, Taken
from monitor_desktop.ui.sessions import Session

_PAUSE_MS: Final = 150
_MOST: Final = 20
_MOST_DETAILS: Final = 3
_NEW: Final = "+"
"""Stands for a record that is not there yet."""


class LinkEditor(Editor):
    """One record of the target type; parts of a record are offered by their parent."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._target = declared(field.target or "")
        self._siblings: tuple[Record, ...] | None = None
        self._linked: Mapping[str, Record] = {}
        self._picker = Picker(session.look, session.say)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._find)
        self._picker.asked.connect(self._ask)
        self._picker.hurried.connect(self._hurry)
        self._picker.picked.connect(self._take_offered)
        self._picker.textEdited.connect(self._typed)
        self._picker.absent.connect(self.absent)
        self._asked = ""
        self.column.addWidget(self._picker)

    @property
    @override
    def is_unfinished(self) -> bool:
        is_half = not self._picker.is_settled and bool(self._picker.text().strip())
        return is_half and self._pick is None

    @property
    def linked(self) -> Mapping[str, Record]:
        """Records met so far, by id."""
        return self._linked

    def offer_parts(
        self, parts: Sequence[Record], linked: Mapping[str, Record]
    ) -> None:
        """Parts that may be linked are those of the same record, as they are typed."""
        if self._target.is_part:
            key = self._target.key
            self._siblings = tuple(each for each in parts if each.type == key)
            own = {each.id: each for each in self._siblings}
            self._linked = {**self._linked, **linked, **own}

    def _ask(self, text: str) -> None:
        self._asked = text.strip()
        self._pause.start()

    def _typed(self, _text: str) -> None:
        self.hand_over()
        self.edited.emit()

    def _find(self) -> None:
        text = self._asked
        if self._siblings is not None:
            self._answer([each for each in self._siblings if self._fits(each, text)])
            return
        find = partial(_called, type_key=self._target.key, text=text)
        self.session.run(find, partial(self._answer_to, text), self._fail)

    def _answer_to(self, text: str, found: list[Record]) -> None:
        """Offer what was found, unless more was typed or chosen meanwhile."""
        if text == self._asked and self._pick is None:
            self._answer(found)

    def _fits(self, record: Record, text: str) -> bool:
        """Each word that was typed begins a word of what is said of the record."""
        offer = self._offer(record)
        said = f"{offer.name} {offer.detail}"
        return all(names.begun_spans(said, each) for each in text.split())

    def _hurry(self) -> None:
        """Enter came before the list: only who is named in full is chosen unseen."""
        self._pause.stop()
        if self._siblings is not None:
            self._find()
            return
        text, target, makes = self._asked, self._target, self._can_make()
        folded = names.fold(text)
        absent = [
            entered(each.code)
            for each in self._picker.no_answers(text)
            if each.is_called(folded)
        ]

        def take(workspace: Workspace) -> Taken | None:
            found = _called(workspace, type_key=target.key, text=text)
            if found:
                return _named(found, folded)
            if makes:
                return _make(workspace, target=target, name=text)
            return next((Taken(each.value_of_field) for each in absent if each), None)

        self.await_pick(Pick(self.session, take))

    def _answer(self, found: list[Record]) -> None:
        self._linked = {**self._linked, **{each.id: each for each in found}}
        offers = [self._offer(each) for each in found]
        if self._asked and self._can_make():
            new = self.session.say("New: {name}", name=self._asked)
            offers.append(Offer(_NEW + self._asked, new))
        self._picker.offer(offers)

    def _offer(self, record: Record) -> Offer:
        """Two of one name are told apart by what else is known of them."""
        reader, title = self.session.reader, record.declaration.title
        texts = (
            reader.text(each, record.values.get(each.key), self._linked)
            for each in record.declaration.list_fields
            if each.key != title
        )
        name, ref = self._name_of(record), record.ref or ""
        more = [each for each in texts if each and each not in name]
        detail = " · ".join(more[:_MOST_DETAILS])
        return Offer(record.id, name, detail, ref, has_names=False)

    def _can_make(self) -> bool:
        """A name is all that a new record of the type needs."""
        title = self._target.field(self._target.title)
        return (
            self._target.parent is None
            and title is not None
            and title.kind is Kind.TEXT
            and self._target.key == "person"
        )

    def _name_of(self, record: Record) -> str:
        return self.session.reader.named(record, self._linked) or "—"

    def _take_offered(self, code: str) -> None:
        self.hand_over()
        if not code.startswith(_NEW):
            self.edited.emit()
            return
        name = code.removeprefix(_NEW)
        # Until it is made it stands there as it was typed.
        self._picker.show_choice(None, "")
        self._picker.setText(name)
        make = partial(_make, target=self._target, name=name)
        self.await_pick(Pick(self.session, make))

    @override
    def take(self, taken: Taken | None) -> None:
        absent = missing(taken.value) if taken is not None else None
        if absent is not None:
            self.absent.emit(absent.mark)
        elif taken is not None and taken.record is not None:
            record = taken.record
            self._linked = {**self._linked, record.id: record}
            self._picker.show_choice(record.id, self._name_of(record))
            self.edited.emit()
        elif self._picker.hasFocus():
            self._find()

    def _fail(self, _error: MonitorError) -> None:
        self._picker.offer([])

    @override
    def value(self) -> JsonValue:
        if self._picker.is_settled:
            return self._picker.code
        return self._picker.text().strip() or None

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        self._linked = {**self._linked, **linked}
        if not isinstance(value, str) or not value:
            self._picker.show_choice(None, "")
            return
        known = self._linked.get(value)
        self._picker.show_choice(value, self._name_of(known) if known else value)
        if known is None:
            self.session.run(
                lambda workspace: records.show(workspace, value).record,
                self._named,
                self._fail,
            )

    def _named(self, record: Record) -> None:
        if self._picker.code == record.id:
            self._picker.show_choice(record.id, self._name_of(record))

    @override
    def inputs(self) -> list[QWidget]:
        return [self._picker]


def _called(workspace: Workspace, *, type_key: str, text: str) -> list[Record]:
    """Records of a type that are called so; the first of all for no text."""
    if not text:
        return records.listed(workspace, ListQuery(type=type_key, limit=_MOST))[1]
    hits = search.search(workspace, text, type_key=type_key, limit=_MOST).hits
    return [records.show(workspace, each.record).record for each in hits]


def _named(found: Sequence[Record], folded: str) -> Taken | None:
    """The one record that has just this name; None where it could be another."""
    same = [
        each
        for each in found
        if names.fold(str(each.values.get(each.declaration.title))) == folded
    ]
    # A full page may leave out a namesake.
    alone = len(same) == 1 and len(found) < _MOST
    return Taken(same[0].id, same[0]) if alone else None


def _make(workspace: Workspace, *, target: RecordType, name: str) -> Taken:
    """Enter a record of which nothing but the name is known."""
    values: dict[str, JsonValue] = {target.title: name}
    added = records.add(workspace, target.key, values)
    made = Record(id=added.id, type=target.key, ref=added.ref, values=values)
    return Taken(added.id, made, added.changes)
