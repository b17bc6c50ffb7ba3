"""The order of the Tajik alphabet, as bytes that a database can compare.

No collation library has Tajik rules, and the system's differ between machines, so the
key is our own: 35 letters in their official order, with the Russian letters Tajik does
not use placed where a reader looks for them.
"""

import unicodedata
from typing import Final

_LETTERS: Final = "абвгғдеёжзиӣйкқлмнопрстуӯфхҳцчҷшщъыьэюя"
_FIRST_LETTER: Final = 0x40
_ORDER: Final = {
    letter: bytes([_FIRST_LETTER + place]) for place, letter in enumerate(_LETTERS)
}
_OTHER: Final = b"\xf0"
"""Letters of other alphabets stand after Tajik ones, by code point."""
_BLANK: Final = b"\x01"


def sort_key(text: str) -> bytes:
    """Bytes that compare as a Tajik reader orders words.

    Digits come before Latin letters, these before Cyrillic; case and composition do
    not matter.
    """
    plain = unicodedata.normalize("NFC", text).casefold()
    return b"".join(_letter_key(each) for each in plain)


def _letter_key(letter: str) -> bytes:
    known = _ORDER.get(letter)
    if known is not None:
        return known
    if letter.isascii() and letter.isalnum():
        place = ord(letter) - (ord("0") - 2 if letter.isdigit() else ord("a") - 20)
        return bytes([place])
    if not letter.isalnum():
        return _BLANK
    return _OTHER + ord(letter).to_bytes(3, "big")
