"""Single rows by their key, asked for hundreds of times in one import.

SQLAlchemy puts a result together for each statement, which takes ten times as long as
SQLite takes for a row found by its key. These go to the driver of the same connection,
and so into the same transaction.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

Parameters = Sequence[str | int | float | bytes | None]


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


def _driver(connection: Connection) -> Any:  # noqa: ANN401  # the driver has no types
    return connection.connection.driver_connection
