"""Links to other records: found by name in any spelling, or entered on the spot."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services import records, search
from monitor_desktop.services.records import Added
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.editors.offers import Offer
from monitor_desktop.ui.editors.pickers import Picker
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
        self._picker.picked.connect(self._pick)
        self._picker.textEdited.connect(lambda _text: self.edited.emit())
        self._picker.absent.connect(self.absent)
        self._asked = ""
        self.column.addWidget(self._picker)

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

    def _find(self) -> None:
        if self._siblings is not None:
            self._answer(list(self._siblings))
            return
        text, target = self._asked, self._target.key

        def find(workspace: Workspace) -> list[Record]:
            if not text:
                return records.listed(workspace, ListQuery(type=target, limit=_MOST))[1]
            hits = search.search(workspace, text, type_key=target, limit=_MOST).hits
            return [records.show(workspace, each.record).record for each in hits]

        self.session.run(find, partial(self._answer_to, text), self._fail)

    def _answer_to(self, text: str, found: list[Record]) -> None:
        """Offer what was found, unless something else was typed meanwhile."""
        if text == self._asked:
            self._answer(found)

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
        detail = " · ".join([each for each in texts if each][:_MOST_DETAILS])
        return Offer(record.id, self._name_of(record), detail, record.ref or "")

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
        field = record.declaration.field(record.declaration.title)
        if field is None:
            return record.ref or ""
        value = record.values.get(field.key)
        return self.session.reader.text(field, value, self._linked) or record.ref or "—"

    def _pick(self, code: str) -> None:
        if not code.startswith(_NEW):
            self.edited.emit()
            return
        name = code.removeprefix(_NEW)
        target = self._target
        self._picker.show_choice(None, name)
        self.session.run(
            lambda workspace: records.add(workspace, target.key, {target.title: name}),
            self._made,
            self._fail,
        )

    def _made(self, added: Added) -> None:
        name = self._picker.text()
        new = Record(id=added.id, type=self._target.key, ref=added.ref,
                     values={self._target.title: name})  # fmt: skip
        self._linked = {**self._linked, added.id: new}
        self._picker.show_choice(added.id, name)
        self.session.announce(added.changes)
        self.edited.emit()

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
