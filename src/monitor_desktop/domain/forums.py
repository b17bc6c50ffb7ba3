"""What to mind before a body is written to: cautions, never a ban.

The rules are our reading and a lawyer confirms them; each caution is a term of the
vocabulary ``forum_cautions``.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record

CAUTIONS: Final = "forum_cautions"
_INDIVIDUAL: Final = frozenset({"hrc", "cat_individual", "cedaw"})
"""Bodies that decide on a person's complaint, and ask whether remedies were used."""
_NO_DECLARATION: Final = "cat_individual"
_LATE_YEARS: Final = 5
"""Human Rights Committee, rules of procedure, rule 99 (c)."""


def cautions(communication: Record, *, today: str) -> tuple[str, ...]:
    """Codes of what to mind in a communication, most weighty first.

    Args:
        communication: A record of the type ``communication``.
        today: ISO day.
    """
    return tuple(_cautions(communication, today))


def _cautions(communication: Record, today: str) -> Iterable[str]:
    values = communication.values
    forum = values.get("forum")
    if forum == _NO_DECLARATION:
        yield "art22"
    if forum not in tuple(_INDIVIDUAL):
        return
    if values.get("other_procedure") == "yes":
        yield "other_procedure"
    if values.get("authorised") != "yes":
        yield "no_authority"
    if not isinstance(values.get("remedies"), str):
        yield "no_remedies"
    if _is_late(values.get("last_decision"), today) and not values.get("delay_reason"):
        yield "late"
    if values.get("anonymity") == "yes":
        yield "anonymity"


def _is_late(decided: JsonValue, today: str) -> bool:
    """Surely more than the years: the latest day it may have been counts."""
    last = decided.get("to") if isinstance(decided, dict) else None
    if not isinstance(last, str):
        return False
    day = dt.date.fromisoformat(last)
    return (day + dt.timedelta(days=round(365.25 * _LATE_YEARS))).isoformat() < today
