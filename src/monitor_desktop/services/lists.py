"""Lists as a window shows them: rows at once, how many there are afterwards.

Counting a million rows, or a quarter of a million that a word is in, takes longer than
a key press may; so the first rows never wait for it. Rows in the midst of a long list
are walked to from the nearest place that is known.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from monitor_desktop.domain.queries import ListQuery, Place
from monitor_desktop.domain.records import Record
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading, word_index

STRIDE: Final = 2_000
"""Rows from one place to the next."""
_STRIDES: Final = 10
"""Places found in one go, so that a key press in between does not wait."""


class Places(NamedTuple):
    """Some more places of a list.

    Attributes:
        found: In the order of the list.
        is_all: There are no more.
    """

    found: tuple[Place, ...]
    is_all: bool


def rows(
    workspace: Workspace,
    query: ListQuery,
    *,
    total: int | None = None,
    near: Place | None = None,
) -> list[Record]:
    """A window of a list; ``near`` is a place before it, in the list as it is now."""
    with workspace.transaction() as transaction:
        return reading.rows(transaction, query, total=total, near=near)


def total(workspace: Workspace, query: ListQuery) -> int:
    """How many rows a list has."""
    with workspace.transaction() as transaction:
        return reading.counted(transaction, query)


def rows_of(
    workspace: Workspace, query: ListQuery, record_ids: Sequence[str]
) -> dict[str, int]:
    """The rows in which some records stand now; those the list has not are left out."""
    with workspace.transaction() as transaction:
        found = {each: reading.row_of(transaction, query, each) for each in record_ids}
    return {each: row for each, row in found.items() if row is not None}


def places(workspace: Workspace, query: ListQuery, last: Place | None) -> Places:
    """The next places behind the last that is known."""
    found: list[Place] = []
    strides = 1 if query.filters else _STRIDES
    with workspace.transaction() as transaction:
        while len(found) < strides:
            last = reading.place_after(transaction, query, last, STRIDE)
            if last is None:
                return Places(tuple(found), is_all=True)
            found.append(last)
    return Places(tuple(found), is_all=False)


def tidy(workspace: Workspace) -> bool:
    """Put what is searched a little in order; whether there is more to do."""
    with workspace.transaction() as transaction:
        return word_index.tidy_some(transaction)
