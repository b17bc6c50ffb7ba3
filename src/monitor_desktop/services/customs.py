"""A group's own fields and terms: taken into use wherever they arrive."""

from monitor_desktop.domain import customs
from monitor_desktop.domain.catalogue import SHIPPED
from monitor_desktop.services import decided, kept_trust
from monitor_desktop.services.kit import Kit
from monitor_desktop.store import facts
from monitor_desktop.store.store import Store, Transaction

TYPES = ("custom_field", "custom_term")
Stamp = tuple[object, ...]


def stamp(store: Store, transaction: Transaction) -> Stamp:
    """Tells whether the definitions are still those that are in use."""
    heads = sorted(facts.heads(transaction, TYPES))
    # Few groups have any, so few pay for a look at whom they trust.
    return (*heads, kept_trust.raw(store, transaction)) if heads else ()


def take_into_use(
    store: Store,
    transaction: Transaction,
    kit: Kit,
    led: decided.Led,
) -> Kit:
    """Show records with the group's own fields, and offer its own terms.

    Args:
        store: The open store; shows its records by them from now on.
        transaction: Of it.
        kit: As the program ships it.
        led: Whose words about fields and terms count.

    Returns:
        The kit with the group's own terms.
    """
    fields, terms = (list(decided.records(transaction, each, led)) for each in TYPES)
    if not fields and not terms:
        if store.catalogue is not SHIPPED:
            store.adopt(transaction, SHIPPED)
        return kit
    vocabularies = customs.with_own_terms(kit.vocabularies, terms)
    store.adopt(transaction, customs.catalogue(fields, vocabularies))
    return kit.with_vocabularies(vocabularies)
