"""Windows of lists as statements: what is asked, in which order, by which way.

Where a condition holds for few records these are fetched by its index and put in order.
Where it holds for many the order of the list is walked, and each row is asked: its
index has what filters compare beside it. The way is chosen in ``first_rows``.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    Table,
    Text,
    func,
    literal_column,
    or_,
    select,
    text,
    union_all,
)

from monitor_desktop.domain.fields import REFERENCE
from monitor_desktop.domain.queries import ListQuery, Place
from monitor_desktop.domain.records import declared
from monitor_desktop.store.conditions import Condition, field_of, is_told_by
from monitor_desktop.store.tables import (
    NO_ANSWER,
    NUMBER,
    columns_of,
    references_name,
    sort_column,
    unindexed,
    views,
)
from monitor_desktop.store.times import Lane, Time


def count(table: Table, found: Sequence[Condition]) -> Select[Any]:
    """How many visible rows there are for which all holds.

    A lone condition fetches them: SQLite chooses badly among several. Of several those
    are counted that an index of dates has beside it.
    """
    time = next((each.time for each in found if is_told_by(each, found)), None)
    if time is not None and all(each.words is None for each in found):
        return _counted_by(table, time, found)
    alone = found[0] if len(found) == 1 else None
    if alone is not None and alone.every is not None:
        return select(func.count()).select_from(alone.every.subquery())
    counting = select(func.count()).select_from(table)
    if not found:
        # By the index that has nothing else.
        return counting.where(table.c["_deleted"].is_(False))
    asked = [each.asked for each in found]
    if alone is not None and alone.fetched is not None:
        asked = [alone.fetched]
    return counting.where(unindexed(table.c["_deleted"]).is_(False), *asked)


def _counted_by(table: Table, time: Time, found: Sequence[Condition]) -> Select[Any]:
    asked = [each.asked for each in found if each.time is not time]
    parts = (_visible(table, table.c[NUMBER], [p, *asked]) for p in time.parts())
    return select(func.count()).select_from(union_all(*parts).subquery())


def window(
    query: ListQuery,
    found: Sequence[Condition],
    *,
    few: Condition | None = None,
    lanes: Sequence[Lane] = (),
    total: int | None = None,
    near: Place | None = None,
) -> Select[Any]:
    """A window of a list, by its numbers: rows that are passed over are not looked at.

    Args:
        query: What is asked.
        found: The conditions of it.
        few: One of them that few records fulfil; they are fetched by it.
        lanes: Else, where all rows stand that are asked for; none: in the whole list.
        total: How many rows there are, when that is known: a window near the end is
            reached from there.
        near: A row not behind the window, to walk from.
    """
    rows = reached(query, found, few=few, lanes=lanes, total=total, near=near)
    return shown_of(query, select(rows.subquery().c.number))


def reached(
    query: ListQuery,
    found: Sequence[Condition],
    *,
    few: Condition | None = None,
    lanes: Sequence[Lane] = (),
    total: int | None = None,
    near: Place | None = None,
) -> Select[Any] | CompoundSelect[Any]:
    """Keys and numbers of the rows of a window; see there."""
    table = views()[declared(query.type).key]
    order = order_of(table, query.sort)
    turned, passed, size = query.descending, query.offset, query.limit
    if near is not None and (few is not None or near.offset > query.offset):
        near = None
    rest = None if total is None else max(total - query.offset, 0)
    if rest is not None and rest < query.offset - (near.offset if near else 0):
        turned, size, near = not query.descending, min(query.limit, rest), None
        passed = rest - size
    if few is not None and few.fetched is not None:
        # Their order is made, not walked: an index of it would be gone through whole.
        order_there = unindexed(order)
        asked = [each.asked for each in found if each is not few]
        if few.by_number and query.sort == REFERENCE and not asked:
            parts = [_by_references(table, few.fetched)]
        else:
            parts = [_visible(table, order_there, [few.fetched, *asked])]
    else:
        asked = [each.asked for each in found]
        parts = _behind(table, order, asked, near, lanes=lanes, descending=turned)
    passed -= near.offset if near else 0
    return _ordered(parts, descending=turned).limit(size).offset(passed)


def shown_of(query: ListQuery, numbers: Select[Any] | Sequence[int]) -> Select[Any]:
    """Rows by their numbers, in the order of the list."""
    table = views()[declared(query.type).key]
    order, number = order_of(table, query.sort), table.c[NUMBER]
    shown = select(*shown_columns(table, query.fields)).where(number.in_(numbers))
    return shown.order_by(*_turned((order, number), descending=query.descending))


def before(
    query: ListQuery, asked: Sequence[ColumnElement[bool]], last: Place
) -> Select[Any] | CompoundSelect[Any]:
    """The first rows that do not stand behind a place: keys and numbers."""
    table = views()[declared(query.type).key]
    order = order_of(table, query.sort)
    parts = _behind(table, order, asked, last, descending=not query.descending)
    if not query.descending:
        # Rows without a key come first.
        parts.append(_visible(table, order, [order.is_(None), *asked]))
    return _ordered(parts, descending=query.descending).limit(query.limit)


def between(
    query: ListQuery, asked: Sequence[ColumnElement[bool]], first: Place, last: Place
) -> Select[Any]:
    """All rows that have the keys of two places, or stand between them, in no order."""
    table = views()[declared(query.type).key]
    order = order_of(table, query.sort)
    low, high = (last, first) if query.descending else (first, last)
    return _visible(table, order, [order >= low.key, order <= high.key, *asked])


def ordered(query: ListQuery, rows: Select[Any]) -> Select[Any] | CompoundSelect[Any]:
    """Some rows in the order of the list."""
    return _ordered([rows], descending=query.descending)


def place_of(
    connection: Connection, made: Select[Any] | CompoundSelect[Any], offset: int = 0
) -> Place | None:
    """The first of some rows as a place to walk from; None if it is none, or no row."""
    row = connection.execute(made).first()
    if row is None or row.key is None:
        return None
    return Place(offset, row.key, row.number)


def numbers_of(
    connection: Connection, made: Select[Any] | CompoundSelect[Any]
) -> list[int]:
    """Numbers of rows; in order where they are a window with an end.

    As one JSON list: one by one they would take four times as long.
    """
    listed = select(func.json_group_array(made.subquery().c.number))
    numbers: list[int] = json.loads(connection.execute(listed).scalar_one())
    return numbers


def near_start(
    connection: Connection,
    query: ListQuery,
    asked: Sequence[ColumnElement[bool]],
    rows: int,
) -> list[int] | None:
    """Those among so many first rows that are asked for, as far as the window goes.

    None where there are not so many rows and something is asked of them.
    """
    if not asked:
        return numbers_of(connection, reached(replace(query, limit=rows), ()))
    last = place_of(connection, step(query, (), None, rows))
    if last is None:
        return None
    return numbers_of(connection, before(query, asked, last))


def step(
    query: ListQuery,
    found: Sequence[Condition],
    near: Place | None,
    rows: int,
    *,
    lanes: Sequence[Lane] = (),
) -> CompoundSelect[Any] | Select[Any]:
    """Key and number of the row so many rows behind a place, or behind the start."""
    table = views()[declared(query.type).key]
    order = order_of(table, query.sort)
    asked = [each.asked for each in found]
    down = query.descending
    parts = _behind(table, order, asked, near, lanes=lanes, descending=down)
    return _ordered(parts, descending=down).limit(1).offset(rows)


def standing(
    query: ListQuery, found: Sequence[Condition], record_id: str
) -> Select[Any]:
    """Key and number of one record, if the list has it."""
    table = views()[declared(query.type).key]
    asked = [each.asked for each in found]
    is_it = table.c.id == record_id
    return _visible(table, order_of(table, query.sort), [is_it, *asked])


def ahead(
    query: ListQuery, found: Sequence[Condition], key: str | bytes | None, number: int
) -> Select[Any]:
    """How many rows stand before one; rows without a key are the least."""
    table = views()[declared(query.type).key]
    order, own = order_of(table, query.sort), table.c[NUMBER]
    down = query.descending
    further = own > number if down else own < number
    other: list[ColumnElement[bool]]
    same: ColumnElement[bool]
    if key is None:
        other, same = [order.is_not(None)] if down else [], order.is_(None)
    elif down:
        other, same = [order > key], order == key
    else:
        other, same = [order < key, order.is_(None)], order == key
    before_it = or_(*other, same & further)
    asked = [each.asked for each in found]
    every = _visible(table, order, [before_it, *asked])
    return select(func.count()).select_from(every.subquery())


def _visible(
    table: Table, order: ColumnElement[Any], asked: Sequence[ColumnElement[bool]]
) -> Select[Any]:
    shown = select(order.label("key"), table.c[NUMBER].label("number"))
    return shown.where(unindexed(table.c["_deleted"]).is_(False), *asked)


def _by_references(table: Table, fetched: ColumnElement[bool]) -> Select[Any]:
    """Rows by their numbers, from an index that has a hundred times as many to a page.

    Asked for by its name, as SQLite would look into the table for a number.
    """
    index = text(f"{table.name} INDEXED BY {references_name(table.name)}")
    row: tuple[ColumnElement[Any], ...] = (
        literal_column(REFERENCE, Text).label("key"),
        literal_column(NUMBER, Integer).label("number"),
    )
    return select(*row).select_from(index).where(text("NOT _deleted"), fetched)


def _behind(
    table: Table,
    order: ColumnElement[Any],
    asked: Sequence[ColumnElement[bool]],
    near: Place | None,
    *,
    lanes: Sequence[Lane] = (),
    descending: bool,
) -> list[Select[Any]]:
    """The rows from a place on, of each lane."""
    if not lanes:
        return list(_ranges_behind(table, order, asked, near, descending=descending))
    return [
        part
        for asked_there, key in lanes
        for part in _ranges_behind(
            table,
            order if key is None else key,
            [asked_there, *asked],
            near,
            descending=descending,
        )
    ]


def _ranges_behind(
    table: Table,
    order: ColumnElement[Any],
    asked: Sequence[ColumnElement[bool]],
    near: Place | None,
    *,
    descending: bool,
) -> Iterator[Select[Any]]:
    """The rows of the key of a place, and those behind it.

    SQLite takes no pair of a key and a row number for a range of an index, but merges
    two ranges. Rows without a key are not among them: see ``reading.rows``.
    """
    every = _visible(table, order, asked)
    if near is None:
        yield every
        return
    number = table.c[NUMBER]
    same = number <= near.number if descending else number >= near.number
    yield every.where(order == near.key, same)
    yield every.where(order < near.key if descending else order > near.key)


def _ordered(
    parts: Sequence[Select[Any]], *, descending: bool
) -> CompoundSelect[Any] | Select[Any]:
    whole = parts[0] if len(parts) == 1 else union_all(*parts)
    keys = text("1 DESC, 2 DESC") if descending else text("1, 2")
    return whole.order_by(keys)


def _turned(
    keys: Sequence[ColumnElement[Any]], *, descending: bool
) -> Iterator[ColumnElement[Any]]:
    yield from (each.desc() if descending else each.asc() for each in keys)


def shown_columns(table: Table, keys: Sequence[str]) -> list[Column[Any]]:
    """Columns of some fields, and those every row has; all where none is named."""
    if not keys:
        return list(table.columns)
    leading = [
        table.c[each] for each in (NUMBER, "id", REFERENCE, "_deleted", NO_ANSWER)
    ]
    fields = [field_of(table, each) for each in keys]
    return [*leading, *(table.c[c.name] for each in fields for c in columns_of(each))]


def order_of(table: Table, sort: str) -> Column[Any]:
    """The column a list is ordered by."""
    if sort == REFERENCE:
        return table.c[REFERENCE]
    field = field_of(table, sort)
    return table.c[sort_column(field)] if field.sortable else table.c[field.key]
