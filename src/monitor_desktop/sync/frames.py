"""Sections on the wire: zstd frames of at most 4 MiB, inflated within bounds."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from backports import zstd

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.sync.manifest import PIECE, Piece, Section

LARGEST_RAW_BYTES: Final = 4 * 1024 * 1024
LARGEST_RATIO: Final = 200
"""Honest operations shrink five times, the emptiest text some hundred times."""
LARGEST_PAYLOAD_BYTES: Final = 2 * 1024 * 1024 * 1024
_LEVEL: Final = 3
_SMALL_BYTES: Final = 64 * 1024
_MOST_OVERHEAD_BYTES: Final = 64 * 1024
"""What zstd adds, at most, where nothing can be shrunk."""


class Frame(NamedTuple):
    """A section with its stored bytes, which may still lie on the disk."""

    section: Section
    load: Callable[[], bytes]

    @property
    def stored(self) -> bytes:
        """The bytes, read when they are wanted."""
        return self.load()


def frames(kind: str, lines: Iterable[bytes]) -> Iterator[Frame]:
    """Pack lines, each with its line feed, into frames; no line is cut in two."""
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        if size + len(line) > LARGEST_RAW_BYTES:
            yield _frame(kind, waiting)
            waiting, size = [], 0
        waiting.append(line)
        size += len(line)
    if waiting:
        yield _frame(kind, waiting)


def _frame(kind: str, lines: list[bytes]) -> Frame:
    raw = b"".join(lines)
    stored = zstd.compress(raw, _LEVEL)
    section = Section(
        type=kind,
        raw=len(raw),
        stored=len(stored),
        sha256=sha256(stored),
        count=len(lines),
    )
    return Frame(section, lambda: stored)


def piece(belongs: Piece, load: Callable[[], bytes]) -> Frame:
    """A stretch of an attachment as a section; pictures and films shrink no further.

    Args:
        belongs: Where it belongs.
        load: Reads it, at most 4 MiB; called twice.
    """
    data = load()
    section = Section(
        type=PIECE,
        raw=len(data),
        stored=len(data),
        sha256=sha256(data),
        count=1,
        piece=belongs,
    )
    return Frame(section, load)


def check_sizes(sections: Iterable[Section]) -> None:
    """Refuse what claims too much, before anything is inflated.

    Raises:
        InputRefusedError: TOO_LARGE.
    """
    total = 0
    for each in sections:
        swollen = each.raw > max(each.stored * LARGEST_RATIO, _SMALL_BYTES)
        # Attachments are read one piece at a time and inflate to nothing.
        total += 0 if each.type == PIECE else each.stored
        whole = each.type != PIECE or each.raw == each.stored
        # Each section is held in memory, whatever its type: none is larger.
        large = max(each.raw, each.stored - _MOST_OVERHEAD_BYTES) > LARGEST_RAW_BYTES
        if large or swollen or not whole or total > LARGEST_PAYLOAD_BYTES:
            raise InputRefusedError("TOO_LARGE", part="section")


def lines(section: Section, stored: bytes) -> list[bytes]:
    """The lines of a section without their line feeds.

    Raises:
        InputRefusedError: DAMAGED when bytes, sizes or counts disagree; TOO_LARGE
            when it inflates to more than it says.
    """
    check(section, stored)
    raw = _inflate(section, stored)
    found = raw.split(b"\n")
    if found.pop() or len(found) != section.count:
        raise InputRefusedError("DAMAGED", part="section")
    return found


def check(section: Section, stored: bytes) -> None:
    """Accept the stored bytes of a section, or raise.

    Raises:
        InputRefusedError: DAMAGED.
    """
    if len(stored) != section.stored or sha256(stored) != section.sha256:
        raise InputRefusedError("DAMAGED", part="section")


def _inflate(section: Section, stored: bytes) -> bytes:
    inflating = zstd.ZstdDecompressor()
    try:
        raw = inflating.decompress(stored, section.raw + 1)
    except zstd.ZstdError as error:
        raise InputRefusedError("DAMAGED", part="section") from error
    if len(raw) > section.raw:
        raise InputRefusedError("TOO_LARGE", part="section")
    if len(raw) != section.raw or not inflating.eof or inflating.unused_data:
        raise InputRefusedError("DAMAGED", part="section")
    return raw
