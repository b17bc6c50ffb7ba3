"""Other ways to read the words of a date, offered where they can be read in two."""

import re
from typing import Final

from monitor_desktop.domain.partial_dates import bounds, is_valid
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.i18n.relative_dates import from_today

_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEARS_BACK: Final = 2
_NOTES: Final = re.compile(r"[,;(].*$", re.DOTALL)


def best(text: str) -> str | None:
    """What the words say; a remark after a comma ("at night") is no part of it."""
    return understand(text) or understand(_NOTES.sub("", text))


def readings(text: str, today: str) -> tuple[str, ...]:
    """EDTF of each way to read a wording that can be read in more than one.

    Args:
        text: As a person wrote it.
        today: ISO day; a wording without a year is read in this year and the last.

    Returns:
        The likeliest first; nothing when there is no doubt. One alone is what words
        mean that were written today: yesterday.
    """
    plain = text.strip()
    slashed = _SLASHED.fullmatch(plain)
    if slashed:
        one, other, year = slashed.groups()
        both = (f"{year}-{int(other):02}-{int(one):02}",
                f"{year}-{int(one):02}-{int(other):02}")  # fmt: skip
        return both if one != other and all(map(is_valid, both)) else ()
    known = best(plain)
    if known is None:
        said = _NOTES.sub("", plain)
        return from_today(said, today) or _without_year(said, today)
    if known.startswith("["):
        return tuple(known[1:-1].split(","))
    return ()


def _without_year(text: str, today: str) -> tuple[str, ...]:
    this = int(today[:4])
    tried = (understand(f"{text} {this - back}") for back in range(_YEARS_BACK + 1))
    # A month at least: "unknown" with a year is no date.
    dated = [each for each in tried if each and "-" in each]
    begun = [each for each in dated if (bounds(each)[0] or "") <= today]
    return tuple(begun[:2])
