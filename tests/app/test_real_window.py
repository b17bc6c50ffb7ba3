"""The program on a real X server, driven by key presses as a person would."""

import os
import subprocess
import sys
import time

import pytest

from monitor_desktop.errors import EnvironmentFailedError
from monitor_desktop.services import workspaces
from monitor_desktop.services.workspaces import Owner
from monitor_desktop.store.profiles import ProfileFolder

PASS = "apassphrase"  # noqa: S105  # of invented profiles
DISPLAY = ":87"
PATIENCE_S = 20


def until(holds):
    """Wait until something is so."""
    end_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < end_s:
        if holds():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def server():
    """An X server with a window manager."""
    environment = os.environ | {"DISPLAY": DISPLAY, "LANG": "tg_TJ.UTF-8"}
    environment.pop("QT_QPA_PLATFORM", None)
    screen = ["Xvfb", DISPLAY, "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(screen, **quiet) as x_server:
        assert until(lambda: os.path.exists(f"/tmp/.X11-unix/X{DISPLAY[1:]}"))  # noqa: PTH110, S108  # X's own place
        with subprocess.Popen(["openbox"], env=environment, **quiet) as manager:
            yield environment
            manager.terminate()
        x_server.terminate()


def pressed(environment, *words):
    subprocess.run(["xdotool", *words], env=environment, check=True)


def window_of(environment):
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "Monitor"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.split()


def is_held(folder):
    """The store is open in the other process."""
    profile = ProfileFolder(folder)
    try:
        profile.hold()
    except EnvironmentFailedError:
        return True
    profile.release()
    return False


def test_a_person_unlocks_works_and_locks(server, tmp_path, kit):
    folder = tmp_path / "one"
    owner = Owner(name="one", unit="u", role="monitor")
    workspaces.create(folder, PASS, owner, kit, kdf_memory_mib=64).close()
    command = [sys.executable, "-m", "monitor_desktop", "--profile", str(folder)]
    with subprocess.Popen(command, env=server, stderr=subprocess.PIPE) as program:
        assert until(lambda: window_of(server))
        time.sleep(0.5)
        pressed(server, "type", "wrong")
        pressed(server, "key", "Return")
        time.sleep(2)
        assert not is_held(folder)
        pressed(server, "key", "ctrl+a")
        pressed(server, "type", PASS)
        assert until(lambda: pressed(server, "key", "Return") or is_held(folder))
        time.sleep(1)
        pressed(server, "key", "ctrl+l")
        assert until(lambda: not is_held(folder))
        assert program.poll() is None
        program.terminate()
        complaints = program.stderr.read().decode()
    assert "Traceback" not in complaints
    assert "Warning" not in complaints
