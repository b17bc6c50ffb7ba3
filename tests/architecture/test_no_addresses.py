"""Nothing committed names a package registry or a path of somebody's machine."""

import re
import shutil
import subprocess

from conftest import ROOT


def tracked():
    listed = subprocess.run(
        [shutil.which("git"), "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return [ROOT / each for each in listed.stdout.split("\0") if each]


def test_lock_files_hold_no_addresses():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_no_path_of_a_machine_is_tracked():
    path = re.compile(rb"/(?:root|home/\w+|Users/\w+)/")
    for each in tracked():
        if each.is_file() and each.name != "test_no_addresses.py":
            assert not path.search(each.read_bytes()), each.name
