"""The view: heads, shown values, conflicts and search words, derived from the journal.

Everything here can be thrown away and made again; it is written in the transaction of
the operations it shows.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table

from monitor_desktop.domain import merge, names, partial_dates
from monitor_desktop.domain.catalogue import in_use, record_type
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.fields import (
    LIFE,
    ORDER,
    PARENT,
    REFERENCE,
    Field,
    Kind,
)
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import (
    JsonValue,
    OperationKind,
    decode,
)
from monitor_desktop.domain.values import is_storable_number
from monitor_desktop.i18n.alphabet import sort_key
from monitor_desktop.store.journal import Arrived, operation_of
from monitor_desktop.store.numbers import numbered
from monitor_desktop.store.tables import NUMBER, OPERATIONS, views
from monitor_desktop.store.touched import Touched, by_record, load, whole

_BATCH = 500
_LEADING: Final = 5
"""Number, id, reference, whether it is hidden, fields without an answer: before all
fields."""
_GROUP: Final = "group"
"""Between concurrent statements of the group its own rules decide, not a person."""
SqlValue = str | int | float | bytes | bytearray | None


def refresh(
    connection: Connection, records: Iterable[str], arrived: Arrived | None = None
) -> None:
    """Derive everything about these records from the journal again.

    Args:
        connection: Within a transaction.
        records: Their ids.
        arrived: What was stored of them just now, in this transaction; nothing of it
            was purged or made void since.
    """
    ids = sorted(set(records))
    held = by_record(arrived.operations) if arrived else {}
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        at_hand = whole(connection, batch, arrived.after, held) if arrived else {}
        touched = sorted(load(connection, batch, at_hand), key=itemgetter(0))
        _leave_other_types(connection, touched)
        numbers = numbered(connection, ((each.id, each.type) for each in touched))
        _write_heads(connection, touched)
        _write_records(connection, touched, numbers)
        _write_conflicts(connection, touched)
        _write_views(connection, touched, numbers)
        _forget_words(
            connection, [n for id_, n in numbers.items() if id_ not in at_hand]
        )
        _write_search(connection, touched, numbers)
        _judge_lives(connection, touched)


def clear(connection: Connection) -> None:
    """Throw the whole view away, before it is made again."""
    shown = (name for _, name in _filled(connection))
    for table in ("head", "record", "reference", "conflict", *shown):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  # our names
    connection.exec_driver_sql("INSERT INTO search(search) VALUES('delete-all')")


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


def _marks(count: int) -> str:
    return ",".join("?" * count)


def _write_heads(connection: Connection, touched: Sequence[Touched]) -> None:
    _delete(connection, "head", touched)
    rows = [
        (each.id, field, sub, head.id)
        for each in touched
        for (field, sub), heads in each.state.heads.items()
        for head in heads
    ]
    _insert(connection, "INSERT INTO head VALUES (?, ?, ?, ?)", rows)


def _delete(connection: Connection, table: str, touched: Sequence[Touched]) -> None:
    ids = tuple(each.id for each in touched)
    connection.exec_driver_sql(
        f"DELETE FROM {table} WHERE record IN ({_marks(len(ids))})",  # noqa: S608
        ids,
    )


def _insert(
    connection: Connection, statement: str, rows: Sequence[tuple[SqlValue, ...]]
) -> None:
    if rows:
        connection.exec_driver_sql(statement, list(rows))


def _leave_other_types(connection: Connection, touched: Sequence[Touched]) -> None:
    """Records that were taken for another type leave its view and its numbers."""
    types = {each.id: each.type for each in touched}
    rows = connection.exec_driver_sql(
        f"SELECT id, type, number FROM record WHERE id IN ({_marks(len(types))})",  # noqa: S608
        tuple(types),
    )
    before: list[tuple[str, str, int]] = [(row[0], row[1], row[2]) for row in rows]
    for record, left, number in before:
        if left == types[record]:
            continue
        if left in views():
            table = views()[left]
            connection.execute(table.delete().where(table.c.id == record))
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (number,))
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
            _text(each, PARENT) or "",
            _number(each, ORDER),
            int(each.state.is_void),
        )
        for each in touched
    ]
    _insert(
        connection,
        "INSERT INTO record (number, id, type, top, parent, place, deleted)"
        " VALUES (?, ?, ?, ?, nullif(?, ''), ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " top = excluded.top, parent = excluded.parent, place = excluded.place,"
        " deleted = excluded.deleted",
        rows,
    )
    _delete(connection, "reference", touched)
    _insert(
        connection,
        "INSERT OR IGNORE INTO reference (ref, record) VALUES (?, ?)",
        [
            (ref, each.id)
            for each in touched
            for head in each.state.heads.get((REFERENCE, ""), ())
            if head.body and isinstance(ref := decode(head.body), str)
        ],
    )


def _text(touched: Touched, field: str) -> str | None:
    value = touched.state.values.get((field, ""))
    return value if isinstance(value, str) else None


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
    _insert(connection, "INSERT INTO conflict VALUES (?, ?, ?, ?, ?)", rows)


def _write_views(
    connection: Connection, touched: Sequence[Touched], numbers: Mapping[str, int]
) -> None:
    by_type = sorted(touched, key=lambda each: each.type)
    for type_key, group in groupby(by_type, key=lambda each: each.type):
        declared = record_type(type_key)
        if declared is None:
            continue
        empty = _empty_row(in_use(), type_key)
        rows = [_view_row(empty, each, numbers[each.id]) for each in group]
        # The driver takes long for an empty cell, and most are empty in all rows.
        used = _used(rows)
        statement = _replacing(views()[type_key], used)
        _insert(connection, statement, list(map(itemgetter(*used), rows)))


def _used(rows: Sequence[Sequence[SqlValue]]) -> tuple[int, ...]:
    """Columns that are not empty in all rows; two at least, those that name them."""
    columns = enumerate(zip(*rows, strict=True))
    return tuple(n for n, cells in columns if cells.count(None) < len(cells))


@lru_cache
def _replacing(table: Table, used: Sequence[int]) -> str:
    """Columns by name: those of a group's own fields were added behind the others."""
    names_of = [each.name for each in table.columns]
    columns = ",".join(f'"{names_of[each]}"' for each in used)
    return (
        f"INSERT OR REPLACE INTO {table.name} ({columns}) VALUES ({_marks(len(used))})"  # noqa: S608  # our names
    )


class _EmptyRow(NamedTuple):
    """The cells of a record without a value, and where each field stands in it."""

    cells: Sequence[SqlValue]
    fields: Mapping[str, tuple[int, Field]]


@lru_cache
def _empty_row(of: Catalogue, type_key: str) -> _EmptyRow:
    """Most fields of most records are empty, so a row begins with all of them so."""
    declared = of.record_type(type_key)
    cells: list[SqlValue] = [None] * _LEADING
    places = {}
    for field in declared.fields if declared else ():
        places[field.key] = (len(cells), field)
        cells.extend(_empty(field.kind, sortable=field.sortable))
    return _EmptyRow(cells, places)


def _view_row(empty: _EmptyRow, touched: Touched, number: int) -> tuple[SqlValue, ...]:
    absent = _absent(touched.values)
    unanswered = json.dumps(absent) if absent else None
    cells = list(empty.cells)
    cells[:_LEADING] = (
        number,
        touched.id,
        _text(touched, REFERENCE),
        int(touched.state.is_void),
        unanswered,
    )
    for key, value in touched.values.items():
        if value is not None and key not in absent:
            start, field = empty.fields[key]
            found = list(cells_of(field, value))
            cells[start : start + len(found)] = found
    return tuple(cells)


def _absent(values: Mapping[str, JsonValue]) -> dict[str, str]:
    """Fields without an answer, and why."""
    reasons = {key: missing(value) for key, value in values.items()}
    return {key: str(reason) for key, reason in reasons.items() if reason}


def cells_of(field: Field, value: JsonValue) -> Iterator[SqlValue]:
    """The view cells of one field, as ``tables.columns_of`` orders them."""
    if field.kind is Kind.MULTILINGUAL:
        texts = value if isinstance(value, dict) else {}
        yield from (texts.get(each) for each in LANGUAGES)
    elif field.kind is Kind.MULTIPLE_CHOICE:
        yield json.dumps(value) if value else None
    elif field.kind is Kind.PARTIAL_DATE:
        date = value if isinstance(value, dict) else {}
        yield from (date.get(each) for each in ("text", "edtf", "from", "to"))
        yield partial_dates.span(date.get("from"), date.get("to"))
    else:
        yield value if isinstance(value, str | int | float) else None
    if field.sortable:
        key = sort_cell(field, value)
        # The driver takes an array ten times as fast as bytes.
        yield None if key is None else bytearray(key)


def sort_cell(field: Field, value: JsonValue) -> bytes | None:
    """The stored sort key of a value."""
    if field.kind is Kind.PARTIAL_DATE:
        days = value if isinstance(value, dict) else {}
        return partial_dates.key_of_bounds(days.get("from"), days.get("to")).encode()
    return sort_key(value) if isinstance(value, str) else None


@cache
def _empty(kind: Kind, *, sortable: bool) -> tuple[SqlValue, ...]:
    """Cells of a field without a value."""
    return tuple(cells_of(Field(id="", key="", kind=kind, sortable=sortable), None))


def _forget_words(connection: Connection, numbers: Sequence[int]) -> None:
    """Take records that may have been there before out of the search index."""
    if numbers:
        connection.exec_driver_sql(
            f"DELETE FROM search WHERE rowid IN ({_marks(len(numbers))})",  # noqa: S608
            tuple(numbers),
        )


def _write_search(
    connection: Connection, touched: Sequence[Touched], numbers: Mapping[str, int]
) -> None:
    rows = []
    for each in touched:
        text = " ".join(_searched(each))
        if text:
            rows.append((numbers[each.id], *names.both(text)))
    _insert(
        connection, "INSERT INTO search (rowid, folded, exact) VALUES (?, ?, ?)", rows
    )


def _searched(touched: Touched) -> Iterator[str]:
    """Texts of the fields that search looks into, and the reference."""
    if touched.declared is None:
        return
    yield _text(touched, REFERENCE) or ""
    for field in touched.declared.fields:
        value = touched.values.get(field.key)
        if not field.search_weight or value is None or field.kind is Kind.LINK:
            continue
        if missing(value):
            continue
        yield from value.values() if isinstance(value, dict) else [str(value)]


def _judge_lives(connection: Connection, touched: Sequence[Touched]) -> None:
    """Records with deletes: an edit of the record or a part may dispute them."""
    candidates = {each.id for each in touched} | {each.top for each in touched}
    deleted = connection.exec_driver_sql(
        "SELECT DISTINCT record FROM operation WHERE field = ?"  # noqa: S608
        f" AND record IN ({_marks(len(candidates))})",
        (LIFE, *candidates),
    ).scalars()
    for record in list(deleted):
        _judge(connection, record)


def _judge(connection: Connection, record: str) -> None:
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
    if type_key in views():
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
