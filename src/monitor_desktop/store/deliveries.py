"""Where the operations of records stand in the journals, for receipts."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from monitor_desktop.domain.acks import Range
from monitor_desktop.domain.receipts import Position

_BATCH = 500
# What the group decided hangs under an id of its own, which is no record to anybody.
_SHOWN: Final = "record.id = record.top AND NOT deleted AND record.type != 'group'"


def positions(
    connection: Connection, records: Iterable[str]
) -> dict[str, list[Position]]:
    """Positions of the operations on some top records and their parts."""
    every = "SELECT top, device, n FROM operation WHERE top IN ({tops})"
    return _placed(connection, records, every)


def telling_positions(
    connection: Connection, records: Iterable[str], gappy: Sequence[str]
) -> dict[str, list[Position]]:
    """As ``positions``, but of most journals the last of each record says enough.

    Args:
        connection: Within a transaction.
        records: Ids of top records.
        gappy: Devices of whose journals every position counts.
    """
    apart = ",".join("?" * len(gappy))
    last = (
        "SELECT top, device, max(n) FROM operation"  # noqa: S608  # only marks
        f" WHERE device NOT IN ({apart}) AND top IN ({{tops}}) GROUP BY top, device"
    )
    every = (
        "SELECT top, device, n FROM operation"  # noqa: S608
        f" WHERE device IN ({apart}) AND top IN ({{tops}})"
    )
    found = _placed(connection, records, last, gappy)
    if gappy:
        for top, more in _placed(connection, records, every, gappy).items():
            found[top].extend(more)
    return found


def _placed(
    connection: Connection,
    records: Iterable[str],
    query: str,
    before: Sequence[str] = (),
) -> dict[str, list[Position]]:
    wanted = sorted(set(records))
    found: dict[str, list[Position]] = {each: [] for each in wanted}
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        statement = query.format(tops=",".join("?" * len(some)))
        for top, device, n in connection.exec_driver_sql(statement, (*before, *some)):
            found[top].append((device, n))
    return found


def tops(connection: Connection, records: Sequence[str]) -> dict[str, str]:
    """The top record of each of these."""
    found: dict[str, str] = {}
    for start in range(0, len(records), _BATCH):
        some = records[start : start + _BATCH]
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"SELECT id, top FROM record WHERE id IN ({marks})",  # noqa: S608
            tuple(some),
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def left_of(connection: Connection, top: str) -> list[str]:
    """Records of a top record that still have an operation here."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT record FROM operation WHERE top = ?", (top,)
    )
    return list(rows.scalars())


def count(connection: Connection) -> int:
    """How many top records are shown."""
    rows = connection.exec_driver_sql(
        f"SELECT count(*) FROM record WHERE {_SHOWN}"  # noqa: S608  # our words
    )
    return int(rows.scalar_one())


def all_tops(connection: Connection) -> list[str]:
    """Ids of all shown top records, sorted."""
    rows = connection.exec_driver_sql(
        f"SELECT id FROM record WHERE {_SHOWN} ORDER BY id"  # noqa: S608  # our words
    )
    return list(rows.scalars())


def untouched_since(connection: Connection, at_us: int) -> list[str]:
    """Shown top records whose newest operation is older than a clock, sorted."""
    rows = connection.exec_driver_sql(
        "SELECT record.id FROM record JOIN operation ON operation.top = record.id"  # noqa: S608  # our words
        f" WHERE {_SHOWN}"
        " GROUP BY record.id HAVING max(operation.clock_us) < ? ORDER BY record.id",
        (at_us,),
    )
    return list(rows.scalars())


def touched(
    connection: Connection, device: str, spans: Sequence[Range], above: int
) -> set[str]:
    """Shown top records with an operation in one of these ranges, or above a size."""
    found: set[str] = set()
    for first, last in (*spans, (above + 1, 2**62)):
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT operation.top FROM operation"  # noqa: S608  # our words
            f" JOIN record ON record.id = operation.top AND {_SHOWN}"
            " WHERE operation.device = ? AND operation.n BETWEEN ? AND ?",
            (device, first, last),
        )
        found.update(row[0] for row in rows)
    return found


def edits(connection: Connection, device: str, upto: int) -> int:
    """How many edits a device made up to a position; exports are not counted."""
    rows = connection.exec_driver_sql(
        "SELECT count(*) FROM operation WHERE device = ? AND n <= ? AND kind != 'sent'",
        (device, upto),
    )
    return int(rows.scalar_one())
