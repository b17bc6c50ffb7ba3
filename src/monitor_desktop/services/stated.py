"""No group operation and no purge may be left out unseen.

They go to everybody, so a relay that withholds one as a bare leaf, or without its
value, breaks the rule; it shows because each names the position of the one before it in
its journal, and the device's head says which is the last.
"""

from monitor_desktop.domain.operations import CHAINED
from monitor_desktop.errors import BundleRefusedError
from monitor_desktop.store import chains
from monitor_desktop.store.journal import Entry
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.manifest import JournalPart


class Stated:
    """Follows a part of a journal from one such operation to the next.

    Args:
        transaction: Of the store that holds what is before the part.
        part: The part.
        branch: A history held here that is at its start as it says.
    """

    def __init__(
        self, transaction: Transaction, part: JournalPart, branch: int
    ) -> None:
        self._part = part
        self._last = chains.last(
            transaction, part.device, upto=part.start, branch=branch
        )

    def follow(self, n: int, entry: Entry) -> None:
        """Accept the next position.

        Raises:
            BundleRefusedError: FORGED, when one is without its value, or another one
                than was met comes before it.
        """
        if isinstance(entry, bytes) or entry.kind not in CHAINED:
            return
        if not entry.has_body or entry.previous not in (None, self._last):
            raise BundleRefusedError("FORGED", part="stated")
        self._last = n

    def end(self, size: int) -> None:
        """Accept what the head says is the last.

        Args:
            size: Of the head.

        Raises:
            BundleRefusedError: FORGED, when another one is, or none of that position.
        """
        said = self._part.last
        if said is None:
            return  # made before heads said so
        if said > size or (said <= self._part.size and said != self._last):
            raise BundleRefusedError("FORGED", part="stated")
