"""Consents that are missing, in words."""

from typing import Final

from monitor_desktop.domain.own_consents import DECIDING, VOCABULARY
from monitor_desktop.i18n.labels import Reader, type_label

_PURPOSES: Final = "consent_purposes"


def consent_text(reader: Reader, reason: str) -> str:
    """A missing consent by the name it has in counts (``Lack.reason``)."""
    vocabularies, language = reader.vocabularies, reader.words.language
    own, _, use = reason.partition("_")
    if own not in DECIDING:
        return vocabularies[_PURPOSES].label(reason, language)
    what = type_label(reader.words, own)
    return f"{what}: {vocabularies[VOCABULARY].label(use, language)}"
