"""Right edges of journals as they were at earlier sizes: what roots are made of.

Only the present edge is stored; an earlier one is found by hashing the leaves before it
again. Whoever asks for several asks one ``Edges``, which walks a journal once however
many sizes a stranger names.
"""

from bisect import bisect_right
from typing import Final

from sqlalchemy import Connection

from monitor_desktop.crypto.merkle import Frontier
from monitor_desktop.store import branches, journal

_KEPT_EACH: Final = 4_096
"""So many positions lie between two edges that a walk remembers."""


class Edges:
    """The edges of one device's journal, on every branch of it.

    Args:
        connection: Within a transaction.
        device: Whose journal; ``grown`` has to be told when it grows.
    """

    def __init__(self, connection: Connection, device: str) -> None:
        self._connection = connection
        self._device = device
        self._known: dict[int, dict[int, bytes]] = {}
        self._splits: dict[int, int] = {}
        self.grown()

    def grown(self) -> None:
        """Look again how far each branch is held; earlier edges stay what they are."""
        found = {
            branch: journal.frontier(self._connection, self._device, branch)
            for branch in journal.paths(self._connection, self._device)
        }
        self.sizes = {branch: each.size for branch, each in found.items()}
        for branch, each in found.items():
            self._known.setdefault(branch, {})[each.size] = each.to_bytes()

    def root(self, size: int, branch: int = 0) -> bytes:
        """Root of a branch at a size held here."""
        return self.at(size, branch).root()

    def at(self, size: int, branch: int = 0) -> Frontier:
        """The right edge of a branch at a size held here; the caller's own to grow."""
        known = self._known[branch]
        if size in known:
            return Frontier.from_bytes(known[size])
        split = self.split(branch)
        if branch and size <= split:
            return self.at(size)
        grown = self._before(size, branch)
        found = journal.leaves(
            self._connection, self._device, branch=branch, after=grown.size
        )
        while grown.size < size:
            grown.extend([next(found)])
            if grown.size % _KEPT_EACH == 0:
                known[grown.size] = grown.to_bytes()
        known[size] = grown.to_bytes()
        return grown

    def split(self, branch: int) -> int:
        """How many positions a branch shares with the main one; 0 for that itself."""
        if branch and branch not in self._splits:
            found = branches.split(self._connection, self._device, branch)
            self._splits[branch] = found
        return self._splits.get(branch, 0)

    def _before(self, size: int, branch: int) -> Frontier:
        """The nearest edge known below a size."""
        known = sorted(self._known[branch])
        place = bisect_right(known, size)
        if place:
            return Frontier.from_bytes(self._known[branch][known[place - 1]])
        return self.at(self.split(branch)) if branch else Frontier()


def root_at(connection: Connection, device: str, size: int, branch: int = 0) -> bytes:
    """Root of a journal as it was at a size held here."""
    return frontier_at(connection, device, size, branch).root()


def frontier_at(
    connection: Connection, device: str, size: int, branch: int = 0
) -> Frontier:
    """The right edge of a journal as it was at a size held here."""
    now = journal.frontier(connection, device, branch)
    if now.size == size:
        return now  # the next bundle nearly always begins where the last one ended
    return Edges(connection, device).at(size, branch)
