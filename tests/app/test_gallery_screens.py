"""Pictures at 150 % are drawn on a screen that is set to it, as the program is."""

import os
import subprocess
import sys

from monitor_desktop.app import screens
from monitor_desktop.ui import gallery

DRAWN = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QPushButton
from monitor_desktop.app import wiring
from monitor_desktop.ui.application import make_desk
from monitor_desktop.ui.gallery import Gallery
from monitor_desktop.ui.gallery_pictures import _rendered
from monitor_desktop.ui.look.theme import ARGUMENTS
from PySide6.QtWidgets import QApplication

application = QApplication(list(ARGUMENTS))
desk = make_desk(application, wiring.kit(), "en")
desk.look.wear("light")
shown = QPushButton()
shown.setIcon(desk.look.icon("lock"))
shown.setStyleSheet("border: 0; padding: 0; min-height: 0; background: white")
shown.setMinimumSize(0, 0)
gallery = Gallery.__new__(Gallery)
gallery.shell = gallery.unlock = gallery.first_run = shown
for scale in (1.0, 1.5):
    gallery.bring_to(scale)
    shown.resize(40, 40)
    shown.show()
    application.processEvents()
    assert shown.devicePixelRatio() == scale, shown.devicePixelRatio()
    size, at = round(16 * scale), round(12 * scale)
    drawn = _rendered(shown, scale).toImage().copy(at, at, size, size)
    wanted = QPixmap(size, size)
    wanted.fill(Qt.GlobalColor.white)
    painter = QPainter(wanted)
    painter.drawPixmap(0, 0, desk.look._pixmap("lock", "muted", size))
    painter.end()
    wanted = wanted.toImage()
    every = [(x, y) for x in range(size) for y in range(size)]
    shades = [[each.pixelColor(*at).red() for at in every] for each in (drawn, wanted)]
    print(max(abs(one - other) for one, other in zip(*shades)))
    shown.hide()
desk.leave()
"""


def test_an_icon_at_150_is_as_it_is_drawn_there(tmp_path):
    said = gallery.screens((1.0, 1.5), tmp_path)
    ended = subprocess.run(
        [sys.executable, "-c", DRAWN],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | said,
        capture_output=True,
        text=True,
        check=True,
    )
    once, larger = map(int, ended.stdout.split())
    assert (once, larger) == (0, 0)


def test_nobody_sees_such_screens(tmp_path, monkeypatch):
    said = gallery.screens((1.0, 1.5), tmp_path)
    monkeypatch.setenv("QT_QPA_PLATFORM", said["QT_QPA_PLATFORM"])
    assert not screens.can_be_seen()
