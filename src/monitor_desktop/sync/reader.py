"""Reading a bundle, untrusted from the first byte to the last.

Opening it proves only that it was sealed for one of our keys. ``verify`` proves who
made it; ``lines`` gives the payload; ``finish`` proves that nothing was cut off or
appended. A caller reads it twice: once to judge, once to apply.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final

from monitor_desktop.crypto import signatures
from monitor_desktop.crypto.age import open_sealed
from monitor_desktop.crypto.digests import StreamDigest
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.sync import frames, writer
from monitor_desktop.sync import manifest as manifests
from monitor_desktop.sync.manifest import Piece, Section

_CHUNK_BYTES: Final = 1024 * 1024


class _Digesting:
    """A stream that knows the digest of what was read from it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.digest = StreamDigest()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.digest.update(data)
        return data

    def readline(self, size: int = -1) -> bytes:
        data = self._source.readline(size)
        self.digest.update(data)
        return data


class OpenBundle:
    """A bundle whose seal was opened and whose manifest was read.

    Args:
        source: The sealed file at its beginning.
        keys: Our receive keys.
        looks_only: Also into what a newer program made, as far as all of it reads as
            what this one makes; nobody applies what was only looked into.

    Raises:
        InputRefusedError: NOT_A_BUNDLE, NOT_FOR_ME, DAMAGED, TOO_LARGE or
            NEEDS_NEWER_APP.
    """

    def __init__(
        self,
        source: BinaryIO,
        keys: Sequence[ReceiveKey],
        *,
        looks_only: bool = False,
    ) -> None:
        self._sealed = _Digesting(source)
        self._payload = open_sealed(self._sealed, keys)  # type: ignore[arg-type]
        magic, version, said_bytes, signature_bytes = writer.PREFIX.unpack(
            self._exactly(writer.PREFIX.size)
        )
        if magic != writer.MAGIC:
            raise InputRefusedError("NOT_A_BUNDLE")
        if version > manifests.FORMAT:
            raise InputRefusedError("NEEDS_NEWER_APP", version=version)
        if said_bytes > manifests.LARGEST_BYTES:
            raise InputRefusedError("TOO_LARGE", part="manifest")
        if signature_bytes != signatures.SIGNATURE_BYTES:
            raise InputRefusedError("DAMAGED", part="signature")
        self._said = self._exactly(said_bytes)
        self._signature = self._exactly(signature_bytes)
        self.manifest = manifests.from_bytes(self._said, looks_only=looks_only)
        frames.check_sizes(self.manifest.sections)

    def verify(self, public: bytes) -> None:
        """Accept the sender's signature over the manifest as received, or raise.

        Raises:
            CryptoRefusedError: FORGED.
        """
        signatures.verify(
            public, self._said, self._signature, context=manifests.CONTEXT
        )

    def sections(
        self, keep: Callable[[Piece, bytes], None] | None = None
    ) -> Iterator[tuple[Section, list[bytes]]]:
        """Each section with its lines; those of types unknown to us are passed over.

        Args:
            keep: Takes the stretches of attachments that stand between.

        Raises:
            InputRefusedError: DAMAGED or TOO_LARGE.
        """
        for section in self.manifest.sections:
            stored = self._exactly(section.stored)
            if section.piece is not None:
                frames.check(section, stored)
                if keep:
                    keep(section.piece, stored)
            elif section.type in ("operations", "directory"):
                yield section, frames.lines(section, stored)

    def finish(self) -> bytes:
        """Read the padding to the end and return the digest of the sealed file.

        Raises:
            InputRefusedError: DAMAGED, when anything but zeros follows.
        """
        while chunk := self._payload.read(_CHUNK_BYTES):
            if chunk.count(0) != len(chunk):
                raise InputRefusedError("DAMAGED", part="padding")
        return self._sealed.digest.digest()

    def drain(self) -> bytes:
        """Read to the end without looking: proves the file is whole."""
        while self._payload.read(_CHUNK_BYTES):
            pass
        return self._sealed.digest.digest()

    def _exactly(self, count: int) -> bytes:
        data = self._payload.read(count)
        if len(data) != count:
            raise InputRefusedError("DAMAGED", part="payload")
        return data
