"""Record ids and salts from the system's random source.

On its own because the program needs it before its first window, and the digests take
as long to load as the window takes to paint.
"""

import os
from typing import Final

_ID_BYTES: Final = 16
_SALT_BYTES: Final = 16


class RandomIds:
    """Record ids and salts nobody can guess."""

    def record_id(self) -> str:
        """32 lower-case hexadecimal digits of a UUID version 4 (RFC 9562, 5.4)."""
        octets = bytearray(os.urandom(_ID_BYTES))
        octets[6] = octets[6] & 0x0F | 0x40  # the version
        octets[8] = octets[8] & 0x3F | 0x80  # the variant
        return octets.hex()

    def salt(self) -> bytes:
        """16 random bytes for one operation."""
        return os.urandom(_SALT_BYTES)
