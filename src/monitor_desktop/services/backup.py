"""Backups: one encrypted file that holds the store and its key slots.

``MDBACKUP``, version (2 bytes), length of the key slots (4), key slots, SHA-256 of the
store (32), store. It opens with the passphrase, or the recovery code, that opened the
profile when it was made. Nothing plain touches the disk.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from monitor_desktop.crypto.digests import digest_stream, random_bytes, sha256
from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.errors import InputRefusedError, UsageError
from monitor_desktop.services import succession
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.profiles import ProfileFolder, replace_file
from monitor_desktop.store.store import Store

MAGIC: Final = b"MDBACKUP"
VERSION: Final = 1
_PREFIX: Final = struct.Struct(">8sHI")
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
        workspace.store.snapshot(snapshot)
        with snapshot.open("rb") as file:
            digest = digest_stream(file).digest()
        # A snapshot of 100,000 cases is a few hundred megabytes at most.
        data = snapshot.read_bytes()
        if workspace.store.check_snapshot(snapshot):
            raise InputRefusedError("DAMAGED", part="backup")
    prefix = _PREFIX.pack(MAGIC, VERSION, len(slots))
    replace_file(target, b"".join((prefix, slots, digest, data)))
    _parts(target)


def verify(workspace: Workspace, path: Path) -> list[str]:
    """What is wrong with a backup of this profile; empty when it can be restored.

    Raises:
        UsageError: NO_SUCH_FILE.
        InputRefusedError: NOT_A_BACKUP, DAMAGED, NEEDS_NEWER_APP.
    """
    _, data = _parts(path)
    with _scratch(workspace) as snapshot:
        snapshot.write_bytes(data)
        return workspace.store.check_snapshot(snapshot)


def restore(path: Path, passphrase: str, into: Path, kit: Kit) -> str:
    """Make a profile from a backup; it goes on under a new device id.

    The old id stays with the laptop the backup was made on: were both to write under
    it, one of two edits would be lost.

    Args:
        path: The backup.
        passphrase: That opened the profile when it was backed up.
        into: A folder without a profile.
        kit: What the program brings along.

    Returns:
        Id of the new device.

    Raises:
        UsageError: NO_SUCH_FILE, PROFILE_EXISTS.
        LockedOutError: WRONG_PASSPHRASE; nothing is written.
        InputRefusedError: NOT_A_BACKUP, DAMAGED, NEEDS_NEWER_APP.
        EnvironmentFailedError: DISK_FULL, READ_ONLY.
    """
    slots, data = _parts(path)
    profile = ProfileFolder(into)
    if profile.exists():
        raise UsageError("PROFILE_EXISTS", folder=str(into))
    key = slots.unlock(passphrase)
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(profile.store_path, data)
    store = Store(profile.store_path, key, clock=kit.clock, ids=kit.ids)
    try:
        with store.transaction() as transaction:
            found = store.check(transaction)
            device = "" if found else succession.succeed(store, transaction)
    finally:
        store.close()
    if found:
        profile.store_path.unlink()
        raise InputRefusedError("DAMAGED", part="backup")
    # Last, so that a half restored folder is no profile.
    profile.write_slots(slots)
    return device


def _parts(path: Path) -> tuple[KeySlots, bytes]:
    if not path.is_file():
        raise UsageError("NO_SUCH_FILE", file=path.name)
    content = path.read_bytes()
    if not content.startswith(MAGIC) or len(content) < _PREFIX.size:
        raise InputRefusedError("NOT_A_BACKUP")
    _, version, slots_bytes = _PREFIX.unpack_from(content)
    if version > VERSION:
        raise InputRefusedError("NEEDS_NEWER_APP", version=version)
    start = _PREFIX.size + slots_bytes
    digest = content[start : start + _DIGEST_BYTES]
    data = content[start + _DIGEST_BYTES :]
    if slots_bytes > _LARGEST_SLOTS_BYTES or sha256(data) != digest:
        raise InputRefusedError("DAMAGED", part="backup")
    return KeySlots.from_bytes(content[_PREFIX.size : start]), data


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
