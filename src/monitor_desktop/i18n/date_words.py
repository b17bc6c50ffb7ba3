"""Words of a date in any of the three languages into EDTF.

Nobody is asked which language they write in. What is not understood gives None: the
words are kept by whoever asked, and nothing fails.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.partial_dates import bounds, is_valid
from monitor_desktop.i18n import month_words as words

_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?|-")
_NUMERIC: Final = (
    re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})[./-](?P<m>\d{1,2})[./-](?P<d>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})[./](?P<y>\d{4})"),
)
_NUMERIC_RANGE: Final = re.compile(
    r"(?P<d>\d{1,2})(?:[./](?P<m>\d{1,2}))?(?:[./](?P<y>\d{4}))?[.]? ?- ?"
    r"(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>\d{4})"
)
"""9-12.11.2026 and 28.10-02.11.2026: the first end lacks what the second says."""
_DASHES: Final = str.maketrans("–—−", "---")
_LONGEST_LETTERS: Final = 200
_YEAR_DIGITS: Final = 4
_LAST_DAY: Final = 31
_WINTER: Final = "-24"
_NIGHT, _INTO = "ночь", " на "
"""В ночь на 10 ноября; without the night it is a day that something was set for."""
_DATED: Final = "от"
"""A letter от 5 мая is of that day: nothing began then."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one end of a wording says; gaps are filled from the other end."""

    year: str | None = None
    month: str | None = None
    day: int | None = None

    def edtf(self) -> str | None:
        """EDTF of this part alone, or None when it has no year."""
        if self.year is None:
            return None
        if self.month is None:
            return None if self.day else self.year
        if self.day is None:
            return f"{self.year}-{self.month}"
        return f"{self.year}-{self.month}-{self.day:02}"

    def filled_from(self, other: "_Part") -> "_Part":
        """Take year and month from the other end where this one lacks them."""
        year = self.year or other.year
        month = self.month or (other.month if self.day else None)
        return _Part(year, month, self.day)


def understand(text: str) -> str | None:
    """The EDTF of a wording in English, Russian or Tajik, or None.

    Args:
        text: As a person or a file wrote it; EDTF itself is understood too.

    Returns:
        EDTF of the subset of ``domain.partial_dates``; never raises.
    """
    plain = _normalised(text)
    if not plain or len(plain) > _LONGEST_LETTERS:
        return None
    if is_valid(plain.upper()):
        return plain.upper()
    found = _numeric(plain) or _night_into(plain) or _worded(_tokens(plain))
    return found if found and is_valid(found) else None


def names_no_day(text: str) -> bool:
    """A day that no calendar has, in words of any language: 30 February 2026."""
    plain = _normalised(text)
    part = _part(_tokens(plain)) if len(plain) <= _LONGEST_LETTERS else None
    if part is None or part.day is None:
        return False
    day = part.edtf()
    return day is not None and not is_valid(day)


def _normalised(text: str) -> str:
    """Composed lower-case letters, plain hyphens, numerals 0 to 9, ӯ for old ў."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_DASHES)
    plain = "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each for each in plain
    )
    return " ".join(plain.replace("ў", "ӯ").split())


def _numeric(text: str) -> str | None:
    for pattern in _NUMERIC:
        found = pattern.fullmatch(text)
        if found:
            part = found.groupdict()
            day = f"-{int(part['d']):02}" if part.get("d") else ""
            return f"{part['y']}-{int(part['m']):02}{day}"
    return _numeric_range(text)


def _numeric_range(text: str) -> str | None:
    found = _NUMERIC_RANGE.fullmatch(text)
    if not found:
        return None
    said = found.groupdict()
    month, year = said["m"] or said["m2"], said["y"] or said["y2"]
    first = f"{year}-{int(month):02}-{int(said['d']):02}"
    last = f"{said['y2']}-{int(said['m2']):02}-{int(said['d2']):02}"
    valid = is_valid(first) and is_valid(last) and first <= last
    return f"{first}/{last}" if valid else None


def _tokens(text: str) -> list[str]:
    """Words and numbers without fillers."""
    found = _TOKEN.findall(text)
    return [each for each in found if each not in words.FILLER]


def _worded(tokens: Sequence[str]) -> str | None:
    for openings, form in ((words.SINCE, "{}/.."), (words.UNTIL, "../{}")):
        for opening in openings:
            if tuple(tokens[: len(opening)]) == opening:
                rest = _simple(tokens[len(opening) :])
                return form.format(rest) if rest else None
    return (
        _range(tokens) or _alternatives(tokens) or _marked(tokens) or _from_on(tokens)
    )


def _from_on(tokens: Sequence[str]) -> str | None:
    """From 5 May 2020, and no end is named."""
    rest = _simple(tokens[1:]) if tokens and tokens[0] in words.FROM else None
    if rest is None or tokens[0] == _DATED:
        return rest
    return f"{rest}/.."


def _night_into(text: str) -> str | None:
    """In the night to the 10th: it began the day before."""
    said_first, _, said_of = text.partition(_INTO)
    is_night = _NIGHT in said_first.split() and not _tokens(said_first)
    day = _simple(_tokens(said_of)) if is_night else None
    if day is None or not is_valid(day) or len(day) != len("2026-11-10"):
        return None
    before = dt.date.fromisoformat(day) - dt.timedelta(days=1)
    return f"{before}/{day}"


def _range(tokens: Sequence[str]) -> str | None:
    """Two ends: between A and B, from A to B, A-B."""
    if tokens and tokens[0] in words.BETWEEN:
        ends = _split(tokens[1:], words.AND)
    elif tokens and tokens[0] in words.FROM:
        ends = _split(tokens[1:], words.TO)
    else:
        ends = _split(tokens, frozenset({"-"})) or _split(tokens, words.TO)
    if ends is None:
        return None
    parts = _both(ends)
    if parts is None:
        return None
    first, last = parts
    if first.endswith(_WINTER) and last.isdecimal() and int(last) == int(first[:4]) + 1:
        return last + _WINTER  # it is called after the year it ends in
    return f"{first}/{last}"


def _alternatives(tokens: Sequence[str]) -> str | None:
    """One of two: June or July 1993."""
    ends = _split(tokens, words.OR)
    parts = _both(ends) if ends else None
    return f"[{parts[0]},{parts[1]}]" if parts else None


def _marked(tokens: Sequence[str]) -> str | None:
    """Circa 1993, mid-April 2005, 1990s, or a plain date."""
    about = [each for each in tokens if each in words.ABOUT]
    plain = [each for each in tokens if each not in words.ABOUT and each != "-"]
    found = _decade(plain) or _simple(plain)
    return f"{found}~" if found and about else found


def _decade(tokens: Sequence[str]) -> str | None:
    named = [words.DECADES[each] for each in tokens if each in words.DECADES]
    if named and len(tokens) == 1 + sum(each in words.DECADE_BEFORE for each in tokens):
        return named[0]
    numbers = [each for each in tokens if each.isdecimal()]
    others = {each for each in tokens if not each.isdecimal()}
    marks = words.DECADE | words.DECADE_BEFORE
    if len(numbers) == 1 and others and others <= marks:
        year = numbers[0]
        if len(year) == _YEAR_DIGITS and year.endswith("0"):
            return f"{year[:3]}X"
        if year in words.SHORT_DECADES:
            return f"19{year[0]}X"
    return None


def _split(
    tokens: Sequence[str], separators: frozenset[str]
) -> tuple[Sequence[str], Sequence[str]] | None:
    places = [place for place, each in enumerate(tokens) if each in separators]
    if len(places) != 1:
        return None
    return tokens[: places[0]], tokens[places[0] + 1 :]


def _both(ends: tuple[Sequence[str], Sequence[str]]) -> tuple[str, str] | None:
    """Both ends in full, in order: "March 5-9, 2022" says month and year once."""
    parts = [_part(each) for each in ends]
    first, last = parts
    if first is None or last is None:
        return None
    found = first.filled_from(last).edtf(), last.filled_from(first).edtf()
    if found[0] is None or found[1] is None:
        return None
    if not (is_valid(found[0]) and is_valid(found[1])):
        return None
    return (found[0], found[1]) if _ordered(found[0], found[1]) else None


def _ordered(first: str, last: str) -> bool:
    return (bounds(first)[0] or "") <= (bounds(last)[1] or "")


def _simple(tokens: Sequence[str]) -> str | None:
    part = _part(tokens)
    return part.edtf() if part else None


def _part(tokens: Sequence[str]) -> _Part | None:
    """Year, month or season, and day, in any order; None when anything is left."""
    part = _Part()
    for token in tokens:
        read = _with_token(part, token)
        if read is None:
            return None
        part = read
    return part if part != _Part() else None


def _with_token(part: _Part, token: str) -> _Part | None:
    """The part with one more word, or None when it does not fit."""
    if token.isdecimal():
        return _with_number(part, token)
    month = words.MONTHS.get(token)
    code = words.SEASONS.get(token) if month is None else f"{month:02}"
    if code is None or part.month is not None:
        return None
    return _Part(part.year, code, part.day)


def _with_number(part: _Part, token: str) -> _Part | None:
    if len(token) == _YEAR_DIGITS and part.year is None:
        return _Part(token, part.month, part.day)
    if len(token) < _YEAR_DIGITS and part.day is None and 0 < int(token) <= _LAST_DAY:
        return _Part(part.year, part.month, int(token))
    return None
