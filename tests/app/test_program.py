"""The program as a whole: demonstration, self-test, nothing readable on the disk."""

import json

import pytest

from monitor_desktop.app import demo, selftest
from monitor_desktop.app.main import main
from monitor_desktop.errors import UsageError


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A demonstration without a screen, run once."""
    from monitor_desktop.app import wiring  # noqa: PLC0415  # after the platform is set

    folder = tmp_path_factory.mktemp("demo") / "demo"
    return folder, demo.run(folder, wiring.kit(), language="tg")


def test_the_demonstration_goes_all_the_way(shown):
    folder, made = shown
    assert made["records"] == {"case": 45, "person": 44, "monitoring_report": 2}
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


def test_no_name_of_it_is_readable_in_profiles_or_bundles(shown):
    folder, _ = shown
    words = ["Раҳимова", "Ғафуров", "Анор", "Ҳамоҳангсоз", "Invented", "хабарнигор"]
    marks = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    profiles = [folder / each for each in ("laptop-1", "laptop-2", "hub", "bundles")]
    read = [path for each in profiles for path in each.rglob("*") if path.is_file()]
    assert len(read) > 10
    for path in read:
        data = path.read_bytes()
        assert not [each for each in marks if each in data], path.name


def test_the_program_tests_itself(capsys):
    assert selftest.run() == 0
    found = json.loads(capsys.readouterr().out)
    assert found.pop("ok")
    assert set(found) == {"search", "bundle", "sheet", "doctor", "window"}


def test_the_version_is_told_without_loading_anything(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("monitor-desktop ")
