"""Notes of crashes that say where, and never what was being written."""

import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

import monitor_desktop
from monitor_desktop.errors import MonitorError

_OURS: Final = Path(monitor_desktop.__file__).parent


def note(error: BaseException) -> str:
    """What may be kept of an exception: its kind, its code, our lines it went through.

    The message is left out: it quotes values. So are lines of source and the frames of
    other libraries, whose arguments are values too.
    """
    kind = type(error).__name__
    code = f" {error.code}" if isinstance(error, MonitorError) else ""
    places = [
        f"  {_inside(each.filename)}:{each.lineno} {each.name}"
        for each in traceback.extract_tb(error.__traceback__)
        if _inside(each.filename)
    ]
    return "\n".join([f"{kind}{code}", *places])


def _inside(filename: str) -> str:
    """The path of one of our files from the room on; empty for any other."""
    path = Path(filename)
    return path.relative_to(_OURS).as_posix() if path.is_relative_to(_OURS) else ""


def tell(error: BaseException) -> None:
    """Write a note where the program was started from; nothing goes to a file."""
    sys.stderr.write(f"{note(error)}\n")


def catch_all() -> None:
    """Exceptions nobody caught become notes, in place of Python's own report."""

    def hook(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        tell(error)

    sys.excepthook = hook
