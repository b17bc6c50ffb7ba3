"""Records that coordinators alone decide: own fields and terms, rules, days off.

Whoever writes of such a record, only the words of those count who led when they wrote
them; other words are kept, travel and do nothing, a delete among them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from monitor_desktop.domain import merge
from monitor_desktop.domain.fields import LIFE
from monitor_desktop.domain.operations import Operation, OperationKind
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.domain.registers import Known, registers
from monitor_desktop.store import effects, facts, journal, reading
from monitor_desktop.store.store import Transaction

Led = Callable[[Operation], bool]
"""Its author was a coordinator when it wrote it."""


def records(transaction: Transaction, type_key: str, led: Led) -> Iterator[Record]:
    """Every record of a type as coordinators wrote it, deleted ones left out."""
    void = effects.void(transaction)
    for identity in facts.ids(transaction, type_key):
        known = journal.of_record(transaction, identity)
        idle = {each.id for each in known if each.id in void or not led(each)}
        shown = reading.record(transaction, identity)
        if shown is not None and not _is_hidden(known, idle):
            yield _of_these(shown, known, idle) if idle else shown


def _is_hidden(known: Sequence[Operation], idle: set[str]) -> bool:
    edits = {
        each.id: each.pred
        for each in known
        if each.kind == OperationKind.SET and each.has_body
    }
    lives = [each for each in known if each.field == LIFE]
    is_left = not idle.issuperset(edits)
    return not is_left or merge.life(lives, edits, idle).deleted


def _of_these(shown: Record, known: Sequence[Operation], idle: set[str]) -> Record:
    found = (
        Known(
            id=each.id,
            device=each.device,
            clock_us=each.clock_us,
            kind=each.kind,
            field=each.field,
            sub=each.sub,
            pred=each.pred,
            body=each.body,
        )
        for each in known
    )
    values = registers(found, idle).fields(declared(shown.type))
    return replace(shown, values=values, deleted=False)
