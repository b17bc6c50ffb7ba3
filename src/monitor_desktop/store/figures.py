"""Counting what the view shows: by term, by place, by month; and what came in last."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from monitor_desktop.store.tables import OPERATIONS, views

_OF_RECORDS: Final = ("set", "delete", "restore")
_MONTH_LETTERS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """The newest operation of one device on one top record.

    Attributes:
        arrival: Its number among everything that ever arrived here.
        top: Id of the top record.
        type: Type of the record itself, which may be a part.
        field: Id of the field or register.
        kind: set, delete or restore.
        device: Who made it.
        clock_us: When, by the hybrid clock.
    """

    arrival: int
    top: str
    type: str
    field: str
    kind: str
    device: str
    clock_us: int


def by_value(connection: Connection, type_key: str, key: str) -> dict[str, int]:
    """How many visible records have each code; records without one are left out."""
    table = views()[type_key]
    column = table.c[key]
    query = (
        select(column, func.count())
        .where(table.c["_deleted"].is_(False), column.is_not(None))
        .group_by(column)
    )
    return _numbers(connection, query)


def by_month(
    connection: Connection, type_key: str, key: str, *, first: str
) -> dict[str, int]:
    """How many visible records certainly fall into each month from ``first`` on.

    A date known only as a season or a year falls into no month.

    Args:
        connection: Within a transaction.
        type_key: The type.
        key: A partial date of it.
        first: ``YYYY-MM``.
    """
    table = views()[type_key]
    start, end = table.c[f"{key}_from"], table.c[f"{key}_to"]
    month = func.substr(start, 1, _MONTH_LETTERS)
    query = (
        select(month, func.count())
        .where(
            table.c["_deleted"].is_(False),
            start >= first,
            month == func.substr(end, 1, _MONTH_LETTERS),
        )
        .group_by(month)
    )
    return _numbers(connection, query)


def _numbers(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {str(row[0]): int(row[1]) for row in connection.execute(query)}


def last_arrival(connection: Connection) -> int:
    """Number of the operation that arrived last, 0 when there is none."""
    return int(connection.execute(select(func.max(OPERATIONS.c.arrival))).scalar() or 0)


def touched_since(connection: Connection, arrival: int) -> int:
    """How many top records have operations that arrived after one."""
    query = select(func.count(OPERATIONS.c.top.distinct())).where(
        OPERATIONS.c.arrival > arrival, OPERATIONS.c.kind.in_(_OF_RECORDS)
    )
    return int(connection.execute(query).scalar_one())


def latest(connection: Connection, *, records: int, within: int) -> list[Touch]:
    """The newest touch of each of the records touched last.

    Args:
        connection: Within a transaction.
        records: At most so many.
        within: Among so many operations that arrived last.
    """
    query = (
        select(OPERATIONS)
        .where(OPERATIONS.c.kind.in_(_OF_RECORDS))
        .order_by(OPERATIONS.c.arrival.desc())
        .limit(within)
    )
    found: dict[str, Touch] = {}
    for row in connection.execute(query):
        if row.top not in found and len(found) < records:
            found[row.top] = Touch(
                arrival=row.arrival,
                top=row.top,
                type=row.type,
                field=row.field,
                kind=row.kind,
                device=row.device,
                clock_us=row.clock_us,
            )
    return list(found.values())


def own_above(
    connection: Connection, device: str, position: int
) -> tuple[int, int | None]:
    """Edits of a device above a position, and the clock of the oldest of them."""
    query = select(func.count(), func.min(OPERATIONS.c.clock_us)).where(
        OPERATIONS.c.device == device,
        OPERATIONS.c.n > position,
        OPERATIONS.c.kind.in_(_OF_RECORDS),
    )
    number, oldest_us = connection.execute(query).one()
    return number, oldest_us
