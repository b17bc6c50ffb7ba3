"""Reads a list in windows, in the worker: what is looked at last comes first."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from monitor_desktop.domain.fields import REFERENCE
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery, Place
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import lists, onlookers
from monitor_desktop.services.lists import Places
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.sessions import Session

WINDOW_ROWS: Final = 50
"""More than stand in sight; each row of a long list lies on a page of its own, which is
to be deciphered while somebody waits."""
LONG: Final = 10_000
"""Rows of a list whose places are looked up beforehand, and whose count can wait."""
_MOST_WANTED: Final = 3
"""Windows asked for and not read yet; while somebody drags, older ones are passed."""
_COUNT_PAUSE_MS: Final = 150
_PLACES_PAUSE_MS: Final = 60
_Way = tuple[str, bool, str]
"""Order and filters of a list."""
T = TypeVar("T")


class ListReading(QObject):
    """One list at a time: its first window, how long it is, other windows.

    ``began`` carries the first rows, ``counted`` how many there are and how many
    without filters, ``read`` the number of a window and its rows, ``failed`` an error.
    """

    began = Signal(object)
    counted = Signal(int, int)
    read = Signal(int, object)
    failed = Signal(object)

    def __init__(self, session: Session, type_key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._everything = ListQuery(type=type_key)
        self._query = self._everything
        self._generation = 0
        self._total: int | None = None
        self._unfiltered: int | None = None
        self._places: list[Place] = []
        self._known_places: dict[_Way, list[Place]] = {}
        self._wanted: list[int] = []
        self._on_its_way = range(0)
        self._counting = QTimer(self, interval=_COUNT_PAUSE_MS, singleShot=True)
        self._counting.timeout.connect(self._count)
        self._placing = QTimer(self, interval=_PLACES_PAUSE_MS, singleShot=True)
        self._placing.timeout.connect(self._place)
        self._tidying = QTimer(self, interval=_PLACES_PAUSE_MS, singleShot=True)
        self._tidying.timeout.connect(self._tidy)
        session.changed.connect(lambda _changes: self._forget())

    def _forget(self) -> None:
        """What was counted and found before something changed."""
        self._unfiltered = None
        self._known_places.clear()

    def begin(self, query: ListQuery) -> None:
        """Read another list, or the same anew.

        On a shared screen all of it, by reference: what is kept back would be told by
        where a row stands, or that it is left when a filter is set.
        """
        if self._session.desk.onlookers.are_there:
            query = replace(query, filters=(), text="", sort=REFERENCE)
        self._generation += 1
        self._query, self._total, self._on_its_way = query, None, range(0)
        way = (query.sort, query.descending, repr(query.filters))
        # Of a list narrowed by words none are looked up.
        has_words = bool(query.text.strip())
        self._places = [] if has_words else self._known_places.setdefault(way, [])
        self._wanted.clear()
        self._counting.stop()
        self._placing.stop()
        self._tidying.stop()
        self._read(range(1), self._begin)

    def want(self, *windows: int) -> None:
        """Read windows, neighbours in one go; those wanted long before are passed."""
        new = [each for each in windows if each not in self._on_its_way]
        older = [each for each in self._wanted if each not in new]
        self._wanted = [*older, *new][-_MOST_WANTED:]
        self._next()

    def _next(self) -> None:
        if self._wanted and not self._on_its_way:
            first = last = self._wanted.pop()
            while first - 1 in self._wanted:
                first -= 1
                self._wanted.remove(first)
            while last + 1 in self._wanted:
                last += 1
                self._wanted.remove(last)
            self._on_its_way = range(first, last + 1)
            self._read(self._on_its_way, partial(self._take, self._on_its_way))

    def _read(self, windows: range, on_done: Callable[[list[Record]], None]) -> None:
        offset, limit = windows.start * WINDOW_ROWS, len(windows) * WINDOW_ROWS
        query = replace(self._query, offset=offset, limit=limit)
        total, near = self._total, self._near(query.offset)
        level = self._session.desk.onlookers.level
        self._run(lambda ws: _seen(ws, query, total, near, level), on_done)

    def find(
        self, record_ids: Sequence[str], on_found: Callable[[dict[str, int]], None]
    ) -> None:
        """In which rows of the list of now some records stand."""
        query = self._query
        self._run(lambda ws: lists.rows_of(ws, query, record_ids), on_found)

    def _near(self, offset: int) -> Place | None:
        at = bisect_right(self._places, offset, key=lambda each: each.offset)
        return self._places[at - 1] if at else None

    def _run(self, job: Callable[[Workspace], T], on_done: Callable[[T], None]) -> None:
        """Do a job of the list of now; of another nobody waits for an answer."""
        generation = self._generation

        def work(workspace: Workspace) -> tuple[T] | None:
            return (job(workspace),) if generation == self._generation else None

        self._session.run(
            work,
            partial(self._answer, generation, on_done),
            partial(self._fail, generation),
        )

    def _answer(
        self, generation: int, on_done: Callable[[T], None], answer: tuple[T] | None
    ) -> None:
        if generation == self._generation and answer is not None:
            on_done(answer[0])

    def _fail(self, generation: int, error: MonitorError) -> None:
        if generation == self._generation:
            self._on_its_way = range(0)
            self.failed.emit(error)

    def _begin(self, rows: list[Record]) -> None:
        if len(rows) < WINDOW_ROWS:
            self._total = len(rows)
        self.began.emit(rows)
        if self._total is not None and self._unfiltered is not None:
            self.counted.emit(self._total, self._unfiltered)
        elif (self._unfiltered or 0) > LONG:
            # Another key may come; it should not wait for a count nobody needs then.
            self._counting.start()
        else:
            self._count()

    def _count(self) -> None:
        query, total, unfiltered = self._query, self._total, self._unfiltered
        everything = self._everything
        narrowed = bool(query.filters or query.text.strip())

        def count(workspace: Workspace) -> tuple[int, int]:
            whole = unfiltered
            if whole is None:
                whole = lists.total(workspace, everything)
            if total is not None:
                return total, whole
            return (lists.total(workspace, query) if narrowed else whole), whole

        self._run(count, self._take_count)

    def _take_count(self, found: tuple[int, int]) -> None:
        self._total, self._unfiltered = found
        self.counted.emit(*found)
        if self._total > LONG and not self._query.text.strip():
            self._placing.start()

    def _place(self) -> None:
        """Look up some more places while there is nothing else to do."""
        if self._session.desk.worker.is_busy:
            self._placing.start()
            return
        query, last = self._query, self._places[-1] if self._places else None
        self._run(lambda ws: lists.places(ws, query, last), self._take_places)

    def _take_places(self, more: Places) -> None:
        self._places.extend(more.found)
        (self._tidying if more.is_all else self._placing).start()

    def _tidy(self) -> None:
        """Put what is searched in order while there is nothing else to do."""
        if self._session.desk.worker.is_busy:
            self._tidying.start()
            return
        # A failure is not told: nobody asked for this, and a save would tell it too.
        self._session.run(lists.tidy, self._take_tidied, lambda _error: None)

    def _take_tidied(self, is_more: bool) -> None:
        if is_more:
            self._tidying.start()

    def _take(self, windows: range, rows: list[Record]) -> None:
        self._on_its_way = range(0)
        for number, window in enumerate(windows):
            start = number * WINDOW_ROWS
            self.read.emit(window, rows[start : start + WINDOW_ROWS])
        self._next()


def _seen(
    workspace: Workspace,
    query: ListQuery,
    total: int | None,
    near: Place | None,
    level: Level,
) -> list[Record]:
    """A window of a list with what those who look at the screen may see."""
    found = lists.rows(workspace, query, total=total, near=near)
    return onlookers.as_seen(workspace, found, level)
