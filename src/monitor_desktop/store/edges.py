"""Right edges of journals as they were at earlier sizes: what roots are made of.

The present edge is stored, and earlier ones at the marks of a main branch; from the
nearest of them the leaves are hashed again. Whoever asks for several asks one
``Edges``, which walks a journal once however many sizes a stranger names.
"""

from bisect import bisect_right

from sqlalchemy import Connection

from monitor_desktop.crypto.merkle import Frontier
from monitor_desktop.store import branches, journal, marks


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
        if branch:
            # Remembered on the way too: a stranger may name the largest size first.
            while grown.size < size:
                upto = min(size, marks.next_size(grown.size))
                marks.append(grown, found, upto)
                known[upto] = grown.to_bytes()
        else:
            marks.grow(self._connection, self._device, grown, found, size)
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
        nearest = known[place - 1] if place else 0
        if not branch:
            marked = marks.below(self._connection, self._device, size)
            if marked.size > nearest:
                return marked
        if nearest:
            return Frontier.from_bytes(self._known[branch][nearest])
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
