"""Spellings: one skeleton for a name in Tajik, Russian or Latin letters.

No stock tokenizer folds ғ қ ҳ ҷ, nor precomposed ӣ ӯ, and official texts still carry
old-font letters, so words are folded here, when they are written and when they are
asked for.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from monitor_desktop.domain import typed_references

_LETTERS: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e",
        "ё": "e", "ж": "zh", "з": "z", "и": "i", "ӣ": "i", "й": "y", "к": "k",
        "қ": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ӯ": "u", "ф": "f", "х": "h", "ҳ": "h",
        "ц": "ts", "ч": "ch", "ҷ": "j", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i",
        "ь": "", "э": "e", "ю": "yu", "я": "ya",
        # Letters of old Tajik fonts and of legacy official texts.
        "њ": "h", "љ": "j", "ѓ": "g", "ќ": "k", "ї": "i", "ў": "u", "і": "i",
        "q": "k", "w": "v", "x": "h",
        "'": "", "\u2019": "", "\u2018": "", "\u02bc": "", "\u02bb": "", "`": "",
    }
)  # fmt: skip
_DIGRAPHS: Final = (
    ("dzh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("yo", "e"), ("ye", "e"),
    ("iy", "i"), ("ck", "k"),
)  # fmt: skip
_UNSEEN: Final = "\u00ad\u200b-\u200f\u2060\ufeff"
"""Hyphens and joiners that pages and word processors put into words."""
_MARKS: Final = rf"\u0300-\u036f{_UNSEEN}"
_WORD: Final = re.compile(
    rf"[^\W_]+(?:['\u2019\u2018\u02bc\u02bb`{_MARKS}]+[^\W_]+)*[{_MARKS}]*"
)
_NOT_SEEN: Final = re.compile(f"[{_UNSEEN}]")
_APART: Final = str.maketrans(dict.fromkeys("'\u2019\u2018`", " "))
"""Marks at which the index takes a word apart that is kept as it is written."""
_DOUBLED: Final = re.compile(r"(.)\1+")
_GLIDE: Final = re.compile(r"y(?![au])")
"""Й before a consonant or at the end: Айнӣ, Ayni and Aini; Ҳананзай and Hananzai."""
_HALF_TYPED: Final = (
    ("dz", "j"), ("d", "j"), ("c", "j"), ("k", "h"), ("y", "e"), ("y", "y"),
)  # fmt: skip
"""How letters end one key press before a digraph, and how they end after."""
_TYPED_FOR: Final = re.compile("[чЧ]|[cC][hH]")
"""What is typed for ҷ where the keyboard has none: another letter, so nothing folds."""
_DIACRITICS: Final = {"Mn", "Cf"}


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """The Latin skeleton of one word."""
    if word.isascii() and word.isdigit():
        return word
    return _finished(_spelled(word))


def _finished(spelled: str) -> str:
    return _DOUBLED.sub(_single, _GLIDE.sub("i", spelled))


def _spelled(word: str) -> str:
    """A word in plain Latin letters, one for each sound."""
    letters = unicodedata.normalize("NFC", word).casefold().translate(_LETTERS)
    plain = "".join(
        each
        for each in unicodedata.normalize("NFD", letters)
        if unicodedata.category(each) not in _DIACRITICS
    )
    for spelled, sound in _DIGRAPHS:
        plain = plain.replace(spelled, sound)
    return plain


def _single(found: re.Match[str]) -> str:
    """Doubled letters come and go between scripts; doubled digits do not."""
    return found[0] if found[1].isdigit() else found[1]


def fold_words(text: str) -> list[str]:
    """Skeletons of the words of a text, in order, empty ones left out."""
    folded = (fold_word(each) for each in words(text))
    return [each for each in folded if each]


def fold(text: str) -> str:
    """Skeletons of the words of a text, with single blanks between."""
    return " ".join(fold_words(text))


def are_begun(name: Sequence[str], wanted: Sequence[str]) -> bool:
    """Each word looked for begins a word of a name, or they begin it run together.

    Кургантюбе is Курган-Тюбе: hyphens and blanks come and go between spellings.

    Args:
        name: Skeletons of its words.
        wanted: Skeletons of the words looked for, at least one.
    """
    if all(any(word.startswith(each) for word in name) for each in wanted):
        return True
    return _run_together(name).startswith(_run_together(wanted))


def _run_together(skeletons: Sequence[str]) -> str:
    return _DOUBLED.sub(_single, "".join(skeletons))


def words(text: str) -> list[str]:
    """Words as they are written, normalised (NFC), without what nobody sees."""
    return _WORD.findall(_NOT_SEEN.sub("", unicodedata.normalize("NFC", text)))


def exact_words(text: str) -> list[str]:
    """Words for an exact search: only case and composition are evened out."""
    return _as_written(" ".join(words(text))).split()


def _as_written(text: str) -> str:
    return text.casefold().translate(_APART)


def both(text: str) -> tuple[str, str]:
    """``fold`` and ``exact_words`` of one text, its words looked for once."""
    found = words(text)
    skeletons = filter(None, map(fold_word, found))
    return " ".join(skeletons), _as_written(" ".join(found))


def query_words(text: str) -> list[tuple[str, ...]]:
    """For each typed word the beginnings that may stand in the index.

    A half-typed digraph (Rak on the way to Rakhmonov) must not make the hits vanish
    for one key press, so the last word is also asked for as it may go on. Whoever has
    no Tajik keyboard types ч or ch for ҷ. A reference typed in one word is asked for as
    that word and as its three: each of these, or the whole, is in what is found.
    """
    typed = [each for each in words(text) if fold_word(each)]
    found: list[tuple[str, ...]] = []
    before = ""
    for place, each in enumerate(typed, 1):
        whole = _beginnings(each, is_last=place == len(typed))
        parts = typed_references.taken_apart(each)
        for part in parts or (each,):
            asked = whole | dict.fromkeys([fold_word(part)] if parts else [])
            asked |= dict.fromkeys(typed_references.with_zeros(part, before))
            found.append(tuple(asked))
            before = part
    return found


def _beginnings(word: str, *, is_last: bool) -> dict[str, None]:
    """In order, each once."""
    found: dict[str, None] = {}
    for each in (word, _meant(word)):
        found[fold_word(each)] = None
        spelled = _spelled(each)
        for typed, sound in _HALF_TYPED if is_last else ():
            if spelled.endswith(typed):
                start = spelled.removesuffix(typed).rstrip("y")
                # Unfinished: what ends in y may go on to я or ю.
                found[_DOUBLED.sub(_single, _GLIDE.sub("i", start) + sound)] = None
    return found


def _meant(text: str) -> str:
    """What was typed, by somebody who had no ҷ."""
    return _TYPED_FOR.sub("ҷ", text)


def readings(text: str) -> list[list[str]]:
    """Skeletons of what was typed, and of what it stands for where that is another."""
    plain, meant = fold_words(text), fold_words(_meant(text))
    return [plain] if meant == plain else [plain, meant]


def spans(text: str) -> list[tuple[int, int, str]]:
    """Start, end and skeleton of each word of a text, in order."""
    return [
        (each.start(), each.end(), fold_word(each[0])) for each in _WORD.finditer(text)
    ]


def begun_spans(text: str, typed: str) -> list[tuple[int, int]]:
    """Where a text has the beginnings of words that were typed, in any letters.

    Args:
        text: As it is shown.
        typed: What a person looks for.

    Returns:
        Start and end of each hit in ``text``, in order.
    """
    wanted = {word for each in readings(typed) for word in each}
    found = []
    for word in _WORD.finditer(text):
        ends = (_begun(word[0], each) for each in wanted)
        longest = max((each for each in ends if each), default=0)
        if longest:
            found.append((word.start(), word.start() + longest))
    return found


def _begun(word: str, wanted: str) -> int:
    """How many letters of a word spell the skeleton asked for; 0 when it does not."""
    if not fold_word(word).startswith(wanted):
        return 0
    return next(n for n in range(1, len(word) + 1) if _spells(word[:n], wanted, word))


def _spells(beginning: str, wanted: str, word: str) -> bool:
    return fold_word(beginning).startswith(wanted) or beginning == word


def person_key(name: str) -> str:
    """A coarser key, for offering that two records may be one person.

    Vowels that differ between transliterations (o and u, e and i) are merged and the
    words are sorted, since surname and given name change places.
    """
    merged = fold(name).translate(str.maketrans("oe", "ui", "y"))
    return " ".join(sorted(merged.split()))
