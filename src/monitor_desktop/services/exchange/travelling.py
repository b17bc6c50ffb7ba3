"""Attachments on their way: which stretches go, what is lacking, taking them in.

A file goes where the operation that names its digest may go, and in stretches of at
most 4 MiB: all of it to whoever has not acknowledged that operation, else what is said
to be lacking. So a lost bundle costs only what was in it. Stretches that arrived lie
sealed until all are there; then the whole must have the digest of the intake.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor_desktop.domain.acks import Range
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.services.exchange.outgoing import Disclosing
from monitor_desktop.services.progress import Progress, at_once, silent
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import attachments
from monitor_desktop.store.attachments import Named, Sealed
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync import frames
from monitor_desktop.sync.frames import Frame
from monitor_desktop.sync.manifest import Piece

LARGEST_PIECE_BYTES: Final = 4 * 1024 * 1024
MOST_PIECES: Final = 8_000
"""In one bundle; what is over goes with the next, as the other side will lack it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some bytes of an attachment: from ``start``, ``count`` of them."""

    sealed: Sealed
    start: int
    count: int

    def cut(self, count: int) -> tuple["Stretch", "Stretch"]:
        """Its first bytes, and the rest."""
        rest = Stretch(self.sealed, self.start + count, self.count - count)
        return Stretch(self.sealed, self.start, count), rest


def stretches(
    transaction: Transaction,
    rule: Disclosing,
    devices: Collection[str],
    *,
    everything: bool,
) -> list[Stretch]:
    """What the contacts of a rule lack, of files that are here and may go to them.

    Args:
        transaction: Of the store.
        rule: For whom.
        devices: Whose journals are sent.
        everything: Whatever they hold.
    """
    wanted: dict[str, list[Range]] = {}
    held: dict[str, Sealed] = {}
    for each in attachments.named(transaction):
        sealed = attachments.held(transaction, each.sha256)
        sent = each.operation.device in devices and not rule.refusal(each.operation)
        if sealed is None or not sent:
            continue
        held[each.sha256] = sealed
        for contact in rule.contacts:
            lacked = _lacked(contact, each, everything=everything)
            wanted.setdefault(each.sha256, []).extend(lacked)
    return [
        Stretch(held[sha256], start, end - start)
        for sha256, found in wanted.items()
        for start, end in _joined(found, held[sha256].size)
    ]


def _lacked(contact: Contact, of: Named, *, everything: bool) -> Sequence[Range]:
    ack, operation = contact.ack, of.operation
    unmet = operation.n > ack.size_of(operation.device)
    if everything or unmet or ack.lacks(operation.device, operation.n):
        return [(0, of.size)]
    return ack.lacking.get(of.sha256, ())


def _joined(found: Iterable[Range], size: int) -> list[Range]:
    """Stretches without overlaps, within the file."""
    joined: list[Range] = []
    for start, end in sorted((a, min(b, size)) for a, b in found if a <= min(b, size)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def pieces(
    found: Iterable[Stretch], largest: int = LARGEST_PIECE_BYTES
) -> Iterator[Stretch]:
    """Stretches cut small enough for a section each."""
    for each in found:
        rest = each
        while rest.count > largest:
            first, rest = rest.cut(largest)
            yield first
        yield rest


def frames_of(
    workspace: Workspace, found: Iterable[Stretch], progress: Progress = silent
) -> list[Frame]:
    """Sections for a bundle; a file that is damaged here keeps nothing else back.

    Args:
        workspace: The open profile.
        found: What goes.
        progress: Asked before each section whether to go on.
    """
    made = []
    for each in found:
        try:
            made.append(_frame(workspace, each, progress))
        except InputRefusedError:
            continue
    return made


def _frame(workspace: Workspace, stretch: Stretch, progress: Progress) -> Frame:
    sealed = stretch.sealed

    def load() -> bytes:
        progress(0, 0)
        data = bytearray()
        for each in workspace.blobs.read(sealed, stretch.start):
            data += each
            if len(data) >= stretch.count:
                break
        return bytes(data[: stretch.count])

    belongs = Piece(sealed.sha256, stretch.start, sealed.size)
    return frames.piece(belongs, load)


def lacking(transaction: Transaction, rule: Disclosing) -> dict[str, list[Range]]:
    """What is missing here of files whose records the contacts may know."""
    found = {}
    for each in attachments.named(transaction):
        missing = attachments.missing(transaction, each.sha256, each.size)
        if missing and not rule.refusal(each.operation):
            found[each.sha256] = missing
    return found


@dataclass(slots=True)
class Arriving:
    """Takes the stretches of one bundle in.

    Attributes:
        touched: Files of which something came.
    """

    workspace: Workspace
    transaction: Transaction
    touched: dict[str, int] = field(default_factory=dict)
    _known: dict[str, int] | None = None

    def keep(self, piece: Piece, data: bytes) -> None:
        """Seal a stretch that is lacking; any other is passed over."""
        if self._sizes().get(piece.file) != piece.size:
            return
        missing = attachments.missing(self.transaction, piece.file, piece.size)
        end = piece.start + len(data)
        fresh = any(piece.start < b and end > a for a, b in missing)
        if not (fresh or (missing and not data)):
            return
        sealed = at_once(self.workspace.blobs.sealing([data]))
        attachments.put_piece(self.transaction, piece.file, piece.start, sealed)
        self.touched[piece.file] = piece.size

    def _sizes(self) -> dict[str, int]:
        """Files that records here name; read when the first stretch comes."""
        if self._known is None:
            # They are told apart by what is shown of them.
            self.workspace.store.write_shown(self.transaction)
            found = attachments.named(self.transaction)
            self._known = {each.sha256: each.size for each in found}
        return self._known

    def finish(self) -> int:
        """Put together what is whole now.

        Returns:
            How many files are whole that were not.
        """
        return sum(self._put_together(*each) for each in self.touched.items())

    def _put_together(self, sha256: str, size: int) -> bool:
        if attachments.missing(self.transaction, sha256, size):
            return False
        try:
            sealed = at_once(self.workspace.blobs.sealing(self._whole(sha256)))
        except InputRefusedError:
            sealed = None  # a stretch was lost on this disk
        attachments.drop_pieces(self.transaction, sha256)
        if sealed is None or sealed.sha256 != sha256:
            # Somebody sent other bytes: what no row names is swept, and the right
            # ones are asked for again.
            return False
        attachments.put(self.transaction, sealed)
        return True

    def _whole(self, sha256: str) -> Iterator[bytes]:
        reached = 0
        for start, sealed in attachments.arrived(self.transaction, sha256):
            at = start
            for data in self.workspace.blobs.read(sealed):
                yield data[max(reached - at, 0) :]
                at += len(data)
            reached = max(reached, at)
