"""What is asked of the rows of a list, as SQL: its filters and its words."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    and_,
    func,
    literal,
    or_,
    select,
    true,
)

from monitor_desktop.domain import names, review
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
    unindexed,
    views,
)
from monitor_desktop.store.times import Lane, Time


class Condition(NamedTuple):
    """One thing asked of a list.

    Attributes:
        asked: Of a row that is there.
        fetched: Finds the rows by an index; None where there is none.
        every: The numbers of all visible rows it holds for, where an index tells.
        time: Where it is one, and indexes tell which rows it holds for.
        words: What is looked for, where it is words.
        columns: What is compared; None where it is more than columns of the row.
        begins: The order of the list is walked from the first row it holds for.
        by_number: It is fetched by the numbers of rows, in SQL that names one table.
    """

    asked: ColumnElement[bool]
    fetched: ColumnElement[bool] | None = None
    every: Select[Any] | CompoundSelect[Any] | None = None
    time: Time | None = None
    words: finding.Words | None = None
    columns: frozenset[str] | None = None
    begins: bool = False
    by_number: bool = False


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
        asked, fetched = words.asked(), words.fetched()
        found.append(
            Condition(asked, fetched, words=words, columns=own, by_number=True)
        )
    return found


def few_of(
    connection: Connection, query: ListQuery, found: Sequence[Condition]
) -> Condition | None:
    """A condition that few records fulfil; None where the order is better walked."""
    table = views()[declared(query.type).key]
    is_alone = len(found) == 1 and query.sort == REFERENCE
    for each in found:
        if each.fetched is None:
            continue
        if each.words is not None:
            if each.words.are_few(finding.FEW_ALONE if is_alone else finding.FEW):
                return each
            continue
        some: Select[Any] | CompoundSelect[Any]
        some = select(literal(1)).select_from(table).where(each.fetched)
        if each.every is not None:
            # Else all of them would be fetched before the first is counted.
            some = each.every
        if are_at_most(connection, some, finding.FEW):
            return each
    return None


def lanes_of(
    connection: Connection, query: ListQuery, found: Sequence[Condition]
) -> Sequence[Lane]:
    """Lanes in which all rows stand that are asked for; none where there are none."""
    for each in found:
        if each.time is not None and is_told_by(each, found):
            return each.time.lanes(connection, query.sort)
    return ()


def is_told_by(one: Condition, found: Sequence[Condition]) -> bool:
    """The indexes of a time have beside them what all others compare."""
    beside = one.time.beside if one.time is not None else None
    if beside is None:
        return False
    others = [each.columns for each in found if each is not one]
    return all(each is not None and each <= beside for each in others)


def are_at_most(
    connection: Connection, some: Select[Any] | CompoundSelect[Any], most: int
) -> bool:
    """Not more rows than that are there; no more of them are looked for."""
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


def _hidden_with_their_whole() -> Select[Any]:
    """Parts of deleted records are never deleted themselves."""
    whole = RECORDS.alias("whole")
    hidden = select(RECORDS.c.id).join(whole, whole.c.id == RECORDS.c.top)
    # By "=", as the index of what is deleted says.
    return hidden.where(whole.c.deleted == true())


def _condition(table: Table, wanted: Filter, sort: str) -> Condition:
    field = field_of(table, wanted.key)
    if wanted.match in {Match.MISSING, Match.EMPTY}:
        return _without_answer(table, field, wanted)
    if wanted.match in {Match.OVERLAPS, Match.WITHIN}:
        return _overlapping(table, field, wanted)
    if field.kind is Kind.MULTILINGUAL:
        texts = (table.c[f"{field.key}_{each}"] for each in LANGUAGES)
        return Condition(or_(*(each.in_(wanted.values) for each in texts)))
    if review.is_draft_among(field, wanted.values):
        none = _without_answer(table, field, replace(wanted, match=Match.EMPTY))
        return Condition(or_(table.c[field.key].in_(wanted.values), none.asked))
    return _among(table, field, wanted.values, is_sorted=sort == wanted.key)


def _without_answer(table: Table, field: Field, wanted: Filter) -> Condition:
    """Empty, or with the reason why there is no answer."""
    absent = table.c[NO_ANSWER]
    reason = func.json_extract(absent, f'$."{field.key}"')
    if wanted.match is Match.MISSING:
        told = and_(absent.is_not(None), reason.in_(wanted.values))
        return Condition(told, told)
    cells = (table.c[each.name].is_(None) for each in columns_of(field))
    return Condition(and_(*cells, or_(absent.is_(None), reason.is_(None))))


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
    time = Time(table, field, start, end, whole=wanted.match is Match.WITHIN)
    own = frozenset({time.first.name, time.last.name})
    if time.beside is None:
        return Condition(time.asked(), columns=own)
    every = time.every()
    fetched = table.c[NUMBER].in_(every)
    return Condition(time.asked(), fetched, every, time, columns=own)
