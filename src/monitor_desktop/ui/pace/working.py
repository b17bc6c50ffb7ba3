"""One worker thread for everything that touches the profile.

The window's thread never waits: jobs are done one after another, answers come back as
calls in the window's thread, and an answer for a widget that is gone is dropped. Long
work in stints takes turns with the others: lists and saves do not wait for its end.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Final, Generic, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from monitor_desktop.errors import BugError, MonitorError, program_incomplete
from monitor_desktop.overriding import override
from monitor_desktop.services.progress import Cancelled, Progress, Stints, at_once
from monitor_desktop.ui.pace.tidying import Tidying

T = TypeVar("T")
OnError = Callable[[MonitorError], None]
CANCELLED = "CANCELLED"
STINT_S: Final = 0.05
"""So long somebody else may have to wait for a piece of long work."""
_MORE: Final = object()


class _Job(NamedTuple, Generic[T]):
    """What to do, and whom to tell.

    Attributes:
        work: Done in one go, or what begins it.
        in_stints: It is long work, in turns with the others.
        is_last: Long work that was begun comes to its end before this.
    """

    work: Callable[[], Any]
    on_done: Callable[[T], None]
    on_error: OnError | None
    in_stints: bool = False
    is_last: bool = False


class _Answer(NamedTuple):
    """How a job ended; it holds nothing of whoever asked."""

    value: Any = None
    error: MonitorError | None = None
    bug: Exception | None = None


class _Hands(QObject):
    """Lives in the worker thread and does the jobs."""

    answered = Signal(int, object)

    def __init__(self, jobs: dict[int, _Job[Any]], shipped: Path) -> None:
        super().__init__()
        self._jobs = jobs
        self._shipped = shipped
        self._begun: deque[tuple[int, Stints[Any]]] = deque()
        # Of no length: what was asked meanwhile comes first.
        self._again = QTimer(self, interval=0, singleShot=True)
        self._again.timeout.connect(self._go_on)

    @Slot(int)
    def do(self, number: int) -> None:
        """Do one job, or begin with it; whatever happens becomes an answer.

        By then nothing here refers to the job: it may hold the last word of a widget,
        and that has to go in the window's thread.
        """
        if self._jobs[number].is_last:
            self._end_stints()
        if self._jobs[number].in_stints:
            self._begun.append((number, self._jobs[number].work()))
            self._go_on()
        else:
            self.answered.emit(number, self._attempt(self._jobs[number].work))

    @Slot()
    def _go_on(self) -> None:
        """A stint of what waits longest; then others have their turn."""
        number, stints = self._begun.popleft()
        answer = self._attempt(partial(_stint, stints))
        if answer.value is _MORE:
            self._begun.append((number, stints))
        else:
            self.answered.emit(number, answer)
        if self._begun:
            self._again.start()

    def _end_stints(self) -> None:
        self._again.stop()
        while self._begun:
            number, stints = self._begun.popleft()
            self.answered.emit(number, self._attempt(partial(at_once, stints)))

    @Slot()
    def finish(self) -> None:
        """End the thread: everything asked before this has been done."""
        self._end_stints()
        QThread.currentThread().quit()

    def _attempt(self, work: Callable[[], Any]) -> _Answer:
        try:
            return _Answer(value=work())
        except Cancelled:
            return _Answer(error=MonitorError(CANCELLED))
        except MonitorError as error:
            return _Answer(error=error)
        except Exception as error:  # noqa: BLE001  # the thread must live on
            ours = program_incomplete(error, self._shipped)
            if ours is not None:
                return _Answer(error=ours)
            return _Answer(error=BugError("BUG"), bug=error)


def _stint(stints: Stints[T]) -> T | object:
    """What came of long work, or that there is more of it."""
    until_s = time.monotonic() + STINT_S
    try:
        next(stints)
        while time.monotonic() < until_s:
            next(stints)
    except StopIteration as end:
        done: T = end.value
        return done
    return _MORE


class Worker(QObject):
    """Does jobs in its own thread, in the order they are given.

    ``bug`` tells of an exception nobody raised on purpose.

    Args:
        shipped: Folder of the program's own files: one that is missing is named.
    """

    bug = Signal(object)
    busy = Signal(bool)
    _wanted = Signal(int)
    _ended = Signal()

    def __init__(self, shipped: Path) -> None:
        super().__init__()
        self._jobs: dict[int, _Job[Any]] = {}
        self._asked = 0
        self._thread = QThread()
        self._hands = _Hands(self._jobs, shipped)
        self.tidying = Tidying(self)
        self._hands.moveToThread(self._thread)
        # Each is sent in one thread and taken in the other, so Qt puts it in a queue.
        # To say so would name Qt, which the lock is painted without.
        self._wanted.connect(self._hands.do)
        self._hands.answered.connect(self._answer)
        self._ended.connect(self._hands.finish)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Jobs are under way or waiting."""
        return bool(self._jobs)

    def run(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
    ) -> None:
        """Do ``work`` in the worker thread, then call back in this one.

        Args:
            work: Takes services, never widgets.
            on_done: Gets the result; a bound method of a widget that is gone is not
                called.
            on_error: Gets the error; without it errors are only told to ``bug``.
        """
        self._ask(_Job(work, on_done, on_error))

    def run_in_stints(
        self,
        stints: Callable[[], Stints[T]],
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
    ) -> None:
        """``run`` long work, which lets others have their turn."""
        self._ask(_Job(stints, on_done, on_error, in_stints=True))

    def run_last(self, work: Callable[[], T], on_done: Callable[[T], None]) -> None:
        """``run``, after long work that was begun has come to its end."""
        self._ask(_Job(work, on_done, None, is_last=True))

    def _ask(self, job: _Job[T]) -> None:
        self._asked += 1
        self._jobs[self._asked] = job
        if len(self._jobs) == 1:
            self.busy.emit(True)  # noqa: FBT003  # a signal's argument
        self._wanted.emit(self._asked)

    @Slot(int, object)
    def _answer(self, number: int, answer: _Answer) -> None:
        job = self._jobs.pop(number)
        if answer.bug is not None:
            self.bug.emit(answer.bug)
        if answer.error is None:
            call_if_there(job.on_done, answer.value)
        elif job.on_error is not None:
            call_if_there(job.on_error, answer.error)
        else:
            self.bug.emit(answer.error)
        if not self._jobs:
            self.busy.emit(False)  # noqa: FBT003  # a signal's argument

    def stop(self) -> None:
        """Do what was asked so far, drafts and the closing among it, and end."""
        self._ended.emit()
        self._thread.wait()
        self.tidying.stop()


def call_if_there(callback: Callable[[T], None], value: T) -> None:
    """Call back; a bound method of a widget that is gone is not called."""
    bound = callback.func if isinstance(callback, partial) else callback
    owner = getattr(bound, "__self__", None)
    if not isinstance(owner, QObject) or shiboken6.isValid(owner):
        callback(value)


class About(StrEnum):
    """What long work does, where it is missed when a lock stops it."""

    BUNDLES_IN = "bundles_in"
    BUNDLE_OUT = "bundle_out"
    TABLE = "table"
    FILES = "files"
    CHECK = "check"
    COPY = "copy"


@dataclass(slots=True)
class Course:
    """How far long work has come; it outlives whoever shows that.

    Attributes:
        about: What it does; None where nobody misses it.
        is_cut: It was asked to stop before its end, and did.
    """

    about: About | None
    is_cut: bool = False


class LongWork(QObject):
    """Progress of one long job, with a way to stop it.

    ``advanced`` is emitted in the window's thread with done and total.

    Args:
        parent: Whoever shows it.
        about: What it does, to be said when a lock stops it.
    """

    advanced = Signal(int, int)

    def __init__(
        self, parent: QObject | None = None, about: About | None = None
    ) -> None:
        super().__init__(parent)
        self.course = Course(about)
        self._stopped = Event()
        self._is_left = False

    def cancel(self) -> None:
        """Ask the job to stop at its next step, unless it was left to end."""
        if not self._is_left:
            self._stopped.set()

    def leave(self) -> None:
        """Nobody watches it any more: whoever closes where it was shown stops it not.

        What is asked to stop already stops.
        """
        self._is_left = True

    @property
    def is_cancelled(self) -> bool:
        """Somebody asked it to stop."""
        return self._stopped.is_set()

    def progress(self) -> Progress:
        """For the job: tells how far it is, and stops it once asked."""
        course = self.course

        def advance(done: int, total: int) -> None:
            if self._stopped.is_set():
                course.is_cut = True
                raise Cancelled
            if total:
                self.advanced.emit(done, total)

        return advance

    @override
    def __repr__(self) -> str:
        return f"LongWork(cancelled={self.is_cancelled})"
