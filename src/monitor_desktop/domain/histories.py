"""The story of a record: what each operation changed, from what to what. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.fields import LIFE, ORDER, PARENT, REFERENCE
from monitor_desktop.domain.operations import JsonValue, Operation, OperationKind
from monitor_desktop.domain.records import Values, declared
from monitor_desktop.domain.registers import Known, registers

_PLUMBING: Final = frozenset({REFERENCE, PARENT, ORDER})
"""Registers that tell a reader nothing."""
_TOGETHER_US: Final = 2_000_000
"""What one device wrote within two seconds was one save."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One register of a record went from one value to another.

    Attributes:
        operation: Id of the operation.
        kind: What it did: set, delete or restore.
        record: Id of the record or part.
        type: Key of its type.
        field: Id of the field.
        sub: Language or term.
        before: Value that was replaced; None for an empty field.
        after: Value that was written; None where it was cleared.
        is_known: Both values are held: neither withheld nor purged.
        is_decision: It replaced more than one value.
        is_open_again: A decision was taken back: this is one of the values that stand
            beside each other again.
    """

    operation: str
    kind: str
    record: str
    type: str
    field: str
    sub: str
    before: JsonValue
    after: JsonValue
    is_known: bool
    is_decision: bool = False
    is_open_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one device wrote at one moment.

    Attributes:
        device: Id of the device.
        at_us: Hybrid clock of the first operation, microseconds.
        until_us: Of the last one.
        begun: Ids of records that did not exist before.
        turns: What changed.
    """

    device: str
    at_us: int
    until_us: int
    begun: tuple[str, ...]
    turns: tuple[Turn, ...]


def events(operations: Sequence[Operation]) -> list[Event]:
    """The story of a record and its parts.

    Args:
        operations: Every known one, oldest first.
    """
    by_id = {each.id: each for each in operations}
    met: set[str] = set()
    found: list[Event] = []
    for group in _saves(operations):
        begun = tuple(dict.fromkeys(o.record for o in group if o.record not in met))
        met.update(begun)
        places = Counter(map(_place, group))
        turns = tuple(
            _turn(each, by_id, is_open_again=places[_place(each)] > 1)
            for each in group
            if each.field not in _PLUMBING
        )
        if turns or begun:
            found.append(
                Event(
                    device=group[0].device,
                    at_us=group[0].clock_us,
                    until_us=group[-1].clock_us,
                    begun=begun,
                    turns=turns,
                )
            )
    return found


def _saves(operations: Sequence[Operation]) -> list[list[Operation]]:
    saves: list[list[Operation]] = []
    for each in operations:
        last = saves[-1][-1] if saves else None
        if (
            last is not None
            and last.device == each.device
            and each.clock_us - last.clock_us <= _TOGETHER_US
        ):
            saves[-1].append(each)
        else:
            saves.append([each])
    return saves


def _place(operation: Operation) -> tuple[object, ...]:
    """What an operation writes to, and in place of what.

    One device writes twice to one place, in place of the same, only where a decision
    is taken back.
    """
    return operation.record, operation.field, operation.sub, tuple(operation.pred)


def _turn(
    operation: Operation, by_id: Mapping[str, Operation], *, is_open_again: bool
) -> Turn:
    replaced = [by_id[each] for each in operation.pred if each in by_id]
    held = [each for each in replaced if each.has_body]
    return Turn(
        operation=operation.id,
        kind=operation.kind,
        record=operation.record,
        type=operation.type,
        field=operation.field,
        sub=operation.sub,
        before=held[0].value if held else None,
        after=operation.value,
        is_known=operation.has_body and len(held) == len(replaced),
        is_decision=len(replaced) > 1,
        is_open_again=is_open_again and bool(replaced),
    )


def values_at(operations: Sequence[Operation], record: str, at_us: int) -> Values:
    """Values of a record or part as they were at a moment; nothing before it began."""
    then = [
        each
        for each in operations
        if each.record == record and each.clock_us <= at_us and each.field != LIFE
    ]
    if not then:
        return {}
    known = (
        Known(o.id, o.device, o.clock_us, o.kind, o.field, o.sub, o.pred, o.body)
        for o in then
        if o.kind == OperationKind.SET
    )
    return registers(known).fields(declared(then[0].type))
