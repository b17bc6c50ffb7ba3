"""From the derived key to the painted list, in a process of its own.

The whole program's window: locked, what it loads while somebody types has been loaded,
the passphrase is given, and the list is what was in sight when it was locked last. It
is shown when the painting has ended that found its rows.
"""

import os
import statistics
import subprocess
import sys

from bench.figures import Figure
from bench.profiles import PASSPHRASE, profile
from monitor_desktop.services import preferences
from monitor_desktop.ui.fittings.places import Place

_RUNS = 5
_MOST_S = 0.3
_WORK = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from monitor_desktop.app import wiring
from monitor_desktop.crypto import key_slots
from monitor_desktop.ui.application import Frame, make_desk
from monitor_desktop.ui.look.theme import ARGUMENTS

shown = []

class Watched(Frame):
    def event(self, event):
        had_rows = event.type() == QEvent.Type.UpdateRequest and self.rows()
        done = super().event(event)
        if had_rows and not shown:
            shown.extend((time.perf_counter(), time.process_time()))
        return done

    def rows(self):
        if self.shell is None or self.shell.key != "case":
            return 0
        return self.shell.record_page("case").list.model.total

wiring.collect_seldom()
app = QApplication(list(ARGUMENTS))
desk = make_desk(app, wiring.kit(), "tg")
frame = Watched(desk, Path(sys.argv[1]))
frame.start(is_new=False)
frame.show()
app.processEvents()
frame.load_rest()

def until(holds):
    while not holds():
        app.processEvents()
        time.sleep(0.001)

until(lambda: not desk.worker.is_busy)
for _ in range(3):  # and what is drawn beforehand, in turns of its own
    app.processEvents()
stretch, derived = key_slots._stretched, []

def stretched(*given):
    key = stretch(*given)
    derived.append((time.perf_counter(), time.process_time()))
    return key

key_slots._stretched = stretched
frame.unlock.line.setText(sys.argv[2])
frame.unlock.open_button.click()
until(lambda: shown)
print(shown[0] - derived[-1][0], shown[1] - derived[-1][1])
sys.stdout.flush()
frame.close()
desk.leave()
"""


def measure(count: int) -> list[Figure]:
    """Medians of runs with warm files."""
    workspace = profile(count)
    preferences.put(workspace, preferences.PLACE, Place("case").kept())
    folder = str(workspace.folder.folder)
    workspace.close()
    runs = [shown_after(folder) for _ in range(_RUNS + 1)][1:]
    said = f"list of {count:,} cases shown, after the key is derived (s)"
    shown, worked = (statistics.median(each) for each in zip(*runs, strict=True))
    return [
        Figure(said, shown, _MOST_S, 1),
        Figure(f"{said[:-4]}, processor time of it (s)", worked, _MOST_S, 1),
    ]


def shown_after(folder: str) -> tuple[float, float]:
    """Seconds of one start by the clock, and of the processor."""
    done = subprocess.run(
        [sys.executable, "-c", _WORK, folder, PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    shown, worked = map(float, done.stdout.split())
    return shown, worked
