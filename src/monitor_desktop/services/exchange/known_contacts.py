"""The contact that is meant, or a refusal that names it."""

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import UsageError
from monitor_desktop.store import exchange
from monitor_desktop.store.store import Transaction


def known_contact(transaction: Transaction, contact_id: str) -> Contact:
    """A contact by its id.

    Raises:
        UsageError: NO_SUCH_CONTACT.
    """
    found = exchange.contact(transaction, contact_id)
    if found is None:
        raise UsageError("NO_SUCH_CONTACT", contact=contact_id)
    return found
