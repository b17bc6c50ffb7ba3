"""The recovery code, typed back from the paper."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.conftest import PASSPHRASE

from monitor_desktop.crypto import recovery_codes
from monitor_desktop.services import dashboard, preferences
from monitor_desktop.services.dashboard import Waits
from monitor_desktop.services.profile import keys
from monitor_desktop.ui.keys.rehearsals import RehearsalDialog
from monitor_desktop.ui.settings.settings_page import SettingsPage


@pytest.fixture
def code(workspace):
    return keys.recovery_code(workspace, PASSPHRASE)


@pytest.fixture
def dialog(session, code, qtbot):
    made = RehearsalDialog(session, None)
    qtbot.addWidget(made)
    made.show()
    return made


def type_all(dialog, code, qtbot):
    for line, group in zip(dialog.groups.lines, code.split("-"), strict=True):
        qtbot.keyClicks(line, group.lower())


def waits(workspace):
    return {each.why for each in dashboard.today(workspace).waiting}


def test_the_right_code_is_taken_and_asks_no_more(dialog, code, qtbot, calm, workspace):
    assert Waits.REHEARSAL in waits(workspace)
    type_all(dialog, code, qtbot)
    assert dialog.primary.isEnabled()
    dialog.commit()
    calm()
    assert dialog.result() == 1
    assert Waits.REHEARSAL not in waits(workspace)


def test_it_is_asked_again_after_half_a_year(workspace, clock):
    keys.rehearsed(workspace)
    assert Waits.REHEARSAL not in waits(workspace)
    clock.advance(183 * 86_400_000)
    assert Waits.REHEARSAL in waits(workspace)


def test_a_slip_of_the_pen_names_its_group(dialog, code, qtbot):
    group = code.split("-")[1]
    slips = (each + group[1:] for each in recovery_codes.ALPHABET)
    # One in 32 slips keeps the check letter.
    slip = next(each for each in slips if not recovery_codes.is_group(1, each))
    qtbot.keyClicks(dialog.groups.lines[1], slip)
    assert "Group 2" in dialog._told.text()
    assert dialog.groups.lines[1].property("invalid") == "true"
    assert not dialog.primary.isEnabled()


def test_letters_of_the_wrong_keyboard_are_said_at_the_first_one(dialog):
    """On paper and on the screen the two alphabets look alike."""
    dialog.groups.lines[0].setText("\u0422")  # looks like T
    dialog.groups.lines[0].textEdited.emit("\u0422")
    assert dialog._told.text().startswith("These letters are Cyrillic.")
    assert not dialog.primary.isEnabled()


def test_a_full_group_goes_on_and_backspace_goes_back(dialog, code, qtbot, calm):
    lines = dialog.groups.lines
    qtbot.keyClicks(lines[0], code.split("-")[0])
    assert dialog.focusWidget() is lines[1]
    qtbot.keyClick(lines[1], Qt.Key.Key_Backspace)
    assert dialog.focusWidget() is lines[0]


def test_nothing_is_pasted(dialog, code, qtbot, qapp):
    qapp.clipboard().setText(code.split("-")[0])
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(dialog.groups.lines[0], Qt.Key.Key_V, control)
    assert not dialog.groups.lines[0].text()
    qapp.clipboard().clear()


def test_a_code_of_another_profile_is_refused(
    dialog, make_workspace, qtbot, calm, workspace
):
    other = keys.recovery_code(make_workspace("Kabk"), PASSPHRASE)
    type_all(dialog, other, qtbot)
    dialog.commit()
    calm()
    assert dialog.result() == 0
    assert "does not open" in dialog.notice.text
    assert Waits.REHEARSAL in waits(workspace)


def test_another_time_until_the_lock_is_kept_and_told(session, qtbot, calm):
    page = SettingsPage(session)
    qtbot.addWidget(page)
    calm()
    assert page.minutes.value == "10"
    with qtbot.waitSignal(session.lock_minutes) as told:
        page.minutes._buttons["5"].click()
    calm()
    assert told.args == [5]
    assert preferences.get(session.workspace, preferences.LOCK_MINUTES) == 5
