"""One worker thread for everything that touches the profile.

The window's thread never waits: jobs are done one after another, answers come back as
calls in the window's thread, and an answer for a widget that is gone is dropped.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from typing_extensions import override

from monitor_desktop.errors import BugError, MonitorError
from monitor_desktop.services.progress import Cancelled, Progress

T = TypeVar("T")
OnError = Callable[[MonitorError], None]
CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    """What to do, and whom to tell."""

    work: Callable[[], T]
    on_done: Callable[[T], None]
    on_error: OnError | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """How a job ended."""

    job: _Job[Any]
    value: Any = None
    error: MonitorError | None = None
    bug: Exception | None = None


class _Hands(QObject):
    """Lives in the worker thread and does the jobs."""

    answered = Signal(object)

    @Slot(object)
    def do(self, job: _Job[Any]) -> None:
        """Do one job; whatever happens becomes an answer."""
        self.answered.emit(self._attempt(job))

    @Slot()
    def finish(self) -> None:
        """End the thread: everything asked before this has been done."""
        QThread.currentThread().quit()

    def _attempt(self, job: _Job[Any]) -> _Answer:
        try:
            return _Answer(job, value=job.work())
        except Cancelled:
            return _Answer(job, error=MonitorError(CANCELLED))
        except MonitorError as error:
            return _Answer(job, error=error)
        except Exception as error:  # noqa: BLE001  # the thread must live on
            return _Answer(job, error=BugError("BUG"), bug=error)


class Worker(QObject):
    """Does jobs in its own thread, in the order they are given.

    ``bug`` tells of an exception nobody raised on purpose.
    """

    bug = Signal(object)
    busy = Signal(bool)
    _wanted = Signal(object)
    _ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._open = 0
        self._thread = QThread()
        self._hands = _Hands()
        self._hands.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._wanted.connect(self._hands.do, queued)
        self._hands.answered.connect(self._answer, queued)
        self._ended.connect(self._hands.finish, queued)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Jobs are under way or waiting."""
        return self._open > 0

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
        self._open += 1
        if self._open == 1:
            self.busy.emit(True)  # noqa: FBT003  # a signal's argument
        self._wanted.emit(_Job(work, on_done, on_error))

    @Slot(object)
    def _answer(self, answer: _Answer) -> None:
        self._open -= 1
        if answer.bug is not None:
            self.bug.emit(answer.bug)
        if answer.error is None:
            _call(answer.job.on_done, answer.value)
        elif answer.job.on_error is not None:
            _call(answer.job.on_error, answer.error)
        else:
            self.bug.emit(answer.error)
        if self._open == 0:
            self.busy.emit(False)  # noqa: FBT003  # a signal's argument

    def stop(self) -> None:
        """Do what was asked so far, drafts and the closing among it, and end."""
        self._ended.emit()
        self._thread.wait()


def _call(callback: Callable[[Any], None], value: object) -> None:
    bound = callback.func if isinstance(callback, partial) else callback
    owner = getattr(bound, "__self__", None)
    if not isinstance(owner, QObject) or shiboken6.isValid(owner):
        callback(value)


@dataclass(slots=True)
class _Flag:
    event: Event = field(default_factory=Event)


class LongWork(QObject):
    """Progress of one long job, with a way to stop it.

    ``advanced`` is emitted in the window's thread with done and total.
    """

    advanced = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flag = _Flag()

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._flag.event.set()

    def progress(self) -> Progress:
        """For the job: tells how far it is, and stops it once asked."""

        def advance(done: int, total: int) -> None:
            if self._flag.event.is_set():
                raise Cancelled
            self.advanced.emit(done, total)

        return advance

    @override
    def __repr__(self) -> str:
        return f"LongWork(cancelled={self._flag.event.is_set()})"
