"""Where things are: shipped resources, compiled catalogues, the person's profile."""

import os
import sys
from pathlib import Path
from typing import Final

_PROFILE_NAME: Final = "Data"
"""Says nothing of what is in it."""


def root() -> Path:
    """Folder that holds ``resources`` and ``translations``."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[3]


def resources() -> Path:
    """Vocabularies, fonts, templates, style sheets, word lists."""
    return root() / "resources"


def translations() -> Path:
    """Message catalogues."""
    return root() / "translations"


def default_profile() -> Path:
    """The profile in the person's own data folder."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / _PROFILE_NAME


def language_of_system() -> str:
    """The person's language as the system tells it; English when it is another."""
    told = next(
        (os.environ[each] for each in ("LC_ALL", "LANG") if os.environ.get(each)), ""
    )
    return told[:2] if told[:2] in {"tg", "ru"} else "en"
