"""The story of a record: what each operation changed, from what to what. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.catalogue.evidence import CUSTODY
from monitor_desktop.domain.fields import LIFE, ORDER, PARENT, REFERENCE
from monitor_desktop.domain.merge import life
from monitor_desktop.domain.operations import JsonValue, Operation, OperationKind
from monitor_desktop.domain.records import Values, declared
from monitor_desktop.domain.registers import Known, registers

_PLUMBING: Final = frozenset({REFERENCE, PARENT, ORDER, "id9601"})
"""Registers that tell a reader nothing; whom a decision about two persons names stands
in its sentence."""
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
        replaced: Every value that stood there, where it was more than one.
        is_return: What stood there before the last change stands there again.
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
    replaced: tuple[JsonValue, ...] = ()
    is_return: bool = False
    is_open_again: bool = False

    @property
    def is_decision(self) -> bool:
        """It replaced more than one value."""
        return len(self.replaced) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one device wrote at one moment.

    Attributes:
        device: Id of the device.
        at_us: Hybrid clock of the first operation, microseconds.
        until_us: Of the last one.
        begun: Ids of records that did not exist before.
        moved: Keys of the types whose parts changed their order.
        turns: What changed.
        first: Position of the first operation in the journal of the device.
        last: Of the last one.
    """

    device: str
    at_us: int
    until_us: int
    begun: tuple[str, ...]
    moved: tuple[str, ...] = ()
    turns: tuple[Turn, ...]
    first: int
    last: int


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
        moved = dict.fromkeys(
            each.type for each in group if each.field == ORDER and each.record in met
        )
        met.update(begun)
        places = Counter(map(_place, group))
        turns = tuple(
            _turn(each, by_id, is_open_again=places[_place(each)] > 1)
            for each in group
            if each.field not in _PLUMBING and each.type != CUSTODY.key
        )
        if turns or begun or moved:
            found.append(
                Event(
                    device=group[0].device,
                    at_us=group[0].clock_us,
                    until_us=group[-1].clock_us,
                    begun=begun,
                    moved=tuple(moved),
                    turns=turns,
                    first=min(each.n for each in group),
                    last=max(each.n for each in group),
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
    earlier = (by_id[one] for each in held for one in each.pred if one in by_id)
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
        replaced=tuple(each.value for each in held) if len(replaced) > 1 else (),
        is_return=len(replaced) == 1
        and any(each.has_body and each.value == operation.value for each in earlier),
        is_open_again=is_open_again and bool(replaced),
    )


def values_at(operations: Sequence[Operation], record: str, at_us: int) -> Values:
    """Values of a record or part at a moment; nothing while it was not there.

    Args:
        operations: Every known one of the record and its parts.
        record: Id of the record or part.
        at_us: The moment, microseconds.
    """
    then = [
        each
        for each in operations
        if each.clock_us <= at_us and record in {each.record, each.top}
    ]
    own = [each for each in then if each.record == record and each.field == LIFE]
    edits = {
        each.id: each.pred
        for each in then
        if each.kind == OperationKind.SET and each.has_body
    }
    if own and life(own, edits).deleted:
        return {}
    return values_before(operations, record, at_us)


def values_before(operations: Sequence[Operation], record: str, at_us: int) -> Values:
    """``values_at``, also of what was deleted then: as it was before."""
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
