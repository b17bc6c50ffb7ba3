"""Dates as people know them: a year, a summer, "June or July", "on or after".

A subset of EDTF (ISO 8601-2:2019, annex A, levels 0 to 2) that real cases need. The
original words are always kept beside it; the bounds are computed, never stored in an
operation.

    date      1993, 1993-06, 1993-06-21, 199X, 1993-XX, 1993-06-XX, XXXX
    season    1993-21 spring (March to May), -22 summer, -23 autumn, -24 winter
              (December of the year before to February)
    marks     ~ approximate, ? uncertain, % both
    one of    [1993-06,1993-07]
    interval  2016-09/2019-07-12, 2007-03-30/.. , ../2007
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from monitor_desktop.domain.operations import JsonValue

_ATOM: Final = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)"
    r"(-(?P<month>\d\d|XX)(-(?P<day>\d\d|XX))?)?[~?%]?",
    re.ASCII,
)
_OPEN: Final = ".."
_SEASON_MONTHS: Final = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}
_LAST_MONTH: Final = 12
UNDATED: Final = "9999-99-99"
"""Sorts after every day; stands where nothing is known."""

Bounds = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as it was said and as it was understood.

    Attributes:
        text: The original words, never changed.
        edtf: What they were understood as, or None.
    """

    text: str
    edtf: str | None


def is_valid(edtf: str) -> bool:
    """It is EDTF of the subset above and names days that exist."""
    try:
        bounds(edtf)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> Bounds:
    """Earliest and latest possible day.

    Args:
        edtf: A date of the subset.

    Returns:
        Two ISO days; None where an end is open or unknown.

    Raises:
        ValueError: Not EDTF of the subset, or no such day.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        return _one_of(edtf[1:-1].split(","))
    if "/" in edtf:
        return _interval(edtf)
    return _atom(edtf)


def _one_of(members: list[str]) -> Bounds:
    found = [_atom(each) for each in members]
    starts = [start for start, _ in found]
    ends = [end for _, end in found]
    known_starts = [each for each in starts if each is not None]
    known_ends = [each for each in ends if each is not None]
    return (
        min(known_starts) if len(known_starts) == len(starts) else None,
        max(known_ends) if len(known_ends) == len(ends) else None,
    )


def _interval(edtf: str) -> Bounds:
    first, last = edtf.split("/")
    start = None if first in {_OPEN, ""} else _atom(first)[0]
    end = None if last in {_OPEN, ""} else _atom(last)[1]
    if start is None and end is None:
        raise ValueError
    if start is not None and end is not None and start > end:
        raise ValueError
    return start, end


def _atom(text: str) -> Bounds:
    found = _ATOM.fullmatch(text)
    if found is None:
        raise ValueError
    year, month, day = found["year"], found["month"], found["day"]
    if year == "XXXX":
        return None, None
    if year == "0000":
        raise ValueError
    if "X" in year:
        if month is not None:
            raise ValueError
        return f"{year.replace('X', '0')}-01-01", f"{year.replace('X', '9')}-12-31"
    if month is None or month == "XX":
        return f"{year}-01-01", f"{year}-12-31"
    if month in _SEASON_MONTHS and day is None:
        return _season(int(year), month)
    return _month_or_day(int(year), int(month), day)


def _season(year: int, season: str) -> Bounds:
    first, last = _SEASON_MONTHS[season]
    start_year = year - 1 if first > last else year
    end_day = calendar.monthrange(year, last)[1]
    return f"{start_year:04}-{first:02}-01", f"{year:04}-{last:02}-{end_day:02}"


def _month_or_day(year: int, month: int, day: str | None) -> Bounds:
    if not 1 <= month <= _LAST_MONTH or year < 1:
        raise ValueError
    last_day = calendar.monthrange(year, month)[1]
    if day is None or day == "XX":
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last_day:02}"
    if not 1 <= int(day) <= last_day:
        raise ValueError
    exact = f"{year:04}-{month:02}-{day}"
    return exact, exact


def key_of_bounds(start: str | None, end: str | None) -> str:
    """The sort key of earliest and latest possible day."""
    return f"{start or end or UNDATED}/{end or UNDATED}"


LONGEST: Final = (0, 31, 372)
"""Days from the earliest to the latest day, at most, of spans 0, 1 and 2."""


def span(start: str | None, end: str | None) -> int | None:
    """How wide a date is: 0 a day, 1 a month, 2 a year, 3 more or open; None: undated.

    A list looks for dates that overlap a time among the wide ones only as far back as
    they are wide.
    """
    if start is None and end is None:
        return None
    if start is None or end is None:
        return len(LONGEST)
    # Both are ISO days: bounds makes no others.
    (year, month, day), (to_year, to_month, to_day) = (
        map(int, each.split("-")) for each in (start, end)
    )
    # Months of 31 days: never less than there are.
    days = ((to_year - year) * 12 + to_month - month) * 31 + to_day - day
    return sum(days > each for each in LONGEST)


def from_value(value: Mapping[str, JsonValue]) -> PartialDate:
    """Read what an operation holds; a date another program wrote keeps its words."""
    text, edtf = value.get("text"), value.get("edtf")
    known = isinstance(edtf, str) and is_valid(edtf)
    return PartialDate(
        text=text if isinstance(text, str) else str(edtf or ""),
        edtf=str(edtf) if known else None,
    )


def to_json(date: PartialDate) -> dict[str, JsonValue]:
    """``{"text","edtf","from","to"}``; from and to are ISO days or null."""
    start, end = bounds(date.edtf) if date.edtf else (None, None)
    return {"text": date.text, "edtf": date.edtf, "from": start, "to": end}
