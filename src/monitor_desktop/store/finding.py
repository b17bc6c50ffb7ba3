"""Words that a list is narrowed by: in records, in their parts, in whom they name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, text

from monitor_desktop.domain.catalogue import children_of, in_use
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import declared
from monitor_desktop.store import search_words
from monitor_desktop.store.numbers import stretch_of
from monitor_desktop.store.tables import NUMBER, views


@lru_cache
def _links_of(_of: Catalogue, type_key: str) -> tuple[tuple[str, str, str], ...]:
    """View, column and target of each link in records of a type and their parts."""
    whole = [declared(type_key), *children_of(type_key)]
    return tuple(
        (views()[each.key].name, field.key, field.target or "")
        for each in whole
        for field in each.fields
        if field.kind is Kind.LINK
    )


FEW: Final = 1_000
"""Not more records than that are fetched and put in order. At a million records walking
to a window of one in a thousand takes as long as fetching them, 27 us each."""
FEW_ALONE: Final = 2_500
"""The same where an index tells all that is asked of them: 2 us each."""
_LOOKED_UP_US: Final = 30.0
_PASSED_US: Final = 0.12
"""What it costs to ask whether one record has a word, and to pass over a record in the
list of those that have it (measured at a million, in a warm cache)."""
_AT_ONCE: Final = 200
_PROBE: Final = 64
"""Rows that tell whether the hits lie elsewhere in this order."""
_SPARE: Final = (1.3, 4.0)
"""Among so many times the rows that should hold enough hits they are looked for: they
lie unevenly, as a list by title has its words by the alphabet."""
_MOST_AHEAD: Final = 8_000
"""Rows at most among which the first hits are looked for."""
_HARDLY_ANY: Final = 1e-9
_OWN: Final = (
    "SELECT rowid FROM search WHERE search MATCH :typed"
    " AND rowid BETWEEN :first AND :last"
)
"""Numbers of the records of a type that have the words themselves."""
_AMONG: Final = (
    "SELECT rowid AS value FROM search WHERE search MATCH :typed"
    " AND rowid BETWEEN :first AND :last"
    " AND +rowid IN (SELECT value FROM json_each(:some))"
)
_EACH: Final = (
    "SELECT value FROM json_each(:some) WHERE EXISTS"
    " (SELECT 1 FROM search WHERE search MATCH :typed AND rowid = value)"
)
"""Those of some records that have the words: all are passed over, or each looked up."""
_ALL: Final = f"SELECT rowid AS value FROM ({_OWN})"  # noqa: S608
_MUCH_RARER: Final = 3
"""So many times."""
_NEWEST_NUMBER: Final = (
    "SELECT max(number) FROM record WHERE number BETWEEN :first AND :last"
)
_OTHERS: Final = " UNION ALL ".join(
    "SELECT record.id, record.top, record.type FROM search"  # noqa: S608  # our names
    " JOIN record ON record.number = search.rowid"
    f" WHERE search MATCH :typed AND search.rowid {side}"
    for side in ("< :first", "> :last")
)
"""Records of other types that have them."""
_TYPES: Final = " UNION ALL ".join(
    "SELECT type FROM kind WHERE slot IN (SELECT rowid >> 32 FROM search"  # noqa: S608
    f" WHERE search MATCH :typed AND rowid {side})"
    for side in ("< :first", "> :last")
)


@lru_cache(maxsize=256)
def _elsewhere(of: Catalogue, type_key: str, met: frozenset[str]) -> str:
    """SQL for numbers of records found by a part of theirs, or by whom they name.

    One statement: fetching the hits only to send them back cost ten times the search.
    Links to types without a hit are left out: with all forty of them SQLite took longer
    to read the statement than to answer it.

    Args:
        of: The record types.
        type_key: Whose list it is.
        met: Types of the hits.
    """
    whole = "id" if declared(type_key).is_part else "top"
    linked = "".join(
        f" UNION ALL SELECT record.{whole} FROM {_naming(view, key, target, type_key)}"  # noqa: S608  # our names
        " AND NOT record.deleted"
        for view, key, target in _links_of(of, type_key)
        if target in met
    )
    return (
        f"WITH hit AS MATERIALIZED ({_OTHERS})"  # noqa: S608
        f" SELECT number FROM record WHERE id IN (SELECT {whole} FROM hit{linked})"
        " AND number BETWEEN :first AND :last"
    )


def _naming(view: str, key: str, target: str, type_key: str) -> str:
    """Rows whose link names a hit, as the rest of a statement.

    Records of the type itself are found where they stand, and most hits are such: who
    links to one of them is asked link by link, which are few.
    """
    if target == type_key:
        return (
            f"{view} CROSS JOIN record AS named ON named.id = {view}.{key}"
            f" CROSS JOIN record ON record.id = {view}.id"
            f" WHERE {view}.{key} IS NOT NULL AND named.number IN ({_OWN})"
        )
    return (
        f"{view} JOIN record ON record.id = {view}.id WHERE {view}.{key}"  # noqa: S608
        f" IN (SELECT id FROM hit WHERE type = '{target}')"
    )


class Words:
    """Words that a list of one type is narrowed by.

    A record is found by words in it, in a part of it, or in whom a part names.

    Args:
        connection: Within a transaction.
        type_key: The type.
        typed: Of ``names.query_words``.
    """

    def __init__(
        self, connection: Connection, type_key: str, typed: Sequence[Sequence[str]]
    ) -> None:
        within = stretch_of(connection, type_key)
        self._connection = connection
        begun = search_words.begun(connection, typed)
        self._given: dict[str, Any] = {
            "typed": begun.matching,
            "first": within.first,
            "last": within.last,
        }
        met = frozenset(connection.execute(text(_TYPES), self._given).scalars())
        if _has_links_to_itself(connection, type_key):
            met |= {type_key}
        self._number = f"view_{type_key}.{NUMBER}"
        self._elsewhere = _elsewhere(in_use(), type_key, met)
        self._only_own = not met
        self._lists = begun.lists

    def asked(self) -> ColumnElement[bool]:
        """Whether a row of the list was found."""
        # The plus keeps SQLite from fetching them after all.
        own = f"+{self._number} IN ({_OWN})"
        if self._only_own:
            return self._bound(own)
        return self._bound(f"({own} OR +{self._number} IN ({self._elsewhere}))")

    def ahead_of(self, hits: int) -> Iterator[int]:
        """Among how many rows so many are looked for in turn; none if too many."""
        expected = hits / self._share
        sizes = [int(expected * spare) for spare in _SPARE]
        if sizes[0] > _MOST_AHEAD:
            return
        yield _PROBE
        yield from (each for each in sizes if _PROBE < each <= _MOST_AHEAD)

    def are_rarer(self, found: int, passed: int) -> bool:
        """Less than a quarter of the hits are there that so many rows should have."""
        return found * 4 < passed * self._share

    @cached_property
    def _share(self) -> float:
        """Part of the records that have the words, by the first some thousand."""
        return self._share_of(self._given)

    def _share_of(self, given: Mapping[str, Any]) -> float:
        some = f"SELECT count(*), max(rowid) FROM ({_OWN} ORDER BY rowid LIMIT {FEW})"  # noqa: S608
        count, last = self._connection.execute(text(some), given).one()
        # None may have them itself where parts of it, or whom it names, do.
        return float(count / (last - given["first"])) if count else _HARDLY_ANY

    def first_among(self, numbers: Sequence[int], most: int) -> list[int]:
        """The first so many of some records, in their order, that were found.

        A few at a time are looked up, as long as that promises to cost less than to
        pass over all that have the words: hits may be rarer here than elsewhere.
        """
        met = set() if self._only_own else self._met_among(self._there, numbers)
        found: list[int] = []
        share, start = self._share, 0
        while start < len(numbers) and len(found) < most:
            rows = min((most - len(found)) / share, len(numbers) - start)
            if self._are_looked_up(rows):
                some = numbers[start : start + _AT_ONCE]
                met |= self._met_among(_EACH, some)
            else:
                some = numbers[start:]
                met |= self._met_among(_AMONG, some)
            found += [each for each in some if each in met]
            start += len(some)
            share = (len(found) + 1) / start
        return found[:most]

    def _are_looked_up(self, rows: float) -> bool:
        """It costs less than to pass over all records that have the words."""
        passed_us = self.likely() * _PASSED_US
        return bool(rows * self._lists * _LOOKED_UP_US < passed_us)

    @cached_property
    def _all_of_type(self) -> int:
        newest = self._connection.execute(text(_NEWEST_NUMBER), self._given).scalar()
        return int(newest or self._given["first"]) - int(self._given["first"])

    @property
    def _there(self) -> str:
        """Those of some records that are met by a part, or by whom they name."""
        return (
            f"SELECT number AS value FROM ({self._elsewhere})"  # noqa: S608  # our names
            " WHERE number IN (SELECT value FROM json_each(:some))"
        )

    def _met_among(
        self, statement: str, numbers: Sequence[int], typed: str = ""
    ) -> set[int]:
        # Sorted, they are put into an index in a third of the time.
        given = self._given | {"some": json.dumps(sorted(numbers))}
        given["typed"] = typed or given["typed"]
        listed = f"SELECT json_group_array(value) FROM ({statement})"  # noqa: S608
        found = self._connection.execute(text(listed), given).scalar_one()
        return set(json.loads(found))

    @property
    def are_listed(self) -> bool:
        """To look one record up is quick: there is a list of all that have them."""
        return self._lists < search_words.VERY_MANY

    def looked_up(self, numbers: Sequence[int]) -> set[int]:
        """Those of some records that have the words themselves, each looked up."""
        return self._met_among(_EACH, numbers)

    def met_among(self, numbers: Sequence[int], alike: Sequence[str]) -> set[int]:
        """Those of some records that were found; all that have them are passed over.

        Args:
            numbers: The records.
            alike: Folded words of which most of them have one. Where these are much
                rarer, only records that have both are passed over.
        """
        own = self._both_among(numbers, search_words.whole([alike])) if alike else None
        if own is None:
            own = self._met_among(_AMONG, numbers)
        return own if self._only_own else own | self._met_among(self._there, numbers)

    def _both_among(self, numbers: Sequence[int], alike: str) -> set[int] | None:
        """The same by those that have other words too; None where that is no help."""
        others = self._given | {"typed": alike}
        if self._share_of(others) * _MUCH_RARER > self._share:
            return None
        having = self._met_among(_ALL, (), alike)
        apart = [each for each in numbers if each not in having]
        if len(apart) > _AT_ONCE:
            return None
        both = self._met_among(_ALL, (), f"({self._given['typed']}) AND {alike}")
        return both.intersection(numbers) | self.looked_up(apart)

    def fetched(self) -> ColumnElement[bool]:
        """The rows that were found."""
        return self._bound(f"{self._number} IN ({self._every()})")

    def _every(self) -> str:
        if self._only_own:
            return _OWN
        return (
            f"SELECT rowid FROM ({_OWN})"  # noqa: S608  # our names
            f" UNION ALL SELECT number FROM ({self._elsewhere})"
        )

    def likely(self) -> float:
        """How many there should be that have the words themselves."""
        return self._share * self._all_of_type

    def are_few(self, most: int) -> bool:
        """Not more were met than so many; some may be deleted."""
        some = f"SELECT count(*) FROM ({self._every()} LIMIT {most + 1})"  # noqa: S608
        found = self._connection.execute(text(some), self._given).scalar_one()
        return int(found) <= most

    def numbers(self, most: int) -> list[int]:
        """So many that were met, at most; some may be deleted, or met twice."""
        some = f"SELECT rowid FROM ({self._every()}) LIMIT {most}"  # noqa: S608
        every = f"SELECT json_group_array(rowid) FROM ({some})"  # noqa: S608
        found = self._connection.execute(text(every), self._given).scalar_one()
        numbers: list[int] = json.loads(found)
        return numbers

    def count(self) -> int:
        """How many are found; only those met elsewhere need a second look."""
        elsewhere = "SELECT 0 AS number WHERE 0" if self._only_own else self._elsewhere
        statement = text(
            "WITH elsewhere AS MATERIALIZED (SELECT number FROM record"  # noqa: S608
            f" WHERE number IN ({elsewhere}) AND NOT deleted)"
            f" SELECT (SELECT count(*) FROM ({_OWN}))"
            " - (SELECT count(*) FROM record WHERE deleted = 1"
            f" AND number BETWEEN :first AND :last AND number IN ({_OWN}))"
            f" + (SELECT count(*) FROM elsewhere WHERE number NOT IN ({_OWN}))"
        )
        return int(self._connection.execute(statement, self._given).scalar_one())

    def _bound(self, statement: str) -> ColumnElement[bool]:
        given = {k: value for k, value in self._given.items() if f":{k}" in statement}
        return text(statement).bindparams(**given)  # type: ignore[return-value]


def _has_links_to_itself(connection: Connection, type_key: str) -> bool:
    """Some record or part of a type links to another of the type."""
    return any(
        connection.exec_driver_sql(
            f"SELECT EXISTS (SELECT 1 FROM {view} WHERE {key} IS NOT NULL)"  # noqa: S608  # our names
        ).scalar_one()
        for view, key, target in _links_of(in_use(), type_key)
        if target == type_key
    )
