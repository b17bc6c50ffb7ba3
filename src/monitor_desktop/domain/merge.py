"""Merge: state as a pure function of the set of operations.

Order, duplicates, batches and clocks cannot lose an edit. One register is one field of
one record (per language of a multilingual text, per term of a multiple choice).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol, TypeVar

from monitor_desktop.domain.operations import JsonValue, Operation, OperationKind


class RegisterKey(NamedTuple):
    """Which register: record id, field id, language or term."""

    record: str
    field: str
    sub: str


class Written(Protocol):
    """What merging needs to know of an operation."""

    @property
    def id(self) -> str:
        """Hexadecimal id."""
        ...

    @property
    def device(self) -> str:
        """Id of the device that wrote it."""
        ...

    @property
    def clock_us(self) -> int:
        """Its hybrid clock, microseconds."""
        ...

    @property
    def body(self) -> bytes | None:
        """Canonical value, or None where it is not held."""
        ...


W = TypeVar("W", bound=Written)


NONE_INEFFECTIVE: Final[Collection[str]] = frozenset()


def head_ids(
    preds: Mapping[str, Collection[str]],
    ineffective: Collection[str] = NONE_INEFFECTIVE,
) -> list[str]:
    """Heads of one register, sorted.

    A head is an effective operation that no effective operation supersedes, directly
    or through any known operation, ineffective ones included: revoking the middle of
    a chain must not bring a stale value back.

    Args:
        preds: For each known operation of the register, what it replaces.
        ineffective: Ids among them that have no effect (revoked).
    """
    if not ineffective:
        listed = {each for pred in preds.values() for each in pred}
        return sorted(each for each in preds if each not in listed)
    effective = [each for each in preds if each not in ineffective]
    replaced = ancestors(effective, preds)
    return sorted(each for each in effective if each not in replaced)


def ancestors(
    ids: Iterable[str], preds: Mapping[str, Collection[str]]
) -> frozenset[str]:
    """Everything that ``ids`` replace, directly or through known operations."""
    found: set[str] = set()
    waiting = [each for start in ids for each in preds.get(start, ())]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(preds.get(current, ()))
    return frozenset(found)


def shown(heads: Sequence[W]) -> W | None:
    """The head whose value is displayed: highest (clock, device, id) with a body."""
    held = [each for each in heads if each.body is not None]
    return max(held, key=_display_order, default=None)


def _display_order(operation: Written) -> tuple[int, str, str]:
    return operation.clock_us, operation.device, operation.id


def is_conflict(heads: Sequence[Written]) -> bool:
    """Concurrent heads hold more than one distinct value; equal ones collapse."""
    return len({each.body for each in heads if each.body is not None}) > 1


@dataclass(frozen=True, slots=True)
class Life:
    """Whether a record is shown.

    Attributes:
        deleted: Hidden from lists, sheets and search.
        disputed: Ids of the edits that a delete did not know of: a conflict, and the
            record stays visible until a person decides.
        heads: Ids of the heads of the record's life register.
    """

    deleted: bool
    disputed: tuple[str, ...]
    heads: tuple[str, ...]


def life(
    deletes: Sequence[Operation],
    edits: Mapping[str, Collection[str]],
    ineffective: Collection[str] = NONE_INEFFECTIVE,
) -> Life:
    """Decide between deletes, restores and edits of one record.

    Delete and restore are one register per record. A delete carries ``seen``: the
    heads of the record and its children whose values its author held. Any effective
    edit that is neither seen nor an ancestor of something seen disputes it.

    Args:
        deletes: Known delete and restore operations of the record.
        edits: Ids and what they replace, of all known edits of the record and its
            children.
        ineffective: Ids that have no effect.
    """
    heads = head_ids({each.id: each.pred for each in deletes}, ineffective)
    top = [each for each in deletes if each.id in heads]
    killing = [each for each in top if each.kind == OperationKind.DELETE]
    if not killing:
        return Life(deleted=False, disputed=(), heads=tuple(heads))
    seen = {each for delete in killing for each in seen_ids(delete.value)}
    covered = seen | ancestors(seen, edits)
    disputed = sorted(
        each for each in edits if each not in covered and each not in ineffective
    )
    restored = len(killing) < len(top)
    return Life(
        deleted=not disputed and not restored,
        disputed=tuple(disputed) if disputed else tuple(heads) if restored else (),
        heads=tuple(heads),
    )


def seen_ids(body: JsonValue) -> tuple[str, ...]:
    """The ids a delete says its author held; nothing when its body is withheld."""
    if not isinstance(body, Mapping):
        return ()
    seen = body.get("seen")
    if not isinstance(seen, Sequence) or isinstance(seen, str):
        return ()
    return tuple(each for each in seen if isinstance(each, str))


def state_lines(
    registers: Iterable[tuple[RegisterKey, Sequence[str]]],
) -> Iterator[bytes]:
    """What the state digest is taken over: one line per register.

    Args:
        registers: Every register with the ids of its effective heads, sorted by
            (record, field, sub) as text; ``sent`` operations are no register.
    """
    for key, heads in registers:
        yield "\t".join((*key, *sorted(heads))).encode() + b"\n"
