import gc
import threading
import weakref
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from monitor_desktop.errors import UsageError
from monitor_desktop.ui.pace import working
from monitor_desktop.ui.pace.working import LongWork, Worker


@pytest.fixture
def worker(qapp):
    made = Worker(Path("shipped"))
    yield made
    made.stop()


def test_work_is_done_in_another_thread_and_told_in_this_one(worker, qtbot):
    seen = []
    worker.run(
        threading.get_ident, lambda ident: seen.append((ident, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    there, here = seen[0]
    assert here == threading.get_ident() != there


def test_jobs_are_done_in_their_order(worker, qtbot):
    seen = []
    for number in range(20):
        worker.run(lambda number=number: number, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))


def test_an_error_reaches_whoever_asked(worker, qtbot):
    errors = []

    def fail():
        raise UsageError("NO_SUCH_RECORD")

    worker.run(fail, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].code == "NO_SUCH_RECORD"


def test_a_bug_is_told_and_the_thread_lives_on(worker, qtbot):
    bugs, done = [], []
    worker.bug.connect(bugs.append)
    worker.run(lambda: 1 / 0, lambda _: None, lambda _: None)
    worker.run(lambda: 7, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert isinstance(bugs[0], ZeroDivisionError)


def test_an_answer_for_a_widget_that_is_gone_is_dropped(worker, qtbot):
    label, done = QLabel(), []
    worker.run(lambda: "late", label.setText)
    label.deleteLater()
    worker.run(lambda: 1, done.append)
    qtbot.waitUntil(lambda: bool(done))


def test_long_work_stops_when_asked(worker, qtbot):
    work, errors, steps = LongWork(), [], []
    progress = work.progress()
    work.advanced.connect(lambda done, _total: steps.append(done))
    started, go_on = threading.Event(), threading.Event()

    def count():
        progress(1, 3)
        started.set()
        go_on.wait(5)
        progress(2, 3)

    worker.run(count, lambda _: None, errors.append)
    started.wait(5)
    work.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].code == "CANCELLED"
    assert steps == [1]


def test_a_missing_file_of_the_program_is_named_and_no_bug(worker, qtbot):
    errors, bugs = [], []
    worker.bug.connect(bugs.append)
    for each in ("shipped/gone.csv", "elsewhere/gone.csv"):
        worker.run(Path(each).read_bytes, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors and bugs))
    assert [each.code for each in errors] == ["PROGRAM_INCOMPLETE", "BUG"]
    assert errors[0].details == {"file": "gone.csv"}


def test_what_was_asked_is_done_before_the_thread_ends(qapp):
    done, worker = [], Worker(Path("shipped"))
    for number in range(50):
        worker.run(lambda number=number: done.append(number), lambda _: None)
    worker.stop()
    assert done == list(range(50))


class _Ring:
    """Garbage that only a search for cycles finds; it tells where it ended."""

    def __init__(self, ended):
        self.me = self
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


def test_cycles_are_collected_in_the_windows_thread_alone(worker, qtbot):
    ended, kept = [], []
    _Ring(ended)
    # Objects enough for Python to collect of its own accord, were it left to it.
    worker.run(lambda: kept.extend([] for _ in range(200_000)), lambda _: None)
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.get_ident()]


def test_the_last_reference_to_a_widget_goes_in_the_windows_thread(worker, qtbot):
    ended, done = [], []

    def ask():
        label = QLabel()
        weakref.finalize(label, lambda: ended.append(threading.get_ident()))
        worker.run(lambda: label is None, done.append)

    ask()
    qtbot.waitUntil(lambda: bool(done and ended))
    assert ended == [threading.get_ident()]


def test_once_the_worker_has_ended_python_collects_for_itself(qapp):
    before = gc.isenabled()
    made = Worker(Path("shipped"))
    assert not gc.isenabled()
    made.stop()
    assert gc.isenabled() is before


def counting(seen, name, to=3):
    for number in range(to):
        seen.append(f"{name} {number}")
        yield
    return name


@pytest.fixture
def short_stints(monkeypatch):
    monkeypatch.setattr(working, "STINT_S", 0)


def test_what_is_asked_meanwhile_comes_between_two_stints(worker, qtbot, short_stints):
    seen, begun, go_on = [], threading.Event(), threading.Event()

    def long():
        begun.set()
        go_on.wait(5)
        yield
        return (yield from counting(seen, "long"))

    worker.run_in_stints(long, seen.append)
    begun.wait(5)
    worker.run(lambda: seen.append("short"), lambda _none: None)
    go_on.set()
    qtbot.waitUntil(lambda: seen[-1:] == ["long"])
    assert seen == ["short", "long 0", "long 1", "long 2", "long"]


def test_two_long_works_take_turns(worker, qtbot, short_stints):
    seen, done, go_on = [], [], threading.Event()
    worker.run(partial(go_on.wait, 5), lambda _: None)
    for name in ("one", "other"):
        worker.run_in_stints(partial(counting, seen, name), done.append)
    go_on.set()
    qtbot.waitUntil(lambda: done == ["one", "other"])
    # The other begins behind a stint of whoever waited longer.
    assert seen[1:] == ["one 1", "other 0", "one 2", "other 1", "other 2"]


def test_long_work_that_fails_says_so_and_others_go_on(worker, qtbot, short_stints):
    errors, done = [], []

    def fails():
        yield
        raise UsageError("NO_SUCH_RECORD")

    worker.run_in_stints(fails, done.append, errors.append)
    worker.run_in_stints(partial(counting, [], "other"), done.append)
    qtbot.waitUntil(lambda: done == ["other"])
    assert [each.code for each in errors] == ["NO_SUCH_RECORD"]


def test_the_last_job_comes_after_the_end_of_long_work(worker, qtbot, short_stints):
    seen = []
    worker.run_in_stints(partial(counting, seen, "long", 50), lambda _name: None)
    worker.run_last(lambda: seen.append("closed"), lambda _none: None)
    qtbot.waitUntil(lambda: not worker.is_busy)
    assert seen[-2:] == ["long 49", "closed"]


def test_long_work_is_ended_before_the_thread(qapp, short_stints):
    seen, made = [], Worker(Path("shipped"))
    made.run_in_stints(partial(counting, seen, "long", 50), lambda _name: None)
    made.stop()
    assert len(seen) == 50
