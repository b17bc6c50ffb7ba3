"""Files a person asked for: there is always the whole old or the whole new one."""

import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.errors import (
    InputRefusedError,
    MonitorError,
    UsageError,
)
from monitor_desktop.overriding import override
from monitor_desktop.services.progress import Progress, silent
from monitor_desktop.store.profiles import disk_refused, replace_file, replacing_file

if TYPE_CHECKING:
    from typing_extensions import Buffer

_MOST_BYTES: Final = 256 * 1024 * 1024
_LONGEST_LINE: Final = 65_536
_ASKED_EVERY_BYTES: Final = 4 * 1024 * 1024
"""A slow stick gives so much in a second."""


def replace(target: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        EnvironmentFailedError: DISK_FULL or READ_ONLY; an earlier file stands.
    """
    replace_file(target, data)


def require(path: Path) -> None:
    """Refuse what is no file that could be read.

    Raises:
        UsageError: NO_SUCH_FILE, or NOT_A_FILE for a folder.
    """
    if path.is_dir():
        raise UsageError("NOT_A_FILE", file=path.name)
    if not path.is_file():
        raise UsageError("NO_SUCH_FILE", file=path.name)


def read(path: Path) -> bytes:
    """The bytes of a file somebody pointed to.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE.
        InputRefusedError: UNREADABLE_FILE, also for one that is far too large.
    """
    require(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputRefusedError("UNREADABLE_FILE", file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise InputRefusedError("UNREADABLE_FILE", file=path.name) from error


def first_line(path: Path) -> str:
    """The first line of a file.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE.
        InputRefusedError: UNREADABLE_FILE.
    """
    if path.is_dir():
        raise UsageError("NOT_A_FILE", file=path.name)
    if not path.exists():
        raise UsageError("NO_SUCH_FILE", file=path.name)
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.readline(_LONGEST_LINE).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefusedError("UNREADABLE_FILE", file=path.name) from error


def replacing(target: Path) -> AbstractContextManager[BinaryIO]:
    """A file to write in pieces, which takes its name once it is whole.

    Raises:
        UsageError: NO_SUCH_FOLDER, NOT_A_FILE.
        EnvironmentFailedError: DISK_FULL or READ_ONLY; an earlier file stands.
    """
    return replacing_file(target)


def reading(path: Path, progress: Progress = silent) -> BinaryIO:
    """A file to read in pieces, of a stick that may be drawn out meanwhile.

    Args:
        path: The file.
        progress: Asked now and then whether to go on.

    Raises:
        InputRefusedError: UNREADABLE_FILE, now or from any reading of it.
    """
    with _readable(path.name):
        return io.BufferedReader(_Source(path, progress))


class _Source(io.FileIO):
    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(path)
        self._progress = progress
        self._since = 0

    @override
    def readinto(self, buffer: "Buffer") -> int | None:
        if self._since >= _ASKED_EVERY_BYTES:
            self._since = 0
            self._progress(0, 0)
        with _readable(Path(str(self.name)).name):
            read = super().readinto(buffer)
            self._since += read or 0
            return read


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputRefusedError("UNREADABLE_FILE", file=name) from error


def mark_as_foreign(path: Path) -> None:
    """Tell Windows that a file came from outside, so that it opens it with care."""
    if sys.platform == "win32":
        # A stick with FAT holds no such mark; the file is whole all the same.
        with suppress(OSError):
            stream = Path(f"{path}:Zone.Identifier")
            stream.write_text("[ZoneTransfer]\r\nZoneId=3\r\n", encoding="ascii")


def neutral_name() -> str:
    """A file name that tells nothing."""
    return f"{random_bytes(8).hex()}.mdb"


def told_apart(error: OSError) -> MonitorError:
    """What the system says, as one of our errors; no path of it is repeated."""
    return disk_refused(error)
