"""A file of the program itself that somebody took away is not the person's fault."""

import shutil

import pytest

from monitor_desktop.app import places
from monitor_desktop.documents import sheets
from monitor_desktop.errors import EnvironmentFailedError


def test_a_missing_file_of_the_program_is_named(laptop, tmp_path, monkeypatch):
    shipped = tmp_path / "resources"
    heavy = shutil.ignore_patterns("fonts", "maps", "demo", "documents", "manual")
    shutil.copytree(places.resources(), shipped, ignore=heavy)
    (shipped / "deadlines" / "rules.csv").unlink()
    monkeypatch.setattr(places, "resources", lambda: shipped)
    refused = laptop("--json", "deadlines", "list")
    assert (refused.status, refused.code) == (5, "PROGRAM_INCOMPLETE")
    assert refused.json["error"]["details"] == {"file": "rules.csv"}
    assert str(tmp_path) not in refused.out


def test_no_paper_is_set_without_a_font_or_a_template():
    """The typesetter would make a page without a letter, and say nothing."""
    shipped = places.resources()
    templates, fonts = shipped / "documents", shipped / "fonts"
    with pytest.raises(EnvironmentFailedError) as refused:
        sheets.SheetPrinter(templates, shipped)
    assert refused.value.details == {"file": "NotoSans-Regular.ttf"}
    there = {each.relative_to(templates).as_posix() for each in templates.rglob("*.*")}
    assert there == set(sheets.TEMPLATES)
    assert {each.name for each in fonts.glob("*.ttf")} == set(sheets.FONTS)
