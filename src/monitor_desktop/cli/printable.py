"""Text for a terminal: what a stranger wrote moves no cursor and hides no line."""

from typing import Final

_STAND_IN: Final = "\ufffd"
_LAYOUT: Final = "\n\t"
_OVERRIDES: Final = (0x202D, 0x202E)
"""They turn the order of the letters that follow."""
_UNSEEN: Final = {
    each: _STAND_IN
    for each in (*range(0x20), *range(0x7F, 0xA0), *_OVERRIDES)
    if chr(each) not in _LAYOUT
}


def printable(text: str) -> str:
    """A text without what terminals obey; a sign stands for each."""
    return text.translate(_UNSEEN)


def in_one_line(text: str) -> str:
    """The same on one line, so that no value looks like the next row of a list."""
    return printable(" ".join(text.split()))
