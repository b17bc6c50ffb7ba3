"""Asking after a profile without opening it."""

from pathlib import Path

from monitor_desktop.store import profile_files


def exists(folder: Path) -> bool:
    """There is a profile in this folder."""
    return profile_files.exists(folder)
