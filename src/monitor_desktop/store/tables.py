"""Tables: the journal, what is derived from it, and one view table a record type.

The view tables are made from the declarations in ``domain.catalogue``; nothing here
names a field.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Text,
    UnaryExpression,
    literal_column,
    text,
)
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql.operators import custom_op

from monitor_desktop.domain.catalogue import RECORD_TYPES, SHIPPED, in_use
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.fields import Field, Kind, RecordType
from monitor_desktop.domain.languages import LANGUAGES

METADATA: Final = MetaData()
NOTHING_SENT: Final = '{"known":{},"own":0,"wanted":{}}'

OPERATIONS: Final = Table(
    "operation",
    METADATA,
    Column("arrival", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("device", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("clock_us", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("top", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("sub", Text, nullable=False),
    Column("pred", Text, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("body_hash", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("aside", Boolean, nullable=False, server_default="0"),
    Column("void", Boolean, nullable=False, server_default="0"),
    Index("operation_register", "record", "field", "sub"),
    Index("operation_position", "device", "n"),
    # Whole in itself: receipts ask for nothing else, for every row of a list.
    Index("operation_top_position", "top", "device", "n"),
    Index("operation_void", "id", sqlite_where=text("void = 1")),
    # Who made a record: whoever gave it a reference.
    Index(
        "operation_reference", "record", "device", sqlite_where=text("field = '_ref'")
    ),
    Index("operation_bare", "device", "n", sqlite_where=text("body IS NULL")),
    Index("operation_group", "id", sqlite_where=text("kind = 'group'")),
    Index(
        "operation_chained",
        "device",
        "n",
        sqlite_where=text("kind IN ('group', 'purge')"),
    ),
)
"""Every operation ever met, its bytes as they are; the truth. ``aside``: it stands on
no main branch. ``void``: the key-state gives it no effect; derived."""

HEADS: Final = Table(
    "head",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("sub", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Effective heads of every register."""

KINDS: Final = Table(
    "kind",
    METADATA,
    Column("slot", Integer, primary_key=True),
    Column("type", Text, nullable=False, unique=True),
)
"""Types met so far; numbers of records of one lie together, see ``numbers``."""

RECORDS: Final = Table(
    "record",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("top", Text, nullable=False),
    Column("parent", Text),
    Column("place", Integer, nullable=False, default=0),
    Column("deleted", Boolean, nullable=False, default=False),
    Index("record_parent", "parent", "place", "id"),
    Index("record_top", "top"),
    Index("record_deleted", "number", sqlite_where=text("deleted = 1")),
)
"""Every record; ``number`` is its row in the view and in the search index."""

REFERENCES: Final = Table(
    "reference",
    METADATA,
    Column("ref", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Index("reference_record", "record"),
    sqlite_with_rowid=False,
)
"""Every reference number ever given to a record."""

CONFLICTS: Final = Table(
    "conflict",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("sub", Text, primary_key=True),
    Column("top", Text, nullable=False),
    Column("type", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Registers that wait for a person."""

JOURNALS: Final = Table(
    "journal",
    METADATA,
    Column("device", Text, primary_key=True),
    Column("frontier", LargeBinary, nullable=False),
)
"""The Merkle frontier of each device's journal as far as it is held here."""

MARKS: Final = Table(
    "journal_mark",
    METADATA,
    Column("device", Text, primary_key=True),
    Column("size", Integer, primary_key=True),
    Column("frontier", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Earlier frontiers of main branches, which only ever grow; kept as they are met."""

BRANCHES: Final = Table(
    "branch",
    METADATA,
    Column("device", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("split", Integer, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Second histories of devices, numbered from 1: up to position ``split`` they are the
history met first, which is in ``journal``."""

BRANCH_LEAVES: Final = Table(
    "branch_leaf",
    METADATA,
    Column("device", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("leaf", LargeBinary, nullable=False),
    Column("id", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Positions of a branch above its split; the operation is found by its id."""

WITHHELD: Final = Table(
    "withheld",
    METADATA,
    Column("device", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("leaf", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Positions of journals that are known by their leaf alone."""

SIGNED_HEADS: Final = Table(
    "signed_head",
    METADATA,
    Column("device", Text, primary_key=True),
    Column("branch", Integer, primary_key=True, server_default="0"),
    Column("size", Integer, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("steps", Text, nullable=False, server_default="[]"),
    Column("last", Integer),
)
"""The last statement of each device about its own journal, and the proofs that lead
from what is held here to it where that is less. ``last``: position of the last
group operation or purge as it says; null where it was made before heads said so."""

CONTACTS: Final = Table(
    "contact",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("signing", LargeBinary, nullable=False),
    Column("receive", LargeBinary, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("receives", Text, nullable=False),
    Column("revoked_after", Integer),
    Column("ack", Text, nullable=False),
    Column("predecessors", Text, nullable=False, server_default=""),
    Column("sent", Text, nullable=False, server_default=NOTHING_SENT),
)
"""Other installations."""

BUNDLES: Final = Table(
    "bundle",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("bundle", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("report", Text, nullable=False),
    Column("sealed", LargeBinary),
    Index("bundle_id", "bundle"),
)
"""Bundles met, what became of them, and the sealed bytes of those that wait."""

SETTINGS: Final = Table(
    "setting",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Everything the profile remembers, JSON; nothing of ours lies outside the store."""

AWAY: Final = Table(
    "away",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("ref", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Positions of top records that this laptop alone put down; their leaves are among
those withheld, and they are not asked for until somebody wants the record back."""

NOT_UPDATED: Final = Table(
    "not_updated",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("sender", Text, primary_key=True),
    Column("since_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Top records of which a sender said that it may send nothing newer."""
BLOBS: Final = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("name", Text, nullable=False, unique=True),
    Column("key", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Attachments that are held whole: digest and size of what is sealed, the name of the
file it is sealed in, and the key of that file."""

PIECES: Final = Table(
    "piece",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Index("piece_sha256", "sha256", "start"),
    sqlite_with_rowid=False,
)
"""Stretches of attachments still arriving, each sealed in a file of its own."""

DRAFTS: Final = Table(
    "draft",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("content", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What is being typed, with the heads that were on the screen; never exported."""


def columns_of(field: Field) -> Iterator[Column[Any]]:
    """The view columns one field has."""
    if field.kind is Kind.MULTILINGUAL:
        yield from (Column(f"{field.key}_{each}", Text) for each in LANGUAGES)
    elif field.kind is Kind.NUMBER:
        yield Column(field.key, Numeric())
    else:
        yield Column(field.key, Text)
    if field.kind is Kind.PARTIAL_DATE:
        yield Column(f"{field.key}_edtf", Text)
        yield Column(f"{field.key}_from", Text)
        yield Column(f"{field.key}_to", Text)
        yield Column(span_column(field), Integer)
    if field.sortable:
        yield Column(sort_column(field), LargeBinary)


def _asked_of(record_type: RecordType) -> tuple[str, ...]:
    """Columns that the filters of a list compare: beside its order they need no row.

    A group's own fields come and go; their filters look at rows.
    """
    shipped = SHIPPED.record_type(record_type.key)
    fields = shipped.filter_fields if shipped else ()
    return tuple(
        column
        for each in fields
        for column in (
            (f"{each.key}_from", f"{each.key}_to")
            if each.kind is Kind.PARTIAL_DATE
            else (each.key,)
        )
    )


def span_column(field: Field) -> str:
    """Name of how wide a partial date is, as ``partial_dates.span`` says."""
    return f"{field.key}__span"


def sort_column(field: Field) -> str:
    """Name of the stored sort key of a field."""
    return f"{field.key}__sort"


NO_ANSWER: Final = "_missing"
"""View column: JSON of field key to the kind of no answer; null for most records."""
NUMBER: Final = "_number"
"""View column: the number of the record, which every index of the view ends with."""


def spans_name(view: str, field: Field) -> str:
    """Name of the index that tells which dates overlap a time."""
    return f"{view}_{field.key}_spans"


def yearly_name(view: str, field: Field) -> str:
    """Name of the index that has the rows of each year by reference."""
    return f"{view}_{field.key}_yearly"


def references_name(view: str) -> str:
    """Name of the index that tells references by numbers."""
    return f"{view}__references"


WIDER: Final = ""
"""Stands for the year of a date that does not lie in one year."""


@cache
def year_of(field: Field) -> ColumnElement[str]:
    """The year in which a partial date lies, as SQL; ``WIDER``, or null without a date.

    SQLite looks it up in an index only where it is written as the index has it
    (https://sqlite.org/expridx.html, section 1).
    """
    first, last = f"{field.key}_from", f"{field.key}_to"
    return literal_column(
        f"CASE WHEN substr({first}, 1, 4) = substr({last}, 1, 4)"
        f" THEN substr({first}, 1, 4)"
        f" WHEN coalesce({first}, {last}) IS NOT NULL THEN '{WIDER}' END",
        Text,
    )


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column whose index is of no use here."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _view_table(record_type: RecordType, metadata: MetaData) -> Table:
    name = f"view_{record_type.key}"
    fields = record_type.fields
    return Table(
        name,
        metadata,
        Column(NUMBER, Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("_ref", Text),
        Column("_deleted", Boolean, nullable=False, default=False),
        Column(NO_ANSWER, Text),
        *(column for field in fields for column in columns_of(field)),
        *_view_indexes(name, record_type),
    )


def _view_indexes(name: str, record_type: RecordType) -> Iterator[Index]:
    """What lists, filters and links look into.

    A list walks one order and looks at no row before those it shows: what its filters
    compare lies beside the order. Passing over rows costs a microsecond each, looking
    one up ten and more.
    """
    asked = _asked_of(record_type)
    yield Index(f"{name}__shown", "_deleted")
    yield Index(f"{name}__ref_walked", "_ref", NUMBER, "_deleted", *asked)
    yield Index(references_name(name), NUMBER, "_ref", "_deleted")
    yield Index(
        f"{name}_{NO_ANSWER}", "id", sqlite_where=text(f"{NO_ANSWER} IS NOT NULL")
    )
    for field in record_type.fields:
        if field.sortable:
            order = (sort_column(field), NUMBER, "_deleted")
            yield Index(f"{name}_{field.key}_walked", *order, *asked)
        if field.kind is Kind.LINK:
            yield Index(f"{name}_{field.key}_link", field.key)
        if f"{field.key}_from" in asked:
            days = (span_column(field), f"{field.key}_from", f"{field.key}_to")
            others = (each for each in asked if each not in days)
            yield Index(spans_name(name, field), *days, NUMBER, "_deleted", *others)
            by_year = yearly_name(name, field), year_of(field)
            yield Index(*by_year, "_ref", NUMBER, "_deleted", *asked)


_SHIPPED_VIEWS: Final[Mapping[str, Table]] = {
    each.key: _view_table(each, METADATA) for each in RECORD_TYPES
}


def views() -> Mapping[str, Table]:
    """Shown values, one row a record, by type key, of the catalogue in use."""
    return _views_of(in_use())


@lru_cache(maxsize=16)
def _views_of(catalogue: Catalogue) -> Mapping[str, Table]:
    metadata = MetaData()
    return {
        each.key: _SHIPPED_VIEWS[each.key]
        if each is SHIPPED.record_type(each.key)
        else _view_table(each, metadata)
        for each in catalogue.types
    }


@cache
def all_statements() -> tuple[str, ...]:
    """What makes every table and index in an empty store.

    Put together once: with forty record types that took longer than running it.
    """
    dialect = SQLiteDialect()
    tables = METADATA.sorted_tables
    indexes = [index for each in tables for index in each.indexes]
    return (
        *(str(CreateTable(each).compile(dialect=dialect)) for each in tables),
        *sorted(str(CreateIndex(each).compile(dialect=dialect)) for each in indexes),
    )
