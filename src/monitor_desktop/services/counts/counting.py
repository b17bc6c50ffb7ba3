"""Tables of who did what to whom, over the whole store."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from monitor_desktop.domain.counting import (
    NOT_KNOWN,
    SCHEMES,
    Deed,
    Dimension,
    Measure,
    Table,
    falls_within,
    for_public,
    tabulate,
)
from monitor_desktop.domain.crosswalks import PRIMARY, codes
from monitor_desktop.domain.crosswalks import SCHEMES as SCHEMES_OF_OTHERS
from monitor_desktop.domain.places import Gazetteer
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.services import same_persons
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import facts
from monitor_desktop.store.store import Transaction

_ACT: Final = ("type", "victim", "date_from_from", "date_from_to", "date_to_to")
_CASE: Final = (
    "case_type",
    "violation_status",
    "place",
    "date_from_from",
    "date_from_to",
    "date_to_to",
)
_INVOLVEMENT: Final = ("act", "who", "perpetrator_type")
_VOCABULARIES: Final[Mapping[Dimension, str]] = {
    Dimension.ACT_GROUP: "act_types",
    Dimension.ACT_TYPE: "act_types",
    Dimension.CASE_TYPE: "case_types",
    Dimension.STATUS: "violation_statuses",
    Dimension.PERPETRATOR: "perpetrator_types",
    Dimension.SEX: "sexes",
    **{each: str(each) for each in SCHEMES},
}
_SCHEMES: Final = (PRIMARY, *SCHEMES_OF_OTHERS)
_TOP_LEVEL: Final = 2
LEFT_OUT: Final = "…"
"""Stands for a number that could tell who somebody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to count.

    Attributes:
        measure: Acts, victims, perpetrators or cases.
        rows: By what the rows are told apart.
        columns: By what the columns are, or None for rows alone.
        first: Only what may have happened on this day (ISO) or later.
        last: Or earlier.
        public: Leave small numbers out.
    """

    measure: Measure
    rows: Dimension
    columns: Dimension | None = None
    first: str | None = None
    last: str | None = None
    public: bool = False


def count(workspace: Workspace, question: Question) -> Table:
    """Answer a question over every case that is not deleted."""
    with workspace.transaction() as transaction:
        asked_for = {question.rows, question.columns} & SCHEMES
        schemes = _schemes(workspace, transaction) if asked_for else {}
        every = deeds(workspace.kit.gazetteer, transaction, schemes)
        asked = (
            each for each in every if falls_within(each, question.first, question.last)
        )
        table = tabulate(asked, question.measure, question.rows, question.columns)
    return for_public(table) if question.public else table


class _Involved(NamedTuple):
    who: str | None
    kind: str | None


def _schemes(
    workspace: Workspace, transaction: Transaction
) -> dict[str, dict[str, tuple[str, ...]]]:
    """What each case counts as in each scheme: as entered, else as derived."""
    table = workspace.kit.crosswalks
    found = {}
    for row in facts.rows(transaction, "case", _SCHEMES):
        cells = zip(_SCHEMES, row[2:], strict=True)
        values = {key: json.loads(cell) for key, cell in cells if cell}
        case = Record(id=row[0], type="case", values=values)
        own = values.get(PRIMARY)
        found[row[0]] = {
            PRIMARY: tuple(own) if isinstance(own, list) else (),
            **{each: codes(case, each, table) for each in SCHEMES_OF_OTHERS},
        }
    return found


def deeds(
    gazetteer: Gazetteer,
    transaction: Transaction,
    schemes: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
) -> Iterator[Deed]:
    """Every act with what its case, its victim and those involved say of it.

    An act without a date of its own has that of its case; whoever is involved without
    an act is involved in every act of the case.

    Args:
        gazetteer: Places.
        transaction: Of the store.
        schemes: Case to what it counts as in each scheme, where that is asked for.
    """
    cases = {row[0]: row[2:] for row in facts.rows(transaction, "case", _CASE)}
    sexes = {row[0]: row[2] for row in facts.rows(transaction, "person", ["sex"])}
    one = same_persons.one_of_each(transaction)
    involved: dict[str, list[_Involved]] = defaultdict(list)
    for _, case, act, who, kind in facts.rows(transaction, "involvement", _INVOLVEMENT):
        involved[act or case].append(_Involved(who, kind))
    for act, case, kind, victim, *days in facts.rows(transaction, "act", _ACT):
        case_type, status, place, *case_days = cases[case]
        by = [*involved[act], *involved[case]]
        yield Deed(
            act=act,
            case=case,
            type=kind or NOT_KNOWN,
            days=_days(days if any(days) else case_days),
            place=place or NOT_KNOWN,
            region=region_of(gazetteer, place),
            case_type=case_type or NOT_KNOWN,
            status=status or NOT_KNOWN,
            victim=one.get(victim, victim),
            sex=sexes.get(victim) or NOT_KNOWN,
            perpetrators=tuple(one.get(each.who, each.who) for each in by if each.who),
            perpetrator_types=tuple({each.kind for each in by if each.kind}),
            schemes=schemes.get(case, {}) if schemes else {},
        )


def _days(cells: list[Any]) -> tuple[str | None, str | None]:
    """From the earliest day it may have begun to the latest it may have ended."""
    begun_from, begun_to, ended_to = cells
    return begun_from, ended_to or begun_to


def region_of(gazetteer: Gazetteer, place: str | None) -> str:
    """The unit directly under the country that a place lies in."""
    way = []
    known = gazetteer.get(place) if place else None
    while known is not None:
        way.append(known.code)
        known = gazetteer.get(known.parent)
    return way[-_TOP_LEVEL] if len(way) >= _TOP_LEVEL else NOT_KNOWN


def label(workspace: Workspace, words: Words, dimension: Dimension, key: str) -> str:
    """Name of a row or column in a language."""
    if key == NOT_KNOWN:
        return words("labels", "count.not_known")
    if dimension in {Dimension.REGION, Dimension.PLACE}:
        return workspace.kit.gazetteer.label(key, words.language)
    if dimension is Dimension.QUARTER:
        year, number = key.split("-Q")
        return words("labels", "count.quarter", number=number, year=year)
    if dimension in {Dimension.YEAR, Dimension.MONTH}:
        return describe(key, words.language)
    vocabulary = workspace.kit.vocabularies[_VOCABULARIES[dimension]]
    return vocabulary.label(key, words.language)


def named(
    workspace: Workspace, words: Words, question: Question, table: Table
) -> list[list[str]]:
    """A table of counts in a language: the headings, a line for each row, the totals.

    A number left out is said to be, never taken for nothing.
    """

    def said(dimension: Dimension, key: str) -> str:
        return label(workspace, words, dimension, key)

    total = words("labels", "count.total")
    columns = [
        said(question.columns, each) for each in table.columns if question.columns
    ]
    lines = [[words("labels", f"count.by.{question.rows}"), *columns, total]]
    lines += [
        [said(question.rows, row.key), *map(_number, (*row.cells, row.total))]
        for row in table.rows
    ]
    return [*lines, [total, *map(_number, (*table.totals, table.total))]]


def _number(count: int | None) -> str:
    return LEFT_OUT if count is None else str(count)
