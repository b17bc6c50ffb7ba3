"""Destroying the keys of a profile, in one moment and for good."""

from pathlib import Path

from monitor_desktop.store.profiles import ProfileFolder


def wipe(folder: Path) -> None:
    """Destroy the key slots: nobody opens this profile again, with whatever words.

    A power cut leaves the profile as it was or dead, never half. Backups, and bundles
    others hold, are not touched; an SSD may keep old blocks for a while.

    Raises:
        UsageError: NO_PROFILE.
        EnvironmentFailedError: DISK_FULL or READ_ONLY; the profile is as it was.
    """
    ProfileFolder(folder).wipe_slots()
