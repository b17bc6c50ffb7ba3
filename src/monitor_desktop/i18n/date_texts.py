"""EDTF in the words of a language: what a date was understood as.

``date_words.understand`` reads every sentence made here back to the same EDTF.
"""

import datetime as dt
import re
from typing import Final

from monitor_desktop.i18n import month_words as words

_OPEN: Final = ".."
_MARK: Final = re.compile(r"[~?%]$")
_DAY_ALONE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BETWEEN: Final = {
    "en": ("between", "and"),
    "ru": ("между", "и"),
    "tg": ("байни", "ва"),
}
_OR: Final = {"en": "or", "ru": "или", "tg": "ё"}
_SINCE: Final = {"en": "on or after", "ru": "не раньше", "tg": "на пештар аз"}
_UNTIL: Final = {"en": "on or before", "ru": "не позднее", "tg": "на дертар аз"}
_ABOUT: Final = {"en": "about", "ru": "около", "tg": "тақрибан"}
_UNKNOWN: Final = {"en": "unknown", "ru": "неизвестно", "tg": "номаълум"}
_DECADE: Final = {"en": "{}0s", "tg": "солҳои {}0"}
_RUSSIAN_DECADE: Final = {
    "nominative": "{}0-е",
    "genitive": "{}0-х",
    "instrumental": "{}0-ми",
}
_YEAR: Final = {"en": "{}", "ru": "{} г.", "tg": "соли {}"}
_MONTHS: Final = {"en": words.ENGLISH, "tg": words.IZAFET}
_MONTH: Final = {
    "en": "{month} {year}",
    "ru": "{month} {year} г.",
    "tg": "{month} соли {year}",
}
_DAY: Final = {
    "en": "{day} {month} {year}",
    "ru": "{day} {month} {year} г.",
    "tg": "{day} {month} соли {year}",
}
_AFTER_PREPOSITION: Final = "genitive"
"""Russian around, not before and not after ask for it."""
_AFTER_BETWEEN: Final = "instrumental"


def describe(edtf: str, language: str) -> str:
    """A valid EDTF date in words.

    Args:
        edtf: Of the subset of ``domain.partial_dates``.
        language: tg, ru or en.
    """
    if edtf.startswith("["):
        members = edtf[1:-1].split(",")
        return f" {_OR[language]} ".join(_single(each, language) for each in members)
    if "/" in edtf:
        first, last = edtf.split("/")
        return _interval(first, last, language)
    return _single(edtf, language)


def concise(edtf: str, language: str) -> str:
    """As ``describe``, with two days of one month as ``9-12 November 2026``."""
    first, slash, last = edtf.partition("/")
    if not slash or not (_DAY_ALONE.fullmatch(first) and _DAY_ALONE.fullmatch(last)):
        return describe(edtf, language)
    if first[:7] != last[:7]:
        return describe(edtf, language)
    days = f"{int(first[8:])}\N{EN DASH}{int(last[8:])}"
    one = int(first[8:])
    return _single(first, language).replace(str(one), days, 1)


def with_weekday(day: str, language: str) -> str:
    """A day as people say which one it is: ``Friday, 27 November 2026``."""
    weekday = words.WEEKDAYS[language][dt.date.fromisoformat(day).weekday()]
    return f"{weekday}, {describe(day, language)}"


def brief(edtf: str, language: str) -> str:
    """As short as a row has room for: days in figures, months in three letters.

    ``03.11.2026``, ``9-12.11.2026``, ``May 1996``; a day that nobody said is not
    invented.
    """
    if edtf.startswith("["):
        members = edtf[1:-1].split(",")
        return f" {_OR[language]} ".join(_short(each, language) for each in members)
    first, slash, last = edtf.partition("/")
    if not slash:
        return _short(first, language)
    if not (_DAY_ALONE.fullmatch(first) and _DAY_ALONE.fullmatch(last)):
        return describe(edtf, language)
    dash = "\N{EN DASH}"
    if first[:7] == last[:7]:
        return f"{int(first[8:])}{dash}{_short(last, language)}"
    start = _short(first, language)
    same_year = first[:4] == last[:4]
    return f"{start[:5] if same_year else start}{dash}{_short(last, language)}"


def _short(one: str, language: str, case: str = "nominative") -> str:
    """One date of ``brief``; the grammatical case is that of Russian."""
    if _MARK.search(one):
        about = _short(one[:-1], language, _AFTER_PREPOSITION)
        return f"{_ABOUT[language]} {about}"
    year, *rest = one.split("-")
    if "X" in one:
        # A decade, a year that is not known.
        return _single(one, language, case)
    if len(rest) == 1:
        return f"{_short_name(rest[0], language, case)} {year}"
    return ".".join(reversed((year, *rest)))


def _short_name(number: str, language: str, case: str) -> str:
    """A month or a season; without it a year would claim to be known as a whole."""
    russian = language == "ru"
    seasons = words.RUSSIAN_SEASONS[case] if russian else words.SHORT_SEASONS[language]
    if number in seasons:
        return seasons[number]
    months = words.SHORT_RUSSIAN[case] if russian else words.SHORT[language]
    return months[int(number) - 1]


def _interval(first: str, last: str, language: str) -> str:
    if last in {_OPEN, ""}:
        start = _single(first, language, _AFTER_PREPOSITION)
        return f"{_SINCE[language]} {start}"
    if first in {_OPEN, ""}:
        end = _single(last, language, _AFTER_PREPOSITION)
        return f"{_UNTIL[language]} {end}"
    between, and_ = _BETWEEN[language]
    start, end = (_single(each, language, _AFTER_BETWEEN) for each in (first, last))
    return f"{between} {start} {and_} {end}"


def _single(edtf: str, language: str, case: str = "nominative") -> str:
    """One date; the grammatical case is that of Russian."""
    if _MARK.search(edtf):
        about = _single(edtf[:-1], language, _AFTER_PREPOSITION)
        return f"{_ABOUT[language]} {about}"
    year, *rest = edtf.removesuffix("-XX").removesuffix("-XX").split("-")
    if year == "XXXX":
        return _UNKNOWN[language]
    if "X" in year:
        form = _RUSSIAN_DECADE[case] if language == "ru" else _DECADE[language]
        return form.format(year[:3])
    if not rest:
        return _YEAR[language].format(year)
    return _month_or_day(year, rest, language, case)


def _month_or_day(year: str, rest: list[str], language: str, case: str) -> str:
    russian = language == "ru"
    seasons = words.RUSSIAN_SEASONS[case] if russian else words.SEASON_NAMES[language]
    season = seasons.get(rest[0])
    if season is not None:
        return f"{season} {_YEAR[language].format(year)}"
    number = int(rest[0]) - 1
    if len(rest) > 1:
        names = words.RUSSIAN["genitive"] if russian else _MONTHS[language]
        day = int(rest[1])
        return _DAY[language].format(day=day, month=names[number], year=year)
    names = words.RUSSIAN[case] if russian else _MONTHS[language]
    return _MONTH[language].format(month=names[number], year=year)
