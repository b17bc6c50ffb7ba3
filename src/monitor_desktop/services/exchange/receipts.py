"""Receipts: what is only here, what is on its way, what arrived at the hub."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.receipts import Belief, Delivery, delivery
from monitor_desktop.services.membership import trust
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import deliveries, exchange, journal
from monitor_desktop.store.store import Transaction

_WHOLE: Final = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many top records are in each state; deleted ones are not counted."""

    only_here: int = 0
    sent: int = 0
    arrived: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What one contact said it holds of this installation's edits.

    Attributes:
        contact: Id of the contact.
        name: Its code name.
        operations: Edits of this installation that it holds.
        of: Edits that this installation made.
    """

    contact: str
    name: str
    operations: int
    of: int


def states(workspace: Workspace, records: Sequence[str]) -> dict[str, Delivery]:
    """How far each of these records has come; a part goes with its whole.

    Made for the rows of a list: one look at an index, whatever the records hold. What
    a coordinator holds is at the hub.
    """
    with workspace.transaction() as transaction:
        tops = deliveries.tops(transaction, records)
        leads = workspace.owner.role == Role.COORDINATOR
        hubs = [] if leads else _hubs(workspace, transaction)
        found = _judged(workspace, transaction, tops.values(), hubs)
    return {record: found[tops[record]] for record in records if record in tops}


def not_updated_since(workspace: Workspace, record: str) -> int | None:
    """Since when a sender may send nothing newer of a record, ms; None if it may."""
    with workspace.transaction() as transaction:
        top = deliveries.tops(transaction, [record]).get(record, record)
        return exchange.not_updated(transaction, top)


def totals(workspace: Workspace) -> Totals:
    """How many records are only here, sent and arrived."""
    with workspace.transaction() as transaction:
        total = deliveries.count(transaction)
        if workspace.owner.role == Role.COORDINATOR:
            return Totals(arrived=total)
        hubs = _hubs(workspace, transaction)
        if not hubs:
            return Totals(only_here=total)
        judged = Counter(_on_their_way(workspace, transaction, hubs).values())
    only_here, sent = judged[Delivery.ONLY_HERE], judged[Delivery.SENT]
    return Totals(only_here=only_here, sent=sent, arrived=total - only_here - sent)


def in_state(workspace: Workspace, state: Delivery) -> list[str]:
    """Ids of the top records that are only here, sent, or arrived."""
    with workspace.transaction() as transaction:
        every = deliveries.all_tops(transaction)
        if workspace.owner.role == Role.COORDINATOR:
            return list(every) if state is Delivery.ARRIVED else []
        hubs = _hubs(workspace, transaction)
        if not hubs:
            return list(every) if state is Delivery.ONLY_HERE else []
        found = _on_their_way(workspace, transaction, hubs)
    return [each for each in every if found.get(each, Delivery.ARRIVED) is state]


def last_heard(workspace: Workspace) -> dict[str, int]:
    """When a bundle of each contact was last read here, ms by its id."""
    found: dict[str, int] = {}
    with workspace.transaction() as transaction:
        for met in exchange.bundles(transaction):
            if met.sender:
                found[met.sender] = max(met.at_ms, found.get(met.sender, 0))
    return found


def _on_their_way(
    workspace: Workspace, transaction: Transaction, hubs: Sequence[Belief]
) -> dict[str, Delivery]:
    """Records with anything that no hub holds yet."""
    waiting = set.intersection(*(_waiting(transaction, each) for each in hubs))
    return _judged(workspace, transaction, waiting, hubs)


def confirmed(workspace: Workspace, contacts: Iterable[str]) -> list[Confirmed]:
    """What these contacts acknowledged of the edits made here."""
    with workspace.transaction() as transaction:
        found = [exchange.contact(transaction, each) for each in contacts]
        made = deliveries.edits(transaction, workspace.device, _WHOLE)
        return [
            Confirmed(
                contact=each.id,
                name=each.name,
                operations=_held(workspace, transaction, each),
                of=made,
            )
            for each in found
            if each is not None
        ]


def _held(workspace: Workspace, transaction: Transaction, contact: Contact) -> int:
    own = workspace.device
    ack = trust.believed(workspace, transaction, contact).ack
    lacking = ack.wanted.get(own, ())
    held = deliveries.edits(transaction, own, ack.size_of(own))
    return max(held - sum(last - first + 1 for first, last in lacking), 0)


def _hubs(workspace: Workspace, transaction: Transaction) -> list[Belief]:
    """Coordinators whose word counts, and what they said of the histories held here."""
    return [
        Belief(trust.believed(workspace, transaction, each).ack, each.sent)
        for each in exchange.contacts(transaction)
        if each.role is Role.COORDINATOR and each.verified and not each.revoked
    ]


def _judged(
    workspace: Workspace,
    transaction: Transaction,
    tops: Iterable[str],
    hubs: Sequence[Belief],
) -> dict[str, Delivery]:
    if workspace.owner.role == Role.COORDINATOR:
        return dict.fromkeys(tops, Delivery.ARRIVED)
    gappy = sorted({each for hub in hubs for said in hub for each in said.wanted})
    found = deliveries.telling_positions(transaction, tops, gappy)
    return {top: delivery(held, hubs) for top, held in found.items()}


def _waiting(transaction: Transaction, hub: Belief) -> set[str]:
    """Records with anything that a hub does not hold."""
    found: set[str] = set()
    for device in journal.devices(transaction):
        spans = hub.ack.wanted.get(device, ())
        size = hub.ack.size_of(device)
        found |= deliveries.touched(transaction, device, spans, size)
    return found
