"""A file of the program itself that somebody took away is not the person's fault."""

import shutil

from monitor_desktop.app import places


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
