"""What a finished record needs and this one lacks yet; nobody is ever held up by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree, Values

_NOTHING: Final[tuple[JsonValue, ...]] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Gap:
    """A field to be filled in.

    Attributes:
        record: Id of the record or part.
        type: Key of its type.
        field: Key of the field.
        number: Which part of its type it is, from 1; 0 for the record itself.
    """

    record: str
    type: str
    field: str
    number: int = 0


def lacking(record: Record) -> tuple[str, ...]:
    """Keys of the required fields without a value; "not asked" is an answer."""
    return left(record.declaration, record.values)


def left(declaration: RecordType, values: Values) -> tuple[str, ...]:
    """Keys of the required fields that nothing is said of in some values."""
    return tuple(e for e in required(declaration) if values.get(e) in _NOTHING)


def required(declaration: RecordType) -> tuple[str, ...]:
    """Keys of the fields that somebody has to fill in sooner or later."""
    return tuple(e.key for e in declaration.fields if e.required and not e.fixed)


def gaps(tree: RecordTree) -> tuple[Gap, ...]:
    """What the record and its parts lack, in the order of the form."""
    return tuple(_gaps(tree))


def _gaps(tree: RecordTree) -> Iterator[Gap]:
    yield from (Gap(tree.record.id, tree.record.type, e) for e in lacking(tree.record))
    numbers: dict[str, int] = {}
    for part in tree.children:
        numbers[part.type] = numbers.get(part.type, 0) + 1
        for key in lacking(part):
            yield Gap(part.id, part.type, key, numbers[part.type])
