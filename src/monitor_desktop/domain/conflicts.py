"""Conflicts: what a person has to decide, and the edits that decide it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import UsageError


class ConflictKind(StrEnum):
    """What disagrees."""

    VALUES = "values"
    """Two people wrote one field without seeing each other's value."""
    DELETE = "delete"
    """One deleted a record that another edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the concurrent values.

    Attributes:
        operation: Id of the operation that wrote it.
        device: Id of the device that wrote it.
        at_us: Its hybrid clock, microseconds.
        value: The value; for a delete against an edit "delete", "restore" or "edit".
    """

    operation: str
    device: str
    at_us: int
    value: JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A register with more than one value.

    Attributes:
        record: Record id.
        top: Id of the record it hangs under (itself for a top record).
        type: Record type key.
        field: Field id (``_life`` for a delete against an edit).
        sub: Language or term.
        kind: What disagrees.
        sides: The concurrent values, newest first.
    """

    record: str
    top: str
    type: str
    field: str
    sub: str
    kind: ConflictKind
    sides: Sequence[Side]

    @property
    def id(self) -> str:
        """Name for people and commands: ``record:field`` or ``record:field:sub``."""
        return name_of(self.record, self.field, self.sub)


def name_of(record: str, field: str, sub: str) -> str:
    """What people and commands call the conflict of a register."""
    return ":".join(each for each in (record, field, sub) if each)


def split_id(conflict_id: str) -> tuple[str, str, str]:
    """Record id, field id and sub of a conflict's name.

    Raises:
        UsageError: NO_SUCH_CONFLICT.
    """
    parts = conflict_id.split(":")
    if not 2 <= len(parts) <= 3 or not all(parts):  # noqa: PLR2004  # see Conflict.id
        raise UsageError("NO_SUCH_CONFLICT", conflict=conflict_id)
    record, field, *sub = parts
    return record, field, sub[0] if sub else ""
