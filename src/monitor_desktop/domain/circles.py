"""Links of records to others of their type: none should lead back to where it began.

A plan supersedes a plan, a measure replaces one, a step answers one, somebody has a
superior. Nobody enters a circle, but two laptops may each enter a half of it.
"""

from collections.abc import Callable, Iterator

from monitor_desktop.domain.fields import Field, Kind, RecordType


def chains(of: RecordType) -> Iterator[Field]:
    """The fields of a type that link to others of the same type."""
    for each in of.fields:
        if each.kind is Kind.LINK and each.target == of.key:
            yield each


def circle(start: str, follow: Callable[[str], str | None]) -> tuple[str, ...]:
    """The records on the way from one back to itself; none where the way ends.

    A circle further on, that does not come back here, is not one of this record.

    Args:
        start: Id of the record.
        follow: To which record the link of one leads; None for nowhere.
    """
    met = dict.fromkeys([start])
    here = follow(start)
    while here is not None and here not in met:
        met[here] = None
        here = follow(here)
    return tuple(met) if here == start else ()
