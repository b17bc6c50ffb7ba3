"""Pass two over a bundle: what pass one proved is read again and stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from monitor_desktop.domain.operations import Operation, OperationKind
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.services.exchange import placing, travelling
from monitor_desktop.services.exchange.judging import Judged, Opener, Told, entries_of
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import away, exchange, journal, purging
from monitor_desktop.store.journal import Entry
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.manifest import JournalPart
from monitor_desktop.sync.reader import OpenBundle

_CHUNK_ENTRIES: Final = 2_000
"""Positions that are stored in one go."""


@dataclass(slots=True)
class Taken:
    """What pass two stored.

    Attributes:
        operations: Edits that were not held before.
        records: Records they touch.
        devices: Whose journals were in the bundle.
        forked: Of them those that turned out to have one more history.
    """

    operations: list[Operation] = field(default_factory=list)
    records: set[str] = field(default_factory=set)
    files: int = 0
    devices: set[str] = field(default_factory=set)
    forked: set[str] = field(default_factory=set)


def take(
    workspace: Workspace,
    transaction: Transaction,
    opener: Opener,
    judged: Judged,
    told: Told,
) -> Taken:
    """Pass two: store what pass one proved.

    Raises:
        InputRefusedError: DAMAGED, when the file is not what pass one read.
    """
    taken = Taken()
    after = journal.last_arrival(transaction)
    for contact in judged.directory.values():
        if exchange.contact(transaction, contact.id) is None:
            exchange.put_contact(transaction, contact)
    arriving = travelling.Arriving(workspace, transaction)

    def store(waiting: Iterator[Entry]) -> None:
        taking = _Taking(workspace, transaction, judged.held, waiting, taken)
        for part in judged.manifest.journals:
            taking.take(part)
        # Whose files they are is known once the records are shown; then they follow.
        arrived = journal.Arrived(after, taken.operations)
        workspace.store.show(transaction, taken.records, arrived)
        for _ in waiting:
            break

    if judged.entries is not None:
        store(_told(judged.entries, told))
        return taken
    with opener() as source:
        bundle = OpenBundle(source, judged.keys)
        store(entries_of(bundle, told, keep=arriving.keep))
        if bundle.finish() != judged.digest:
            raise InputRefusedError("DAMAGED", part="changed")
        taken.files = arriving.finish()
    return taken


def _told(entries: Iterable[Entry], told: Told) -> Iterator[Entry]:
    for each in entries:
        told()
        yield each


class _Taking:
    """Stores the parts of one bundle, one after another."""

    def __init__(
        self,
        workspace: Workspace,
        transaction: Transaction,
        held: placing.Held,
        waiting: Iterator[Entry],
        taken: Taken,
    ) -> None:
        self._workspace = workspace
        self._transaction = transaction
        self._held = held
        self._waiting = waiting
        self._taken = taken
        self._bare = cache(self._bare_positions)

    def take(self, part: JournalPart) -> None:
        """Store what a part has that was not held, on the history it belongs to."""
        taken, transaction = self._taken, self._transaction
        place = placing.Place(self._workspace, transaction, self._held, part)
        filled: list[Operation] = []
        fresh: list[Entry] = []
        for n in range(part.start + 1, part.size + 1):
            entry = next(self._waiting, None)
            if entry is None:
                # Somebody put another file in its place since it was judged.
                raise InputRefusedError("DAMAGED", part="changed")
            if not place.is_known(n, journal.leaf_of(entry)):
                fresh.append(entry)
            elif isinstance(entry, Operation) and n in self._bare(part.device):
                filled.append(entry)
            if len(fresh) == _CHUNK_ENTRIES:
                self._extend(place, fresh)
                fresh = []
        self._extend(place, fresh)
        if filled:
            taken.records |= self._workspace.store.fill(transaction, filled)
            self._bare.cache_clear()
        taken.operations.extend(_edits(filled))
        taken.devices.add(part.device)
        if place.parted:
            taken.forked.add(part.device)
        _note_head(transaction, part, place)
        self._held.edges(part.device).grown()

    def _bare_positions(self, device: str) -> frozenset[int]:
        """Positions whose values would be taken, had they only come."""
        bare = set(journal.withheld_positions(self._transaction, device))
        bare.update(purging.bare(self._transaction, device, ()))
        return frozenset(bare - away.positions(self._transaction, device))

    def _extend(self, place: placing.Place, fresh: list[Entry]) -> None:
        if not fresh:
            return
        found = self._workspace.store.receive(
            self._transaction, place.part.device, fresh, place.branch
        )
        self._taken.records |= found
        self._taken.operations.extend(_edits(fresh))


def _note_head(
    transaction: Transaction, part: JournalPart, place: placing.Place
) -> None:
    """Keep the head that covers what is held now, rather without steps to it."""
    branch, held = place.branch, place.held
    known = exchange.signed_head(transaction, part.device, branch)
    nearer = known is None or (known.steps and not part.steps)
    if part.size > held or (part.size == held and nearer):
        size, root = part.size, part.root
        if part.steps:
            size, root, _ = part.steps[-1]
        head = exchange.SignedHead(size, root, part.signature, part.steps, part.last)
        exchange.put_signed_head(transaction, part.device, head, branch)


def _edits(entries: Sequence[Entry]) -> Iterator[Operation]:
    return (
        each
        for each in entries
        if isinstance(each, Operation) and each.kind != OperationKind.SENT
    )
