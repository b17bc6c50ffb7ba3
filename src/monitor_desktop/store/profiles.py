"""The profile on disk: a folder that names nobody.

``store.db`` the encrypted store, ``keys.json`` its key slots, ``lock`` who has it open,
``blobs`` the attachments, each sealed under its own key.
"""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.errors import (
    CryptoRefusedError,
    EnvironmentFailedError,
    InputRefusedError,
    UsageError,
)
from monitor_desktop.store import profile_files
from monitor_desktop.store.profile_files import (
    BLOBS_NAME,
    KEYS_NAME,
    LOCK_NAME,
    STORE_NAME,
)


class ProfileFolder:
    """A profile's folder, held by one process at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: int | None = None

    @property
    def store_path(self) -> Path:
        """The encrypted store."""
        return self.folder / STORE_NAME

    @property
    def blobs_path(self) -> Path:
        """The folder of sealed attachments."""
        return self.folder / BLOBS_NAME

    def exists(self) -> bool:
        """There is a profile here, or what is left of one."""
        return profile_files.exists(self.folder)

    def is_finished(self) -> bool:
        """Its key slots are here; they are the last thing a restore writes."""
        return (self.folder / KEYS_NAME).exists()

    def require_free(self) -> None:
        """Refuse a folder that has a profile already.

        Raises:
            UsageError: PROFILE_EXISTS.
        """
        if self.exists():
            raise UsageError("PROFILE_EXISTS", folder=str(self.folder))

    def make(self, slots: KeySlots) -> None:
        """Make the folder with its key slots.

        Raises:
            UsageError: PROFILE_EXISTS.
        """
        self.require_free()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.write_slots(slots)

    def slots(self) -> KeySlots:
        """Read the key slots.

        Raises:
            UsageError: NO_PROFILE.
            InputRefusedError: PROFILE_DAMAGED, when they are lost or no key slots;
                NEEDS_NEWER_APP.
        """
        if not self.exists():
            raise UsageError("NO_PROFILE", folder=str(self.folder))
        try:
            return KeySlots.from_bytes((self.folder / KEYS_NAME).read_bytes())
        except OSError as error:
            raise InputRefusedError("PROFILE_DAMAGED", reason="keys") from error
        except CryptoRefusedError as error:
            if error.code != "DAMAGED":
                raise
            raise InputRefusedError("PROFILE_DAMAGED", reason="keys") from error

    def require_store(self) -> None:
        """Refuse to go on without the store: a new one would be empty.

        Raises:
            InputRefusedError: PROFILE_DAMAGED.
        """
        if not self.store_path.exists() or self.store_path.stat().st_size == 0:
            raise InputRefusedError("PROFILE_DAMAGED", reason="store")

    def unmake(self) -> None:
        """Take back a profile that was never finished, so that it can be made again."""
        self.release()
        logs = (f"{STORE_NAME}-wal", f"{STORE_NAME}-shm")
        for name in (STORE_NAME, *logs, LOCK_NAME, KEYS_NAME):
            (self.folder / name).unlink(missing_ok=True)

    def write_slots(self, slots: KeySlots) -> None:
        """Replace the key slots: the old ones stand until the new ones are on disk."""
        replace_file(self.folder / KEYS_NAME, slots.to_bytes())

    def wipe_slots(self) -> None:
        """Put slots that open nothing in place of the key slots, then overwrite those.

        The name is moved in one step: before it the profile is whole, after it dead.

        Raises:
            UsageError: NO_PROFILE.
            EnvironmentFailedError: DISK_FULL or READ_ONLY.
        """
        if not self.exists():
            raise UsageError("NO_PROFILE", folder=str(self.folder))
        path = self.folder / KEYS_NAME
        if sys.platform == "win32":
            # An open file keeps its name there. A file half written opens nothing.
            with path.open("r+b") as file:
                _overwrite(file)
            self.write_slots(KeySlots(()))
            return
        with path.open("r+b") as file:
            # The old bytes have no name any more, but this handle still reaches them.
            self.write_slots(KeySlots(()))
            _overwrite(file)

    def hold(self) -> None:
        """Keep every other process out until ``release``.

        Raises:
            EnvironmentFailedError: PROFILE_IN_USE with who holds it.
        """
        path = self.folder / LOCK_NAME
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock_file(lock)
        except OSError as error:
            holder = os.read(lock, 200).decode(errors="replace").strip()
            os.close(lock)
            raise EnvironmentFailedError("PROFILE_IN_USE", holder=holder) from error
        os.truncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()} {socket.gethostname()}\n".encode(), 0)
        self._lock = lock

    def release(self) -> None:
        """Let others in; the system does it too when the process dies."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


if sys.platform == "win32":
    import msvcrt

    _FAR_BYTE: Final = 1 << 30

    def _lock_file(lock: int) -> None:
        # Windows locks ranges and forbids reading them, so a byte far behind the
        # holder's name is locked.
        os.lseek(lock, _FAR_BYTE, os.SEEK_SET)
        msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        os.lseek(lock, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock_file(lock: int) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _overwrite(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    file.write(random_bytes(size))
    file.flush()
    os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that there is always the whole old or the whole new one.

    Raises:
        UsageError: NO_SUCH_FOLDER, or NOT_A_FILE where a folder has the name.
        EnvironmentFailedError: DISK_FULL or READ_ONLY.
    """
    with replacing_file(path) as file:
        file.write(data)


@contextmanager
def replacing_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes the name once it is whole and on the disk.

    Raises:
        UsageError: NO_SUCH_FOLDER, or NOT_A_FILE where a folder has the name.
        EnvironmentFailedError: DISK_FULL or READ_ONLY.
    """
    if not path.parent.is_dir():
        raise UsageError("NO_SUCH_FOLDER", folder=path.parent.name)
    if path.is_dir():
        raise UsageError("NOT_A_FILE", file=path.name)
    new = path.with_name(path.name + ".new")
    try:
        with new.open("wb") as file:
            yield file
            flush_to_disk(file)
        new.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        _drop(new)
        raise disk_refused(error) from error
    except BaseException:
        _drop(new)
        raise


def flush_to_disk(file: BinaryIO) -> None:
    """What was written so far is on the disk; of a long file nobody waits for all."""
    file.flush()
    os.fsync(file.fileno())


def _drop(half: Path) -> None:
    """What was half written; a disk that takes nothing gives nothing away either."""
    with suppress(OSError):
        half.unlink()


def disk_refused(error: OSError) -> EnvironmentFailedError:
    """What the system says, as one of our errors; no path of it is repeated."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
    return EnvironmentFailedError("DISK_FULL" if full else "READ_ONLY")


def _sync_folder(folder: Path) -> None:
    """The new name itself reaches the disk; Windows has no such call."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
