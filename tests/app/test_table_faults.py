"""A shipped table that is gone or damaged is told before somebody needs it."""

import dataclasses
import shutil

import pytest

from monitor_desktop.app import places, table_faults, wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.profile import doctor
from monitor_desktop.services.workspaces import Owner

METHODS = "vocabularies/methods.csv"


@pytest.fixture
def resources(tmp_path):
    shipped, copy = places.resources(), tmp_path / "resources"
    for each in ("vocabularies", "deadlines", "term_notes"):
        shutil.copytree(shipped / each, copy / each)
    for each in shipped.glob("*.csv"):
        shutil.copy(each, copy / each.name)
    return copy


def test_what_is_shipped_is_whole():
    assert table_faults.faults(places.resources()) == ()


@pytest.mark.parametrize(
    "place",
    ["vocabularies/yes_no.csv", METHODS, "deadlines/rules.csv", "crosswalks.csv"],
)
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(b"\0" * path.stat().st_size),
        lambda path: path.write_bytes(path.read_bytes().replace(b",", b"\xff", 9)),
        lambda path: path.write_text("code,basis,en,ru,tg\n", encoding="utf-8"),
    ],
    ids=["gone", "empty", "cut", "zeros", "not_text", "no_rows"],
)
def test_a_table_that_is_gone_or_damaged_is_named(resources, place, damage):
    damage(resources / place)
    assert table_faults.faults(resources) == (place,)


def test_a_term_without_a_word_or_under_nothing_is_damage(resources):
    path = resources / METHODS
    whole = path.read_text(encoding="utf-8")
    for line in ("x,,x,,x,own,", "x,nothing,x,x,x,own,", "x,,x,x,x,own,,,,"):
        path.write_text(f"{whole}{line}\n", encoding="utf-8")
        assert table_faults.faults(resources) == (METHODS,), line


def test_a_note_that_was_cut_is_named_and_one_that_is_not_there_is_not(resources):
    notes = "term_notes/act_types.csv"
    path = resources / notes
    path.write_bytes(path.read_bytes()[:-9])
    assert table_faults.faults(resources) == (notes,)
    path.unlink()
    assert table_faults.faults(resources) == ()


def test_the_doctor_names_the_table_and_the_profile_opens_all_the_same(
    kit, resources, tmp_path
):
    owner = Owner(name="one", unit="A", role="monitor")
    passphrase = "a passphrase"  # noqa: S105  # of a test
    workspaces.create(tmp_path / "one", passphrase, owner, kit).close()
    (resources / METHODS).unlink()
    tables = wiring.ShippedTables(resources, kit.catalogues)
    damaged = dataclasses.replace(kit, tables=tables)
    opened = workspaces.unlock(tmp_path / "one", passphrase, damaged)
    assert doctor.examine(opened) == [f"TABLES_OF_PROGRAM:{METHODS}"]
    opened.close()
