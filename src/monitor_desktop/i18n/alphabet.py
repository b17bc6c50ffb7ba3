"""The order of the Tajik alphabet, as bytes that a database can compare.

No collation library has Tajik rules, and the system's differ between machines, so the
key is our own: 35 letters in their official order, with the Russian letters Tajik does
not use placed where a reader looks for them.
"""

import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = "абвгғдеёжзиӣйкқлмнопрстуӯфхҳцчҷшщъыьэюя"
_FIRST_LETTER: Final = 0x40
_FIRST_DIGIT: Final = 0x02
_FIRST_LATIN: Final = 0x14
_OTHER: Final = "\xf0"
"""Letters of other alphabets stand after Tajik ones, by code point."""
_BLANK: Final = "\x01"


class _Keys(dict[int, str]):
    """Key of each letter, a character standing for each byte (Latin-1)."""

    def __missing__(self, letter: int) -> str:
        if not chr(letter).isalnum():
            return _BLANK
        return _OTHER + letter.to_bytes(3, "big").decode("latin-1")


_KEYS: Final = _Keys(
    {
        ord(letter): chr(first + place)
        for first, letters in (
            (_FIRST_DIGIT, "0123456789"),
            (_FIRST_LATIN, "abcdefghijklmnopqrstuvwxyz"),
            (_FIRST_LETTER, _LETTERS),
        )
        for place, letter in enumerate(letters)
    }
)


@lru_cache(maxsize=8192)
def sort_key(text: str) -> bytes:
    """Bytes that compare as a Tajik reader orders words.

    Digits come before Latin letters, these before Cyrillic; case and composition do
    not matter.
    """
    plain = unicodedata.normalize("NFC", text).casefold()
    return plain.translate(_KEYS).encode("latin-1")
