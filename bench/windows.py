"""The list of a million cases in a window, against the SQL of it on plain SQLite.

What a person waits for: from the act to the painted rows, at the 99th percentile. The
same rows lie in a plain file under plain indexes; it is asked for the window alone.
"""

import os
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from bench import millions
from bench.figures import Figure, seconds
from monitor_desktop.app import wiring
from monitor_desktop.domain import names
from monitor_desktop.domain.records import declared
from monitor_desktop.overriding import override
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.migrations import VERSION
from monitor_desktop.store.tables import NUMBER, columns_of, sort_column, views
from monitor_desktop.ui.application import make_desk
from monitor_desktop.ui.lists.list_reading import WINDOW_ROWS
from monitor_desktop.ui.lists.record_list import RecordList
from monitor_desktop.ui.lock.rehearsal import Rehearsal
from monitor_desktop.ui.look.theme import ARGUMENTS
from monitor_desktop.ui.sessions import Session

_RUNS = 60
_MORE_S = 0.060
"""For asking, answering and painting, over one and a half times the SQL."""
_MOST = 1.5
_SIZE = (1126, 620)
_BATCH = 20_000
_WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_TYPED = ("р", "ра", "рах", "раҳм", "зар", "мадина", "ҷам", "999")


def _plain(workspace: Workspace, count: int) -> sqlite3.Connection:
    """The columns of the list and the words in a plain file, kept for the next run."""
    path = Path(tempfile.gettempdir()) / f"bench-plain-{VERSION}-{count}.db"
    is_new = not path.exists()
    plain = sqlite3.connect(path)
    if is_new:
        _fill(workspace, plain)
    return plain


def _fill(workspace: Workspace, plain: sqlite3.Connection) -> None:
    fields = declared("case").list_fields
    shown = [column.name for each in fields for column in columns_of(each)]
    columns = ", ".join((NUMBER, "id", "_ref", "_deleted", *shown))
    typed = columns.replace(NUMBER, f"{NUMBER} INTEGER PRIMARY KEY", 1)
    plain.execute(f"CREATE TABLE shown ({typed})")
    plain.execute("CREATE VIRTUAL TABLE words USING fts5(folded, prefix='1 2 3')")
    marks = ",".join("?" * (4 + len(shown)))
    texts = f"{NUMBER}, title, description"
    with workspace.transaction() as transaction:
        rows = transaction.exec_driver_sql(
            f"SELECT {columns} FROM {views()['case'].name}"
        )
        for batch in _batches(rows):
            plain.executemany(f"INSERT INTO shown VALUES ({marks})", batch)
        rows = transaction.exec_driver_sql(
            f"SELECT {texts} FROM {views()['case'].name}"
        )
        for batch in _batches(rows):
            folded = [(each[0], names.fold(f"{each[1]} {each[2]}")) for each in batch]
            plain.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", folded)
    plain.execute(f"CREATE INDEX by_ref ON shown (_ref, {NUMBER})")
    for each in fields:
        if each.sortable:
            order = sort_column(each)
            plain.execute(f"CREATE INDEX by_{each.key} ON shown ({order}, {NUMBER})")
    plain.commit()


def _batches(rows: object) -> Iterator[list[tuple[object, ...]]]:
    left = iter(rows)  # type: ignore[call-overload]
    while batch := [tuple(each) for each in islice(left, _BATCH)]:
        yield batch


class _Painted(QObject):
    """Sees when a list is drawn with every row in sight."""

    def __init__(self, shown: RecordList) -> None:
        super().__init__(shown)
        self.is_whole = False
        self._view, self._model = shown.view, shown.model
        self._view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A paint is under way: what it draws is there, or not yet."""
        if event.type() is QEvent.Type.Paint:
            height = self._view.viewport().height()
            first, last = self._view.rowAt(0), self._view.rowAt(height - 1)
            last = last if last >= 0 else self._model.rowCount() - 1
            self.is_whole = first < 0 or all(map(self._model.record, (first, last)))
        return False


class _Scene:
    """A list in a window, and how to wait for it."""

    def __init__(self, session: Session) -> None:
        self._worker = session.desk.worker
        self.shown = RecordList(session, "case")
        self._painted = _Painted(self.shown)
        self.shown.model.arrived.connect(self._look_again)
        self.shown.resize(*_SIZE)
        self.shown.show()

    def rest(self) -> None:
        """Until all is done that is put off: counted, places looked up, tidied."""
        put_off = self.shown.model.findChildren(QTimer)
        while self._worker.is_busy or any(each.isActive() for each in put_off):
            QApplication.processEvents(_WAIT)
        QApplication.processEvents()

    def until_drawn(self, act: Callable[[], object]) -> None:
        """Do something that shows other rows, until all in sight of them are drawn."""
        self._look_again()
        act()
        while not self._painted.is_whole:
            QApplication.processEvents(_WAIT)

    def until_arrived(self, act: Callable[[], object]) -> None:
        """Do something that reads the list anew, until its first rows are drawn."""
        arrived = QSignalSpy(self.shown.model.arrived)
        self.until_drawn(act)
        while not arrived.count() or not self._painted.is_whole:
            QApplication.processEvents(_WAIT)

    def _look_again(self) -> None:
        """What was drawn so far is not what is waited for."""
        self._painted.is_whole = False


def _percentile(times: list[float]) -> float:
    return sorted(times)[max(0, int(len(times) * 0.99) - 1)]


def measure(count: int = millions.MILLION) -> list[Figure]:
    """First paint, scrolling, jumping, another order, keys of a search."""
    workspace = millions.profile(count)
    plain = _plain(workspace, count)
    application = QApplication.instance() or QApplication(list(ARGUMENTS))
    desk = make_desk(application, wiring.kit(), "tg")  # type: ignore[arg-type]
    # As the program does while a passphrase is typed.
    desk.worker.tidying.spare_what_is_there()
    Rehearsal(desk.look).play()
    QApplication.processEvents()
    scene = _Scene(Session(desk, workspace))
    first = seconds(lambda: scene.until_arrived(scene.shown.model.reload))
    scene.rest()
    ours = {
        "first paint": [first],
        "page scroll": list(_scrolled(scene)),
        "a jump of the scroll bar": list(_jumped(scene, count)),
        "another order": list(_sorted(scene)),
        "a key press": list(_typed(scene)),
    }
    peers = _sql(plain, count)
    desk.leave()
    plain.close()
    workspace.close()
    return [
        Figure(
            f"{what} in a window of {count:,} cases, against 1.5 times SQL + 60 ms (s)",
            _percentile(times),
            _MOST * _percentile(peers[what]) + _MORE_S,
            1,
        )
        for what, times in ours.items()
    ]


def _scrolled(scene: _Scene) -> Iterator[float]:
    bar = scene.shown.view.verticalScrollBar()
    bar.setValue(0)
    scene.rest()
    for _ in range(_RUNS):
        further = bar.value() + bar.pageStep()
        yield seconds(lambda to=further: scene.until_drawn(lambda: bar.setValue(to)))  # type: ignore[misc]


def _jumped(scene: _Scene, count: int) -> Iterator[float]:
    chance = random.Random(count)
    bar = scene.shown.view.verticalScrollBar()
    for _ in range(_RUNS):
        there = chance.randrange(bar.maximum())
        yield seconds(lambda to=there: scene.until_drawn(lambda: bar.setValue(to)))  # type: ignore[misc]


def _sorted(scene: _Scene) -> Iterator[float]:
    """From the click on the head of a column."""
    view, model = scene.shown.view, scene.shown.model
    columns = {each.key: n for n, each in enumerate(model.fields, 1)}
    for number in range(_RUNS):
        column = columns[("title", "date_from", "place", "status")[number % 4]]
        way = Qt.SortOrder(number // 4 % 2)
        yield seconds(
            lambda by=column, to=way: scene.until_arrived(  # type: ignore[misc]
                lambda: view.sortByColumn(by, to)
            )
        )


def _typed(scene: _Scene) -> Iterator[float]:
    """From the key to the painted rows, without the 40 ms that wait for another."""
    model = scene.shown.model
    model.order("_ref", descending=True)
    for number in range(_RUNS):
        text = _TYPED[number % len(_TYPED)]
        yield seconds(
            lambda t=text: scene.until_arrived(lambda: model.narrow((), t))  # type: ignore[misc]
        )
        scene.rest()


def _sql(plain: sqlite3.Connection, count: int) -> dict[str, list[float]]:
    """The same windows by plain SQL, walked to by keys."""
    chance = random.Random(count)
    window = f"SELECT * FROM shown WHERE NOT _deleted %s LIMIT {WINDOW_ROWS}"
    ordered = window % "ORDER BY _ref DESC"
    (first,) = plain.execute(f"SELECT min({NUMBER}) FROM shown").fetchone()
    one = f"SELECT _ref FROM shown WHERE {NUMBER} = ?"
    numbers = (first + chance.randrange(count) for _ in range(_RUNS))
    refs = [plain.execute(one, (each,)).fetchone() for each in numbers]
    behind = window % "AND _ref <= ? ORDER BY _ref DESC"

    def asked(statement: str, given: tuple[object, ...] = ()) -> float:
        return seconds(lambda: plain.execute(statement, given).fetchall())

    words = "AND rowid IN (SELECT rowid FROM words WHERE words MATCH ?)"
    jumps = [asked(behind, each) for each in refs]
    orders = [
        asked(window % f"ORDER BY {sort_column(each)} DESC, {NUMBER} DESC")
        for each in declared("case").list_fields
        if each.sortable
    ]
    typed = [
        asked(window % f"{words} ORDER BY _ref DESC", (names.fold(each) + "*",))
        for each in _TYPED
    ]
    return {
        "first paint": [asked(ordered)],
        "page scroll": jumps,
        "a jump of the scroll bar": jumps,
        "another order": orders,
        "a key press": typed,
    }
