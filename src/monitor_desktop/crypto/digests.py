"""SHA-256 of bytes and streams, and random bytes from the system."""

import hashlib
import secrets
import uuid
from typing import BinaryIO, Final

CHUNK_BYTES: Final = 1024 * 1024


def sha256(data: bytes) -> bytes:
    """SHA-256 (FIPS 180-4) of ``data``, 32 bytes."""
    return hashlib.sha256(data).digest()


class StreamDigest:
    """SHA-256 of data that comes in pieces."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.size_bytes = 0

    def update(self, data: bytes) -> None:
        """Take the next piece."""
        self._hash.update(data)
        self.size_bytes += len(data)

    def digest(self) -> bytes:
        """The 32-byte digest of everything so far."""
        return self._hash.digest()


def digest_stream(source: BinaryIO) -> StreamDigest:
    """Read a stream to its end, in chunks of 1 MiB."""
    found = StreamDigest()
    while chunk := source.read(CHUNK_BYTES):
        found.update(chunk)
    return found


def random_bytes(count: int) -> bytes:
    """``count`` unguessable bytes."""
    return secrets.token_bytes(count)


_DERIVED: Final = uuid.UUID("6f1c9a52-7f0e-5b83-9d0a-4d6f6e69746f")
"""Namespace of derived ids."""


def derived_id(*names: str) -> str:
    """An id that the same names always give: UUID version 5 (RFC 9562, 5.5).

    Returns:
        32 lower-case hexadecimal digits.
    """
    # Lengths keep ("ab", "c") from giving the id of ("a", "bc").
    joined = "".join(f"{len(each)}:{each}" for each in names)
    return uuid.uuid5(_DERIVED, joined).hex
