"""Second histories of a device: the leaves above the position where they part.

An operation stands once in ``operation``, whatever number of branches it is on; here a
branch is the list of its leaves, so two branches may share operations below or above
their split and each still has its own root.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from sqlalchemy import Connection, func, select

from monitor_desktop.crypto.merkle import Frontier
from monitor_desktop.store import raw
from monitor_desktop.store.tables import BRANCHES

_ID_BYTES = 16


def numbers(connection: Connection, device: str) -> list[int]:
    """Numbers of a device's branches, without the main one."""
    rows = raw.every(
        connection,
        "SELECT number FROM branch WHERE device = ? ORDER BY number",
        (device,),
    )
    return [each[0] for each in rows]


def forked(connection: Connection) -> list[str]:
    """Devices with more than one history."""
    rows = raw.every(connection, "SELECT DISTINCT device FROM branch ORDER BY device")
    return [each[0] for each in rows]


def split(connection: Connection, device: str, number: int) -> int:
    """How many positions a branch shares with the main one."""
    rows = connection.exec_driver_sql(
        "SELECT split FROM branch WHERE device = ? AND number = ?", (device, number)
    )
    return int(rows.scalar_one())


def frontier(connection: Connection, device: str, number: int) -> Frontier:
    """The right edge of a branch."""
    rows = connection.exec_driver_sql(
        "SELECT frontier FROM branch WHERE device = ? AND number = ?", (device, number)
    )
    return Frontier.from_bytes(rows.scalar_one())


def open_(
    connection: Connection, device: str, leaves: Sequence[bytes], split: int
) -> int:
    """Begin a branch with the leaves known so far; returns its number."""
    query = select(func.max(BRANCHES.c.number)).where(BRANCHES.c.device == device)
    number = int(connection.execute(query).scalar() or 0) + 1
    shared = Frontier()
    shared.extend(leaves[:split])
    _put(connection, device, number, split, shared)
    extend(connection, device, number, shared, leaves[split:])
    return number


def extend(
    connection: Connection,
    device: str,
    number: int,
    grown: Frontier,
    leaves: Sequence[bytes],
) -> None:
    """Add the next leaves to a branch whose right edge is ``grown``."""
    if leaves:
        connection.exec_driver_sql(
            "INSERT INTO branch_leaf VALUES (?, ?, ?, ?, ?)",
            [
                (device, number, n, leaf, leaf[:_ID_BYTES].hex())
                for n, leaf in enumerate(leaves, start=grown.size + 1)
            ],
        )
    grown.extend(leaves)
    _put(connection, device, number, split(connection, device, number), grown)


def _put(
    connection: Connection, device: str, number: int, split_at: int, edge: Frontier
) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO branch VALUES (?, ?, ?, ?)",
        (device, number, split_at, edge.to_bytes()),
    )


def own_leaves(
    connection: Connection, device: str, number: int, after: int = 0
) -> Iterator[bytes]:
    """Leaves above the split and above ``after``, in order."""
    rows = connection.exec_driver_sql(
        "SELECT leaf FROM branch_leaf WHERE device = ? AND number = ? AND n > ?"
        " ORDER BY n",
        (device, number, after),
    )
    return (each[0] for each in rows)


def ids(connection: Connection, device: str, number: int, upto: int) -> Iterator[str]:
    """Ids of a branch above its split, up to a position; none of the main one."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM branch_leaf WHERE device = ? AND number = ? AND n <= ?",
        (device, number, upto),
    )
    return (each[0] for each in rows)


def places(connection: Connection, device: str, identity: str) -> list[tuple[int, int]]:
    """Branches that have an operation above their split, and where."""
    rows = connection.exec_driver_sql(
        "SELECT number, n FROM branch_leaf WHERE device = ? AND id = ?",
        (device, identity),
    )
    return [(row[0], row[1]) for row in rows]


def bare_positions(connection: Connection, device: str) -> set[int]:
    """Positions of any branch that are held without their values."""
    rows = connection.exec_driver_sql(
        "SELECT n FROM branch_leaf WHERE device = ?"
        " AND id NOT IN (SELECT id FROM operation WHERE device = ?)",
        (device, device),
    )
    return {each[0] for each in rows}


def parting(connection: Connection, device: str, one: int, other: int) -> int:
    """How many leaves behind their common split two branches share."""
    pairs = zip(
        own_leaves(connection, device, one),
        own_leaves(connection, device, other),
        strict=False,
    )
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
