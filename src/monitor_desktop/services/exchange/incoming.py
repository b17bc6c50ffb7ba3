"""Judging a bundle and taking it in: two passes over the file, one transaction.

Pass one proves everything: seal, signature, addressee, heads, roots, every operation.
Pass two reads the same bytes again and stores them; of a small bundle without
attachments pass one kept what it proved, and the file is read no more. Nothing is
written before all of it is known to be right, and nothing plain touches the disk.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import BinaryIO, Final

from monitor_desktop.crypto import fingerprints, signatures
from monitor_desktop.crypto.merkle import follow, head_message
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.domain.contacts import Contact, Receives, Role
from monitor_desktop.domain.operations import Operation, OperationKind
from monitor_desktop.domain.strict_json import strict
from monitor_desktop.errors import BundleRefusedError, InputRefusedError
from monitor_desktop.services.exchange import placing, travelling
from monitor_desktop.services.exchange.stated import Stated
from monitor_desktop.services.membership import succession
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import away, exchange, journal, purging
from monitor_desktop.store.journal import Entry
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.base64_text import from_text, to_text
from monitor_desktop.sync.manifest import JournalPart, Manifest, Piece
from monitor_desktop.sync.operation_lines import from_line
from monitor_desktop.sync.reader import OpenBundle

Opener = Callable[[], BinaryIO]
"""Opens the sealed file at its beginning; called twice."""
Told = Callable[[], None]
_KEPT_BYTES: Final = 8 * 1024 * 1024
"""Operations of a bundle, inflated, that stay in memory between the passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What pass one found.

    Attributes:
        manifest: Signed by ``sender``.
        sender: A verified contact.
        digest: SHA-256 of the sealed file.
        directory: Devices the sender, a coordinator, vouches for, by id.
        already_known: The bundle was applied before; only its ack counts.
        keys: That it may be sealed for, newest first.
        held: The journals that it has parts of, as they were held before.
        entries: Its positions, where pass one kept them.
    """

    manifest: Manifest
    sender: Contact
    digest: bytes
    directory: dict[str, Contact] = field(default_factory=dict)
    already_known: bool = False
    keys: Sequence[ReceiveKey] = field(default=(), repr=False)
    held: placing.Held = field(repr=False)
    entries: Sequence[Entry] | None = field(default=None, repr=False)


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


def judge(
    workspace: Workspace,
    transaction: Transaction,
    opener: Opener,
    own_keys: Sequence[ReceiveKey],
    told: Told,
) -> Judged:
    """Pass one; it may be sealed for any of ``own_keys``, which are newest first.

    Raises:
        InputRefusedError: The code says why; details name the sender where it is
            known, and what is missing.
    """
    with opener() as source:
        bundle = OpenBundle(source, own_keys)
        sender = _proven_sender(transaction, bundle)
        try:
            return _judge(workspace, transaction, bundle, sender, own_keys, told)
        except InputRefusedError as error:
            # Whatever else is wrong with it, who made it is known.
            error.details.setdefault("sender", sender.id)
            raise


def _proven_sender(transaction: Transaction, bundle: OpenBundle) -> Contact:
    said = bundle.manifest.sender
    sender = exchange.contact(transaction, fingerprints.device_id(said))
    if sender is None or not is_trusted(sender):
        bundle.drain()
        raise BundleRefusedError("UNKNOWN_SENDER", sender=said.hex())
    bundle.verify(sender.signing)
    return sender


def _judge(  # one for each thing it is judged by
    workspace: Workspace,
    transaction: Transaction,
    bundle: OpenBundle,
    sender: Contact,
    own_keys: Sequence[ReceiveKey],
    told: Told,
) -> Judged:
    manifest = bundle.manifest
    _check_addressed(workspace, transaction, manifest)
    held = placing.Held(transaction)
    if exchange.applied_bundle(transaction, manifest.bundle, sender.id):
        return Judged(
            manifest=manifest,
            sender=sender,
            digest=bundle.drain(),
            already_known=True,
            held=held,
        )
    _check_gaps(held, bundle)
    keys = _Keys(workspace, transaction, sender)
    entries = _check_journals(transaction, bundle, held, keys, told)
    return Judged(
        manifest=manifest,
        sender=sender,
        digest=bundle.finish(),
        directory=keys.directory,
        keys=own_keys,
        held=held,
        entries=entries,
    )


def is_trusted(sender: Contact | None) -> bool:
    """Its words were compared, and it goes on for nobody whom the root revoked."""
    return sender is not None and sender.verified and not sender.is_false_heir


def _check_addressed(
    workspace: Workspace, transaction: Transaction, manifest: Manifest
) -> None:
    if not succession.addresses(workspace, transaction) & set(manifest.to):
        raise BundleRefusedError("NOT_ADDRESSED_TO_ME")
    own = workspace.store.setting(transaction, "group", "")
    if own and manifest.group and manifest.group != own:
        raise BundleRefusedError("OTHER_GROUP")


def _check_gaps(held: placing.Held, bundle: OpenBundle) -> None:
    missing = 0
    where: list[str] = []
    for part in bundle.manifest.journals:
        short = held.missing(part)
        if short:
            missing += short
            first = part.start - short + 1
            where.append(f"{part.device}:{first}-{part.start}")
    if missing:
        bundle.drain()
        raise BundleRefusedError("GAP", missing=missing, where=where)


class _Keys:
    """Public signing keys by device: contacts, ourselves, the sender's directory.

    A device's id is a digest of its key, so a directory cannot name a false one; the
    names in it count only from a coordinator.
    """

    def __init__(
        self, workspace: Workspace, transaction: Transaction, sender: Contact
    ) -> None:
        self._transaction = transaction
        self._sender = sender
        self._own = (workspace.device, workspace.signing.public)
        self.directory: dict[str, Contact] = {}

    def learn(self, lines: list[bytes]) -> None:
        """Read a directory section."""
        for line in lines:
            contact = _directory_line(line)
            if self._sender.role is Role.COORDINATOR and not self._sender.revoked:
                self.directory[contact.id] = contact

    def of(self, device: str) -> bytes:
        """The key of a device.

        Raises:
            BundleRefusedError: FORGED, when nobody vouches for it.
        """
        if device == self._own[0]:
            return self._own[1]
        known = exchange.contact(self._transaction, device)
        found = known or self.directory.get(device)
        if found is None:
            raise BundleRefusedError("FORGED", part="device")
        return found.signing


def _directory_line(line: bytes) -> Contact:
    match strict(line, part="directory"):
        case [str(signing), str(name), str(unit), str(role)] if role in tuple(Role):
            public = from_text(signing, part="directory")
            fingerprint = fingerprints.fingerprint(public)
            return Contact(
                id=fingerprints.device_id(fingerprint),
                name=name,
                unit=unit,
                role=Role(role),
                signing=public,
                receive=b"",
                fingerprint=fingerprint,
                verified=False,
                receives=Receives.OWN,
            )
    raise InputRefusedError("DAMAGED", part="directory")


def directory_line(contact: Contact) -> list[str]:
    """What a coordinator says of a device, as ``judge`` reads it."""
    signing = to_text(contact.signing)
    return [signing, contact.name, contact.unit, contact.role]


def _check_journals(
    transaction: Transaction,
    bundle: OpenBundle,
    held: placing.Held,
    keys: _Keys,
    told: Told,
) -> list[Entry] | None:
    """Every entry stands where it should under a head its device signed.

    Returns:
        The entries, where they are few and nothing else is in the bundle.
    """
    kept: list[Entry] | None = [] if _is_kept(bundle.manifest) else None
    waiting = entries_of(bundle, told, keys.learn)
    for part in bundle.manifest.journals:
        _check_journal(transaction, part, held, _noted(waiting, kept), keys)
    if next(waiting, None) is not None:
        raise InputRefusedError("DAMAGED", part="operations")
    return kept


def _is_kept(manifest: Manifest) -> bool:
    pieces = any(each.piece for each in manifest.sections)
    return not pieces and sum(each.raw for each in manifest.sections) <= _KEPT_BYTES


def _noted(entries: Iterator[Entry], kept: list[Entry] | None) -> Iterator[Entry]:
    if kept is None:
        return entries
    keep = kept.append

    def noting() -> Iterator[Entry]:
        for each in entries:
            keep(each)
            yield each

    return noting()


def _check_journal(
    transaction: Transaction,
    part: JournalPart,
    held: placing.Held,
    waiting: Iterator[Entry],
    keys: _Keys,
) -> None:
    through = held.through(part)
    if not through:
        raise BundleRefusedError("FORK", device=part.device, position=part.start)
    grown = held.at_start(part, through[0])
    stated = Stated(transaction, part, through[0])
    for n in range(part.start + 1, part.size + 1):
        entry = next(waiting, None)
        if entry is None or not _stands_at(entry, part.device, n):
            raise InputRefusedError("DAMAGED", part="operations")
        stated.follow(n, entry)
        grown.extend([journal.leaf_of(entry)])
    if grown.root() != part.root:
        raise BundleRefusedError("FORGED", part="root")
    size, root = follow(part.size, part.root, part.steps)
    said = head_message(part.device, size, root, part.last)
    public = keys.of(part.device)
    signatures.verify(public, said.message, part.signature, context=said.context)
    stated.end(size)


def _stands_at(entry: Entry, device: str, n: int) -> bool:
    return isinstance(entry, bytes) or (entry.device == device and entry.n == n)


def entries_of(
    bundle: OpenBundle,
    told: Told,
    learn: Callable[[list[bytes]], None] | None = None,
    keep: Callable[[Piece, bytes], None] | None = None,
) -> Iterator[Entry]:
    """Journal positions in the order of the payload.

    Directories go to ``learn``, stretches of attachments to ``keep``.
    """
    for section, lines in bundle.sections(keep):
        if section.type == "directory":
            if learn:
                learn(lines)
            continue
        for line in lines:
            told()
            yield from_line(line)


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


_CHUNK_ENTRIES = 2_000


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
