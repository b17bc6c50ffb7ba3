"""Whether this computer writes parts of its memory to a disk that anybody can read."""

import os
import stat
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc/swaps")
_DEVICES: Final = Path("/sys/dev/block")
_ENCRYPTED: Final = "CRYPT-"
"""How the kernel's mapper begins the name of an encrypted device (dm-crypt)."""
_IN_MEMORY: Final = "/dev/zram"


def plain_swaps(listed: Path = _PROC, devices: Path = _DEVICES) -> list[str]:
    """Places that memory is written to as it is; those nothing is known of left out.

    Args:
        listed: What the kernel swaps to, as Linux lists it; elsewhere it is not there.
        devices: What block devices there are, by number.
    """
    try:
        lines = listed.read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return []
    places = [each.split()[0] for each in lines if each.strip()]
    disks = [each for each in places if not each.startswith(_IN_MEMORY)]
    return [each for each in disks if _is_plain(Path(each), devices)]


def _is_plain(path: Path, devices: Path) -> bool:
    try:
        found = path.stat()
        number = found.st_rdev if stat.S_ISBLK(found.st_mode) else found.st_dev
        device = devices / f"{os.major(number)}:{os.minor(number)}"
        return device.exists() and not _is_encrypted(device.resolve())
    except OSError:
        return False


def _is_encrypted(device: Path) -> bool:
    """It is encrypted itself, or stands on something that is, as LVM on LUKS."""
    name = device / "dm" / "uuid"
    if name.is_file() and name.read_text(encoding="ascii").startswith(_ENCRYPTED):
        return True
    # A partition has no slaves of its own; what the whole disk stands on counts.
    slaves = device / "slaves"
    below = sorted(slaves.iterdir()) if slaves.is_dir() else []
    return any(_is_encrypted(each.resolve()) for each in below)
