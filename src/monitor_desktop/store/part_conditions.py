"""What is asked of the rows of a list, of their parts too: a case with such an act.

Parts that may have a term are found by the search index, which has the codes of terms,
and looked at: a code may be a word of another field. Where many have it, the first
records of a list are asked for their parts instead.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    exists,
    func,
    literal,
    literal_column,
    select,
    text,
)

from monitor_desktop.domain import names
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.queries import Filter, ListQuery
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import UsageError
from monitor_desktop.store import conditions as own_conditions
from monitor_desktop.store.conditions import Condition, are_at_most
from monitor_desktop.store.numbers import stretch_of
from monitor_desktop.store.tables import NUMBER, RECORDS, unindexed, views
from monitor_desktop.store.windows import numbers_of
from monitor_desktop.store.word_index import FOLDED

_GATHERED: Final = 5_000
"""Of not more parts the records are gathered, ten microseconds each; of more the first
records of a list are asked for their parts, forty each: hits are near then."""
_INDEXED: Final = re.compile(r"[^\W_]+")
"""A word as the index takes a code apart."""


def conditions(connection: Connection, query: ListQuery) -> list[Condition]:
    """All that is asked, but that no deleted record is shown."""
    own = [each for each in query.filters if not each.part]
    found = own_conditions.conditions(connection, replace(query, filters=own))
    of_parts = (each for each in query.filters if each.part)
    return [*found, *(_condition(connection, query, each) for each in of_parts)]


def _condition(connection: Connection, query: ListQuery, wanted: Filter) -> Condition:
    part = declared(wanted.part)
    field = part.field(wanted.key)
    is_coded = field is not None and field.kind is Kind.CHOICE and field.search_weight
    if not is_coded or part.parent != query.type:
        raise UsageError("NO_SUCH_FIELD", type=wanted.part, field=wanted.key)
    coded = _coded(connection, part.key, wanted.values)
    every, whole = _wholes(coded, wanted), views()[query.type].c
    if not query.offset and not are_at_most(connection, coded, _GATHERED):
        return Condition(_has_one(whole.id, wanted), every=every)
    # Gathered once, as a list is asked for its first rows more than once.
    some = json.dumps(numbers_of(connection, every))
    every = select(func.json_each(some).table_valued("value").c.value)
    number, own = whole[NUMBER], frozenset({NUMBER})
    return Condition(
        unindexed(number).in_(every), number.in_(every), every, columns=own
    )


def _coded(connection: Connection, part: str, codes: Sequence[Any]) -> Select[Any]:
    """Numbers of the parts with one of these codes, deleted ones too."""
    first, last = stretch_of(connection, part)
    index, number = text(FOLDED), literal_column("rowid", Integer)
    # A code of one's own has a line in it, where the index takes it apart.
    words = (_INDEXED.findall(names.fold(str(each))) for each in codes)
    typed = (" AND ".join(f'"{word}"' for word in each) for each in words)
    matching = " OR ".join(f"({each})" for each in typed if each)
    asked = text(f"{FOLDED} MATCH :coded").bindparams(coded=matching)
    return select(number).select_from(index).where(asked, number.between(first, last))


def _wholes(coded: Select[Any], wanted: Filter) -> Select[Any]:
    """Numbers of the visible records with such parts, each once."""
    part, whole = RECORDS.alias("part"), RECORDS.alias("whole")
    of_them = _having(select(part.c.parent), part, wanted)
    some = of_them.where(part.c.number.in_(coded))
    return select(whole.c.number).where(whole.c.id.in_(some), ~whole.c.deleted)


def _has_one(record: ColumnElement[Any], wanted: Filter) -> ColumnElement[bool]:
    """Whether a record of the list has such a part: its parts are looked at."""
    part = RECORDS.alias("part")
    found = select(literal(1)).select_from(part).where(part.c.parent == record)
    return exists(_having(found, part, wanted))


def _having(found: Select[Any], part: Any, wanted: Filter) -> Select[Any]:  # noqa: ANN401  # an alias of the table
    """Of visible parts those with the term in the field, not in another one."""
    shown = views()[wanted.part]
    row = select(literal(1)).where(shown.c[NUMBER] == part.c.number)
    has_it = exists(row.where(unindexed(shown.c[wanted.key]).in_(wanted.values)))
    return found.where(part.c.deleted.is_(False), has_it)
