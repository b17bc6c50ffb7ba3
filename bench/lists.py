"""Lists and search over many cases, against plain SQL on plain SQLite."""

import sqlite3
import tempfile
from pathlib import Path

from bench.figures import Figure, interleaved
from bench.profiles import profile
from monitor_desktop.domain import names
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.tables import views

_RUNS = 15
_WINDOW = 100


def _plain(workspace: Workspace, path: Path) -> sqlite3.Connection:
    """The same view and search rows in a plain file."""
    view = views()["case"]
    columns = ", ".join(f'"{each.name}"' for each in view.columns)
    plain = sqlite3.connect(path)
    plain.execute(f"CREATE TABLE view_case ({columns})")
    plain.execute("CREATE INDEX by_ref ON view_case (_ref, id)")
    plain.execute("CREATE INDEX by_title ON view_case (title__sort, id)")
    plain.execute("CREATE VIRTUAL TABLE search USING fts5(folded, prefix='1 2 3')")
    marks = ",".join("?" * len(view.columns))
    with workspace.transaction() as transaction:
        rows = transaction.exec_driver_sql("SELECT * FROM view_case")
        plain.executemany(f"INSERT INTO view_case VALUES ({marks})", map(tuple, rows))
    texts = plain.execute("SELECT rowid, title || ' ' || description FROM view_case")
    folded = [(row[0], names.fold(row[1])) for row in texts]
    plain.executemany("INSERT INTO search (rowid, folded) VALUES (?, ?)", folded)
    plain.commit()
    return plain


def measure(count: int) -> list[Figure]:
    """A window, another order, three typed letters."""
    workspace = profile(count)
    with tempfile.TemporaryDirectory() as name:
        plain = _plain(workspace, Path(name) / "plain.db")

        def ours(query: ListQuery) -> None:
            records.listed(workspace, query)

        def sql(*statements: str) -> None:
            for each in statements:
                plain.execute(each).fetchall()

        total = "SELECT count(*) FROM view_case WHERE NOT _deleted"
        window = (
            f"SELECT * FROM view_case WHERE NOT _deleted ORDER BY %s LIMIT {_WINDOW}"
        )
        found = "SELECT rowid FROM search WHERE search MATCH 'rah*'"
        cases = [
            (
                "list window",
                ListQuery(type="case", limit=_WINDOW),
                window % "_ref DESC",
            ),
            (
                "another order",
                ListQuery(type="case", sort="title", descending=False, limit=_WINDOW),
                window % "title__sort, id",
            ),
            (
                "three letters",
                ListQuery(type="case", text="рах", limit=_WINDOW),
                f"SELECT * FROM view_case WHERE rowid IN ({found})"
                f" ORDER BY _ref DESC LIMIT {_WINDOW}",
            ),
        ]
        figures = []
        for what, query, statement in cases:
            counting = total if not query.text else f"SELECT count(*) FROM ({found})"
            times = interleaved(
                lambda q=query: ours(q),  # type: ignore[misc]
                lambda s=statement, c=counting: sql(c, s),  # type: ignore[misc]
                runs=_RUNS,
            )
            said = f"{what} of {count:,} cases, against plain SQL on plain SQLite (s)"
            figures.append(Figure(said, *times, 3))
        plain.close()
    workspace.close()
    return figures
