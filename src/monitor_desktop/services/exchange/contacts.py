"""Contacts: exchanging cards, comparing words, revoking."""

from dataclasses import replace

from monitor_desktop.crypto import fingerprints
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
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.exchange import bundles, purges
from monitor_desktop.services.exchange.known_contacts import known_contact
from monitor_desktop.services.membership import (
    group,
    receiving,
    succession,
    trust,
    unit_claims,
)
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
            receive=receiving.present(workspace, transaction).public,
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

    The unit of one that was verified before stays until its words are heard again.

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
    with purges.following(workspace) as transaction:
        before = exchange.contact(transaction, read.device)
        contact = _from_card(read, before, receives)
        contact = replace(contact, verified=contact.verified or heard)
        claims = not heard and before is not None and before.verified
        if before is not None and claims:
            contact = replace(contact, unit=before.unit)
        claimed = read.unit if claims and read.unit != contact.unit else None
        unit_claims.note(workspace, transaction, contact.id, claimed)
        group.note_group(workspace, transaction, read)
        exchange.put_contact(transaction, contact)
        _meet_predecessors(transaction, contact, read)
        if contact.verified:
            group.join_by_contact(workspace, transaction, contact)
            _close_predecessors(workspace, transaction, contact)
            # An older card takes nothing from what was stated since.
            trust.settle(workspace, transaction)
        contact = known_contact(transaction, contact.id)
    if contact.verified:
        bundles.apply_waiting(workspace)
    return contact


def _from_card(card: Card, before: Contact | None, receives: str | None) -> Contact:
    known = [str(each) for each in Receives]
    if receives is not None and receives not in known:
        raise InvalidValueError(
            "INVALID_VALUE", field="receives", reason="one_of", terms=known
        )
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
        # A key that came with a bundle is newer than the card, or opened as long.
        receive=before.receive if before.ack.own else card.receive,
        verified=before.verified,
        revoked_after=before.revoked_after,
        ack=before.ack,
        sent=before.sent,
    )


def _meet_predecessors(transaction: Transaction, contact: Contact, card: Card) -> None:
    """Remember the keys of whom it goes on for, and up to where each was copied."""
    heirs = [*(each.device for each in card.successions), card.device][1:]
    for each, heir in zip(card.successions, heirs, strict=True):
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
        handed_over = exchange.Copied(each.size, each.root, each.to_json())
        exchange.put_copied(transaction, each.device, heir, handed_over)


def _close_predecessors(
    workspace: Workspace, transaction: Transaction, contact: Contact
) -> None:
    """What an old device writes from now on was written by a copy, or a thief.

    What somebody took back is stated again by a person alone, as ``confirm``.
    """
    if contact.revoked or not trust.leads(workspace, transaction):
        return
    heirs = [*contact.predecessors, contact.id][1:]
    for device, heir in zip(contact.predecessors, heirs, strict=True):
        old = known_contact(transaction, device)
        taken_back = group.was_taken_back(workspace, transaction, device, heir)
        if not old.revoked and not taken_back:
            group.close(workspace, transaction, old, known_contact(transaction, heir))


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
    with purges.following(workspace) as transaction:
        contact = known_contact(transaction, contact_id)
        _compare(workspace, contact.fingerprint, words)
        claimed = unit_claims.waiting(workspace, transaction, contact_id)
        contact = replace(contact, verified=True, unit=claimed or contact.unit)
        unit_claims.note(workspace, transaction, contact_id, None)
        exchange.put_contact(transaction, contact)
        group.join_by_contact(workspace, transaction, contact)
        _close_predecessors(workspace, transaction, contact)
    bundles.apply_waiting(workspace)
    return contact


def existing(workspace: Workspace, contact_id: str) -> Contact:
    """A contact.

    Raises:
        UsageError: NO_SUCH_CONTACT.
    """
    with workspace.transaction() as transaction:
        return known_contact(transaction, contact_id)


def listed(workspace: Workspace) -> list[Contact]:
    """Every contact, those revoked last; not what this installation once was.

    But to a coordinator: whoever has the laptop of before is one as well, until the
    recovery code revokes it.
    """
    with workspace.transaction() as transaction:
        leads = trust.leads(workspace, transaction)
        own = () if leads else succession.predecessors(workspace, transaction)
        found = exchange.contacts(transaction)
    return [each for each in found if each.id not in own]


def own_if_forked(workspace: Workspace) -> Contact | None:
    """This installation itself, where its profile was copied and nobody decided."""
    with workspace.transaction() as transaction:
        if not trust.is_unsettled(workspace, transaction, workspace.device):
            return None
    role = Role(workspace.owner.role)
    return Contact(
        id=workspace.device,
        name=workspace.owner.name,
        unit=workspace.owner.unit,
        role=role,
        signing=workspace.signing.public,
        receive=b"",
        fingerprint=workspace.fingerprint,
        verified=True,
        receives=DEFAULT_RECEIVES[role],
    )


def device_names(workspace: Workspace) -> dict[str, str]:
    """Code names by device id, this installation's included."""
    with workspace.transaction() as transaction:
        known = {each.id: each.name for each in exchange.contacts(transaction)}
    return {**known, workspace.device: workspace.owner.name}


def revoke(
    workspace: Workspace,
    contact_id: str,
    *,
    after: int | None = None,
    code: str | None = None,
) -> Changes:
    """Trust a device's journal only up to a head; nothing of it is deleted.

    Args:
        workspace: A coordinator's open profile.
        contact_id: The device.
        after: Its last position that has effect; None for all that is held here.
        code: The recovery code, to revoke a coordinator.

    Raises:
        NotAllowedError: NOT_ALLOWED, for anybody but a coordinator; FORK, where
            what this one states waits; NEEDS_RECOVERY_CODE, where only the root can.
        UsageError: NO_SUCH_CONTACT, INVALID_VALUE for a position not held here.
    """
    with purges.following(workspace) as transaction:
        group.require_coordinator(workspace, transaction)
        contact = known_contact(transaction, contact_id)
        root = group.root_key(workspace, transaction, code)
        return group.revoke(workspace, transaction, contact, after, root)


def withdraw(
    workspace: Workspace, contact_id: str, *, code: str | None = None
) -> Changes:
    """Take a revocation back: everything the device wrote counts again.

    Of a device that was not revoked, that another goes on for it: the wrong one may
    have been named, or the lost laptop found.

    Raises:
        NotAllowedError: As ``revoke``.
        UsageError: NO_SUCH_CONTACT.
    """
    with purges.following(workspace) as transaction:
        group.require_coordinator(workspace, transaction)
        contact = known_contact(transaction, contact_id)
        root = group.root_key(workspace, transaction, code)
        return group.withdraw(workspace, transaction, contact, root)


def appoint(
    workspace: Workspace, contact_id: str, *, code: str | None = None
) -> Changes:
    """Make a verified contact a coordinator, with the group's root key.

    Raises:
        NotAllowedError: NOT_ALLOWED, CONTACT_UNVERIFIED, NEEDS_RECOVERY_CODE;
            REVOKED, as what the root says would take back what was decided; FORK,
            before somebody decided about its histories.
        UsageError: NO_SUCH_CONTACT.
    """
    with purges.following(workspace) as transaction:
        group.require_coordinator(workspace, transaction)
        contact = known_contact(transaction, contact_id)
        _require_trusted(contact, or_false_heir=True)
        root = group.root_key(workspace, transaction, code)
        if root is None:
            raise NotAllowedError("NEEDS_RECOVERY_CODE")
        return group.appoint(workspace, transaction, contact, root)


def confirm(workspace: Workspace, contact_id: str, *, old_id: str) -> Changes:
    """State that a verified contact goes on for a lost device that signed nothing.

    Raises:
        NotAllowedError: NOT_ALLOWED, CONTACT_UNVERIFIED, REVOKED, FORK;
            NEEDS_RECOVERY_CODE for a coordinator's device.
        UsageError: NO_SUCH_CONTACT; INVALID_VALUE, for a device in its own place.
    """
    with purges.following(workspace) as transaction:
        group.require_coordinator(workspace, transaction)
        heir = known_contact(transaction, contact_id)
        old = known_contact(transaction, old_id)
        _require_trusted(heir)
        if old.id == heir.id:
            raise UsageError("INVALID_VALUE", field="of", reason="itself")
        if old.id in trust.state(workspace, transaction).coordinators:
            raise NotAllowedError("NEEDS_RECOVERY_CODE")
        group.require_heard(workspace, transaction)
        return group.close(workspace, transaction, old, heir)


def _require_trusted(contact: Contact, *, or_false_heir: bool = False) -> None:
    if not contact.verified:
        raise NotAllowedError("CONTACT_UNVERIFIED", contact=contact.name)
    if contact.revoked and not (or_false_heir and contact.is_false_heir):
        raise NotAllowedError("REVOKED", contact=contact.name, reason="trusted")


def may_decide(workspace: Workspace) -> bool:
    """Whether this installation is a coordinator now."""
    with workspace.transaction() as transaction:
        return trust.leads(workspace, transaction)


def is_closed(workspace: Workspace, contact_id: str) -> bool:
    """Another device goes on for it, as was stated and may be taken back."""
    with workspace.transaction() as transaction:
        now = trust.state(workspace, transaction)
    return contact_id in now.cuts and contact_id not in now.revoked


def standings(workspace: Workspace) -> dict[str, str]:
    """For each contact its standing.

    One of revoked, replaced, disputed, forked, contested, verified, known and
    unverified: ``disputed`` is a coordinator that another one revoked, which only the
    root can; ``contested`` says that it goes on for a device, and so does another;
    ``forked`` has two histories that nobody decided about; ``known`` came through a
    coordinator's directory.
    """
    with workspace.transaction() as transaction:
        found = exchange.contacts(transaction)
        now = trust.state(workspace, transaction)
        heirs = {
            old
            for each in found
            if each.verified and each.id not in now.revoked
            for old in each.predecessors
        }
        heirs.update(succession.predecessors(workspace, transaction))
        rivals = succession.rivals(found, now)

        def standing(contact: Contact) -> str:
            states = {
                "revoked": contact.id in now.revoked or contact.is_false_heir,
                "replaced": contact.id in heirs or contact.id in now.cuts,
                "disputed": contact.id in now.disputed,
                "forked": trust.is_unsettled(workspace, transaction, contact.id),
                "contested": contact.id in rivals,
                "verified": contact.verified,
                "known": contact.only_known_through_others,
            }
            return next((name for name, is_so in states.items() if is_so), "unverified")

        return {each.id: standing(each) for each in found}
