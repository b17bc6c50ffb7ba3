"""Reference numbers as people type them: MCT2026000123, mct 2026 123, mct/2026/123.

In the index a reference stands in three words: its letters, the year, the number with
its zeros.
"""

import re
from typing import Final

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_RUN_TOGETHER: Final = tuple(
    re.compile(rf"([^\W_]{{{letters}}})({_YEAR.pattern})(\d{{0,8}})")
    for letters in (4, 3, 2, 5, 6, 7, 8)
)
"""Ours have four letters, which may be digits; so those are looked for first."""
_DIGITS: Final = (4, 5, 6)
"""Digits a number is filled up to."""


def taken_apart(word: str) -> tuple[str, ...]:
    """Letters, year and number of a reference typed in one word; none if it is none."""
    if word.isdecimal():
        return ()
    found = (each.fullmatch(word) for each in _RUN_TOGETHER)
    whole = next((each for each in found if each), None)
    return tuple(filter(None, whole.groups())) if whole else ()


def with_zeros(word: str, before: str) -> tuple[str, ...]:
    """A number behind a year as it may stand in a reference; none if it is none."""
    is_number = word.isascii() and word.isdecimal()
    if not is_number or not _YEAR.fullmatch(before):
        return ()
    return tuple(word.zfill(each) for each in _DIGITS if len(word) < each)
