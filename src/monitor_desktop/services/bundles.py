"""Bundles that others made: taking them in, what waits, what became of them."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.digests import digest_stream
from monitor_desktop.domain.clocks import MAX_LEAD_US, is_far_ahead
from monitor_desktop.domain.operations import JsonValue, Operation
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.errors import InputRefusedError, MonitorError, UsageError
from monitor_desktop.services import (
    attachments,
    files,
    incoming,
    purges,
    receiving,
    succession,
    travel_light,
    trust,
    voices,
)
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.progress import Cancelled, Counting, Progress, silent
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import disputes, exchange, journal
from monitor_desktop.store.exchange import MetBundle
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.reader import OpenBundle

APPLIED, KNOWN, HELD, REFUSED = "applied", "known", "held", "refused"
_WAITING_CODES: Final = frozenset(
    {"UNKNOWN_SENDER", "GAP", "FORK", "TOO_MANY_HISTORIES"}
)
_TOGETHER_BYTES: Final = 8 * 1024 * 1024
"""Files that share a transaction: a commit waits for the disk."""
_LARGEST_KEPT_BYTES: Final = 256 * 1024 * 1024
"""A cell of the store holds at most a gigabyte, and all of it in memory."""
_KEPT_CODES: Final = _WAITING_CODES | {"FORGED", "NEEDS_NEWER_APP"}
"""Of these the sealed file is kept: to be applied later, or as evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of a bundle.

    Attributes:
        outcome: applied, known, held or refused.
        code: Why, when it was not applied. Of applied ones FORK, when it showed a
            device to have two histories, and REVOKED, when a revoked device made it:
            it is stored and has no effect.
        operations: Edits that were new.
        records: Top records they touch.
        files: Attachments that are whole now and were not before.
        conflicts: Conflicts more than before.
        missing: Positions that must arrive first.
        where: Which those are: code name of a device, first and last position.
        ahead: Something in it is dated more than two days after this laptop's clock.
        restored: The sender knows less than it said before; what it lost goes again.
        sender: Code name of who made it; empty when that is not known.
        sender_fingerprint: Of a sender that waits to be verified, hexadecimal.
        at_ms: When it was met.
        file: Name of a file that is not there or cannot be read.
        done: Somebody has worked it off.
    """

    outcome: str
    code: str | None = None
    operations: int = 0
    records: int = 0
    files: int = 0
    conflicts: int = 0
    missing: int = 0
    where: Sequence[str] = ()
    ahead: bool = False
    restored: bool = False
    sender: str = ""
    sender_fingerprint: str = ""
    at_ms: int = 0
    digest: str = field(default="", repr=False)
    file: str = ""
    done: bool = False

    @property
    def error(self) -> MonitorError | None:
        """Why it was not applied, to be put into words; None when it was."""
        if self.code is None:
            return None
        where = list(self.where) or [str(self.missing)]
        sender = self.sender or "?"
        return MonitorError(self.code, where=where, sender=sender, file=self.file)


def receive(
    workspace: Workspace, path: Path, *, progress: Progress = silent
) -> Received:
    """Take in one bundle file; what waited for it follows by itself.

    A refusal is a result, not an error: ``code`` says why, nothing was changed.

    Raises:
        UsageError: NO_SUCH_FILE.
        EnvironmentFailedError: DISK_FULL; the old state is intact.
    """
    if not path.exists():
        raise UsageError("NO_SUCH_FILE", file=path.name)
    return receive_all(workspace, [path], progress=progress)[0]


def receive_all(
    workspace: Workspace, paths: Sequence[Path], *, progress: Progress = silent
) -> list[Received]:
    """Take in files in any order; one bad file never stops the others."""
    found: list[Received] = []
    for together in _together(paths):
        found.extend(_receive_files(workspace, together, progress))
    later = {each.digest: each for each in apply_waiting(workspace)}
    purges.settle(workspace)
    travel_light.put_down_old(workspace)
    attachments.sweep(workspace)
    return [later.get(each.digest, each) for each in found]


def _together(paths: Iterable[Path]) -> Iterator[list[Path]]:
    """Files that share a transaction; a large one has its own."""
    group: list[Path] = []
    room = _TOGETHER_BYTES
    for path in paths:
        size = path.stat().st_size if path.exists() else 0
        if group and size > room:
            yield group
            group, room = [], _TOGETHER_BYTES
        group.append(path)
        room -= size
    if group:
        yield group


class _Import:
    """A transaction that takes bundles in, each for itself.

    Args:
        workspace: The open profile.
        transaction: Of it.
    """

    def __init__(self, workspace: Workspace, transaction: Transaction) -> None:
        self.workspace = workspace
        self.transaction = transaction
        # Drawn from their seeds once; taking bundles in makes no new one.
        self.keys = receiving.every(workspace, transaction)
        self._conflicts = self._count()

    def new_conflicts(self) -> int:
        """How many there are more than when it was asked last."""
        before, self._conflicts = self._conflicts, self._count()
        return max(self._conflicts - before, 0)

    def _count(self) -> int:
        return sum(disputes.conflict_counts(self.transaction))


def _receive_files(
    workspace: Workspace, paths: Iterable[Path], progress: Progress
) -> list[Received]:
    """Files in one transaction; whoever stops it keeps those that are done."""
    found: list[Received] = []
    stopped = None
    with (
        workspace.transaction() as transaction,
        workspace.store.gathering(transaction),
    ):
        into = _Import(workspace, transaction)
        try:
            found.extend(_receive_file(into, path, progress) for path in paths)
        except Cancelled as cancelled:
            stopped = cancelled
    if stopped is not None:
        raise stopped
    return found


def _receive_file(into: _Import, path: Path, progress: Progress) -> Received:
    if not path.exists():
        return Received(outcome=REFUSED, code="NO_SUCH_FILE", file=path.name)
    try:
        with files.reading(path) as source:
            digest = digest_stream(source).digest()
    except InputRefusedError as error:
        return Received(outcome=REFUSED, code=error.code, file=path.name)
    return _receive(into, lambda: files.reading(path), digest, progress)


def apply_waiting(workspace: Workspace) -> list[Received]:
    """Try again what waits for a gap to close or a contact to be verified."""
    applied: list[Received] = []
    with (
        workspace.transaction() as transaction,
        workspace.store.gathering(transaction),
    ):
        into = _Import(workspace, transaction)
        while True:
            met = exchange.bundles(transaction, waiting=True)
            waiting = [each for each in met if _may_follow(each)]
            found = [_try_again(into, each) for each in reversed(waiting)]
            done = [each for each in found if each.outcome == APPLIED]
            applied.extend(done)
            if not done:
                return applied


def _may_follow(met: MetBundle) -> bool:
    """What waits, and what only a newer program than the one that met it can read."""
    outcome, code = met.report["outcome"], met.report.get("code")
    return outcome == HELD or code == "NEEDS_NEWER_APP"


def _try_again(into: _Import, met: MetBundle) -> Received:
    sealed = exchange.sealed_of(into.transaction, met.digest)
    return _receive(into, lambda: io.BytesIO(sealed), met.digest, silent)


def _receive(
    into: _Import,
    opener: incoming.Opener,
    digest: bytes,
    progress: Progress,
) -> Received:
    workspace, transaction = into.workspace, into.transaction
    at_ms = workspace.kit.clock.now_ms()
    try:
        with workspace.store.attempt(transaction):
            result = _apply(into, opener, progress)
    except InputRefusedError as error:
        result = _refusal(transaction, error)
        keep = error.code in _KEPT_CODES
    else:
        keep = False
    result = replace(result, at_ms=at_ms, digest=digest.hex())
    keep = keep and not purges.are_in(workspace, transaction, opener)
    _remember(transaction, result, opener if keep else None)
    return result


def _apply(into: _Import, opener: incoming.Opener, progress: Progress) -> Received:
    workspace, transaction = into.workspace, into.transaction
    counting = Counting(progress, 0)
    judged = incoming.judge(
        workspace, transaction, opener, into.keys, counting.one_more
    )
    if judged.already_known:
        restored = voices.hear(workspace, transaction, judged.sender, judged.manifest)
        return Received(outcome=KNOWN, restored=restored, sender=judged.sender.name)
    # Read once already, and as many again.
    counting.expect(2 * sum(e.size - e.start for e in judged.manifest.journals))
    taken = incoming.take(workspace, transaction, opener, judged, counting.one_more)
    restored = voices.hear(workspace, transaction, judged.sender, judged.manifest)
    stated = any(each.kind == "group" for each in taken.operations)
    trust.follow(workspace, transaction, taken.devices, stated=stated)
    purges.take_effect(workspace, transaction)
    _mark_narrowed(workspace, transaction, judged, taken.operations)
    edits = [each for each in taken.operations if each.has_body]
    exchange.put_bundle(
        transaction,
        MetBundle(
            digest=judged.digest,
            bundle=judged.manifest.bundle,
            sender=judged.sender.id,
            at_ms=workspace.kit.clock.now_ms(),
            report={"outcome": APPLIED},
        ),
    )
    return Received(
        outcome=APPLIED,
        code=_warning(workspace, transaction, judged, taken),
        operations=len(edits),
        records=len({each.top for each in edits if each.kind != "group"}),
        conflicts=into.new_conflicts(),
        files=taken.files,
        restored=restored,
        ahead=_is_ahead(workspace, taken.operations),
        sender=judged.sender.name,
    )


def _mark_narrowed(
    workspace: Workspace,
    transaction: Transaction,
    judged: incoming.Judged,
    operations: Sequence[Operation],
) -> None:
    """What the sender may not update any more is marked, what it updated is not."""
    sender, narrowed = judged.sender.id, judged.manifest.narrowed
    updated = {each.top for each in operations if each.has_body} - set(narrowed)
    exchange.mark_updated(transaction, sender, updated)
    now_ms = workspace.kit.clock.now_ms()
    exchange.mark_not_updated(transaction, sender, narrowed, now_ms)


def _is_ahead(workspace: Workspace, operations: Sequence[Operation]) -> bool:
    """A clock was set wrong; one that only met such a clock is up to a day ahead."""
    latest = max((each.clock_us for each in operations), default=0)
    honest_us = workspace.kit.clock.now_ms() * 1000 + MAX_LEAD_US
    return is_far_ahead(honest_us, latest)


def _warning(
    workspace: Workspace,
    transaction: Transaction,
    judged: incoming.Judged,
    taken: incoming.Taken,
) -> str | None:
    """What has to be told aloud about a bundle that was applied."""
    sender = judged.sender.id
    found = trust.state(workspace, transaction)
    if sender in found.cuts:
        held = HeldJournals(transaction)
        ends = {
            Head(part.size, part.root.hex())
            for part in judged.manifest.journals
            if part.device == sender
        }
        for branch in held.paths(sender):
            limit = held.limit(sender, branch, found)
            if any(e.size > limit and held.passes(sender, branch, e) for e in ends):
                return "REVOKED"
    return "FORK" if taken.forked else None


def _refusal(transaction: Transaction, error: InputRefusedError) -> Received:
    waits = error.code in _WAITING_CODES
    sender = str(error.details.get("sender", ""))
    contact = exchange.contact(transaction, sender)
    names = {each.id: each.name for each in exchange.contacts(transaction)}
    missing = error.details.get("missing", 0)
    where = error.details.get("where", [])
    return Received(
        outcome=HELD if waits else REFUSED,
        code=error.code,
        missing=missing if isinstance(missing, int) else 0,
        where=_named(where if isinstance(where, list) else [], names),
        file=str(error.details.get("file", "")),
        sender=contact.name if contact else "",
        sender_fingerprint=sender if error.code == "UNKNOWN_SENDER" else "",
    )


def _named(where: Sequence[object], names: Mapping[str, str]) -> list[str]:
    """Ranges of positions under code names instead of device ids."""
    split = (str(each).split(":") for each in where)
    return [f"{names.get(device, device[:8])} {span}" for device, span in split]


def _remember(
    transaction: Transaction, result: Received, opener: incoming.Opener | None
) -> None:
    """Note the outcome for the list of bundles met; a known one stays as it was."""
    digest = bytes.fromhex(result.digest)
    before = exchange.met_bundle(transaction, digest)
    if result.outcome == KNOWN and before is not None:
        return
    sealed = None
    if opener is not None:
        with opener() as source:
            sealed = source.read(_LARGEST_KEPT_BYTES + 1)
        if len(sealed) > _LARGEST_KEPT_BYTES:
            sealed = None  # films come again as lacking; a stick is read again
    told = result
    if before is not None and _tells_the_same(before.report, result):
        # Whoever worked it off need not do so again for as long as it waits.
        done = bool(before.report.get("done"))
        told = replace(result, at_ms=before.at_ms, done=done)
    report: dict[str, JsonValue] = asdict(told)
    exchange.put_bundle(
        transaction,
        MetBundle(
            digest=digest,
            bundle=before.bundle if before else "",
            sender=before.sender if before else "",
            at_ms=told.at_ms,
            report=report,
            sealed=sealed,
        ),
    )


def _tells_the_same(before: Mapping[str, JsonValue], now: Received) -> bool:
    found = (before.get("outcome"), before.get("code"), before.get("missing"))
    return found == (now.outcome, now.code, now.missing)


def received(workspace: Workspace) -> list[Received]:
    """What became of every bundle met, newest first."""
    with workspace.transaction() as transaction:
        met = exchange.bundles(transaction)
    reports: list[Mapping[str, Any]] = [each.report for each in met]
    return [Received(**each) for each in reports if "at_ms" in each]


def work_off(workspace: Workspace, digests: Iterable[str], *, done: bool = True) -> int:
    """Mark reports as worked off, or take that back.

    Args:
        workspace: The open profile.
        digests: Of the sealed files, as ``received`` gives them.
        done: False takes the mark away.

    Returns:
        How many there were.

    Raises:
        UsageError: NO_SUCH_BUNDLE; nothing is marked.
    """
    count = 0
    with workspace.transaction() as transaction:
        for each in digests:
            met = _met(transaction, each)
            report = {**met.report, "done": done}
            exchange.put_report(transaction, met.digest, report)
            count += 1
    return count


def _met(transaction: Transaction, digest: str) -> MetBundle:
    try:
        met = exchange.met_bundle(transaction, bytes.fromhex(digest))
    except ValueError:
        met = None
    if met is None:
        raise UsageError("NO_SUCH_BUNDLE", bundle=digest)
    return met


def inspect(workspace: Workspace, path: Path) -> dict[str, JsonValue]:
    """What a bundle says of itself, without applying anything.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE.
        InputRefusedError: As ``incoming.judge``.
    """
    files.require(path)
    with workspace.transaction() as transaction, files.reading(path) as source:
        bundle = OpenBundle(source, receiving.every(workspace, transaction))
        said = bundle.manifest
        bundle.drain()
        sender = exchange.contact(transaction, fingerprints.device_id(said.sender))
        if sender is not None:
            bundle.verify(sender.signing)
        held = {
            each.device: journal.frontier(transaction, each.device).size
            for each in said.journals
        }
        device = fingerprints.device_id(said.sender)
        known = exchange.applied_bundle(transaction, said.bundle, device)
        addressed = succession.addresses(workspace, transaction) & set(said.to)
    return {
        "bundle": said.bundle,
        "group": said.group,
        "sender": sender.name if sender else None,
        "sender_device": fingerprints.device_id(said.sender),
        "verified": sender is not None and sender.verified,
        "addressed_to_me": bool(addressed),
        "known": known,
        "created_ms": said.created_ms,
        "schema": said.schema,
        "journals": [
            {
                "device": each.device,
                "first": each.start + 1,
                "last": each.size,
                "held": held[each.device],
            }
            for each in said.journals
        ],
        "sections": [
            {"type": each.type, "count": each.count, "raw_bytes": each.raw}
            for each in said.sections
        ],
        "bytes": path.stat().st_size,
    }
