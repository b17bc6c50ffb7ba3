"""Which operations have no effect, as the key-state says."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select

from monitor_desktop.domain.operations import Operation
from monitor_desktop.store.journal import operation_of
from monitor_desktop.store.tables import OPERATIONS


def statements(connection: Connection) -> Iterator[Operation]:
    """Every group operation held, in the order of arrival."""
    query = select(OPERATIONS).where(OPERATIONS.c.kind == "group")
    return (operation_of(row) for row in connection.execute(query).fetchall())


def void(connection: Connection) -> set[str]:
    """Ids of all operations without effect."""
    query = select(OPERATIONS.c.id).where(OPERATIONS.c.void.is_(True))
    return set(connection.execute(query).scalars())


def ids_of(connection: Connection, device: str) -> list[str]:
    """Ids of all operations held of a device."""
    query = select(OPERATIONS.c.id).where(OPERATIONS.c.device == device)
    return list(connection.execute(query).scalars())


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
    touched: set[str] = set()
    for _, identity in changed:
        query = select(OPERATIONS.c.record).where(
            OPERATIONS.c.id == identity, OPERATIONS.c.kind != "sent"
        )
        touched.update(connection.execute(query).scalars())
    return touched
