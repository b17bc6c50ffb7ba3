"""Where a part of a journal belongs: on a history that is held, or on a new one.

One device, one history, unless its profile was copied or its key stolen. Positions are
compared leaf by leaf; where a part differs from everything held, it begins a branch,
and nothing of either is lost. Whoever has a device's key may name as many parts and
begin as many branches as it likes: a journal is walked once however many there are, and
beyond so many histories that nobody refused what begins one more waits.
"""

from collections.abc import Collection, Iterator
from typing import Final

from monitor_desktop.crypto.merkle import Frontier
from monitor_desktop.errors import BundleRefusedError
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.membership import trust
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import branches, journal
from monitor_desktop.store.edges import Edges
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.manifest import JournalPart

MOST_HISTORIES: Final = 32
"""Of one device; a laptop that is copied by mistake has two or three."""


class Held:
    """What is held of the journals that a bundle has parts of.

    Args:
        transaction: That the bundle is taken in within.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._edges: dict[str, Edges] = {}

    def edges(self, device: str) -> Edges:
        """The edges of a journal; the same for all parts of it."""
        if device not in self._edges:
            self._edges[device] = Edges(self._transaction, device)
        return self._edges[device]

    def missing(self, part: JournalPart) -> int:
        """Positions between what is held and the beginning of a part."""
        return max(part.start - max(self.edges(part.device).sizes.values()), 0)

    def through(self, part: JournalPart) -> list[int]:
        """Branches that are at the start of a part as it says; none is a fork."""
        edges = self.edges(part.device)
        return [
            branch
            for branch, size in edges.sizes.items()
            if size >= part.start and edges.root(part.start, branch) == part.start_root
        ]

    def at_start(self, part: JournalPart, branch: int) -> Frontier:
        """The right edge of a branch at the start of a part, to be grown along it."""
        return self.edges(part.device).at(part.start, branch)


class Place:
    """Follows a part along the branches that are held, position by position.

    Attributes:
        part: The part.
        branch: The branch that it is on, once a position is not known.
        held: Size of that branch before.
        parted: The part began a branch of its own.
    """

    def __init__(
        self,
        workspace: Workspace,
        transaction: Transaction,
        held: Held,
        part: JournalPart,
    ) -> None:
        self.part = part
        self.parted = False
        self._workspace = workspace
        self._transaction = transaction
        edges = held.edges(part.device)
        self._sizes = edges.sizes
        self._alike = held.through(part)
        self._splits = {each: edges.split(each) for each in self._alike}
        self._main = journal.leaves(transaction, part.device, after=part.start)
        self._own: dict[int, Iterator[bytes]] = {}
        self.branch = min(self._alike)
        self.held = self._sizes[self.branch]
        self._fresh = False

    def is_known(self, n: int, leaf: bytes) -> bool:
        """Whether the next position is held; ``branch`` is right once it is not."""
        if self._fresh:
            return False
        ended = [each for each in self._alike if self._sizes[each] < n]
        found = self._leaves_at(n, [each for each in self._alike if each not in ended])
        still = [each for each, held in found.items() if held == leaf]
        if still:
            self._stay_on(min(still))
            self._alike = still
            return True
        if ended:
            self._stay_on(ended[0])
        else:
            self._part_from(min(self._alike), n - 1)
        self._fresh = True
        return False

    def _leaves_at(self, n: int, alike: Collection[int]) -> dict[int, bytes]:
        """What these branches have at a position; asked for each, one after another."""
        shared = [each for each in alike if not each or n <= self._splits[each]]
        main = next(self._main) if shared else b""
        return {
            each: main if each in shared else next(self._own_leaves(each))
            for each in alike
        }

    def _own_leaves(self, branch: int) -> Iterator[bytes]:
        if branch not in self._own:
            self._own[branch] = branches.own_leaves(
                self._transaction, self.part.device, branch, self.part.start
            )
        return self._own[branch]

    def _stay_on(self, branch: int) -> None:
        self.branch, self.held = branch, self._sizes[branch]

    def _part_from(self, like: int, size: int) -> None:
        device = self.part.device
        self._require_room()
        self.branch = journal.open_branch(
            self._transaction, device, like=like, size=size
        )
        self.held, self.parted = size, True

    def _require_room(self) -> None:
        """One more history, if not too many wait for somebody to decide.

        Raises:
            BundleRefusedError: TOO_MANY_HISTORIES.
        """
        device = self.part.device
        if len(self._sizes) < MOST_HISTORIES:
            return
        refused = trust.state(self._workspace, self._transaction).refused
        held = HeldJournals(self._transaction)
        open_ = [
            branch
            for branch in self._sizes
            if not any(
                held.passes(device, branch, each) for each in refused.get(device, ())
            )
        ]
        if len(open_) >= MOST_HISTORIES:
            raise BundleRefusedError("TOO_MANY_HISTORIES", sender=device)
