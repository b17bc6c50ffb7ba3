"""A group's own fields and terms: taken into use wherever they arrive."""

from collections.abc import Callable, Iterator

from monitor_desktop.domain import customs
from monitor_desktop.domain.catalogue import SHIPPED
from monitor_desktop.domain.records import Record
from monitor_desktop.services.kit import Kit
from monitor_desktop.store import facts, journal, reading
from monitor_desktop.store.store import Store, Transaction

TYPES = ("custom_field", "custom_term")
Stamp = tuple[str, ...]


def stamp(transaction: Transaction) -> Stamp:
    """Tells whether the definitions are still those that are in use."""
    return tuple(sorted(facts.heads(transaction, TYPES)))


def take_into_use(
    store: Store,
    transaction: Transaction,
    kit: Kit,
    decides: Callable[[str], bool],
) -> Kit:
    """Show records with the group's own fields, and offer its own terms.

    Args:
        store: The open store; shows its records by them from now on.
        transaction: Of it.
        kit: As the program ships it.
        decides: Whether a device may add fields and terms.

    Returns:
        The kit with the group's own terms.
    """
    fields, terms = (list(_definitions(transaction, each, decides)) for each in TYPES)
    if not fields and not terms:
        if store.catalogue is not SHIPPED:
            store.adopt(transaction, SHIPPED)
        return kit
    vocabularies = customs.with_own_terms(kit.vocabularies, terms)
    store.adopt(transaction, customs.catalogue(fields, vocabularies))
    return kit.with_vocabularies(vocabularies)


def _definitions(
    transaction: Transaction, type_key: str, decides: Callable[[str], bool]
) -> Iterator[Record]:
    """Definitions of which every word was written by somebody who may decide."""
    for row in facts.rows(transaction, type_key, []):
        record = reading.record(transaction, row[0])
        makers = {each.device for each in journal.of_record(transaction, row[0])}
        if record is not None and all(map(decides, makers)):
            yield record
