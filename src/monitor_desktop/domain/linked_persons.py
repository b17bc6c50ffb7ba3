"""Persons that records link to, and who of them is linked to as accused."""

from collections.abc import Iterable
from typing import Final

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree

PERSON: Final = "person"
INVOLVEMENT: Final = "involvement"
APPROVAL: Final = "naming_approval"
ACCUSING: Final = frozenset({INVOLVEMENT, APPROVAL})
"""Parts that link to somebody as accused."""
APPROVERS_NEEDED: Final = 2
_CONVICTED: Final = "convicted"
_VICTIM: Final = "victim"


def names_person(field: Field, value: JsonValue) -> bool:
    """It links to a person; a link without an answer is nobody."""
    is_link = field.kind is Kind.LINK and field.target == PERSON
    return is_link and missing(value) is None


def persons_in(records: Iterable[Record]) -> frozenset[str]:
    """Ids of the persons that records and their parts link to."""
    return frozenset(_linked_persons(records))


def _linked_persons(records: Iterable[Record]) -> Iterable[str]:
    for record in records:
        for key, value in record.values.items():
            field = record.declaration.field(key)
            if field is not None and names_person(field, value):
                yield str(value)


def victims(tree: RecordTree) -> tuple[str, ...]:
    """Persons something was done to, or for whom somebody acted, as they are met."""
    named = (each.values.get(_VICTIM) for each in tree.children)
    found = (str(each) for each in named if each is not None and missing(each) is None)
    return tuple(dict.fromkeys(found))


def only_accused(tree: RecordTree) -> frozenset[str]:
    """Persons that nothing but an involvement links to: nobody asks for their consent.

    Who is a victim or a source too decides like every other.
    """
    whole = (tree.record, *tree.children)
    accused = persons_in(each for each in whole if each.type in ACCUSING)
    return accused - persons_in(each for each in whole if each.type not in ACCUSING)


def is_nameable(tree: RecordTree, involvement: Record) -> bool:
    """In public: convicted, or two people approved that they are named for this."""
    convicted = involvement.values.get("latest_status") == _CONVICTED
    return convicted or _is_approved(tree, involvement)


def _is_approved(tree: RecordTree, involvement: Record) -> bool:
    """Two people, on two devices, approved that this person is named for this."""
    approving = {
        tree.approvers[each.id]
        for each in tree.children_of(APPROVAL)
        if each.values.get("involvement") == involvement.id
        and each.values.get("approves") == "yes"
        and not each.conflicts
        and each.id in tree.approvers
    }
    refused = any(
        each.values.get("involvement") == involvement.id
        and (each.values.get("approves") == "no" or each.conflicts)
        for each in tree.children_of(APPROVAL)
    )
    return len(approving) >= APPROVERS_NEEDED and not refused
