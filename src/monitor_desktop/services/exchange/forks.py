"""Devices with two histories: looking at the branches, deciding about them.

Both count until a coordinator decides. Adopting says that a person stands for a branch;
both may be adopted, as the work of two installations. Refusing a branch takes the
effect from what stands on it alone; nothing is deleted and it can be taken back.
"""

from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.key_state import KeyState
from monitor_desktop.domain.operations import Operation, OperationKind
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.errors import UsageError
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.exchange import purges
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.membership import group, trust
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import journal
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync import statements

OPEN, ADOPTED, REFUSED = "open", "adopted", "refused"
_DECISIONS: Final = {ADOPTED: "adopt", REFUSED: "refuse", OPEN: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One history of a forked device, from where it leaves all others.

    Attributes:
        number: This profile's own name for it; 0 is the one met first.
        first: Its first position that no other history has.
        size: Its last position.
        edits: How many edits of it are on no other history.
        last_us: Hybrid clock of the last of them; 0 when there is none.
        state: open, adopted or refused.
    """

    number: int
    first: int
    size: int
    edits: int
    last_us: int
    state: str


def listed(workspace: Workspace, device: str) -> list[Branch]:
    """The histories of a device; empty when it has only one."""
    with workspace.transaction() as transaction:
        if not journal.is_forked(transaction, device):
            return []
        held = HeldJournals(transaction)
        return [
            _branch(workspace, transaction, held, device, each)
            for each in held.paths(device)
        ]


def _branch(
    workspace: Workspace,
    transaction: Transaction,
    held: HeldJournals,
    device: str,
    number: int,
) -> Branch:
    head = held.first(device, number)
    now = trust.state(workspace, transaction)
    state = OPEN
    if held.through(device, number, now.refused):
        state = REFUSED
    elif held.is_adopted(device, number, now):
        state = ADOPTED
    found = journal.entries(transaction, device, after=head.size - 1, branch=number)
    edits = [
        each
        for each in found
        if isinstance(each, Operation) and each.kind != OperationKind.SENT
    ]
    return Branch(
        number=number,
        first=head.size,
        size=held.size(device, number),
        edits=len(edits),
        last_us=max((each.clock_us for each in edits), default=0),
        state=state,
    )


def decide(
    workspace: Workspace,
    device: str,
    number: int,
    state: str,
    *,
    code: str | None = None,
) -> Changes:
    """Adopt a history, refuse it, or take such a decision back.

    Args:
        workspace: A coordinator's open profile.
        device: Whose histories.
        number: Which, as ``listed`` names it.
        state: adopted, refused or open.
        code: The recovery code, about a coordinator's device.

    Raises:
        NotAllowedError: NOT_ALLOWED; NEEDS_RECOVERY_CODE, where only the root can.
        UsageError: NO_SUCH_BRANCH.
    """
    with purges.following(workspace) as transaction:
        group.require_coordinator(workspace, transaction)
        held = HeldJournals(transaction)
        numbers = held.paths(device)
        if number not in numbers or len(numbers) < 2:  # noqa: PLR2004  # one is no fork
            raise UsageError("NO_SUCH_BRANCH", branch=number)
        root = group.root_key(workspace, transaction, code)
        now = trust.state(workspace, transaction)
        refused = [each for each in numbers if held.through(device, each, now.refused)]
        head = held.first(device, number, refused if state == REFUSED else ())
        # What was decided when fewer histories were known stands under other heads.
        for each in _against(held, device, number, state, now) - {head}:
            sub = statements.branch_sub(device, each)
            group.decide(
                workspace, transaction, statements.BRANCH, sub, None, root=root
            )
        decision = _DECISIONS[state]
        value = None if decision is None else {"decision": decision}
        sub = statements.branch_sub(device, head)
        return group.decide(
            workspace, transaction, statements.BRANCH, sub, value, root=root
        )


def _against(
    held: HeldJournals, device: str, number: int, state: str, now: KeyState
) -> set[Head]:
    """Heads on a history of which something else was decided than a state."""
    stands = {REFUSED: now.refused, ADOPTED: now.adopted}
    return {
        head
        for was, heads in stands.items()
        if was != state
        for head in held.through(device, number, heads)
    }
