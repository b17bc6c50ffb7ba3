"""Numbers of records: those of one type lie together.

The number is the row of a record in its view and in the search index, so that search
asks for the words of one type by a stretch of rows, and a list knows without looking a
row up whether its words were met.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection

from monitor_desktop.store import raw

_BITS: Final = 32
"""Room for so many records of a type."""


class Stretch(NamedTuple):
    """First and last number that records of one type can have."""

    first: int
    last: int


END: Final = 1 << 62
"""Behind every number."""
NOWHERE: Final = Stretch(0, -1)
"""The stretch of a type of which no record was met."""


def stretch_of(connection: Connection, type_key: str) -> Stretch:
    """Where the records of a type lie."""
    found = raw.first(connection, "SELECT slot FROM kind WHERE type = ?", (type_key,))
    return NOWHERE if found is None else _stretch(int(found[0]))


def stretch_with(number: int) -> Stretch:
    """Where the records of the type lie that has this number."""
    return _stretch(number >> _BITS)


def _stretch(slot: int) -> Stretch:
    return Stretch(slot << _BITS, ((slot + 1) << _BITS) - 1)


def numbered(
    connection: Connection, records: Iterable[tuple[str, str]]
) -> dict[str, int]:
    """Number of each record by its id; those met for the first time get the next.

    Args:
        connection: Within a transaction.
        records: Id and type of each, in the order they came to be.
    """
    types = dict(records)
    rows = raw.every(
        connection,
        f"SELECT id, number FROM record WHERE id {raw.AMONG}",  # noqa: S608  # our words
        (raw.among(types),),
    )
    found: dict[str, int] = dict(rows)
    last: dict[str, int] = {}
    for record, type_key in types.items():
        if record not in found:
            if type_key not in last:
                last[type_key] = _last(connection, type_key)
            last[type_key] += 1
            found[record] = last[type_key]
    return found


def _last(connection: Connection, type_key: str) -> int:
    """The highest number given to a record of a type."""
    raw.run(connection, "INSERT OR IGNORE INTO kind (type) VALUES (?)", (type_key,))
    stretch = stretch_of(connection, type_key)
    (found,) = raw.first(
        connection,
        "SELECT max(number) FROM record WHERE number BETWEEN ? AND ?",
        stretch,
    )
    return stretch.first if found is None else int(found)
