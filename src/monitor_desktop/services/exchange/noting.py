"""What each contact will hold once it has read the bundles that were made for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor_desktop.domain.acks import Ack
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.store import exchange, journal
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.manifest import JournalPart


def note(
    transaction: Transaction,
    contacts: Sequence[Contact],
    parts: Sequence[JournalPart],
    leaves: Mapping[str, Sequence[int]],
) -> None:
    """Remember what a bundle will bring.

    Args:
        transaction: In which it was made.
        contacts: For whom.
        parts: Of which journals.
        leaves: For each device the positions that go without their values, in order.
    """
    held = HeldJournals(transaction)
    for each in contacts:
        now = exchange.contact(transaction, each.id) or each
        sent = now.sent
        for part in parts:
            lacking = leaves.get(part.device, ())
            sent = (
                _beside(sent, part, held)
                if part.branch
                else sent.with_part(part.device, part.start, _end(part), lacking)
            )
        heard = journal.frontier(transaction, each.id).size
        exchange.put_contact(transaction, replace(now, sent=replace(sent, own=heard)))


def _end(part: JournalPart) -> tuple[int, str]:
    return part.size, part.root.hex()


def _beside(sent: Ack, part: JournalPart, held: HeldJournals) -> Ack:
    """With one more head of a further history, in place of an earlier one of it.

    Each history has its own, or the shorter would stand for the longer, and what was
    sent of that would seem new for ever.
    """
    device = part.device
    others = [
        each
        for each in sent.sides.get(device, ())
        if not held.passes(device, part.branch, Head(*each))
    ]
    return sent.with_sides(device, [*others, _end(part)])
