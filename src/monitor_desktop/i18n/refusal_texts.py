"""Why a row of a file did not go in: fields and lists by words, not by keys."""

from typing import Final

from monitor_desktop.domain.catalogue import in_use
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.i18n.labels import field_label

_OF_A_LIST: Final = "vocabulary"


def list_label(words: Words, name: str) -> str:
    """A list of terms is called as the first field is that it belongs to."""
    fields = (
        field_label(words, kind.key, field.key)
        for kind in in_use().types
        for field in kind.fields
        if field.vocabulary == name
    )
    return next(fields, name)


def refusal_text(words: Words, refused: MonitorError) -> str:
    """Why something in a file was refused, for whoever has only the window.

    Args:
        words: The language.
        refused: With the type of the record among its parameters, where it is known.
    """
    details = dict(refused.details)
    kind, key = details.get("type"), details.get("field")
    if isinstance(kind, str) and isinstance(key, str):
        # An own field of the group has its words with it, in no catalogue.
        details["field"] = field_label(words, kind, key)
    if details.get("reason") == _OF_A_LIST:
        name = str(details.get("vocabulary"))
        details |= {"reason": "listed", "vocabulary": list_label(words, name)}
    return error_text(words, MonitorError(refused.code, **details))
