"""Articles of laws as dated terms: was one in force on the day it is used for?"""

from collections.abc import Iterable, Mapping
from typing import Final

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.domain.vocabularies import Term, Vocabulary

QUALIFICATION: Final = "qualification"
PROVISIONS: Final = "legal_provisions"


def not_in_force(
    qualification: Record, provisions: Vocabulary, parts: Iterable[Record]
) -> Term | None:
    """The article that was no law on the day it is used for; None where it was.

    The day is the one entered, else that of the act. Where it is not known, or may lie
    within the time of the article, nothing is said against it.

    Args:
        qualification: A record of the type ``qualification``.
        provisions: Articles with the days they hold from and until.
        parts: Of the same case, the act among them.
    """
    values = qualification.values
    term = provisions.get(str(values.get("provision")))
    first, last = _days(values, {each.id: each for each in parts})
    if term is None or first is None or last is None or term.held(first, last):
        return None
    return term


def _days(
    values: Mapping[str, JsonValue], parts: Mapping[str, Record]
) -> tuple[str | None, str | None]:
    """First and last possible ISO day of what is qualified."""
    entered = values.get("in_force_on")
    if entered is not None:
        return _bound(entered, "from"), _bound(entered, "to")
    act = parts.get(str(values.get("act")))
    begun = act.values.get("date_from") if act else None
    ended = act.values.get("date_to") if act else None
    return _bound(begun, "from"), _bound(ended, "to") or _bound(begun, "to")


def _bound(date: JsonValue, side: str) -> str | None:
    day = date.get(side) if isinstance(date, Mapping) else None
    return day if isinstance(day, str) else None
