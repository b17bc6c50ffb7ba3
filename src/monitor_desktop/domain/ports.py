"""What the outside world gives to pure code: time, ids and digests."""

from typing import Protocol


class Clock(Protocol):
    """Wall clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01T00:00:00Z."""
        ...


class IdSource(Protocol):
    """Random, unguessable identifiers."""

    def record_id(self) -> str:
        """A new record id: 32 lower-case hexadecimal digits (UUID version 4)."""
        ...

    def salt(self) -> bytes:
        """16 random bytes for one operation."""
        ...


class Digest(Protocol):
    """SHA-256 as a function."""

    def __call__(self, data: bytes, /) -> bytes:
        """The 32-byte SHA-256 digest of ``data``."""
        ...
