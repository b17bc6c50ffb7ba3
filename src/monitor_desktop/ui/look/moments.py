"""When something happened, as one says it."""

import datetime as dt

from monitor_desktop.i18n.catalogues import Words


def said_when(words: Words, at_ms: int, now_ms: int) -> str:
    """``today 09:10``, ``yesterday 18:40``, else the day: ``02.11.2026``."""
    moment, now = _here(at_ms), _here(now_ms)
    days = (now.date() - moment.date()).days
    if days in {0, 1}:
        day = words("app", "yesterday" if days else "today")
        return f"{day} {moment:%H:%M}"
    return f"{moment:%d.%m.%Y}"


def in_file_name(at_ms: int) -> str:
    """``2026-11-02-0910``: sorted by name, files are sorted by time."""
    return f"{_here(at_ms):%Y-%m-%d-%H%M}"


def _here(at_ms: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(at_ms / 1000, tz=dt.UTC).astimezone()
