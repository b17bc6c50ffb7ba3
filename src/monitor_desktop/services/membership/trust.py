"""Key-state in force: evaluating the group's statements and following them.

``settle`` is called whenever a statement or a history was added. It gives the effect
of operations, of contacts and of this installation the state that all statements held
together have; nothing is deleted, so whatever is taken back counts again.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from monitor_desktop.domain.contacts import (
    DEFAULT_RECEIVES,
    FALSE_HEIR,
    Contact,
    Role,
)
from monitor_desktop.domain.key_state import KeyState, key_state
from monitor_desktop.domain.trust_statements import Statement
from monitor_desktop.services import kept_trust
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.membership import carded, voices
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import branches, effects, exchange, journal
from monitor_desktop.store.edges import root_at
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync import statements
from monitor_desktop.sync.base64_text import from_text

TYPE: Final = "group"
RECEIVE_KEY_DUE: Final = "receive_key_due"


def state(workspace: Workspace, transaction: Transaction) -> KeyState:
    """The key-state as last settled; settled now, if it never was."""
    kept = kept_trust.read(workspace.store, transaction)
    return settle(workspace, transaction) if kept is None else kept


def leads(workspace: Workspace, transaction: Transaction) -> bool:
    """This installation is a coordinator."""
    # It may have been appointed since the profile was opened.
    owner: Any = workspace.store.setting(transaction, "owner", {})
    return Role.COORDINATOR in (workspace.owner.role, owner.get("role"))


def is_unsettled(workspace: Workspace, transaction: Transaction, device: str) -> bool:
    """A device has histories that nobody decided about."""
    if not journal.is_forked(transaction, device):
        return False
    found = state(workspace, transaction)
    return not HeldJournals(transaction).is_settled(device, found)


def follow(
    workspace: Workspace,
    transaction: Transaction,
    devices: Collection[str],
    *,
    stated: bool,
) -> None:
    """Settle, if what arrived may have changed anything.

    Args:
        workspace: The open profile.
        transaction: That stored it.
        devices: Whose journals grew.
        stated: There were group operations among them.
    """
    now = state(workspace, transaction)
    concerned = {*now.cuts, *now.refused} | set(branches.forked(transaction))
    if stated or concerned & set(devices):
        settle(workspace, transaction)


def settle(workspace: Workspace, transaction: Transaction) -> KeyState:
    """Evaluate all statements again and let everything follow."""
    before = kept_trust.read(workspace.store, transaction) or KeyState()
    held = HeldJournals(transaction)
    found = key_state(_statements(workspace, transaction), held)
    kept_trust.write(workspace.store, transaction, found)
    _void(workspace, transaction, found, held)
    stored = exchange.contacts(transaction)
    undone = _undone(transaction, before, found)
    known = {each.id: _without(each, undone) for each in stored}
    for contact in stored:
        line = _line(known[contact.id], found, known)
        followed = voices.heard(
            workspace, transaction, _followed(contact, found, line), found, held
        )
        if followed != contact:
            exchange.put_contact(transaction, followed)
    _take_office(workspace, transaction, found)
    if set(found.revoked) - set(before.revoked):
        workspace.store.set_setting(transaction, RECEIVE_KEY_DUE, value=True)
    return found


def _statements(workspace: Workspace, transaction: Transaction) -> Iterator[Statement]:
    group = str(workspace.store.setting(transaction, "group", ""))
    for each in effects.statements(transaction):
        yield statements.read(each, group)
    # Cards that were seen are statements too: the root signed what they show.
    for contact in exchange.contacts(transaction):
        if contact.verified:
            yield from carded.of(workspace.store, transaction, contact.id, group)
    yield from carded.own(workspace, transaction)


def _undone(transaction: Transaction, before: KeyState, found: KeyState) -> set[str]:
    """Devices for which another went on by a statement that stands no more."""
    return {
        old
        for old, heir in before.heirs.items()
        if found.heirs.get(old) != heir and not exchange.handed_over(transaction, old)
    }


def _without(contact: Contact, undone: Collection[str]) -> Contact:
    left = tuple(each for each in contact.predecessors if each not in undone)
    return replace(contact, predecessors=left)


def _line(
    contact: Contact, found: KeyState, known: Mapping[str, Contact]
) -> tuple[str, ...]:
    """Whom a contact goes on for: those before whom it was stated to follow too."""
    line = [contact.id]
    for device in line:
        stated = sorted(old for old, heir in found.heirs.items() if heir == device)
        carded = known[device].predecessors if device in known else ()
        line += [e for e in dict.fromkeys([*stated, *carded]) if e not in line]
    fresh = [each for each in line[1:] if each not in contact.predecessors]
    return (*fresh[::-1], *contact.predecessors)


def _followed(contact: Contact, found: KeyState, line: tuple[str, ...]) -> Contact:
    """A contact as the key-state has it."""
    cut = found.cuts.get(contact.id)
    after = cut.size if cut else None
    if cut is None and found.is_false_heir((*line, contact.id)):
        after = FALSE_HEIR
    role, receives = contact.role, contact.receives
    if contact.id in found.coordinators and role is not Role.COORDINATOR:
        if receives is DEFAULT_RECEIVES[role]:
            receives = DEFAULT_RECEIVES[Role.COORDINATOR]
        role = Role.COORDINATOR
    return replace(
        contact,
        role=role,
        receives=receives,
        revoked_after=after,
        predecessors=line,
    )


def _take_office(
    workspace: Workspace, transaction: Transaction, found: KeyState
) -> None:
    """Become a coordinator, when the root appointed this very device."""
    store = workspace.store
    owner: Any = store.setting(transaction, "owner", {})
    if not found.leads(workspace.device) or owner.get("role") == Role.COORDINATOR:
        return
    for each in effects.statements(transaction):
        told: Any = each.value
        named = (each.field, each.sub) == (statements.APPOINTED, workspace.device)
        if named and each.id not in found.void:
            store.set_setting(transaction, "owner", {**owner, "role": "coordinator"})
            workspace.ask_role_again()
            for key in ("root", "appointment"):
                raw = from_text(told[key], part="group")
                store.set_setting(transaction, key, raw.hex())


def _void(
    workspace: Workspace,
    transaction: Transaction,
    found: KeyState,
    held: HeldJournals,
) -> None:
    """Mark what has no effect, and show the records anew where that changed."""
    void = {each for each in found.void if not each.startswith("card:")}
    for device in {*found.cuts, *found.refused}:
        limits = {each: held.limit(device, each, found) for each in held.paths(device)}
        void |= effects.behind(transaction, device, limits)
    changed = effects.mark_void(transaction, void)
    workspace.store.show(transaction, changed)


def believed(
    workspace: Workspace, transaction: Transaction, contact: Contact
) -> Contact:
    """A contact with only that part of its ack which is about the histories held here.

    Who holds position 9 of a copy of this laptop does not hold ours.
    """
    ours = {
        device: max(
            _ours(workspace, transaction, device, contact.ack.heads_of(device)),
            default=(0, ""),
        )
        for device in contact.ack.known
    }
    return replace(contact, ack=replace(contact.ack, known=ours))


def _ours(
    workspace: Workspace,
    transaction: Transaction,
    device: str,
    heads: Sequence[tuple[int, str]],
) -> Iterator[tuple[int, str]]:
    held = journal.frontier(transaction, device).size
    for size, root in heads:
        # Of another's journal one may hold more than we do; of ours only a copy's.
        if (size > held and device != workspace.device) or (
            size <= held and root_at(transaction, device, size).hex() == root
        ):
            yield size, root
