"""Who speaks for a contact of whose journal more than one history is held.

A copied profile is two installations under one id: each says what it alone holds and
names a receive key that it alone has. So what was said is kept for each history, and
believed is what all of them hold whose word counts: the adopted ones, where somebody
adopted any, else those that nobody refused. A thief on a refused history changes
neither what is sent nor whom it is sealed for, and is heard again if the refusal is
taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from monitor_desktop.crypto.merkle import EMPTY_ROOT
from monitor_desktop.domain.acks import Ack
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.domain.key_state import KeyState
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.services import kept_trust
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import branches, exchange, journal
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.manifest import Manifest

_SETTING: Final = "voices"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """What a contact said while its own journal stood at a head."""

    head: Head
    receive: bytes
    ack: Ack


def hear(
    workspace: Workspace, transaction: Transaction, contact: Contact, said: Manifest
) -> bool:
    """Take the ack and the receive key that a contact's bundle names, if they count.

    Of one history the ack of the highest own position does.

    Returns:
        Whether it knows less than it said before: that profile was restored, and what
        it lost is sent again.
    """
    if contact.revoked or not _is_where_it_says(transaction, contact, said):
        return False
    if not journal.is_forked(transaction, contact.id):
        if said.ack.own <= contact.ack.own:
            return False
        newer = replace(contact, ack=said.ack, receive=said.receive)
    else:
        held = HeldJournals(transaction)
        _note(workspace, transaction, contact, said, held)
        found = kept_trust.read(workspace.store, transaction) or KeyState()
        newer = heard(workspace, transaction, contact, found, held)
    lost = newer.ack.falls_behind(contact.ack)
    if lost:
        newer = replace(newer, sent=replace(newer.ack, own=0))
    exchange.put_contact(transaction, newer)
    return lost


def _is_where_it_says(
    transaction: Transaction, contact: Contact, said: Manifest
) -> bool:
    """Whoever speaks shows its journal up to where it stands: each export moves it.

    A thief who shows nothing would be heard, and sealed for, without a second history
    to be seen. Of bundles under a cap the last one shows it.
    """
    held, head = HeldJournals(transaction), _head(contact.id, said.ack)
    return head.size == said.ack.own and any(
        held.passes(contact.id, branch, head) for branch in held.paths(contact.id)
    )


def heard(
    workspace: Workspace,
    transaction: Transaction,
    contact: Contact,
    found: KeyState,
    held: HeldJournals,
) -> Contact:
    """A contact with what those say together whose word counts under a key-state."""
    speaking = _speaking(workspace, transaction, contact, found, held)
    if not speaking:
        return contact
    said = [each.ack for each in speaking]
    shared = {
        device: held.shared(device, [each.heads_of(device) for each in said])
        for device in branches.forked(transaction)
    }
    ack = Ack.of_all(said, shared)
    return replace(contact, ack=ack, receive=speaking[0].receive)


def keys(
    workspace: Workspace, transaction: Transaction, contact: Contact
) -> list[bytes]:
    """Public keys to seal for a contact with: any of its copies may open it next."""
    if not journal.is_forked(transaction, contact.id):
        return [contact.receive]
    found = kept_trust.read(workspace.store, transaction) or KeyState()
    held = HeldJournals(transaction)
    speaking = _speaking(workspace, transaction, contact, found, held)
    named = dict.fromkeys(each.receive for each in speaking)
    return list(named) or [contact.receive]


def _speaking(
    workspace: Workspace,
    transaction: Transaction,
    contact: Contact,
    found: KeyState,
    held: HeldJournals,
) -> list[_Voice]:
    """The last word of each history that counts, the one heard last first."""
    if len(held.paths(contact.id)) == 1:
        return []
    kept = _kept(workspace, transaction, contact)
    counting = held.trusted(contact.id, found)
    return [each for each in kept if _stands_on(held, contact.id, each, counting)]


def _stands_on(
    held: HeldJournals, device: str, voice: _Voice, paths: Iterable[int]
) -> bool:
    return any(held.passes(device, branch, voice.head) for branch in paths)


def _note(
    workspace: Workspace,
    transaction: Transaction,
    contact: Contact,
    said: Manifest,
    held: HeldJournals,
) -> None:
    """Keep what was said, and of each history only its last word."""
    new = _Voice(head=_head(contact.id, said.ack), receive=said.receive, ack=said.ack)
    kept = [each for each in _kept(workspace, transaction, contact) if each != new]
    last: dict[int, _Voice] = {}
    for branch in held.paths(contact.id):
        # Of two at one position the newer stands first: a bundle that is read again.
        on_it = (
            each
            for each in (new, *kept)
            if _stands_on(held, contact.id, each, [branch])
        )
        found = max(on_it, key=lambda each: each.head.size, default=None)
        if found is not None:
            last[branch] = found
    words = [each for each in (new, *kept) if each in last.values()]
    workspace.store.set_setting(
        transaction,
        f"{_SETTING}:{contact.id}",
        [
            {
                "head": list(each.head),
                "receive": each.receive.hex(),
                "ack": each.ack.to_json(),
            }
            for each in words
        ],
    )


def _head(device: str, ack: Ack) -> Head:
    """Where a device stood when it spoke, by its own words."""
    return Head(*ack.known.get(device, (0, EMPTY_ROOT.hex())))


def _kept(
    workspace: Workspace, transaction: Transaction, contact: Contact
) -> Sequence[_Voice]:
    """What was kept, newest first; before anything was, what the contact said last."""
    kept: Any = workspace.store.setting(transaction, f"{_SETTING}:{contact.id}")
    if kept is None:
        head = _head(contact.id, contact.ack)
        return [_Voice(head=head, receive=contact.receive, ack=contact.ack)]
    return [
        _Voice(
            head=Head(*each["head"]),
            receive=bytes.fromhex(each["receive"]),
            ack=Ack.from_json(each["ack"]),
        )
        for each in kept
    ]
