"""Reading what waits for a person: fields that disagree, deletes against edits."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from monitor_desktop.domain import merge
from monitor_desktop.domain.conflicts import Conflict, ConflictKind, Side
from monitor_desktop.domain.fields import LIFE
from monitor_desktop.domain.operations import Operation
from monitor_desktop.store import journal, raw
from monitor_desktop.store.tables import CONFLICTS


def counted(connection: Connection) -> int:
    """How many conflicts wait: fields that disagree, deletes against edits."""
    return int(raw.first(connection, "SELECT count(*) FROM conflict")[0])


def is_open(connection: Connection, record: str, field: str, sub: str) -> bool:
    """A register holds more than one value, and somebody has to decide."""
    row = raw.first(
        connection,
        "SELECT 1 FROM conflict WHERE record = ? AND field = ? AND sub = ?",
        (record, field, sub),
    )
    return row is not None


def of_record(connection: Connection, record: str) -> list[Conflict]:
    """What a person has to decide about one record."""
    query = select(CONFLICTS).where(CONFLICTS.c.record == record)
    return [_conflict(connection, row) for row in connection.execute(query).all()]


def conflicts(connection: Connection) -> list[Conflict]:
    """Everything a person has to decide, by record."""
    query = select(CONFLICTS).order_by(CONFLICTS.c.top, CONFLICTS.c.record)
    return [_conflict(connection, row) for row in connection.execute(query).all()]


def _disputing(connection: Connection, record_id: str) -> list[Side]:
    """The newest edit that a delete of the record did not know of, if any."""
    known = journal.of_top(connection, record_id)
    edits = {each.id: each.pred for each in known if each.field != LIFE}
    deletes = [
        each for each in known if each.field == LIFE and each.record == record_id
    ]
    disputed = set(merge.life(deletes, edits).disputed) & edits.keys()
    newest = [each for each in known if each.id in disputed][-1:]
    return [
        Side(operation=each.id, device=each.device, at_us=each.clock_us, value="edit")
        for each in newest
    ]


def _origin(head: Operation, known: Mapping[str, Operation]) -> Operation:
    """Who wrote a value first that came back when a decision was undone.

    Whoever writes anew what once stood there decided nothing: it is theirs.
    """
    decision = known.get(head.pred[0]) if len(head.pred) == 1 else None
    least = 1 if head.field == LIFE else 2  # of a delete one edit is on the other side
    if decision is None or len(decision.pred) < least:
        return head
    chosen = [known[each] for each in decision.pred if each in known]
    same = [each for each in chosen if (each.kind, each.body) == (head.kind, head.body)]
    return same[0] if same else head


def _conflict(connection: Connection, row: Row[Any]) -> Conflict:
    heads = set(journal.heads_of(connection, row.record)[(row.field, row.sub)])
    known = {each.id: each for each in journal.of_record(connection, row.record)}
    disputing = _disputing(connection, row.record) if row.field == LIFE else []
    sides = [*disputing] + [
        Side(
            operation=each.id,
            device=_origin(each, known).device,
            at_us=_origin(each, known).clock_us,
            value=each.kind if row.field == LIFE else each.value,
        )
        for each in known.values()
        if each.id in heads
    ]
    kind = ConflictKind.DELETE if row.field == LIFE else ConflictKind.VALUES
    return Conflict(
        record=row.record,
        top=row.top,
        type=row.type,
        field=row.field,
        sub=row.sub,
        kind=kind,
        sides=sides[::-1],
    )
