"""What is held of the journals, as key-state and contacts ask about it."""

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from monitor_desktop.domain.key_state import KeyState
from monitor_desktop.domain.trust_statements import Head, Statement
from monitor_desktop.store import branches, journal
from monitor_desktop.store.edges import Edges
from monitor_desktop.store.store import Transaction


class HeldJournals:
    """Histories and their roots, each looked up once for one evaluation.

    Args:
        transaction: In which no journal grows meanwhile.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._edges = cache(lambda device: Edges(transaction, device))
        self._root = cache(self._root_at)
        self._parts = cache(self._partings)
        self._places = cache(lambda each: journal.places(transaction, *each))

    def paths(self, device: str) -> list[int]:
        """Numbers of a device's histories; the main one is 0."""
        return list(self._edges(device).sizes)

    def size(self, device: str, branch: int) -> int:
        """Positions held of a branch."""
        return self._edges(device).sizes[branch]

    def split(self, device: str, branch: int) -> int:
        """How many positions a branch shares with the main one."""
        return self._edges(device).split(branch)

    def root(self, device: str, size: int, branch: int) -> str:
        """Root of a branch at a size held here, hexadecimal."""
        return self._root(device, size, branch)

    def _root_at(self, device: str, size: int, branch: int) -> str:
        return self._edges(device).root(size, branch).hex()

    def passes(self, device: str, branch: int, head: Head) -> bool:
        """A branch is known to go through a head."""
        held = self.size(device, branch)
        return held >= head.size and self._root(device, head.size, branch) == head.root

    def through(
        self, device: str, branch: int, heads: Mapping[str, Collection[Head]]
    ) -> list[Head]:
        """Which of the heads that somebody named a history goes through."""
        return [e for e in heads.get(device, ()) if self.passes(device, branch, e)]

    def first(self, device: str, branch: int, left: Collection[int] = ()) -> Head:
        """The first position that is on this history alone, and the root there.

        Args:
            device: Whose history.
            branch: Which.
            left: Others that it may share with; they were refused.
        """
        shared = [
            self.common(device, branch, each)
            for each in self.paths(device)
            if each != branch and each not in left
        ]
        size = max(shared, default=0) + 1
        return Head(size, self.root(device, size, branch))

    def trusted(self, device: str, found: KeyState) -> list[int]:
        """Histories whose word counts; all of them, where all were refused.

        Those that somebody stands for alone, where there are such.
        """
        paths = self.paths(device)
        left = [e for e in paths if not self.through(device, e, found.refused)]
        adopted = [e for e in left if self.through(device, e, found.adopted)]
        return adopted or left or paths

    def ends(
        self, device: str, paths: Sequence[int], most: int = sys.maxsize
    ) -> list[Head]:
        """The heads that some histories have now, or had at a size, each once."""
        sizes = {each: min(self.size(device, each), most) for each in paths}
        found = (Head(n, self.root(device, n, each)) for each, n in sizes.items())
        return list(dict.fromkeys(found))

    def stood_for(self, device: str, found: KeyState) -> list[int]:
        """Those of the trusted histories that somebody adopted."""
        trusted = self.trusted(device, found)
        return [e for e in trusted if self.through(device, e, found.adopted)]

    def is_settled(self, device: str, found: KeyState) -> bool:
        """Of each history somebody decided; or all were refused but one."""
        if device in found.cuts:
            return True
        refused = {
            each
            for each in self.paths(device)
            if self.through(device, each, found.refused)
        }
        left = set(self.paths(device)) - refused
        adopted = {each for each in left if self.is_adopted(device, each, found)}
        return len(left) == 1 or left == adopted

    def is_adopted(self, device: str, branch: int, found: KeyState) -> bool:
        """Somebody stands for a history, and not only for what it shares."""
        least = self.first(device, branch).size
        heads = self.through(device, branch, found.adopted)
        return any(each.size >= least for each in heads)

    def may_lead(self, device: str, branch: int, head: Head) -> bool:
        """A branch goes through a head, or may still; one at most goes through."""
        if self.size(device, branch) >= head.size:
            return self.passes(device, branch, head)
        return not any(self.passes(device, each, head) for each in self.paths(device))

    def shared(
        self, device: str, several: Sequence[Sequence[tuple[int, str]]]
    ) -> list[Head]:
        """How much several installations all hold of each history, by what each said.

        Who holds one history holds of another what the two share.

        Args:
            device: Whose journal.
            several: Of each installation size and root of every history it holds.
        """
        found = []
        for branch in self.paths(device):
            size = min(
                max((self._reach(device, branch, Head(*e)) for e in heads), default=0)
                for heads in several
            )
            if size:
                found.append(Head(size, self._root(device, size, branch)))
        return list(dict.fromkeys(found))

    def places(self, device: str, identity: str) -> list[tuple[int, int]]:
        """Branches and positions at which an operation stands."""
        return self._places((device, identity))

    def reached(
        self, device: str, branch: int, heads: Iterable[tuple[int, str]]
    ) -> int:
        """How much of a branch somebody holds who said that they hold these heads."""
        found = (self._reached(device, branch, Head(*each)) for each in heads)
        return max(found, default=0)

    def _reached(self, device: str, branch: int, head: Head) -> int:
        paths = self.paths(device)
        if head.size <= max(self.size(device, each) for each in paths):
            return self._reach(device, branch, head)
        # More than is held here; of which history nobody can tell.
        others = (self.common(device, branch, each) for each in paths if each != branch)
        return min(others, default=self.size(device, branch))

    def _reach(self, device: str, branch: int, head: Head) -> int:
        """How much of a branch somebody holds who holds a head."""
        if self.passes(device, branch, head):
            return head.size
        return max(
            (
                min(head.size, self.common(device, branch, other))
                for other in self.paths(device)
                if other != branch and self.passes(device, other, head)
            ),
            default=0,
        )

    def limit(self, device: str, branch: int, found: KeyState) -> int:
        """Up to which position a branch counts."""
        limit = self.size(device, branch)
        if device in found.cuts:
            ends = found.limits(device)
            led = [e.size for e in ends if self.may_lead(device, branch, e)]
            limit = min(limit, max(led, default=0))
        for refused in found.refused.get(device, ()):
            if self.passes(device, branch, refused):
                limit = min(limit, refused.size - 1)
        return limit

    def stands_under(self, statement: Statement, head: Head) -> bool:
        """See ``domain.trust_statements.Journals``."""
        return any(
            n <= head.size and self.may_lead(statement.author, branch, head)
            for branch, n in self._places((statement.author, statement.id))
        )

    def stands_after(self, statement: Statement, head: Head) -> bool:
        """See ``domain.trust_statements.Journals``."""
        return any(
            n > head.size and self.passes(statement.author, branch, head)
            for branch, n in self._places((statement.author, statement.id))
        )

    def waits(
        self,
        statement: Statement,
        adopted: Collection[Head],
        refused: Collection[Head],
    ) -> bool:
        """See ``domain.trust_statements.Journals``."""
        device = statement.author
        if len(self.paths(device)) == 1:
            return False
        return all(
            self._is_refused(device, branch, n, refused)
            or self._waits(device, branch, n, adopted, refused)
            for branch, n in self._places((device, statement.id))
        )

    def _is_refused(
        self, device: str, branch: int, n: int, refused: Collection[Head]
    ) -> bool:
        """A position of a branch stands at or behind a head of a refused one."""
        return any(n >= e.size and self.passes(device, branch, e) for e in refused)

    def _waits(
        self,
        device: str,
        branch: int,
        n: int,
        adopted: Collection[Head],
        refused: Collection[Head],
    ) -> bool:
        """Another history leaves before a position, and none of them was chosen."""
        before = [
            size
            for size, other in self._parts(device, branch)
            if size < n and not self._is_refused(device, other, size + 1, refused)
        ]
        return bool(before) and not any(
            head.size > max(before) and self.passes(device, branch, head)
            for head in adopted
        )

    def may_join(self, device: str, first: Head, last: Head) -> bool:
        """See ``domain.trust_statements.Journals``."""
        return first.size <= last.size and any(
            self.may_lead(device, branch, first) and self.may_lead(device, branch, last)
            for branch in self.paths(device)
        )

    def _partings(self, device: str, branch: int) -> tuple[tuple[int, int], ...]:
        """Sizes at which other histories leave a branch, and which do."""
        others = (each for each in self.paths(device) if each != branch)
        return tuple((self.common(device, branch, each), each) for each in others)

    def common(self, device: str, one: int, other: int) -> int:
        """How many positions two histories of a device share."""
        splits = [self.split(device, each) for each in (one, other) if each]
        if len(splits) == 1 or splits[0] != splits[1]:
            return min(splits)
        found = branches.parting(self._transaction, device, one, other)
        return splits[0] + found
