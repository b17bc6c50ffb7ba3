"""The journal: operations as bytes, each device's in order under a Merkle root."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.crypto.merkle import Frontier
from monitor_desktop.domain.operations import Operation, parse
from monitor_desktop.store.tables import HEADS, JOURNALS, OPERATIONS

_INSERT = (
    "INSERT OR IGNORE INTO operation (id, device, n, clock_us, kind, type, record, top,"
    " field, sub, pred, header, body_hash, salt, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def append(connection: Connection, operations: Sequence[Operation]) -> None:
    """Store operations and move the frontiers of their journals.

    Args:
        connection: Within a transaction.
        operations: Verified, new, and for each device in order without a gap.
    """
    connection.exec_driver_sql(_INSERT, [_row(each) for each in operations])
    by_device: dict[str, list[bytes]] = {}
    for each in operations:
        by_device.setdefault(each.device, []).append(each.leaf)
    for device, leaves in by_device.items():
        grown = frontier(connection, device)
        grown.extend(leaves)
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO journal (device, frontier) VALUES (?, ?)",
            (device, grown.to_bytes()),
        )


def _row(operation: Operation) -> tuple[Any, ...]:
    return (
        operation.id,
        operation.device,
        operation.n,
        operation.clock_us,
        operation.kind,
        operation.type,
        operation.record,
        operation.top,
        operation.field,
        operation.sub,
        " ".join(operation.pred),
        operation.header,
        operation.body_hash,
        operation.salt,
        operation.body,
    )


def frontier(connection: Connection, device: str) -> Frontier:
    """The right edge of a device's journal; empty for a device never met."""
    stored = connection.execute(
        select(JOURNALS.c.frontier).where(JOURNALS.c.device == device)
    ).scalar()
    return Frontier.from_bytes(stored) if stored else Frontier()


def last_clock_us(connection: Connection, device: str) -> int:
    """Clock of a device's last operation, 0 when it has none."""
    found = connection.execute(
        select(func.max(OPERATIONS.c.clock_us)).where(OPERATIONS.c.device == device)
    ).scalar()
    return int(found or 0)


def of_device(
    connection: Connection, device: str, *, after: int = 0
) -> Iterator[Operation]:
    """Operations of a device with a position above ``after``, in order."""
    yield from _read(
        connection,
        select(OPERATIONS)
        .where(OPERATIONS.c.device == device, OPERATIONS.c.n > after)
        .order_by(OPERATIONS.c.n, OPERATIONS.c.id),
    )


def of_record(connection: Connection, record: str) -> list[Operation]:
    """Every operation of a record, oldest first."""
    return list(
        _read(
            connection,
            select(OPERATIONS)
            .where(OPERATIONS.c.record == record)
            .order_by(OPERATIONS.c.clock_us, OPERATIONS.c.device, OPERATIONS.c.n),
        )
    )


def _read(connection: Connection, query: Select[Any]) -> Iterator[Operation]:
    return (operation_of(row) for row in connection.execute(query))


def operation_of(row: Row[Any]) -> Operation:
    """The operation of a stored row, parsed from its own bytes."""
    return parse(
        row.header,
        salt=row.salt,
        body=row.body,
        body_hash=row.body_hash,
        digest=sha256,
    )


def devices(connection: Connection) -> list[str]:
    """Every device met, sorted."""
    query = select(JOURNALS.c.device).order_by(JOURNALS.c.device)
    return list(connection.execute(query).scalars())


def heads_of(connection: Connection, record: str) -> dict[tuple[str, str], list[str]]:
    """Ids of the heads of each register (field, sub) of a record."""
    query = select(HEADS.c.field, HEADS.c.sub, HEADS.c.id).where(
        HEADS.c.record == record
    )
    found: dict[tuple[str, str], list[str]] = {}
    for field, sub, head in connection.execute(query):
        found.setdefault((field, sub), []).append(head)
    return found


def registers(
    connection: Connection,
) -> Iterable[tuple[tuple[str, str, str], list[str]]]:
    """Every register with the ids of its heads, sorted as the state digest wants."""
    query = select(HEADS).order_by(
        HEADS.c.record, HEADS.c.field, HEADS.c.sub, HEADS.c.id
    )
    current: tuple[str, str, str] | None = None
    heads: list[str] = []
    for record, field, sub, head in connection.execute(query):
        if (record, field, sub) != current:
            if current is not None:
                yield current, heads
            current, heads = (record, field, sub), []
        heads.append(head)
    if current is not None:
        yield current, heads
