"""Importing files of whole records (JSON, HURIDOCS): their parts and their links.

A record is found by its reference; one that is not here gets an id derived from it. A
part that has none is the one here that says the same, or a new one: nothing of one that
is here is changed, and none is taken for another. A part that another program gave a
number is found by it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from monitor_desktop.crypto.digests import derived_id
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.linked_persons import APPROVAL
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.domain.values import Reading, writes
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.interchange import documents
from monitor_desktop.interchange.documents import Document, part_of
from monitor_desktop.overriding import override
from monitor_desktop.services import records
from monitor_desktop.services.interchange import import_log
from monitor_desktop.services.interchange.importing import Importing, Row
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction


class Documents(Importing[Document]):
    """An import of documents.

    Args:
        workspace: The open profile.
        transaction: Of its store.
        type_key: Type of the records that are asked for.
        coming: All of them; one may link to one that follows.
    """

    def __init__(
        self,
        workspace: Workspace,
        transaction: Transaction,
        type_key: str,
        coming: documents.Documents,
    ) -> None:
        super().__init__(workspace, transaction, type_key)
        self._taken = {type_key, *coming.beside}
        self._titles = coming.titles
        self._must_be_here = coming.must_be_here
        self._coming = {(e.type, e.ref) for _, e in coming.records if e.ref}
        self._parts: dict[str, str] = {}

    @override
    def _collect(self, row: Document, into: Row) -> None:
        if row.type not in self._taken:
            raise InvalidValueError("INVALID_VALUE", field="type", reason="other_type")
        known = self._known(row.type, row.ref) if row.ref else None
        record_id = known or self._derived(row.type, row.ref or row.content)
        if self._must_be_here and not reading.exists(self._transaction, record_id):
            raise UsageError("NO_SUCH_RECORD", ref=row.ref)
        self._meet(record_id)
        self._parts = {}
        values = self._without_pseudonym(row.type, record_id, row.values)
        top = self._record(row.type, record_id, None, values, into)
        into.is_new = not top.heads
        self._collect_parts(top, row.parts, into)

    def _derived(self, type_key: str, name: str) -> str:
        return derived_id(self._group, type_key, name)

    def _collect_parts(self, top: Record, parts: Sequence[Document], into: Row) -> None:
        record_id = top.id
        is_here = reading.exists(self._transaction, record_id)
        here = reading.tree(self._transaction, record_id).children if is_here else ()
        for each in parts:
            if not _stays(each) and declared(each.type).parent != top.type:
                raise UsageError("NO_SUCH_TYPE", type=each.type)
        same = self._same(here, parts, into)
        ids = self._ids(record_id, parts, same)
        self._parts = {id_: each.type for id_, each in zip(ids, parts, strict=True)}
        place = len(here)
        for id_, each in zip(ids, parts, strict=True):
            if _stays(each):
                continue
            known = reading.record(self._transaction, id_)
            if known is not None and not each.ref:
                self._show_again(known, into)
                continue
            place += known is None
            part = Record(id=id_, type=each.type, parent=record_id)
            self._part(part, place, _linked_parts(each, ids), into)

    def _same(
        self, here: Sequence[Record], parts: Sequence[Document], into: Row
    ) -> dict[int, str]:
        """For the place of each part the id of the one here that says the same.

        First those that say nothing more: of two alike the one is not the other.
        """
        reader, left = self._reading(into), list(here)
        found: dict[int, str] = {}
        for wholly in (True, False):
            for place, each in enumerate(parts):
                if place in found or each.ref or _stays(each):
                    continue
                alike = (
                    e for e in left if self._is_said(e, each, reader, wholly=wholly)
                )
                match = next(alike, None)
                if match is not None:
                    found[place] = match.id
                    left.remove(match)
        return found

    def _is_said(
        self, record: Record, part: Document, reader: Reading, *, wholly: bool
    ) -> bool:
        filled = {key for key, each in record.values.items() if each is not None}
        if record.type != part.type or (wholly and filled != part.values.keys()):
            return False
        return all(
            part_of(raw) or self._holds(record, key, raw, reader)
            for key, raw in part.values.items()
        )

    def _holds(self, record: Record, key: str, raw: JsonValue, reader: Reading) -> bool:
        field = record.declaration.field(key)
        if field is None:
            raise UsageError("NO_SUCH_FIELD", type=record.type, field=key)
        found = writes(
            field, raw, reader, of=record.type, current=record.values.get(key)
        )
        return all(records.is_held(self._transaction, record, each) for each in found)

    def _ids(
        self, record_id: str, parts: Sequence[Document], same: Mapping[int, str]
    ) -> list[str]:
        """Of those that are not here by what they say, and the how manyth says it."""
        counted: Counter[tuple[str, str]] = Counter()
        found = []
        for place, each in enumerate(parts):
            said = (each.type, each.ref or each.content)
            counted[said] += 1
            new = derived_id(self._group, record_id, *said, str(counted[said]))
            found.append(same.get(place, new))
        return found

    def _show_again(self, part: Record, into: Row) -> None:
        if import_log.hidden_by_undo(self._workspace, self._transaction, part):
            into.edits.append(records.shown_again(part))

    @override
    def _linked(self, target: str, text: str, into: Row) -> str | None:
        """A part of this record, a record that is here, or one of an import.

        Where links are references none is made: the file it stands in comes first.
        """
        if text in self._parts:
            return text if self._parts[text] == target else None
        found = self._known(target, text)
        if found is not None:
            return found
        imported = self._derived(target, text)
        comes = (target, text) in self._coming
        if comes or reading.exists(self._transaction, imported):
            return imported
        return None if self._titles is None else self._made_by_title(target, text, into)

    def _made_by_title(self, target: str, text: str, into: Row) -> str:
        """By what the file calls it, so that its own file finds it there later."""
        made, key = self._derived(target, text), f"{target}\x00{text}"
        if key in self._made or key in into.made:
            return made
        into.made[key] = made
        title = (self._titles or {}).get((target, text), text)
        # A title that was not shown is the reference once more.
        is_shown = (target, text) not in (self._titles or {}) or title != text
        given = {declared(target).title: title} if is_shown and title else {}
        self._record(target, made, None, given, into)
        return made


def _stays(part: Document) -> bool:
    """A part that no file brings.

    The bytes of a document are not in it, and who approves that somebody is named does
    so with their own hand.
    """
    return declared(part.type).under_any or part.type == APPROVAL


def _linked_parts(part: Document, ids: Sequence[str]) -> dict[str, JsonValue]:
    """The values of a part; links to others of the record by their ids."""
    found: dict[str, JsonValue] = {}
    for key, value in part.values.items():
        field = declared(part.type).field(key)
        number = part_of(value)
        if number and field is not None and field.kind is Kind.LINK:
            if number > len(ids):
                raise InvalidValueError("INVALID_VALUE", field=key, reason="link")
            found[key] = ids[number - 1]
        else:
            found[key] = value
    return found
