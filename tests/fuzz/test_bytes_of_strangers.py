"""Whatever bytes arrive: read, or refused with an error of our tree. Never a crash."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.targets import TARGETS, changed, refused_or_read

SECONDS = os.environ.get("FUZZ_SECONDS", "60")


@pytest.mark.parametrize("name", TARGETS)
def test_good_bytes_are_read_and_changed_ones_never_crash(name):
    target, seeds = TARGETS[name]
    for seed in seeds():
        target(seed)
        for each in changed(seed, 150):
            refused_or_read(target, each)


@pytest.mark.stress
@pytest.mark.parametrize("name", TARGETS)
def test_a_fuzzer_that_follows_the_code_finds_nothing(name, tmp_path):
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("no fuzzer for this system")
    drive = Path(__file__).with_name("drive.py")
    done = subprocess.run(
        [sys.executable, str(drive), name, SECONDS, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
