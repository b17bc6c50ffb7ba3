import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from tests.ui.conftest import PASSPHRASE, unlock

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import dashboard, preferences, records, workspaces
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.profile import backup, keys, overview, profiles
from monitor_desktop.ui.application import Frame
from monitor_desktop.ui.gallery import SAMPLE_CODE
from monitor_desktop.ui.paper import code_paper
from monitor_desktop.ui.welcome.first_run import STEPS, FirstRun
from monitor_desktop.ui.welcome.restore_dialog import RestoreDialog

STRONG = "cloud wheat lamp river shore almond"


@pytest.fixture
def wizard(desk, tmp_path, qtbot):
    made = FirstRun(desk, tmp_path / "profile", kdf_memory_mib=64)
    qtbot.addWidget(made)
    made.show()
    yield made
    if made.workspace is not None:
        made.workspace.close()


def to_passphrase(wizard, name="Archa", role="coordinator"):
    wizard.go_on()
    wizard.owner.name.setText(name)
    wizard.owner.unit.setText("Invented unit")
    wizard.owner.roles[role].setChecked(True)
    wizard.go_on()


def make(wizard, calm, role="coordinator"):
    """Up to the recovery code, which it gives back."""
    to_passphrase(wizard, role=role)
    wizard.passphrase.new.first.setText(STRONG)
    wizard.passphrase.new.again.setText(STRONG)
    wizard.go_on()
    calm()
    return wizard.recovery.grid.code


def type_code(wizard, code, qtbot):
    for line, group in zip(wizard.rehearsal.groups.lines, code.split("-"), strict=True):
        qtbot.keyClicks(line, group.lower().replace("0", "o"))


def test_seven_steps_end_in_an_open_profile(wizard, calm, qtbot):
    code = make(wizard, calm)
    assert STEPS[wizard.step] == "Recovery code"
    assert wizard.passphrase.new.passphrase == ""
    wizard.go_on()
    assert not wizard.next.isEnabled()
    type_code(wizard, code, qtbot)
    assert wizard.rehearsal._right.text() == "8 of 8"
    wizard.go_on()
    calm()
    assert STEPS[wizard.step] == "Joining"
    assert wizard.rehearsal.groups.text.strip("-") == ""
    wizard.go_on()
    calm()
    with qtbot.waitSignal(wizard.made) as made:
        wizard.go_on()
    calm()
    workspace = made.args[0]
    assert (workspace.owner.name, workspace.owner.role) == ("Archa", "coordinator")
    assert preferences.get(workspace, preferences.REHEARSED)
    assert preferences.get(workspace, preferences.FIRST_RUN) is None


def test_enter_goes_from_field_to_field_and_from_step_to_step(wizard):
    def enter():
        QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)

    enter()  # on the language, which is right already
    wizard.owner.name.setText("Archa")
    enter()
    assert wizard.focusWidget() is wizard.owner.unit
    enter()  # without a unit it goes nowhere
    assert STEPS[wizard.step] == "You and your unit"
    wizard.owner.unit.setText("Invented unit")
    enter()
    assert wizard.focusWidget() is wizard.passphrase.new.first
    wizard.show_step(STEPS.index("Recovery code"))
    wizard.show_step(STEPS.index("Rehearsal"))
    enter()
    assert STEPS[wizard.step] == "Rehearsal"


def test_the_code_shown_opens_the_profile(wizard, calm, tmp_path, kit):
    code = make(wizard, calm)
    wizard.workspace.close()
    keys.recover(tmp_path / "profile", code, "another phrase", kdf_memory_mib=64)
    workspaces.unlock(tmp_path / "profile", "another phrase", kit).close()


def test_the_code_is_saved_where_the_person_says_and_printed_whole(
    wizard, calm, tmp_path, desk
):
    code = make(wizard, calm)
    wizard.recovery.write(tmp_path / "stick.txt")
    calm()
    assert (tmp_path / "stick.txt").read_text() == f"{code}\n"
    page = QImage.fromData(code_paper.page(code, desk.say))
    assert (page.width(), page.height()) == (2480, 3508)


def test_the_rehearsal_may_be_left_for_later_and_waits_on_today(wizard, calm, qtbot):
    make(wizard, calm)
    wizard.go_on()
    wizard.later.click()
    calm()
    assert STEPS[wizard.step] == "Joining"
    found = dashboard.today(wizard.workspace).waiting
    assert dashboard.Waits.REHEARSAL in {each.why for each in found}


def test_a_code_of_another_paper_does_not_go_on(wizard, calm, qtbot, make_workspace):
    make(wizard, calm)
    wizard.go_on()
    other = keys.recovery_code(make_workspace("Kabk"), PASSPHRASE)
    type_code(wizard, other, qtbot)
    wizard.go_on()
    calm()
    assert STEPS[wizard.step] == "Rehearsal"
    assert "does not open" in wizard.notice.text


def test_the_sample_of_the_pictures_is_refused():
    groups = SAMPLE_CODE.split("-")
    assert not any(keys.is_group(n, each) for n, each in enumerate(groups))


def test_the_hub_is_joined_by_its_card_and_twelve_words(
    wizard, calm, make_workspace, tmp_path
):
    make(wizard, calm, "monitor")
    hub = make_workspace("Hub", "coordinator")
    (tmp_path / "hub.mdc").write_bytes(contacts.my_card(hub))
    joining = wizard.joining
    joining.add(tmp_path / "hub.mdc")
    calm()
    assert "Hub" in joining._name.text()
    assert not joining.verify.isEnabled()
    joining.line.setText(contacts.words_of(hub, hub.fingerprint, "ru"))
    joining.verify.click()
    calm()
    assert joining.contact.verified
    assert wizard.focusWidget() is wizard.next
    joining.write(tmp_path / "own.mdc")
    calm()
    assert contacts.add(hub, (tmp_path / "own.mdc").read_bytes()).name == "Archa"


def test_escape_and_the_clipboard_do_nothing(wizard, calm, qtbot, qapp):
    code = make(wizard, calm)
    wizard.go_on()
    line = wizard.rehearsal.groups.lines[0]
    qtbot.keyClicks(line, code[:4])
    line.selectAll()
    control = qapp.keyboardModifiers().ControlModifier
    for key in "cx":
        qtbot.keyClick(line, key, modifier=control)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert line.text() == code[:4]
    assert qapp.clipboard().text() == ""
    assert STEPS[wizard.step] == "Rehearsal"
    assert wizard.isVisible()


@pytest.fixture
def frame(desk, tmp_path, qtbot, calm):
    made = Frame(desk, tmp_path / "profile", kdf_memory_mib=64)
    qtbot.addWidget(made)
    made.start(is_new=True)
    made.show()
    yield made
    made.close()
    calm()


def test_a_first_run_that_was_closed_goes_on_at_the_same_step(frame, calm, qtbot):
    make(frame.first_run, calm)
    frame.lock()
    calm()
    unlock(frame, calm, STRONG)
    wizard = frame.first_run
    assert STEPS[wizard.step] == "Recovery code"
    # The code was kept nowhere: the passphrase makes another.
    assert not wizard.next.isEnabled()
    wizard.recovery.line.setText(STRONG)
    wizard.recovery.make.click()
    calm()
    code = wizard.recovery.grid.code
    wizard.go_on()
    calm()
    frame.lock()
    calm()
    unlock(frame, calm, STRONG)
    wizard = frame.first_run
    assert STEPS[wizard.step] == "Rehearsal"
    type_code(wizard, code, qtbot)
    for _ in ("check", "join", "begin"):
        wizard.go_on()
        calm()
    assert frame.shell is not None
    assert frame.first_run is None


def evidence(workspace):
    """Every piece of evidence there is."""
    query = ListQuery(type="attachment")
    found = records.listed(workspace, query)[1]
    return [attachments.listed(workspace, each.id)[0] for each in found]


def test_practice_shows_invented_people_and_leaves_nothing(frame, calm, tmp_path):
    frame.first_run.practised.emit()
    calm()
    assert frame.practice.isVisible()
    assert overview.counts(frame.session.workspace)["case"] > 1
    assert "invented" in frame.session.workspace.owner.unit
    taken = [each for each in evidence(frame.session.workspace) if each.sha256]
    assert {each.media_type for each in taken} == {"image/png", "text/plain"}
    frame.lock()
    calm()
    assert frame.practice.isHidden()
    assert STEPS[frame.first_run.step] == "Language"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def backed_up(workspace, sample, tmp_path, frame):
    """A backup of another laptop, and what its recovery code is."""
    code = keys.recovery_code(workspace, PASSPHRASE)
    target = tmp_path / "2026.mdk"
    backup.create(workspace, target)
    return target, code


@pytest.fixture
def restoring(frame, desk, qtbot):
    made = RestoreDialog(desk, frame._folder, frame, kdf_memory_mib=64)
    qtbot.addWidget(made)
    made.accepted.connect(frame.first_run.restored)
    return made


def test_a_backup_is_restored_with_its_passphrase(
    frame, restoring, backed_up, calm, sample
):
    assert not restoring.primary.isEnabled()
    restoring.take(backed_up[0])
    restoring.passphrase.setText("wrong")
    restoring.commit()
    calm()
    assert "passphrase" in restoring.notice.text
    restoring.passphrase.setText(PASSPHRASE)
    restoring.commit()
    calm()
    assert frame.first_run is None
    assert "restored" in frame.unlock.notice.text
    unlock(frame, calm)
    found = records.show(frame.session.workspace, sample.case)
    assert found.record.title == "Invented case"


def test_a_backup_is_restored_with_the_recovery_code(
    frame, restoring, backed_up, calm, sample
):
    restoring.take(backed_up[0])
    restoring.go_by("code")
    restoring.code.setText(backed_up[1])
    restoring.new.first.setText(STRONG)
    restoring.new.again.setText(STRONG)
    restoring.commit()
    calm()
    unlock(frame, calm, STRONG)
    assert overview.counts(frame.session.workspace)["case"] == 1


def test_what_is_no_backup_is_said_and_nothing_is_left(
    frame, restoring, backed_up, calm, tmp_path
):
    whole = backed_up[0].read_bytes()
    for damaged in (b"text", whole[:-5000] + bytes(5000), whole[:3000]):
        other = tmp_path / "other.mdk"
        other.write_bytes(damaged)
        restoring.take(other)
        restoring.passphrase.setText(PASSPHRASE)
        restoring.commit()
        calm()
        assert restoring.notice.text
        assert not profiles.exists(frame._folder)
    assert frame.first_run is not None


def test_a_name_and_a_unit_are_needed(wizard):
    wizard.go_on()
    assert not wizard.next.isEnabled()
    wizard.owner.name.setText("Archa")
    assert not wizard.next.isEnabled()
    wizard.owner.unit.setText("Invented unit")
    assert wizard.next.isEnabled()


@pytest.mark.parametrize(
    ("first", "again"), [("abc", "abc"), (STRONG, ""), (STRONG, STRONG + "s"), ("", "")]
)
def test_a_weak_or_unlike_passphrase_does_not_go_on(wizard, first, again):
    to_passphrase(wizard)
    wizard.passphrase.new.first.setText(first)
    wizard.passphrase.new.again.setText(again)
    assert not wizard.next.isEnabled()


def test_a_language_chosen_elsewhere_is_marked(wizard, desk):
    desk.say.switch("tg")
    assert wizard.language.choice.value == "tg"


def test_words_are_suggested_in_the_language_chosen(wizard, desk):
    desk.say.switch("tg")
    to_passphrase(wizard)
    shown = [
        wizard.passphrase._words.itemAt(n).widget().text()
        for n in range(wizard.passphrase._words.count())
    ]
    assert len(shown) == 6
    assert all(each in desk.kit.word_lists["tg"] for each in shown)


def test_the_second_line_takes_no_paste(wizard, qtbot, qapp):
    to_passphrase(wizard)
    qapp.clipboard().setText("pasted")
    line = wizard.passphrase.new.again
    qtbot.keyClick(line, "v", modifier=qapp.keyboardModifiers().ControlModifier)
    assert not line.text()
    qapp.clipboard().clear()


def test_enter_never_goes_to_back(wizard, calm):
    to_passphrase(wizard)
    new = wizard.passphrase.new
    new.first.setText(STRONG)
    new.again.setText(STRONG[:-1])
    new.again.setFocus()
    for _ in range(3):
        QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    assert STEPS[wizard.step] == "Passphrase"
    assert new.again.hasFocus()
    assert new.again.selectedText()
    wizard.back.click()
    wizard.owner.name.clear()
    wizard.owner.unit.setFocus()
    QTest.keyClick(wizard.owner.unit, Qt.Key.Key_Return)
    assert wizard.owner.name.hasFocus()


def test_a_profile_is_made_once(wizard, calm):
    to_passphrase(wizard)
    new = wizard.passphrase.new
    new.first.setText(STRONG)
    new.again.setText(STRONG)
    wizard.go_on()
    new.again.setText(STRONG[:-1])
    new.again.setText(STRONG)
    assert not wizard.next.isEnabled()
    assert not wizard.back.isEnabled()
    calm()
    assert STEPS[wizard.step] == "Recovery code"
    assert wizard.next.isEnabled()


def test_the_eye_has_a_key(wizard, qtbot):
    to_passphrase(wizard)
    line = wizard.passphrase.new.first
    line.setText(STRONG)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(line, Qt.Key.Key_H, control)
    assert line.displayText() == STRONG
    qtbot.keyClick(line, Qt.Key.Key_H, control)
    assert STRONG not in line.displayText()
    assert line.text() == STRONG


def test_words_misheard_are_named(wizard, calm, make_workspace, tmp_path):
    make(wizard, calm, role="monitor")
    hub = make_workspace("Kabk", "coordinator")
    card = tmp_path / "hub.card"
    card.write_bytes(contacts.my_card(hub))
    wizard.show_step(STEPS.index("Joining"))
    wizard.joining.add(card)
    calm()
    words = contacts.words_of(hub, hub.fingerprint, "en").split()
    for wrong, told in (({2, 10}, "word 3, 11"), (set(range(12)), "do not match")):
        heard = ["qqq" if n in wrong else each for n, each in enumerate(words)]
        wizard.joining.line.setText(" ".join(heard))
        wizard.joining.verify.click()
        calm()
        assert told in wizard.notice.text
        assert wizard.joining.line.hasFocus()
    assert not wizard.joining.contact.verified
