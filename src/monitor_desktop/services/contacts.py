"""Contacts: exchanging cards, comparing words, revoking."""

from dataclasses import replace

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.domain.contacts import (
    DEFAULT_RECEIVES,
    Contact,
    Receives,
    Role,
)
from monitor_desktop.errors import (
    InputRefusedError,
    InvalidValueError,
    NotAllowedError,
    UsageError,
)
from monitor_desktop.services import bundles, group, succession
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.cards import Card, read_card, write_card


def my_card(workspace: Workspace) -> bytes:
    """This installation's contact card as a file; nothing in it is secret."""
    with workspace.transaction() as transaction:

        def remembered(key: str) -> str:
            return str(workspace.store.setting(transaction, key, ""))

        card = Card(
            name=workspace.owner.name,
            unit=workspace.owner.unit,
            role=Role(workspace.owner.role),
            signing=workspace.signing.public,
            receive=ReceiveKey(bytes.fromhex(remembered("receive_key"))).public,
            group=remembered("group"),
            root=bytes.fromhex(remembered("root")),
            appointment=bytes.fromhex(remembered("appointment")),
            successions=succession.of_store(workspace.store, transaction),
        )
    return write_card(card, workspace.signing)


def words_of(workspace: Workspace, fingerprint: bytes, language: str) -> str:
    """Twelve words to be read aloud, in one of the three languages."""
    indices = fingerprints.word_indices(fingerprint)
    return workspace.kit.word_lists.spoken(indices, language)


def add(
    workspace: Workspace,
    card: bytes,
    *,
    words: str | None = None,
    receives: str | None = None,
) -> Contact:
    """Take a contact card; it counts as verified only when its words were heard.

    Args:
        workspace: The open profile.
        card: The card file, untrusted.
        words: The twelve words the other side read aloud, in any of the languages.
        receives: own, unit or all; None for what its role gets.

    Raises:
        InputRefusedError: NOT_A_CARD, DAMAGED, FORGED, OWN_CARD, OTHER_GROUP, or
            WRONG_FINGERPRINT; nothing is added.
    """
    read = read_card(card)
    if read.device == workspace.device:
        raise InputRefusedError("OWN_CARD")
    heard = words is not None and bool(words.strip())
    if heard:
        _compare(workspace, read.fingerprint, str(words))
    with workspace.transaction() as transaction:
        before = exchange.contact(transaction, read.device)
        contact = _from_card(read, before, receives)
        contact = replace(contact, verified=contact.verified or heard)
        group.note_group(workspace, transaction, read)
        exchange.put_contact(transaction, contact)
        _meet_predecessors(transaction, contact, read)
        if contact.verified:
            group.join_by_contact(workspace, transaction, contact)
            _close_predecessors(workspace, transaction, contact)
    if contact.verified:
        bundles.apply_waiting(workspace)
    return contact


def _from_card(card: Card, before: Contact | None, receives: str | None) -> Contact:
    known = tuple(Receives)
    if receives is not None and receives not in known:
        raise InvalidValueError("INVALID_VALUE", field="receives", reason="vocabulary")
    chosen = Receives(receives) if receives else DEFAULT_RECEIVES[card.role]
    if before is not None and receives is None:
        chosen = before.receives
    fresh = Contact(
        id=card.device,
        name=card.name,
        unit=card.unit,
        role=card.role,
        signing=card.signing,
        receive=card.receive,
        fingerprint=card.fingerprint,
        verified=False,
        receives=chosen,
        predecessors=tuple(each.device for each in card.successions),
    )
    if before is None:
        return fresh
    return replace(
        fresh,
        verified=before.verified,
        revoked_after=before.revoked_after,
        ack=before.ack,
    )


def _meet_predecessors(transaction: Transaction, contact: Contact, card: Card) -> None:
    """Remember the keys of whom it goes on for, and up to where each was copied."""
    for each in card.successions:
        if exchange.contact(transaction, each.device) is None:
            old = replace(
                contact,
                id=each.device,
                signing=each.signing,
                fingerprint=fingerprints.fingerprint(each.signing),
                receive=b"",
                verified=False,
                predecessors=(),
            )
            exchange.put_contact(transaction, old)
        exchange.put_copied(transaction, each.device, each.size, each.root)


def _close_predecessors(
    workspace: Workspace, transaction: Transaction, contact: Contact
) -> None:
    """What an old device writes from now on was written by a copy, or a thief."""
    if workspace.owner.role != Role.COORDINATOR:
        return
    for device in contact.predecessors:
        old = _existing(transaction, device)
        if not old.revoked:
            group.close(workspace, transaction, old)


def _compare(workspace: Workspace, fingerprint: bytes, words: str) -> None:
    expected = fingerprints.word_indices(fingerprint)
    if expected not in workspace.kit.word_lists.heard(words):
        raise InputRefusedError("WRONG_FINGERPRINT")


def verify(workspace: Workspace, contact_id: str, words: str) -> Contact:
    """Compare the words of a contact that was added before.

    Raises:
        UsageError: NO_SUCH_CONTACT.
        InputRefusedError: WRONG_FINGERPRINT.
    """
    with workspace.transaction() as transaction:
        contact = _existing(transaction, contact_id)
        _compare(workspace, contact.fingerprint, words)
        contact = replace(contact, verified=True)
        exchange.put_contact(transaction, contact)
        group.join_by_contact(workspace, transaction, contact)
        _close_predecessors(workspace, transaction, contact)
    bundles.apply_waiting(workspace)
    return contact


def listed(workspace: Workspace) -> list[Contact]:
    """Every contact, those revoked last; not what this installation once was."""
    with workspace.transaction() as transaction:
        own = succession.predecessors(workspace, transaction)
        found = exchange.contacts(transaction)
    return [each for each in found if each.id not in own]


def device_names(workspace: Workspace) -> dict[str, str]:
    """Code names by device id, this installation's included."""
    with workspace.transaction() as transaction:
        known = {each.id: each.name for each in exchange.contacts(transaction)}
    return {**known, workspace.device: workspace.owner.name}


def revoke(
    workspace: Workspace, contact_id: str, *, after: int | None = None
) -> Changes:
    """Trust a device's journal only up to a position; nothing of it is deleted.

    Args:
        workspace: A coordinator's open profile.
        contact_id: The device.
        after: Its last position that has effect; None for all that is held here.

    Raises:
        NotAllowedError: NOT_ALLOWED, for anybody but a coordinator.
        UsageError: NO_SUCH_CONTACT, INVALID_VALUE for a position not held here.
    """
    if workspace.owner.role != Role.COORDINATOR:
        raise NotAllowedError("NOT_ALLOWED", role=workspace.owner.role)
    with workspace.transaction() as transaction:
        contact = _existing(transaction, contact_id)
        return group.revoke(workspace, transaction, contact, after)


def _existing(transaction: Transaction, contact_id: str) -> Contact:
    found = exchange.contact(transaction, contact_id)
    if found is None:
        raise UsageError("NO_SUCH_CONTACT", contact=contact_id)
    return found
