"""Attachments: files sealed beside the store, their keys and digests within it.

A blob in SQLCipher would be five to ten times slower, limited to a gigabyte and copied
by every backup of the store; see docs/decisions. A file is written and on the disk
before the row that names it is committed, so a crash leaves a file that no row names,
never a row without its file; ``sweep`` removes such files.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, select

from monitor_desktop.crypto.digests import StreamDigest, random_bytes
from monitor_desktop.crypto.padding import padded_size
from monitor_desktop.crypto.sealed_chunks import (
    CHUNK_BYTES,
    KEY_BYTES,
    SEALED_CHUNK_BYTES,
    ChunkCipher,
)
from monitor_desktop.domain.catalogue.evidence import ATTACHMENT
from monitor_desktop.domain.operations import Operation
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.store import journal
from monitor_desktop.store.profiles import flush_to_disk, replacing_file
from monitor_desktop.store.tables import BLOBS, HEADS, OPERATIONS, PIECES, views

FLUSHED_CHUNKS: Final = 8
"""To bring all of a long film to the disk at its end would keep everybody waiting."""
_NAME_BYTES: Final = 16
_SHA256_FIELD: Final = "ev0003"
_DIGEST: Final = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A sealed file.

    Attributes:
        name: Its name on the disk, random.
        key: 32 bytes, for this file alone.
        size: Of what is sealed, bytes.
        sha256: Of what is sealed, hexadecimal.
    """

    name: str
    key: bytes
    size: int
    sha256: str


class BlobFolder:
    """The folder of sealed files of one profile."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._being_sealed: set[str] = set()

    def sealing(self, source: Iterable[bytes]) -> Generator[None, None, Sealed]:
        """Seal what comes in pieces of any size into a new file, on the disk for sure.

        It yields after each chunk; ``sweep`` spares the file meanwhile.

        Raises:
            EnvironmentFailedError: DISK_FULL or READ_ONLY; nothing is left behind.
        """
        # Not secret, but the profile's folder is nobody else's business.
        self.path.mkdir(mode=0o700, exist_ok=True)
        name, key = random_bytes(_NAME_BYTES).hex(), random_bytes(KEY_BYTES)
        cipher, digest = ChunkCipher(key, name), StreamDigest()
        self._being_sealed.add(name)
        try:
            with replacing_file(self.path / name) as file:
                for number, (chunk, last) in enumerate(_padded(source, digest)):
                    file.write(cipher.seal(number, chunk, last=last))
                    if number % FLUSHED_CHUNKS == 0:
                        flush_to_disk(file)
                    yield
        finally:
            self._being_sealed.remove(name)
        return Sealed(
            name=name, key=key, size=digest.size_bytes, sha256=digest.digest().hex()
        )

    def read(self, sealed: Sealed, start: int = 0) -> Iterator[bytes]:
        """What is sealed, from a position on, chunk by chunk.

        Raises:
            InputRefusedError: ATTACHMENT_LOST without the file, DAMAGED.
        """
        count = -(-padded_size(max(sealed.size, 1)) // CHUNK_BYTES)
        cipher = ChunkCipher(sealed.key, sealed.name)
        first = start // CHUNK_BYTES
        try:
            with (self.path / sealed.name).open("rb") as file:
                file.seek(first * SEALED_CHUNK_BYTES)
                for number in range(first, count):
                    data = file.read(SEALED_CHUNK_BYTES)
                    chunk = cipher.open(number, data, last=number == count - 1)
                    at = number * CHUNK_BYTES
                    wanted = chunk[max(start - at, 0) : max(sealed.size - at, 0)]
                    if wanted:
                        yield wanted
        except FileNotFoundError as error:
            raise InputRefusedError("ATTACHMENT_LOST") from error

    def sweep(self, named: Iterable[str]) -> int:
        """Remove files that no row names: what a crash or a drop left behind.

        Returns:
            How many there were.
        """
        if not self.path.is_dir():
            return 0
        known = set(named)
        # What is being sealed has an ending until it is whole.
        orphans = [
            each
            for each in self.path.iterdir()
            if each.name not in known and each.stem not in self._being_sealed
        ]
        for each in orphans:
            # Sealed under a key that is gone with its row: nothing to overwrite.
            each.unlink(missing_ok=True)
        return len(orphans)


def _padded(
    source: Iterable[bytes], digest: StreamDigest
) -> Iterator[tuple[bytes, bool]]:
    """Chunks of 1 MiB with zeros up to the Padmé size, and which one is the last."""
    waiting = b""
    for data in source:
        digest.update(data)
        if len(waiting) == CHUNK_BYTES and data:
            # As a file is read: whole chunks, none of them copied.
            yield waiting, False
            waiting = data
        else:
            waiting += data
        while len(waiting) > CHUNK_BYTES:
            yield waiting[:CHUNK_BYTES], False
            waiting = waiting[CHUNK_BYTES:]
    size = digest.size_bytes
    missing = padded_size(max(size, 1)) - size
    while len(waiting) + missing > CHUNK_BYTES:
        added = CHUNK_BYTES - len(waiting)
        yield waiting + bytes(added), False
        waiting = b""
        missing -= added
    yield waiting + bytes(missing), True


def put(connection: Connection, sealed: Sealed) -> None:
    """Name a sealed file in the store; from then on it is held.

    One that was held before under the same digest is replaced: it may be damaged.
    """
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO blob (sha256, size, name, key) VALUES (?, ?, ?, ?)",
        (sealed.sha256, sealed.size, sealed.name, sealed.key),
    )


def held(connection: Connection, sha256: str) -> Sealed | None:
    """The sealed file with this digest, if it is held whole."""
    row = connection.execute(select(BLOBS).where(BLOBS.c.sha256 == sha256)).first()
    return _sealed(row) if row else None


def drop(connection: Connection, sha256: str) -> None:
    """Forget a file and its key, and what arrived of it; ``sweep`` does the rest."""
    for table in ("blob", "piece"):
        statement = f"DELETE FROM {table} WHERE sha256 = ?"  # noqa: S608  # our names
        connection.exec_driver_sql(statement, (sha256,))


def names(connection: Connection) -> list[str]:
    """Names of all files that rows of the store name."""
    query = "SELECT name FROM blob UNION ALL SELECT name FROM piece"
    return list(connection.exec_driver_sql(query).scalars())


def digests(connection: Connection) -> list[str]:
    """SHA-256 of every file that is held, whole or in part."""
    query = "SELECT sha256 FROM blob UNION SELECT sha256 FROM piece"
    return list(connection.exec_driver_sql(query).scalars())


def _sealed(row: Row[Any]) -> Sealed:
    return Sealed(name=row.name, key=row.key, size=row.size, sha256=row.sha256)


class Named(NamedTuple):
    """An attachment that is shown: its file, and the operation that named it.

    Attributes:
        sha256: Of the file.
        size: Of the file, bytes.
        operation: Its own account of the digest.
    """

    sha256: str
    size: int
    operation: Operation


def named(connection: Connection) -> Iterator[Named]:
    """Every attachment with a file, whether the file is held or not."""
    table = views()[ATTACHMENT.key]
    query = (
        select(OPERATIONS, table.c.sha256.label("file"), table.c.size_bytes)
        .join(HEADS, HEADS.c.id == OPERATIONS.c.id)
        .join(table, table.c.id == HEADS.c.record)
        .where(HEADS.c.field == _SHA256_FIELD, OPERATIONS.c.body.is_not(None))
        .order_by(OPERATIONS.c.device, OPERATIONS.c.n)
    )
    for row in connection.execute(query):
        if row.size_bytes is not None and _DIGEST.fullmatch(row.file or ""):
            yield Named(row.file, int(row.size_bytes), journal.operation_of(row))


def missing(connection: Connection, sha256: str, size: int) -> list[tuple[int, int]]:
    """Stretches of a file that are not held: first byte, byte behind the last.

    An empty file that is not held lacks the stretch (0, 0).
    """
    if held(connection, sha256):
        return []
    found, reached = [], 0
    pieces = arrived(connection, sha256)
    for start, each in pieces:
        if start > reached:
            found.append((reached, start))
        reached = max(reached, start + each.size)
    if reached < size or not (pieces or size):
        found.append((reached, size))
    return found


def arrived(connection: Connection, sha256: str) -> list[tuple[int, Sealed]]:
    """Stretches of a file that are here, each with the bytes before it."""
    query = select(PIECES).where(PIECES.c.sha256 == sha256)
    rows = connection.execute(query.order_by(PIECES.c.start, PIECES.c.name))
    return [(row.start, _sealed(row)) for row in rows]


def put_piece(connection: Connection, sha256: str, start: int, sealed: Sealed) -> None:
    """Name a stretch of a file that has arrived, sealed on its own."""
    connection.exec_driver_sql(
        "INSERT INTO piece (name, sha256, start, size, key) VALUES (?, ?, ?, ?, ?)",
        (sealed.name, sha256, start, sealed.size, sealed.key),
    )


def drop_pieces(connection: Connection, sha256: str) -> None:
    """Forget what arrived of a file; ``sweep`` does the rest."""
    connection.exec_driver_sql("DELETE FROM piece WHERE sha256 = ?", (sha256,))
