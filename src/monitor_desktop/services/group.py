"""The group: joining it, and what its coordinators state about devices."""

from itertools import islice, pairwise
from typing import Final

from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.operations import Edit, JsonValue, OperationKind
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.errors import InputRefusedError, NotAllowedError, UsageError
from monitor_desktop.services import carded, succession, trust
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import effects, exchange, journal
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync import cards, statements
from monitor_desktop.sync.cards import Card
from monitor_desktop.sync.statements import Value

TYPE: Final = trust.TYPE


def note_group(workspace: Workspace, transaction: Transaction, card: Card) -> None:
    """Remember which group a card is of; a profile belongs to one for good.

    Raises:
        InputRefusedError: OTHER_GROUP.
    """
    own = workspace.store.setting(transaction, "group", "")
    if own and card.group and card.group != own:
        raise InputRefusedError("OTHER_GROUP")
    carded.note(workspace.store, transaction, card)


def join_by_contact(
    workspace: Workspace, transaction: Transaction, contact: Contact
) -> None:
    """A profile joins at its first verified coordinator card.

    Raises:
        InputRefusedError: OTHER_GROUP.
    """
    joining = carded.group_of(workspace.store, transaction, contact.id)
    own = workspace.store.setting(transaction, "group", "")
    if contact.role is not Role.COORDINATOR or not joining:
        return
    if own and own != joining:
        raise InputRefusedError("OTHER_GROUP")
    workspace.store.set_setting(transaction, "group", joining)
    trust.settle(workspace, transaction)


def announce(workspace: Workspace, transaction: Transaction) -> None:
    """State the own appointment once, for those who never see the card.

    While there is one coordinator, everybody has its card.
    """
    own_devices = {workspace.device, *succession.predecessors(workspace, transaction)}
    now = trust.state(workspace, transaction)
    if set(now.coordinators) <= own_devices:
        return

    def kept(key: str) -> bytes:
        return bytes.fromhex(str(workspace.store.setting(transaction, key, "")))

    if not kept("appointment") or not trust.leads(workspace, transaction):
        return
    own = (statements.APPOINTED, workspace.device)
    # Anybody may write something under its name; that states nothing.
    is_stated = any(
        (each.field, each.sub) == own
        and (each.device == workspace.device or each.id not in now.void)
        for each in effects.statements(transaction)
    )
    if not is_stated:
        value = statements.appointed(
            signing=workspace.signing.public,
            root=kept("root"),
            appointment=kept("appointment"),
            chain=succession.of_store(workspace.store, transaction),
        )
        _write(workspace, transaction, *own, value)


def root_key(
    workspace: Workspace, transaction: Transaction, code: str | None
) -> SigningKey | None:
    """The group's root key, from the store or from behind the recovery code.

    Raises:
        LockedOutError: WRONG_RECOVERY_CODE.
    """
    if code is not None:
        return SigningKey(workspace.folder.slots().open_root(code))
    kept = str(workspace.store.setting(transaction, "root_key", ""))
    return SigningKey(bytes.fromhex(kept)) if kept else None


def require_coordinator(workspace: Workspace, transaction: Transaction) -> None:
    """Only a coordinator may.

    Raises:
        NotAllowedError: NOT_ALLOWED.
    """
    if not trust.leads(workspace, transaction):
        raise NotAllowedError("NOT_ALLOWED", reason="coordinators")


def appoint(
    workspace: Workspace, transaction: Transaction, contact: Contact, root: SigningKey
) -> Changes:
    """Make a device a coordinator, after what is held of its journal."""
    held = HeldJournals(transaction)
    branch = held.trusted(contact.id, trust.state(workspace, transaction))[0]
    size = held.size(contact.id, branch)
    at = bytes.fromhex(held.root(contact.id, size, branch))
    appointment = cards.appoint(root, contact.fingerprint, size=size, at=at)
    value = statements.appointed(
        signing=contact.signing, root=root.public, appointment=appointment
    )
    made = _write(workspace, transaction, statements.APPOINTED, contact.id, value)
    announce(workspace, transaction)
    return made


def revoke(
    workspace: Workspace,
    transaction: Transaction,
    contact: Contact,
    after: int | None,
    root: SigningKey | None = None,
) -> Changes:
    """State that a journal counts up to a head: a position and the root there.

    Of a copied device on a history that somebody stands for, or that nobody refused.
    """
    held = HeldJournals(transaction)
    branch = held.trusted(contact.id, trust.state(workspace, transaction))[0]
    cut = held.size(contact.id, branch) if after is None else after
    if not 0 <= cut <= held.size(contact.id, branch):
        raise UsageError("INVALID_VALUE", field="after", reason="number")
    at = Head(cut, held.root(contact.id, cut, branch))
    heirs = None
    if contact.id in trust.state(workspace, transaction).coordinators:
        heirs = _heirs(workspace, transaction, contact.id)
    value = statements.up_to(at, heirs=heirs)
    return decide(
        workspace, transaction, statements.REVOKED, contact.id, value, root=root
    )


def withdraw(
    workspace: Workspace,
    transaction: Transaction,
    contact: Contact,
    root: SigningKey | None = None,
) -> Changes:
    """Take back that a device was revoked; else that another goes on for it."""
    now = trust.state(workspace, transaction)
    closed = contact.id in now.cuts and contact.id not in now.revoked
    field = statements.SUCCEEDED if closed else statements.REVOKED
    return decide(workspace, transaction, field, contact.id, None, root=root)


def _heirs(workspace: Workspace, transaction: Transaction, device: str) -> set[str]:
    """Who really goes on for a device: this one, or who was met in person."""
    own = succession.predecessors(workspace, transaction)
    met = (e for e in exchange.contacts(transaction) if e.verified and not e.revoked)
    lines = [
        (*own, workspace.device),
        *((*each.predecessors, each.id) for each in met),
    ]
    return {heir for line in lines for old, heir in pairwise(line) if old == device}


def close(
    workspace: Workspace, transaction: Transaction, old: Contact, heir: Contact
) -> Changes:
    """End the journal of a device that another goes on for.

    At what was handed over, or at what is held here where that is more and on the same
    history: both come from before the coordinator knew of the copy.
    """
    copied = exchange.copied(transaction, old.id, heir.id)
    end = Head(copied.size, copied.root.hex()) if copied else cards.START
    held = HeldJournals(transaction)
    paths = held.trusted(old.id, trust.state(workspace, transaction))
    longer = (each for each in paths if held.passes(old.id, each, end))
    for branch in islice(longer, 1):
        size = held.size(old.id, branch)
        end = Head(size, held.root(old.id, size, branch))
    value: dict[str, JsonValue] = {
        **statements.up_to(end),
        "heir": heir.id,
        "signing": statements.as_text(heir.signing),
        "statement": copied.said if copied else None,
    }
    return _write(workspace, transaction, statements.SUCCEEDED, old.id, value)


def decide(
    workspace: Workspace,
    transaction: Transaction,
    field: str,
    sub: str,
    value: Value | None,
    *,
    root: SigningKey | None = None,
) -> Changes:
    """State something about a device; about a coordinator only the root can.

    Args:
        workspace: A coordinator's open profile.
        transaction: Of its store.
        field: What is stated.
        sub: Device id, or branch.
        value: None takes back what stands.
        root: Signs, where the device is a coordinator.

    Raises:
        NotAllowedError: NEEDS_RECOVERY_CODE.
    """
    device = sub.partition(":")[0]
    if device in trust.state(workspace, transaction).coordinators:
        if root is None:
            raise NotAllowedError("NEEDS_RECOVERY_CODE")
        value = statements.signed_by_root(
            root,
            field=field,
            sub=sub,
            pred=_heads(workspace, transaction, field, sub),
            value=value or {},
        )
    return _write(workspace, transaction, field, sub, value)


def _heads(
    workspace: Workspace, transaction: Transaction, field: str, sub: str
) -> tuple[str, ...]:
    record = str(workspace.store.setting(transaction, "group", ""))
    return tuple(journal.heads_of(transaction, record).get((field, sub), ()))


def _write(
    workspace: Workspace,
    transaction: Transaction,
    field: str,
    sub: str,
    value: Value | None,
) -> Changes:
    record = str(workspace.store.setting(transaction, "group", ""))
    edit = Edit(
        kind=OperationKind.GROUP,
        type=TYPE,
        record=record,
        top=record,
        field=field,
        sub=sub,
        pred=_heads(workspace, transaction, field, sub),
        value=value,
    )
    workspace.store.write(transaction, workspace.device, [edit])
    trust.settle(workspace, transaction)
    return Changes((), 1)
