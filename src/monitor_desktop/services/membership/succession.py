"""A restored copy goes on under a new id, and takes over what the old one left.

Two installations with one id would both fill the next position of one journal, and one
of the two edits would be lost. So whoever restores a backup gets new keys; the old
signing key signs its journal over to the new one and is thrown away. The old receive
key stays: bundles that are still on their way were sealed for it.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.merkle import head_message
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.contacts import Contact, Receives, Role
from monitor_desktop.domain.key_state import KeyState
from monitor_desktop.services import kept_trust
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import chains, exchange, journal
from monitor_desktop.store.exchange import SignedHead
from monitor_desktop.store.store import Store, Transaction
from monitor_desktop.sync import successions
from monitor_desktop.sync.successions import Succession

_SUCCESSIONS: Final = "successions"
_OLD_RECEIVE_KEYS: Final = "old_receive_keys"


def succeed(store: Store, transaction: Transaction) -> str:
    """Give a copied profile keys of its own, within the transaction that copies it.

    Returns:
        Id of the new device.
    """
    old = SigningKey(_secret(store, transaction, "signing_key"))
    new = SigningKey.generate()
    device = fingerprints.device_id(fingerprints.fingerprint(old.public))
    frontier = journal.frontier(transaction, device)
    size, root = frontier.size, frontier.root()
    last = chains.last(transaction, device)
    stated = head_message(device, size, root, last)
    head = old.sign(stated.message, context=stated.context)
    signed = SignedHead(size, root, head, last=last)
    exchange.put_signed_head(transaction, device, signed)
    exchange.put_contact(transaction, _as_contact(store, transaction, old))
    to = fingerprints.fingerprint(new.public)
    statement = successions.hand_over(old, size=size, root=root, to=to)
    chain = [*of_store(store, transaction), statement]
    store.set_setting(transaction, _SUCCESSIONS, [each.to_json() for each in chain])
    store.set_setting(transaction, "signing_key", new.secret.hex())
    kept_trust.forget(store, transaction, device)
    _new_receive_key(store, transaction)
    return fingerprints.device_id(to)


def _secret(store: Store, transaction: Transaction, key: str) -> bytes:
    return bytes.fromhex(str(store.setting(transaction, key, "")))


def _as_contact(store: Store, transaction: Transaction, old: SigningKey) -> Contact:
    """Its journal comes back from others, so its key has to be known."""
    told: Any = store.setting(transaction, "owner", {})
    fingerprint = fingerprints.fingerprint(old.public)
    return Contact(
        id=fingerprints.device_id(fingerprint),
        name=told["name"],
        unit=told["unit"],
        role=Role(told["role"]),
        signing=old.public,
        receive=b"",
        fingerprint=fingerprint,
        verified=False,
        receives=Receives.OWN,
    )


def _new_receive_key(store: Store, transaction: Transaction) -> None:
    kept: Any = store.setting(transaction, _OLD_RECEIVE_KEYS, [])
    last = store.setting(transaction, "receive_key")
    store.set_setting(transaction, _OLD_RECEIVE_KEYS, [*kept, last])
    store.set_setting(transaction, "receive_key", ReceiveKey.generate().seed.hex())


def of_store(store: Store, transaction: Transaction) -> tuple[Succession, ...]:
    """What this profile goes on for, oldest first."""
    return successions.read(store.setting(transaction, _SUCCESSIONS, []))


def predecessors(workspace: Workspace, transaction: Transaction) -> tuple[str, ...]:
    """Ids of the devices this installation goes on for, oldest first."""
    return tuple(each.device for each in of_store(workspace.store, transaction))


def addresses(workspace: Workspace, transaction: Transaction) -> set[bytes]:
    """Fingerprints that bundles for this installation may be addressed to."""
    chain = of_store(workspace.store, transaction)
    old = {fingerprints.fingerprint(each.signing) for each in chain}
    return {workspace.fingerprint, *old}


def rivals(known: Iterable[Contact], found: KeyState) -> set[str]:
    """Devices that say that they go on for one that another says it goes on for.

    Whoever had a backup, or the laptop, can make one more. Until one of them is
    revoked, or the root named who may, nobody can tell who is whose.
    """
    heirs: dict[str, set[str]] = {}
    for each in known:
        if each.is_false_heir or each.id in found.revoked:
            continue
        for old, heir in pairwise((*each.predecessors, each.id)):
            if heir not in found.revoked and old not in found.named:
                heirs.setdefault(old, set()).add(heir)
    return {each for several in heirs.values() if len(several) > 1 for each in several}


def is_unheard(workspace: Workspace) -> bool:
    """Restored, and nobody has answered to the new device yet."""
    with workspace.transaction() as transaction:
        if not of_store(workspace.store, transaction):
            return False
        known = exchange.contacts(transaction)
        return not any(each.ack.size_of(workspace.device) for each in known)
