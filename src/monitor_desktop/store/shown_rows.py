"""Rows of lists and words of search: put together at once, written together.

Putting a row together is cheap, writing it is not: a case stands in a dozen indexes at
places of chance, and whatever a savepoint touches is copied first, for each bundle
anew. So what a transaction shows waits here, outside of all savepoints, and each record
is written once, however many bundles told of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table

from monitor_desktop.domain import names
from monitor_desktop.domain.catalogue import in_use
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.fields import REFERENCE, Field, Kind
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.store import raw, word_index
from monitor_desktop.store.cells import SqlValue, cells_of
from monitor_desktop.store.tables import NUMBER, views
from monitor_desktop.store.touched import Touched

_LEADING: Final = 5
"""Number, id, reference, whether it is hidden, fields without an answer: before all
fields."""
_HIDDEN: Final = 3
_MOST_ROWS: Final = 5_000
_MOST_LETTERS: Final = 4_000_000
"""Of words that wait, so that they fit into memory whatever a bundle holds."""


class _Shown(NamedTuple):
    """What lists and search show of one record.

    Attributes:
        type: Key of its type.
        number: Of the record, in its view and in the search index.
        cells: Its row in the view; None for a newer program's type.
        words: Folded and as written; None without any.
        is_new: Nothing of it is in the search index yet.
    """

    type: str
    number: int
    cells: tuple[SqlValue, ...] | None
    words: tuple[str, str] | None
    is_new: bool


class ShownRows:
    """Rows that wait to be written, by record."""

    def __init__(self) -> None:
        self._rows: dict[str, _Shown] = {}
        self._letters = 0

    def copy(self) -> "ShownRows":
        """The same rows, to go back to."""
        found = ShownRows()
        found._rows, found._letters = self._rows.copy(), self._letters
        return found

    @property
    def is_full(self) -> bool:
        """So much waits that it should be written."""
        return len(self._rows) >= _MOST_ROWS or self._letters >= _MOST_LETTERS

    def put(self, touched: Touched, number: int, *, is_new: bool) -> None:
        """Let the row of a record wait, in place of one that waits already.

        Args:
            touched: The record as it is now.
            number: Of the record.
            is_new: Nothing was known of it before this transaction.
        """
        before = self._rows.get(touched.id)
        cells = None
        if touched.declared is not None:
            empty = _empty_row(in_use(), touched.type)
            cells = _view_row(empty, touched, number)
        text = " ".join(_searched(touched))
        self._letters += len(text)
        self._rows[touched.id] = _Shown(
            touched.type,
            number,
            cells,
            names.both(text) if text else None,
            before.is_new if before else is_new,
        )

    def hide(self, record: str, *, hidden: bool) -> bool:
        """Say of a record that waits whether it is hidden; False where it does not."""
        row = self._rows.get(record)
        if row is None:
            return False
        if row.cells is not None:
            cells = list(row.cells)
            cells[_HIDDEN] = int(hidden)
            self._rows[record] = row._replace(cells=tuple(cells))
        return True

    def write(self, connection: Connection) -> None:
        """Write everything that waits; nothing waits afterwards."""
        # By number the search index is written from one end to the other; going back
        # would let it close what it gathered.
        rows = sorted(self._rows.values(), key=attrgetter("number"))
        self._rows, self._letters = {}, 0
        _write_views(connection, rows)
        word_index.forget(connection, [row.number for row in rows if not row.is_new])
        word_index.put(
            connection, [(each.number, *each.words) for each in rows if each.words]
        )


def _write_views(connection: Connection, rows: Iterable[_Shown]) -> None:
    # Numbers of one type lie together.
    for type_key, group in groupby(rows, key=attrgetter("type")):
        shown = [each for each in group if each.cells is not None]
        if not shown:
            continue
        table = views()[type_key]
        # "INSERT OR REPLACE" would copy a dozen pages for every row, to undo it alone.
        before = raw.among(each.number for each in shown if not each.is_new)
        deleting = f"DELETE FROM {table.name} WHERE {NUMBER} {raw.AMONG}"  # noqa: S608  # our names
        raw.run(connection, deleting, (before,))
        cells = [each.cells for each in shown if each.cells]
        # The driver takes long for an empty cell, and most are empty in all rows.
        used = _used(cells)
        rows_used = list(map(itemgetter(*used), cells))
        raw.run_each(connection, _inserting(table, used), rows_used)


def _used(rows: Sequence[Sequence[SqlValue]]) -> tuple[int, ...]:
    """Columns that are not empty in all rows; two at least, those that name them."""
    columns = enumerate(zip(*rows, strict=True))
    return tuple(n for n, cells in columns if cells.count(None) < len(cells))


@lru_cache
def _inserting(table: Table, used: Sequence[int]) -> str:
    """Columns by name: those of a group's own fields were added behind the others."""
    names_of = [each.name for each in table.columns]
    columns = ",".join(f'"{names_of[each]}"' for each in used)
    marks = ",".join("?" * len(used))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608  # our names


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


@cache
def _empty(kind: Kind, *, sortable: bool) -> tuple[SqlValue, ...]:
    """Cells of a field without a value."""
    return tuple(cells_of(Field(id="", key="", kind=kind, sortable=sortable), None))


def _view_row(empty: _EmptyRow, touched: Touched, number: int) -> tuple[SqlValue, ...]:
    absent = _absent(touched.values)
    unanswered = json.dumps(absent) if absent else None
    cells = list(empty.cells)
    cells[:_LEADING] = (
        number,
        touched.id,
        touched.text(REFERENCE),
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


def _searched(touched: Touched) -> Iterator[str]:
    """Texts of the fields that search looks into, and the reference."""
    if touched.declared is None:
        return
    yield touched.text(REFERENCE) or ""
    for field in touched.declared.fields:
        value = touched.values.get(field.key)
        if not field.search_weight or value is None or field.kind is Kind.LINK:
            continue
        if missing(value):
            continue
        yield from value.values() if isinstance(value, dict) else [str(value)]
