"""What to mind before a body is written to: cautions, never a ban.

The rules are our reading and a lawyer confirms them; each caution is a term of the
vocabulary ``forum_cautions``.
"""

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.domain.vocabularies import Vocabulary

CAUTIONS: Final = "forum_cautions"
_INDIVIDUAL: Final = frozenset({"hrc", "cat_individual", "cedaw"})
"""Bodies that decide on a person's complaint, and ask whether remedies were used."""
_MANDATE: Final = "mandate"
_ACT: Final = "act"
_NO_DECLARATION: Final = "cat_individual"
_LATE_YEARS: Final = 5
"""Human Rights Committee, rules of procedure, rule 99 (c)."""


Takes = Mapping[str, frozenset[tuple[str, str]]]
"""Body to what it takes: an act, a victim who is something, a part of some type.

``("act", code)``, ``("victim", code)``, ``("part", type)``.
"""


def from_rows(rows: Iterable[Mapping[str, str]]) -> Takes:
    """From a table: forum, by, code. A body without a row takes anything."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for row in rows:
        forum = row["forum"]
        found[forum] = found.get(forum, frozenset()) | {(row["by"], row["code"])}
    return found


def suited(takes: Takes, act_types: Vocabulary, parts: Iterable[Record]) -> set[str]:
    """Bodies with a rule that something in a case is for.

    Args:
        takes: What each body takes.
        act_types: For acts of a kind under another.
        parts: Of the case.
    """
    there = set(_of_parts(act_types, parts))
    return {forum for forum, wanted in takes.items() if wanted & there}


def _of_parts(
    act_types: Vocabulary, parts: Iterable[Record]
) -> Iterator[tuple[str, str]]:
    for part in parts:
        yield "part", part.type
        if part.type == _ACT:
            kind = str(part.values.get("type"))
            yield from (("act", each) for each in act_types.with_all_above(kind))
            told = part.values.get("victim_characteristics")
            victims = told if isinstance(told, list) else ()
            yield from (("victim", str(each)) for each in victims)


def cautions(
    communication: Record, *, today: str, unsuited: Container[str] = ()
) -> tuple[str, ...]:
    """Codes of what to mind in a communication, most weighty first.

    Args:
        communication: A record of the type ``communication``.
        today: ISO day.
        unsuited: Bodies that nothing in the case is for.
    """
    found = tuple(_cautions(communication, today))
    out_of_place = communication.values.get("forum") in unsuited
    return (*found, _MANDATE) if out_of_place else found


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
