"""Reading the view: records, trees, lists, references, conflicts."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.dialects import sqlite

from monitor_desktop.domain import missing, names
from monitor_desktop.domain.catalogue import in_use
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.consents import CONSENT
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.linked_persons import APPROVAL, PERSON
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import ListQuery, Place
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import UsageError
from monitor_desktop.store import (
    disputes,
    finding,
    first_rows,
    journal,
    people,
    windows,
)
from monitor_desktop.store.conditions import lanes_of
from monitor_desktop.store.part_conditions import conditions
from monitor_desktop.store.tables import (
    NO_ANSWER,
    RECORDS,
    REFERENCES,
    columns_of,
    views,
)

_CASE: Final = "case"
_REPORT: Final = "monitoring_report"
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
    conflicts = _conflicts_of(connection, record_id, type_key)
    return Record(
        id=record_id,
        type=type_key,
        ref=row._mapping["_ref"],  # noqa: SLF001  # SQLAlchemy's documented name
        parent=parent,
        values=values_of(type_key, row),
        conflicts=conflicts,
        disputed=tuple(disputes.of_record(connection, record_id)) if conflicts else (),
        deleted=bool(deleted),
        heads={key: tuple(ids) for key, ids in heads.items()},
    )


def type_of(connection: Connection, record_id: str) -> str | None:
    """The type of a record, also of a newer program's; None where there is none."""
    return connection.exec_driver_sql(_TYPE, (record_id,)).scalar()


def exists(connection: Connection, record_id: str) -> bool:
    """There is a record of a known type with this id."""
    return type_of(connection, record_id) in views()


def values_of(
    type_key: str, row: Row[Any], keys: tuple[str, ...] = ()
) -> dict[str, JsonValue]:
    """Shown values of a view row by field key; of all fields where none is named."""
    answers: dict[str, JsonValue] = {}
    # By place: most of a hundred cells are empty, and names cost more than reading.
    for field, place in _places(in_use(), type_key, keys):
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
def _places(
    _of: Catalogue, type_key: str, keys: tuple[str, ...]
) -> tuple[tuple[Field, int], ...]:
    """Fields of a type, and where the first of their columns stands in a row."""
    table = views()[type_key]
    shown = windows.shown_columns(table, keys)
    at = {each.name: place for place, each in enumerate(shown)}
    return tuple(
        (each, at[next(columns_of(each)).name])
        for each in declared(type_key).fields
        if not keys or each.key in keys
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
    found = _tree(connection, record_id)
    return replace(found, behind=tuple(_behind(connection, found)))


def _behind(connection: Connection, tree: RecordTree) -> Iterable[RecordTree]:
    """The cases that a record is about, also by way of the report it is about."""
    reports = (each for each in tree.linked.values() if each.type == _REPORT)
    about = [tree, *(_tree(connection, each.id) for each in reports)]
    cases = {
        each.id
        for one in about
        for each in one.linked.values()
        if each.type == _CASE and each.id != tree.record.id
    }
    return (_tree(connection, each) for each in sorted(cases))


def _tree(connection: Connection, record_id: str) -> RecordTree:
    """A record with its parts and links, and no case behind it."""
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


def _linked(connection: Connection, records: Collection[Record]) -> dict[str, Record]:
    """Persons and others that links point to; parts of the record itself left out."""
    own = {each.id for each in records}
    targets = {
        value
        for each in records
        for key, value in each.values.items()
        if _is_link(each, key) and isinstance(value, str)
    } | _disputed_targets(records)
    found = [record(connection, each) for each in sorted(targets - own)]
    return {each.id: each for each in found if each is not None}


def _disputed_targets(records: Iterable[Record]) -> set[str]:
    """What links point to that nobody has decided about, beside the one shown."""
    declared_fields = (
        (each.declaration.field_by_id(conflict.field), conflict)
        for each in records
        for conflict in each.disputed
    )
    return {
        side.value
        for field, conflict in declared_fields
        if field is not None and field.kind is Kind.LINK
        for side in conflict.sides
        if isinstance(side.value, str)
    }


def _is_link(of: Record, key: str) -> bool:
    field = of.declaration.field(key)
    return field is not None and field.kind is Kind.LINK


def with_reference(connection: Connection, ref: str) -> list[str]:
    """Ids of the records that ever had this reference number."""
    query = select(REFERENCES.c.record).where(REFERENCES.c.ref == ref)
    return list(connection.execute(query).scalars())


def listed(connection: Connection, query: ListQuery) -> list[Record]:
    """A window of a list, without heads and conflicts."""
    return list(rows(connection, query))


def window(connection: Connection, query: ListQuery) -> tuple[int, list[Record]]:
    """How many records a list has in all, and one window of it."""
    total = counted(connection, query)
    return total, list(rows(connection, query, total=total))


def rows(
    connection: Connection,
    query: ListQuery,
    *,
    total: int | None = None,
    near: Place | None = None,
) -> list[Record]:
    """A window of a list, quickly also where nobody counted how long it is.

    Args:
        connection: Within a transaction.
        query: What is asked.
        total: How many there are, if that is known.
        near: A row before the window whose place is known; the list has not changed
            since.
    """
    found = conditions(connection, query)
    made = first_rows.quickest(connection, query, found, total=total, near=near)
    keys = tuple(query.fields)
    shown = [_listed(query.type, row, keys) for row in connection.execute(made)]
    missing_rows = total is not None and len(shown) < min(
        query.limit, total - query.offset
    )
    if near is not None and missing_rows:
        # In descending order the rows without a key come last, out of reach by key.
        return rows(connection, query, total=total)
    return shown


def place_after(
    connection: Connection, query: ListQuery, near: Place | None, step: int
) -> Place | None:
    """The row so many rows behind a place, or from the start; None behind the end."""
    found = conditions(connection, query)
    offset = (near.offset if near else 0) + step
    lanes = lanes_of(connection, query, found)
    there = windows.step(query, found, near, step, lanes=lanes)
    return windows.place_of(connection, there, offset)


def row_of(connection: Connection, query: ListQuery, record_id: str) -> int | None:
    """How many rows of a list stand before a record; None where it is not in it."""
    found = conditions(connection, query)
    here = connection.execute(windows.standing(query, found, record_id)).first()
    if here is None:
        return None
    before = windows.ahead(query, found, here.key, here.number)
    return int(connection.execute(before).scalar_one())


def _listed(type_key: str, row: Row[Any], keys: tuple[str, ...]) -> Record:
    return Record(
        id=row.id,
        type=type_key,
        ref=row._mapping["_ref"],  # noqa: SLF001  # SQLAlchemy's documented name
        values=values_of(type_key, row, keys),
    )


def counted(connection: Connection, query: ListQuery) -> int:
    """How many records a list has in all."""
    of = declared(query.type)
    typed = names.query_words(query.text)
    if typed and not query.filters and not of.is_part:
        return finding.Words(connection, of.key, typed).count()
    found = conditions(connection, query)
    return int(connection.execute(windows.count(views()[of.key], found)).scalar_one())


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
