"""Judging a bundle: the first of two passes over its file, in one transaction.

This pass proves everything: seal, signature, addressee, heads, roots, every operation.
The second (``taking``) reads the same bytes again and stores them; of a small bundle
without attachments this one kept what it proved, and the file is read no more. Nothing
is written before all of it is known to be right, and nothing plain touches the disk.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from monitor_desktop.crypto import fingerprints, signatures
from monitor_desktop.crypto.merkle import follow, head_message
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import BundleRefusedError, InputRefusedError
from monitor_desktop.services.exchange import placing
from monitor_desktop.services.exchange.directories import VouchedKeys
from monitor_desktop.services.exchange.stated import Stated
from monitor_desktop.services.membership import succession
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange, journal
from monitor_desktop.store.journal import Entry
from monitor_desktop.store.store import Transaction
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


def _judge(
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
    keys = VouchedKeys(workspace, transaction, sender)
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


def _check_journals(
    transaction: Transaction,
    bundle: OpenBundle,
    held: placing.Held,
    keys: VouchedKeys,
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
    keys: VouchedKeys,
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
