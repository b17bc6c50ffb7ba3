"""Imports that do not read every module through.

PySide6 puts an import of its own over the one there was: it reads the source of each
module loaded from then on, to see whether it may ask for `from __feature__ import
snake_case`, and keeps every line in memory. Nothing here asks.
"""

import builtins

from monitor_desktop.ui.pace import compiled_once

with compiled_once.kept():
    import PySide6.QtCore  # noqa: F401  # puts its import there


def take_back() -> None:
    """Import as before PySide6 came, for all that is loaded from here on."""
    before = getattr(builtins, "__orig_import__", None)
    # A later PySide6 may leave the import alone.
    if before is not None:
        builtins.__import__ = before
