"""A mapping file: which column of a table is which field, as ``mapping`` reads it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monitor_desktop.interchange import json_files
from monitor_desktop.services import files


def read(path: Path) -> Mapping[str, Any]:
    """What a mapping file says; whether it fits is seen with the table.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE.
        InputRefusedError: UNREADABLE_FILE.
    """
    value = json_files.parsed(files.read(path), path.name)
    if not isinstance(value, dict):
        raise json_files.unreadable(path.name)
    return value
