"""Unlock, work, lock, and back."""

import pytest
from PySide6.QtCore import QPoint, QSize, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel
from tests.ui.conftest import PASSPHRASE, unlock

from monitor_desktop.services import preferences, workspaces
from monitor_desktop.services.editing import drafts
from monitor_desktop.ui.application import Frame, open_window
from monitor_desktop.ui.fittings.page_heads import PageHead


@pytest.fixture
def frame(sample, locked):
    return locked


def test_who_goes_elsewhere_before_a_page_is_shown_stays_there(frame, calm):
    """The first key after unlocking opens a new case: the page of before stays away."""
    unlock(frame, calm)
    frame.shell.turn_to("sync")
    frame.shell.new()
    calm()
    assert frame.shell.key == "case"
    assert frame.shell.record_page("case").open_form is not None


def test_the_passphrase_opens_the_window(frame, calm):
    unlock(frame, calm)
    assert frame.shell.isVisible()
    assert not frame.unlock.line.text()


def test_the_lock_names_nobody(frame):
    texts = [
        each.text() for each in frame.unlock.findChildren(type(frame.unlock._wait))
    ]
    assert not any("Archa" in each or "Invented" in each for each in texts)


def test_each_wrong_passphrase_doubles_the_wait(frame, calm):
    waits = []
    for _ in range(4):
        unlock(frame, calm, "wrong")
        waits.append(frame.unlock.seconds_left)
        assert not frame.unlock.open_button.isEnabled()
        while frame.unlock.seconds_left:
            frame.unlock._count_down()
    assert waits == [1, 2, 4, 8]
    assert frame.unlock.open_button.isEnabled()
    assert frame.shell is None


def test_during_the_wait_nothing_is_tried(frame, calm):
    unlock(frame, calm, "wrong")
    unlock(frame, calm)
    assert frame.shell is None
    assert "1 s" in frame.unlock._wait.text()


def test_a_right_passphrase_forgets_the_wrong_ones(frame, calm):
    unlock(frame, calm, "wrong")
    frame.unlock._count_down()
    unlock(frame, calm)
    frame.lock()
    calm()
    unlock(frame, calm, "wrong")
    assert frame.unlock.seconds_left == 1


def test_lock_closes_the_store_and_keeps_the_draft(frame, calm, sample, tmp_path, kit):
    unlock(frame, calm)
    frame.shell.open_record("case", sample.case)
    calm()
    form = frame.shell.record_page("case").form
    editor = form.grids["key_facts"].boxes["title"].editor
    editor.show_value("Half a ti", {})
    editor.edited.emit()
    frame.lock()
    calm()
    assert frame.session is None
    assert frame.unlock.isVisible()
    with_another = workspaces.unlock(tmp_path / "Archa", PASSPHRASE, kit)
    assert drafts.of(with_another, sample.case).values == {"title": "Half a ti"}
    with_another.close()


def test_after_the_lock_the_same_record_is_open(frame, calm, sample):
    unlock(frame, calm)
    frame.shell.open_record("person", sample.person)
    calm()
    frame.lock()
    calm()
    unlock(frame, calm)
    assert frame.shell.place.record_id == sample.person


def test_after_the_lock_the_keys_go_to_the_same_letter_of_the_same_field(
    frame, calm, sample, desk
):
    unlock(frame, calm)
    frame.shell.open_record("case", sample.case)
    calm()
    form = frame.shell.record_page("case").form
    source = form.parts["source"]
    source.open_part(source.part_ids[0])
    line = source.grid.boxes["title"].editor.inputs()[0]
    line.setFocus()
    line.setCursorPosition(3)
    frame.lock()
    calm()
    unlock(frame, calm)
    body = frame.shell.record_page("case").form.body
    back = body.parts["source"].grid.boxes["title"].editor.inputs()[0]
    assert (body.focusWidget(), back.cursorPosition()) == (back, 3)


def test_after_the_lock_a_letter_goes_on_in_a_long_text(frame, calm, sample):
    unlock(frame, calm)
    frame.shell.open_record("case", sample.case)
    calm()
    box = frame.shell.record_page("case").form.body.boxes()["description"]
    box.take_text("Two words")
    text = box.editor.inputs()[0]
    text.setFocus()
    text.moveCursor(QTextCursor.MoveOperation.End)
    frame.lock()
    calm()
    unlock(frame, calm)
    frame.shell.record_page("case").form.focusWidget().insertPlainText(" more")
    boxes = frame.shell.record_page("case").form.body.boxes()
    assert boxes["description"].value() == "Two words more"


def test_a_record_in_the_list_keeps_the_keys_there(frame, calm, sample):
    unlock(frame, calm)
    frame.shell.open_record("case", sample.case)
    calm()
    page = frame.shell.record_page("case")
    page.form.body.focus_first()
    page.list.view.setFocus()
    assert frame.shell.place.spot is None


@pytest.mark.parametrize("few", [False, True])
def test_after_the_lock_an_empty_form_goes_on(frame, calm, few):
    unlock(frame, calm)
    (frame.shell.first_contact if few else frame.shell.new)()
    calm()
    title = frame.shell.record_page("case").form.body.boxes()["title"]
    title.take_text("Not saved yet")
    frame.lock()
    calm()
    unlock(frame, calm)
    form = frame.shell.record_page("case").open_form
    assert (form.is_new, form.body.is_few) == (True, few)
    assert form.body.boxes()["title"].value() == "Not saved yet"


def test_after_the_lock_the_preview_is_there_and_the_record_behind_it(
    frame, calm, sample
):
    unlock(frame, calm)
    frame.shell.open_record("case", sample.case)
    calm()
    frame.shell.print()
    calm()
    shown = frame.shell.print_page.shown
    frame.lock()
    calm()
    unlock(frame, calm)
    assert frame.shell.key == "print"
    assert frame.shell.print_page.shown == shown
    frame.shell.back()
    calm()
    assert frame.shell.record_page("case").open_record.id == sample.case


def test_language_and_theme_are_those_chosen_last(frame, calm, desk):
    unlock(frame, calm)
    frame.shell.go("settings")
    settings = frame.shell.page("settings")
    settings.languages.chosen.emit("tg")
    settings.themes.chosen.emit("dark")
    calm()
    frame.lock()
    calm()
    desk.say.switch("en")
    desk.look.wear("light")
    unlock(frame, calm)
    assert (desk.say.language, desk.look.name) == ("tg", "dark")
    assert preferences.get(frame.session.workspace, "language") == "tg"


def test_a_language_chosen_at_the_lock_is_that_of_the_work(frame, calm, desk):
    frame.unlock.languages._buttons["tg"].click()
    unlock(frame, calm)
    assert desk.say.language == "tg"
    assert preferences.get(frame.session.workspace, "language") == "tg"
    frame.lock()
    calm()
    desk.say.switch("ru")  # of the moment alone
    unlock(frame, calm)
    assert desk.say.language == "tg"


def test_a_profile_in_use_is_said(frame, calm, tmp_path, kit):
    held = workspaces.unlock(tmp_path / "Archa", PASSPHRASE, kit)
    unlock(frame, calm)
    assert frame.shell is None
    assert "open in another window" in frame.unlock.notice.text
    held.close()


def test_shortcuts_reach_the_page(frame, calm, sample):
    unlock(frame, calm)
    shell = frame.shell
    shell.new()
    calm()
    assert shell.record_page("case").form.is_new
    shell.back()
    assert shell.record_page("case").form.isHidden()
    shell.open_record("case", sample.case)
    calm()
    shell.print()
    calm()
    assert shell.key == "print"
    shell.back()
    assert shell.key == "case"


def test_counts_stand_beside_the_areas(frame, calm):
    unlock(frame, calm)
    assert frame.shell.navigation.items["cases"]._count.text() == "1"
    assert frame.shell.navigation.items["sync"]._count.text() == ""


def test_the_window_opens_with_the_first_run_and_closes(kit, tmp_path, qapp):
    seen = []

    def close():
        frame = next(w for w in qapp.topLevelWidgets() if isinstance(w, Frame))
        seen.append(frame.first_run.isVisible())
        frame.close()

    QTimer.singleShot(200, close)
    spoken = []
    none = tmp_path / "none"
    assert open_window(kit, none, language="tg", on_leave=spoken.append) == 0
    assert spoken == ["tg"]
    assert seen == [True]
    assert not (tmp_path / "none").exists()


def test_a_screen_with_too_little_room_is_filled_and_not_left(desk, tmp_path, qtbot):
    """Of 1366 x 768 at 150 % the window was half out of sight, its lock too."""
    made = Frame(desk, tmp_path / "profile")
    qtbot.addWidget(made)
    made.show_on(QSize(1366, 768))
    assert not made.isMaximized()
    made.show_on(QSize(911, 480))
    assert made.isMaximized()


def test_the_name_of_the_program_stands_on_the_line_of_the_title(frame, calm):
    unlock(frame, calm)
    name = frame.shell.navigation._title
    title = frame.shell.page("today").findChild(QLabel)
    text = name.contentsRect().center() + name.mapTo(frame.shell, QPoint())
    beside = title.rect().center() + title.mapTo(frame.shell, QPoint())
    assert text.y() == pytest.approx(beside.y(), abs=1)


def test_the_search_is_a_field_with_its_keys_or_only_a_picture(frame, calm):
    unlock(frame, calm)
    frame.shell.resize(1366, 728)
    calm()
    head = frame.shell.page("today").findChild(PageHead)
    assert head.search.width() == 280
    assert head._keys.isVisible()
    head.resize(head._others_px() + 200, head.height())
    assert not head.search.text()
    assert not head._keys.isVisible()


def test_the_line_under_the_pages_knows_of_a_backup_at_once(frame, calm, tmp_path):
    unlock(frame, calm)
    told = frame.shell.status._backup
    assert told.text() == "No backup yet."
    frame.shell.page("settings").back_up(tmp_path / "backup")
    calm()
    assert told.text() != "No backup yet."
