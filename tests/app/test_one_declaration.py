"""Adding a field is one declaration and three words: everything else follows.

A field is added to a copy of the program, in the one place, with its three words, and
the copy is asked whether it is everywhere. The same of a field that a group adds
itself, where nothing is added to the program at all.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
WORDS = {"tg": "Рақами бойгонӣ", "ru": "Архивный номер", "en": "Archive number"}
DECLARED = """\
        Field(
            id="ev9999",
            key="archive_number",
            kind=Kind.TEXT,
            list_column=2,
            sortable=True,
            search_weight=2,
        ),
    ),
)
"""
PLACES = {
    "table", "form", "list", "search", "sheet", "csv", "cli", "bundle",
}  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The program with one more declaration and three more words."""
    root = tmp_path_factory.mktemp("copy")
    # With its byte code, which is as old as what it was made from.
    for name in ("src", "resources", "translations"):
        shutil.copytree(ROOT / name, root / name)
    cases = root / "src/monitor_desktop/domain/catalogue/cases.py"
    text = cases.read_text(encoding="utf-8")
    assert text.endswith("    ),\n)\n")
    cases.write_text(text.removesuffix("    ),\n)\n") + DECLARED, encoding="utf-8")
    for language, word in WORDS.items():
        path = root / "translations" / language / "labels.po"
        with path.open("a", encoding="utf-8") as file:
            file.write(f'\nmsgid "field.case.archive_number"\nmsgstr "{word}"\n')
        with path.open("rb") as source:
            catalogue = read_po(source)
        compiled = path.parent / "LC_MESSAGES" / "labels.mo"
        with compiled.open("wb") as target:
            write_mo(target, catalogue)
    return root


def found_in(root, tmp_path, *arguments):
    """What the driver found, run against the program that lies at ``root``."""
    driver = HERE / "everywhere.py"
    environment = {
        **os.environ,
        "PYTHONPATH": str(root / "src"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, str(driver), str(tmp_path), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_field_declared_once_is_everywhere(copy, tmp_path):
    found = found_in(copy, tmp_path, "archive_number")
    assert Path(found.pop("program")).is_relative_to(copy)
    assert found.pop("labels") == WORDS
    assert found == dict.fromkeys(PLACES, True)


def test_a_field_of_the_group_is_everywhere_without_a_new_program(tmp_path):
    found = found_in(ROOT, tmp_path, "x_archive_number", json.dumps(WORDS))
    assert found.pop("labels") == WORDS
    del found["program"]
    assert found == dict.fromkeys(PLACES, True)
