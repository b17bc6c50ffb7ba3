"""What coordinators' cards prove: a card that was seen is a statement, too.

While there is one coordinator, nobody but its card says that it is one. What is kept of
a card was proved when it was read: the root signed for a device and a head of its
journal, and the old keys for those that went on for it.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.trust_statements import Head, Says, Statement
from monitor_desktop.services.membership import succession
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.store import Store, Transaction
from monitor_desktop.sync import cards
from monitor_desktop.sync.cards import Appointment, Card

_GROUP: Final = "group_of"
_PROVED: Final = "appointed_by_card"


def note(store: Store, transaction: Transaction, card: Card) -> None:
    """Keep what a coordinator's card proves; it counts once its words were compared."""
    if card.role is not Role.COORDINATOR:
        return
    store.set_setting(transaction, f"{_GROUP}:{card.device}", card.group)
    proved: Any = [
        [each.device, list(each.head), [list(link) for link in each.via]]
        for each in cards.appointed(card)
    ]
    store.set_setting(transaction, f"{_PROVED}:{card.device}", proved)


def group_of(store: Store, transaction: Transaction, device: str) -> str:
    """The group that a coordinator's card names; empty where none was seen."""
    return str(store.setting(transaction, f"{_GROUP}:{device}", ""))


def of(
    store: Store, transaction: Transaction, device: str, group: str
) -> Iterator[Statement]:
    """What the card of a device states, if it is of the own group."""
    if not group or group_of(store, transaction, device) != group:
        return
    # The first programs kept nothing but the group.
    kept: Any = store.setting(
        transaction, f"{_PROVED}:{device}", [[device, list(cards.START), []]]
    )
    yield from _statements(
        device,
        (
            Appointment(about, Head(*head), tuple((old, size) for old, size in via))
            for about, head, via in kept
        ),
    )


def own(workspace: Workspace, transaction: Transaction) -> Iterator[Statement]:
    """What the own card states."""

    def kept(key: str) -> bytes:
        return bytes.fromhex(str(workspace.store.setting(transaction, key, "")))

    if kept("appointment"):
        chain = succession.of_store(workspace.store, transaction)
        signing = workspace.signing.public
        proved = cards.appointments(kept("root"), kept("appointment"), signing, chain)
        yield from _statements(workspace.device, proved)


def _statements(device: str, proved: Iterable[Appointment]) -> Iterator[Statement]:
    for each in proved:
        yield Statement(
            id=f"card:{device}:{each.device}",
            author=each.device,
            says=Says.APPOINTED,
            about=each.device,
            # No card replaces what another one shows.
            register=("card", f"{device}:{each.device}"),
            head=each.head,
            by_root=True,
            via=each.via,
        )
