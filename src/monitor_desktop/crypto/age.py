"""age v1 files (C2SP age.md): what leaves this program is sealed like this.

Any age 1.3 or newer opens them with the receive key, if this program is gone. age
authenticates no sender: what is inside is signed.
"""

import io
from collections.abc import Sequence
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monitor_desktop.crypto.age_header import open_header, write_header
from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.crypto.receive_keys import FILE_KEY_BYTES, ReceiveKey
from monitor_desktop.errors import CryptoRefusedError
from monitor_desktop.overriding import override

CHUNK_BYTES: Final = 64 * 1024
_TAG_BYTES: Final = 16
_SEALED_BYTES: Final = CHUNK_BYTES + _TAG_BYTES
_BLOCK_BYTES: Final = 16 * _SEALED_BYTES
_READ_BYTES: Final = CHUNK_BYTES * 16
_NONCE_BYTES: Final = 16


def _payload_key(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), 32, nonce, b"payload").derive(file_key))


def _chunk_nonce(counter: int, *, last: bool) -> bytes:
    """STREAM: 11 bytes of counter and the final-chunk flag."""
    return counter.to_bytes(11, "big") + bytes([last])


class SealingWriter(io.RawIOBase):
    """Seals what is written; ``finish`` writes the final chunk.

    Leaving it unfinished leaves a file that every reader refuses.
    """

    def __init__(self, target: BinaryIO, recipients: Sequence[bytes]) -> None:
        super().__init__()
        file_key, nonce = random_bytes(FILE_KEY_BYTES), random_bytes(_NONCE_BYTES)
        write_header(target, file_key, recipients)
        target.write(nonce)
        self._target = target
        self._cipher = _payload_key(file_key, nonce)
        self._waiting = bytearray()
        self._room = memoryview(bytearray(CHUNK_BYTES + _TAG_BYTES))
        self._counter = 0

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        # A full chunk is held back: it may turn out to be the last one. What is behind
        # it is sealed where it lies, not copied.
        rest = memoryview(data)
        if self._waiting:
            missing = CHUNK_BYTES - len(self._waiting)
            self._waiting += rest[:missing]
            rest = rest[missing:]
            if rest:
                self._seal(self._waiting, last=False)
                self._waiting.clear()
        while len(rest) > CHUNK_BYTES:
            self._seal(rest[:CHUNK_BYTES], last=False)
            rest = rest[CHUNK_BYTES:]
        self._waiting += rest
        return len(data)

    def finish(self) -> None:
        """Write the final chunk."""
        self._seal(self._waiting, last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytearray | memoryview, *, last: bool) -> None:
        nonce = _chunk_nonce(self._counter, last=last)
        sealed = self._room[: len(chunk) + _TAG_BYTES]
        self._cipher.encrypt_into(nonce, chunk, None, sealed)
        self._target.write(sealed)
        self._counter += 1


class OpeningReader(io.RawIOBase):
    """Reads the payload of a sealed file; nothing of a chunk before it verifies.

    Reading to the end is what proves that nothing was cut off.

    Raises:
        CryptoRefusedError: NOT_A_BUNDLE, NOT_FOR_ME or DAMAGED when it is made;
            DAMAGED while reading.
    """

    def __init__(self, source: BinaryIO, keys: Sequence[ReceiveKey]) -> None:
        super().__init__()
        file_key = open_header(source, keys)
        nonce = source.read(_NONCE_BYTES)
        if len(nonce) != _NONCE_BYTES:
            raise CryptoRefusedError("DAMAGED", part="payload")
        self._source = source
        self._cipher = _payload_key(file_key, nonce)
        self._block = memoryview(b"")
        self._ahead = self._next_sealed()
        self._plain = memoryview(b"")
        self._room = memoryview(bytearray(CHUNK_BYTES))
        self._counter = 0
        self._ended = False

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        room = memoryview(buffer)
        if not self._plain and not self._ended and len(room) >= CHUNK_BYTES:
            # Whoever asks for a whole chunk gets it where they want it, uncopied.
            return len(self._next_chunk(room))
        while not self._plain and not self._ended:
            self._plain = self._next_chunk(self._room)
        count = min(len(room), len(self._plain))
        room[:count] = self._plain[:count]
        self._plain = self._plain[count:]
        return count

    def _next_chunk(self, room: memoryview) -> memoryview:
        """The next chunk, deciphered into the beginning of ``room``."""
        sealed = self._ahead
        self._ahead = self._next_sealed()
        last = not self._ahead
        chunk = room[: max(len(sealed) - _TAG_BYTES, 0)]
        try:
            nonce = _chunk_nonce(self._counter, last=last)
            self._cipher.decrypt_into(nonce, sealed, None, chunk)
        except InvalidTag as error:
            chunk[:] = bytes(len(chunk))  # nobody reads what did not verify
            raise CryptoRefusedError("DAMAGED", part="payload") from error
        # An empty final chunk is only allowed in an empty file.
        if not chunk and self._counter:
            raise CryptoRefusedError("DAMAGED", part="payload")
        self._counter += 1
        self._ended = last
        return chunk

    def _next_sealed(self) -> memoryview:
        """The next chunk with its tag; of many read at once, as each read costs."""
        if not self._block:
            self._block = memoryview(self._source.read(_BLOCK_BYTES))
        sealed = self._block[:_SEALED_BYTES]
        self._block = self._block[_SEALED_BYTES:]
        return sealed


def seal(source: BinaryIO, target: BinaryIO, recipients: Sequence[bytes]) -> None:
    """Seal a stream for public receive keys."""
    writer = SealingWriter(target, recipients)
    while chunk := source.read(_READ_BYTES):
        writer.write(chunk)
    writer.finish()


def open_sealed(source: BinaryIO, keys: Sequence[ReceiveKey]) -> io.BufferedReader:
    """A reader of the payload of a sealed file; see ``OpeningReader`` for errors."""
    return io.BufferedReader(OpeningReader(source, keys), CHUNK_BYTES)
