"""The journal: operations as bytes, each device's in order under a Merkle root.

A device has one history, unless its profile was copied or its key stolen: then two
operations fill one position and the histories part. The first one met is branch 0, the
main one; each later one is a branch with a number, the same as the main one up to its
split. Numbers are this store's own; between installations a branch is named by a size
and the root there.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.crypto.merkle import Frontier
from monitor_desktop.domain.fields import LIFE
from monitor_desktop.domain.operations import Operation, parse
from monitor_desktop.domain.operations import leaf_of as hash_leaf
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.store import branches, marks, raw
from monitor_desktop.store.tables import (
    BRANCH_LEAVES,
    CONFLICTS,
    HEADS,
    OPERATIONS,
)

_INSERT = (
    "INSERT INTO operation (id, device, n, clock_us, kind, type, record, top,"
    " field, sub, pred, header, body_hash, salt, body, aside)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET aside = min(aside, excluded.aside)"
)


_HEADS_OF: Final = "SELECT field, sub, id FROM head WHERE record = ?"
_LAST: Final = 2**62
"""Above every position."""
Entry = Operation | bytes
"""A position of a journal: its operation, or the leaf alone where it is withheld."""


def append(connection: Connection, operations: Sequence[Operation]) -> None:
    """Store operations and move the frontiers of their journals.

    Args:
        connection: Within a transaction.
        operations: Verified, new, and for each device in order without a gap.
    """
    by_device: dict[str, list[Entry]] = {}
    for each in operations:
        by_device.setdefault(each.device, []).append(each)
    for device, entries in by_device.items():
        extend(connection, device, entries)


def extend(
    connection: Connection, device: str, entries: Sequence[Entry], branch: int = 0
) -> None:
    """Store the next positions of one device's journal and move its frontier."""
    grown = frontier(connection, device, branch)
    operations = [
        _row(each, aside=branch > 0) for each in entries if isinstance(each, Operation)
    ]
    raw.run_each(connection, _INSERT, operations)
    if branch:
        leaves = [leaf_of(each) for each in entries]
        branches.extend(connection, device, branch, grown, leaves)
        return
    withheld = [
        (device, n, each)
        for n, each in enumerate(entries, start=grown.size + 1)
        if isinstance(each, bytes)
    ]
    if withheld:
        connection.exec_driver_sql("INSERT INTO withheld VALUES (?, ?, ?)", withheld)
    size = grown.size + len(entries)
    marks.grow(connection, device, grown, map(leaf_of, entries), size)
    raw.run(
        connection,
        "INSERT OR REPLACE INTO journal (device, frontier) VALUES (?, ?)",
        (device, grown.to_bytes()),
    )


def leaf_of(entry: Entry) -> bytes:
    """The leaf of a position, 32 bytes."""
    return entry if isinstance(entry, bytes) else entry.leaf


def fill(connection: Connection, operations: Sequence[Operation]) -> None:
    """Store values of positions that were known by their leaf or header alone."""
    if not operations:
        return
    main = _bare_leaves(connection, operations)
    connection.exec_driver_sql(
        _INSERT, [_row(each, aside=each.leaf not in main) for each in operations]
    )
    connection.exec_driver_sql(
        "UPDATE operation SET salt = ?, body = ? WHERE id = ? AND body IS NULL",
        [(each.salt, each.body, each.id) for each in operations],
    )
    connection.exec_driver_sql(
        "DELETE FROM withheld WHERE device = ? AND n = ? AND leaf = ?",
        [(each.device, each.n, each.leaf) for each in operations],
    )


def _bare_leaves(
    connection: Connection, operations: Sequence[Operation]
) -> frozenset[bytes]:
    devices_met = sorted({each.device for each in operations})
    return frozenset(
        leaf for each in devices_met for _, leaf in _withheld(connection, each, 0)
    )


def withhold(connection: Connection, operation: Operation) -> None:
    """Know a position by its leaf alone from now on; its row goes with the caller."""
    query = select(OPERATIONS.c.aside).where(OPERATIONS.c.id == operation.id)
    if connection.execute(query).scalar():
        return  # the branch it stands on has its leaf already
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO withheld (device, n, leaf) VALUES (?, ?, ?)",
        (operation.device, operation.n, operation.leaf),
    )


def entries(
    connection: Connection, device: str, *, after: int = 0, branch: int = 0
) -> Iterator[Entry]:
    """Every position of a branch of a device's journal above ``after``, in order.

    Raises:
        InputRefusedError: PROFILE_DAMAGED, when a position is missing.
    """
    if not branch:
        yield from _main_entries(connection, device, after)
        return
    split = branches.split(connection, device, branch)
    for n, each in enumerate(_main_entries(connection, device, after), after + 1):
        if n > split:
            break
        yield each
    query = (
        select(OPERATIONS, BRANCH_LEAVES.c.leaf)
        .select_from(
            BRANCH_LEAVES.outerjoin(OPERATIONS, OPERATIONS.c.id == BRANCH_LEAVES.c.id)
        )
        .where(
            BRANCH_LEAVES.c.device == device,
            BRANCH_LEAVES.c.number == branch,
            BRANCH_LEAVES.c.n > after,
        )
        .order_by(BRANCH_LEAVES.c.n)
    )
    for row in connection.execute(query):
        yield row.leaf if row.header is None else operation_of(row)


def _main_entries(connection: Connection, device: str, after: int) -> Iterator[Entry]:
    leaves = dict(_withheld(connection, device, after))
    expected = after + 1
    for each in of_device(connection, device, after=after):
        while expected < each.n:
            yield _leaf(leaves, expected)
            expected += 1
        yield each
        expected = each.n + 1
    while expected in leaves:
        yield leaves[expected]
        expected += 1


def _leaf(leaves: dict[int, bytes], n: int) -> bytes:
    if n not in leaves:
        raise InputRefusedError("PROFILE_DAMAGED", reason="journal")
    return leaves[n]


def _withheld(
    connection: Connection, device: str, after: int
) -> Iterator[tuple[int, bytes]]:
    rows = connection.exec_driver_sql(
        "SELECT n, leaf FROM withheld WHERE device = ? AND n > ?", (device, after)
    )
    return ((row[0], row[1]) for row in rows)


def withheld_positions(connection: Connection, device: str) -> list[int]:
    """Positions held without their values on any branch, in order."""
    main = {n for n, _ in _withheld(connection, device, 0)}
    return sorted(main | branches.bare_positions(connection, device))


def leaves(
    connection: Connection, device: str, *, branch: int = 0, after: int = 0
) -> Iterator[bytes]:
    """The leaf of every position of a branch above ``after``, in order.

    Nothing is parsed.
    """
    if not branch:
        yield from _main_leaves(connection, device, after)
        return
    split = branches.split(connection, device, branch)
    shared = _main_leaves(connection, device, after)
    yield from islice(shared, max(split - after, 0))
    yield from branches.own_leaves(connection, device, branch, after)


def _main_leaves(connection: Connection, device: str, after: int) -> Iterator[bytes]:
    bare = dict(_withheld(connection, device, after))
    rows = connection.exec_driver_sql(
        "SELECT n, header, body_hash FROM operation"
        " WHERE device = ? AND n > ? AND aside = 0 ORDER BY n",
        (device, after),
    )
    expected = after + 1
    for n, header, body_hash in rows:
        while expected < n:
            yield _leaf(bare, expected)
            expected += 1
        yield hash_leaf(header, body_hash, sha256)
        expected = n + 1
    while expected in bare:
        yield bare[expected]
        expected += 1


class Arrived(NamedTuple):
    """Operations stored since a moment of a transaction.

    Attributes:
        after: Last arrival before them, as ``last_arrival`` gave it.
        operations: All of them; others may stand between them.
    """

    after: int
    operations: Sequence[Operation]


def last_arrival(connection: Connection) -> int:
    """Where the journal ends now, in the order in which operations were stored."""
    (found,) = raw.first(connection, "SELECT max(arrival) FROM operation")
    return found or 0


def counts_since(
    connection: Connection, after: int, records: Sequence[str]
) -> dict[str, int]:
    """How many operations each record has; only of those that had none before."""
    rows = raw.every(
        connection,
        "SELECT record, count(*) FROM operation"  # noqa: S608  # our words
        f" WHERE record {raw.AMONG} GROUP BY record HAVING min(arrival) > ?",
        (raw.among(records), after),
    )
    return dict(rows)


def _row(operation: Operation, *, aside: bool = False) -> tuple[Any, ...]:
    """What is inserted; the driver takes far longer for bytes and truth values."""
    salt, body = operation.salt, operation.body
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
        bytearray(operation.header),
        bytearray(operation.body_hash),
        None if salt is None else bytearray(salt),
        None if body is None else bytearray(body),
        int(aside),
    )


def frontier(connection: Connection, device: str, branch: int = 0) -> Frontier:
    """The right edge of a device's journal; empty for a device never met."""
    if branch:
        return branches.frontier(connection, device, branch)
    stored = raw.first(
        connection, "SELECT frontier FROM journal WHERE device = ?", (device,)
    )
    return Frontier.from_bytes(stored[0]) if stored else Frontier()


def last_clock_us(connection: Connection, device: str) -> int:
    """Clock of a device's last operation, 0 when it has none."""
    found = raw.first(
        connection,
        "SELECT clock_us FROM operation WHERE device = ? ORDER BY n DESC LIMIT 1",
        (device,),
    )
    return int(found[0]) if found else 0


def head_bodies(
    connection: Connection, record: str, field: str, sub: str
) -> list[bytes | None]:
    """Values of the heads of one register as they were encoded."""
    rows = connection.exec_driver_sql(
        "SELECT operation.body FROM head JOIN operation ON operation.id = head.id"
        " WHERE head.record = ? AND head.field = ? AND head.sub = ?",
        (record, field, sub),
    )
    return [each[0] for each in rows]


def records_with_own_fields(connection: Connection) -> list[str]:
    """Records with a value in a field that a group added itself."""
    # Ids of such fields are an x and a record id; ours have two letters and digits.
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT record FROM head WHERE field LIKE 'x%' AND length(field) = 33"
    )
    return [each[0] for each in rows]


def count(connection: Connection) -> int:
    """Edits held, of all devices; exports are not counted."""
    query = select(func.count()).where(OPERATIONS.c.kind != "sent")
    return int(connection.execute(query).scalar_one())


def of_device(
    connection: Connection, device: str, *, after: int = 0, upto: int = _LAST
) -> Iterator[Operation]:
    """Operations of a device's main branch above a position, in order."""
    yield from _read(
        connection,
        select(OPERATIONS)
        .where(
            OPERATIONS.c.device == device,
            OPERATIONS.c.n.between(after + 1, upto),
            OPERATIONS.c.aside.is_(False),
        )
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


def of_top(connection: Connection, record: str) -> list[Operation]:
    """Every operation of a top record and its parts, oldest first."""
    return list(
        _read(
            connection,
            select(OPERATIONS)
            .where((OPERATIONS.c.top == record) | (OPERATIONS.c.record == record))
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
    rows = connection.exec_driver_sql("SELECT device FROM journal ORDER BY device")
    return list(rows.scalars())


def paths(connection: Connection, device: str) -> list[int]:
    """Numbers of a device's branches: 0, and one more for each fork."""
    return [0, *branches.numbers(connection, device)]


def is_forked(connection: Connection, device: str) -> bool:
    """More than one history of a device is held."""
    return bool(branches.numbers(connection, device))


def places(connection: Connection, device: str, identity: str) -> list[tuple[int, int]]:
    """Branches and positions at which an operation stands."""
    n = connection.exec_driver_sql(
        "SELECT n FROM operation WHERE id = ? AND aside = 0", (identity,)
    ).scalar()
    found = branches.places(connection, device, identity)
    if n is None:
        return found
    shared = [
        (each, n)
        for each in branches.numbers(connection, device)
        if n <= branches.split(connection, device, each)
    ]
    return [(0, n), *shared, *found]


def open_branch(connection: Connection, device: str, *, like: int, size: int) -> int:
    """Begin a branch that is as another one up to ``size``; returns its number."""
    shared = zip(range(size), leaves(connection, device, branch=like), strict=False)
    known = [leaf for _, leaf in shared]
    split = min(size, branches.split(connection, device, like)) if like else size
    return branches.open_(connection, device, known, split)


def heads_of(connection: Connection, record: str) -> dict[tuple[str, str], list[str]]:
    """Ids of the heads of each register (field, sub) of a record."""
    found: dict[tuple[str, str], list[str]] = {}
    for field, sub, head in connection.exec_driver_sql(_HEADS_OF, (record,)):
        found.setdefault((field, sub), []).append(head)
    return found


def deciding(connection: Connection, limit: int) -> list[Operation]:
    """Heads that replaced several values, or a delete, newest first.

    A decision that disagrees with another value by now is none.
    """
    replacing = OPERATIONS.c.pred.contains(" ") & (OPERATIONS.c.kind == "set")
    living = (OPERATIONS.c.field == LIFE) & (OPERATIONS.c.pred != "")
    query = (
        select(OPERATIONS)
        .join(HEADS, HEADS.c.id == OPERATIONS.c.id)
        .outerjoin(
            CONFLICTS,
            (CONFLICTS.c.record == HEADS.c.record)
            & (CONFLICTS.c.field == HEADS.c.field)
            & (CONFLICTS.c.sub == HEADS.c.sub),
        )
        .where(replacing | living, CONFLICTS.c.record.is_(None))
        .order_by(OPERATIONS.c.clock_us.desc(), OPERATIONS.c.id)
        .limit(limit)
    )
    return list(_read(connection, query))


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
