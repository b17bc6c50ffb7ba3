"""Whether there is a screen to show a window on."""

import os
import sys


def can_be_seen() -> bool:
    """A window would be seen by somebody."""
    platform, _, _options = os.environ.get("QT_QPA_PLATFORM", "").partition(":")
    if platform in {"offscreen", "minimal"}:
        return False
    return _is_there()


def is_wanted() -> bool:
    """There is a screen, or somebody said where to draw instead."""
    return bool(os.environ.get("QT_QPA_PLATFORM")) or _is_there()


def _is_there() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
