"""What a source or a document may be used for: a consent of its own.

A source need not be a person of the store, and whoever handed over a photograph decides
about the photograph. Without their word it stays within the unit, as everything does;
what shows or lets hear somebody needs that person's consent to photo and voice too.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from monitor_desktop.domain.consents import Answer, Purpose, effective
from monitor_desktop.domain.records import Record, RecordTree

VOCABULARY: Final = "own_consents"
ATTACHMENT: Final = "attachment"
CUSTODY: Final = "custody"
DECIDING: Final = frozenset({"source", ATTACHMENT})
"""Record types that have a consent of their own."""
_CONSENT: Final = "consent"
_SHOWS: Final = "shows"
_REFUSED: Final = "no"


class Use(StrEnum):
    """What for; terms of the list ``own_consents``."""

    SHARE = "share"
    BODY = "body"
    PUBLISH = "publish"


class Wanting(NamedTuple):
    """A consent that is missing before a source or a document may leave.

    Attributes:
        asked: Id of who or what would have to agree: itself, or the person it shows.
        purpose: To what.
    """

    asked: str
    purpose: Use | Purpose


def is_let_out(record: Record, use: Use) -> bool:
    """Its own consent allows this use; disputed, it allows none.

    What may be published may also be shared.
    """
    said = record.values.get(_CONSENT)
    terms = set(map(str, said)) if isinstance(said, list) else set()
    disputed = _CONSENT in record.conflicts or _SHOWS in record.conflicts
    return not disputed and _REFUSED not in terms and bool(terms & {use, Use.PUBLISH})


def person_shown(record: Record) -> str | None:
    """Id of the person a document shows or lets hear, or None."""
    shown = record.values.get(_SHOWS)
    return shown if isinstance(shown, str) else None


def kept_back(
    tree: RecordTree, use: Use, *, today: str | None, marked: frozenset[str]
) -> frozenset[str]:
    """Ids of the parts of a record that stay within the unit.

    Those that were ``marked``, those without a consent of their own, and their logs.
    """
    kept = marked | frozenset(_kept(tree, use, today))
    log = tree.children_of(CUSTODY)
    return kept | {each.id for each in log if each.values.get(ATTACHMENT) in kept}


def _kept(tree: RecordTree, use: Use, today: str | None) -> Iterator[str]:
    for part in tree.children:
        if any(wanting(tree, part, use, today=today)):
            yield part.id


def wanting(
    tree: RecordTree, part: Record, use: Use, *, today: str | None
) -> Iterator[Wanting]:
    """The consents that are missing before this part of a record may leave."""
    if part.type not in DECIDING:
        return
    if not is_let_out(part, use):
        yield Wanting(part.id, use)
    shown = person_shown(part)
    if shown is not None and not _is_agreed(tree, shown, today):
        yield Wanting(shown, Purpose.PHOTO_VOICE)


def _is_agreed(tree: RecordTree, person_id: str, today: str | None) -> bool:
    """Nobody may be shown who is not known, or did not agree to photo and voice."""
    person = tree.linked.get(person_id)
    if person is None:
        return False
    said = tree.consents.get(person_id, ())
    answer = effective(person, said, Purpose.PHOTO_VOICE, today=today)
    return answer is Answer.YES
