"""Peak memory with many cases open, in a process of its own."""

import subprocess
import sys

from bench.figures import Figure
from bench.profiles import PASSPHRASE, profile

_MOST_MB = 300
_WORK = """
import sys
from pathlib import Path
from monitor_desktop.app import wiring
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records, search, workspaces
workspace = workspaces.unlock(Path(sys.argv[1]), sys.argv[2], wiring.kit())
import PySide6.QtWidgets
for offset in range(0, 20_000, 200):
    query = ListQuery(type="case", limit=200, offset=offset)
    total, found = records.listed(workspace, query)
search.search(workspace, "рах")
workspace.close()
# ru_maxrss would begin with that of the process it was started from.
peak = [each for each in open("/proc/self/status") if each.startswith("VmHWM")]
print(int(peak[0].split()[1]) / 1000)
"""


def measure(count: int) -> list[Figure]:
    """Unlocked, scrolled through a hundred windows, searched."""
    workspace = profile(count)
    folder = str(workspace.folder.folder)
    workspace.close()
    done = subprocess.run(
        [sys.executable, "-c", _WORK, folder, PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
    )
    said = f"peak memory with {count:,} cases open (MB)"
    return [Figure(said, float(done.stdout), _MOST_MB, 1)]
