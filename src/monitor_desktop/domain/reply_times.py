"""How bodies answer: requests, replies, refusals, and how many days it took.

A median tells what usually happens; one reply after three years does not move it. Days
are counted only where both ends are certain: a reply "in spring" took nobody knows how
many, and is counted as a reply all the same.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.counting import LEAST_PUBLIC, NOT_KNOWN

OTHERS: Final = "*"
"""Key of the row in which those are put together that are too few to be told apart."""


class By(StrEnum):
    """What requests are told apart by."""

    BODY = "body"
    LAW = "legal_basis"
    OUTCOME = "outcome"
    CHANNEL = "channel"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, in writing or by word of mouth.

    Attributes:
        body: Who was asked, as written.
        law: Code of the law it rests on.
        outcome: Code of what came of it.
        channel: Code of how it was asked.
        asked: First and last day (ISO) it may have reached the body.
        answered: The same of the reply; (None, None) while there is none.
        replied: There is a reply, whenever it came.
        due: Last day (ISO) for the reply by the law, or empty.
        oral: A call or a question; it has no term that runs.
    """

    body: str
    law: str = NOT_KNOWN
    outcome: str = NOT_KNOWN
    channel: str = NOT_KNOWN
    asked: tuple[str | None, str | None] = (None, None)
    answered: tuple[str | None, str | None] = (None, None)
    replied: bool = False
    due: str = ""
    oral: bool = False

    @property
    def days(self) -> int | None:
        """From asking to the reply; None where that is not certain."""
        begun, ended = _certain(self.asked), _certain(self.answered)
        if self.oral or begun is None or ended is None or ended < begun:
            return None
        return (ended - begun).days

    @property
    def is_late(self) -> bool:
        """The reply surely came after its last day."""
        first, _ = self.answered
        return bool(self.due and first and first > self.due)


def _certain(days: tuple[str | None, str | None]) -> dt.date | None:
    first, last = days
    return dt.date.fromisoformat(first) if first and first == last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Requests that have something in common.

    Attributes:
        key: Code, year, or the name of a body as most people wrote it.
        asked: How many there are.
        replied: How many of them were answered, with whatever.
        late: How many replies surely came late.
        timed: Of how many replies the days are certain.
        median: Days the middle one took; None where ``timed`` is 0.
        longest: Days the slowest took.
    """

    key: str
    asked: int
    replied: int
    late: int
    timed: int
    median: float | None
    longest: int | None


def tabulate(
    asked: Iterable[Asked], by: By, *, public: bool = False
) -> tuple[tuple[Row, ...], Row]:
    """A row for each value, most requests first, what is not known last; the total.

    Args:
        asked: The requests.
        by: What they are told apart by.
        public: Put those together that are too few to stand alone.
    """
    every = list(asked)
    groups: dict[str, list[Asked]] = defaultdict(list)
    for each in every:
        groups[_KEYS[by](each)].append(each)
    ordered = sorted(groups, key=lambda key: (key == NOT_KNOWN, -len(groups[key]), key))
    if public:
        ordered = _put_together(groups, ordered)
    rows = (_row(_name(by, key, groups[key]), groups[key]) for key in ordered)
    return tuple(rows), _row("", every)


def _put_together(groups: dict[str, list[Asked]], ordered: Sequence[str]) -> list[str]:
    """One row for all that are too few; it takes the next along if it is too small."""
    few: list[Asked] = []
    kept = list(ordered)
    for key in sorted(ordered, key=lambda each: len(groups[each])):
        if len(groups[key]) < LEAST_PUBLIC or 0 < len(few) < LEAST_PUBLIC:
            few += groups[key]
            kept.remove(key)
    if few:
        groups[OTHERS] = few
        kept.append(OTHERS)
    return kept


def _name(by: By, key: str, group: Sequence[Asked]) -> str:
    """A body is called as most people wrote it; everything else has its code."""
    if by is not By.BODY or key in {OTHERS, NOT_KNOWN}:
        return key
    written = sorted(each.body for each in group)
    return max(written, key=written.count)


def _row(key: str, group: Sequence[Asked]) -> Row:
    days = [each.days for each in group if each.days is not None]
    return Row(
        key=key,
        asked=len(group),
        replied=sum(each.replied for each in group),
        late=sum(each.is_late for each in group),
        timed=len(days),
        median=float(median(days)) if days else None,
        longest=max(days, default=None),
    )


def _year(asked: Asked) -> str:
    first, last = asked.asked
    digits = len("2026")
    same = first is not None and last is not None and first[:digits] == last[:digits]
    return first[:digits] if same and first else NOT_KNOWN


_KEYS: Final[Mapping[By, Callable[[Asked], str]]] = {
    By.BODY: lambda each: names.fold(each.body),
    By.LAW: lambda each: each.law,
    By.OUTCOME: lambda each: each.outcome,
    By.CHANNEL: lambda each: each.channel,
    By.YEAR: _year,
}
