"""Where a part of a journal belongs: on a history that is held, or on a new one.

One device, one history, unless its profile was copied or its key stolen. Positions are
compared leaf by leaf; where a part differs from everything held, it begins a branch,
and nothing of either is lost.
"""

from typing import TYPE_CHECKING

from monitor_desktop.store import journal
from monitor_desktop.store.journal import Entry, root_at
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.manifest import JournalPart

if TYPE_CHECKING:
    from collections.abc import Iterator


def missing(transaction: Transaction, part: JournalPart) -> int:
    """Positions that lie between what is held and the beginning of a part."""
    return max(part.start - max(_sizes(transaction, part.device).values()), 0)


def paths_through(transaction: Transaction, part: JournalPart) -> list[int]:
    """Branches that are at the start of a part as the part says; none is a fork."""
    return [
        branch
        for branch, size in _sizes(transaction, part.device).items()
        if size >= part.start
        and root_at(transaction, part.device, part.start, branch) == part.start_root
    ]


def _sizes(transaction: Transaction, device: str) -> dict[int, int]:
    return {
        branch: journal.frontier(transaction, device, branch).size
        for branch in journal.paths(transaction, device)
    }


class Place:
    """Follows a part along the branches that are held, position by position.

    Attributes:
        part: The part.
        branch: The branch that it is on, once a position is not known.
        held: Size of that branch before.
        parted: The part began a branch of its own.
    """

    def __init__(self, transaction: Transaction, part: JournalPart) -> None:
        self.part = part
        self.parted = False
        self._transaction = transaction
        self._sizes = _sizes(transaction, part.device)
        self._alike: dict[int, Iterator[Entry]] = {
            branch: journal.entries(
                transaction, part.device, after=part.start, branch=branch
            )
            for branch in paths_through(transaction, part)
        }
        self.branch = min(self._alike)
        self.held = self._sizes[self.branch]
        self._fresh = False

    def is_known(self, n: int, entry: Entry) -> bool:
        """Whether the next position is held; ``branch`` is right once it is not."""
        if self._fresh:
            return False
        leaf = journal.leaf_of(entry)
        ended = [each for each in self._alike if self._sizes[each] < n]
        still = {
            branch: found
            for branch, found in self._alike.items()
            if branch not in ended and journal.leaf_of(next(found)) == leaf
        }
        if still:
            self._stay_on(min(still))
            self._alike = still
            return True
        if ended:
            self._stay_on(ended[0])
        else:
            self._part_from(min(self._alike), n - 1)
        self._fresh = True
        self._alike = {}
        return False

    def _stay_on(self, branch: int) -> None:
        self.branch, self.held = branch, self._sizes[branch]

    def _part_from(self, like: int, size: int) -> None:
        device = self.part.device
        self.branch = journal.open_branch(
            self._transaction, device, like=like, size=size
        )
        self.held, self.parted = size, True
