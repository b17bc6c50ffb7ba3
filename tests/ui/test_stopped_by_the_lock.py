"""What a lock stopped is said after the next unlocking, once."""

from threading import Event

import pytest
from tests.ui.conftest import unlock

from monitor_desktop.ui.lock.stopped_works import stopped_text
from monitor_desktop.ui.pace.working import About, LongWork


@pytest.fixture
def frame(sample, locked, calm):
    unlock(locked, calm)
    return locked


def under_way(frame, about, go_on):
    """Long work that is in the midst of it, and comes to a step once it may."""
    work, started = LongWork(frame.shell, about), Event()
    progress = work.progress()

    def job(_workspace):
        progress(1, 2)
        started.set()
        go_on.wait(30)
        progress(2, 2)

    frame.session.run(job, lambda _none: None, lambda _error: None)
    assert started.wait(30)
    return work


def test_work_that_the_lock_stopped_is_told_once(frame, calm):
    go_on = Event()
    under_way(frame, About.BUNDLES_IN, go_on)
    frame.lock()
    go_on.set()
    calm()
    unlock(frame, calm)
    notice = frame.shell.stopped.notice
    assert notice.isVisible()
    assert notice.text.startswith("The lock stopped the reading of bundles.")
    frame.lock()
    calm()
    unlock(frame, calm)
    assert frame.shell.stopped.isHidden()


def test_work_that_ended_all_the_same_is_not_told(frame, calm):
    LongWork(frame.shell, About.TABLE)
    frame.lock()
    calm()
    unlock(frame, calm)
    assert frame.shell.stopped.isHidden()
    assert frame.shell._pages.stack.y() == 0


def test_work_that_somebody_had_stopped_already_is_not_told(frame, calm):
    go_on = Event()
    under_way(frame, About.FILES, go_on).cancel()
    frame.lock()
    go_on.set()
    calm()
    unlock(frame, calm)
    assert frame.shell.stopped.isHidden()


def test_idleness_stops_nothing_and_tells_nothing(frame, calm):
    go_on = Event()
    under_way(frame, About.BUNDLES_IN, go_on)
    frame.guards.due.emit(False)
    go_on.set()
    calm()
    unlock(frame, calm)
    assert frame.shell.stopped.isHidden()


def test_the_band_can_be_closed_and_is_said_in_the_language_of_the_moment(
    frame, calm, desk
):
    frame.shell.stopped.tell([About.TABLE, About.CHECK, "of a newer program"])
    notice = frame.shell.stopped.notice
    assert len(notice.text.splitlines()) == 2
    desk.say.switch("ru")
    assert notice.text.startswith("Блокировка остановила импорт файла.")
    notice._offered.click()
    assert frame.shell.stopped.isHidden()


@pytest.mark.parametrize("about", About)
def test_each_kind_of_work_has_its_sentence(desk, about):
    assert stopped_text([about], desk.say.words)
