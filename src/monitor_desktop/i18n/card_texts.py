"""What a card that comes again says otherwise than before, in words.

A card is signed by its own device alone: a contact that was verified once may name
another unit on the next, and what goes to it follows the unit.
"""

from typing import Final

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.i18n.catalogues import Words

ROLE_MESSAGES: Final = {
    "monitor": "Monitor (role)",
    "coordinator": "Coordinator (role)",
    "office": "Office (role)",
}
"""Says as little as the window title may."""


def changes_text(
    words: Words, before: Contact | None, now: Contact, claimed: str | None = None
) -> str:
    """What a card says otherwise than the one known before; empty for nothing.

    Args:
        words: The language.
        before: As it was known; None or not verified where there is nothing to hold
            the card against.
        now: As it is known since.
        claimed: The unit on the card, where it waits for the words to be compared.
    """
    if claimed is not None:
        return claim_text(words, now, claimed)
    if before is None or not before.verified:
        return ""
    pairs = [
        (before.name, now.name),
        (before.unit, now.unit),
        (_role(words, before), _role(words, now)),
    ]
    changed = [f"{old} → {new}" for old, new in pairs if old != new]
    if not changed:
        return ""
    return words(
        "app",
        "The new card of {name} says something else than the one before: {changes}. "
        "What goes to them follows their unit: ask them whether it is so.",
        name=before.name,
        changes="; ".join(changed),
    )


def claim_text(words: Words, contact: Contact, claimed: str) -> str:
    """That the unit of before holds until somebody asked."""
    return words(
        "app",
        "The new card of {name} names another unit: {changes}. What goes to them "
        "follows the unit of before until you ask them, and compare their words once "
        "more.",
        name=contact.name,
        changes=f"{contact.unit} → {claimed}",
    )


def _role(words: Words, contact: Contact) -> str:
    return words("app", ROLE_MESSAGES.get(contact.role, contact.role))
