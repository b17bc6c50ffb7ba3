"""Lists of 2048 words a language, to read fingerprints aloud, to make passphrases."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.languages import LANGUAGES

WORDS_PER_LIST: Final = 2048


class WordLists:
    """The list of each language; an index means the same place in each.

    Args:
        lists: Language to its 2048 words, in their order.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._places = [
            {form(word): place for place, word in enumerate(words)}
            for words in lists.values()
            for form in (str.casefold, names.fold)
        ]

    def __getitem__(self, language: str) -> Sequence[str]:
        """The words of a language."""
        return self._lists[language]

    def has(self, word: str) -> bool:
        """A word of any language, in any spelling of its letters."""
        sought = names.fold(word)
        return any(sought in places for places in self._places)

    def spoken(self, indices: Sequence[int], language: str) -> str:
        """Indices as words."""
        return " ".join(self._lists[language][each] for each in indices)

    def starting(self, typed: str, language: str) -> list[str]:
        """Words of a list that begin so, mistaken letters taken for the same.

        Only in the script of the list: a few letters mean too much in another.
        """
        plain, sought = typed.casefold(), names.fold(typed)
        if not sought or typed.isascii() is not (language == "en"):
            return []
        # A whole word can fold otherwise than its beginning did ("lock", "loc").
        return [
            each
            for each in self._lists[language]
            if each.startswith(plain) or names.fold(each).startswith(sought)
        ]

    def heard(self, text: str) -> frozenset[tuple[int, ...]]:
        """Every reading of typed words as indices, in any one of the languages.

        Letter forms that are easily mistaken for each other are taken for the same.
        """
        words = text.split()
        plain = [each.casefold() for each in words]
        folded = [names.fold(each) for each in words]
        found = set()
        for number, places in enumerate(self._places):
            typed = folded if number % 2 else plain
            if all(each in places for each in typed):
                found.add(tuple(places[each] for each in typed))
        return frozenset(found)


def load(folder: Path) -> WordLists:
    """Read ``tg.txt``, ``ru.txt`` and ``en.txt``, a word on each line."""
    return WordLists(
        {
            each: (folder / f"{each}.txt").read_text(encoding="utf-8").split()
            for each in LANGUAGES
        }
    )
