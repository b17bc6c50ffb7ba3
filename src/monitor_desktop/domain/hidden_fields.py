"""What of a record may be read at one level, field by field, given who agreed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor_desktop.domain import named_texts
from monitor_desktop.domain.fields import Field, Sensitivity
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.linked_persons import APPROVAL, INVOLVEMENT, names_person
from monitor_desktop.domain.named_texts import NOBODY, Names
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree


class Naming(StrEnum):
    """How a person may appear."""

    NAME = "name"
    PSEUDONYM = "pseudonym"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """The rule for single fields at one level, given who consented.

    Attributes:
        level: For whom.
        names: How each person may appear.
        nameable: Involvements whose person may be named in public.
        unread: Names that no text may have.
        all_share: Everybody agreed, also those of the cases that a text is about:
            restricted text may name any of them.
    """

    level: Level
    names: Mapping[str, Naming]
    nameable: frozenset[str]
    all_share: bool
    unread: Names = NOBODY

    def leaves_out(self, tree: RecordTree, person: Record) -> bool:
        """A text that is shown names this person, who is withheld."""
        own = named_texts.of({person.id: ""}, (person,))
        return any(
            self.unread.without(field, value) != value
            and own.without(field, value) != value
            for record in (tree.record, *tree.children)
            for key, value in record.values.items()
            for field in (record.declaration.field(key),)
            if self._may_show(record, field, value)
        )

    def clean(self, record: Record) -> tuple[Record, int]:
        """The record without what is hidden, and how many filled fields went."""
        kept = {
            key: self.unread.without(field, value)
            for key, value in record.values.items()
            for field in (record.declaration.field(key),)
            if self._may_show(record, field, value)
        }
        shown = replace(record, values=kept, disputed=())
        return shown, len(record.values) - len(kept)

    def _may_show(self, record: Record, field: Field | None, value: JsonValue) -> bool:
        if field is None or field.sensitivity is Sensitivity.SEALED:
            return False
        if self.level is Level.INTERNAL:
            return True
        if names_person(field, value):
            return self._may_link(record, value)
        return self._may_read(field)

    def _may_read(self, field: Field) -> bool:
        if self.level is Level.PUBLIC:
            return field.sensitivity is Sensitivity.PUBLIC
        return field.sensitivity is not Sensitivity.RESTRICTED or self.all_share

    def _may_link(self, record: Record, value: JsonValue) -> bool:
        accuses = record.type in {INVOLVEMENT, APPROVAL}
        if accuses and self.level is Level.PUBLIC and record.id not in self.nameable:
            return False
        return self.names.get(str(value), Naming.WITHHELD) is not Naming.WITHHELD
