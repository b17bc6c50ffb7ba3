"""Receive keys over time: a new one now and then, old ones for what is on its way.

Whoever seizes a laptop reads the bundles that its key opens, also those of months ago
that somebody copied. So the key changes: after a month, after everybody has confirmed
the present one, and after any device was revoked. The next bundle carries the new key.
An old one stays until every contact has confirmed a newer one and a month has passed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.services.membership import trust
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange, journal
from monitor_desktop.store.store import Transaction

MONTH_MS: Final = 30 * 24 * 60 * 60 * 1000
_PRESENT: Final = "receive_key"
_SINCE: Final = "receive_key_since"
_OLD: Final = "old_receive_keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Since:
    """When the present key began, and with which export it went out.

    Attributes:
        at_ms: By the clock of this laptop.
        device: Which device it was then.
        position: The first export of that device that carried it; 0 before that.
    """

    at_ms: int
    device: str
    position: int


def renew_if_due(workspace: Workspace, transaction: Transaction) -> None:
    """Before an export: take a new key when it is time, and forget what nobody uses."""
    store, now_ms = workspace.store, workspace.kit.clock.now_ms()
    kept: Any = store.setting(transaction, _SINCE)
    since = _Since(**kept) if kept else None
    if since is None or since.device != workspace.device:
        # The key on the card that others have: it may be in use for a while yet.
        since = _Since(at_ms=now_ms, device=workspace.device, position=0)
    elif _is_due(workspace, transaction, since):
        _forget(workspace, transaction, since)
        _renew(workspace, transaction)
        since = _Since(at_ms=now_ms, device=workspace.device, position=0)
    if not since.position:
        size = journal.frontier(transaction, workspace.device).size
        since = replace(since, position=size + 1)
    store.set_setting(transaction, _SINCE, asdict(since))


def _is_due(workspace: Workspace, transaction: Transaction, since: _Since) -> bool:
    # A clock set years back must not stop the months.
    age_ms = abs(workspace.kit.clock.now_ms() - since.at_ms)
    return (
        age_ms >= MONTH_MS
        or bool(workspace.store.setting(transaction, trust.RECEIVE_KEY_DUE, False))  # noqa: FBT003
        or _is_confirmed(workspace, transaction, since)
    )


def _is_confirmed(
    workspace: Workspace, transaction: Transaction, since: _Since
) -> bool:
    """Everybody who may seal for us holds the export that carried the present key."""
    met = _senders(transaction)
    if not met or since.device != workspace.device or not since.position:
        return False
    return all(each.ack.size_of(since.device) >= since.position for each in met)


def _senders(transaction: Transaction) -> Sequence[Contact]:
    found = exchange.contacts(transaction)
    gone = {old for each in found if each.verified for old in each.predecessors}
    return [
        each
        for each in found
        if each.verified and each.receive and not each.revoked and each.id not in gone
    ]


def _renew(workspace: Workspace, transaction: Transaction) -> None:
    store = workspace.store
    present = store.setting(transaction, _PRESENT)
    old: Any = store.setting(transaction, _OLD, [])
    ended = {"seed": present, "ended_ms": workspace.kit.clock.now_ms()}
    store.set_setting(transaction, _OLD, [*old, ended])
    store.set_setting(transaction, _PRESENT, ReceiveKey.generate().seed.hex())
    store.set_setting(transaction, trust.RECEIVE_KEY_DUE, value=False)


def _forget(workspace: Workspace, transaction: Transaction, since: _Since) -> None:
    """Drop old keys; those of before a restoring have no date and stay."""
    store, now_ms = workspace.store, workspace.kit.clock.now_ms()
    old: Any = store.setting(transaction, _OLD, [])
    if not old or not _is_confirmed(workspace, transaction, since):
        return
    kept = [
        each
        for each in old
        if isinstance(each, str) or abs(now_ms - each["ended_ms"]) < MONTH_MS
    ]
    if kept != old:
        store.set_setting(transaction, _OLD, kept)


def present(workspace: Workspace, transaction: Transaction) -> ReceiveKey:
    """The key that others seal for from now on."""
    seed = str(workspace.store.setting(transaction, _PRESENT))
    return ReceiveKey(bytes.fromhex(seed))


def every(workspace: Workspace, transaction: Transaction) -> list[ReceiveKey]:
    """The keys that bundles may be sealed for, newest first."""
    return [ReceiveKey(seed) for seed in _seeds(workspace, transaction)]


def _seeds(workspace: Workspace, transaction: Transaction) -> Iterator[bytes]:
    setting = workspace.store.setting
    old: Any = setting(transaction, _OLD, [])
    for each in (setting(transaction, _PRESENT), *reversed(old)):
        seed = each["seed"] if isinstance(each, dict) else each
        yield bytes.fromhex(str(seed))
