"""What is asked of the rows of a list, as SQL: its filters and its words."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    Table,
    UnaryExpression,
    and_,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.operators import custom_op

from monitor_desktop.domain import names, partial_dates
from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.fields import REFERENCE, Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import UsageError
from monitor_desktop.store import finding
from monitor_desktop.store.cells import sort_cell
from monitor_desktop.store.tables import (
    NO_ANSWER,
    NUMBER,
    RECORDS,
    columns_of,
    sort_column,
    span_column,
    views,
    within_name,
)

_GATHERED: Final = 40_000
"""So many rows are gathered from an index that has all beside them that is asked: a
third of a microsecond each, like those of an order that is walked."""


class Ranges(NamedTuple):
    """Stretches of an index that together hold all rows of a condition, each once.

    Attributes:
        parts: Makes them, as they are seldom wanted.
        keys: What lists are ordered by and is beside them, by ``ListQuery.sort``.
        beside: Names of all columns that are beside them.
    """

    parts: Callable[[], Iterator[ColumnElement[bool]]]
    keys: Mapping[str, ColumnElement[Any]]
    beside: frozenset[str]


class Condition(NamedTuple):
    """One thing asked of a list.

    Attributes:
        asked: Of a row that is there.
        fetched: Finds the rows by an index; None where there is none.
        every: The numbers of all visible rows it holds for, where an index tells.
        ranges: Of that index.
        words: What is looked for, where it is words.
        columns: What is compared; None where it is more than columns of the row.
        begins: The order of the list is walked from the first row it holds for.
    """

    asked: ColumnElement[bool]
    fetched: ColumnElement[bool] | None = None
    every: CompoundSelect[Any] | None = None
    ranges: Ranges | None = None
    words: finding.Words | None = None
    columns: frozenset[str] | None = None
    begins: bool = False


def conditions(connection: Connection, query: ListQuery) -> list[Condition]:
    """All that is asked, but that no deleted record is shown."""
    kind = declared(query.type)
    table = views()[kind.key]
    found = [_condition(table, each, query.sort) for each in query.filters]
    if kind.is_part:
        found.append(Condition(table.c.id.not_in(_hidden_with_their_whole())))
    typed = names.query_words(query.text)
    if typed:
        words = finding.Words(connection, kind.key, typed)
        own = frozenset({NUMBER})
        found.append(
            Condition(words.asked(), words.fetched(), words=words, columns=own)
        )
    return found


def few_of(
    connection: Connection, query: ListQuery, found: Sequence[Condition]
) -> Condition | None:
    """A condition that few records fulfil; None where the order is better walked."""
    table = views()[declared(query.type).key]
    for each in found:
        if each.fetched is None:
            continue
        if each.words is not None:
            if each.words.are_few():
                return each
            continue
        some: Select[Any] | CompoundSelect[Any]
        some = select(literal(1)).select_from(table).where(each.fetched)
        if each.every is not None:
            # Else all of them would be fetched before the first is counted.
            some = each.every
        if _are_at_most(connection, some, finding.FEW):
            return each
    return None


def gathered_by(
    connection: Connection, query: ListQuery, found: Sequence[Condition]
) -> Ranges | None:
    """An index that tells all that is asked, and does not hold it of too many rows."""
    for each in found:
        if not is_told_by(each, found):
            continue
        if each.ranges is None or query.sort not in each.ranges.keys:
            continue
        if each.every is not None and _are_at_most(connection, each.every, _GATHERED):
            return each.ranges
    return None


def is_told_by(one: Condition, found: Sequence[Condition]) -> bool:
    """The index of a condition has beside it what all others compare."""
    if one.ranges is None:
        return False
    others = [each.columns for each in found if each is not one]
    return all(each is not None and each <= one.ranges.beside for each in others)


def _are_at_most(
    connection: Connection, some: Select[Any] | CompoundSelect[Any], most: int
) -> bool:
    counted = select(func.count()).select_from(some.limit(most + 1).subquery())
    return int(connection.execute(counted).scalar_one()) <= most


def field_of(table: Table, key: str) -> Field:
    """A field of the type a view shows.

    Raises:
        UsageError: NO_SUCH_FIELD.
    """
    known = record_type(table.name.removeprefix("view_"))
    field = known.field(key) if known else None
    if field is None:
        raise UsageError("NO_SUCH_FIELD", field=key)
    return field


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column whose index is of no use here."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _hidden_with_their_whole() -> Select[Any]:
    """Parts of deleted records are never deleted themselves."""
    whole = RECORDS.alias("whole")
    hidden = select(RECORDS.c.id).join(whole, whole.c.id == RECORDS.c.top)
    # By "=", as the index of what is deleted says.
    return hidden.where(whole.c.deleted == true())


def _condition(table: Table, wanted: Filter, sort: str) -> Condition:
    field = field_of(table, wanted.key)
    absent = table.c[NO_ANSWER]
    reason = func.json_extract(absent, f'$."{field.key}"')
    if wanted.match is Match.MISSING:
        told = and_(absent.is_not(None), reason.in_(wanted.values))
        return Condition(told, told)
    if wanted.match is Match.EMPTY:
        cells = (table.c[each.name].is_(None) for each in columns_of(field))
        return Condition(and_(*cells, or_(absent.is_(None), reason.is_(None))))
    if wanted.match in {Match.OVERLAPS, Match.WITHIN}:
        return _overlapping(table, field, wanted)
    if field.kind is Kind.MULTILINGUAL:
        texts = (table.c[f"{field.key}_{each}"] for each in LANGUAGES)
        return Condition(or_(*(each.in_(wanted.values) for each in texts)))
    return _among(table, field, wanted.values, is_sorted=sort == wanted.key)


def _among(
    table: Table, field: Field, values: Sequence[JsonValue], *, is_sorted: bool
) -> Condition:
    """One of some values, by the index of the order of the field or of its links."""
    column = table.c[field.key]
    own = frozenset({field.key})
    asked: ColumnElement[bool] = unindexed(column).in_(values)
    if field.kind is Kind.MULTIPLE_CHOICE:
        # Codes are stored as a JSON array; quotes keep one code from another's start.
        codes = (json.dumps(each) for each in values)
        some = or_(*(column.contains(c, autoescape=True) for c in codes))
        return Condition(some, columns=own)
    if field.kind is Kind.LINK:
        return Condition(asked, column.in_(values), columns=own)
    if field.sortable and field.kind in {Kind.CHOICE, Kind.PLACE}:
        # It begins with the sort key and has the value beside it.
        keys = {key for each in values if (key := sort_cell(field, each)) is not None}
        order = table.c[sort_column(field)]
        if is_sorted and keys:
            # The order is walked from the first of them to the last.
            asked = and_(order >= min(keys), order <= max(keys), asked)
            own |= {order.name}
        fetched = and_(order.in_(keys), column.in_(values))
        return Condition(asked, fetched, columns=own, begins=is_sorted)
    return Condition(asked, columns=own)


def _overlapping(table: Table, field: Field, wanted: Filter) -> Condition:
    start, end = (str(each) if each else None for each in wanted.values)
    first, last = table.c[f"{field.key}_from"], table.c[f"{field.key}_to"]
    dated = or_(first.is_not(None), last.is_not(None))
    begun = or_(first <= end, first.is_(None)) if end else dated
    going = or_(last >= start, last.is_(None)) if start else dated
    whole = wanted.match is Match.WITHIN
    inside = _inside(first, last, start, end) if whole else ()
    asked = and_(dated, begun, going, *inside)
    own = frozenset({first.name, last.name})
    named = within_name(table.name, field)
    within = next((each for each in table.indexes if each.name == named), None)
    if within is None:
        return Condition(asked, columns=own)
    # Under another name, so that the rows found are no condition on each row.
    of = _again(table)
    shown = select(of.c[NUMBER]).where(unindexed(of.c["_deleted"]).is_(False))
    every = union_all(
        *(
            shown.where(part)
            for part in _spanning(of.c, field, start, end, whole=whole)  # type: ignore[arg-type]
        )
    )
    ranges = Ranges(
        partial(_spanning, table.c, field, start, end, whole=whole),  # type: ignore[arg-type]
        {REFERENCE: table.c[REFERENCE], field.key: _key_of_bounds(first, last)},
        frozenset({NUMBER, *(each.name for each in within.columns)}),
    )
    return Condition(asked, table.c[NUMBER].in_(every), every, ranges, columns=own)


@lru_cache(maxsize=64)
def _again(table: Table) -> FromClause:
    """A table under another name; to name its hundred columns takes a millisecond."""
    return table.alias("spanning")


def _key_of_bounds(
    first: ColumnElement[Any], last: ColumnElement[Any]
) -> ColumnElement[Any]:
    """As ``partial_dates.key_of_bounds``; the sort key itself is not beside."""
    undated = literal(partial_dates.UNDATED)
    return func.coalesce(first, last, undated) + "/" + func.coalesce(last, undated)


def _spanning(
    columns: Mapping[str, ColumnElement[Any]],
    field: Field,
    start: str | None,
    end: str | None,
    *,
    whole: bool,
) -> Iterator[ColumnElement[bool]]:
    """Dates that overlap a time: those of each span only as far back as it reaches.

    The ``whole`` ones are only those that lie within it.
    """
    span = columns[span_column(field)]
    first, last = columns[f"{field.key}_from"], columns[f"{field.key}_to"]
    inside = _inside(first, last, start, end) if whole else ()
    for place, longest in enumerate(partial_dates.LONGEST):
        limits = [span == place, *inside]
        if end:
            limits.append(first <= end)
        if start:
            limits += [first >= _before(start, longest), last >= start]
        yield and_(*limits)
    wide = [span == len(partial_dates.LONGEST), *inside]
    if end:
        wide.append(or_(first <= end, first.is_(None)))
    if start:
        wide.append(or_(last >= start, last.is_(None)))
    yield and_(*wide)


def _inside(
    first: ColumnElement[Any],
    last: ColumnElement[Any],
    start: str | None,
    end: str | None,
) -> tuple[ColumnElement[bool], ...]:
    begins = (first >= start,) if start else ()
    return (*begins, *((last <= end,) if end else ()))


def _before(day: str, days: int) -> str:
    """A day so many days before another, or before all there are."""
    try:
        return (dt.date.fromisoformat(day) - dt.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""
