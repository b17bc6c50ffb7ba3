"""Records as people see them: the shown value of each register."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.conflicts import Conflict
from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import UsageError

Values = Mapping[str, JsonValue]
"""Field key to value: text and codes as str, numbers, lists of codes for multiple
choices, ``{"text","edtf","from","to"}`` for dates, ``{lang: text}`` for multilingual
text, record ids for links, ``{"missing": reason}`` of ``domain.missing`` where there is
no answer. Empty fields are absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record.

    Attributes:
        id: 32 hexadecimal digits.
        type: Key of its type.
        ref: Reference number for people, or None for parts of a record.
        parent: Id of the record it is a part of.
        values: Shown values by field key.
        conflicts: Keys of fields with more than one value.
        disputed: Those conflicts with all their values.
        deleted: Hidden by a delete.
        heads: For each register (field id, sub) the ids of its heads: what a person
            saw when they opened it.
    """

    id: str
    type: str
    ref: str | None = None
    parent: str | None = None
    values: Values = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    disputed: tuple[Conflict, ...] = ()
    deleted: bool = False
    heads: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def declaration(self) -> RecordType:
        """Its record type."""
        return declared(self.type)

    @property
    def title(self) -> str:
        """Value of the title field as text, or an empty string."""
        value = self.values.get(self.declaration.title)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTree:
    """A record with its parts and the persons they link to.

    Attributes:
        record: The record at the top.
        children: Its visible parts, in their order.
        linked: Records that links of these point to, by id.
        consents: Consent records of the persons among all these, by person.
        approvers: For each part that approves naming somebody, whose device wrote it;
            a device that goes on for another counts as that other.
        behind: Cases that these are about: their people may be named in the texts.
    """

    record: Record
    children: tuple[Record, ...] = ()
    linked: Mapping[str, Record] = field(default_factory=dict)
    consents: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    approvers: Mapping[str, str] = field(default_factory=dict)
    behind: tuple["RecordTree", ...] = ()

    def children_of(self, type_key: str) -> tuple[Record, ...]:
        """The parts of one type."""
        return tuple(each for each in self.children if each.type == type_key)


def trees_of(tops: Iterable[Record], parts: Iterable[Record]) -> list[RecordTree]:
    """Records, each with those of the parts that are its own, in their order."""
    of: dict[str | None, list[Record]] = defaultdict(list)
    for each in parts:
        of[each.parent].append(each)
    return [RecordTree(record=e, children=tuple(of.get(e.id, ()))) for e in tops]


def declared(type_key: str) -> RecordType:
    """The declaration of a type.

    Raises:
        UsageError: NO_SUCH_TYPE.
    """
    found = record_type(type_key)
    if found is None:
        raise UsageError("NO_SUCH_TYPE", type=type_key)
    return found
