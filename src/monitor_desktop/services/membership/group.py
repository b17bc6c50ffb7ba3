"""The group: joining it, and what its coordinators state about devices."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.operations import Edit, JsonValue, OperationKind
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.errors import InputRefusedError, NotAllowedError, UsageError
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.membership import carded, succession, trust
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


def require_heard(workspace: Workspace, transaction: Transaction) -> None:
    """What this coordinator states has effect now; only the root's word always has.

    Raises:
        NotAllowedError: NOT_ALLOWED, for who is no coordinator any more; FORK, while
            nobody decided about the histories of this very profile.
    """
    require_coordinator(workspace, transaction)
    if not trust.state(workspace, transaction).leads(workspace.device):
        raise NotAllowedError("NOT_ALLOWED", reason="coordinators")
    if trust.is_unsettled(workspace, transaction, workspace.device):
        raise NotAllowedError("FORK", reason="waits")


def appoint(
    workspace: Workspace, transaction: Transaction, contact: Contact, root: SigningKey
) -> Changes:
    """Make a device a coordinator, after what is held of its journal.

    Raises:
        NotAllowedError: FORK, where it has histories that nobody decided about.
    """
    held = HeldJournals(transaction)
    if trust.is_unsettled(workspace, transaction, contact.id):
        # An appointment is for good, and it holds on one history alone.
        raise NotAllowedError("FORK", contact=contact.name, reason="undecided")
    found = trust.state(workspace, transaction)
    branch = held.trusted(contact.id, found)[0]
    size = held.size(contact.id, branch)
    at = bytes.fromhex(held.root(contact.id, size, branch))
    appointment = cards.appoint(root, contact.fingerprint, size=size, at=at)
    value = statements.appointed(
        signing=contact.signing, root=root.public, appointment=appointment
    )
    made = _write(workspace, transaction, statements.APPOINTED, contact.id, value)
    # Of a coordinator's histories only the root decides: it repeats what was decided.
    for heads, word in ((found.adopted, "adopt"), (found.refused, "refuse")):
        for head in heads.get(contact.id, ()):
            sub = statements.branch_sub(contact.id, head)
            decision: Value = {"decision": word}
            decide(workspace, transaction, statements.BRANCH, sub, decision, root=root)
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

    Of a copied device on each history that somebody stands for, else on one that
    nobody refused.
    """
    held, found = HeldJournals(transaction), trust.state(workspace, transaction)
    paths = held.stood_for(contact.id, found) or held.trusted(contact.id, found)[:1]
    longest = max(held.size(contact.id, each) for each in paths)
    if after is not None and not 0 <= after <= longest:
        raise UsageError("INVALID_VALUE", field="after", reason="number")
    at, *also = held.ends(contact.id, paths, longest if after is None else after)
    heirs = None
    if contact.id in found.coordinators:
        heirs = _heirs(workspace, transaction, contact.id)
    value = statements.up_to(at, also=also, heirs=heirs)
    return decide(
        workspace, transaction, statements.REVOKED, contact.id, value, root=root
    )


def withdraw(
    workspace: Workspace,
    transaction: Transaction,
    contact: Contact,
    root: SigningKey | None = None,
) -> Changes:
    """Take back that a device was revoked; else that another goes on for it.

    Raises:
        NotAllowedError: NEEDS_RECOVERY_CODE; REVOKED, of whom nobody revoked, but the
            device that it says it goes on for.
    """
    if contact.is_false_heir:
        raise NotAllowedError("REVOKED", contact=contact.name, reason="heir")
    now = trust.state(workspace, transaction)
    closed = contact.id in now.cuts and contact.id not in now.revoked
    field = statements.SUCCEEDED if closed else statements.REVOKED
    return decide(workspace, transaction, field, contact.id, None, root=root)


def _heirs(workspace: Workspace, transaction: Transaction, device: str) -> set[str]:
    """Who really goes on for a device: this one, or who was met in person."""
    own = succession.predecessors(workspace, transaction)
    # Whom nobody named until now is named by comparing its words first.
    met = (
        each
        for each in exchange.contacts(transaction)
        if each.verified and (each.is_false_heir or not each.revoked)
    )
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
    found = trust.state(workspace, transaction)
    paths = held.trusted(old.id, found)
    longer = [each for each in paths if held.passes(old.id, each, end)][:1]
    first = held.ends(old.id, longer) or [end]
    # What else is adopted is the work of another copy.
    others = held.ends(old.id, held.stood_for(old.id, found))
    end, *also = dict.fromkeys((*first, *others))
    value: dict[str, JsonValue] = {
        **statements.up_to(end, also=also),
        "heir": heir.id,
        "signing": statements.as_text(heir.signing),
        "statement": copied.said if copied else None,
    }
    return _write(workspace, transaction, statements.SUCCEEDED, old.id, value)


def was_taken_back(
    workspace: Workspace, transaction: Transaction, old: str, heir: str
) -> bool:
    """Somebody who may stated that a device goes on for another; it stands no more.

    Only of devices whose journals are not closed now.
    """
    void = trust.state(workspace, transaction).void
    return any(
        (each.field, each.sub) == (statements.SUCCEEDED, old)
        and isinstance(each.value, Mapping)
        and each.value.get("heir") == heir
        and each.id not in void
        for each in effects.statements(transaction)
    )


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
        NotAllowedError: NEEDS_RECOVERY_CODE; NOT_ALLOWED and FORK, as
            ``require_heard``.
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
    else:
        require_heard(workspace, transaction)
    return _write(workspace, transaction, field, sub, value)


def _heads(
    workspace: Workspace, transaction: Transaction, field: str, sub: str
) -> tuple[str, ...]:
    record = str(workspace.store.setting(transaction, "group", ""))
    found = journal.heads_of(transaction, record).get((field, sub), ())
    if field != statements.REVOKED:
        return tuple(found)
    # What has no effect is no head; but whoever decides answers it, too.
    disputed = trust.state(workspace, transaction).disputed.get(sub, ())
    return tuple(sorted({*found, *disputed}))


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
