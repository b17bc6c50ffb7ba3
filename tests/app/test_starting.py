"""What the program does until the lock is painted, and what it leaves for later."""

import os
import subprocess
import sys

PAINTED = """
import linecache, sys
from monitor_desktop.app import main
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication

def paint():
    # Without the loop of events, whose timers load the rest on a slow machine.
    (frame,) = QApplication.topLevelWidgets()
    frame.grab()
    named = [each for each in ("QObject", "Qt", "QEvent") if each in vars(QtCore)]
    source = sys.modules["monitor_desktop.ui.lock.unlock"].__file__
    shown = type(frame.unlock).__name__, frame.unlock.isVisible()
    print(named, source in linecache.cache, *shown)
    return 0

QApplication.exec = staticmethod(paint)
main.main(["--profile", sys.argv[1], "--lang", "tg"])
"""


def test_the_lock_is_painted_before_qt_is_named_and_without_reading_its_source(
    tmp_path,
):
    (tmp_path / "keys.json").touch()
    done = subprocess.run(
        [sys.executable, "-c", PAINTED, str(tmp_path)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    # QObject shows that what is named is found there.
    assert done.stdout.split("\n")[0] == "['QObject'] False UnlockPage True"
