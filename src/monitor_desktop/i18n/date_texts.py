"""EDTF in the words of a language: what a date was understood as.

``date_words.understand`` reads every sentence made here back to the same EDTF.
"""

import re
from collections.abc import Mapping
from typing import Final

from monitor_desktop.i18n import month_words as words

_OPEN: Final = ".."
_MARK: Final = re.compile(r"[~?%]$")
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
_DECADE: Final = {"en": "{}0s", "ru": "{}0-е", "tg": "солҳои {}0"}
_YEAR: Final = {"en": "{}", "ru": "{} г.", "tg": "соли {}"}
_MONTH: Final = {
    "en": (words.ENGLISH, "{month} {year}"),
    "ru": (words.RUSSIAN_PLAIN, "{month} {year} г."),
    "tg": (words.IZAFET, "{month} соли {year}"),
}
_DAY: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "en": (words.ENGLISH, "{day} {month} {year}"),
    "ru": (words.RUSSIAN_GENITIVE, "{day} {month} {year} г."),
    "tg": (words.IZAFET, "{day} {month} соли {year}"),
}


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


def _interval(first: str, last: str, language: str) -> str:
    if last in {_OPEN, ""}:
        return f"{_SINCE[language]} {_single(first, language)}"
    if first in {_OPEN, ""}:
        return f"{_UNTIL[language]} {_single(last, language)}"
    between, and_ = _BETWEEN[language]
    return f"{between} {_single(first, language)} {and_} {_single(last, language)}"


def _single(edtf: str, language: str) -> str:
    if _MARK.search(edtf):
        return f"{_ABOUT[language]} {_single(edtf[:-1], language)}"
    year, *rest = edtf.removesuffix("-XX").removesuffix("-XX").split("-")
    if year == "XXXX":
        return _UNKNOWN[language]
    if "X" in year:
        return _DECADE[language].format(year[:3])
    if not rest:
        return _YEAR[language].format(year)
    return _month_or_day(year, rest, language)


def _month_or_day(year: str, rest: list[str], language: str) -> str:
    season = words.SEASON_NAMES[language].get(rest[0])
    if season is not None:
        return f"{season} {_YEAR[language].format(year)}"
    names, form = _DAY[language] if len(rest) > 1 else _MONTH[language]
    day = int(rest[1]) if len(rest) > 1 else ""
    return form.format(day=day, month=names[int(rest[0]) - 1], year=year)
