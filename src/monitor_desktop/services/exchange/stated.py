"""No group operation and no purge may be left out unseen.

They go to everybody, so a relay that withholds one as a bare leaf, or without its
value, breaks the rule; it shows because each names the position of the one before it in
its journal, and the device's head says which is the last.
"""

from typing import Final

from monitor_desktop.domain.operations import CHAINED, Operation, OperationKind
from monitor_desktop.errors import BundleRefusedError, InputRefusedError
from monitor_desktop.store import chains
from monitor_desktop.store.journal import Entry
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync import statements
from monitor_desktop.sync.manifest import JournalPart

MOST_STATEMENTS: Final = 2_000
"""Of one device about devices. All are judged again whenever one more arrives, and each
may hold signatures; a coordinator of forty laptops makes some dozens in a year."""


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
        self._transaction = transaction
        self._count: int | None = None
        self._last = chains.last(
            transaction, part.device, upto=part.start, branch=branch
        )

    def follow(self, n: int, entry: Entry) -> None:
        """Accept the next position.

        Raises:
            BundleRefusedError: FORGED, when one is without its value, or another one
                than was met comes before it.
            InputRefusedError: TOO_LARGE, when there are too many about devices.
        """
        if isinstance(entry, bytes) or entry.kind not in CHAINED:
            return
        if not entry.has_body or entry.previous not in (None, self._last):
            raise BundleRefusedError("FORGED", part="stated")
        self._last = n
        if entry.kind == OperationKind.GROUP and entry.field in statements.FIELDS:
            self._count_one(entry)

    def _count_one(self, entry: Operation) -> None:
        if self._count is None:
            self._count = chains.count(
                self._transaction,
                entry.device,
                statements.FIELDS,
                upto=self._part.start,
            )
        self._count += 1
        if self._count > MOST_STATEMENTS:
            raise InputRefusedError("TOO_LARGE", part="statements")

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
