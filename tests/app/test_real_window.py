"""The program on a real X server, driven by key presses as a person would."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from monitor_desktop.errors import EnvironmentFailedError
from monitor_desktop.services import workspaces
from monitor_desktop.services.workspaces import Owner
from monitor_desktop.store.profiles import ProfileFolder

PASS = "apassphrase"  # noqa: S105  # of invented profiles
DISPLAY = ":87"
PATIENCE_S = 60
"""Longer than anything takes on a machine with much else to do."""


def until(holds, *, patience_s=PATIENCE_S):
    """Wait until something is so."""
    end_s = time.monotonic() + patience_s
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
            manager.kill()
        x_server.kill()


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


def processor_s(process):
    """Processor time a process has used so far."""
    numbers = Path(f"/proc/{process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def is_idle(process):
    """It has nothing to do at the moment, whatever else the machine does."""
    before_s = processor_s(process)
    time.sleep(0.5)
    return processor_s(process) - before_s < 0.02


def unlock(server, program, folder):
    """Type the passphrase and press Enter, again where the wait was not over yet."""

    def tried():
        pressed(server, "key", "ctrl+a")
        pressed(server, "type", PASS)
        pressed(server, "key", "Return")
        return until(lambda: is_held(folder), patience_s=5)

    # Held for good, not for the moment between two restarts: it is when all is done.
    return until(tried) and until(lambda: is_idle(program)) and is_held(folder)


@pytest.fixture
def program(server, tmp_path, kit):
    """The program before a profile that exists; gone with the test, whatever happens.

    Its own words go to a file: a pipe nobody reads would stop it once it is full.
    """
    folder = tmp_path / "one"
    owner = Owner(name="one", unit="u", role="monitor")
    workspaces.create(folder, PASS, owner, kit, kdf_memory_mib=64).close()
    command = [sys.executable, "-m", "monitor_desktop", "--profile", str(folder)]
    with (
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen(command, env=server, stderr=said) as made,
    ):
        yield made
        made.kill()


def test_a_person_unlocks_works_and_locks(server, program, tmp_path):
    folder = tmp_path / "one"
    assert until(lambda: window_of(server))
    first = window_of(server)
    # Nothing began the program again by itself once the store was loaded.
    assert until(lambda: is_idle(program))
    assert window_of(server) == first
    pressed(server, "type", "wrong")
    pressed(server, "key", "Return")
    used_s = processor_s(program)
    # The passphrase was tried, which costs work, and that was the end of it.
    assert until(lambda: processor_s(program) > used_s)
    assert until(lambda: is_idle(program))
    assert not is_held(folder)
    assert unlock(server, program, folder)
    pressed(server, "key", "ctrl+l")
    assert until(lambda: not is_held(folder))
    # A fresh process took its place, in a window of its own; it opens as the first did.
    assert until(lambda: is_idle(program))
    assert until(lambda: window_of(server))
    assert program.poll() is None
    assert unlock(server, program, folder)
    assert (tmp_path / "said").read_text() == ""
