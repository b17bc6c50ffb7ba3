"""Saving one edit against a bare SQLCipher commit of the same rows."""

import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from bench.figures import Figure, seconds
from bench.profiles import PASSPHRASE, profile
from monitor_desktop.services import records
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import raw
from monitor_desktop.store.engine import open_engine

_RUNS = 60
_WRITES = ("INSERT", "UPDATE", "DELETE")
Statements = list[tuple[str, Any]]


def _recorded(workspace: Workspace, number: int) -> tuple[float, Statements]:
    """Seconds of one edit, and the rows it wrote as statements."""
    written: Statements = []

    def note(statement: str, given: Any) -> None:
        if statement.startswith(_WRITES):
            written.append((statement, given))

    def keep(_c: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        note(statement, given)

    def noting(real: Callable[..., None]) -> Callable[..., None]:
        def run(connection: Any, statement: str, given: Any = ()) -> None:
            note(statement, given)
            real(connection, statement, given)

        return run

    engine = workspace.store._engine
    event.listen(engine, "before_cursor_execute", keep)
    title = {"title": f"changed {number}"}
    with (
        patch.object(raw, "run", noting(raw.run)),
        patch.object(raw, "run_each", noting(raw.run_each)),
    ):
        took = seconds(lambda: records.change(workspace, f"{7:032x}", title))
    event.remove(engine, "before_cursor_execute", keep)
    return took, written


def _replay(bare: Any, written: Statements) -> None:
    """The same rows without any thinking."""
    bare.execute("BEGIN IMMEDIATE")
    for statement, given in written:
        if isinstance(given, list):
            bare.executemany(statement, given)
        else:
            bare.execute(statement, given)
    bare.execute("COMMIT")


def measure() -> list[Figure]:
    """One field of one case changed, a thousand cases in the profile."""
    with tempfile.TemporaryDirectory() as name:
        workspace = profile(1_000, Path(name) / "p")
        key = workspace.folder.slots().unlock(PASSPHRASE)
        copy = Path(name) / "copy.db"
        workspace.store.snapshot(copy)
        engine = open_engine(copy, key)
        connection = engine.raw_connection()
        times = []
        for number in itertools.islice(itertools.count(), _RUNS):
            took, written = _recorded(workspace, number)
            bare = connection.driver_connection
            times.append((took, seconds(lambda w=written, b=bare: _replay(b, w))))  # type: ignore[misc]
        connection.close()
        engine.dispose()
        workspace.close()
    ours, floor = (sorted(each)[_RUNS // 2] for each in zip(*times, strict=True))
    what = "save one edit, against a bare commit of the same rows (s)"
    return [Figure(what, ours, floor, 3)]
