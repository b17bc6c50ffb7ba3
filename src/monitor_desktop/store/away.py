"""Records that this laptop alone put down: their leaves stay, their values are gone."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Final, TypeGuard

from sqlalchemy import Connection

from monitor_desktop.domain.operations import CHAINED, Operation, OperationKind
from monitor_desktop.store import drafts, journal, raw, word_index
from monitor_desktop.store.journal import Entry
from monitor_desktop.store.tables import views

ASKED: Final = "asked_back"
"""Setting with the ids of records that are wanted again."""


def put_down(connection: Connection, record: str, ref: str) -> int:
    """Forget a top record with its parts; its place in the journals stays.

    Purges stay as they are: what comes later must meet them.

    Returns:
        How many operations went.
    """
    every = journal.of_top(connection, record)
    found = [each for each in every if each.kind not in CHAINED]
    _as_leaves(connection, record, ref, found)
    connection.exec_driver_sql(
        "DELETE FROM operation WHERE top = ? AND kind != ?",
        (record, OperationKind.PURGE),
    )
    _forget_view(connection, record)
    return len(found)


def _as_leaves(
    connection: Connection, record: str, ref: str, operations: Iterable[Operation]
) -> None:
    for each in operations:
        journal.withhold(connection, each)
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO away (record, device, n, ref) VALUES (?, ?, ?, ?)",
            (record, each.device, each.n, ref),
        )


def _forget_view(connection: Connection, record: str) -> None:
    rows = connection.exec_driver_sql(
        "SELECT id, number FROM record WHERE id = ? OR top = ?", (record, record)
    ).fetchall()
    for identity, number in rows:
        drafts.delete(connection, identity)
        word_index.forget(connection, [number])
        for table in ("head", "conflict", "reference", "not_updated"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE record = ?",  # noqa: S608  # our names
                (identity,),
            )
        for view in views().values():
            connection.execute(view.delete().where(view.c.id == identity))
        connection.exec_driver_sql("DELETE FROM record WHERE id = ?", (identity,))


def tidy(connection: Connection) -> None:
    """Words of deleted rows stay in the index until its segments are merged."""
    word_index.tidy(connection)


def records(connection: Connection) -> dict[str, tuple[str, int]]:
    """Records that were put down: reference and how many operations."""
    rows = raw.every(
        connection,
        "SELECT record, max(ref), count(*) FROM away GROUP BY record ORDER BY 2, 1",
    )
    return {record: (ref, count) for record, ref, count in rows}


def asked(connection: Connection) -> set[str]:
    """Ids of the records that were put down and are wanted again."""
    found = raw.first(connection, "SELECT value FROM setting WHERE key = ?", (ASKED,))
    return set(json.loads(found[0])) if found else set()


def positions(connection: Connection, device: str) -> set[int]:
    """Positions of a journal that nobody wants here: put down and not asked back."""
    wanted = asked(connection)
    rows = connection.exec_driver_sql(
        "SELECT n, record FROM away WHERE device = ?", (device,)
    )
    return {n for n, record in rows if record not in wanted}


def kept_down(connection: Connection, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Operations on records that were put down become leaves, unless asked back."""
    wanted, down = asked(connection), records(connection)
    if not down:
        return entries
    found: list[Entry] = []
    for each in entries:
        if _stays_down(each, down.keys() - wanted):
            ref = down[each.top][0]
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO away (record, device, n, ref)"
                " VALUES (?, ?, ?, ?)",
                (each.top, each.device, each.n, ref),
            )
            found.append(each.leaf)
        else:
            found.append(each)
    return found


def _stays_down(entry: Entry, down: Collection[str]) -> TypeGuard[Operation]:
    return (
        isinstance(entry, Operation) and entry.top in down and entry.kind not in CHAINED
    )


def came_back(connection: Connection, operations: Iterable[Operation]) -> None:
    """Values that were asked back are here again."""
    for each in operations:
        connection.exec_driver_sql(
            "DELETE FROM away WHERE device = ? AND n = ?", (each.device, each.n)
        )
