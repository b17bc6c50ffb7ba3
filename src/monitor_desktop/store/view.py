"""The view: heads, shown values, conflicts and search words, derived from the journal.

Everything here can be thrown away and made again; it is written in the transaction of
the operations it shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection, Table

from monitor_desktop.domain import merge
from monitor_desktop.domain.fields import LIFE, ORDER, PARENT, REFERENCE
from monitor_desktop.domain.operations import OperationKind, decode
from monitor_desktop.domain.values import is_storable_number
from monitor_desktop.store import raw, word_index
from monitor_desktop.store.journal import Arrived, operation_of
from monitor_desktop.store.numbers import numbered
from monitor_desktop.store.shown_rows import ShownRows
from monitor_desktop.store.tables import NUMBER, OPERATIONS, views
from monitor_desktop.store.touched import Touched, by_record, load, whole

_BATCH = 500
_GROUP: Final = "group"
"""Between concurrent statements of the group its own rules decide, not a person."""


def refresh(
    connection: Connection,
    records: Iterable[str],
    arrived: Arrived | None = None,
    waiting: ShownRows | None = None,
) -> None:
    """Derive everything about these records from the journal again.

    Args:
        connection: Within a transaction.
        records: Their ids.
        arrived: What was stored of them just now, in this transaction; nothing of it
            was purged or made void since.
        waiting: Takes the rows of lists and the words of search, to be written later;
            None writes them at once.
    """
    ids = sorted(set(records))
    held = by_record(arrived.operations) if arrived else {}
    rows = ShownRows() if waiting is None else waiting
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        at_hand = whole(connection, batch, arrived.after, held) if arrived else {}
        touched = sorted(load(connection, batch, at_hand), key=itemgetter(0))
        _leave_other_types(connection, touched)
        numbers = numbered(connection, ((each.id, each.type) for each in touched))
        _write_heads(connection, touched)
        _write_records(connection, touched, numbers)
        _write_conflicts(connection, touched)
        for each in touched:
            rows.put(each, numbers[each.id], is_new=each.id in at_hand)
        _judge_lives(connection, touched, rows)
        if waiting is None or rows.is_full:
            rows.write(connection)


def clear(connection: Connection) -> None:
    """Throw the whole view away, before it is made again."""
    shown = (name for _, name in _filled(connection))
    for table in ("head", "record", "reference", "conflict", *shown):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  # our names
    word_index.clear(connection)


def lines(connection: Connection) -> Iterator[bytes]:
    """Every row of the view in a fixed order, to tell whether two are alike."""
    shown = {
        "head": "record || ' ' || field || ' ' || sub, id",
        "conflict": "record || ' ' || field, sub, top",
        "reference": "*",
        "record": "id, type, top, parent, place, deleted",
    } | {each: _shown_columns(views()[key]) for key, each in _filled(connection)}
    for table, columns in shown.items():
        rows = connection.exec_driver_sql(
            f"SELECT {columns} FROM {table} ORDER BY 1, 2"  # noqa: S608  # our names
        )
        for row in rows:
            yield repr((table, *row)).encode()


def _filled(connection: Connection) -> list[tuple[str, str]]:
    """Types that have a record, and the tables that show them; most have none."""
    named = {each.name: key for key, each in views().items()}
    asked = (f"SELECT '{each}' WHERE EXISTS (SELECT 1 FROM {each})" for each in named)  # noqa: S608  # our names
    found = connection.exec_driver_sql(" UNION ALL ".join(asked)).scalars()
    return [(named[each], each) for each in found]


def _shown_columns(table: Table) -> str:
    """All but the number, which tells only in what order records were met."""
    return ",".join(f'"{each.name}"' for each in table.columns if each.name != NUMBER)


def _write_heads(connection: Connection, touched: Sequence[Touched]) -> None:
    _delete(connection, "head", touched)
    rows = [
        (each.id, field, sub, head.id)
        for each in touched
        for (field, sub), heads in each.state.heads.items()
        for head in heads
    ]
    raw.run_each(connection, "INSERT INTO head VALUES (?, ?, ?, ?)", rows)


def _delete(connection: Connection, table: str, touched: Sequence[Touched]) -> None:
    ids = raw.among(each.id for each in touched)
    raw.run(connection, f"DELETE FROM {table} WHERE record {raw.AMONG}", (ids,))  # noqa: S608  # our names


def _leave_other_types(connection: Connection, touched: Sequence[Touched]) -> None:
    """Records that were taken for another type leave its view and its numbers."""
    types = {each.id: each.type for each in touched}
    before: list[tuple[str, str, int]] = raw.every(
        connection,
        f"SELECT id, type, number FROM record WHERE id {raw.AMONG}",  # noqa: S608  # our words
        (raw.among(types),),
    )
    for record, left, number in before:
        if left == types[record]:
            continue
        if left in views():
            table = views()[left]
            connection.execute(table.delete().where(table.c.id == record))
        word_index.forget(connection, [number])
        connection.exec_driver_sql("DELETE FROM record WHERE id = ?", (record,))


def _write_records(
    connection: Connection, touched: Sequence[Touched], numbers: Mapping[str, int]
) -> None:
    rows = [
        (
            numbers[each.id],
            each.id,
            each.type,
            each.top,
            each.text(PARENT) or "",
            _number(each, ORDER),
            int(each.state.is_void),
        )
        for each in touched
    ]
    raw.run_each(
        connection,
        "INSERT INTO record (number, id, type, top, parent, place, deleted)"
        " VALUES (?, ?, ?, ?, nullif(?, ''), ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " top = excluded.top, parent = excluded.parent, place = excluded.place,"
        " deleted = excluded.deleted",
        rows,
    )
    _delete(connection, "reference", touched)
    raw.run_each(
        connection,
        "INSERT OR IGNORE INTO reference (ref, record) VALUES (?, ?)",
        [
            (ref, each.id)
            for each in touched
            for head in each.state.heads.get((REFERENCE, ""), ())
            if head.body and isinstance(ref := decode(head.body), str)
        ],
    )


def _number(touched: Touched, field: str) -> int:
    value = touched.state.values.get((field, ""))
    return int(value) if is_storable_number(value) else 0  # type: ignore[arg-type]


def _write_conflicts(connection: Connection, touched: Sequence[Touched]) -> None:
    _delete(connection, "conflict", touched)
    rows = [
        (each.id, field, sub, each.top, each.type)
        for each in touched
        if each.type != _GROUP
        for field, sub in each.state.conflicts
    ]
    raw.run_each(connection, "INSERT INTO conflict VALUES (?, ?, ?, ?, ?)", rows)


def _judge_lives(
    connection: Connection, touched: Sequence[Touched], rows: ShownRows
) -> None:
    """Records with deletes: an edit of the record or a part may dispute them."""
    candidates = {each.id for each in touched} | {each.top for each in touched}
    deleted = raw.every(
        connection,
        "SELECT DISTINCT record FROM operation WHERE field = ?"  # noqa: S608  # our words
        f" AND record {raw.AMONG}",
        (LIFE, raw.among(candidates)),
    )
    for (record,) in deleted:
        _judge(connection, record, rows)


def _judge(connection: Connection, record: str, shown: ShownRows) -> None:
    rows = connection.execute(
        OPERATIONS.select().where(
            (OPERATIONS.c.record == record) | (OPERATIONS.c.top == record)
        )
    ).fetchall()
    edits = {
        row.id: row.pred.split()
        for row in rows
        # What was purged is nobody's edit any more.
        if row.kind == OperationKind.SET and row.field != LIFE and row.body is not None
    }
    deletes = [
        operation_of(row) for row in rows if row.field == LIFE and row.record == record
    ]
    void = {row.id for row in rows if row.void}
    state = merge.life(deletes, edits, void)
    # Void deletes bring nothing back of which no value counts.
    is_left = any(
        row.id in edits and row.id not in void and row.record == record for row in rows
    )
    hidden = state.deleted or not is_left
    type_key, top = connection.exec_driver_sql(
        "SELECT type, top FROM record WHERE id = ?", (record,)
    ).one()
    connection.exec_driver_sql(
        "UPDATE record SET deleted = ? WHERE id = ?", (hidden, record)
    )
    if not shown.hide(record, hidden=hidden) and type_key in views():
        table = views()[type_key]
        connection.execute(
            table.update().where(table.c.id == record).values(_deleted=hidden)
        )
    connection.exec_driver_sql(
        "DELETE FROM conflict WHERE record = ? AND field = ?", (record, LIFE)
    )
    if state.disputed:
        connection.exec_driver_sql(
            "INSERT INTO conflict VALUES (?, ?, '', ?, ?)",
            (record, LIFE, top, type_key),
        )
