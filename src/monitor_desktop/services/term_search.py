"""Lists found by a term: cases with a kind of act, whatever language it is typed in."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from monitor_desktop.domain import names
from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.domain.records import declared
from monitor_desktop.domain.vocabularies import Term
from monitor_desktop.services.kit import Kit

_TERMS: Final = frozenset({Kind.CHOICE, Kind.MULTIPLE_CHOICE})
_FEWEST_LETTERS: Final = 3
"""Fewer begin a word of every list."""


class TermFound(NamedTuple):
    """A term, and the field in which records have it.

    Attributes:
        type: Of the records that have the field.
        field: The field.
        term: The term.
        wanted: Narrows the list to it and everything under it.
        is_called: Its whole label was typed.
    """

    type: str
    field: Field
    term: Term
    wanted: Filter
    is_called: bool


def found(kit: Kit, text: str, type_key: str, most: int) -> list[TermFound]:
    """Terms that records of a type, or parts of them, can have.

    Those called just so stand first; among equals what was done stands before what was
    said of it.

    Args:
        kit: With the lists of terms.
        text: As it was typed.
        type_key: Whose list is narrowed.
        most: So many at most.
    """
    typed = names.readings(text)
    if sum(map(len, typed[0])) < _FEWEST_LETTERS:
        return []
    every: list[tuple[int, TermFound]] = []
    for part, field in _fields(type_key):
        vocabulary = kit.vocabularies[field.vocabulary or ""]
        for place, term in enumerate(vocabulary.find(text)):
            labels = map(names.fold_words, term.labels.values())
            is_called = any(each in typed for each in labels)
            under = tuple(vocabulary.with_all_under(term.code))
            wanted = Filter(key=field.key, match=Match.UNDER, values=under, part=part)
            hit = TermFound(part or type_key, field, term, wanted, is_called)
            every.append((-1 if is_called else place, hit))
    return [hit for _, hit in sorted(every, key=lambda each: each[0])][:most]


def _fields(type_key: str) -> Iterator[tuple[str, Field]]:
    """Terms of parts that are columns and searched; then those of the record itself."""
    for part in children_of(type_key):
        for field in part.list_fields:
            if field.kind is Kind.CHOICE and field.search_weight:
                yield part.key, field
    for field in declared(type_key).fields:
        if field.kind in _TERMS:
            yield "", field
