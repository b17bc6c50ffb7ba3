"""The keys of a profile: passphrase, recovery code."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from monitor_desktop.crypto import recovery_codes
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services import preferences
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.profiles import ProfileFolder

CODE_GROUPS: Final = recovery_codes.GROUPS
CODE_LETTERS: Final = recovery_codes.LETTERS_PER_GROUP + 1
"""In each group, the check letter among them."""


def change_passphrase(
    workspace: Workspace, old: str, new: str, *, kdf_memory_mib: int | None = None
) -> None:
    """Put a new passphrase in place of the old one; the store is not touched.

    Raises:
        LockedOutError: WRONG_PASSPHRASE; nothing is changed.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; the old one still opens.
    """
    slots = workspace.folder.slots()
    key = slots.unlock(old)
    workspace.folder.write_slots(
        slots.with_passphrase(key, new, memory_mib=kdf_memory_mib)
    )


def _seen(_code: str) -> None:
    """The code is shown on the screen."""


def guards_root(workspace: Workspace) -> bool:
    """The group's root secret lies behind the present recovery code, nowhere else."""
    with workspace.transaction() as transaction:
        if workspace.store.setting(transaction, "root_key", ""):
            return False
    return any(each.kind == "root" for each in workspace.folder.slots().slots)


def recovery_code(
    workspace: Workspace,
    passphrase: str,
    *,
    present: str | None = None,
    lost: bool = False,
    kept: Callable[[str], None] = _seen,
) -> str:
    """Make a new recovery code; an earlier one opens nothing any more.

    The group's root secret, where this profile founded the group, goes behind the
    code and leaves the store: an opened laptop cannot appoint coordinators.

    Args:
        workspace: The open profile.
        passphrase: As it is now.
        present: The present code, where the root secret lies behind it.
        lost: Nobody has the present code: should it be found, it alone still reaches
            the root secret; the profile it opens no more.
        kept: Puts the code where it is kept, before the earlier one stops to open
            anything; when that fails, nothing is changed.

    Returns:
        Eight groups of five letters, kept nowhere.

    Raises:
        LockedOutError: WRONG_PASSPHRASE; WRONG_RECOVERY_CODE for the present one.
        NotAllowedError: NEEDS_PRESENT_CODE; nothing is changed.
    """
    guarded = guards_root(workspace)
    slots = workspace.folder.slots()
    key = slots.unlock(passphrase)
    if guarded and present is None and not lost:
        raise NotAllowedError("NEEDS_PRESENT_CODE")
    behind = slots.open_root(present) if guarded and present else b""
    slots, code = slots.with_recovery_code(key)
    with workspace.transaction() as transaction:
        root = str(workspace.store.setting(transaction, "root_key", "")) or behind.hex()
        if root:
            slots = slots.with_root_sealed(code, bytes.fromhex(root))
            workspace.store.set_setting(transaction, "root_key", "")
        kept(code)
        workspace.folder.write_slots(slots)
    return code


def is_group(place: int, typed: str) -> bool:
    """A group of a recovery code, counted from 0, has no slip of the pen."""
    return recovery_codes.is_group(place, typed)


def rehearse(workspace: Workspace, code: str) -> None:
    """Prove that a recovery code opens this profile, and remember when that was.

    Raises:
        LockedOutError: WRONG_RECOVERY_CODE.
    """
    workspace.folder.slots().recover(code)
    rehearsed(workspace)


def rehearsed(workspace: Workspace) -> None:
    """The code was just typed from the paper, and right."""
    now_ms = workspace.kit.clock.now_ms()
    preferences.put(workspace, preferences.REHEARSED, now_ms)


def recover(
    folder: Path, code: str, new: str, *, kdf_memory_mib: int | None = None
) -> None:
    """Set a new passphrase with the recovery code.

    Raises:
        UsageError: NO_PROFILE.
        LockedOutError: WRONG_RECOVERY_CODE, with the group that was mistyped.
        EnvironmentFailedError: PROFILE_IN_USE.
    """
    key = ProfileFolder(folder).slots().recover(code)
    put_passphrase(folder, key, new, kdf_memory_mib=kdf_memory_mib)


def put_passphrase(
    folder: Path, key: bytes, new: str, *, kdf_memory_mib: int | None = None
) -> None:
    """Set a new passphrase for a store whose key is known.

    Raises:
        EnvironmentFailedError: PROFILE_IN_USE; DISK_FULL, READ_ONLY.
    """
    profile = ProfileFolder(folder)
    profile.hold()
    try:
        slots = profile.slots()
        changed = slots.with_passphrase(key, new, memory_mib=kdf_memory_mib)
        profile.write_slots(changed)
    finally:
        profile.release()
