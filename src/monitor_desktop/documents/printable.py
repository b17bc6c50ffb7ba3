"""Text made fit for paper: only letters the fonts have, and no line without a break.

PDF/UA-1 forbids a missing glyph, so one odd character would stop a whole sheet; marks
that turn the direction of writing could make a sheet say something else than its
record.
"""

import re
import unicodedata
from functools import cache
from typing import Final

LETTERS: Final = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x308), (0x400, 0x52F), (0x200B, 0x200B),
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),
    (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x20AC, 0x20AC),
    (0x20BD, 0x20BD), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212),
    (0xFFFD, 0xFFFD),
)  # fmt: skip
"""First and last code points of what every shipped face has a glyph for."""
UNKNOWN: Final = "\ufffd"
"""Stands for a letter the fonts lack: the reader sees that something was there."""
BREAK: Final = "\u200b"
LONGEST_RUN: Final = 40
_ODD: Final = re.compile(
    "[^\\n" + "".join(f"{chr(first)}-{chr(last)}" for first, last in LETTERS) + "]"
    "|[\u00ad\u200b]"
)
"""What is not printed as it stands; most texts have nothing of it."""
_LINE_ENDS: Final = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_BLANKS: Final = re.compile(r"[\t\u2000-\u200a\u202f\u205f\u3000]")
_DROPPED: Final = frozenset({"Cc", "Cf"})
_KEPT_CONTROLS: Final = "\n"
_TAJIK: Final = frozenset("ғӣқӯҳҷҒӢҚӮҲҶ")
_RUSSIAN: Final = frozenset("цщыьЦЩЫЬ")
_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u052f]")


def printable(text: str, *, longest_run: int = LONGEST_RUN) -> str:
    """The text as it can be set.

    Composed (NFC); controls, soft hyphens and marks of direction are gone; U+FFFD
    stands for what the fonts lack; runs without a break get U+200B.

    Args:
        text: Whatever a person or an import put there.
        longest_run: Letters without a break that a line holds for sure.
    """
    composed = unicodedata.normalize("NFC", text)
    known = _known(composed) if _ODD.search(composed) else composed
    if len(known) <= longest_run:
        return known
    return _runs(longest_run).sub(lambda run: run[0] + BREAK, known)


@cache
def _runs(longest: int) -> re.Pattern[str]:
    """So many letters without a break, and one more after them."""
    return re.compile(rf"[^\s\u200b]{{{longest}}}(?=[^\s\u200b])")


def _known(text: str) -> str:
    even = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    return "".join(_shown(each) for each in even if _stays(each))


def _stays(letter: str) -> bool:
    return letter in _KEPT_CONTROLS or unicodedata.category(letter) not in _DROPPED


def _shown(letter: str) -> str:
    known = any(first <= ord(letter) <= last for first, last in LETTERS)
    return letter if known or letter in _KEPT_CONTROLS else UNKNOWN


def written_in(text: str, otherwise: str) -> str:
    """The language of a text as its letters tell it.

    Nobody is asked what language they write in, yet Tajik must not be hyphenated by
    Russian rules, and a screen reader needs to know.

    Args:
        text: What a person wrote.
        otherwise: The language when the letters do not tell: tg, ru or en.
    """
    letters = set(text)
    if letters & _TAJIK:
        return "tg"
    if letters & _RUSSIAN:
        return "ru"
    latin, cyrillic = _LATIN.findall(text), _CYRILLIC.findall(text)
    return "en" if len(latin) > len(cyrillic) else otherwise
