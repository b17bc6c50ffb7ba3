"""Statements that every bundle of an import runs, hundreds of times in one import.

SQLAlchemy puts a result together for each statement, which takes ten times as long as
SQLite takes for a row found by its key. These go to the driver of the same connection,
and so into the same transaction.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection

Parameters = Sequence[str | int | float | bytes | bytearray | None]


def first(connection: Connection, statement: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401  # a row
    """The first row as a tuple, or None."""
    return _driver(connection).execute(statement, parameters).fetchone()


def every(
    connection: Connection, statement: str, parameters: Parameters = ()
) -> list[Any]:
    """All rows as tuples."""
    found: list[Any] = _driver(connection).execute(statement, parameters).fetchall()
    return found


def run(connection: Connection, statement: str, parameters: Parameters = ()) -> None:
    """A statement that returns nothing."""
    _driver(connection).execute(statement, parameters)


def run_each(
    connection: Connection, statement: str, rows: Sequence[Parameters]
) -> None:
    """A statement that returns nothing, once for each of some rows."""
    if rows:
        _driver(connection).executemany(statement, rows)


AMONG: Final = "IN (SELECT value FROM json_each(?))"
"""For parameters made by ``among``: one text of a statement, however many they are."""


def among(values: Iterable[str | int]) -> str:
    """Some values as one parameter."""
    return json.dumps(list(values))


def _driver(connection: Connection) -> Any:  # noqa: ANN401  # the driver has no types
    return connection.connection.driver_connection
