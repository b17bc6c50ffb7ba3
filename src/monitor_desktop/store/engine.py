"""The SQLCipher engine and the settings it always has.

Raw 32-byte key, 8 KiB pages with HMAC, WAL with synchronous FULL, everything temporary
in memory, BEGIN IMMEDIATE. Each value was measured; see docs/decisions/0002.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from monitor_desktop.errors import EnvironmentFailedError, InputRefusedError
from monitor_desktop.store import raw

KEY_BYTES: Final = 32
PAGE_BYTES: Final = 8192
CACHE_KIB: Final = 49152
"""For each of two connections. With 32 MB letters that one case in a thousand has take
half as long again among a million; twice as much is no quicker."""
IMPORT_CACHE_KIB: Final = 131072
"""While much is written at once. An operation's id is a digest, so its place in the
index is a matter of chance; a page that must leave before the commit is sealed,
written, read and opened again."""
_MEMORY: Final = 2
"""What PRAGMA temp_store reads back as."""
_FULL_MARKS: Final = ("full", "disk i/o error")
_READ_ONLY_MARKS: Final = ("readonly", "unable to open")


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on one SQLCipher file; connects at the first use.

    Args:
        path: The file; made when it does not exist.
        key: 32 random bytes, used raw.
    """

    def connect() -> sqlcipher.Connection:
        return _connect(path, key)

    # Given a creator SQLAlchemy would choose a pool that keeps one connection for
    # each thread; a queue is what we mean. A URL of parts, as a text would be taken
    # apart by an expression that takes longer to compile than the file to open.
    engine = create_engine(
        URL.create("sqlite"),
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=2,
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _connect(path: Path, key: bytes) -> sqlcipher.Connection:
    connection = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False
    )
    # SQLCipher writes to standard error on a wrong key unless told before.
    connection.execute("PRAGMA cipher_log_level = NONE")
    # Only the x'...' form is a raw key: 32 plain bytes would be taken for a passphrase.
    connection.set_key(b"x'" + key.hex().encode() + b"'")
    for pragma in (
        f"cipher_page_size = {PAGE_BYTES}",
        "temp_store = MEMORY",
        f"cache_size = -{CACHE_KIB}",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA temp_store").fetchone()[0] != _MEMORY:
        # With files, sorting wrote plain text beside the store.
        raise EnvironmentFailedError("PROFILE_DAMAGED", reason="temp_store")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlcipher.DatabaseError:
        connection.close()
        raise
    return connection


@contextmanager
def wide_cache(connection: Connection) -> Iterator[None]:
    """Room for everything that a large import touches, until this ends."""
    raw.run(connection, f"PRAGMA cache_size = -{IMPORT_CACHE_KIB}")
    try:
        yield
    finally:
        raw.run(connection, f"PRAGMA cache_size = -{CACHE_KIB}")


def copy_database(engine: Engine, target: Path, key: bytes) -> None:
    """Copy a whole database to a new file under the same key, page by page.

    VACUUM INTO would be shorter, but its file did not open with 8 KiB pages (measured
    with sqlcipher3 0.6).
    """
    source = engine.raw_connection()
    copy = _connect(target, key)
    try:
        source.driver_connection.backup(copy)  # type: ignore[union-attr]
    finally:
        copy.close()
        source.close()


def empty_log(engine: Engine) -> None:
    """Write all pages of the log to the file and cut the log to nothing.

    Where somebody else is writing it stays as it is, until the next time.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        connection.close()


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at once, so that DDL too is rolled back."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn database errors into ours: full, read-only, or damaged."""
    try:
        yield
    except (OperationalError, sqlcipher.OperationalError) as error:
        text = str(getattr(error, "orig", error)).lower()
        if any(mark in text for mark in _FULL_MARKS):
            raise EnvironmentFailedError("DISK_FULL") from error
        if any(mark in text for mark in _READ_ONLY_MARKS):
            raise EnvironmentFailedError("READ_ONLY") from error
        raise
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        raise InputRefusedError("PROFILE_DAMAGED", reason="store") from error
