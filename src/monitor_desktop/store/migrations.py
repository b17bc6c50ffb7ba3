"""Schema versions: numbered steps on PRAGMA user_version, each in the transaction.

History: 1, the first; 2, contacts, signed heads, withheld positions, bundles met;
3, proofs from what is held to a larger signed head; 4, whom a contact goes on for;
5, what was sent to a contact, records put down, records no longer updated;
6, attachments and pieces of them; 7, more than one branch of a journal, operations
without effect; 8, heads that say which group operation or purge is the last;
9, numbers of records by type, й and и at the end of a sound are one in search;
10, frontiers of journals as they were, an index of who made a record.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Final

from sqlalchemy import Connection, Table

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.domain.customs import PREFIX
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.store import word_index
from monitor_desktop.store.tables import (
    AWAY,
    BLOBS,
    BRANCH_LEAVES,
    BRANCHES,
    BUNDLES,
    CONTACTS,
    DRAFTS,
    KINDS,
    MARKS,
    METADATA,
    NOT_UPDATED,
    NOTHING_SENT,
    OPERATIONS,
    PIECES,
    REFERENCES,
    SIGNED_HEADS,
    WITHHELD,
    all_statements,
    views,
)

_MATCHED: Final = "view_matched"
"""Setting: the declarations and the count of changes that the tables match."""
_REPLACED: Final = ("_span", "_within")
"""How indexes of dates ended that had other columns beside them."""


def _first(connection: Connection) -> None:
    for statement in all_statements():
        connection.exec_driver_sql(statement)
    word_index.make(connection)


def _exchange(connection: Connection) -> None:
    # Version 1 had a draft for each field and nothing that wrote one.
    connection.exec_driver_sql("DROP TABLE IF EXISTS draft")
    added = (WITHHELD, SIGNED_HEADS, CONTACTS, BUNDLES, DRAFTS)
    METADATA.create_all(connection, tables=list(added))


def _steps(connection: Connection) -> None:
    _add(connection, "signed_head", "steps", "TEXT NOT NULL DEFAULT '[]'")


def _predecessors(connection: Connection) -> None:
    _add(connection, "contact", "predecessors", "TEXT NOT NULL DEFAULT ''")


def _receipts(connection: Connection) -> None:
    _add(connection, "contact", "sent", f"TEXT NOT NULL DEFAULT '{NOTHING_SENT}'")
    connection.exec_driver_sql("DROP INDEX IF EXISTS operation_top")
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS operation_top_position"
        " ON operation (top, device, n)"
    )
    METADATA.create_all(connection, tables=[AWAY, NOT_UPDATED])


def _attachments(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[BLOBS, PIECES])


def _branches(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[BRANCHES, BRANCH_LEAVES])
    for each in ("aside", "void"):
        _add(connection, "operation", each, "BOOLEAN NOT NULL DEFAULT 0")
    for index in ("void ON operation (id) WHERE void = 1",
                  "group ON operation (id) WHERE kind = 'group'"):  # fmt: skip
        statement = f"CREATE INDEX IF NOT EXISTS operation_{index}"
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "UPDATE operation SET void = 1 WHERE EXISTS (SELECT 1 FROM contact WHERE"
        " contact.id = operation.device AND operation.n > contact.revoked_after)"
    )
    if "branch" in _columns(connection, SIGNED_HEADS.name):
        return
    # A primary key cannot be changed in place.
    heads = connection.exec_driver_sql(
        "SELECT device, 0, size, root, signature, steps FROM signed_head"
    ).fetchall()
    connection.exec_driver_sql("DROP TABLE signed_head")
    METADATA.create_all(connection, tables=[SIGNED_HEADS])
    for head in heads:
        connection.exec_driver_sql(
            "INSERT INTO signed_head (device, branch, size, root, signature, steps)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            tuple(head),
        )


def _chained(connection: Connection) -> None:
    _add(connection, "signed_head", "last", "INTEGER")
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS operation_chained ON operation (device, n)"
        " WHERE kind IN ('group', 'purge')"
    )


def _numbered(connection: Connection) -> None:
    """What is shown and searched is made anew: see ``migrate``."""
    METADATA.create_all(connection, tables=[KINDS])
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS record_deleted ON record (number) WHERE deleted = 1"
    )


def _marked(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[MARKS])
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS operation_reference ON operation (record, device)"
        " WHERE field = '_ref'"
    )


def _worded(connection: Connection) -> None:
    """What is shown and searched is made anew: see ``migrate``."""
    word_index.make_again(connection)


def _add(connection: Connection, table: str, column: str, kind: str) -> None:
    """Add a column that a store made by the first step already has."""
    if column not in _columns(connection, table):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def match_declarations(connection: Connection) -> bool:
    """Give the view the columns that the record types are declared with now.

    The view is derived, so a table that differs is made anew and filled from the
    journal: a new field needs no step of its own.

    Returns:
        Whether anything differed and the view has to be made again.
    """
    if _is_matched(connection):
        return False
    differing = [each for each in views().values() if _differs(connection, each)]
    for table in differing:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
        table.create(connection)
    _match_indexes(connection)
    _note_matched(connection)
    return bool(differing)


def _is_matched(connection: Connection) -> bool:
    """Nothing was declared otherwise since, and SQLite counted no change of a table.

    Looking at every table took half the time of opening a store.
    """
    kept = connection.exec_driver_sql(
        "SELECT value FROM setting WHERE key = ?", (_MATCHED,)
    ).scalar()
    return kept is not None and bool(json.loads(kept) == _match(connection))


def _note_matched(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
        (_MATCHED, json.dumps(_match(connection))),
    )


def _match(connection: Connection) -> list[int | str]:
    changes = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    return [int(changes), _declared()]


@cache
def _declared() -> str:
    """Digest of all names that the view and its indexes are declared with."""
    names = (
        (table.name, *table.columns.keys(), *sorted(str(i.name) for i in table.indexes))
        for table in _indexed()
    )
    return sha256("\n".join(map(" ".join, names)).encode()).hex()


def _indexed() -> tuple[Table, ...]:
    """Tables that get their indexes as they are declared now, without a step."""
    return (OPERATIONS, REFERENCES, *views().values())


def _match_indexes(connection: Connection) -> None:
    """Indexes as they are declared now; of others only those that were replaced go."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master")
    found = set(rows.scalars())
    for name in found:
        if name.startswith("view_") and name.endswith(_REPLACED):
            connection.exec_driver_sql(f"DROP INDEX {name}")
    for table in _indexed():
        for index in table.indexes:
            if index.name in found:
                continue
            # Columns of a group's own fields are there when the group is known.
            columns = set(_columns(connection, table.name))
            if {each.name for each in index.columns} <= columns:
                index.create(connection)


def _differs(connection: Connection, table: Table) -> bool:
    """Columns of a group's own fields are put there when the group is known."""
    found = _columns(connection, table.name)
    ours = [each for each in found if not each.startswith(PREFIX)]
    wanted = [each.name for each in table.columns if not each.name.startswith(PREFIX)]
    return ours != wanted


def match_own_fields(connection: Connection) -> bool:
    """Give the view the columns of a group's own fields, which are in use by now.

    Returns:
        Whether a column was added, and has to be filled.
    """
    dialect = connection.dialect
    added = False
    for table in views().values():
        missing = set(table.columns.keys()) - set(_columns(connection, table.name))
        for name in sorted(missing):
            kind = table.c[name].type.compile(dialect)
            connection.exec_driver_sql(
                f'ALTER TABLE {table.name} ADD COLUMN "{name}" {kind}'
            )
            added = True
    return added


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]


STEPS: Final[tuple[Callable[[Connection], None], ...]] = (
    _first,
    _exchange,
    _steps,
    _predecessors,
    _receipts,
    _attachments,
    _branches,
    _chained,
    _numbered,
    _marked,
    _worded,
)
VERSION: Final = len(STEPS)
_MADE_ANEW: Final = 11
"""The last version since which what is derived is made in the same way."""


def migrate(connection: Connection) -> bool:
    """Bring the schema to this program's version, within the caller's transaction.

    Returns:
        Whether the view and the search index have to be made again.

    Raises:
        InputRefusedError: NEEDS_NEWER_APP, when the store is newer than the program.
    """
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > VERSION:
        raise InputRefusedError("NEEDS_NEWER_APP", version=found)
    for number in range(found, VERSION):
        STEPS[number](connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {number + 1}")
    return found < _MADE_ANEW
