"""Large files sealed in chunks, as STREAM does it; any chunk opens on its own.

ChaCha20-Poly1305 under a random key that seals one file and no other. The nonce holds
the chunk's number and whether it is the last one, the associated data the version of
this format and the file's id: no chunk can be moved, repeated, cut off or put into
another file. (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and
its Nonce-Reuse Misuse-Resistance", CRYPTO 2015, section 7.)
"""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from monitor_desktop.errors import CryptoRefusedError

CHUNK_BYTES: Final = 1024 * 1024
TAG_BYTES: Final = 16
SEALED_CHUNK_BYTES: Final = CHUNK_BYTES + TAG_BYTES
KEY_BYTES: Final = 32
_CONTEXT: Final = b"monitor-desktop/file/v1\x00"


class ChunkCipher:
    """Seals and opens the chunks of one file.

    Args:
        key: 32 random bytes, for this file alone.
        file_id: What the file is called.
    """

    def __init__(self, key: bytes, file_id: str) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._bound = _CONTEXT + file_id.encode()

    def seal(self, number: int, chunk: bytes, *, last: bool) -> bytes:
        """A sealed chunk, 16 bytes longer.

        Args:
            number: Its place in the file, from 0.
            chunk: 1 MiB; the last one may be shorter.
            last: Nothing follows.
        """
        return self._cipher.encrypt(_nonce(number, last=last), chunk, self._bound)

    def open(self, number: int, sealed: bytes, *, last: bool) -> bytes:
        """The chunk as it was.

        Raises:
            CryptoRefusedError: DAMAGED.
        """
        try:
            return self._cipher.decrypt(_nonce(number, last=last), sealed, self._bound)
        except InvalidTag as error:
            raise CryptoRefusedError("DAMAGED", reason="attachment") from error


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
