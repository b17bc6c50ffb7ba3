"""Backups: one encrypted file that holds the store, its key slots and attachments.

``MDBACKUP``, version (2 bytes), length of the key slots (4), key slots, SHA-256 of the
store (32), length of the store (8), store; then each sealed file that the store names:
name (16), length (8), SHA-256 (32), bytes. Version 1 had no files and no length. It
opens with the passphrase, or the recovery code, that opened the profile when it was
made. Nothing plain touches the disk, and no file is ever whole in memory.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from monitor_desktop.crypto.digests import (
    CHUNK_BYTES,
    StreamDigest,
    digest_stream,
    random_bytes,
)
from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import InputRefusedError, MonitorError, UsageError
from monitor_desktop.services import files, preferences
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.membership import succession
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import attachments
from monitor_desktop.store.profiles import ProfileFolder
from monitor_desktop.store.store import Store

MAGIC: Final = b"MDBACKUP"
VERSION: Final = 2
_WITHOUT_FILES: Final = 1
_PREFIX: Final = struct.Struct(">8sHI")
_LENGTH: Final = struct.Struct(">Q")
_FILE: Final = struct.Struct(">16sQ32s")
_DIGEST_BYTES: Final = 32
_LARGEST_SLOTS_BYTES: Final = 64 * 1024


def create(workspace: Workspace, target: Path) -> None:
    """Write a backup and prove that it opens before it takes the file's name.

    Raises:
        EnvironmentFailedError: DISK_FULL, READ_ONLY; an earlier file stands.
        InputRefusedError: DAMAGED, when what was written does not verify.
    """
    slots = workspace.folder.slots().to_bytes()
    with _scratch(workspace) as snapshot:
        # The store first, then the files it names: they never change.
        workspace.store.snapshot(snapshot)
        if workspace.store.check_snapshot(snapshot):
            raise InputRefusedError("DAMAGED", part="backup", reason="backup")
        with workspace.transaction() as transaction:
            names = attachments.names(transaction)
        with files.replacing(target) as file:
            file.write(_PREFIX.pack(MAGIC, VERSION, len(slots)) + slots)
            file.write(_digest(snapshot))
            file.write(_LENGTH.pack(snapshot.stat().st_size))
            _append(file, snapshot)
            for path in sorted(workspace.blobs.path / each for each in names):
                if path.exists():  # one that is lost must not keep the rest from it
                    size = path.stat().st_size
                    name = bytes.fromhex(path.name)
                    file.write(_FILE.pack(name, size, _digest(path)))
                    _append(file, path)
            file.flush()
            _prove(Path(file.name))
    preferences.put(workspace, preferences.BACKUP, workspace.kit.clock.now_ms())


def last_ms(workspace: Workspace) -> JsonValue:
    """When the last one was made, which a change of keys does not reach, or None."""
    return preferences.get(workspace, preferences.BACKUP)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return digest_stream(file).digest()


def _append(target: BinaryIO, path: Path) -> None:
    with path.open("rb") as source:
        while data := source.read(CHUNK_BYTES):
            target.write(data)


def _prove(path: Path) -> None:
    found = _Backup.read(path)
    if found.damaged():
        raise InputRefusedError("DAMAGED", part="backup", reason="backup")


def verify(workspace: Workspace, path: Path) -> list[str]:
    """What is wrong with a backup of this profile; empty when it can be restored.

    Raises:
        UsageError: NO_SUCH_FILE.
        InputRefusedError: NOT_A_BACKUP, DAMAGED, NEEDS_NEWER_APP.
    """
    backup = _Backup.read(path)
    with _scratch(workspace) as snapshot:
        backup.extract_store(snapshot)
        found = workspace.store.check_snapshot(snapshot)
        named = set() if found else set(workspace.store.files_of_snapshot(snapshot))
    whole = {each.name for each in backup.files} - backup.damaged()
    return found if named <= whole else [*found, "ATTACHMENTS"]


def restore(
    path: Path,
    passphrase: str,
    into: Path,
    kit: Kit,
    *,
    code: str | None = None,
    kdf_memory_mib: int | None = None,
) -> str:
    """Make a profile from a backup; it goes on under a new device id.

    The old id stays with the laptop the backup was made on: were both to write under
    it, one of two edits would be lost. An attachment that is damaged in the backup
    keeps nothing else from being restored; the doctor tells of it.

    Args:
        path: The backup.
        passphrase: That opened the profile when it was backed up; with a recovery
            code, the new one.
        into: A folder without a profile.
        kit: What the program brings along.
        code: The recovery code of that day, where the passphrase is forgotten.
        kdf_memory_mib: Cost of guessing a new passphrase; None chooses it.

    Returns:
        Id of the new device.

    Raises:
        UsageError: NO_SUCH_FILE, PROFILE_EXISTS.
        LockedOutError: WRONG_PASSPHRASE, WRONG_RECOVERY_CODE; nothing is written.
        InputRefusedError: NOT_A_BACKUP, DAMAGED, NEEDS_NEWER_APP.
        EnvironmentFailedError: DISK_FULL, READ_ONLY.
    """
    backup = _Backup.read(path)
    profile = ProfileFolder(into)
    if profile.is_finished():
        raise UsageError("PROFILE_EXISTS", folder=str(into))
    slots, key = _opened(backup.slots, passphrase, code, kdf_memory_mib)
    try:
        into.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise files.told_apart(error) from error
    backup.extract_store(profile.store_path)
    with _or_nothing(profile):
        device = _go_on(profile, key, kit)
        backup.extract_files(profile.blobs_path)
        # Last, so that a half restored folder is no profile.
        profile.write_slots(slots)
    return device


@contextmanager
def _or_nothing(profile: ProfileFolder) -> Iterator[None]:
    """Else the window would ask for the passphrase of what has no keys."""
    try:
        yield
    except MonitorError:
        profile.unmake()
        raise


def _go_on(profile: ProfileFolder, key: bytes, kit: Kit) -> str:
    """Give the copied store an id of its own, if it is whole."""
    store = Store(profile.store_path, key, clock=kit.clock, ids=kit.ids)
    try:
        with store.transaction() as transaction:
            found = store.check(transaction)
            device = "" if found else succession.succeed(store, transaction)
    finally:
        store.close()
    if found:
        raise InputRefusedError("DAMAGED", part="backup", reason="backup")
    return device


def _opened(
    slots: KeySlots, passphrase: str, code: str | None, memory_mib: int | None
) -> tuple[KeySlots, bytes]:
    """The store key; by the recovery code, the passphrase is a new one from now on."""
    if code is None:
        return slots, slots.unlock(passphrase)
    key = slots.recover(code)
    return slots.with_passphrase(key, passphrase, memory_mib=memory_mib), key


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A file inside the backup: its name, where it lies, its SHA-256."""

    name: str
    start: int
    size: int
    digest: bytes

    def pieces(self, path: Path) -> Iterator[bytes]:
        """Its bytes, a megabyte at a time."""
        with path.open("rb") as file:
            file.seek(self.start)
            left = self.size
            while left and (data := file.read(min(left, CHUNK_BYTES))):
                left -= len(data)
                yield data

    def is_whole(self, path: Path) -> bool:
        """Its bytes have its digest."""
        digest = StreamDigest()
        for data in self.pieces(path):
            digest.update(data)
        return digest.digest() == self.digest


@dataclass(frozen=True, slots=True)
class _Backup:
    """What a backup says it holds."""

    path: Path
    slots: KeySlots
    store: _Stretch
    files: tuple[_Stretch, ...]

    @classmethod
    def read(cls, path: Path) -> "_Backup":
        """Find the parts.

        Raises:
            UsageError: NO_SUCH_FILE.
            InputRefusedError: NOT_A_BACKUP, NEEDS_NEWER_APP; DAMAGED, when the store
                in it is not whole.
        """
        files.require(path)
        with path.open("rb") as file:
            prefix = file.read(_PREFIX.size)
            if not prefix.startswith(MAGIC) or len(prefix) < _PREFIX.size:
                raise InputRefusedError("NOT_A_BACKUP")
            _, version, slots_bytes = _PREFIX.unpack(prefix)
            if version > VERSION:
                raise InputRefusedError("NEEDS_NEWER_APP", version=version)
            if slots_bytes > _LARGEST_SLOTS_BYTES:
                raise InputRefusedError("DAMAGED", part="backup", reason="backup")
            slots, digest = file.read(slots_bytes), file.read(_DIGEST_BYTES)
            if version == _WITHOUT_FILES:
                size = path.stat().st_size - file.tell()
            else:
                (size,) = _LENGTH.unpack(_exactly(file, _LENGTH.size))
            store = _Stretch("", file.tell(), size, digest)
            end = path.stat().st_size
            if size > end - store.start:
                raise InputRefusedError("DAMAGED", part="backup", reason="backup")
            file.seek(size, 1)
            attached = tuple(_files(file, end))
        if not store.is_whole(path):
            raise InputRefusedError("DAMAGED", part="backup", reason="backup")
        return cls(path, KeySlots.from_bytes(slots), store, attached)

    def damaged(self) -> set[str]:
        """Names of attachments whose bytes are not what they were."""
        return {each.name for each in self.files if not each.is_whole(self.path)}

    def extract_store(self, target: Path) -> None:
        """Write the store, still encrypted, to a file."""
        with files.replacing(target) as file:
            for data in self.store.pieces(self.path):
                file.write(data)

    def extract_files(self, folder: Path) -> None:
        """Write the attachments, still sealed; those that are damaged stay out."""
        folder.mkdir(mode=0o700, exist_ok=True)
        lost = self.damaged()
        for each in self.files:
            if each.name not in lost:
                with files.replacing(folder / each.name) as file:
                    for data in each.pieces(self.path):
                        file.write(data)


def _exactly(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) != count:
        raise InputRefusedError("DAMAGED", part="backup", reason="backup")
    return data


def _files(file: BinaryIO, end: int) -> Iterator[_Stretch]:
    """Attachments up to the end, or to where the file was cut."""
    while len(head := file.read(_FILE.size)) == _FILE.size:
        name, size, digest = _FILE.unpack(head)
        yield _Stretch(name.hex(), file.tell(), size, digest)
        file.seek(min(file.tell() + size, end))


@contextmanager
def _scratch(workspace: Workspace) -> Iterator[Path]:
    """A file in the profile's folder for an encrypted copy, gone afterwards."""
    name = random_bytes(8).hex()
    path = workspace.folder.folder / f"{name}.db"
    try:
        yield path
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            left = path.with_name(path.name + suffix)
            if left.exists():
                left.unlink()
