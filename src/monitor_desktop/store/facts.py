"""Narrow rows of many records at once, for counting and comparing.

Records and their parts that are hidden by a delete are left out.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from monitor_desktop.store.tables import RECORDS, views


def rows(
    connection: Connection, type_key: str, columns: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Cells of every visible record of a type.

    Args:
        connection: Within a transaction.
        type_key: A declared record type.
        columns: Columns of its view: field keys; for dates ``<key>_from``,
            ``<key>_to`` (days, ISO) beside the words.

    Yields:
        Record id, id of its top record, then the cells in the order asked for.
    """
    view = views()[type_key]
    whole = RECORDS.alias("whole")
    query = (
        select(RECORDS.c.id, RECORDS.c.top, *(view.c[each] for each in columns))
        .join(view, view.c.id == RECORDS.c.id)
        .join(whole, whole.c.id == RECORDS.c.top)
        .where(RECORDS.c.deleted.is_(False), whole.c.deleted.is_(False))
    )
    for row in connection.execute(query):
        yield tuple(row)


def ids(connection: Connection, type_key: str) -> list[str]:
    """Ids of all records of a type, hidden ones included."""
    query = select(views()[type_key].c.id).order_by(views()[type_key].c.id)
    return list(connection.execute(query).scalars())


def heads(connection: Connection, type_keys: Sequence[str]) -> Iterator[str]:
    """Ids of the effective operations on records of these types, deleted or not."""
    # One statement: it is asked at the end of every transaction. CROSS JOIN keeps the
    # order; left to itself SQLite walks all heads to find a handful of records.
    parts = (
        f"SELECT head.id FROM {views()[each].name} AS shown"  # noqa: S608  # our names
        " CROSS JOIN head ON head.record = shown.id"
        for each in type_keys
    )
    rows = connection.exec_driver_sql(" UNION ALL ".join(parts))
    yield from (each[0] for each in rows)


def written_last(connection: Connection, type_key: str, field: str) -> dict[str, int]:
    """When a field of each record of a type got what it holds, by the hybrid clock."""
    found = connection.exec_driver_sql(
        f"SELECT head.record, max(operation.clock_us) FROM {views()[type_key].name}"  # noqa: S608  # our names
        " AS shown CROSS JOIN head ON head.record = shown.id AND head.field = ?"
        " JOIN operation ON operation.id = head.id GROUP BY head.record",
        (field,),
    )
    return {record: int(clock_us) for record, clock_us in found}


def references(connection: Connection, type_key: str) -> dict[str, str]:
    """Reference numbers of every visible record of a top type, by id."""
    return {each[0]: each[2] for each in rows(connection, type_key, ["_ref"])}
