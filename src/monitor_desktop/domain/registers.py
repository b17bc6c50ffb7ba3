"""The registers of one record: heads, shown values and conflicts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from monitor_desktop.domain import merge
from monitor_desktop.domain.fields import LIFE, PURGE, REFERENCE, RecordType
from monitor_desktop.domain.operations import (
    JsonValue,
    Operation,
    OperationKind,
    decode,
)
from monitor_desktop.domain.values import shown_value

Register = tuple[str, str]
"""Field id, and language or term."""
_NEVER_DISPUTED = frozenset({REFERENCE, LIFE, PURGE})
"""Two laptops may both number one imported record, and lives are judged apart."""


_WITHOUT_VALUE = frozenset(
    {OperationKind.DELETE, OperationKind.RESTORE, OperationKind.PURGE}
)


class Known(NamedTuple):
    """What is known of an operation when its record is put together."""

    id: str
    device: str
    clock_us: int
    kind: str
    field: str
    sub: str
    pred: Sequence[str]
    body: bytes | None


Written = Known | Operation
"""As it was read back, or as it has just arrived."""


@dataclass(frozen=True, slots=True)
class Registers:
    """State of one record.

    Attributes:
        heads: For each register its effective heads.
        values: For each register the shown value; None where it is empty.
        conflicts: Registers with more than one distinct value.
    """

    heads: Mapping[Register, Sequence[Written]]
    values: Mapping[Register, JsonValue]
    conflicts: Sequence[Register]

    @property
    def is_void(self) -> bool:
        """No value of it is left: only a revoked device wrote of it, or a purge."""
        return not any(
            head.body is not None and head.kind not in _WITHOUT_VALUE
            for heads in self.heads.values()
            for head in heads
        )

    def fields(self, declared: RecordType) -> dict[str, JsonValue]:
        """Shown values of the declared fields by key, empty ones left out."""
        by_field: dict[str, dict[str, JsonValue]] = {}
        for (field, sub), value in self.values.items():
            by_field.setdefault(field, {})[sub] = value
        shown = {
            each.key: shown_value(each, by_field[each.id])
            for each in declared.fields
            if each.id in by_field
        }
        return {key: value for key, value in shown.items() if value is not None}


def registers(
    operations: Iterable[Written],
    ineffective: Collection[str] = merge.NONE_INEFFECTIVE,
) -> Registers:
    """Put a record together from every known operation on it."""
    by_register: dict[Register, list[Written]] = {}
    for each in operations:
        by_register.setdefault((each.field, each.sub), []).append(each)
    heads = {
        register: _heads(known, ineffective) for register, known in by_register.items()
    }
    return Registers(
        heads=heads,
        values={register: _value(top) for register, top in heads.items()},
        conflicts=sorted(
            register
            for register, top in heads.items()
            if len(top) > 1
            and register[0] not in _NEVER_DISPUTED
            and merge.is_conflict(top)
        ),
    )


def _heads(known: Sequence[Written], ineffective: Collection[str]) -> Sequence[Written]:
    if len(known) == 1 and not ineffective:
        return known
    by_id = {each.id: each for each in known}
    preds = {each.id: each.pred for each in known}
    return [by_id[each] for each in merge.head_ids(preds, ineffective)]


def _value(heads: Sequence[Written]) -> JsonValue:
    shown = heads[0] if len(heads) == 1 else merge.shown(heads)
    if isinstance(shown, Operation):
        return shown.value
    return decode(shown.body) if shown and shown.body else None
