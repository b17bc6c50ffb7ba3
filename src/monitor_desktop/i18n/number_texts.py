"""Numbers as each language writes them."""

from typing import Final

_GROUP: Final = {"tg": "\u00a0", "ru": "\u00a0", "en": ","}
_POINT: Final = {"tg": ",", "ru": ",", "en": "."}
_UNGROUPED: Final = 10_000
"""Numbers below are written together, and so is every year."""


def figure_text(value: float | None, language: str) -> str:
    """A figure of a report, with two decimals at most; a dash where there is none."""
    if value is None:
        return "—"
    shown = round(value, 2)
    return number_text(int(shown) if shown == int(shown) else shown, language)


def number_text(value: float, language: str) -> str:
    """Groups of three digits from 10 000 on; the decimal point of the language.

    Args:
        value: An int or a float.
        language: tg, ru or en.
    """
    sign, text = ("-" if value < 0 else ""), str(abs(value))
    if "e" in text or not text[0].isdigit():
        # Too large or too small for anybody's form, or no number at all.
        return str(value)
    whole, _, rest = text.partition(".")
    if int(whole) >= _UNGROUPED:
        whole = f"{int(whole):,}".replace(",", _GROUP[language])
    return sign + whole + (_POINT[language] + rest if rest else "")
