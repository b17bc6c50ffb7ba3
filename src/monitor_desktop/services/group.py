"""Key-state: which devices the group trusts, and up to where."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from monitor_desktop.crypto.merkle import EMPTY_ROOT, root_of
from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.operations import Edit, Operation, OperationKind
from monitor_desktop.errors import InputRefusedError, UsageError
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange, journal
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.cards import Card

TYPE: Final = "group"
REVOKED: Final = "revoked"


def note_group(workspace: Workspace, transaction: Transaction, card: Card) -> None:
    """Remember which group a card is of; a profile belongs to one for good.

    Raises:
        InputRefusedError: OTHER_GROUP.
    """
    own = workspace.store.setting(transaction, "group", "")
    if own and card.group and card.group != own:
        raise InputRefusedError("OTHER_GROUP")
    if card.role is Role.COORDINATOR:
        key = f"group_of:{card.device}"
        workspace.store.set_setting(transaction, key, card.group)


def join_by_contact(
    workspace: Workspace, transaction: Transaction, contact: Contact
) -> None:
    """A profile joins at its first verified coordinator card.

    Raises:
        InputRefusedError: OTHER_GROUP.
    """
    joining = workspace.store.setting(transaction, f"group_of:{contact.id}", "")
    own = workspace.store.setting(transaction, "group", "")
    if contact.role is not Role.COORDINATOR or not joining:
        return
    if own and own != joining:
        raise InputRefusedError("OTHER_GROUP")
    workspace.store.set_setting(transaction, "group", joining)


def revoke(
    workspace: Workspace, transaction: Transaction, contact: Contact, after: int | None
) -> Changes:
    """Write a revocation after a head: a position and the root there."""
    held = journal.frontier(transaction, contact.id).size
    cut = held if after is None else after
    if not 0 <= cut <= held:
        raise UsageError("INVALID_VALUE", field="after", reason="number")
    leaves = map(journal.leaf_of, journal.entries(transaction, contact.id))
    root = root_of(leaf for _, leaf in zip(range(cut), leaves, strict=False))
    return _cut(workspace, transaction, contact, cut, root)


def close(workspace: Workspace, transaction: Transaction, old: Contact) -> Changes:
    """End the journal of a device that another goes on for.

    At what was handed over, or at what is held here where that is more: both come from
    before the coordinator knew of the copy, and lie on one branch.
    """
    held = journal.frontier(transaction, old.id)
    size, root = exchange.copied(transaction, old.id) or (0, EMPTY_ROOT)
    if held.size >= size:
        size, root = held.size, held.root()
    return _cut(workspace, transaction, old, size, root)


def _cut(
    workspace: Workspace,
    transaction: Transaction,
    contact: Contact,
    cut: int,
    root: bytes,
) -> Changes:
    record = str(workspace.store.setting(transaction, "group", ""))
    edit = Edit(
        kind=OperationKind.GROUP,
        type=TYPE,
        record=record,
        top=record,
        field=REVOKED,
        sub=contact.id,
        pred=tuple(
            journal.heads_of(transaction, record).get((REVOKED, contact.id), ())
        ),
        value={"after": cut, "root": root.hex()},
    )
    made = workspace.store.write(transaction, workspace.device, [edit])
    take_effect(workspace, transaction, made)
    return Changes((), 1)


def take_effect(
    workspace: Workspace, transaction: Transaction, operations: Iterable[Operation]
) -> None:
    """Follow the revocations among new operations; others' words have no effect."""
    for each in operations:
        if each.kind != OperationKind.GROUP or each.field != REVOKED:
            continue
        value = each.value
        after = value.get("after") if isinstance(value, Mapping) else None
        contact = exchange.contact(transaction, each.sub)
        decides = _is_coordinator(workspace, transaction, each.device)
        if contact is None or not decides or not isinstance(after, int):
            continue
        known = contact.revoked_after
        smallest = after if known is None else min(after, known)
        exchange.put_contact(transaction, replace(contact, revoked_after=smallest))
        touched = journal.of_device(transaction, contact.id, after=smallest)
        workspace.store.show(transaction, {late.record for late in touched})


def _is_coordinator(
    workspace: Workspace, transaction: Transaction, device: str
) -> bool:
    if device == workspace.device:
        return workspace.owner.role == Role.COORDINATOR
    author = exchange.contact(transaction, device)
    return author is not None and author.verified and author.role is Role.COORDINATOR
