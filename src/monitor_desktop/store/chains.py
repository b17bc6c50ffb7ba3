"""Group operations and purges of a journal, each of which names the one before it."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from monitor_desktop.store import branches, raw

_CHAINED: Final = "kind IN ('group', 'purge')"


def last(
    connection: Connection, device: str, *, upto: int = 2**62, branch: int = 0
) -> int:
    """Position of the last one held of a branch, not above ``upto``; 0 for none."""
    if branch:
        own = connection.exec_driver_sql(
            "SELECT max(branch_leaf.n) FROM branch_leaf"  # noqa: S608  # our words
            " JOIN operation ON operation.id = branch_leaf.id"
            " WHERE branch_leaf.device = ? AND branch_leaf.number = ?"
            f" AND branch_leaf.n <= ? AND operation.{_CHAINED}",
            (device, branch, upto),
        ).scalar()
        if own:
            return int(own)
        upto = min(upto, branches.split(connection, device, branch))
    # Left to itself SQLite walks all positions of the device, at each save.
    found = raw.first(
        connection,
        "SELECT max(n) FROM operation INDEXED BY operation_chained"  # noqa: S608  # our words
        f" WHERE {_CHAINED} AND device = ? AND n <= ? AND aside = 0",
        (device, upto),
    )
    return int(found[0] or 0)


def count(
    connection: Connection, device: str, fields: Collection[str], *, upto: int
) -> int:
    """How many group operations on these fields a device made, on any branch."""
    marks = ",".join("?" * len(fields))
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM operation INDEXED BY operation_chained"  # noqa: S608  # only marks
        f" WHERE {_CHAINED} AND device = ? AND n <= ? AND field IN ({marks})",
        (device, upto, *sorted(fields)),
    )
    return int(found.scalar_one())
