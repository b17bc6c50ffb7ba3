"""What a person's day in the window writes: the profile, and nothing beside it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

STORY = Path(__file__).with_name("window_story.py")
CALLS = (
    "openat,open,creat,rename,renameat,renameat2,mkdir,mkdirat,"
    "link,linkat,symlink,symlinkat"
)
NOT_FILES = ("/dev/null", "/dev/tty", "/proc/", "/sys/")
FONTS = re.compile(r"/\.cache(/fontconfig(/.*)?)?$")
"""The system's list of fonts, made by whichever program is the first to want it."""
MAKES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')


def may_trace(tmp_path):
    tried = ["strace", "-o", str(tmp_path / "tried"), "true"]
    return (
        bool(shutil.which("strace"))
        and not subprocess.run(tried, check=False, capture_output=True).returncode
    )


def written(trace):
    """Paths that were opened for writing, made, or given another name."""
    for line in trace.splitlines():
        opened = "open" in line.split("(")[0]
        if " = -1 " in line or (opened and not MAKES.search(line)):
            continue
        yield from PATH.findall(line)


def test_a_story_writes_only_the_profile(tmp_path):
    if not may_trace(tmp_path):
        pytest.skip("strace is missing, or not allowed here")
    home, scratch, profile = (tmp_path / each for each in ("home", "tmp", "profile"))
    for each in (home, scratch):
        each.mkdir()
    picture = tmp_path / "picture.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(picture))
    places = {"HOME": str(home), "TMPDIR": str(scratch), "QT_QPA_PLATFORM": "offscreen"}
    quiet = {
        key: value for key, value in os.environ.items() if not key.startswith("XDG_")
    }
    trace = tmp_path / "trace"
    subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-s", "400", "-o", str(trace),
         "-e", f"trace={CALLS}", sys.executable, "-B", str(STORY), str(profile),
         str(picture)],
        env=quiet | places,
        check=True,
        timeout=120,
    )  # fmt: skip
    found = set(written(trace.read_text(errors="replace")))
    inside = {each for each in found if Path(each).is_relative_to(profile)}
    assert inside, "nothing was seen"
    made = {str(each) for place in (home, scratch) for each in place.rglob("*")}
    beside = (found - inside) | made
    assert not [
        each
        for each in beside
        if not each.startswith(NOT_FILES) and not FONTS.search(each)
    ]
