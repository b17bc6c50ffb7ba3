"""Reading the view: records, trees, lists, references, conflicts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    func,
    select,
    text,
)

from monitor_desktop.domain import missing, names
from monitor_desktop.domain.catalogue import children_of, in_use, record_type
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.consents import CONSENT
from monitor_desktop.domain.disclosure import APPROVAL, PERSON
from monitor_desktop.domain.fields import LANGUAGES, Field, Kind
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import UsageError
from monitor_desktop.store import journal, people
from monitor_desktop.store.tables import (
    CONFLICTS,
    NO_ANSWER,
    RECORDS,
    REFERENCES,
    sort_column,
    views,
)

_WANTED: Final[BindParameter[str]] = bindparam("wanted")
# Built once: putting a statement together costs more than running it.
_RECORD: Final = select(RECORDS).where(RECORDS.c.id == _WANTED)
_TYPE: Final = select(RECORDS.c.type).where(RECORDS.c.id == _WANTED)
_IN_CONFLICT: Final = (
    select(CONFLICTS.c.field).where(CONFLICTS.c.record == _WANTED).distinct()
)
_PARTS: Final = (
    select(RECORDS.c.id)
    .where(RECORDS.c.parent == _WANTED, RECORDS.c.deleted.is_(False))
    .order_by(RECORDS.c.place, RECORDS.c.number)
)
_CONSENTS: Final = _PARTS.where(RECORDS.c.type == CONSENT)


@lru_cache
def _shown(_of: Catalogue, type_key: str) -> Select[Any]:
    table = views()[type_key]
    return select(table).where(table.c.id == _WANTED)


def record(connection: Connection, record_id: str) -> Record | None:
    """One record of a known type with its values, heads and conflicts; None if none."""
    given = {"wanted": record_id}
    found = connection.execute(_RECORD, given).first()
    if found is None or found.type not in views():
        return None
    row = connection.execute(_shown(in_use(), found.type), given).one()
    heads = journal.heads_of(connection, record_id)
    return Record(
        id=record_id,
        type=found.type,
        ref=row._mapping["_ref"],  # noqa: SLF001  # SQLAlchemy's documented name
        parent=found.parent,
        values=values_of(found.type, row),
        conflicts=_conflicts_of(connection, record_id, found.type),
        deleted=found.deleted,
        heads={key: tuple(ids) for key, ids in heads.items()},
    )


def type_of(connection: Connection, record_id: str) -> str | None:
    """The type of a record, also of a newer program's; None where there is none."""
    return connection.execute(_TYPE, {"wanted": record_id}).scalar()


def exists(connection: Connection, record_id: str) -> bool:
    """There is a record of a known type with this id."""
    return type_of(connection, record_id) in views()


def values_of(type_key: str, row: Row[Any]) -> dict[str, JsonValue]:
    """Shown values of a view row by field key."""
    cells = row._mapping  # noqa: SLF001  # SQLAlchemy's documented name
    fields = declared(type_key).fields
    shown = {each.key: _value(each, cells) for each in fields}
    answers: dict[str, JsonValue] = {
        key: value for key, value in shown.items() if value is not None
    }
    absent = cells[NO_ANSWER]
    if absent is None:
        return answers
    for key, reason in json.loads(absent).items():
        answers[key] = {missing.KEY: reason}
    return answers


def _value(field: Field, cells: Mapping[Any, Any]) -> JsonValue:
    key = field.key
    if field.kind is Kind.MULTILINGUAL:
        texts = {each: cells[f"{key}_{each}"] for each in LANGUAGES}
        return {each: text for each, text in texts.items() if text} or None
    cell: JsonValue = cells[key]
    if cell is None:
        return None
    if field.kind is Kind.MULTIPLE_CHOICE:
        codes: JsonValue = json.loads(str(cell))
        return codes
    if field.kind is Kind.PARTIAL_DATE:
        parts = {each: cells[f"{key}_{each}"] for each in ("edtf", "from", "to")}
        return {"text": cell, **parts}
    # SQLAlchemy reads every number as a Decimal, which is no JSON.
    return _number(cell) if field.kind is Kind.NUMBER else cell


def _number(cell: Any) -> int | float:  # noqa: ANN401  # a Decimal
    return int(cell) if cell == int(cell) else float(cell)


def _conflicts_of(
    connection: Connection, record_id: str, type_key: str
) -> tuple[str, ...]:
    known = declared(type_key)
    keys = []
    for field_id in connection.execute(_IN_CONFLICT, {"wanted": record_id}).scalars():
        field = known.field_by_id(field_id)
        keys.append(field.key if field else field_id)
    return tuple(sorted(keys))


def tree(connection: Connection, record_id: str) -> RecordTree:
    """A record, its visible parts in order and what they link to.

    Raises:
        UsageError: NO_SUCH_RECORD.
    """
    top = record(connection, record_id)
    if top is None:
        raise UsageError("NO_SUCH_RECORD", ref=record_id)
    ids = list(connection.execute(_PARTS, {"wanted": record_id}).scalars())
    found = [record(connection, each) for each in ids]
    children = tuple(each for each in found if each is not None)
    linked = _linked(connection, (top, *children))
    persons = [each.id for each in (top, *linked.values()) if each.type == PERSON]
    approvals = [each for each in children if each.type == APPROVAL]
    return RecordTree(
        record=top,
        children=children,
        linked=linked,
        consents={each: consents_of(connection, each) for each in persons},
        approvers=people.approvers(connection, approvals),
    )


def consents_of(connection: Connection, person: str) -> tuple[Record, ...]:
    """The visible consent records of a person."""
    ids = list(connection.execute(_CONSENTS, {"wanted": person}).scalars())
    found = (record(connection, each) for each in ids)
    return tuple(each for each in found if each is not None)


def _linked(connection: Connection, records: Iterable[Record]) -> dict[str, Record]:
    """Persons and others that links point to; parts of the record itself left out."""
    own = {each.id for each in records}
    targets = {
        value
        for each in records
        for key, value in each.values.items()
        if _is_link(each, key) and isinstance(value, str)
    }
    found = [record(connection, each) for each in sorted(targets - own)]
    return {each.id: each for each in found if each is not None}


def _is_link(of: Record, key: str) -> bool:
    field = of.declaration.field(key)
    return field is not None and field.kind is Kind.LINK


def with_reference(connection: Connection, ref: str) -> list[str]:
    """Ids of the records that ever had this reference number."""
    query = select(REFERENCES.c.record).where(REFERENCES.c.ref == ref)
    return list(connection.execute(query).scalars())


def references_like(connection: Connection, prefix: str) -> int:
    """How many references begin like this."""
    query = select(func.count()).where(REFERENCES.c.ref.startswith(prefix))
    return int(connection.execute(query).scalar_one())


def listed(connection: Connection, query: ListQuery) -> list[Record]:
    """A window of a list, without heads and conflicts."""
    return [_listed(query.type, row) for row in connection.execute(_window(query))]


def window(connection: Connection, query: ListQuery) -> tuple[int, list[Record]]:
    """How many records a list has in all, and one window of it."""
    total = counted(connection, query)
    # Where many were found it is quicker to walk the order of the list and ask of each
    # whether it was; measured at 100,000 records, eight times.
    rows = connection.execute(_window(query, walking=total > MANY_FOUND))
    return total, [_listed(query.type, row) for row in rows]


def _window(query: ListQuery, *, walking: bool = False) -> Select[Any]:
    table = views()[declared(query.type).key]
    order = _order(table, query.sort)
    direction = order.desc() if query.descending else order.asc()
    tie = table.c.id.desc() if query.descending else table.c.id.asc()
    return (
        select(table)
        .where(_condition(table, query, walking=walking))
        .order_by(direction, tie)
        .limit(query.limit)
        .offset(query.offset)
    )


def _listed(type_key: str, row: Row[Any]) -> Record:
    return Record(
        id=row.id,
        type=type_key,
        ref=row._mapping["_ref"],  # noqa: SLF001  # SQLAlchemy's documented name
        values=values_of(type_key, row),
    )


def counted(connection: Connection, query: ListQuery) -> int:
    """How many records a list has in all."""
    of = declared(query.type)
    typed = names.query_words(query.text)
    if typed and not query.filters and not of.is_part:
        return _count_met(connection, of.key, typed)
    table = views()[of.key]
    counting = select(func.count()).select_from(table)
    found = connection.execute(counting.where(_condition(table, query)))
    return int(found.scalar_one())


def _order(table: Table, sort: str) -> Column[Any]:
    if sort == "_ref":
        return table.c["_ref"]
    field = _field(table, sort)
    return table.c[sort_column(field)] if field.sortable else table.c[field.key]


def _field(table: Table, key: str) -> Field:
    known = record_type(table.name.removeprefix("view_"))
    field = known.field(key) if known else None
    if field is None:
        raise UsageError("NO_SUCH_FIELD", field=key)
    return field


def _condition(
    table: Table, query: ListQuery, *, walking: bool = False
) -> ColumnElement[bool]:
    conditions = [_filter(table, each) for each in query.filters]
    if declared(query.type).is_part:
        conditions.append(table.c.id.not_in(_hidden_with_their_whole()))
    typed = names.query_words(query.text)
    if typed:
        conditions.append(_met(query.type, typed, walking=walking))
    return and_(table.c["_deleted"].is_(False), *conditions)


def _hidden_with_their_whole() -> Select[Any]:
    """Parts of deleted records are never deleted themselves."""
    whole = RECORDS.alias("whole")
    hidden = select(RECORDS.c.id).join(whole, whole.c.id == RECORDS.c.top)
    return hidden.where(whole.c.deleted.is_(True))


def _filter(table: Table, wanted: Filter) -> ColumnElement[bool]:
    field = _field(table, wanted.key)
    if wanted.match is Match.MISSING:
        absent = table.c[NO_ANSWER]
        reason = func.json_extract(absent, f'$."{field.key}"')
        return and_(absent.is_not(None), reason.in_(wanted.values))
    if wanted.match is Match.OVERLAPS:
        start, end = wanted.values
        first, last = table.c[f"{field.key}_from"], table.c[f"{field.key}_to"]
        dated = first.is_not(None) | last.is_not(None)
        begun = (first <= end) | first.is_(None) if end else dated
        going = (last >= start) | last.is_(None) if start else dated
        return and_(dated, begun, going)
    if field.kind is Kind.MULTILINGUAL:
        return table.c[f"{field.key}_{LANGUAGES[0]}"].in_(wanted.values)
    column = table.c[field.key]
    if field.kind is Kind.MULTIPLE_CHOICE:
        # Codes are stored as a JSON array; quotes keep one code from another's start.
        return column.contains(json.dumps(wanted.values[0]), autoescape=True)
    return column.in_(wanted.values)


def search(
    connection: Connection,
    alternatives: Sequence[Sequence[str]],
    *,
    limit: int,
    exact: bool = False,
) -> list[tuple[str, str]]:
    """Records whose words begin with one of each group of beginnings, newest first.

    Args:
        connection: Within a transaction.
        alternatives: Of ``names.query_words``; with ``exact`` whole words as written.
        limit: Records at most.
        exact: Compare letters as they are written.

    Returns:
        Pairs of record id and id of its top record, deleted ones left out.
    """
    matching = _matching(alternatives, mark="" if exact else "*")
    column = "exact" if exact else "folded"
    rows = connection.exec_driver_sql(
        "SELECT record.id, record.top FROM search"
        " JOIN record ON record.number = search.rowid"
        " JOIN record AS top ON top.id = record.top"
        " WHERE search MATCH ? AND NOT record.deleted AND NOT top.deleted"
        " ORDER BY search.rowid DESC LIMIT ?",
        (f"{column} : ({matching})", limit),
    )
    return [(each[0], each[1]) for each in rows]


MANY_FOUND: Final = 2_000
_NAMED: Final = (
    "SELECT record.id, record.top, record.type FROM search"
    " JOIN record ON record.number = search.rowid WHERE search MATCH :typed"
)
"""Records that have the words themselves."""


@lru_cache
def _links_of(_of: Catalogue, type_key: str) -> tuple[tuple[str, str, str], ...]:
    """View, column and target of each link in records of a type and their parts."""
    whole = [declared(type_key), *children_of(type_key)]
    return tuple(
        (views()[each.key].name, field.key, field.target or "")
        for each in whole
        for field in each.fields
        if field.kind is Kind.LINK
    )


def _elsewhere(type_key: str) -> str:
    statement: str = _elsewhere_of(in_use(), type_key)
    return statement


@lru_cache
def _elsewhere_of(of: Catalogue, type_key: str) -> str:
    """SQL for ids of records found by a part of theirs, or by whom they name.

    One statement: fetching the hits only to send them back cost ten times the search.
    """
    links = _links_of(of, type_key)
    whole = "id" if declared(type_key).is_part else "top"
    # Records of the type itself are found where they stand; most hits are such.
    others = any(target == type_key for _, _, target in links)
    which = "" if others else f" AND record.type != '{type_key}'"
    linked = "".join(
        f" UNION ALL SELECT record.{whole} FROM {view}"  # noqa: S608  # our names
        f" JOIN record ON record.id = {view}.id"
        f" WHERE {view}.{key} IN (SELECT id FROM hit WHERE type = '{target}')"
        " AND NOT record.deleted"
        for view, key, target in links
    )
    return (
        f"WITH hit AS MATERIALIZED ({_NAMED}{which})"  # noqa: S608
        f" SELECT {whole} FROM hit{linked}"
    )


def _met(
    type_key: str, typed: Sequence[Sequence[str]], *, walking: bool = False
) -> ColumnElement[bool]:
    """Records of a type with these words in them, in a part, or in whom a part names.

    Args:
        type_key: The type.
        typed: Of ``names.query_words``.
        walking: Ask of each record of the list in turn, instead of fetching the found.
    """
    elsewhere = _elsewhere(type_key)
    if walking:
        number = f"(SELECT number FROM record WHERE record.id = view_{type_key}.id)"  # noqa: S608
        found = "SELECT rowid FROM search WHERE search MATCH :typed"
        statement = f"({number} IN ({found}) OR +id IN ({elsewhere}))"
    else:
        statement = (
            f"id IN (SELECT id FROM ({_NAMED}) UNION ALL SELECT * FROM ({elsewhere}))"  # noqa: S608
        )
    return text(statement).bindparams(typed=_typed(typed))  # type: ignore[return-value]


def _count_met(
    connection: Connection, type_key: str, typed: Sequence[Sequence[str]]
) -> int:
    """How many there are, counted in the narrow tables; most need no second look."""
    statement = text(
        "WITH elsewhere AS MATERIALIZED (SELECT number FROM record"  # noqa: S608
        f" WHERE id IN ({_elsewhere(type_key)}) AND type = :type AND NOT deleted)"
        " SELECT (SELECT count(*) FROM elsewhere) + (SELECT count(*) FROM search"
        " JOIN record ON record.number = search.rowid WHERE search MATCH :typed"
        " AND record.type = :type AND NOT record.deleted"
        " AND record.number NOT IN elsewhere)"
    )
    given = {"type": type_key, "typed": _typed(typed)}
    return int(connection.execute(statement, given).scalar_one())


def _typed(typed: Sequence[Sequence[str]]) -> str:
    return f"folded : ({_matching(typed, mark='*')})"


def _matching(typed: Sequence[Sequence[str]], *, mark: str) -> str:
    """Words as the search index wants them: all groups, any of each."""
    groups = (
        "(" + " OR ".join(f'"{each}"{mark}' for each in group) + ")" for group in typed
    )
    return " AND ".join(groups)


def linking(
    connection: Connection, targets: Iterable[str]
) -> list[tuple[str, str, Field, str]]:
    """Visible records that link to others.

    Returns:
        Id of the record, id of its top record, the field, id of what it links to.
    """
    wanted = sorted(targets)
    found: list[tuple[str, str, Field, str]] = []
    for type_key, table in views().items():
        for field in declared(type_key).fields:
            if field.kind is not Kind.LINK:
                continue
            column = table.c[field.key]
            rows = connection.execute(
                select(RECORDS.c.id, RECORDS.c.top, column)
                .join(table, table.c.id == RECORDS.c.id)
                .where(column.in_(wanted), RECORDS.c.deleted.is_(False))
            )
            found.extend((row[0], row[1], field, row[2]) for row in rows)
    return found
