"""Bundles that others made: taking them in, and what waited for them."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.digests import digest_stream
from monitor_desktop.domain.clocks import MAX_LEAD_US, is_far_ahead
from monitor_desktop.domain.operations import Operation
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.errors import InputRefusedError, UsageError
from monitor_desktop.services import files
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import (
    judging,
    kept_bundles,
    purges,
    taking,
    travel_light,
)
from monitor_desktop.services.exchange.bundle_reports import (
    APPLIED,
    HELD,
    KNOWN,
    REFUSED,
    Received,
)
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.membership import receiving, trust, voices
from monitor_desktop.services.progress import Cancelled, Counting, Progress, silent
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import disputes, exchange
from monitor_desktop.store.exchange import MetBundle
from monitor_desktop.store.store import Transaction

_TOGETHER_BYTES: Final = 8 * 1024 * 1024
"""Files that share a transaction: a commit waits for the disk."""


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
        return disputes.counted(self.transaction)


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
    progress(0, 0)  # A small file asks nothing while it is read.
    if not path.exists():
        return Received(outcome=REFUSED, code="NO_SUCH_FILE", file=path.name)
    try:
        with files.reading(path, progress) as source:
            digest = digest_stream(source).digest()
    except InputRefusedError as error:
        return Received(outcome=REFUSED, code=error.code, file=path.name)
    return _receive(into, lambda: files.reading(path, progress), digest, progress)


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
            waiting = [each for each in met if _may_follow(transaction, each)]
            found = [_try_again(into, each) for each in reversed(waiting)]
            done = [each for each in found if each.outcome == APPLIED]
            applied.extend(done)
            if not done:
                return applied


def _may_follow(transaction: Transaction, met: MetBundle) -> bool:
    """What waits, and what only a newer program than the one that met it can read.

    Strangers' files wait for a person: they are not opened before each import again.
    """
    outcome, code = met.report["outcome"], met.report.get("code")
    stranger = met.report.get("sender_fingerprint")
    if code == "UNKNOWN_SENDER" and isinstance(stranger, str) and stranger:
        device = fingerprints.device_id(bytes.fromhex(stranger))
        return judging.is_trusted(exchange.contact(transaction, device))
    return outcome == HELD or code == "NEEDS_NEWER_APP"


def _try_again(into: _Import, met: MetBundle) -> Received:
    sealed = exchange.sealed_of(into.transaction, met.digest)
    return _receive(into, lambda: io.BytesIO(sealed), met.digest, silent)


def _receive(
    into: _Import,
    opener: judging.Opener,
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
    result = replace(result, at_ms=at_ms, digest=digest.hex())
    return kept_bundles.remember(workspace, transaction, result, opener)


def _apply(into: _Import, opener: judging.Opener, progress: Progress) -> Received:
    workspace, transaction = into.workspace, into.transaction
    counting = Counting(progress, 0)
    judged = judging.judge(workspace, transaction, opener, into.keys, counting.one_more)
    if judged.already_known:
        restored = voices.hear(workspace, transaction, judged.sender, judged.manifest)
        return Received(outcome=KNOWN, restored=restored, sender=judged.sender.name)
    # Read once already, and as many again.
    counting.expect(2 * sum(e.size - e.start for e in judged.manifest.journals))
    taken = taking.take(workspace, transaction, opener, judged, counting.one_more)
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
    judged: judging.Judged,
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
    judged: judging.Judged,
    taken: taking.Taken,
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
    waits = error.code in kept_bundles.WAITING_CODES
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
