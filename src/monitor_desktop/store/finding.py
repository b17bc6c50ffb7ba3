"""Finding records by their words: in themselves, in their parts, in whom they name."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import ColumnElement, Connection, text

from monitor_desktop.domain.catalogue import children_of, in_use
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import declared
from monitor_desktop.store.tables import views


def search(
    connection: Connection,
    alternatives: Sequence[Sequence[str]],
    *,
    limit: int,
    exact: bool = False,
) -> list[tuple[str, str]]:
    """Records whose words begin with one of each group of beginnings, newest first.

    Args:
        connection: Within a transaction.
        alternatives: Of ``names.query_words``; with ``exact`` whole words as written.
        limit: Records at most.
        exact: Compare letters as they are written.

    Returns:
        Pairs of record id and id of its top record, deleted ones left out.
    """
    matching = _matching(alternatives, mark="" if exact else "*")
    column = "exact" if exact else "folded"
    rows = connection.exec_driver_sql(
        "SELECT record.id, record.top FROM search"
        " JOIN record ON record.number = search.rowid"
        " JOIN record AS top ON top.id = record.top"
        " WHERE search MATCH ? AND NOT record.deleted AND NOT top.deleted"
        " ORDER BY search.rowid DESC LIMIT ?",
        (f"{column} : ({matching})", limit),
    )
    return [(each[0], each[1]) for each in rows]


MANY: Final = 2_000
_NAMED: Final = (
    "SELECT record.id, record.top, record.type FROM search"
    " JOIN record ON record.number = search.rowid WHERE search MATCH :typed"
)
"""Records that have the words themselves."""


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


def _elsewhere(type_key: str) -> str:
    statement: str = _elsewhere_of(in_use(), type_key)
    return statement


@lru_cache
def _elsewhere_of(of: Catalogue, type_key: str) -> str:
    """SQL for ids of records found by a part of theirs, or by whom they name.

    One statement: fetching the hits only to send them back cost ten times the search.
    """
    whole = "id" if declared(type_key).is_part else "top"
    linked = "".join(
        f" UNION ALL SELECT record.{whole} FROM {_naming(view, key, target, type_key)}"  # noqa: S608  # our names
        " AND NOT record.deleted"
        for view, key, target in _links_of(of, type_key)
    )
    return (
        f"WITH hit AS MATERIALIZED ({_NAMED} AND record.type != '{type_key}')"  # noqa: S608
        f" SELECT {whole} FROM hit{linked}"
    )


def _naming(view: str, key: str, target: str, type_key: str) -> str:
    """Rows whose link names a hit, as the rest of a statement.

    Records of the type itself are found where they stand, and most hits are such: who
    links to one of them is asked link by link, which are few.
    """
    if target == type_key:
        return (
            f"{view} CROSS JOIN record AS named ON named.id = {view}.{key}"  # noqa: S608
            f" CROSS JOIN record ON record.id = {view}.id"
            f" WHERE {view}.{key} IS NOT NULL"
            " AND named.number IN (SELECT rowid FROM search WHERE search MATCH :typed)"
        )
    return (
        f"{view} JOIN record ON record.id = {view}.id WHERE {view}.{key}"  # noqa: S608
        f" IN (SELECT id FROM hit WHERE type = '{target}')"
    )


def found(
    type_key: str, typed: Sequence[Sequence[str]], *, walking: bool = False
) -> ColumnElement[bool]:
    """Records of a type with these words in them, in a part, or in whom a part names.

    Args:
        type_key: The type.
        typed: Of ``names.query_words``.
        walking: Ask of each record of the list in turn, instead of fetching the found.
    """
    elsewhere = _elsewhere(type_key)
    if walking:
        number = f"(SELECT number FROM record WHERE record.id = view_{type_key}.id)"  # noqa: S608
        found = "SELECT rowid FROM search WHERE search MATCH :typed"
        statement = f"({number} IN ({found}) OR +id IN ({elsewhere}))"
    else:
        statement = (
            f"id IN (SELECT id FROM ({_NAMED}) UNION ALL SELECT * FROM ({elsewhere}))"  # noqa: S608
        )
    return text(statement).bindparams(typed=_typed(typed))  # type: ignore[return-value]


def count(connection: Connection, type_key: str, typed: Sequence[Sequence[str]]) -> int:
    """How many there are, counted in the narrow tables; most need no second look."""
    statement = text(
        "WITH elsewhere AS MATERIALIZED (SELECT number FROM record"  # noqa: S608
        f" WHERE id IN ({_elsewhere(type_key)}) AND type = :type AND NOT deleted)"
        " SELECT (SELECT count(*) FROM elsewhere) + (SELECT count(*) FROM search"
        " JOIN record ON record.number = search.rowid WHERE search MATCH :typed"
        " AND record.type = :type AND NOT record.deleted"
        " AND record.number NOT IN elsewhere)"
    )
    given = {"type": type_key, "typed": _typed(typed)}
    return int(connection.execute(statement, given).scalar_one())


def _typed(typed: Sequence[Sequence[str]]) -> str:
    return f"folded : ({_matching(typed, mark='*')})"


def _matching(typed: Sequence[Sequence[str]], *, mark: str) -> str:
    """Words as the search index wants them: all groups, any of each."""
    groups = (
        "(" + " OR ".join(f'"{each}"{mark}' for each in group) + ")" for group in typed
    )
    return " AND ".join(groups)
