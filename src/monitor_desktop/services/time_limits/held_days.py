"""Days and hours as records hold them, where they make sense.

What an import or another program wrote may be anything; a slip of it is no day.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from monitor_desktop.domain.operations import JsonValue

_FIRST_DAY: Final = "1900"
_PAST_ANY_DAY: Final = "2200"


def text(value: JsonValue) -> str:
    """A text; empty for anything else."""
    return value if isinstance(value, str) else ""


def bound(value: JsonValue, side: str) -> str:
    """The first (``from``) or last (``to``) possible ISO day of a partial date."""
    return text(value.get(side)) if isinstance(value, Mapping) else ""


def day(value: JsonValue, side: str) -> dt.date | None:
    """``bound`` as a day; None where there is none, or one that nobody can mean."""
    iso = bound(value, side)
    # Beyond, a day of somebody's slip would end the calendar and stop the whole list.
    is_sane = _FIRST_DAY <= iso < _PAST_ANY_DAY
    return dt.date.fromisoformat(iso) if is_sane else None


def moment(value: JsonValue) -> dt.datetime | None:
    """A day and time; None for a day alone.

    Terms in hours run from an hour that somebody knows, never from an invented one.
    """
    has_hour = isinstance(value, str) and len(value) > len("2026-11-09")
    return parsed(value) if has_hour else None


def parsed(value: JsonValue) -> dt.datetime | None:
    """A day or a moment; None for what another program may have written."""
    try:
        found = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    is_sane = found is not None and _FIRST_DAY <= found.isoformat() < _PAST_ANY_DAY
    return found if is_sane else None
