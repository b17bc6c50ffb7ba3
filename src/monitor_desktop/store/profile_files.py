"""Names of a profile's files; light, for asking whether there is one."""

from pathlib import Path
from typing import Final

STORE_NAME: Final = "store.db"
KEYS_NAME: Final = "keys.json"
LOCK_NAME: Final = "lock"
BLOBS_NAME: Final = "blobs"


def exists(folder: Path) -> bool:
    """There is a profile in this folder, or what is left of one."""
    return any((folder / each).exists() for each in (KEYS_NAME, STORE_NAME))
