"""A quick person is ahead of the worker: what is asked next waits for the choice."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.conftest import unlock
from tests.ui.test_record_forms import box, look_at, opened, part_box, press

from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts
from monitor_desktop.ui.pace.settling import Settling

NAME = "Раҳимова Ҷамила"
OTHER = "Ғафуров Қодирҷон"


@pytest.fixture
def form(session, sample, qtbot, calm):
    return opened(session, "case", sample.case, qtbot, calm)


def choose(form, text, *, key="victim"):
    """Type a name into the open act and press Enter: the list is not there yet."""
    picker = part_box(form, "act", key).editor.inputs()[0]
    picker.setFocus()
    picker.selectAll()
    press(picker, text, Qt.Key.Key_Return)
    assert picker.code is None


def victims(workspace, case):
    tree = records.show(workspace, case)
    linked = [each.values.get("victim") for each in tree.children_of("act")[1:]]
    return [tree.linked[each].values["name"] if each else None for each in linked]


def test_a_save_waits_for_the_choice_and_goes_on_by_itself(form, session, sample, calm):
    known = records.add(session.workspace, "person", {"name": NAME}).id
    form.parts["act"].add_next()
    choose(form, NAME)
    form.save()
    calm()
    assert not form.state.is_touched
    (_, act) = records.show(session.workspace, sample.case).children_of("act")
    assert act.values["victim"] == known


def test_who_is_not_known_yet_is_entered_and_the_save_waits(
    form, session, sample, calm
):
    form.parts["act"].add_next()
    choose(form, NAME)
    form.save()
    calm()
    assert victims(session.workspace, sample.case) == [NAME]
    assert not form.state.is_touched


def test_a_choice_belongs_to_the_part_it_was_made_in(form, session, sample, calm):
    """The next act opens at once; the first choice is not for its fields."""
    for name in (NAME, OTHER):
        form.parts["act"].add_next()
        choose(form, name)
    form.parts["act"].add_next()
    calm()
    assert part_box(form, "act", "victim").value() is None
    form.save()
    calm()
    assert victims(session.workspace, sample.case) == [NAME, OTHER, None]


def test_a_part_that_is_opened_again_shows_the_choice(form, session, calm):
    acts = form.parts["act"]
    acts.add_next()
    act = acts.open_id
    choose(form, NAME)
    acts.close_part()
    acts.open_part(act)
    calm()
    assert part_box(form, "act", "victim").editor.inputs()[0].text() == NAME


def test_a_choice_for_a_part_that_is_gone_is_nobodys(form, session, sample, calm):
    form.parts["act"].add_next()
    choose(form, NAME)
    form.parts["act"].removed.emit(form.parts["act"].open_id)
    form.save()
    calm()
    assert victims(session.workspace, sample.case) == []


def test_what_is_typed_after_enter_counts(form, session, calm):
    form.parts["act"].add_next()
    choose(form, NAME)
    line = part_box(form, "act", "victim").editor.inputs()[0]
    line.selectAll()
    press(line, "Х")
    calm()
    assert line.text() == "Х"
    assert line.code is None


def test_nobody_is_taken_unseen_by_half_a_name(form, session, calm):
    known = records.add(session.workspace, "person", {"name": NAME}).id
    form.parts["act"].add_next()
    choose(form, NAME[:3])
    calm()
    line = part_box(form, "act", "victim").editor.inputs()[0]
    assert (line.code, line.is_open) == (None, True)
    look_at(line)
    press(line, Qt.Key.Key_Return)
    assert line.code == known


def test_a_term_is_not_taken_from_a_list_that_was_not_drawn(form):
    line = box(form, "status").editor.inputs()[0]
    before = line.code
    line.setFocus()
    line.selectAll()
    press(line, "чернов", Qt.Key.Key_Return)
    assert (line.code, line.is_open) == (before, True)
    press(line, "ик", Qt.Key.Key_Return)
    assert (line.code, line.is_open) == ("draft", False)


def test_undo_waits_and_takes_the_choice_back(form, session, calm):
    form.parts["act"].add_next()
    choose(form, NAME)
    form.undo()
    calm()
    assert part_box(form, "act", "victim").value() is None


def test_another_record_waits_and_the_choice_is_in_the_draft(
    form, session, sample, calm
):
    known = records.add(session.workspace, "person", {"name": NAME}).id
    form.parts["act"].add_next()
    choose(form, NAME)
    form.open_new()
    calm()
    assert form.is_new
    assert not form.state.is_touched
    (act,) = drafts.of(session.workspace, sample.case).parts
    assert act.values["victim"] == known


def test_a_term_of_ones_own_is_made_before_the_save(form, session, sample, calm):
    line = box(form, "case_type").editor.inputs()[0]
    line.setFocus()
    press(line, "Radio silence")
    look_at(line)
    press(line, Qt.Key.Key_Return)
    form.save()
    calm()
    code = records.show(session.workspace, sample.case).record.values["case_type"]
    assert session.kit.vocabularies["case_types"].label(code, "tg") == "Radio silence"


def test_what_cannot_be_found_is_kept_as_it_was_typed(session, sample, qtbot, calm):
    """Cases are not entered on the spot: the save goes on, and is refused."""
    form = opened(session, "monitoring_report", sample.report, qtbot, calm)
    line = box(form, "linked_case").editor.inputs()[0]
    line.setFocus()
    press(line, "Zebunniso", Qt.Key.Key_Return)
    form.save()
    calm()
    assert line.text() == "Zebunniso"
    assert "Zebunniso" in form.notice.text
    assert drafts.of(session.workspace, sample.report).values == {
        "linked_case": "Zebunniso"
    }


def test_why_there_is_no_answer_can_be_typed_ahead(session, sample, qtbot, calm):
    form = opened(session, "monitoring_report", sample.report, qtbot, calm)
    line = box(form, "linked_case").editor.inputs()[0]
    line.setFocus()
    press(line, "not asked", Qt.Key.Key_Return)
    form.save()
    calm()
    held = records.show(session.workspace, sample.report).record.values
    assert held["linked_case"] == {"missing": "not_asked"}


@pytest.fixture
def frame(sample, locked, qtbot, calm):
    unlock(locked, calm)
    locked.shell.open_record("case", sample.case)
    page = locked.shell.record_page("case")
    qtbot.waitUntil(page.is_ready, timeout=20_000)
    qtbot.waitUntil(lambda: page.form.record.id == sample.case, timeout=20_000)
    calm()
    return locked


@pytest.mark.parametrize("leave", ["lock", "close"])
def test_locking_and_closing_cover_at_once_and_keep_the_choice(
    frame, sample, calm, leave
):
    form = frame.shell.record_page("case").form
    form.parts["act"].add_next()
    choose(form, NAME)
    getattr(frame, leave)()
    assert frame.shell is None
    assert frame.unlock.isVisible()
    calm()
    assert frame.isVisible() == (leave == "lock")
    unlock(frame, calm)
    (act,) = drafts.of(frame.session.workspace, sample.case).parts
    chosen = records.show(frame.session.workspace, act.values["victim"]).record
    assert chosen.values["name"] == NAME


def test_a_fault_in_what_follows_does_not_stop_what_comes_after():
    settling, told = Settling(), []
    settling.begin("choice")
    settling.then(lambda: 1 // 0)
    settling.then(lambda: told.append("locked"))
    assert not told
    with pytest.raises(ZeroDivisionError):
        settling.end("choice")
    assert told == ["locked"]
