"""Reading the view: records, trees, lists, references, conflicts."""

import json
from collections.abc import Iterable, Sequence
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
    UnaryExpression,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.operators import custom_op

from monitor_desktop.domain import missing, names
from monitor_desktop.domain.catalogue import in_use, record_type
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.consents import CONSENT
from monitor_desktop.domain.fields import LANGUAGES, Field, Kind
from monitor_desktop.domain.linked_persons import APPROVAL, PERSON
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import UsageError
from monitor_desktop.store import finding, journal, people
from monitor_desktop.store.tables import (
    NO_ANSWER,
    RECORDS,
    REFERENCES,
    columns_of,
    sort_column,
    views,
)
from monitor_desktop.store.view import sort_cell

_WANTED: Final[BindParameter[str]] = bindparam("wanted")
# As they are run: putting a statement together costs more than running it.
_RECORD: Final = "SELECT type, parent, deleted FROM record WHERE id = ?"
_TYPE: Final = "SELECT type FROM record WHERE id = ?"
_IN_CONFLICT: Final = "SELECT DISTINCT field FROM conflict WHERE record = ?"
_PARTS: Final = (
    "SELECT id FROM record WHERE parent = ? AND deleted = 0 ORDER BY place, number"
)
_CONSENTS: Final = (
    "SELECT id FROM record WHERE parent = ? AND deleted = 0 AND type = ?"
    " ORDER BY place, number"
)


@lru_cache
def _shown(_of: Catalogue, type_key: str) -> Select[Any]:
    table = views()[type_key]
    return select(table).where(table.c.id == _WANTED)


def record(connection: Connection, record_id: str) -> Record | None:
    """One record of a known type with its values, heads and conflicts; None if none."""
    found = connection.exec_driver_sql(_RECORD, (record_id,)).first()
    if found is None or found[0] not in views():
        return None
    type_key, parent, deleted = found
    row = connection.execute(_shown(in_use(), type_key), {"wanted": record_id}).one()
    heads = journal.heads_of(connection, record_id)
    return Record(
        id=record_id,
        type=type_key,
        ref=row._mapping["_ref"],  # noqa: SLF001  # SQLAlchemy's documented name
        parent=parent,
        values=values_of(type_key, row),
        conflicts=_conflicts_of(connection, record_id, type_key),
        deleted=bool(deleted),
        heads={key: tuple(ids) for key, ids in heads.items()},
    )


def type_of(connection: Connection, record_id: str) -> str | None:
    """The type of a record, also of a newer program's; None where there is none."""
    return connection.exec_driver_sql(_TYPE, (record_id,)).scalar()


def exists(connection: Connection, record_id: str) -> bool:
    """There is a record of a known type with this id."""
    return type_of(connection, record_id) in views()


def values_of(type_key: str, row: Row[Any]) -> dict[str, JsonValue]:
    """Shown values of a view row by field key."""
    answers: dict[str, JsonValue] = {}
    # By place: most of a hundred cells are empty, and names cost more than reading.
    for field, place in _places(in_use(), type_key):
        several = field.kind is Kind.MULTILINGUAL
        value = _texts(row, place) if several else _value(field, row, place)
        if value is not None:
            answers[field.key] = value
    absent = row._mapping[NO_ANSWER]  # noqa: SLF001  # SQLAlchemy's documented name
    if absent is None:
        return answers
    for key, reason in json.loads(absent).items():
        answers[key] = {missing.KEY: reason}
    return answers


@lru_cache
def _places(_of: Catalogue, type_key: str) -> tuple[tuple[Field, int], ...]:
    """Fields of a type, and where the first of their columns stands in its view."""
    table = views()[type_key]
    at = {each.name: place for place, each in enumerate(table.columns)}
    return tuple(
        (each, at[next(columns_of(each)).name]) for each in declared(type_key).fields
    )


def _texts(row: Row[Any], place: int) -> JsonValue:
    texts = {each: row[place + n] for n, each in enumerate(LANGUAGES)}
    return {each: text for each, text in texts.items() if text} or None


def _value(field: Field, row: Row[Any], place: int) -> JsonValue:
    cell: JsonValue = row[place]
    if cell is None:
        return None
    if field.kind is Kind.MULTIPLE_CHOICE:
        codes: JsonValue = json.loads(str(cell))
        return codes
    if field.kind is Kind.PARTIAL_DATE:
        edtf, first, last = row[place + 1 : place + 4]
        return {"text": cell, "edtf": edtf, "from": first, "to": last}
    # SQLAlchemy reads every number as a Decimal, which is no JSON.
    return _number(cell) if field.kind is Kind.NUMBER else cell


def _number(cell: Any) -> int | float:  # noqa: ANN401  # a Decimal
    return int(cell) if cell == int(cell) else float(cell)


def _conflicts_of(
    connection: Connection, record_id: str, type_key: str
) -> tuple[str, ...]:
    known = declared(type_key)
    keys = []
    found = connection.exec_driver_sql(_IN_CONFLICT, (record_id,)).scalars()
    for field_id in found:
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
    ids = connection.exec_driver_sql(_PARTS, (record_id,)).scalars().all()
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
    ids = connection.exec_driver_sql(_CONSENTS, (person, CONSENT)).scalars().all()
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
    walking = total > finding.MANY
    rows = connection.execute(_window(query, walking=walking, total=total))
    return total, [_listed(query.type, row) for row in rows]


def _window(
    query: ListQuery, *, walking: bool = False, total: int | None = None
) -> Select[Any]:
    """A window of a list, by its ids: rows that are passed over are not looked at.

    Args:
        query: What is asked.
        walking: Go along the order of the list, not along what a filter finds.
        total: How many rows there are, when that is known: a window near the end is
            reached from there.
    """
    table = views()[declared(query.type).key]
    order = _order(table, query.sort)
    keys = (order, table.c.id)
    ordered = [each.desc() if query.descending else each.asc() for each in keys]
    found = select(table.c.id).where(_condition(table, query, walking=walking))
    rest = None if total is None else max(total - query.offset, 0)
    if rest is not None and rest < query.offset:
        turned = [each.asc() if query.descending else each.desc() for each in keys]
        size = min(query.limit, rest)
        reached = found.order_by(*turned).limit(size).offset(rest - size)
    else:
        reached = found.order_by(*ordered).limit(query.limit).offset(query.offset)
    return select(table).where(table.c.id.in_(reached)).order_by(*ordered)


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
        return finding.count(connection, of.key, typed)
    table = views()[of.key]
    counting = select(func.count()).select_from(table)
    if not typed and not query.filters and not of.is_part:
        shown = counting.where(table.c["_deleted"].is_(False))
        return int(connection.execute(shown).scalar_one())
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
    conditions = [_filter(table, each, walking=walking) for each in query.filters]
    if declared(query.type).is_part:
        conditions.append(table.c.id.not_in(_hidden_with_their_whole()))
    typed = names.query_words(query.text)
    if typed:
        conditions.append(finding.found(query.type, typed, walking=walking))
    return and_(_unindexed(table.c["_deleted"]).is_(False), *conditions)


def _unindexed(column: Column[Any]) -> ColumnElement[Any]:
    """A column whose index is of no use here: most records are like that."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _hidden_with_their_whole() -> Select[Any]:
    """Parts of deleted records are never deleted themselves."""
    whole = RECORDS.alias("whole")
    hidden = select(RECORDS.c.id).join(whole, whole.c.id == RECORDS.c.top)
    return hidden.where(whole.c.deleted.is_(True))


def _filter(
    table: Table, wanted: Filter, *, walking: bool = False
) -> ColumnElement[bool]:
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
    if field.kind is Kind.MULTIPLE_CHOICE:
        # Codes are stored as a JSON array; quotes keep one code from another's start.
        return table.c[field.key].contains(
            json.dumps(wanted.values[0]), autoescape=True
        )
    return _among(table, field, wanted.values, walking=walking)


def _among(
    table: Table, field: Field, values: Sequence[JsonValue], *, walking: bool
) -> ColumnElement[bool]:
    """One of some values, by the index of the field unless the order is walked."""
    column = table.c[field.key]
    if walking:
        return _unindexed(column).in_(values)
    if not field.sortable or field.kind not in {Kind.CHOICE, Kind.PLACE}:
        return column.in_(values)
    # The index of its order begins with the sort key and has the value beside it.
    keys = {sort_cell(field, each) for each in values}
    return and_(table.c[sort_column(field)].in_(keys), column.in_(values))


@lru_cache
def _links(_of: Catalogue) -> tuple[str, tuple[Field, ...]]:
    """One statement that asks every link field by its index, and the fields in order.

    Kept as text: to put together and look up one of some seventy parts takes longer
    than to run it.
    """
    wanted = func.json_each(bindparam("wanted")).table_valued("value")
    fields: list[Field] = []
    parts = []
    for type_key, table in views().items():
        for field in declared(type_key).fields:
            if field.kind is not Kind.LINK:
                continue
            column = table.c[field.key]
            parts.append(
                select(RECORDS.c.id, RECORDS.c.top, literal_column(f"{len(fields)}"))
                .add_columns(column)
                .join(table, table.c.id == RECORDS.c.id)
                .where(column.in_(select(wanted.c.value)), RECORDS.c.deleted.is_(False))
            )
            fields.append(field)
    dialect = sqlite.dialect(paramstyle="named")
    return str(union_all(*parts).compile(dialect=dialect)), tuple(fields)


def linking(
    connection: Connection, targets: Iterable[str]
) -> list[tuple[str, str, Field, str]]:
    """Visible records that link to others.

    Returns:
        Id of the record, id of its top record, the field, id of what it links to.
    """
    statement, fields = _links(in_use())
    rows = connection.exec_driver_sql(
        statement, {"wanted": json.dumps(sorted(targets))}
    )
    return [(row[0], row[1], fields[row[2]], row[3]) for row in rows]
