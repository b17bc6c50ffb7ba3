"""Merging 60,000 operations against a floor that does no thinking."""

import itertools
import json
import statistics
import tempfile
from functools import partial
from hashlib import sha256 as digest
from pathlib import Path
from typing import Any

from bench.figures import Figure, seconds
from bench.profiles import edits, profile
from monitor_desktop.crypto.digests import sha256
from monitor_desktop.domain import names
from monitor_desktop.domain.operations import Operation, compose
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import journal, word_index
from monitor_desktop.store.engine import open_engine
from monitor_desktop.store.migrations import migrate
from monitor_desktop.store.tables import views
from monitor_desktop.sync.operation_lines import from_line, to_line

OPERATIONS = 60_000
_EACH = 6
"""Operations on a record."""
_DEVICE = "b" * 32
_CHUNK = 2_000
"""As an import takes them in."""
_RUNS = 3


def lines_of(count: int, *, after: int = 0) -> list[bytes]:
    """So many operations as they stand in a bundle, behind others of that journal."""
    records = edits(count // _EACH + 1, first=10**6 + after // _EACH)
    flat = itertools.chain.from_iterable(records)
    return [
        to_line(
            compose(
                edit,
                device=_DEVICE,
                n=n,
                clock_us=10**15 + n,
                salt=n.to_bytes(16, "big"),
                digest=sha256,
            )
        )[:-1]
        for n, edit in enumerate(itertools.islice(flat, count), start=after + 1)
    ]


def merge(workspace: Workspace, lines: list[bytes]) -> None:
    """Take lines in and show their records, as an import does."""
    with (
        workspace.transaction() as transaction,
        workspace.store.gathering(transaction),
    ):
        after = journal.last_arrival(transaction)
        edits: list[Operation] = []
        touched: set[str] = set()
        waiting = map(from_line, lines)
        while chunk := list(itertools.islice(waiting, _CHUNK)):
            touched |= workspace.store.receive(transaction, _DEVICE, chunk)
            edits.extend(each for each in chunk if isinstance(each, Operation))
        workspace.store.show(transaction, touched, journal.Arrived(after, edits))


Rows = dict[str, list[tuple[Any, ...]]]
"""Final rows by table; the first row of each names its columns."""


def _final_rows(workspace: Workspace) -> Rows:
    """Everything a merge leaves in the store: no table that it writes is left out."""
    tables = (
        "operation", "head", "kind", "record", "reference", "journal", "journal_mark",
        "setting",
        views()["case"].name,
    )  # fmt: skip
    with workspace.transaction() as transaction:
        found: Rows = {}
        for table in tables:
            rows = transaction.exec_driver_sql(f"SELECT * FROM {table}")
            columns = map('"{}"'.format, rows.keys())
            found[table] = [tuple(columns), *map(tuple, rows)]
        # The index keeps no texts; these are what it was given, folded and as written.
        texts = transaction.exec_driver_sql(
            "SELECT number, _ref || ' ' || title || ' ' || description FROM record"
            " JOIN view_case ON view_case.id = record.id"
        )
        words = [(number, *names.both(text)) for number, text in texts]
        for place, table in enumerate(word_index.TABLES, 1):
            rows_of = [(each[0], each[place]) for each in words]
            found[table] = [("rowid", "words"), *rows_of]
    return found


def _as_the_driver_likes(rows: Rows) -> Rows:
    """The same rows without columns that are empty in all, and bytes as arrays.

    The driver asks three protocols for every None and every bytes that is bound.
    """
    found: Rows = {}
    for table, (columns, *values) in rows.items():
        used = [
            n
            for n, cells in enumerate(zip(*values, strict=True))
            if any(each is not None for each in cells)
        ]
        found[table] = [
            tuple(columns[n] for n in used),
            *(
                tuple(
                    bytearray(row[n]) if isinstance(row[n], bytes) else row[n]
                    for n in used
                )
                for row in values
            ),
        ]
    return found


def _floor(path: Path, lines: list[bytes], rows: Rows) -> None:
    """Parse and hash the same bytes, then write the same final rows."""
    for line in lines:
        header, salt, body = json.loads(line)
        json.loads(header)
        json.loads(body)
        inner = digest(bytes.fromhex(salt) + body.encode()).digest()
        digest(b"\x00" + header.encode() + inner).digest()
    engine = open_engine(path, bytes(32))
    with engine.begin() as connection:
        for table, (columns, *values) in rows.items():
            marks = ",".join("?" * len(columns))
            into = f"{table} ({','.join(columns)})"
            connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks})", values)
    engine.dispose()


def _empty(path: Path) -> None:
    """A store as it is made, with all its tables, indexes and settings of search."""
    engine = open_engine(path, bytes(32))
    with engine.begin() as connection:
        migrate(connection)
        connection.exec_driver_sql("DELETE FROM setting")
    engine.dispose()


def measure(count: int = OPERATIONS) -> list[Figure]:
    """The floor may take at least eight tenths of what the merge takes.

    Beside it a floor that hands its rows to the driver as the merge does: what is left
    is what the merge thinks.
    """
    lines = lines_of(count)
    spent: dict[str, list[float]] = {"ours": [], "floor": [], "liked": []}
    for _ in range(_RUNS):
        with tempfile.TemporaryDirectory() as name:
            workspace = profile(0, Path(name) / "p")
            spent["ours"].append(seconds(partial(merge, workspace, lines)))
            rows = _final_rows(workspace)
            workspace.close()
            for floor, given in (
                ("floor", rows),
                ("liked", _as_the_driver_likes(rows)),
            ):
                path = Path(name) / f"{floor}.db"
                _empty(path)
                spent[floor].append(seconds(partial(_floor, path, lines, given)))
    ours, plain, liked = (statistics.median(each) for each in spent.values())
    what = f"merge {count:,} operations, against parse, hash and write of the same (s)"
    return [
        Figure(what, ours, plain, 1 / 0.8),
        Figure("the same, against rows as the driver likes them (s)", ours, liked, 2.0),
    ]
