"""No memory image of this process on the disk, and no other process looking into it."""

import ctypes
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4
_NO_FAULT_BOXES: Final = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: no report of Windows either."""


def harden() -> None:
    """Forbid core files and reading by others, as far as the system knows how to."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_FAULT_BOXES)
        return
    import resource  # noqa: PLC0415  # Windows has none

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
