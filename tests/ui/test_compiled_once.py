"""PySide6's own Python is compiled once, and kept as Python keeps its own."""

import os
import subprocess
import sys

import pytest

from monitor_desktop.ui.pace import compiled_once

# ruff: noqa: S102  # what was compiled is to be run

NAME = "shibokensupport/some.py"
LATE = "from __future__ import annotations\nmade = compile(source, name, 'exec')"


@pytest.fixture(autouse=True)
def as_started(monkeypatch, tmp_path):
    """Byte code is kept, in a folder of the test."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def value_of(source):
    made = {}
    exec(compile(source, NAME, "exec"), made)
    return made["value"]


def test_what_was_compiled_is_taken_and_not_compiled_again(monkeypatch):
    with compiled_once.kept():
        assert value_of("value = 1") == 1
    before = compiled_once.place().stat().st_mtime_ns
    compiled = []
    real = compile
    monkeypatch.setattr(
        "builtins.compile", lambda *a, **k: compiled.append(a) or real(*a, **k)
    )
    with compiled_once.kept():
        assert value_of("value = 1") == 1
    assert not compiled
    assert compiled_once.place().stat().st_mtime_ns == before


def test_another_source_of_the_same_name_is_compiled_and_takes_its_place():
    with compiled_once.kept():
        assert value_of("value = 1") == 1
    size = compiled_once.place().stat().st_size
    with compiled_once.kept():
        assert value_of("value = 2") == 2
    assert compiled_once.place().stat().st_size == size


@pytest.mark.parametrize("broken", [b"", b"\x00", b"{", b"no code at all"])
def test_a_file_that_is_broken_is_made_again(broken):
    with compiled_once.kept():
        assert value_of("value = 1") == 1
    whole = compiled_once.place().read_bytes()
    compiled_once.place().write_bytes(broken or whole[: len(whole) // 2])
    with compiled_once.kept():
        assert value_of("value = 1") == 1
    assert compiled_once.place().read_bytes() == whole


def test_what_the_compiling_module_says_of_annotations_is_passed_on():
    for plainly in (False, True):
        given = {"source": "value: no_such_name = 1", "name": NAME}
        with compiled_once.kept():
            exec(LATE.split("\n")[1] if plainly else LATE, given)
        made = {}
        if plainly:
            with pytest.raises(NameError):
                exec(given["made"], made)
        else:
            exec(given["made"], made)
            assert made["__annotations__"] == {"value": "no_such_name"}


def test_nothing_is_written_where_python_may_not_or_cannot(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    with compiled_once.kept():
        assert value_of("value = 1") == 1
    assert not compiled_once.place().exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "a file"))
    (tmp_path / "a file").touch()
    with compiled_once.kept():
        assert value_of("value = 1") == 1


def test_the_second_start_compiles_nothing_of_pyside(tmp_path):
    given = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    script = (
        "import builtins; compile = builtins.compile; names = []\n"
        "def told(source, name, *more, **named):\n"
        "    names.append(name); return compile(source, name, *more, **named)\n"
        "builtins.compile = told\n"
        "from monitor_desktop.ui.pace import plain_imports\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "print(sum('shibokensupport' in each for each in names))"
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", script],
            env=given,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    )
    assert int(first) > 5
    assert int(second) == 0
