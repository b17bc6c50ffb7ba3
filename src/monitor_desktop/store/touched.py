"""Records to be shown anew: put together from the journal, or from what arrived."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.operations import JsonValue, Operation
from monitor_desktop.domain.registers import Known, Registers, registers
from monitor_desktop.store import journal, raw


class Touched(NamedTuple):
    """One record to be put together again."""

    id: str
    type: str
    top: str
    state: Registers
    declared: RecordType | None
    """None for a newer program's type: kept in the journal, relayed, not shown."""
    values: Mapping[str, JsonValue]
    """Shown values by field key."""

    def text(self, field: str) -> str | None:
        """The shown value of a field by its id, where that is a text."""
        value = self.state.values.get((field, ""))
        return value if isinstance(value, str) else None


AtHand = Mapping[str, Mapping[str, Operation]]
"""Operations by the record they are on, and by id."""


def by_record(operations: Sequence[Operation]) -> AtHand:
    """What arrived, record by record."""
    found: dict[str, dict[str, Operation]] = {}
    for each in operations:
        found.setdefault(each.record, {})[each.id] = each
    return found


def whole(
    connection: Connection, ids: Sequence[str], after: int, held: AtHand
) -> AtHand:
    """Of records that had nothing before, those of which everything is at hand.

    Where operations do not agree of which type it is, it is read as all others are.
    """
    counts = journal.counts_since(connection, after, ids)
    return {
        each: held[each]
        for each, count in counts.items()
        if len(held.get(each, ())) == count and _agree(held[each].values())
    }


def _agree(operations: Iterable[Operation]) -> bool:
    return len({(each.type, each.top) for each in operations}) == 1


def load(
    connection: Connection, ids: Sequence[str], at_hand: AtHand
) -> Iterator[Touched]:
    """These records, from what is at hand where it is, else from the journal."""
    for record, held in at_hand.items():
        first = next(iter(held.values()))
        state = registers(held.values())
        yield _touched(record, first.type, first.top, state)
    yield from _read(connection, [each for each in ids if each not in at_hand])


def _read(connection: Connection, ids: Sequence[str]) -> Iterator[Touched]:
    if not ids:
        return
    query = (
        "SELECT record, type, top, id, device, clock_us, kind, field, sub, pred, body,"  # noqa: S608  # our words
        " void"
        f" FROM operation WHERE record {raw.AMONG}"
        " AND kind != 'sent' ORDER BY record"
    )
    rows = raw.every(connection, query, (raw.among(ids),))
    for record, group in groupby(rows, key=itemgetter(0)):
        known = list(group)
        void = {row[3] for row in known if row[11]}
        state = registers(map(_known, known), void)
        yield _touched(record, *_named(known, void), state)


def _touched(record: str, type_key: str, top: str, state: Registers) -> Touched:
    declared = record_type(type_key)
    values = state.fields(declared) if declared else {}
    return Touched(record, type_key, top, state, declared, values)


def _named(known: Sequence[Sequence[Any]], void: Collection[str]) -> tuple[str, str]:
    """Type and top of a record, as most of its operations with effect say.

    Each says both for itself, and one that says something else must not take the
    record out of its list.
    """
    said = {(row[1], row[2]) for row in known}
    if len(said) == 1:
        return said.pop()
    counted = Counter((row[1], row[2]) for row in known if row[3] not in void)
    return max(
        counted or said,
        key=lambda each: (record_type(each[0]) is not None, counted[each], each),
    )


def _known(row: Sequence[Any]) -> Known:
    identity, device, clock_us, kind, field, sub, pred, body = row[3:11]
    replaced = pred.split() if pred else ()
    return Known(identity, device, clock_us, kind, field, sub, replaced, body)
