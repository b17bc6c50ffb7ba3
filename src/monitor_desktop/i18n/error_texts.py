"""What went wrong, in words; light, because the lock says it too."""

from typing import Final

from monitor_desktop.errors import MonitorError, SeveralRefusedError
from monitor_desktop.i18n.catalogues import Words

_ANY: Final = "ANY_ERROR"
_NO_SUCH: Final = "NO_SUCH_"
_NOTHING: Final = "NOTHING_NAMED"
_PLACES: Final = frozenset({"file", "folder"})
_HERE: Final = "."


def error_text(words: Words, error: MonitorError) -> str:
    """What went wrong and what to do, in one or two sentences.

    Where several things are wrong, a line for each.
    """
    if isinstance(error, SeveralRefusedError):
        return "\n".join(error_text(words, each) for each in error.each)
    reason = f"{error.code}.{error.details.get('reason')}"
    named = [reason, error.code, _ANY]
    found = next((each for each in named if words.has("errors", each)), _ANY)
    if _names_nothing(error, words("errors", found)):
        found = _NOTHING
    return words("errors", found).format_map(_Given(error, words))


def _names_nothing(error: MonitorError, sentence: str) -> bool:
    """Something was asked for by an empty name, which no sentence can repeat."""
    blank = (
        isinstance(each, str) and not each.strip() and f"{{{key}}}" in sentence
        for key, each in error.details.items()
    )
    return error.code.startswith(_NO_SUCH) and any(blank)


class _Given(dict[str, str]):
    """Parameters of an error as text; a field or a type by its label if it has one."""

    def __init__(self, error: MonitorError, words: Words) -> None:
        super().__init__({key: _plain(each) for key, each in error.details.items()})
        # The folder one stands in has no name of its own.
        self.update({each: _HERE for each in _PLACES if self.get(each) == ""})
        self["code"] = error.code
        label = f"field.{self.get('type')}.{self.get('field')}"
        if words.has("labels", label):
            self["field"] = words("labels", label)
        kind = f"type.{self.get('type')}"
        if words.has("labels", kind):
            self["type"] = words("labels", kind)

    def __missing__(self, key: str) -> str:
        return "—"


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
