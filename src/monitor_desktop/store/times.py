"""A time that a list is narrowed by: which dates overlap it, or lie within it.

An index has the dates of each width by their first day, so those of a time are fetched
without a look at others. Lists by reference or by that date take such rows from lanes:
each is a stretch of an index in the order of the list, and together they are read like
one. By reference each year has a lane; by date the days of the time are one, and what
began before it has others. So the first rows of a year are found at once, wherever in
the list they stand.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    LargeBinary,
    Table,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.fields import REFERENCE, Field
from monitor_desktop.store.tables import (
    NUMBER,
    WIDER,
    sort_column,
    span_column,
    spans_name,
    unindexed,
    year_of,
)

_MOST_YEARS: Final = 50
"""Of more the statement would take longer than the walk."""
_EARLIEST, _LATEST = "0", "9999"
_AFTER_DAY: Final = "0"
"""Sorts behind the stroke that follows the first day in a sort key."""
_WIDE: Final = len(partial_dates.LONGEST)


class Lane(NamedTuple):
    """A stretch of an index, in the order of a list.

    Attributes:
        asked: What holds for its rows alone.
        key: What they are ordered by, where the column of the order is not beside.
    """

    asked: ColumnElement[bool]
    key: ColumnElement[Any] | None = None


class Time:
    """From a day to a day, either of which may be open, and the dates that overlap it.

    Args:
        table: The view.
        field: A partial date.
        start: First day, ISO.
        end: Last day.
        whole: Only dates that lie within it.
    """

    def __init__(
        self,
        table: Table,
        field: Field,
        start: str | None,
        end: str | None,
        *,
        whole: bool,
    ) -> None:
        self._table, self._field = table, field
        self._start, self._end, self._whole = start, end, whole
        self.first = table.c[f"{field.key}_from"]
        self.last = table.c[f"{field.key}_to"]

    @cached_property
    def beside(self) -> frozenset[str] | None:
        """Columns that its indexes have beside the dates; None where there are none."""
        named = spans_name(self._table.name, self._field)
        found = next((each for each in self._table.indexes if each.name == named), None)
        return None if found is None else frozenset(found.columns.keys())

    def asked(self) -> ColumnElement[bool]:
        """The date of a row overlaps it."""
        first, last = self.first, self.last
        begun = or_(first <= self._end, first.is_(None)) if self._end else None
        going = or_(last >= self._start, last.is_(None)) if self._start else None
        limits = [each for each in (begun, going) if each is not None]
        dated = or_(first.is_not(None), last.is_not(None))
        return and_(dated, *limits, *self._inside(first, last))

    def every(self) -> CompoundSelect[Any]:
        """Numbers of all visible rows whose date overlaps it, by the index."""
        # Under another name, so that the rows found are no condition on each row.
        of = _again(self._table)
        shown = select(of.c[NUMBER]).where(unindexed(of.c["_deleted"]).is_(False))
        return union_all(*(shown.where(part) for part in self._parts(of)))

    def parts(self) -> Iterator[ColumnElement[bool]]:
        """Stretches of the index that together hold all rows, each once."""
        return self._parts(self._table)

    def lanes(self, connection: Connection, sort: str) -> Sequence[Lane]:
        """Lanes of a list in an order; none where there are none."""
        if sort == REFERENCE:
            return self._by_year(connection)
        return list(self._by_day()) if sort == self._field.key else ()

    def _by_year(self, connection: Connection) -> Sequence[Lane]:
        year = year_of(self._field)
        given = {
            "first": (self._start or _EARLIEST)[:4],
            "last": (self._end or _LATEST)[:4],
        }
        statement = _years_there(self._table.name, str(year))
        years = connection.exec_driver_sql(statement, given).scalars().all()
        if len(years) > _MOST_YEARS:
            return ()
        return [Lane(year == each) for each in (*years, WIDER)]

    def _by_day(self) -> Iterator[Lane]:
        key = self._table.c[sort_column(self._field)]
        limits: list[ColumnElement[bool]] = [key.is_not(None)]
        if self._start:
            limits.append(key >= self._start.encode())
        if self._end:
            limits.append(key < (self._end + _AFTER_DAY).encode())
        yield Lane(and_(*limits))
        beside = None if self._whole else _key_of_bounds(self.first, self.last)
        if beside is not None and self._start:
            for part in self._parts(self._table):
                yield Lane(and_(part, self.first < self._start), beside)
        if beside is not None and self._end:
            span = self._table.c[span_column(self._field)]
            open_until = and_(span == _WIDE, self.first.is_(None))
            yield Lane(and_(open_until, self.last > self._end), beside)

    def _parts(self, of: FromClause) -> Iterator[ColumnElement[bool]]:
        """Dates of each width only as far back as it reaches."""
        span = of.c[span_column(self._field)]
        first, last = of.c[self.first.name], of.c[self.last.name]
        inside = self._inside(first, last)
        start, end = self._start, self._end
        limits: list[ColumnElement[bool]]
        for place, longest in enumerate(partial_dates.LONGEST):
            limits = [first <= end] if end else []
            if start:
                limits += [first >= _before(start, longest), last >= start]
            yield and_(span == place, *inside, *limits)
        limits = [or_(first <= end, first.is_(None))] if end else []
        if start:
            limits.append(or_(last >= start, last.is_(None)))
        yield and_(span == _WIDE, *inside, *limits)

    def _inside(
        self, first: ColumnElement[Any], last: ColumnElement[Any]
    ) -> tuple[ColumnElement[bool], ...]:
        if not self._whole:
            return ()
        begins = (first >= self._start,) if self._start else ()
        return (*begins, *((last <= self._end,) if self._end else ()))


@cache
def _years_there(view: str, year: str) -> str:
    """SQL for the years from ``:first`` to ``:last`` that dates lie in, one by one."""
    next_year = f"SELECT {year} FROM {view} WHERE {year}"  # noqa: S608  # our names
    next_year += " {} ORDER BY 1 LIMIT 1"
    return (
        f"WITH RECURSIVE each(year) AS (SELECT ({next_year.format('>= :first')})"  # noqa: S608
        f" UNION ALL SELECT ({next_year.format('> each.year')}) FROM each"
        " WHERE year <= :last)"
        f" SELECT year FROM each WHERE year <= :last LIMIT {_MOST_YEARS + 1}"
    )


@cache
def _again(table: Table) -> FromClause:
    """A table under another name; to name its hundred columns takes a millisecond."""
    return table.alias("spanning")


def _key_of_bounds(
    first: ColumnElement[Any], last: ColumnElement[Any]
) -> ColumnElement[Any]:
    """As ``partial_dates.key_of_bounds``; the sort key itself is not beside."""
    undated = literal(partial_dates.UNDATED)
    days = func.coalesce(first, last, undated) + "/" + func.coalesce(last, undated)
    return cast(days, LargeBinary)


def _before(day: str, days: int) -> str:
    """A day so many days before another, or before all there are."""
    try:
        return (dt.date.fromisoformat(day) - dt.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""
