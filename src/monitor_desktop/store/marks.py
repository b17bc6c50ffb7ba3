"""Frontiers of a journal as it was, so that nobody adds it up from its first leaf.

Every export asks for the root at what the other side holds. Only main branches have
marks: their leaves are never taken back. Those of a fork are few.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from monitor_desktop.crypto.merkle import Frontier
from monitor_desktop.errors import InputRefusedError

EVERY: Final = 1_024
"""Positions from one mark to the next; so many leaves are added up at most."""


def below(connection: Connection, device: str, size: int) -> Frontier:
    """The last frontier kept that is not above a size; an empty one where none is."""
    kept = connection.exec_driver_sql(
        "SELECT frontier FROM journal_mark WHERE device = ? AND size <= ?"
        " ORDER BY size DESC LIMIT 1",
        (device, size),
    ).scalar()
    return Frontier.from_bytes(kept) if kept else Frontier()


def grow(
    connection: Connection,
    device: str,
    grown: Frontier,
    found: Iterator[bytes],
    size: int,
) -> None:
    """Append leaves up to a size, keeping the frontiers met on the way.

    Raises:
        InputRefusedError: PROFILE_DAMAGED, when there are fewer.
    """
    while grown.size < size:
        append(grown, found, min(size, next_size(grown.size)))
        _keep(connection, device, grown)


def append(grown: Frontier, found: Iterator[bytes], size: int) -> None:
    """Append leaves up to a size.

    Raises:
        InputRefusedError: PROFILE_DAMAGED, when there are fewer.
    """
    grown.extend(islice(found, size - grown.size))
    if grown.size < size:
        raise InputRefusedError("PROFILE_DAMAGED", reason="journal")


def next_size(size: int) -> int:
    """Where the mark after this size stands."""
    return (size // EVERY + 1) * EVERY


def _keep(connection: Connection, device: str, grown: Frontier) -> None:
    """Keep a frontier that stands where a mark belongs; others are passed over."""
    if grown.size and grown.size % EVERY == 0:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO journal_mark (device, size, frontier)"
            " VALUES (?, ?, ?)",
            (device, grown.size, bytearray(grown.to_bytes())),
        )


def kept(connection: Connection, device: str) -> dict[int, bytes]:
    """Every frontier kept of a device, by its size."""
    rows = connection.exec_driver_sql(
        "SELECT size, frontier FROM journal_mark WHERE device = ?", (device,)
    )
    return {each[0]: each[1] for each in rows}
