"""What locks the window, and what is left after it."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
import textwrap
from ctypes import wintypes
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolTip, QWidget
from tests.ui.conftest import PASSPHRASE, unlock

from monitor_desktop.errors import EnvironmentFailedError, LockedOutError
from monitor_desktop.services import preferences, workspaces
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.profile import panic
from monitor_desktop.store.profiles import ProfileFolder
from monitor_desktop.ui.application import BEGIN_AGAIN, Frame
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog
from monitor_desktop.ui.fittings.places import Place
from monitor_desktop.ui.keys.secret_line import KeyboardHint, SecretLine
from monitor_desktop.ui.lock import windows_session
from monitor_desktop.ui.lock.captures import BLACK, EXCLUDE, CaptureGuard
from monitor_desktop.ui.lock.clipboards import HINTS, OWN_FORMAT, Clipboard
from monitor_desktop.ui.lock.lock_watch import TICK_MS, LockWatch
from monitor_desktop.ui.lock.panic_shade import HOLD_SECONDS, KEY, MODIFIERS
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.pace.working import LongWork

HOURS_MS = 8 * 3_600_000


@pytest.fixture
def watch(clock, qapp):
    made = LockWatch(clock)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def due(watch):
    told = []
    watch.due.connect(lambda: told.append(True))
    return told


def ticks(watch, clock, count):
    for _ in range(count):
        clock.advance(TICK_MS)
        watch.tick()


def a_key():
    modifier = Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, "a")


def test_letters_and_caps_lock_are_told_from_what_is_typed(desk, qtbot):
    line = SecretLine(desk, "Passphrase")
    hint = KeyboardHint(desk.say, line)
    for each in (line, hint):
        qtbot.addWidget(each)
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier

    def told(text, modifier=none, key=Qt.Key.Key_A):
        press = QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)
        QApplication.sendEvent(line, press)
        return hint.text()

    latin, on = "Keyboard: Latin letters", "Caps Lock is on"
    assert told("1") == " "
    assert told("a") == told("A", shift) == latin
    assert told("A") == told("a", shift) == f"{latin} · {on}"
    # Which way it went is known with the next letter only.
    assert told("", key=Qt.Key.Key_CapsLock) == latin
    assert told("ҷ") == told("Ҷ", shift) == "Keyboard: Cyrillic letters"
    assert told("Ҷ") == f"Keyboard: Cyrillic letters · {on}"
    desk.say.switch("ru")
    assert hint.text() == "Раскладка: кириллица · Caps Lock включён"
    line.clear()
    assert hint.text() == " "


def test_it_locks_when_nobody_is_there(watch, clock, due):
    watch.minutes = 1
    ticks(watch, clock, 11)
    assert not due
    ticks(watch, clock, 1)
    assert due


def test_a_key_begins_the_wait_again(watch, clock, due):
    watch.minutes = 1
    ticks(watch, clock, 11)
    watch.eventFilter(watch, a_key())
    ticks(watch, clock, 11)
    assert not due


@pytest.mark.parametrize("jump_ms", [HOURS_MS, -HOURS_MS])
def test_a_clock_that_jumped_locks_at_the_next_tick(watch, clock, due, jump_ms):
    clock.advance(jump_ms)
    watch.tick()
    assert due


def test_the_first_key_after_a_sleep_locks_before_it_is_taken(watch, clock, due):
    clock.advance(HOURS_MS)
    watch.eventFilter(watch, a_key())
    assert due


def test_sleep_and_the_locked_screen_lock_and_waking_does_not(watch, due):
    watch.told(False)
    assert not due
    watch.told(True)
    watch.told_lock()
    assert len(due) == 2


def test_nobody_there_is_no_hurry_and_a_sleep_is(watch, clock):
    urgent = []
    watch.due.connect(urgent.append)
    watch.minutes = 1
    ticks(watch, clock, 12)
    watch.told(True)
    clock.advance(HOURS_MS)
    watch.tick()
    assert urgent == [False, True, True]


@pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="no dbus-daemon here")
def test_every_desktop_and_the_system_are_heard_on_a_real_bus(tmp_path):
    """In a process of its own: a bus, once asked for, stays as long as the process."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bus:
        try:
            address = bus.stdout.readline().strip()
            places = {
                "DBUS_SESSION_BUS_ADDRESS": address,
                "DBUS_SYSTEM_BUS_ADDRESS": address,
                "QT_QPA_PLATFORM": "offscreen",
            }
            done = subprocess.run(
                [sys.executable, "-c", BUS_STORY],
                env=os.environ | places,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        finally:
            bus.kill()
    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "freedesktop": 1,
        "gnome": 1,
        "cinnamon": 1,
        "mate": 1,
        "xfce": 1,
        "unlocked": 0,
        "sleep": 1,
        "session": 1,
    }


BUS_STORY = """
import json, os
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QTest
from monitor_desktop.ui.lock import lock_watch

class Clock:
    def now_ms(self):
        return 1

application = QCoreApplication([])
# There is a bus for the system: the one of this test.
lock_watch._SYSTEM_BUS = Path("/")
address = os.environ["DBUS_SESSION_BUS_ADDRESS"]
other = QDBusConnection.connectToBus(address, "other")
assert other.registerService("org.freedesktop.login1")
watch, due, found = lock_watch.LockWatch(Clock()), [], {}
watch.due.connect(due.append)
watch.start()
watch.listen(0)

def tell(name, path, interface, member, *values):
    due.clear()
    message = QDBusMessage.createSignal(path, interface, member)
    message.setArguments(list(values))
    assert other.send(message)
    for _ in range(200 if name != "unlocked" else 10):
        QTest.qWait(10)
        if due:
            break
    found[name] = len(due)

for each in ("freedesktop", "gnome", "cinnamon", "mate", "xfce"):
    interface = f"org.{each}.ScreenSaver"
    tell(each, "/ScreenSaver", interface, "ActiveChanged", True)
tell("unlocked", "/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged", False)
login = "org.freedesktop.login1"
tell("sleep", "/org/freedesktop/login1", login + ".Manager", "PrepareForSleep", True)
tell("session", "/org/freedesktop/login1/session/_31", login + ".Session", "Lock")
print(json.dumps(found))
"""


def told_by_windows(message, word):
    asked = []
    events = windows_session.SessionEvents(lambda: asked.append(True))
    told = wintypes.MSG(message=message, wParam=word)
    answer = events.nativeEventFilter(windows_session.MESSAGES, ctypes.addressof(told))
    assert answer == (False, 0)
    return bool(asked)


def test_windows_tells_of_the_locked_session_and_of_sleep():
    change, power = windows_session.SESSION_CHANGE, windows_session.POWER
    assert told_by_windows(change, windows_session.SESSION_LOCK)
    assert told_by_windows(power, windows_session.SUSPEND)
    assert not told_by_windows(change, 0x8)  # unlocked again
    assert not told_by_windows(power, 0x7)  # awake again
    assert not told_by_windows(0x0100, windows_session.SESSION_LOCK)  # a key


def test_nothing_locks_while_it_is_locked(watch, due):
    watch.stop()
    watch.told(True)
    assert not due


@pytest.fixture
def board(qapp):
    made = Clipboard(qapp.clipboard(), owns=lambda: False)
    yield made
    made.clear()


def test_what_is_copied_carries_the_hints_and_goes_after_a_while(board, qapp):
    board.put("Invented reference")
    data = qapp.clipboard().mimeData()
    assert data.text() == "Invented reference"
    assert all(data.hasFormat(each) for each in (*HINTS, OWN_FORMAT))
    assert board.wait.isActive()
    assert board.wait.interval() == 30_000
    board.wait.timeout.emit()
    assert qapp.clipboard().text() == ""


def test_what_somebody_else_copied_since_stays(board, qapp):
    board.put("Invented reference")
    qapp.clipboard().setText("of another program")
    board.clear()
    assert qapp.clipboard().text() == "of another program"
    qapp.clipboard().clear()


def test_what_a_field_copied_by_itself_gets_the_hints_too(qapp, qtbot):
    board = Clipboard(qapp.clipboard(), owns=lambda: True)
    qapp.clipboard().setText("from a field")
    qtbot.waitUntil(lambda: board.holds_ours, timeout=2000)
    assert qapp.clipboard().text() == "from a field"
    board.clear()


class FakeUser32:
    def __init__(self, known):
        self.known = known
        self.calls = []

    def SetWindowDisplayAffinity(self, window, affinity):  # noqa: N802
        self.calls.append((window, affinity))
        return int(affinity in self.known)


@pytest.mark.parametrize(
    ("known", "asked"), [({EXCLUDE, BLACK}, [EXCLUDE]), ({BLACK}, [EXCLUDE, BLACK])]
)
def test_each_new_window_is_hidden_from_pictures(qapp, qtbot, known, asked):
    user32 = FakeUser32(known)
    guard = CaptureGuard(user32)
    qapp.installEventFilter(guard)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        QWidget(window)
        window.show()
    finally:
        qapp.removeEventFilter(guard)
    handle = int(window.winId())
    calls = [affinity for each, affinity in user32.calls if each == handle]
    assert calls[: len(asked)] == asked
    assert {each for each, _ in user32.calls} == {handle}


@pytest.fixture
def frame(sample, locked, calm):
    unlock(locked, calm)
    return locked


def test_the_lock_closes_every_window_and_clears_the_clipboard(
    frame, desk, calm, qapp, qtbot, tmp_path
):
    desk.last_folder.path = tmp_path
    dialog = QDialog(frame)
    menu = QMenu(frame)
    menu.addAction("Invented")
    dialog.show()
    menu.popup(frame.pos())
    frame.guards.clipboard.put("Invented name")
    frame.lock()
    calm()
    assert not dialog.isVisible()
    assert not menu.isVisible()
    assert QApplication.activePopupWidget() is None
    assert qapp.clipboard().text() == ""
    assert desk.last_folder.path is None


def test_ctrl_l_locks_from_inside_a_dialog_too(frame, calm, qtbot, desk):
    outer = Dialog(desk.say, "My card", frame)
    outer.finish("Save")
    inner = Dialog(desk.say, "My card", outer)
    inner.finish("Save")
    for each in (outer, inner):
        each.open()
    qtbot.waitUntil(inner.isActiveWindow, timeout=2000)
    qtbot.keyClick(inner, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert frame.session is None
    assert not outer.isVisible()
    assert not inner.isVisible()


def test_the_lock_asks_for_a_fresh_process_once_the_store_is_closed(
    frame, calm, monkeypatch, tmp_path, kit
):
    asked = []
    monkeypatch.setattr(QApplication, "exit", asked.append)
    frame.leaves_on_lock = True
    frame.lock()
    calm()
    assert asked == [BEGIN_AGAIN]
    # Nobody holds the profile any more: the fresh process can open it.
    workspaces.unlock(tmp_path / "Archa", PASSPHRASE, kit).close()


def test_a_fresh_process_comes_back_to_the_same_record(
    frame, calm, desk, sample, tmp_path, qtbot
):
    frame.shell.open_record("person", sample.person)
    calm()
    frame.lock()
    calm()
    again = Frame(desk, tmp_path / "Archa")
    qtbot.addWidget(again)
    again.start(is_new=False)
    again.unlock.line.setText(PASSPHRASE)
    again.unlock.commit()
    calm()
    assert again.shell.place == Place("person", sample.person)
    again.close()
    calm()


def test_minutes_until_the_lock_are_those_chosen(frame, calm):
    preferences.put(frame.session.workspace, preferences.LOCK_MINUTES, 2)
    frame.lock()
    calm()
    frame.unlock.line.setText(PASSPHRASE)
    frame.unlock.commit()
    calm()
    assert frame.guards.lock_watch.minutes == 2


def hold(frame, kind):
    event = QKeyEvent(kind, KEY, MODIFIERS)
    frame.guards.eventFilter(frame.windowHandle(), event)


def test_panic_keys_let_go_in_time_do_nothing(frame, calm, tmp_path, kit, qtbot):
    hold(frame, QEvent.Type.KeyPress)
    assert frame.guards.panic.isVisible()
    for _ in range(HOLD_SECONDS - 1):
        frame.guards.panic.count_down()
    hold(frame, QEvent.Type.KeyRelease)
    # Its time is over while nobody holds the keys: nothing happens.
    frame.guards.panic.count_down()
    qtbot.waitUntil(frame.guards.panic.isHidden, timeout=5000)
    assert not frame.guards.panic.timer.isActive()
    frame.lock()
    calm()
    workspaces.unlock(tmp_path / "Archa", PASSPHRASE, kit).close()


def test_a_key_that_the_screen_repeats_counts_as_held(frame, calm, monkeypatch):
    """X11 may tell a held key as let go and pressed, and Qt as if by fingers."""
    wiped = []
    monkeypatch.setattr(panic, "wipe", wiped.append)
    monkeypatch.setattr(QApplication, "exit", lambda _status: None)
    hold(frame, QEvent.Type.KeyPress)
    shade = frame.guards.panic
    for left in range(HOLD_SECONDS, 1, -1):
        assert shade.seconds_left == left
        hold(frame, QEvent.Type.KeyRelease)
        shade.count_down()
        hold(frame, QEvent.Type.KeyPress)
    assert not wiped
    hold(frame, QEvent.Type.KeyRelease)
    shade.count_down()
    assert not wiped
    hold(frame, QEvent.Type.KeyPress)
    assert len(wiped) == 1
    calm()


def test_panic_keys_held_destroy_the_keys_and_lock(
    frame, calm, tmp_path, kit, monkeypatch
):
    ended = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    before = (tmp_path / "Archa" / "keys.json").read_bytes()
    hold(frame, QEvent.Type.KeyPress)
    for _ in range(HOLD_SECONDS):
        frame.guards.panic.count_down()
    calm()
    assert frame.session is None
    assert ended == [0]
    after = (tmp_path / "Archa" / "keys.json").read_bytes()
    assert len(after) < len(before)
    with pytest.raises(LockedOutError):
        workspaces.unlock(tmp_path / "Archa", PASSPHRASE, kit)


def test_what_is_half_typed_in_a_dialog_outlives_the_lock(
    frame, calm, sample, tmp_path
):
    path = tmp_path / "a.txt"
    path.write_text("invented", encoding="utf-8")
    attached = attachments.attach(frame.session.workspace, sample.case, path)
    dialog = EvidenceDialog(frame.session, attached, frame)
    dialog.open()
    calm()
    editor = dialog.grid.boxes["obtained_from"].editor
    editor.show_value("Half a na", {})
    editor.edited.emit()
    frame.lock()
    calm()
    assert not dialog.isVisible()
    unlock(frame, calm)
    kept = drafts.of(frame.session.workspace, attached.id)
    assert kept.values == {"obtained_from": "Half a na"}


def test_panic_waits_for_nothing_that_is_being_worked_on(
    frame, calm, tmp_path, kit, monkeypatch
):
    monkeypatch.setattr(QApplication, "exit", lambda _status: None)
    going = Event()
    frame.session.run(lambda _workspace: going.wait(30), lambda _ended: None)
    hold(frame, QEvent.Type.KeyPress)
    for _ in range(HOLD_SECONDS):
        frame.guards.panic.count_down()
    with pytest.raises(LockedOutError):
        ProfileFolder(tmp_path / "Archa").slots().unlock(PASSPHRASE)
    going.set()
    calm()


def test_the_warning_is_read_over_a_dialog_and_outlives_it(frame, calm, desk, qtbot):
    dialog = Dialog(desk.say, "My card", frame)
    dialog.finish("Save")
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=2000)
    hold(frame, QEvent.Type.KeyPress)
    shade = frame.guards.panic
    assert shade.window() is dialog
    assert shade.geometry() == dialog.rect()
    assert not shade.visibleRegion().isEmpty()
    frame.lock()
    calm()
    dialog.deleteLater()
    assert shade.isHidden()
    assert shade.window() is frame


def test_keys_let_go_in_another_window_count_as_let_go(frame, qtbot, qapp):
    frame.guards.watch(qapp)
    hold(frame, QEvent.Type.KeyPress)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is other.windowHandle(), timeout=2000)
    assert frame.guards.panic.isHidden()
    assert not frame.guards.panic.timer.isActive()
    for each in (frame.guards, frame.guards.lock_watch):
        qapp.removeEventFilter(each)


def test_a_wipe_that_the_disk_refuses_locks_and_says_so(frame, calm, monkeypatch):
    def refuse(_folder):
        raise EnvironmentFailedError("READ_ONLY")

    monkeypatch.setattr(panic, "wipe", refuse)
    hold(frame, QEvent.Type.KeyPress)
    for _ in range(HOLD_SECONDS):
        frame.guards.panic.count_down()
    calm()
    assert frame.session is None
    assert frame.guards.panic.isHidden()
    assert frame.unlock.notice.text


def test_the_lock_stops_what_is_being_worked_on_and_idleness_lets_it_end(
    frame, calm, desk
):
    def at_work():
        dialog = Dialog(desk.say, "Import", frame)
        dialog.show()
        return [LongWork(frame.shell), LongWork(dialog)], dialog

    works, dialog = at_work()
    frame.guards.due.emit(False)
    assert not any(each.is_cancelled for each in works)
    assert not dialog.isVisible()
    calm()
    unlock(frame, calm)
    works, dialog = at_work()
    frame.guards.due.emit(True)
    assert all(each.is_cancelled for each in works)
    assert not dialog.isVisible()
    calm()


def test_a_wipe_cut_short_leaves_the_profile_usable_or_dead(
    workspace, tmp_path, kit, monkeypatch
):
    from monitor_desktop.store import profiles  # noqa: PLC0415  # its steps are cut

    workspace.close()
    folder = tmp_path / "Archa"
    secrets = (folder / "keys.json").read_bytes()

    class Cut(Exception):  # noqa: N818
        pass

    def cut(*_given):
        raise Cut

    monkeypatch.setattr(profiles, "replace_file", cut)
    with pytest.raises(Cut):
        panic.wipe(folder)
    workspaces.unlock(folder, PASSPHRASE, kit).close()
    monkeypatch.undo()
    monkeypatch.setattr(profiles, "_overwrite", cut)
    with pytest.raises(Cut):
        panic.wipe(folder)
    with pytest.raises(LockedOutError):
        workspaces.unlock(folder, PASSPHRASE, kit)
    held = [each.read_bytes() for each in folder.iterdir() if each.is_file()]
    assert not any(secrets[50:90] in each for each in held)


def test_a_process_that_dies_leaves_no_image_and_cannot_be_read(tmp_path):
    if sys.platform != "linux":
        pytest.skip("core files are a matter of Linux here")
    script = textwrap.dedent(
        """
        import ctypes, os, resource, signal
        from monitor_desktop.app import hardening
        hardening.harden()
        print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
        print(ctypes.CDLL(None).prctl(3), flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.stdout.splitlines() == ["(0, 0)", "0"]
    assert done.returncode < 0
    assert list(tmp_path.iterdir()) == []


def test_a_tooltip_takes_no_text_as_html(frame, qapp, qtbot):
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=2000)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    frame.guards.watch(qapp)
    try:
        QToolTip.showText(frame.pos(), "<b>Invented</b> <img src=x>", frame)
        found = [
            each for each in qapp.topLevelWidgets()
            if each.objectName() == "qtooltip_label"
        ]  # fmt: skip
        assert found
        assert {each.textFormat() for each in found} == {Qt.TextFormat.PlainText}
    finally:
        QToolTip.hideText()
        for each in (frame.guards, frame.guards.lock_watch):
            qapp.removeEventFilter(each)


def test_a_page_asked_for_just_before_the_lock_asks_a_closed_profile_nothing(
    frame, calm
):
    bugs = []
    frame._desk.worker.bug.connect(bugs.append)
    frame.shell.turn_to("person")
    frame.lock()
    calm()
    assert bugs == []
    assert frame.session is None
