"""What a lost or seized device held, so that people can be warned."""

from collections.abc import Iterator
from typing import Final

from monitor_desktop.domain.acks import Ack, Range
from monitor_desktop.domain.records import Record
from monitor_desktop.services.exchange.known_contacts import known_contact
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import deliveries, reading

_NONE_ABOVE: Final = 2**62


def held_by(workspace: Workspace, contact_id: str) -> list[Record]:
    """Top records of which a device had values, by reference.

    What it wrote itself, what it last said it held, and what was sent to it since. It
    may have got more from others, and may have put some down.

    Raises:
        UsageError: NO_SUCH_CONTACT.
    """
    with workspace.transaction() as transaction:
        contact = known_contact(transaction, contact_id)
        tops: set[str] = set()
        for device in contact.devices:
            tops |= deliveries.touched(transaction, device, (), 0)
        for ack in (contact.ack, contact.sent):
            for device in ack.known:
                spans = tuple(_held(ack, device))
                tops |= deliveries.touched(transaction, device, spans, _NONE_ABOVE)
        found = [reading.record(transaction, each) for each in tops]
    records = [each for each in found if each is not None]
    return sorted(records, key=lambda each: (each.ref or "", each.id))


def _held(ack: Ack, device: str) -> Iterator[Range]:
    """Ranges of a journal that are held with their values."""
    first = 1
    for start, end in sorted(ack.wanted.get(device, ())):
        if first < start:
            yield first, start - 1
        first = end + 1
    if first <= ack.size_of(device):
        yield first, ack.size_of(device)
