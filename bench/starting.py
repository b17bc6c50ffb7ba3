"""The unlock dialog painted, against a bare Qt dialog; each in its own process."""

import os
import statistics
import subprocess
import sys

from bench.figures import Figure

_RUNS = 7
_BARE = """
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout
app = QApplication([])
dialog = QDialog()
column = QVBoxLayout(dialog)
column.addWidget(QLineEdit())
column.addWidget(QPushButton("Unlock"))
dialog.show()
app.processEvents()
dialog.grab()
"""
_OURS = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from monitor_desktop.app import wiring
from monitor_desktop.services import profiles
from monitor_desktop.ui.application import Frame, make_desk
app = QApplication([])
desk = make_desk(app, wiring.kit(), "tg")
folder = Path("nowhere")
frame = Frame(desk, folder)
profiles.exists(folder)  # asked before the window, as the program does
frame.start(is_new=False)
frame.show()
app.processEvents()
frame.grab()
desk.leave()
"""
_TIMED = "import time; t = time.perf_counter()\n{}\nprint(time.perf_counter() - t)"


def _run(script: str) -> float:
    """Seconds from the first import to the painted dialog."""
    done = subprocess.run(
        [sys.executable, "-c", _TIMED.format(script)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    return float(done.stdout)


def measure() -> list[Figure]:
    """Medians of runs that take turns."""
    pairs = [(_run(_OURS), _run(_BARE)) for _ in range(_RUNS)]
    ours, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
    return [
        Figure("unlock dialog painted, against a bare Qt dialog (s)", ours, bare, 1.3)
    ]
