"""What was being saved when the window was locked is in the store, or in a draft."""

from threading import Event

import pytest
from tests.ui.conftest import unlock
from tests.ui.test_record_forms import opened, press, values, write

from monitor_desktop.errors import EnvironmentFailedError
from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.evidence import attachments
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog

NO_NUMBER = "several"
"""No number of persons: a save with it is refused."""
LEAVES = {
    "by hand": lambda frame: frame.lock(),
    "nobody there": lambda frame: frame.guards.due.emit(False),
    "closed": lambda frame: frame.close(),
}


@pytest.fixture
def frame(sample, locked, qtbot, calm):
    unlock(locked, calm)
    locked.shell.open_record("person", sample.person)
    page = locked.shell.record_page("person")
    qtbot.waitUntil(page.is_ready, timeout=20_000)
    qtbot.waitUntil(lambda: page.form.record.id == sample.person, timeout=20_000)
    calm()
    return locked


def held_up(session):
    """The worker has something else to do first; ``set`` ends it."""
    going = Event()
    session.run(lambda _workspace: going.wait(30), lambda _ended: None)
    return going


def locked_while_it_saves(frame, going, calm):
    """Locked before what was asked is done, and unlocked again."""
    frame.lock()
    going.set()
    calm()
    unlock(frame, calm)


def write_into(dialog, key, text):
    line = dialog.grid.boxes[key].editor.inputs()[0]
    line.setFocus()
    press(line, text)


def form_of(frame):
    return frame.shell.record_page("person").form


@pytest.mark.parametrize("leave", LEAVES)
def test_a_save_that_is_refused_is_a_draft_when_it_is_locked(
    frame, sample, calm, leave
):
    form = form_of(frame)
    write(form, "group_size", NO_NUMBER)
    form.save()
    LEAVES[leave](frame)
    calm()
    unlock(frame, calm)
    kept = drafts.of(frame.session.workspace, sample.person)
    assert kept is not None
    assert kept.values == {"group_size": NO_NUMBER}


@pytest.mark.parametrize("refused", [True, False])
def test_what_was_typed_after_the_save_is_kept_by_the_lock(
    frame, sample, calm, refused
):
    form = form_of(frame)
    write(form, "group_size", NO_NUMBER if refused else "12")
    going = held_up(frame.session)
    form.save()
    write(form, "name", "Half a na")
    locked_while_it_saves(frame, going, calm)
    workspace = frame.session.workspace
    saved = {} if not refused else {"group_size": NO_NUMBER}
    kept = drafts.of(workspace, sample.person)
    assert kept.values == {**saved, "name": "Half a na"}
    # What was saved meanwhile is what its author saw: going on makes no conflict.
    form = form_of(frame)
    write(form, "group_size", "12")
    form.save()
    calm()
    assert values(frame.session, sample.person)["group_size"] == 12
    assert records.show(workspace, sample.person).record.conflicts == ()


def test_a_new_record_saved_at_the_lock_is_not_begun_once_more(frame, calm):
    form = form_of(frame)
    form.open_new()
    calm()
    write(form, "name", "Invented Other")
    going = held_up(frame.session)
    form.save()
    write(form, "group_size", "12")
    locked_while_it_saves(frame, going, calm)
    workspace = frame.session.workspace
    assert drafts.of(workspace, "new:person") is None
    (begun,) = drafts.unfinished(workspace)
    assert begun.title == "Invented Other"
    assert drafts.of(workspace, begun.record).values == {"group_size": 12}


def test_another_record_waits_for_the_save_and_the_refusal_is_told_with_its_own(
    session, sample, qtbot, calm
):
    form = opened(session, "person", sample.person, qtbot, calm)
    write(form, "group_size", NO_NUMBER)
    going = held_up(session)
    form.save()
    form.open_new()
    going.set()
    calm()
    assert form.is_new
    assert not form.state.is_touched
    kept = drafts.of(session.workspace, sample.person)
    assert kept.values == {"group_size": NO_NUMBER}


def test_a_second_save_saves_what_was_typed_while_the_first_went(
    session, sample, qtbot, calm
):
    form = opened(session, "person", sample.person, qtbot, calm)
    going = held_up(session)
    write(form, "group_size", "12")
    form.save()
    write(form, "name", "Invented Other")
    form.save()
    going.set()
    calm()
    held = values(session, sample.person)
    assert (held["group_size"], held["name"]) == (12, "Invented Other")


def test_a_form_that_is_gone_holds_no_lock_up(frame, sample, calm):
    form = form_of(frame)
    write(form, "group_size", NO_NUMBER)
    going = held_up(frame.session)
    form.save()
    frame.shell._pages.drop("person")
    locked_while_it_saves(frame, going, calm)
    kept = drafts.of(frame.session.workspace, sample.person)
    assert kept.values == {"group_size": NO_NUMBER}


def test_a_draft_the_disk_refused_is_asked_for_again_on_leaving(
    session, sample, qtbot, calm, monkeypatch
):
    form = opened(session, "person", sample.person, qtbot, calm)
    write(form, "name", "Half a na")

    def refuse(*_given, **_named):
        raise EnvironmentFailedError("DISK_FULL")

    with monkeypatch.context() as full:
        full.setattr(drafts, "keep", refuse)
        form._pause.timeout.emit()
        calm()
        assert form.notice.text
    form.hide()
    calm()
    assert drafts.of(session.workspace, sample.person).values == {"name": "Half a na"}


def test_what_could_not_be_deleted_keeps_what_was_typed(
    session, sample, qtbot, calm, monkeypatch
):
    form = opened(session, "person", sample.person, qtbot, calm)
    write(form, "name", "Half a na")

    def refuse(*_given):
        raise EnvironmentFailedError("DISK_FULL")

    monkeypatch.setattr(records, "delete", refuse)
    form.delete()
    calm()
    form.hide()
    calm()
    assert drafts.of(session.workspace, sample.person).values == {"name": "Half a na"}


def test_evidence_that_could_not_be_saved_is_a_draft_when_it_is_locked(
    frame, calm, sample, tmp_path
):
    path = tmp_path / "a.txt"
    path.write_text("invented", encoding="utf-8")
    attached = attachments.attach(frame.session.workspace, sample.case, path)
    dialog = EvidenceDialog(frame.session, attached, frame)
    dialog.open()
    calm()
    write_into(dialog, "shows", "Nobody known")
    going = held_up(frame.session)
    dialog.commit()
    write_into(dialog, "tool", "A sca")
    locked_while_it_saves(frame, going, calm)
    kept = drafts.of(frame.session.workspace, attached.id)
    assert kept.values == {"shows": "Nobody known", "tool": "A sca"}


def test_what_was_typed_about_evidence_after_the_save_is_alone_in_the_draft(
    frame, calm, sample, tmp_path
):
    path = tmp_path / "a.txt"
    path.write_text("invented", encoding="utf-8")
    workspace = frame.session.workspace
    attached = attachments.attach(workspace, sample.case, path)
    dialog = EvidenceDialog(frame.session, attached, frame)
    dialog.open()
    calm()
    write_into(dialog, "tool", "A scanner")
    going = held_up(frame.session)
    dialog.commit()
    write_into(dialog, "notes", "Half a no")
    going.set()
    calm()
    record = records.show(workspace, attached.id).record
    kept = drafts.of(workspace, attached.id)
    assert record.values["tool"] == "A scanner"
    assert kept.values == {"notes": "Half a no"}
    assert kept.heads == record.heads
