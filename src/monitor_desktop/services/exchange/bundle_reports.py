"""What became of every bundle met, and that somebody worked it off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor_desktop.errors import MonitorError, UsageError
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange
from monitor_desktop.store.exchange import MetBundle
from monitor_desktop.store.store import Transaction

APPLIED, KNOWN, HELD, REFUSED = "applied", "known", "held", "refused"


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
        unkept: Why the sealed file of one that waits, or is evidence, is not kept
            here: large, full, purged, unseen or discarded; empty where it is.
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
    unkept: str = ""

    @property
    def error(self) -> MonitorError | None:
        """Why it was not applied, to be put into words; None when it was."""
        if self.code is None:
            return None
        where = list(self.where) or [str(self.missing)]
        sender = self.sender or "?"
        # What waits counts not yet, and what is not kept does not even wait.
        reason = "unkept" if self.unkept else self.outcome
        return MonitorError(
            self.code, where=where, sender=sender, file=self.file, reason=reason
        )


def listed(workspace: Workspace) -> list[Received]:
    """What became of every bundle met, newest first."""
    with workspace.transaction() as transaction:
        met = exchange.bundles(transaction)
    reports: list[Mapping[str, Any]] = [each.report for each in met]
    return [Received(**each) for each in reports if "at_ms" in each]


def work_off(workspace: Workspace, digests: Iterable[str], *, done: bool = True) -> int:
    """Mark reports as worked off, or take that back.

    Args:
        workspace: The open profile.
        digests: Of the sealed files, as ``listed`` gives them.
        done: False takes the mark away.

    Returns:
        How many there were.

    Raises:
        UsageError: NO_SUCH_BUNDLE; nothing is marked.
    """
    count = 0
    with workspace.transaction() as transaction:
        for each in digests:
            met = found_here(transaction, each)
            report = {**met.report, "done": done}
            exchange.put_report(transaction, met.digest, report)
            count += 1
    return count


def found_here(transaction: Transaction, digest: str) -> MetBundle:
    """What is remembered of a bundle, by the digest of its sealed file.

    Raises:
        UsageError: NO_SUCH_BUNDLE.
    """
    try:
        met = exchange.met_bundle(transaction, bytes.fromhex(digest))
    except ValueError:
        met = None
    if met is None:
        raise UsageError("NO_SUCH_BUNDLE", bundle=digest)
    return met
