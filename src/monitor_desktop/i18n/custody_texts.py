"""Lines of the log of custody as sentences."""

from typing import Final

from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import date_text

_MORE: Final = (("to_whom", "custody.for"), ("reason", "custody.because"))


def custody_text(words: Words, entry: Record) -> str:
    """What happened, when, by whom, in one or two sentences.

    Args:
        words: Messages of the language.
        entry: A record of the type ``custody``.
    """
    values = entry.values
    event, result = values.get("event"), values.get("result")
    key = f"custody.{event}.{result}" if result else f"custody.{event}"
    happened = values.get("happened_on")
    given = {
        "at": _moment(str(values.get("noted_at") or "")),
        "date": date_text(happened, words.language)
        if isinstance(happened, dict)
        else "—",
        "by": str(values.get("noted_by") or "—"),
        "file": str(values.get("file_name") or "—"),
        "giver": str(values.get("from_whom") or "—"),
        "taker": str(values.get("to_whom") or "—"),
    }
    said = [words("labels", key, **given)]
    for name, more in _MORE:
        named_already = event == "handover" and name == "to_whom"
        if values.get(name) and not named_already:
            said.append(words("labels", more, text=str(values[name])))
    return " ".join(said)


def _moment(noted_at: str) -> str:
    """``2026-11-24T09:05:00Z`` as ``24.11.2026 09:05 UTC``."""
    day, _, time = noted_at.partition("T")
    return f"{'.'.join(reversed(day.split('-')))} {time[:5]} UTC" if time else noted_at


def digest_text(digest: str) -> str:
    """Eight characters each: so that two of them can be compared by eye."""
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))
