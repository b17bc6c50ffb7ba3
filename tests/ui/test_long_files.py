"""A long file that is taken in or read again keeps nobody waiting for its end."""

import os

import pytest
from tests.ui.conftest import unlock
from tests.ui.test_saving_and_the_lock import held_up

from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments, file_checks
from monitor_desktop.services.evidence.attachments import Event, State
from monitor_desktop.ui.frame.window_pages import EVIDENCE
from monitor_desktop.ui.pace import working

CHUNKS = 8


@pytest.fixture(autouse=True)
def each_chunk_a_stint(monkeypatch):
    """However quick the machine is."""
    monkeypatch.setattr(working, "STINT_S", 0)


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(os.urandom(CHUNKS * attachments.KIB * attachments.KIB))
    return path


@pytest.fixture
def frame(sample, locked, calm):
    unlock(locked, calm)
    return locked


@pytest.fixture
def page(frame, calm):
    frame.shell.navigation.items[EVIDENCE].click()
    calm()
    return frame.shell.page(EVIDENCE)


@pytest.fixture
def section(frame, sample, calm):
    frame.shell.open_record("case", sample.case)
    calm()
    return frame.shell.record_page("case").form.body.evidence


def saved_meanwhile(frame, sample):
    """A save by somebody who does not wait: it is told in the order things end."""
    told = []

    def save(workspace):
        records.change(workspace, sample.case, {"title": "Saved meanwhile"})
        return "saved"

    frame.session.run(save, told.append)
    return told


def test_a_save_comes_before_the_end_of_a_check(frame, page, sample, film, calm):
    workspace = frame.session.workspace
    attached = attachments.attach(workspace, sample.case, film)
    going = held_up(frame.session)
    page.check.click()
    told = saved_meanwhile(frame, sample)
    going.set()
    tell = page.outcome.tell
    page.outcome.tell = lambda *given, **named: (
        told.append("checked"),
        tell(*given, **named),
    )
    calm()
    assert told == ["saved", "checked"]
    assert page.outcome.text == "1 file checked, it is whole."
    log = attachments.custody(workspace, attached.id)
    assert [each.values["event"] for each in log] == [Event.INTAKE, Event.VERIFICATION]


def test_a_save_comes_before_the_end_of_an_intake(frame, section, sample, film, calm):
    going = held_up(frame.session)
    section.take_files([film])
    told = saved_meanwhile(frame, sample)
    going.set()
    tell = section.notice.tell
    section.notice.tell = lambda *given, **named: (
        told.append("taken in"),
        tell(*given, **named),
    )
    calm()
    assert told == ["saved", "taken in"]
    assert [e.state for e in file_checks.verify(frame.session.workspace)] == [
        State.HERE
    ]


def test_a_check_that_is_stopped_says_what_is_left_and_keeps_what_was_noted(
    frame, page, sample, film, calm, tmp_path
):
    workspace = frame.session.workspace
    small = tmp_path / "small.txt"
    small.write_text("invented", encoding="utf-8")
    attachments.attach(workspace, sample.case, film)
    frame.session.kit.clock.advance(1000)
    attachments.attach(workspace, sample.case, small)
    page.check.click()
    (work,) = page.busy.findChildren(working.LongWork)
    work.advanced.connect(lambda done, _total: done > attachments.KIB and work.cancel())
    calm()
    assert page.outcome.text.endswith("Stopped: 1 file was not checked.")
    assert page.check.isEnabled()
    log = [
        event.values["event"]
        for each in attachments.listed(workspace, sample.case)
        for event in attachments.custody(workspace, each.id)
    ]
    assert log.count(Event.VERIFICATION) == 1


def test_a_purge_meanwhile_leaves_what_is_being_taken_in(
    frame, section, sample, film, calm
):
    going = held_up(frame.session)
    section.take_files([film])
    frame.session.run(attachments.sweep, lambda _none: None)
    going.set()
    calm()
    assert [e.state for e in file_checks.verify(frame.session.workspace)] == [
        State.HERE
    ]


@pytest.mark.parametrize("by_hand", [True, False])
def test_the_lock_by_hand_stops_an_intake_and_idleness_lets_it_end(
    frame, section, sample, film, calm, by_hand
):
    section.take_files([film])
    if by_hand:
        frame.lock()
    else:
        frame.guards.due.emit(False)
    calm()
    unlock(frame, calm)
    workspace = frame.session.workspace
    taken = attachments.listed(workspace, sample.case)
    assert len(taken) == (0 if by_hand else 1)
    folder = workspace.folder.blobs_path
    assert len(list(folder.iterdir())) == len(taken)
