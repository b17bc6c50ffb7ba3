"""Counting: who did what to whom, with acts, victims, perpetrators and cases apart.

The rules are those of "who did what to whom" (Ball 1996) and of SDG indicator 16.10.1:
an act is one kind of violation against one victim, a person is counted once however
often they are met, and totals are counted anew, never added up. Small numbers, which
could tell who somebody is, are left out of what becomes public.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

from monitor_desktop.domain.small_numbers import left_out

LEAST_PUBLIC: Final = 3
"""Counts of 1 and 2 are not published."""
NOT_KNOWN: Final = ""
"""Key of the bucket for what is not recorded, or not known exactly enough."""
_GROUP_DIGITS: Final = 2
_CODE_DIGITS: Final = 12


class Measure(StrEnum):
    """What is counted."""

    ACTS = "acts"
    VICTIMS = "victims"
    PERPETRATORS = "perpetrators"
    CASES = "cases"


class Dimension(StrEnum):
    """By what it is told apart."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    REGION = "region"
    PLACE = "place"
    ACT_GROUP = "act_group"
    ACT_TYPE = "act_type"
    CASE_TYPE = "case_type"
    STATUS = "violation_status"
    PERPETRATOR = "perpetrator_type"
    SEX = "sex"
    JFJ = "jfj_types"
    COE = "coe_types"
    MMF = "mmf_types"
    CPJ = "cpj_types"
    SDG = "sdg_types"


SCHEMES: Final = frozenset(
    {Dimension.JFJ, Dimension.COE, Dimension.MMF, Dimension.CPJ, Dimension.SDG}
)
"""What a case counts as in the schemes of Justice for Journalists and of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act against one victim, with what its case says of it.

    Attributes:
        act: Record id.
        case: Record id of its case.
        type: Code of the act.
        days: Earliest and latest day (ISO) it may have happened; None is open.
        place: Code of the place.
        region: Code of the region the place lies in.
        case_type: Code.
        status: Code of what we think of it.
        victim: Id that stands for the person, or None where nobody is named.
        sex: Code of the victim's sex.
        perpetrators: Ids that stand for those involved.
        perpetrator_types: Codes of what they are.
        schemes: Scheme to codes of the case in it, where that was asked for.
    """

    act: str
    case: str
    type: str
    days: tuple[str | None, str | None] = (None, None)
    place: str = NOT_KNOWN
    region: str = NOT_KNOWN
    case_type: str = NOT_KNOWN
    status: str = NOT_KNOWN
    victim: str | None = None
    sex: str = NOT_KNOWN
    perpetrators: tuple[str, ...] = ()
    perpetrator_types: tuple[str, ...] = ()
    schemes: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Row(NamedTuple):
    """One row: its key, a count for each column, and its own total."""

    key: str
    cells: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Counts by one or two dimensions; None stands for a number left out.

    Attributes:
        measure: What is counted.
        rows: In the order of their keys, what is not known last.
        columns: Keys of the columns; empty where only rows are told apart.
        totals: Of each column, counted anew.
        total: Of all, counted anew.
    """

    measure: Measure
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    totals: tuple[int | None, ...]
    total: int | None


def _span(deed: Deed, digits: int) -> list[str]:
    """The year or month an act surely fell into."""
    first, last = deed.days
    if first is None or last is None or first[:digits] != last[:digits]:
        return [NOT_KNOWN]
    return [first[:digits]]


def _quarter(deed: Deed) -> list[str]:
    first, last = deed.days
    if first is None or last is None:
        return [NOT_KNOWN]
    begun, ended = (f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}" for day in (first, last))
    return [begun] if begun == ended else [NOT_KNOWN]


def act_group(code: str) -> str:
    """The widest group of an act's code: the first two of its twelve digits."""
    numbered = code.isdigit() and len(code) == _CODE_DIGITS
    return code[:_GROUP_DIGITS].ljust(_CODE_DIGITS, "0") if numbered else code


def _of_scheme(scheme: Dimension, deed: Deed) -> Sequence[str]:
    return deed.schemes.get(scheme) or [NOT_KNOWN]


_BUCKETS: Final[Mapping[Dimension, Callable[[Deed], Sequence[str]]]] = {
    Dimension.YEAR: lambda deed: _span(deed, len("2026")),
    Dimension.QUARTER: _quarter,
    Dimension.MONTH: lambda deed: _span(deed, len("2026-11")),
    Dimension.REGION: lambda deed: [deed.region],
    Dimension.PLACE: lambda deed: [deed.place],
    Dimension.ACT_GROUP: lambda deed: [act_group(deed.type)],
    Dimension.ACT_TYPE: lambda deed: [deed.type],
    Dimension.CASE_TYPE: lambda deed: [deed.case_type],
    Dimension.STATUS: lambda deed: [deed.status],
    Dimension.PERPETRATOR: lambda deed: deed.perpetrator_types or [NOT_KNOWN],
    Dimension.SEX: lambda deed: [deed.sex],
    **{scheme: partial(_of_scheme, scheme) for scheme in SCHEMES},
}


def _counted(deed: Deed, measure: Measure) -> Iterable[Hashable]:
    """What a deed adds to a count; the same thing is never counted twice."""
    if measure is Measure.ACTS:
        return (deed.act,)
    if measure is Measure.CASES:
        return (deed.case,)
    if measure is Measure.PERPETRATORS:
        return deed.perpetrators
    # Nobody named is still somebody: at least one in this act.
    return (deed.victim or ("unnamed", deed.act),)


def falls_within(deed: Deed, first: str | None, last: str | None) -> bool:
    """It may have happened between two days, both included; None is open."""
    return falls_within_days(deed.days, first, last)


def falls_within_days(
    days: tuple[str | None, str | None], first: str | None, last: str | None
) -> bool:
    """Two days (ISO, None is open) may overlap two others, all included."""
    begun, ended = days
    if first is None and last is None:
        return True
    if begun is None and ended is None:
        return False
    after_start = first is None or ended is None or ended >= first
    before_end = last is None or begun is None or begun <= last
    return after_start and before_end


def tabulate(
    deeds: Iterable[Deed],
    measure: Measure,
    rows: Dimension,
    columns: Dimension | None = None,
) -> Table:
    """Count deeds by one dimension, or by two.

    A deed by two kinds of perpetrators stands in both rows and once in the total.
    """
    met: dict[tuple[str, str], set[Hashable]] = defaultdict(set)
    by_row: dict[str, set[Hashable]] = defaultdict(set)
    by_column: dict[str, set[Hashable]] = defaultdict(set)
    every: set[Hashable] = set()
    across = _BUCKETS[columns] if columns else lambda _: ()
    for deed in deeds:
        counted = set(_counted(deed, measure))
        every |= counted
        for row in _BUCKETS[rows](deed):
            by_row[row] |= counted
            for column in across(deed):
                met[row, column] |= counted
        for column in across(deed):
            by_column[column] |= counted
    named = sorted(by_column, key=_known_first)
    return Table(
        measure=measure,
        rows=tuple(
            Row(row, tuple(len(met[row, each]) for each in named), len(by_row[row]))
            for row in sorted(by_row, key=_known_first)
            if by_row[row]
        ),
        columns=tuple(named),
        totals=tuple(len(by_column[each]) for each in named),
        total=len(every),
    )


def _known_first(key: str) -> tuple[bool, str]:
    return key == NOT_KNOWN, key


def for_public(table: Table, least: int = LEAST_PUBLIC) -> Table:
    """Leave out small numbers, and those from which they could be worked out.

    Others go with them until none of them can be told from the rest of the table.
    """
    grid = [
        *([*row.cells, row.total] for row in table.rows),
        [*table.totals, table.total],
    ]
    hidden = left_out([[each or 0 for each in line] for line in grid], least)
    shown = [
        [
            None if (down, across) in hidden else number
            for across, number in enumerate(line)
        ]
        for down, line in enumerate(grid)
    ]
    *body, last = shown
    return Table(
        measure=table.measure,
        rows=tuple(
            Row(row.key, tuple(line[:-1]), line[-1])
            for row, line in zip(table.rows, body, strict=True)
        ),
        columns=table.columns,
        totals=tuple(last[:-1]),
        total=last[-1],
    )
