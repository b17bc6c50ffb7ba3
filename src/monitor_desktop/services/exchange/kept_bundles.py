"""Sealed files that are kept here: those that wait, and those that are evidence.

What nobody signed for that is known here anybody can make, as many as they like: of
those a number and a size are kept, and of one more it is said that it is not. None that
is here goes for another that comes; only a person discards it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Final

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.services.exchange import judging, purges
from monitor_desktop.services.exchange.bundle_reports import (
    APPLIED,
    KNOWN,
    REFUSED,
    Received,
    found_here,
)
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange
from monitor_desktop.store.exchange import MetBundle
from monitor_desktop.store.store import Transaction

WAITING_CODES: Final = frozenset(
    {"UNKNOWN_SENDER", "GAP", "FORK", "TOO_MANY_HISTORIES"}
)
UNPROVEN_CODES: Final = frozenset({"UNKNOWN_SENDER", "FORGED", "NEEDS_NEWER_APP"})
"""Nobody known here has signed them, or nobody can tell yet."""
_KEPT_CODES: Final = WAITING_CODES | UNPROVEN_CODES
"""Of these the sealed file is kept: to be applied later, or as evidence."""
_LARGEST_BYTES: Final = 256 * 1024 * 1024
"""A cell of the store holds at most a gigabyte, and all of it in memory."""
MOST_UNPROVEN: Final = 100
MOST_UNPROVEN_BYTES: Final = 1024 * 1024 * 1024


def remember(
    workspace: Workspace,
    transaction: Transaction,
    result: Received,
    opener: judging.Opener,
) -> Received:
    """Note what became of a bundle, with its sealed file where that is to be kept.

    One that is known already stays as it was.

    Returns:
        The same; refused where it would wait and its file cannot be kept.
    """
    digest = bytes.fromhex(result.digest)
    before = exchange.met_bundle(transaction, digest)
    if result.outcome == KNOWN and before is not None:
        return result
    keeps = result.outcome != APPLIED and result.code in _KEPT_CODES
    is_kept = keeps and exchange.is_kept(transaction, digest)
    sealed = None
    if keeps and not is_kept:
        sealed, unkept = _to_keep(workspace, transaction, result, opener)
        # Whoever carries it must not take it for safe here.
        outcome = REFUSED if unkept else result.outcome
        result = replace(result, unkept=unkept, outcome=outcome)
    told = result
    if before is not None and _tells_the_same(before.report, result):
        # Whoever worked it off need not do so again for as long as it waits.
        done = bool(before.report.get("done"))
        told = replace(result, at_ms=before.at_ms, done=done)
    report: dict[str, JsonValue] = asdict(told)
    if is_kept:
        exchange.put_report(transaction, digest, report)
        return result
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
    return result


def _to_keep(
    workspace: Workspace,
    transaction: Transaction,
    result: Received,
    opener: judging.Opener,
) -> tuple[bytes | None, str]:
    """The bytes of a sealed file, or why they are not kept."""
    with opener() as source:
        sealed = source.read(_LARGEST_BYTES + 1)
    if len(sealed) > _LARGEST_BYTES:
        return None, "large"  # films come again as lacking; a stick is read again
    if result.code in UNPROVEN_CODES and _is_full(transaction, len(sealed)):
        return None, "full"
    purged = purges.keep_out(workspace, transaction, opener)
    return (None, purged) if purged else (sealed, "")


def _is_full(transaction: Transaction, size: int) -> bool:
    kept = [
        each.size
        for each in exchange.kept(transaction)
        if each.report.get("code") in UNPROVEN_CODES
    ]
    return len(kept) >= MOST_UNPROVEN or sum(kept) + size > MOST_UNPROVEN_BYTES


def _tells_the_same(before: Mapping[str, JsonValue], now: Received) -> bool:
    keys = ("outcome", "code", "missing")
    told = [before.get(each) for each in keys]
    return told == [now.outcome, now.code, now.missing]


def held(workspace: Workspace) -> frozenset[str]:
    """Digests of the sealed files that are kept here, as reports name them."""
    with workspace.transaction() as transaction:
        return frozenset(
            str(each.report.get("digest")) for each in exchange.kept(transaction)
        )


def discard(workspace: Workspace, digests: Iterable[str]) -> int:
    """Delete sealed files that are kept here; what they hold comes again if asked for.

    Returns:
        How many there were.

    Raises:
        UsageError: NO_SUCH_BUNDLE; nothing is deleted.
    """
    count = 0
    with workspace.transaction() as transaction:
        for each in digests:
            met = found_here(transaction, each)
            if not exchange.is_kept(transaction, met.digest):
                continue
            report = {**met.report, "outcome": REFUSED, "unkept": "discarded"}
            exchange.put_report(transaction, met.digest, {**report, "done": True})
            exchange.drop_sealed(transaction, met.digest)
            count += 1
    return count
