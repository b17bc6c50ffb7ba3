"""Making bundles for some contacts: one file, or several under a size."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.domain.operations import Edit, OperationKind, encode
from monitor_desktop.domain.receipts import Position
from monitor_desktop.errors import NotAllowedError, UsageError
from monitor_desktop.services import files
from monitor_desktop.services.exchange import directories, noting, outgoing, travelling
from monitor_desktop.services.exchange.known_contacts import known_contact
from monitor_desktop.services.exchange.room import Room
from monitor_desktop.services.membership import group, receiving, voices
from monitor_desktop.services.progress import Counting, Progress, silent
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import deliveries, exchange
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync import frames as framing
from monitor_desktop.sync.manifest import MOST_PARTS, JournalPart, Manifest
from monitor_desktop.sync.operation_lines import to_line
from monitor_desktop.sync.writer import write_bundle

SCHEMA: Final = 1
"""Version of the record declarations that are sent."""
MAIL_CAPS_BYTES: Final = (6 * 1024 * 1024, 17 * 1024 * 1024)
"""What goes through most mail servers: 10 and 25 MB once base64 adds 37 %."""
_ROOM: Final = 0.95
"""Of a cap, how much a first guess fills: no two stretches compress alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A bundle that was made, or would be.

    Attributes:
        bundle: Its id; empty in a preview.
        operations: Edits in it.
        size_bytes: Of the sealed file; 0 in a preview.
        attachment_bytes: Of attachments in it.
        left_out: For each reason how many records stay wholly or partly behind.
        behind: Ids of those records.
        path: Where it was written; None in a preview.
    """

    bundle: str
    operations: int
    size_bytes: int
    left_out: Mapping[str, int]
    attachment_bytes: int = 0
    behind: Mapping[str, frozenset[str]] = field(default_factory=dict)
    path: Path | None = None


def export(
    workspace: Workspace,
    to: Sequence[str],
    target: Path,
    *,
    everything: bool = False,
    progress: Progress = silent,
) -> Exported:
    """Make a bundle for some contacts and write it to a file.

    Args:
        workspace: The open profile.
        to: Ids of verified contacts.
        target: The sealed file; replaced only by a whole one.
        everything: Send all that may go, whatever they acknowledged.
        progress: Told positions done and in all.

    Raises:
        UsageError: NO_SUCH_CONTACT.
        NotAllowedError: CONTACT_UNVERIFIED or REVOKED.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; no operation is written.
    """
    with workspace.transaction() as transaction:
        job = _begin(workspace, transaction, to, everything, progress)
        first = list(islice(travelling.pieces(job.files), travelling.MOST_PIECES))
        made = job.made(job.parts, job.bundle, first)
        _note(job, made)
        # The file stands before the transaction ends: a full disk leaves no trace of
        # an export that never was, and one made twice is only an overlap.
        return _write(made, target)


def export_under_cap(
    workspace: Workspace,
    to: Sequence[str],
    name: Callable[[int], Path],
    *,
    cap_bytes: int,
    everything: bool = False,
    progress: Progress = silent,
) -> list[Exported]:
    """Make as many bundles as it takes for none to be larger than a cap.

    Each is whole in itself; one that is read before those ahead of it waits for them.

    Args:
        workspace: The open profile.
        to: Ids of verified contacts.
        name: Path of the first, second and so on, counted from 1.
        cap_bytes: Largest size of a file.
        everything: Send all that may go, whatever they acknowledged.
        progress: Told positions done and in all.

    Raises:
        UsageError: NO_SUCH_CONTACT; CAP_TOO_SMALL with the least that will do.
        NotAllowedError: CONTACT_UNVERIFIED or REVOKED.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; no file is left behind.
    """
    written: list[Exported] = []
    try:
        with workspace.transaction() as transaction:
            job = _begin(workspace, transaction, to, everything, progress)
            for made in job.under(cap_bytes):
                _note(job, made)
                written.append(_write(made, name(len(written) + 1)))
    except BaseException:
        for each in written:
            if each.path is not None:
                each.path.unlink(missing_ok=True)
        raise
    return written


def preview(workspace: Workspace, to: Sequence[str]) -> Exported:
    """What a bundle for these contacts would hold and leave out."""
    with workspace.transaction() as transaction:
        contacts = [_addressee(transaction, each) for each in dict.fromkeys(to)]
        if not contacts:
            return Exported(bundle="", operations=0, size_bytes=0, left_out={})
        tally = outgoing.Tally()
        rule = outgoing.disclosing(workspace, transaction, contacts)
        for part in outgoing.parts(workspace, transaction, rule, everything=False):
            for _ in outgoing.positions(transaction, part, rule, tally, _unwatched):
                pass
        return Exported(
            bundle="",
            operations=tally.operations,
            size_bytes=0,
            left_out=tally.reasons(),
            behind={key: frozenset(tops) for key, tops in tally.left_out.items()},
        )


def _unwatched() -> None:
    pass


def _addressee(transaction: Transaction, contact_id: str) -> Contact:
    contact = known_contact(transaction, contact_id)
    # Whoever was replaced is revoked as well, and the heir is whom to write to.
    heir = exchange.successor(transaction, contact_id)
    if heir is not None:
        raise NotAllowedError("SUCCEEDED", contact=contact.name, heir=heir.name)
    if contact.revoked:
        raise NotAllowedError("REVOKED", contact=contact.name, reason="addressee")
    if not contact.verified or contact.only_known_through_others:
        raise NotAllowedError("CONTACT_UNVERIFIED", contact=contact.name)
    return contact


@dataclass(frozen=True, slots=True)
class _Made:
    """A bundle that is not sealed yet; attachments in it are read when it is."""

    manifest: Manifest
    frames: Sequence[framing.Frame]
    key: SigningKey
    tally: outgoing.Tally
    parts: Sequence[JournalPart]
    recipients: Sequence[bytes]

    def seal(self, target: BinaryIO) -> int:
        """Sign, seal and write it; returns its size in bytes."""
        write_bundle(
            target,
            self.manifest,
            self.frames,
            key=self.key,
            recipients=self.recipients,
        )
        return target.tell()

    def size(self) -> int:
        """Bytes it takes, found by sealing it for nobody's eyes."""
        return self.seal(io.BytesIO())


def _write(made: _Made, target: Path) -> Exported:
    with files.replacing(target) as file:
        size = made.seal(file)
    return Exported(
        bundle=made.manifest.bundle,
        operations=made.tally.operations,
        size_bytes=size,
        left_out=made.tally.reasons(),
        attachment_bytes=sum(
            each.section.stored for each in made.frames if each.section.piece
        ),
        behind={why: frozenset(ids) for why, ids in made.tally.left_out.items()},
        path=target,
    )


def left_out(made: Sequence[Exported]) -> dict[str, int]:
    """How many records stay behind for each reason, over several bundles."""
    ids: dict[str, set[str]] = {}
    for each in made:
        for reason, behind in each.behind.items():
            ids.setdefault(reason, set()).update(behind)
    return {reason: len(found) for reason, found in sorted(ids.items())}


def _note(job: "_Job", made: _Made) -> None:
    noting.note(job.transaction, job.contacts, made.parts, made.tally.leaves)


def _begin(
    workspace: Workspace,
    transaction: Transaction,
    to: Sequence[str],
    everything: bool,  # noqa: FBT001  # a private step of export
    progress: Progress,
) -> "_Job":
    """Look the contacts up and note the export in the own journal."""
    contacts = [_addressee(transaction, each) for each in dict.fromkeys(to)]
    if not contacts:
        raise UsageError("NO_SUCH_CONTACT", contact="")
    bundle = random_bytes(16).hex()
    group.announce(workspace, transaction)
    receiving.renew_if_due(workspace, transaction)
    _note_export(workspace, transaction, bundle)
    rule = outgoing.disclosing(workspace, transaction, contacts)
    parts = outgoing.parts(workspace, transaction, rule, everything=everything)
    devices = outgoing.devices_sent(workspace, transaction, rule)
    found = travelling.stretches(transaction, rule, devices, everything=everything)
    return _Job(
        workspace, transaction, contacts, rule, list(parts), found, bundle, progress
    )


def _note_export(workspace: Workspace, transaction: Transaction, bundle: str) -> None:
    """An export is itself an operation, so that a restored copy shows as a fork."""
    edit = Edit(
        kind=OperationKind.SENT, type="", record=bundle, top=bundle, field="sent"
    )
    workspace.store.write(transaction, workspace.device, [edit])


@dataclass(frozen=True, slots=True)
class _Job:
    """One export: for whom, by what rule, which stretches of which journals."""

    workspace: Workspace
    transaction: Transaction
    contacts: Sequence[Contact]
    rule: outgoing.Disclosing
    parts: Sequence[JournalPart]
    files: Sequence[travelling.Stretch]
    bundle: str
    progress: Progress

    def under(self, cap_bytes: int) -> Iterator[_Made]:
        """Bundles of no more than a size, in the order they have to be read.

        Raises:
            UsageError: CAP_TOO_SMALL.
        """
        waiting = [list(self.parts)]
        # The export is noted under the id of its first bundle.
        bundle = self.bundle
        while waiting:
            parts = waiting.pop()
            made = self.made(parts, bundle)
            size, count = made.size(), _positions(parts)
            if size <= cap_bytes:
                yield made
                bundle = random_bytes(16).hex()
                continue
            if count <= 1:
                raise UsageError("CAP_TOO_SMALL", cap=cap_bytes, least=size)
            fitting = int(count * cap_bytes / size * _ROOM)
            first, rest = outgoing.cut(
                self.workspace,
                self.transaction,
                parts,
                min(max(fitting, 1), count - 1),
            )
            waiting += [rest, first]
        yield from self._files_under(cap_bytes)

    def _files_under(self, cap_bytes: int) -> Iterator[_Made]:
        """Bundles with attachments alone, which wait for the ones before them."""
        if not self.files:
            return
        ends = [_at_its_end(each) for each in self.parts]
        room = Room(self.made(ends, self.bundle).size(), cap_bytes)
        found = list(self.files)
        while found:
            taken = room.fill(found)
            yield self.made(ends, random_bytes(16).hex(), taken)

    def made(
        self,
        parts: Sequence[JournalPart],
        bundle: str,
        pieces: Sequence[travelling.Stretch] = (),
    ) -> _Made:
        """Put together some stretches of journals and of attachments."""
        tally = outgoing.Tally()
        counting = Counting(self.progress, _positions(parts))
        lines = (
            to_line(entry)
            for part in parts
            for entry in outgoing.positions(
                self.transaction, part, self.rule, tally, counting.one_more
            )
        )
        directory = _directory(self.transaction, parts, self.contacts)
        frames = [
            *framing.frames("directory", directory),
            *framing.frames("operations", lines),
            *travelling.frames_of(self.workspace, pieces, self.progress),
        ]
        manifest = self._manifest(bundle, parts, frames, self._narrowed(tally))
        key = self.workspace.signing
        return _Made(manifest, frames, key, tally, parts, self._recipients())

    def _recipients(self) -> list[bytes]:
        """Public receive keys of all contacts."""
        return [
            key
            for each in self.contacts
            for key in voices.keys(self.workspace, self.transaction, each)
        ]

    def _narrowed(self, tally: outgoing.Tally) -> tuple[str, ...]:
        """Records of which something new stays and an addressee has older values."""
        behind = {top for tops in tally.left_out.values() for top in tops}
        found = deliveries.positions(self.transaction, behind)
        narrowed = sorted(
            top
            for top, positions in found.items()
            if any(_has_some(each, positions) for each in self.contacts)
        )
        return tuple(narrowed[:MOST_PARTS])

    def _manifest(
        self,
        bundle: str,
        parts: Sequence[JournalPart],
        frames: Sequence[framing.Frame],
        narrowed: tuple[str, ...],
    ) -> Manifest:
        workspace = self.workspace

        def setting(key: str) -> str:
            return str(workspace.store.setting(self.transaction, key, ""))

        ack = outgoing.own_ack(workspace, self.transaction)
        lacking = travelling.lacking(self.transaction, self.rule)
        return Manifest(
            bundle=bundle,
            group=setting("group"),
            sender=workspace.fingerprint,
            to=tuple(each.fingerprint for each in self.contacts),
            created_ms=workspace.kit.clock.now_ms(),
            schema=SCHEMA,
            journals=tuple(parts),
            ack=replace(ack, lacking=lacking),
            receive=receiving.present(workspace, self.transaction).public,
            sections=tuple(each.section for each in frames),
            narrowed=narrowed,
        )


def _at_its_end(part: JournalPart) -> JournalPart:
    """A part without positions: who does not hold the journal so far has to wait."""
    return replace(part, start=part.size, start_root=part.root)


def _has_some(contact: Contact, positions: Sequence[Position]) -> bool:
    """It said that it holds a value that it did not write itself."""
    return any(
        n <= contact.ack.size_of(device)
        and not contact.ack.lacks(device, n)
        and device not in contact.devices
        for device, n in positions
    )


def _positions(parts: Sequence[JournalPart]) -> int:
    return sum(each.size - each.start for each in parts)


def _directory(
    transaction: Transaction,
    journals: Sequence[JournalPart],
    contacts: Sequence[Contact],
) -> list[bytes]:
    """Keys of devices whose journals a contact meets for the first time.

    Or meets again from the first position: what was acknowledged may have been another
    copy of the same laptop.
    """
    found = []
    again = {each.device for each in journals if each.start == 0}
    for device in dict.fromkeys(each.device for each in journals):
        met = all(each.ack.size_of(device) for each in contacts)
        known = exchange.contact(transaction, device)
        if known is not None and (device in again or not met):
            found.append(encode(directories.line_of(known)) + b"\n")
    return found
