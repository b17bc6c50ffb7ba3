"""Whom a command means by a contact's id, the beginning of it, or its name."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import UsageError
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.workspaces import Workspace

LEAST_LETTERS: Final = 4
"""Of an id: fewer may come to mean somebody else with the next contact."""
_GONE: Final = frozenset({"revoked", "replaced"})


def resolve(workspace: Workspace, said: Sequence[str]) -> list[str]:
    """Ids of contacts, each once and in the order they were named.

    Of several with one name those are meant that nothing goes to any more only where
    there is no other: whoever was restored from a backup keeps its name.

    Raises:
        UsageError: NO_SUCH_CONTACT; AMBIGUOUS_REFERENCE with the candidates.
    """
    known = contacts.listed(workspace)
    standings = contacts.standings(workspace)
    found = []
    for each in said:
        meant = _meant(known, each)
        alive = [one for one in meant if standings[one.id] not in _GONE]
        found.append(_only(each, alive or meant))
    return list(dict.fromkeys(found))


def _meant(known: Sequence[Contact], said: str) -> list[Contact]:
    """A whole id goes before everything else.

    A name does not go before the beginning of an id: everybody chooses their own.
    """
    name = said.strip().casefold()
    exact = [each for each in known if each.id == said]
    is_long = len(name) >= LEAST_LETTERS
    called = [
        each
        for each in known
        if (name and each.name.casefold() == name)
        or (is_long and each.id.startswith(name))
    ]
    return exact or called


def _only(said: str, found: Sequence[Contact]) -> str:
    if not found:
        raise UsageError("NO_SUCH_CONTACT", contact=said)
    if len(found) > 1:
        raise UsageError(
            "AMBIGUOUS_REFERENCE",
            ref=said,
            candidates=sorted(each.id for each in found),
            reason="contact",
        )
    return found[0].id
