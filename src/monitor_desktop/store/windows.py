"""Windows of lists as statements: what is asked, in which order, by which way.

There are two ways to a window. Where a condition holds for few records these are
fetched by its index and put in order. Where it holds for many the order of the list is
walked, and each row is asked: its index has what filters compare beside it.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    UnaryExpression,
    and_,
    func,
    literal,
    or_,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.sql.operators import custom_op

from monitor_desktop.domain import names, partial_dates
from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.fields import REFERENCE, Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import Filter, ListQuery, Match, Place
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import UsageError
from monitor_desktop.store import finding
from monitor_desktop.store.tables import (
    NO_ANSWER,
    NUMBER,
    RECORDS,
    columns_of,
    sort_column,
    span_column,
    views,
)
from monitor_desktop.store.view import sort_cell

MANY: Final = 2_000
"""From so many on the order is walked. At a million records walking to a window of one
in five hundred takes as long as fetching two thousand."""


class Condition(NamedTuple):
    """One thing asked of a list.

    Attributes:
        asked: Of a row that is there.
        fetched: Finds the rows by an index; None where there is none.
        every: The numbers of all visible rows it holds for, where an index tells.
        words: What is looked for, where it is words.
    """

    asked: ColumnElement[bool]
    fetched: ColumnElement[bool] | None = None
    every: CompoundSelect[Any] | None = None
    words: finding.Words | None = None


def conditions(
    connection: Connection, query: ListQuery, *, begins: bool = False
) -> list[Condition]:
    """All that is asked, but that no deleted record is shown.

    Args:
        connection: Within a transaction.
        query: What is asked.
        begins: The first rows are wanted, in an order that words do not tell.
    """
    kind = declared(query.type)
    table = views()[kind.key]
    found = [_condition(table, each) for each in query.filters]
    if kind.is_part:
        found.append(Condition(table.c.id.not_in(_hidden_with_their_whole())))
    typed = names.query_words(query.text)
    if typed:
        words = finding.Words(connection, kind.key, typed)
        asked = words.asked(begins=begins)
        found.append(Condition(asked, words.fetched(), words=words))
    return found


def count(table: Table, found: Sequence[Condition]) -> Select[Any]:
    """How many visible rows there are for which all holds.

    A lone condition fetches them: SQLite chooses badly among several.
    """
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
    return counting.where(_unindexed(table.c["_deleted"]).is_(False), *asked)


def window(
    query: ListQuery,
    found: Sequence[Condition],
    *,
    few: Condition | None = None,
    total: int | None = None,
    near: Place | None = None,
) -> Select[Any]:
    """A window of a list, by its numbers: rows that are passed over are not looked at.

    Args:
        query: What is asked.
        found: The conditions of it.
        few: One of them that few records fulfil; they are fetched by it.
        total: How many rows there are, when that is known: a window near the end is
            reached from there.
        near: A row not behind the window, to walk from.
    """
    table = views()[declared(query.type).key]
    order, number = order_of(table, query.sort), table.c[NUMBER]
    turned, passed, size = query.descending, query.offset, query.limit
    if near is not None and (few is not None or near.offset > query.offset):
        near = None
    rest = None if total is None else max(total - query.offset, 0)
    if rest is not None and rest < query.offset - (near.offset if near else 0):
        turned, size, near = not query.descending, min(query.limit, rest), None
        passed = rest - size
    if few is not None and few.fetched is not None:
        # Their order is made, not walked: an index of it would be gone through whole.
        order_there = _unindexed(order)
        asked = [each.asked for each in found if each is not few]
        parts = [_visible(table, order_there, [few.fetched, *asked])]
    else:
        parts = _behind(table, order, found, near, descending=turned)
    passed -= near.offset if near else 0
    reached = _ordered(parts, descending=turned).limit(size).offset(passed)
    shown = select(*shown_columns(table, query.fields)).where(
        number.in_(select(reached.subquery().c.number))
    )
    return shown.order_by(*_turned((order, number), descending=query.descending))


def step(
    query: ListQuery, found: Sequence[Condition], near: Place | None, rows: int
) -> CompoundSelect[Any] | Select[Any]:
    """Key and number of the row so many rows behind a place, or behind the start."""
    table = views()[declared(query.type).key]
    order = order_of(table, query.sort)
    parts = _behind(table, order, found, near, descending=query.descending)
    return _ordered(parts, descending=query.descending).limit(1).offset(rows)


def _visible(
    table: Table, order: ColumnElement[Any], asked: Sequence[ColumnElement[bool]]
) -> Select[Any]:
    shown = select(order.label("key"), table.c[NUMBER].label("number"))
    return shown.where(_unindexed(table.c["_deleted"]).is_(False), *asked)


def _behind(
    table: Table,
    order: ColumnElement[Any],
    found: Sequence[Condition],
    near: Place | None,
    *,
    descending: bool,
) -> list[Select[Any]]:
    """The rows from a place on: those of its key, and those behind it.

    SQLite takes no pair of a key and a row number for a range of an index, but merges
    two ranges. Rows without a key are not among them: see ``reading.rows``.
    """
    every = _visible(table, order, [each.asked for each in found])
    if near is None:
        return [every]
    number, behind = (
        table.c[NUMBER],
        order < near.key if descending else order > near.key,
    )
    same = number <= near.number if descending else number >= near.number
    return [every.where(order == near.key, same), every.where(behind)]


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
    fields = [_field(table, each) for each in keys]
    return [*leading, *(table.c[c.name] for each in fields for c in columns_of(each))]


def order_of(table: Table, sort: str) -> Column[Any]:
    """The column a list is ordered by."""
    if sort == REFERENCE:
        return table.c[REFERENCE]
    field = _field(table, sort)
    return table.c[sort_column(field)] if field.sortable else table.c[field.key]


def _field(table: Table, key: str) -> Field:
    known = record_type(table.name.removeprefix("view_"))
    field = known.field(key) if known else None
    if field is None:
        raise UsageError("NO_SUCH_FIELD", field=key)
    return field


def _unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column whose index is of no use here."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _hidden_with_their_whole() -> Select[Any]:
    """Parts of deleted records are never deleted themselves."""
    whole = RECORDS.alias("whole")
    hidden = select(RECORDS.c.id).join(whole, whole.c.id == RECORDS.c.top)
    # By "=", as the index of what is deleted says.
    return hidden.where(whole.c.deleted == true())


def _condition(table: Table, wanted: Filter) -> Condition:
    field = _field(table, wanted.key)
    absent = table.c[NO_ANSWER]
    reason = func.json_extract(absent, f'$."{field.key}"')
    if wanted.match is Match.MISSING:
        told = and_(absent.is_not(None), reason.in_(wanted.values))
        return Condition(told, told)
    if wanted.match is Match.EMPTY:
        cells = (table.c[each.name].is_(None) for each in columns_of(field))
        return Condition(and_(*cells, or_(absent.is_(None), reason.is_(None))))
    if wanted.match is Match.OVERLAPS:
        return _overlapping(table, field, wanted)
    if field.kind is Kind.MULTILINGUAL:
        texts = (table.c[f"{field.key}_{each}"] for each in LANGUAGES)
        return Condition(or_(*(each.in_(wanted.values) for each in texts)))
    return _among(table, field, wanted.values)


def _among(table: Table, field: Field, values: Sequence[JsonValue]) -> Condition:
    """One of some values, by the index of the order of the field or of its links."""
    column = table.c[field.key]
    asked = _unindexed(column).in_(values)
    if field.kind is Kind.MULTIPLE_CHOICE:
        # Codes are stored as a JSON array; quotes keep one code from another's start.
        codes = (json.dumps(each) for each in values)
        return Condition(or_(*(column.contains(c, autoescape=True) for c in codes)))
    if field.kind is Kind.LINK:
        return Condition(asked, column.in_(values))
    if field.sortable and field.kind in {Kind.CHOICE, Kind.PLACE}:
        # It begins with the sort key and has the value beside it.
        keys = {sort_cell(field, each) for each in values}
        by_order = table.c[sort_column(field)].in_(keys)
        return Condition(asked, and_(by_order, column.in_(values)))
    return Condition(asked)


def _overlapping(table: Table, field: Field, wanted: Filter) -> Condition:
    start, end = (str(each) if each else None for each in wanted.values)
    first, last = table.c[f"{field.key}_from"], table.c[f"{field.key}_to"]
    dated = or_(first.is_not(None), last.is_not(None))
    begun = or_(first <= end, first.is_(None)) if end else dated
    going = or_(last >= start, last.is_(None)) if start else dated
    asked = and_(dated, begun, going)
    if not any(each.name == f"{table.name}_{field.key}_span" for each in table.indexes):
        return Condition(asked)
    every = _spanning(table, field, start, end)
    return Condition(asked, table.c[NUMBER].in_(every), every)


def _spanning(
    table: Table, field: Field, start: str | None, end: str | None
) -> CompoundSelect[Any]:
    """Dates that overlap a time: those of each span only as far back as it reaches."""
    # Under another name, so that the rows found are no condition on each row.
    of = table.alias("spanning")
    shown = select(of.c[NUMBER]).where(_unindexed(of.c["_deleted"]).is_(False))
    span = of.c[span_column(field)]
    first, last = of.c[f"{field.key}_from"], of.c[f"{field.key}_to"]
    found = []
    for place, longest in enumerate(partial_dates.LONGEST):
        limits = [span == place]
        if end:
            limits.append(first <= end)
        if start:
            limits += [first >= _before(start, longest), last >= start]
        found.append(shown.where(*limits))
    wide = [span == len(partial_dates.LONGEST)]
    if end:
        wide.append(or_(first <= end, first.is_(None)))
    if start:
        wide.append(or_(last >= start, last.is_(None)))
    return union_all(*found, shown.where(*wide))


def _before(day: str, days: int) -> str:
    """A day so many days before another, or before all there are."""
    try:
        return (dt.date.fromisoformat(day) - dt.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""


def few_of(
    connection: Connection, query: ListQuery, found: Sequence[Condition]
) -> Condition | None:
    """A condition that few records fulfil; None where the order is better walked."""
    table = views()[declared(query.type).key]
    for each in found:
        if each.fetched is None:
            continue
        if each.words is not None:
            if each.words.are_few(MANY):
                return each
            continue
        some = select(literal(1)).select_from(table).where(each.fetched)
        counted = select(func.count()).select_from(some.limit(MANY + 1).subquery())
        if connection.execute(counted).scalar_one() <= MANY:
            return each
    return None
