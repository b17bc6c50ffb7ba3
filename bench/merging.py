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
from monitor_desktop.domain.operations import Operation, compose
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import journal
from monitor_desktop.store.engine import open_engine
from monitor_desktop.store.tables import METADATA, SEARCH_DDL, views
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
    with workspace.transaction() as transaction:
        after = journal.last_arrival(transaction)
        edits: list[Operation] = []
        touched: set[str] = set()
        waiting = map(from_line, lines)
        while chunk := list(itertools.islice(waiting, _CHUNK)):
            touched |= workspace.store.receive(transaction, _DEVICE, chunk)
            edits.extend(each for each in chunk if isinstance(each, Operation))
        workspace.store.show(transaction, touched, journal.Arrived(after, edits))


def _final_rows(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    tables = ["operation", "head", "record", "reference", views()["case"].name]
    with workspace.transaction() as transaction:
        found = {
            table: [
                tuple(row)
                for row in transaction.exec_driver_sql(f"SELECT * FROM {table}")
            ]
            for table in tables
        }
        texts = transaction.exec_driver_sql(
            "SELECT number, view_case.title || ' ' || view_case.description"
            " FROM record JOIN view_case ON view_case.id = record.id"
        )
        found["search"] = [(row[0], row[1], row[1]) for row in texts]
    return found


def _floor(
    path: Path, lines: list[bytes], rows: dict[str, list[tuple[Any, ...]]]
) -> None:
    """Parse and hash the same bytes, then write the same final rows."""
    for line in lines:
        header, salt, body = json.loads(line)
        json.loads(header)
        json.loads(body)
        inner = digest(bytes.fromhex(salt) + body.encode()).digest()
        digest(b"\x00" + header.encode() + inner).digest()
    engine = open_engine(path, bytes(32))
    with engine.begin() as connection:
        for table, found in rows.items():
            marks = ",".join("?" * len(found[0]))
            into = f"{table} (rowid, folded, exact)" if table == "search" else table
            connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks})", found)
    engine.dispose()


def _empty(path: Path) -> None:
    engine = open_engine(path, bytes(32))
    with engine.begin() as connection:
        METADATA.create_all(connection)
        connection.exec_driver_sql(SEARCH_DDL)
    engine.dispose()


def measure(count: int = OPERATIONS) -> list[Figure]:
    """The floor may take at least eight tenths of what the merge takes."""
    lines = lines_of(count)
    ours, floor = [], []
    for _ in range(_RUNS):
        with tempfile.TemporaryDirectory() as name:
            workspace = profile(0, Path(name) / "p")
            ours.append(seconds(partial(merge, workspace, lines)))
            rows = _final_rows(workspace)
            workspace.close()
            path = Path(name) / "floor.db"
            _empty(path)
            floor.append(seconds(partial(_floor, path, lines, rows)))
    what = f"merge {count:,} operations, against parse, hash and write of the same (s)"
    return [Figure(what, statistics.median(ours), statistics.median(floor), 1 / 0.8)]
