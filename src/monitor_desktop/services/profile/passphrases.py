"""Passphrases: made of words, and how hard they are to guess."""

import math
from dataclasses import dataclass
from typing import Final

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.i18n.word_lists import WORDS_PER_LIST
from monitor_desktop.services.kit import Kit

WORDS: Final = 6
_BITS_A_WORD: Final = math.log2(WORDS_PER_LIST)
_LEVELS_BITS: Final = (40.0, 55.0, 65.0)
"""Below the first weak, below the second fair, below the third good, else strong."""
_BITS_A_LETTER: Final = 2.5
"""What a letter of a phrase people make up is worth at most (Shannon 1951)."""
_CLASSES: Final = (str.islower, str.isupper, str.isdigit)


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess.

    Attributes:
        bits: Estimated entropy.
        level: 0 weak, 1 fair, 2 good, 3 strong.
    """

    bits: float
    level: int


def suggest(kit: Kit, language: str, words: int = WORDS) -> str:
    """A new passphrase of random words of a language, none of them twice."""
    listed = kit.word_lists[language]
    drawn: dict[str, None] = {}
    while len(drawn) < words:
        # 65536 is a multiple of 2048, so every word is as likely as any other.
        number = int.from_bytes(random_bytes(2), "big") % WORDS_PER_LIST
        drawn[listed[number]] = None
    return " ".join(drawn)


def strength(text: str, kit: Kit) -> Strength:
    """Estimate a passphrase: words of our lists by their count, else by its letters."""
    typed = text.split()
    listed = sum(map(kit.word_lists.has, typed))
    distinct = len(set(typed))
    if typed and listed == len(typed):
        bits = distinct * _BITS_A_WORD
    else:
        bits = _by_letters(text)
    level = sum(bits >= each for each in _LEVELS_BITS)
    return Strength(round(bits, 1), level)


def _by_letters(text: str) -> float:
    """Letters that repeat what stood before them are worth nothing."""
    letters = text.strip()
    fresh = sum(letters[:place].find(each) < 0 for place, each in enumerate(letters))
    varied = sum(any(test(each) for each in letters) for test in _CLASSES)
    repeated = len(letters) - fresh
    return fresh * _BITS_A_LETTER + repeated + max(varied - 1, 0) * 2
