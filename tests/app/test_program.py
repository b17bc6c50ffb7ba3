"""The program as a whole: demonstration, self-test, nothing readable on the disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor_desktop.app import demo, selftest
from monitor_desktop.app.main import main
from monitor_desktop.errors import UsageError


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A demonstration without a screen, run once as a person would, in a home its own.

    Gives its folder, what it said, and the folder that holds everything it wrote.
    """
    everything = tmp_path_factory.mktemp("everything")
    places = {
        each: str(everything / each.lower())
        for each in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    }
    for each in places.values():
        Path(each).mkdir()
    folder = everything / "demo"
    done = subprocess.run(
        [sys.executable, "-m", "monitor_desktop", "demo", str(folder), "--json"],
        env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return folder, json.loads(done.stdout), everything


def test_the_demonstration_goes_all_the_way(shown):
    folder, made, _ = shown
    counted = {"case": 45, "person": 44, "monitoring_report": 2, "info_request": 2}
    assert made["records"] == made["records"] | counted
    assert made["conflict"]["kept"] in made["conflict"]["values"]
    assert len(set(made["conflict"]["values"])) == 2
    assert made["conflicts"] == 0
    assert len(made["sheets"]) == 5
    assert all((folder / "sheets" / each).exists() for each in made["sheets"])
    assert len(made["screenshots"]) >= 6 * 10


def test_it_says_that_its_people_are_invented(shown):
    assert "invented" in shown[1]["people"]


def test_it_never_writes_into_a_folder_with_something_in_it(tmp_path, kit):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="FOLDER_IN_USE"):
        demo.run(tmp_path, kit, language="en")
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_no_name_is_left_anywhere_on_the_disk(shown):
    """Everything but the sheets and pictures that were asked for is searched."""
    folder, _, everything = shown
    words = ["Раҳимова", "Ғафуров", "Чинор", "Ҳамоҳангсоз", "Invented", "хабарнигор"]
    marks = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    asked_for = {folder / "sheets", folder / "screenshots"}
    read = [
        path
        for path in everything.rglob("*")
        if path.is_file() and not asked_for & set(path.parents)
    ]
    assert len(read) > 10
    for path in read:
        data = path.read_bytes()
        assert not [each for each in marks if each in data], path


def test_the_program_tests_itself(capsys):
    assert selftest.run() == 0
    found = json.loads(capsys.readouterr().out)
    assert found.pop("ok")
    assert set(found) == {"tables", "search", "bundle", "sheet", "doctor", "window"}


def test_the_version_is_told_without_loading_anything(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("monitor-desktop ")


def test_without_a_screen_the_window_is_refused_in_words(monkeypatch, capsys):
    for each in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert main([]) == 5
    assert capsys.readouterr().err.startswith("Нет экрана")
