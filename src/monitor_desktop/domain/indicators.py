"""Indicators: a figure counted from records by a declared formula.

A formula says what is counted, which of them, and in what unit; so the same figure can
be counted again, and taken apart by sex, region, quarter and age. Somebody whose place,
sex or age nobody knows is counted under an empty code, never left out.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Values, declared
from monitor_desktop.errors import InvalidValueError

_MONTHS_IN_QUARTER: Final = 3
REGION_LEVEL: Final = "region"


class Unit(StrEnum):
    """What a figure counts."""

    RECORDS = "records"
    PERSONS = "persons"
    PERCENT = "percent"


class Split(StrEnum):
    """What a figure can be taken apart by."""

    SEX = "sex"
    REGION = "region"
    QUARTER = "quarter"
    AGE_BAND = "age_band"
    SETTLEMENT = "settlement"
    DISABILITY = "disability"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How records of one type are counted.

    Attributes:
        date: Field with the day; of the whole, when ``of_whole`` says so.
        of_whole: The day is a field of the record it is a part of.
        place: Field with the place, of the record or else of its whole.
        person: Field that links to the person it is about.
        name: Field with the name of the person, where there is no link.
        people: Field with a number of people that the record stands for.
        about_whole: It is about the person it is a part of.
    """

    date: str
    of_whole: bool = False
    place: str = "place"
    person: str = ""
    name: str = ""
    people: str = ""
    about_whole: bool = False


COUNTED: Final[Mapping[str, Counted]] = {
    "case": Counted(date="date_from"),
    "act": Counted(date="date_from", person="victim"),
    "intervention": Counted(date="date", person="victim"),
    "interview": Counted(date="date", person="interviewee"),
    "proceeding_step": Counted(date="date"),
    "lawyer_access": Counted(date="at"),
    "hearing": Counted(date="date"),
    "communication": Counted(date="sent_on", person="victim"),
    "reprisal": Counted(date="date", person="against"),
    "need": Counted(date="date", about_whole=True),
    "monitoring_report": Counted(date="period"),
    "observed_hearing": Counted(date="date"),
    "info_request": Counted(date="sent_on", person="requester_person"),
    "request_appeal": Counted(date="sent_on"),
    "oral_request": Counted(date="asked_on"),
    "media_complaint": Counted(date="received_on", person="complainant_person"),
    "measure": Counted(date="due"),
    "progress": Counted(date="date"),
    "recommendation": Counted(date="made_on"),
    "consultation": Counted(date="held_on"),
    "attendance": Counted(date="held_on", of_whole=True, people="people"),
    "proposal": Counted(date="held_on", of_whole=True),
    "council_meeting": Counted(date="held_on"),
    "council_decision": Counted(date="sent_on"),
    "body_contact": Counted(date="held_on"),
    "release": Counted(date="dated"),
    "training": Counted(date="starts_on"),
    "training_participant": Counted(
        date="starts_on", of_whole=True, person="person", name="name"
    ),
}
"""Everything an indicator can count, by record type."""

Condition = tuple[str, frozenset[str]]
"""A field and the codes of which one is wanted."""


def conditions(type_key: str, text: str) -> list[Condition]:
    """``outcome=full|partial; channel=email`` taken apart.

    Raises:
        InvalidValueError: INVALID_VALUE with what is no field of the type.
    """
    found = []
    for part in filter(str.strip, text.split(";")):
        key, sign, codes = (each.strip() for each in part.partition("="))
        if not sign or declared(type_key).field(key) is None:
            raise InvalidValueError("INVALID_VALUE", field="which", reason=key)
        found.append((key, frozenset(each.strip() for each in codes.split("|"))))
    return found


def meets(values: Values, wanted: Iterable[Condition]) -> bool:
    """Every condition holds; of several terms, one is enough."""
    return all(not _held(values.get(key)).isdisjoint(codes) for key, codes in wanted)


def _held(value: JsonValue) -> set[str]:
    if isinstance(value, list):
        return {str(each) for each in value}
    return set() if value is None or isinstance(value, Mapping) else {str(value)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing counted.

    Attributes:
        record: Its record.
        people: How many people it stands for.
        person: What tells the person from others, or empty.
        codes: Its code for each split, empty where nobody knows.
    """

    record: str
    people: int = 1
    person: str = ""
    codes: Mapping[Split, str]


def person_key(linked: JsonValue, name: JsonValue) -> str:
    """What tells a person from others: the link, else the name in any spelling."""
    if isinstance(linked, str):
        return linked
    return f"={names.fold(name)}" if isinstance(name, str) else ""


def quarter_of(day: str) -> str:
    """``2026-Q4`` of an ISO day."""
    date = dt.date.fromisoformat(day)
    return f"{date.year}-Q{(date.month - 1) // _MONTHS_IN_QUARTER + 1}"


_BANDS: Final = ((18, "under_18"), (30, "18_29"), (45, "30_44"), (60, "45_59"))
_OLDEST: Final = "60_over"


def age_band(age: JsonValue) -> str:
    """Code of the age group of an age in years; empty for anything else."""
    if isinstance(age, bool) or not isinstance(age, int | float) or age < 0:
        return ""
    return next((code for below, code in _BANDS if age < below), _OLDEST)


def band_of_birth(first: str, last: str, day: str) -> str:
    """The age group on a day of who was born between two days (ISO).

    Empty where it may have been either of two.
    """
    if not first or not last or first > day:
        return ""
    bands = {age_band(_years(each, day)) for each in (first, last)}
    return bands.pop() if len(bands) == 1 else ""


def _years(born: str, day: str) -> int:
    birth, then = dt.date.fromisoformat(born), dt.date.fromisoformat(day)
    had_birthday = (then.month, then.day) >= (birth.month, birth.day)
    return then.year - birth.year - (not had_birthday)


def counted(items: Sequence[Item], unit: Unit) -> list[Item]:
    """The items a unit counts: all of them, or of each person the first."""
    if unit is not Unit.PERSONS:
        return list(items)
    seen: set[str] = set()
    found = []
    for each in items:
        if each.person not in seen or not each.person:
            found.append(each)
        seen.add(each.person)
    return found


def total(items: Iterable[Item]) -> int:
    """How many people or records there are."""
    return sum(each.people for each in items)


def taken_apart(items: Sequence[Item], split: Split) -> dict[str, int]:
    """Code to count; the counts together are the total."""
    found: Counter[str] = Counter()
    for each in items:
        found[each.codes.get(split, "")] += each.people
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One indicator in one period.

    Attributes:
        indicator: Id of its record.
        ref: Its reference number.
        title: What it is called.
        number: Its number in the logframe.
        level: Code of its level in the logframe.
        unit: What it counts.
        value: The figure; None when nothing can be divided, or the formula is wrong.
        numerator: How many were counted.
        denominator: By how many it was divided, or None.
        baseline: Where it stood before.
        target: Where it shall come to.
        verification: Where it can be checked.
        formula: The formula in its own words.
        undated: Records that would count but whose day nobody knows.
        breakdown: For each split, code to count.
        records: Ids of what was counted.
        wrong: What of the formula cannot be read, or empty.
    """

    indicator: str
    ref: str
    title: str
    number: str = ""
    level: str = ""
    unit: Unit = Unit.RECORDS
    value: float | None = None
    numerator: int = 0
    denominator: int | None = None
    baseline: float | None = None
    target: float | None = None
    verification: str = ""
    formula: str = ""
    undated: int = 0
    breakdown: Mapping[str, Mapping[str, int]]
    records: tuple[str, ...] = ()
    wrong: str = ""
