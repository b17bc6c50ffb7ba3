"""What a list asks for: filters, order and a window."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from monitor_desktop.domain.operations import JsonValue


class Match(StrEnum):
    """How a filter compares."""

    IS = "is"
    """Equal; a text in any of its languages."""
    UNDER = "under"
    """One of the codes given in ``values`` (a term or place with all under it); for
    multiple choice one of them is among the values."""
    OVERLAPS = "overlaps"
    """A partial date that may fall between two days, ``values`` = (from, to)."""
    WITHIN = "within"
    """A partial date that certainly falls between two days, ``values`` = (from, to)."""
    MISSING = "missing"
    """No answer, of one of the kinds in ``values``."""
    EMPTY = "empty"
    """Nothing at all, not even why there is no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One condition on one field.

    Attributes:
        key: Of the field.
        match: How it compares.
        values: With what.
        part: Type of the parts of which one is to fulfil it; empty for the record
            itself.
    """

    key: str
    match: Match = Match.IS
    values: Sequence[JsonValue] = ()
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """A window of a sorted, filtered list of one record type.

    Attributes:
        type: Record type key.
        filters: All must hold.
        text: Words that must be found in the record, in any spelling; empty for all.
        sort: Field key, or ``_ref``.
        descending: Order.
        limit: Rows at most.
        offset: Rows to pass over.
        fields: Keys of the fields that are read; empty for all.
    """

    type: str
    filters: Sequence[Filter] = ()
    text: str = ""
    sort: str = "_ref"
    descending: bool = True
    limit: int = 100
    offset: int = 0
    fields: Sequence[str] = ()


class Place(NamedTuple):
    """A row of a list whose place is known: its neighbours are walked to from there.

    Attributes:
        offset: How many rows stand before it.
        key: What the list is ordered by.
        number: Which of the rows with this key it is.
    """

    offset: int
    key: str | bytes
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One record found by search.

    Attributes:
        record: Record id (of the top record, when a part was hit).
        ref: Its reference.
        type: Its type key.
        title: Its title as shown.
        score: Higher is better.
        why: Keys of what matched: ``type.field`` and the word met there.
    """

    record: str
    ref: str | None
    type: str
    title: str
    score: float
    why: tuple[str, ...]
