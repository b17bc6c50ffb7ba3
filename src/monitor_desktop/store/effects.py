"""Which operations have no effect, as the key-state says."""

import json
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, select, true

from monitor_desktop.domain.operations import Operation
from monitor_desktop.store import branches
from monitor_desktop.store.journal import operation_of
from monitor_desktop.store.tables import OPERATIONS


def statements(connection: Connection) -> Iterator[Operation]:
    """Every group operation held, in the order of arrival."""
    query = select(OPERATIONS).where(OPERATIONS.c.kind == "group")
    return (operation_of(row) for row in connection.execute(query).fetchall())


def void(connection: Connection) -> set[str]:
    """Ids of all operations without effect."""
    # As the index says it: "IS 1" would look at every operation.
    query = select(OPERATIONS.c.id).where(OPERATIONS.c.void == true())
    return set(connection.execute(query).scalars())


def behind(connection: Connection, device: str, upto: Mapping[int, int]) -> set[str]:
    """Ids of a device's operations that stand on none of its histories up to a limit.

    Found by position and not by walking the journal: a revoked device may go on
    writing, and all of that is looked at again whenever more of it arrives.

    Args:
        connection: Within a transaction.
        device: Whose journal.
        upto: For each branch, the main one included, up to which position it counts.
    """
    shared = max(
        min(limit, branches.split(connection, device, branch)) if branch else limit
        for branch, limit in upto.items()
    )
    late = connection.exec_driver_sql(
        "SELECT id FROM operation WHERE device = ? AND n > ? AND aside = 0"
        " UNION ALL SELECT id FROM branch_leaf JOIN operation USING (id)"
        " WHERE branch_leaf.device = ? AND aside = 1",
        (device, shared, device),
    ).scalars()
    found = set(late)
    for branch, limit in upto.items():
        found.difference_update(branches.ids(connection, device, branch, limit))
    return found


def mark_void(connection: Connection, wanted: Collection[str]) -> set[str]:
    """Let exactly these operations have no effect.

    Returns:
        Records that have to be shown anew.
    """
    before = void(connection)
    changed = [(True, each) for each in wanted if each not in before]
    changed += [(False, each) for each in before if each not in wanted]
    if not changed:
        return set()
    connection.exec_driver_sql("UPDATE operation SET void = ? WHERE id = ?", changed)
    touched = connection.exec_driver_sql(
        "SELECT DISTINCT record FROM operation WHERE kind != 'sent'"
        " AND id IN (SELECT value FROM json_each(?))",
        (json.dumps([identity for _, identity in changed]),),
    )
    return set(touched.scalars())
