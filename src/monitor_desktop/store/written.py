"""Everything ever written of a record, as it stands in the journal."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection


class Written(NamedTuple):
    """A value that is held.

    Attributes:
        type: Key of the type of the record or part.
        field: Id of the field.
        body: The value, encoded.
    """

    type: str
    field: str
    body: bytes


def of_top(connection: Connection, top: str) -> Iterator[Written]:
    """Values of a record and its parts, those replaced and deleted since too."""
    rows = connection.exec_driver_sql(
        "SELECT type, field, body FROM operation"
        " WHERE top = ? AND kind = 'set' AND body IS NOT NULL",
        (top,),
    )
    return (Written(*row) for row in rows)
