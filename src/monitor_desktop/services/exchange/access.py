"""Who can open what: the contacts that hold a record, the records a contact holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.domain.operations import OperationKind
from monitor_desktop.domain.receipts import Position
from monitor_desktop.services.exchange import outgoing
from monitor_desktop.services.exchange.known_contacts import known_contact
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import deliveries, exchange, journal, reading
from monitor_desktop.store.store import Transaction


class Holds(StrEnum):
    """How much of a record went to a contact, what is still on its way included."""

    ALL = "all"
    SOME = "some"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One contact and one record.

    Attributes:
        contact: Id of the contact.
        name: Its code name.
        unit: Its unit.
        record: Id of the top record.
        ref: Its reference.
        type: Its type.
        title: Its title.
        holds: How much of it the contact has, or will have.
        receives: It goes on receiving what is new.
        reasons: Why something of it stays.
    """

    contact: str
    name: str
    unit: str
    record: str
    ref: str
    type: str
    title: str
    holds: Holds
    receives: bool
    reasons: tuple[str, ...]


def of_record(workspace: Workspace, ref: str) -> list[Access]:
    """Every contact, and how much of a record it can open.

    Raises:
        UsageError: NO_SUCH_RECORD, AMBIGUOUS_REFERENCE.
    """
    with workspace.transaction() as transaction:
        record = resolve(transaction, ref)
        top = deliveries.tops(transaction, [record]).get(record, record)
        positions = deliveries.positions(transaction, [top])[top]
        return [
            _access(workspace, transaction, each, top, positions)
            for each in exchange.contacts(transaction)
            if not each.only_known_through_others
        ]


def of_contact(workspace: Workspace, contact_id: str) -> list[Access]:
    """Every record of which a contact holds something: what a seized laptop shows.

    Raises:
        UsageError: NO_SUCH_CONTACT.
    """
    with workspace.transaction() as transaction:
        contact = known_contact(transaction, contact_id)
        tops = deliveries.all_tops(transaction)
        found = deliveries.positions(transaction, tops)
        return [
            _access(workspace, transaction, contact, top, found[top])
            for top in tops
            if _holds(contact, found[top]) is not Holds.NOTHING
        ]


def _holds(contact: Contact, positions: Sequence[Position]) -> Holds:
    held = [_has(contact, device, n) for device, n in positions]
    if not any(held):
        return Holds.NOTHING
    return Holds.ALL if all(held) else Holds.SOME


def _has(contact: Contact, device: str, n: int) -> bool:
    if device in contact.devices:
        return True
    for said in (contact.ack, contact.sent):
        if n <= said.size_of(device):
            return not said.lacks(device, n)
    return False


def _access(
    workspace: Workspace,
    transaction: Transaction,
    contact: Contact,
    top: str,
    positions: Sequence[Position],
) -> Access:
    known = reading.record(transaction, top)
    rule = outgoing.disclosing(workspace, transaction, [contact])
    refusals = {
        rule.refusal(each)
        for each in journal.of_top(transaction, top)
        if each.kind == OperationKind.SET
    }
    gets = contact.verified and not contact.revoked and None in refusals
    return Access(
        contact=contact.id,
        name=contact.name,
        unit=contact.unit,
        record=top,
        ref=(known.ref if known else None) or "",
        type=known.type if known else "",
        title=known.title if known else "",
        holds=_holds(contact, positions),
        receives=gets,
        reasons=tuple(sorted(each for each in refusals if each is not None)),
    )
