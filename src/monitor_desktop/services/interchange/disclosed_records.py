"""Records with only what an audience may see: the one way into every export."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.disclosure import Disclosed, disclosed_to
from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.linked_persons import persons_in
from monitor_desktop.domain.own_consents import ATTACHMENT
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

_WINDOW: Final = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote.

    Attributes:
        records: Rows in the file.
        left_out: For each reason how many records are not in it.
        consents_missing: For each purpose how many of them want a consent to it; of
            what decides itself with its type before it: ``source_share``.
    """

    records: int
    left_out: Mapping[str, int]
    consents_missing: Mapping[str, int]


def shown(
    workspace: Workspace,
    type_key: str,
    audience: Audience,
    shape: Callable[[RecordTree], T],
    only: Sequence[str] | None = None,
) -> tuple[list[T], list[NotAllowedError]]:
    """What may be shown in its shape, and why each of the other records may not.

    Args:
        workspace: The open profile.
        type_key: Type of the records.
        audience: For whom.
        shape: What is made of each.
        only: Ids of the records in their order; None for every record.

    Raises:
        UsageError: NO_SUCH_TYPE.
    """
    found: list[T] = []
    refused: list[NotAllowedError] = []
    with workspace.transaction() as transaction:
        chosen = (reading.tree(transaction, each) for each in only or ())
        every = _trees(transaction, declared(type_key)) if only is None else chosen
        for tree in every:
            try:
                found.append(shape(_disclosed(transaction, tree, audience)))
            except NotAllowedError as error:
                refused.append(error)
    return found, refused


def told(records: int, refused: Sequence[NotAllowedError]) -> Exported:
    """What an export says of itself."""
    missing = [each for each in refused if each.code == "CONSENT_MISSING"]
    return Exported(
        records=records,
        left_out=Counter(each.code.lower() for each in refused),
        consents_missing=Counter(str(each.details["reason"]) for each in missing),
    )


def _disclosed(
    transaction: Transaction, tree: RecordTree, audience: Audience
) -> RecordTree:
    """What may be shown; of a part, what may be shown of it within its whole.

    A part alone would hide how sensitive the whole is, and who else is in it.

    Raises:
        NotAllowedError: NOT_ALLOWED, CONSENT_MISSING.
    """
    part = tree.record
    if part.parent is None:
        return disclosed_to(audience, tree).tree
    disclosed = disclosed_to(audience, reading.tree(transaction, part.parent))
    whole = disclosed.tree
    found = next((each for each in whole.children if each.id == part.id), None)
    if found is None and not part.values:
        found = part
    if found is None:
        raise _refusal(part, disclosed)
    known = {**whole.linked, **{each.id: each for each in whole.children}}
    return RecordTree(record=found, linked=known)


def _refusal(part: Record, disclosed: Disclosed) -> NotAllowedError:
    """Why nothing of a part is shown: its own consent, its document's, a person's."""
    document = part.values.get(ATTACHMENT)
    about = [part.id, document, *sorted(persons_in((part,)))]
    why = [each for of in about for each in disclosed.lacks if each.record == of]
    return why[0].refusal() if why else NotAllowedError("NOT_ALLOWED", ref=part.id)


def _trees(transaction: Transaction, record_type: RecordType) -> Iterator[RecordTree]:
    offset = 0
    while True:
        query = ListQuery(
            type=record_type.key, limit=_WINDOW, offset=offset, descending=False
        )
        window = reading.listed(transaction, query)
        yield from (reading.tree(transaction, each.id) for each in window)
        offset += len(window)
        if len(window) < _WINDOW:
            return
