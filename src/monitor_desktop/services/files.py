"""Files a person asked for: there is always the whole old or the whole new one."""

import errno
from pathlib import Path

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.errors import EnvironmentFailedError, MonitorError
from monitor_desktop.store.profiles import replace_file


def replace(target: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        EnvironmentFailedError: DISK_FULL or READ_ONLY; an earlier file stands.
    """
    replace_file(target, data)


def neutral_name() -> str:
    """A file name that tells nothing."""
    return f"{random_bytes(8).hex()}.mdb"


def told_apart(error: OSError) -> MonitorError:
    """What the system says, as one of our errors; no path of it is repeated."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
    return EnvironmentFailedError("DISK_FULL" if full else "READ_ONLY")
