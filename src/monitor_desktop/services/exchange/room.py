"""How much of attachments fits into a bundle under a cap."""

from dataclasses import dataclass
from typing import Final

from monitor_desktop.crypto.padding import padded_size
from monitor_desktop.errors import UsageError
from monitor_desktop.services.exchange import travelling

_LEAST_PIECE_BYTES: Final = 4096
_SAID_OF_A_PIECE_BYTES: Final = 400
"""What the manifest says of a section, at most."""
_CHUNK_BYTES, _TAG_BYTES = 65_536, 16
"""Of the sealed file (C2SP age.md)."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much of attachments fits under a cap.

    Attributes:
        empty: Size of a sealed bundle without any.
        cap: Largest size allowed.
    """

    empty: int
    cap: int

    def fill(self, found: list[travelling.Stretch]) -> list[travelling.Stretch]:
        """Take from the front of a list what fits into one bundle.

        Raises:
            UsageError: CAP_TOO_SMALL.
        """
        taken: list[travelling.Stretch] = []
        size = 0
        while found and len(taken) < travelling.MOST_PIECES:
            largest = min(found[0].count, travelling.LARGEST_PIECE_BYTES)
            fitting = self._fitting(size, len(taken) + 1, largest)
            if fitting < min(found[0].count, _LEAST_PIECE_BYTES):
                break
            first, rest = found[0].cut(fitting)
            taken.append(first)
            size += first.count
            found[:1] = [rest] if rest.count else []
        if not taken:
            least = self._sealed(_LEAST_PIECE_BYTES, 1)
            raise UsageError("CAP_TOO_SMALL", cap=self.cap, least=least)
        return taken

    def _fitting(self, before: int, pieces: int, largest: int) -> int:
        """The largest stretch, by halves of what is possible, that still fits."""
        while largest > 0 and self._sealed(before + largest, pieces) > self.cap:
            largest //= 2
        return largest if self._sealed(before + largest, pieces) <= self.cap else -1

    def _sealed(self, size: int, pieces: int) -> int:
        """A size that the sealed bundle does not exceed."""
        payload = padded_size(self.empty + size + pieces * _SAID_OF_A_PIECE_BYTES)
        tags = payload // _CHUNK_BYTES * _TAG_BYTES + _TAG_BYTES
        return self.empty + payload + tags
