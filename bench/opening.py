"""From the derived key to the painted list, in a process of its own."""

import os
import statistics
import subprocess
import sys

from bench.figures import Figure
from bench.profiles import PASSPHRASE, profile

_RUNS = 5
_MOST_S = 0.3
_WORK = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from monitor_desktop.app import wiring
from monitor_desktop.crypto import key_slots
from monitor_desktop.services import workspaces
from monitor_desktop.ui.application import _load_services, make_desk
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.window import Shell  # loaded while the passphrase is typed

wiring.collect_seldom()
from monitor_desktop.ui.theme import ARGUMENTS
app = QApplication(list(ARGUMENTS))
desk = make_desk(app, wiring.kit(), "tg")
_load_services(desk.kit)
stretch, derived = key_slots._stretched, []

def stretched(*given):
    key = stretch(*given)
    derived.append(time.perf_counter())
    return key

key_slots._stretched = stretched
workspace = workspaces.unlock(Path(sys.argv[1]), sys.argv[2], desk.kit)
shell = Shell(Session(desk, workspace))
shell.resize(1366, 728)
arrived = []
shell.record_page("case").list.model.arrived.connect(lambda: arrived.append(1))
shell.go("case")
shell.show()
while not arrived:
    app.processEvents()
    time.sleep(0.001)
shell.grab()
print(time.perf_counter() - derived[-1])
sys.stdout.flush()
desk.leave()
workspace.close()
"""


def measure(count: int) -> list[Figure]:
    """Medians of runs with warm files."""
    workspace = profile(count)
    folder = str(workspace.folder.folder)
    workspace.close()
    times = [shown_after(folder) for _ in range(_RUNS + 1)][1:]
    said = f"list of {count:,} cases shown, after the key is derived (s)"
    return [Figure(said, statistics.median(times), _MOST_S, 1)]


def shown_after(folder: str) -> float:
    """Seconds of one start."""
    done = subprocess.run(
        [sys.executable, "-c", _WORK, folder, PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    return float(done.stdout)
