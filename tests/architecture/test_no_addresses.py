"""Nothing committed names a package registry or a path of somebody's machine."""

import re

from conftest import ROOT

MADE_HERE = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}


def shipped():
    """Every file of the project; a copy without its history has the same."""
    waiting = [ROOT]
    while waiting:
        for each in waiting.pop().iterdir():
            if each.name in MADE_HERE or each.name.endswith(("_cache", ".egg-info")):
                continue
            if each.is_dir():
                waiting.append(each)
            elif each.suffix != ".mo":
                yield each


def test_lock_files_hold_no_addresses():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_no_path_of_a_machine_is_tracked():
    path = re.compile(rb"/(?:root|home/\w+|Users/\w+)/")
    found = [each for each in shipped() if each.name != "test_no_addresses.py"]
    assert len(found) > 300
    assert not [each for each in found if path.search(each.read_bytes())]
