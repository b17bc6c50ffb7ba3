"""Message catalogues: one gettext domain per area, all three languages filled."""

import gettext
from pathlib import Path

DOMAINS = ("labels", "errors", "app", "documents", "cli", "qt")
"""Areas that have words of their own."""


class Words:
    """The words of one language.

    Args:
        folder: Holds ``<language>/LC_MESSAGES/<domain>.mo``.
        language: tg, ru or en.
    """

    def __init__(self, folder: Path, language: str) -> None:
        self.language = language
        self._folder = folder
        self._domains: dict[str, gettext.NullTranslations] = {}

    def _of(self, domain: str) -> gettext.NullTranslations:
        """A domain, read when it is first wanted."""
        if domain not in self._domains:
            self._domains[domain] = self._read(domain)
        return self._domains[domain]

    def _read(self, domain: str) -> gettext.NullTranslations:
        # Not by gettext's own search, which asks the system for all its languages.
        path = self._folder / self.language / "LC_MESSAGES" / f"{domain}.mo"
        if not path.exists():
            return gettext.NullTranslations()
        with path.open("rb") as file:
            return gettext.GNUTranslations(file)

    def __call__(self, domain: str, message: str, /, **parameters: object) -> str:
        """A message with its named placeholders filled in."""
        text = self._of(domain).gettext(message)
        return text.format_map(parameters) if parameters else text

    def plural(
        self, domain: str, one: str, many: str, count: int, /, **parameters: object
    ) -> str:
        """A message in the form the number asks for; ``{n}`` is the number."""
        text = self._of(domain).ngettext(one, many, count)
        return text.format_map({"n": count, **parameters})

    def has(self, domain: str, message: str) -> bool:
        """The catalogue knows this message."""
        return self._of(domain).gettext(message) != message

    def in_context(self, domain: str, context: str, message: str) -> str | None:
        """A message of a context, or None where the catalogue has none."""
        text = self._of(domain).pgettext(context, message)
        return None if text == message else text


class Catalogues:
    """All languages; each is read once, when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._words: dict[str, Words] = {}

    def words(self, language: str) -> Words:
        """The words of a language."""
        if language not in self._words:
            self._words[language] = Words(self.folder, language)
        return self._words[language]
