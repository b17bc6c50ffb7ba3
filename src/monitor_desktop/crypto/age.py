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
_AT_ONCE: Final = 8
"""Chunks read, sealed or opened, and written together. With more of them the memory of
each read is given back to the system and fetched again, page by page."""
BEST_BYTES: Final = _AT_ONCE * CHUNK_BYTES
"""What is best written or read at once: it is sealed, or opened, where it lies."""
_NONCE_BYTES: Final = 16


def _payload_key(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), 32, nonce, b"payload").derive(file_key))


def _chunk_nonce(counter: int, *, last: bool) -> bytes:
    """STREAM: 11 bytes of counter and the final-chunk flag."""
    return (counter << 8 | last).to_bytes(12, "big")


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
        self._room = memoryview(bytearray(_AT_ONCE * _SEALED_BYTES))
        self._counter = 0

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        # A full chunk is held back: it may turn out to be the last one. What is behind
        # it is sealed where it lies, not copied.
        rest = memoryview(data)
        chunks: list[bytearray | memoryview] = []
        if self._waiting:
            missing = CHUNK_BYTES - len(self._waiting)
            self._waiting += rest[:missing]
            rest = rest[missing:]
            if rest:
                chunks.append(self._waiting)
                self._waiting = bytearray()
        while len(rest) > CHUNK_BYTES:
            chunks.append(rest[:CHUNK_BYTES])
            rest = rest[CHUNK_BYTES:]
        self._waiting += rest
        for at in range(0, len(chunks), _AT_ONCE):
            self._seal(chunks[at : at + _AT_ONCE], last=False)
        return len(data)

    def finish(self) -> None:
        """Write the final chunk."""
        self._seal([self._waiting], last=True)
        self._waiting = bytearray()

    def _seal(self, chunks: Sequence[bytearray | memoryview], *, last: bool) -> None:
        end = 0
        for chunk in chunks:
            begin, end = end, end + len(chunk) + _TAG_BYTES
            nonce = _chunk_nonce(self._counter, last=last)
            self._cipher.encrypt_into(nonce, chunk, None, self._room[begin:end])
            self._counter += 1
        self._target.write(self._room[:end])


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
        self._sealed, self._at = self._more(), 0
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
        if not self._plain and len(room) >= CHUNK_BYTES:
            # Whoever asks for whole chunks gets them where they want them, uncopied.
            return self._open_into(room)
        while not self._plain and not self._ended:
            self._plain = self._room[: self._open_next(self._room)]
        count = min(len(room), len(self._plain))
        room[:count] = self._plain[:count]
        self._plain = self._plain[count:]
        return count

    def _open_into(self, room: memoryview) -> int:
        """As many chunks as there is room for, and how long they are together."""
        end = 0
        while not self._ended and len(room) - end >= CHUNK_BYTES:
            end += self._open_next(room[end:])
        return end

    def _open_next(self, room: memoryview) -> int:
        """The next chunk into the beginning of ``room``, and how long it is."""
        end = self._at + _SEALED_BYTES
        sealed = self._sealed[self._at : end]
        self._at = end
        if end >= len(self._sealed):
            # What follows, or that nothing does, is part of the nonce.
            self._sealed, self._at = self._more(), 0
        last = not self._sealed
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
        return len(chunk)

    def _more(self) -> memoryview:
        return memoryview(self._source.read(_AT_ONCE * _SEALED_BYTES))


def seal(source: BinaryIO, target: BinaryIO, recipients: Sequence[bytes]) -> None:
    """Seal a stream for public receive keys."""
    writer = SealingWriter(target, recipients)
    while chunk := source.read(BEST_BYTES):
        writer.write(chunk)
    writer.finish()


def open_sealed(source: BinaryIO, keys: Sequence[ReceiveKey]) -> io.BufferedReader:
    """A reader of the payload of a sealed file; see ``OpeningReader`` for errors."""
    return io.BufferedReader(OpeningReader(source, keys), CHUNK_BYTES)
