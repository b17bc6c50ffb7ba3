"""kill -9 while saving and while importing: what was told as saved is there."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.interchange import imports
from monitor_desktop.services.profile import doctor
from monitor_desktop.services.workspaces import Owner

PASS = "a passphrase"  # noqa: S105  # of invented profiles
INVENTED = Path(__file__).parents[2] / "resources" / "demo" / "imported.csv"
SAVING = """
import sys
from pathlib import Path
from monitor_desktop.app import wiring
from monitor_desktop.services import records, workspaces
ws = workspaces.unlock(Path(sys.argv[1]), sys.argv[2], wiring.kit())
print("ready", flush=True)
while True:
    print(records.add(ws, "case", {"title": "saved"}).ref, flush=True)
"""
IMPORTING = """
import json, sys
from pathlib import Path
from monitor_desktop.app import wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.interchange import imports
ws = workspaces.unlock(Path(sys.argv[1]), sys.argv[2], wiring.kit())
print("ready", flush=True)
mapping = {"identity": ["mtpage"], "columns": {"fullName": "act.victim"}}
imports.table(ws, Path(sys.argv[3]), "case", mapping)
print("done", flush=True)
"""


@pytest.fixture
def folder(tmp_path, kit):
    owner = Owner(name="one", unit="u", role="monitor")
    made = workspaces.create(tmp_path / "one", PASS, owner, kit, kdf_memory_mib=64)
    made.close()
    return tmp_path / "one"


def killed(script, folder, after_s, *more):
    """Lines a process printed before it was killed."""
    command = [sys.executable, "-c", script, str(folder), PASS, *map(str, more)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(after_s)
        process.kill()
        return process.stdout.read().splitlines()


@pytest.mark.parametrize("after_s", [0.05, 0.13, 0.31])
def test_every_record_told_as_saved_is_there(folder, kit, after_s):
    told = killed(SAVING, folder, after_s)
    opened = workspaces.unlock(folder, PASS, kit)
    _, found = records.listed(opened, ListQuery(type="case", limit=10_000))
    assert set(told) <= {each.ref for each in found}
    assert doctor.examine(opened) == []
    opened.close()


@pytest.mark.parametrize("after_s", [0.0, 0.02, 0.06])
def test_an_import_is_there_whole_or_not_at_all(folder, kit, after_s):
    told = killed(IMPORTING, folder, after_s, INVENTED)
    opened = workspaces.unlock(folder, PASS, kit)
    total, _ = records.listed(opened, ListQuery(type="case"))
    assert total in ({40} if told else {0, 40})
    assert doctor.examine(opened) == []
    mapping = {"identity": ["mtpage"], "columns": {"fullName": "act.victim"}}
    again = imports.table(opened, INVENTED, "case", mapping)
    assert again.new + again.unchanged == 40
    opened.close()
