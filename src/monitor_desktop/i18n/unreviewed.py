"""Words that nobody who speaks the language natively has looked at yet.

The catalogues mark them with a comment above the entry; compiled catalogues hold no
comments, so their sources are read. A list of terms says who reviewed each row.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.vocabularies import Vocabulary
from monitor_desktop.i18n.catalogues import DOMAINS

_TRANSLATED: Final = ("tg", "ru")
_MARK: Final = "#. review"
_PART: Final = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)? ?"(.*)"$')
_ESCAPED: Final = re.compile(r"\\(.)")
_MEANING: Final = {"n": "\n", "t": "\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreviewed:
    """One word or sentence to be looked at.

    Attributes:
        where: Name of the catalogue, or of the list of terms.
        key: Message or code.
        language: Language it is in.
        english: What it says in English.
        text: What it says in the language.
    """

    where: str
    key: str
    language: str
    english: str
    text: str


def of_catalogues(folder: Path) -> Iterator[Unreviewed]:
    """Marked messages of every catalogue.

    Args:
        folder: Holds ``<language>/<domain>.po``.
    """
    for domain in DOMAINS:
        english = {
            key: text for key, text, _ in _entries(folder / "en" / f"{domain}.po")
        }
        for language in LANGUAGES:
            for key, text, marked in _entries(folder / language / f"{domain}.po"):
                if marked:
                    yield Unreviewed(
                        where=domain,
                        key=key,
                        language=language,
                        english=english.get(key, key),
                        text=text,
                    )


def of_vocabularies(vocabularies: Iterable[Vocabulary]) -> Iterator[Unreviewed]:
    """Terms that nobody has signed for, in Tajik and Russian."""
    for vocabulary in vocabularies:
        for term in vocabulary:
            if term.reviewed_by:
                continue
            for language in _TRANSLATED:
                yield Unreviewed(
                    where=vocabulary.name,
                    key=term.code,
                    language=language,
                    english=term.labels["en"],
                    text=term.labels[language],
                )


def _entries(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Message, first form of its translation, and whether it waits for a review."""
    if not path.is_file():
        return
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            found = _PART.match(line)
            if found is not None:
                name = found[1] or name
                parts[name] = parts.get(name, "") + _plain(found[2])
        if parts.get("msgid"):
            text = parts.get("msgstr") or parts.get("msgstr[0]", "")
            yield parts["msgid"], text, _MARK in block


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANING.get(found[1], found[1]), text)
