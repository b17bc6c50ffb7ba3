"""The world fails: a full disk, a second program. The old state stands."""

import errno
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from monitor_desktop.app.main import main
from monitor_desktop.errors import EnvironmentFailedError
from monitor_desktop.services import files, workspaces

WORDS = ["--json", "--passphrase-file", "-"]
COMMAND = [sys.executable, "-m", "monitor_desktop", *WORDS]
PASS = "a passphrase\n"  # noqa: S105  # of invented profiles


def run(folder, *arguments, largest_file_bytes=None):
    """A command in a process of its own, with a limit of its own."""

    def limit():
        if largest_file_bytes is not None:
            sizes = (largest_file_bytes, largest_file_bytes)
            resource.setrlimit(resource.RLIMIT_FSIZE, sizes)

    done = subprocess.run(
        [*COMMAND, "--profile", str(folder), *map(str, arguments)],
        input=PASS,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,  # this process has one thread
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.returncode, json.loads(done.stdout)


@pytest.fixture
def calmly(monkeypatch, capsys):
    """A command in this process: what comes before and after the world fails."""

    def run_here(folder, *arguments):
        monkeypatch.setattr(sys, "stdin", io.StringIO(PASS))
        capsys.readouterr()
        status = main([*WORDS, "--profile", str(folder), *map(str, arguments)])
        return status, json.loads(capsys.readouterr().out)

    return run_here


@pytest.fixture
def folder(tmp_path, calmly):
    folder = tmp_path / "one"
    who = ("--name", "one", "--unit", "u", "--role", "monitor")
    assert calmly(folder, "init", *who, "--kdf-memory-mib", "64")[0] == 0
    return folder


def test_a_full_disk_is_5_and_nothing_is_lost(folder, calmly):
    before = calmly(folder, "info")[1]["state_digest"]
    full = 40_000  # room for the log's index, not for the pages of an edit
    add = ("record", "add", "case", "--set", "title=x")
    status, said = run(folder, *add, largest_file_bytes=full)
    assert (status, said["error"]["code"]) == (5, "DISK_FULL")
    assert calmly(folder, "info")[1]["state_digest"] == before
    assert calmly(folder, *add)[0] == 0


def test_a_profile_that_found_no_room_is_taken_back_and_can_be_made_later(
    tmp_path, calmly
):
    init = ("init", "--name", "one", "--unit", "u", "--role", "monitor")
    init = (*init, "--kdf-memory-mib", "64")
    status, said = run(tmp_path / "one", *init, largest_file_bytes=100_000)
    assert (status, said["error"]["code"]) == (5, "DISK_FULL")
    assert calmly(tmp_path / "one", *init)[0] == 0


def test_a_full_disk_leaves_the_earlier_file(folder, tmp_path, calmly):
    out = tmp_path / "kept.backup"
    assert calmly(folder, "backup", "create", out)[0] == 0
    before = out.read_bytes()
    status, said = run(folder, "backup", "create", out, largest_file_bytes=100_000)
    assert (status, said["error"]["code"]) == (5, "DISK_FULL")
    assert out.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kept.backup", "one"]


def test_a_disk_that_takes_nothing_is_not_a_full_one(tmp_path, monkeypatch):
    """A stick with its switch on refuses to remove a file that is not there, too."""

    def refuse(*_given, **_more):
        raise OSError(errno.EROFS, "Read-only file system")

    for name in ("open", "unlink"):
        monkeypatch.setattr(Path, name, refuse)
    with pytest.raises(EnvironmentFailedError, match="READ_ONLY"):
        files.replace(tmp_path / "a.pdf", b"x")


def test_a_second_program_is_told_who_holds_the_profile(folder, kit):
    held = workspaces.unlock(folder, PASS.strip(), kit)
    status, said = run(folder, "info")
    held.close()
    assert (status, said["error"]["code"]) == (5, "PROFILE_IN_USE")
    assert str(os.getpid()) in said["error"]["details"]["holder"]
    assert run(folder, "info")[0] == 0
