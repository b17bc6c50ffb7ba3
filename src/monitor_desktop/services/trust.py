"""Key-state in force: evaluating the group's statements and following them.

``settle`` is called whenever a statement or a history was added. It gives the effect
of operations, of contacts and of this installation the state that all statements held
together have; nothing is deleted, so whatever is taken back counts again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from monitor_desktop.crypto.merkle import EMPTY_ROOT
from monitor_desktop.domain.contacts import DEFAULT_RECEIVES, Contact, Role
from monitor_desktop.domain.key_state import (
    Head,
    KeyState,
    Says,
    Statement,
    key_state,
)
from monitor_desktop.services import kept_trust, succession
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import branches, effects, exchange, journal
from monitor_desktop.store.journal import root_at
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
    """A device has two histories and nobody decided about them."""
    forked = journal.is_forked(transaction, device)
    return forked and not state(workspace, transaction).is_settled(device)


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
    found = key_state(_statements(workspace, transaction), HeldJournals(transaction))
    kept_trust.write(workspace.store, transaction, found)
    _void(workspace, transaction, found)
    for contact in exchange.contacts(transaction):
        followed = _followed(contact, found)
        if followed != contact:
            exchange.put_contact(transaction, followed)
    _take_office(workspace, transaction, found)
    if set(found.revoked) - set(before.revoked):
        workspace.store.set_setting(transaction, RECEIVE_KEY_DUE, value=True)
    return found


def _statements(workspace: Workspace, transaction: Transaction) -> Iterator[Statement]:
    group = str(workspace.store.setting(transaction, "group", ""))
    stated = [statements.read(each, group) for each in effects.statements(transaction)]
    yield from stated
    later = {
        each.about
        for each in stated
        if each.says is Says.APPOINTED and each.head and each.head.size
    }
    # Cards that were seen are statements too: the root signed what they show.
    for contact in exchange.contacts(transaction):
        carded = workspace.store.setting(transaction, f"group_of:{contact.id}", "")
        if group and contact.verified and carded == group:
            yield _carded(transaction, contact.id, contact.predecessors)
            # Who led from its first position went on for one who did, too.
            line = {contact.id, *contact.predecessors}
            for each in contact.predecessors if line.isdisjoint(later) else ():
                yield _carded(transaction, each, ())
    if workspace.store.setting(transaction, "appointment", ""):
        own = (workspace.device, *succession.predecessors(workspace, transaction))
        yield from (_carded(transaction, each, ()) for each in own)


def _carded(
    transaction: Transaction, device: str, predecessors: tuple[str, ...]
) -> Statement:
    sizes = ((each, exchange.copied(transaction, each)) for each in predecessors)
    return Statement(
        id=f"card:{device}",
        author=device,
        says=Says.APPOINTED,
        about=device,
        register=("card", device),
        head=Head(0, EMPTY_ROOT.hex()),
        by_root=True,
        via=tuple((each, known[0]) for each, known in sizes if known),
    )


def _followed(contact: Contact, found: KeyState) -> Contact:
    """A contact as the key-state has it."""
    cut = found.cuts.get(contact.id)
    role, receives = contact.role, contact.receives
    if contact.id in found.coordinators and role is not Role.COORDINATOR:
        if receives is DEFAULT_RECEIVES[role]:
            receives = DEFAULT_RECEIVES[Role.COORDINATOR]
        role = Role.COORDINATOR
    old = {old for old, heir in found.heirs.items() if heir == contact.id}
    fresh = sorted(old - set(contact.predecessors))
    return replace(
        contact,
        role=role,
        receives=receives,
        revoked_after=cut.size if cut else None,
        predecessors=(*fresh, *contact.predecessors),
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
            for key in ("root", "appointment"):
                raw = from_text(told[key], part="group")
                store.set_setting(transaction, key, raw.hex())


def _void(workspace: Workspace, transaction: Transaction, found: KeyState) -> None:
    """Mark what has no effect, and show the records anew where that changed."""
    void = {each for each in found.void if not each.startswith("card:")}
    for device in {*found.cuts, *found.refused}:
        effective = set(_effective(transaction, device, found))
        void |= set(effects.ids_of(transaction, device)) - effective
    changed = effects.mark_void(transaction, void)
    workspace.store.show(transaction, changed)


def _effective(transaction: Transaction, device: str, found: KeyState) -> Iterator[str]:
    """Ids of a device's operations that stand on a history up to where it counts."""
    held = HeldJournals(transaction)
    cut = found.cuts.get(device)
    for branch in journal.paths(transaction, device):
        limit = held.size(device, branch)
        if cut is not None and not held.may_lead(device, branch, cut):
            limit = 0
        elif cut is not None:
            limit = min(limit, cut.size)
        for refused in found.refused.get(device, ()):
            if held.passes(device, branch, refused):
                limit = min(limit, refused.size - 1)
        leaves = journal.leaves(transaction, device, branch=branch)
        for _, leaf in zip(range(limit), leaves, strict=False):
            yield leaf[:16].hex()


class HeldJournals:
    """What is held of the journals, with roots remembered for one evaluation."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._root = cache(self._root_at)
        self._parts = cache(self._partings)
        self._places = cache(lambda each: journal.places(transaction, *each))

    def size(self, device: str, branch: int) -> int:
        """Positions held of a branch."""
        return journal.frontier(self._transaction, device, branch).size

    def _root_at(self, device: str, size: int, branch: int) -> str:
        return root_at(self._transaction, device, size, branch).hex()

    def passes(self, device: str, branch: int, head: Head) -> bool:
        """A branch is known to go through a head."""
        held = self.size(device, branch)
        return held >= head.size and self._root(device, head.size, branch) == head.root

    def may_lead(self, device: str, branch: int, head: Head) -> bool:
        """A branch goes through a head, or may still; one at most goes through."""
        if self.size(device, branch) >= head.size:
            return self.passes(device, branch, head)
        others = journal.paths(self._transaction, device)
        return not any(self.passes(device, each, head) for each in others)

    def stands_under(self, statement: Statement, head: Head) -> bool:
        """See ``domain.key_state.Journals``."""
        return any(
            n <= head.size and self.may_lead(statement.author, branch, head)
            for branch, n in self._places((statement.author, statement.id))
        )

    def stands_after(self, statement: Statement, head: Head) -> bool:
        """See ``domain.key_state.Journals``."""
        return any(
            n > head.size and self.passes(statement.author, branch, head)
            for branch, n in self._places((statement.author, statement.id))
        )

    def waits(self, statement: Statement, adopted: Collection[Head]) -> bool:
        """See ``domain.key_state.Journals``."""
        device = statement.author
        if not journal.is_forked(self._transaction, device):
            return False
        return all(
            self._waits(device, branch, n, adopted)
            for branch, n in self._places((device, statement.id))
        )

    def _waits(
        self, device: str, branch: int, n: int, adopted: Collection[Head]
    ) -> bool:
        before = [each for each in self._parts(device, branch) if each < n]
        return bool(before) and not any(
            head.size > max(before) and self.passes(device, branch, head)
            for head in adopted
        )

    def _partings(self, device: str, branch: int) -> tuple[int, ...]:
        """Sizes at which other histories leave a branch."""
        others = journal.paths(self._transaction, device)
        return tuple(
            common(self._transaction, device, branch, each)
            for each in others
            if each != branch
        )


def common(transaction: Transaction, device: str, one: int, other: int) -> int:
    """How many positions two histories of a device share."""
    pairs = zip(
        journal.leaves(transaction, device, branch=one),
        journal.leaves(transaction, device, branch=other),
        strict=False,
    )
    for n, (a, b) in enumerate(pairs):
        if a != b:
            return n
    return 0


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
