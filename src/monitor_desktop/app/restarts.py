"""Beginning again in place of this process: the dependable way to forget."""

import os
import sys
from collections.abc import Sequence
from typing import Final

_AS_MODULE: Final = ("-m", "monitor_desktop")


def command(arguments: Sequence[str]) -> list[str]:
    """How this program was started, with these arguments."""
    frozen = getattr(sys, "frozen", False)
    how = [sys.executable] if frozen else [sys.executable, *_AS_MODULE]
    return [*how, *arguments]


def again(arguments: Sequence[str]) -> None:
    """Start the program anew: nothing of this process's memory goes along.

    It returns only where the system cannot replace a process by another.
    """
    wanted = command(arguments)
    if sys.platform == "win32":
        # There exec would leave the old process waiting with its memory.
        import subprocess  # noqa: PLC0415  # as long to load as the lock to lay out

        subprocess.Popen(wanted, close_fds=True)  # noqa: S603  # ourselves
        return
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(wanted[0], wanted)  # noqa: S606
