"""A case with two acts and three people, entered as a person would: by keys alone.

Then the whole day: unlock, enter, take in a photo, lock, unlock, finish, print, send.
"""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from tests.ui.conftest import PASSPHRASE
from tests.ui.hands import CONTROL, Hands, Watchdog, enter_case

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import bundle_reports, bundles, contacts
from monitor_desktop.ui.exchange import sync_page
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.paper import print_page

TITLE = "Боздошти хабарнигор дар Бохтар"
PEOPLE = {"Раҳимова Ҷамила", "Ғафуров Қодирҷон", "Ҳакимов Исо"}


@pytest.fixture(autouse=True)
def _collected():
    """The program collects seldom; what other tests left behind is no slot of it."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def hands(session, qtbot, calm):
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.resize(1366, 728)
    shell.go("case")
    shell.show()
    shell.activateWindow()
    qtbot.waitExposed(shell)
    calm()
    return Hands(shell, calm, qtbot)


def test_a_case_is_entered_by_keys_and_nothing_stands_still(hands, session, qtbot):
    watchdog = Watchdog()
    qtbot.waitUntil(hands.shell.record_page("case").is_ready, timeout=20_000)
    enter_case(hands, TITLE)
    slow = list(watchdog.slow)
    tree = only_case(session.workspace)
    kinds = [each.values["type"] for each in tree.children_of("act")]
    names = {each.values["name"] for each in tree.linked.values()}
    assert tree.record.values["title"] == TITLE
    assert kinds == ["030105000000", "030101000000"]
    assert names == PEOPLE
    assert not slow


def only_case(workspace):
    (found,) = records.listed(workspace, ListQuery(type="case"))[1]
    return records.show(workspace, found.id)


@pytest.fixture
def other(workspace, make_workspace):
    """Somebody whose card was compared, and who knows ours."""
    made = make_workspace("Kabk")
    for one, two in ((workspace, made), (made, workspace)):
        words = contacts.words_of(two, two.fingerprint, "en")
        contacts.add(one, contacts.my_card(two), words=words, receives="all")
    return made


@pytest.fixture
def frame(other, locked):
    return locked


def unlock(hands, frame):
    frame.unlock.line.setFocus()
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.calm()
    hands.shell = frame.shell


def look_at_cases(hands, frame):
    frame.shell.navigation.items["cases"].click()
    hands.calm()
    page = frame.shell.record_page("case")
    hands.until(page.is_ready)


def save(hands):
    hands.press(Qt.Key.Key_S, CONTROL)
    hands.calm()


def paste_a_photo(hands, frame):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    evidence = frame.shell.record_page("case").form.body.evidence
    evidence.stops()[0].setFocus()
    hands.press(Qt.Key.Key_V, CONTROL)
    hands.calm()


def lock_and_come_back(hands, frame, typed):
    """Half a change is typed when the window is locked; it is there afterwards."""
    record = frame.shell.place.record_id
    for key in (Qt.Key.Key_F2, Qt.Key.Key_End):
        hands.press(key)
    hands.type(typed)
    hands.press(Qt.Key.Key_L, CONTROL)
    hands.calm()
    assert frame.shell is None
    assert frame.unlock.isVisible()
    unlock(hands, frame)
    assert frame.shell.place.record_id == record
    assert hands.focus.text().endswith(typed)
    hands.until(frame.shell.record_page("case").is_ready)


def print_to_file(hands, frame):
    hands.press(Qt.Key.Key_P, CONTROL)
    hands.calm()
    frame.shell.print_page.save.click()
    hands.calm()


def send(hands, frame):
    frame.shell.navigation.items["sync"].click()
    hands.calm()
    frame.shell.page("sync").bundle.make.click()
    hands.calm()


def live_a_day(hands, frame, watchdog):
    """What a person does, and how the watchdog calls it."""
    steps = {
        "unlock": lambda: unlock(hands, frame),
        "list": lambda: look_at_cases(hands, frame),
        "enter": lambda: enter_case(hands, TITLE),
        "photo": lambda: paste_a_photo(hands, frame),
        "lock": lambda: lock_and_come_back(hands, frame, ", шаб"),
        "finish": lambda: save(hands),
        "print": lambda: print_to_file(hands, frame),
        "send": lambda: send(hands, frame),
    }
    for watchdog.doing, do in steps.items():
        do()


def test_a_whole_day_by_keys_and_nothing_stands_still(
    frame, other, calm, qtbot, tmp_path, monkeypatch
):
    # The system's own dialogs are not ours to press keys in.
    pdf, bundle = tmp_path / "case.pdf", tmp_path / "1.bin"
    monkeypatch.setattr(print_page, "ask_save", lambda *_a, **_k: pdf)
    monkeypatch.setattr(sync_page, "ask_save", lambda *_a, **_k: bundle)
    watchdog = Watchdog()
    live_a_day(Hands(frame, calm, qtbot), frame, watchdog)
    assert not watchdog.slow
    here = frame.session.workspace
    (photo,) = attachments.listed(here, only_case(here).record.id)
    assert photo.media_type == "image/png"
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert bundles.receive(other, bundle).outcome == bundle_reports.APPLIED
    arrived = only_case(other)
    assert arrived.record.values["title"] == f"{TITLE}, шаб"
    assert len(arrived.children_of("act")) == 2
    assert {each.values["name"] for each in arrived.linked.values()} == PEOPLE
