import pytest

from monitor_desktop.services import keys, workspaces
from monitor_desktop.ui.first_run import STEPS, FirstRun

STRONG = "cloud wheat lamp river shore almond"


@pytest.fixture
def wizard(desk, tmp_path, qtbot):
    made = FirstRun(desk, tmp_path / "profile", kdf_memory_mib=64)
    qtbot.addWidget(made)
    made.show()
    yield made
    if made.workspace is not None:
        made.workspace.close()


def to_passphrase(wizard, name="Archa"):
    wizard.go_on()
    wizard.owner.name.setText(name)
    wizard.owner.unit.setText("Invented unit")
    wizard.owner.roles["coordinator"].setChecked(True)
    wizard.go_on()


def make(wizard, calm):
    to_passphrase(wizard)
    wizard.passphrase.new.first.setText(STRONG)
    wizard.passphrase.new.again.setText(STRONG)
    wizard.go_on()
    calm()
    return wizard.recovery.code._code


def test_the_steps_end_in_an_open_profile(wizard, calm, qtbot):
    code = make(wizard, calm)
    assert STEPS[wizard.step] == "Recovery code"
    assert not wizard.next.isEnabled()
    wizard.recovery.code.line.setText(code.lower().replace("-", " "))
    assert wizard.next.isEnabled()
    with qtbot.waitSignal(wizard.made) as made:
        wizard.go_on()
    owner = made.args[0].owner
    assert (owner.name, owner.role) == ("Archa", "coordinator")


def test_the_code_shown_opens_the_profile(wizard, calm, tmp_path, kit):
    code = make(wizard, calm)
    wizard.workspace.close()
    keys.recover(tmp_path / "profile", code, "another phrase", kdf_memory_mib=64)
    workspaces.unlock(tmp_path / "profile", "another phrase", kit).close()


def test_the_rehearsal_may_be_left_for_later(wizard, calm, qtbot):
    make(wizard, calm)
    with qtbot.waitSignal(wizard.made):
        wizard.later.click()


def test_a_wrong_rehearsal_does_not_go_on(wizard, calm):
    code = make(wizard, calm)
    wizard.recovery.code.line.setText(code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert not wizard.next.isEnabled()


def test_a_name_is_needed(wizard):
    wizard.go_on()
    assert not wizard.next.isEnabled()
    wizard.owner.name.setText("Archa")
    assert wizard.next.isEnabled()


@pytest.mark.parametrize(
    ("first", "again"), [("abc", "abc"), (STRONG, ""), (STRONG, STRONG + "s"), ("", "")]
)
def test_a_weak_or_unlike_passphrase_does_not_go_on(wizard, first, again):
    to_passphrase(wizard)
    wizard.passphrase.new.first.setText(first)
    wizard.passphrase.new.again.setText(again)
    assert not wizard.next.isEnabled()


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
