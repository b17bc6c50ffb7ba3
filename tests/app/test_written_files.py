"""What a person's day in the window writes: the profile, and nothing beside it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from tests.app.traces import TRACING, kept, may_trace, written

STORY = Path(__file__).with_name("window_story.py")


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
        [*TRACING, "-o", str(trace), sys.executable, "-B", str(STORY), str(profile),
         str(picture)],
        env=quiet | places,
        check=True,
        timeout=600,
    )  # fmt: skip
    found = set(written(trace.read_text(errors="replace")))
    inside = {each for each in found if Path(each).is_relative_to(profile)}
    assert inside, "nothing was seen"
    made = {str(each) for place in (home, scratch) for each in place.rglob("*")}
    beside = (found - inside) | made
    assert not kept(beside)
