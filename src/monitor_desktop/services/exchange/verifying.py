"""Checking a contact's card: word by word as it is heard, or by its code.

What is expected never leaves this module: a page learns of each word whether it was
right, and what a beginning stands for in the lists, whatever the card says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.fingerprints import WORDS
from monitor_desktop.documents.symbols import Modules, modules
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.workspaces import Workspace

__all__ = ["WORDS", "Heard", "Modules", "Own", "confirm", "confirm_code", "heard"]

_REFUSED: Final = "refused_cards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One word as it was typed.

    Attributes:
        word: The whole word of a list; what was typed where no list has it.
        right: It stands at this place of the card.
    """

    word: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What this installation shows and reads out.

    Attributes:
        words: The twelve words.
        symbol: A QR symbol of the code.
    """

    words: tuple[str, ...]
    symbol: Modules


def own(workspace: Workspace, language: str) -> Own:
    """What the other side compares with the card it was given."""
    words = contacts.words_of(workspace, workspace.fingerprint, language)
    code = workspace.fingerprint.hex().upper()
    return Own(words=tuple(words.split()), symbol=modules(code))


def heard(
    kit: Kit, contact: Contact, place: int, typed: str, language: str, *, ended: bool
) -> Heard:
    """Judge one word of a card.

    Args:
        kit: Has the lists.
        contact: Whose card.
        place: Of the word, from 0.
        typed: What was typed, in any of the three languages.
        language: Whose list is asked first what a beginning stands for.
        ended: The word was ended, so a beginning that one word alone has is enough.
    """
    word = typed.strip()
    lists = kit.word_lists
    if ended and not lists.heard(word):
        order = sorted(LANGUAGES, key=lambda each: each != language)
        begun = (lists.starting(word, each) for each in order)
        word = next((found[0] for found in begun if len(found) == 1), word)
    expected = fingerprints.word_indices(contact.fingerprint)[place]
    return Heard(word=word, right=(expected,) in lists.heard(word))


def confirm(workspace: Workspace, contact_id: str, words: Sequence[str]) -> Contact:
    """Verify a contact by twelve words, each in any of the languages.

    Raises:
        UsageError: NO_SUCH_CONTACT.
        InputRefusedError: WRONG_FINGERPRINT.
    """
    contact = contacts.existing(workspace, contact_id)
    lists, language = workspace.kit.word_lists, LANGUAGES[0]
    expected = fingerprints.word_indices(contact.fingerprint)
    if len(words) != WORDS or not all(
        (index,) in lists.heard(word)
        for index, word in zip(expected, words, strict=True)
    ):
        raise InputRefusedError("WRONG_FINGERPRINT")
    return _confirmed(workspace, contact, language)


def confirm_code(workspace: Workspace, contact_id: str, code: str) -> Contact:
    """Verify a contact by the code that a scanner read from its own screen.

    Raises:
        UsageError: NO_SUCH_CONTACT.
        InputRefusedError: WRONG_FINGERPRINT.
    """
    contact = contacts.existing(workspace, contact_id)
    if "".join(code.split()).lower() != contact.fingerprint.hex():
        raise InputRefusedError("WRONG_FINGERPRINT")
    return _confirmed(workspace, contact, LANGUAGES[0])


def _confirmed(workspace: Workspace, contact: Contact, language: str) -> Contact:
    words = contacts.words_of(workspace, contact.fingerprint, language)
    verified = contacts.verify(workspace, contact.id, words)
    _note(workspace, contact.id, refused=False)
    return verified


def refuse(workspace: Workspace, contact_id: str) -> Contact:
    """Remember that a card did not match what its owner read out.

    Raises:
        UsageError: NO_SUCH_CONTACT.
    """
    contact = contacts.existing(workspace, contact_id)
    _note(workspace, contact.id, refused=True)
    return contact


def refused(workspace: Workspace) -> frozenset[str]:
    """Ids of contacts whose card did not match and was not confirmed since."""
    with workspace.transaction() as transaction:
        found = workspace.store.setting(transaction, _REFUSED, [])
    return frozenset(map(str, found if isinstance(found, list) else []))


def _note(workspace: Workspace, contact_id: str, *, refused: bool) -> None:
    with workspace.transaction() as transaction:
        found = workspace.store.setting(transaction, _REFUSED, [])
        known = set(map(str, found if isinstance(found, list) else []))
        changed = known | {contact_id} if refused else known - {contact_id}
        if changed != known:
            workspace.store.set_setting(transaction, _REFUSED, sorted(changed))
