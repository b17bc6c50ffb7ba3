"""Records out as CSV for Uwazi and in again; a file as Uwazi takes it."""

import csv
from pathlib import Path

import pytest
from tests.services.exchanged import all_of, plain, taken, tell

from monitor_desktop.domain.levels import Level
from monitor_desktop.services import records
from monitor_desktop.services.interchange import exports, import_log, imports

FILES = Path(__file__).parents[1] / "files" / "uwazi"
CHANGED = {
    "case": (2, 0),
    "act": (0, 1),
    "person": (0, 1),
    "involvement": (0, 1),
    "intervention": (0, 1),
    "hearing": (0, 1),
}
"""New and changed; persons come after the acts, which made them by name."""
EXPORTED = tuple(CHANGED)
LEFT = {"involvement": ("act",)}
"""Columns that link to other parts of a case."""


@pytest.fixture
def laptop(world):
    return world.laptop("one")


@pytest.fixture
def other(world):
    return world.laptop("two")


def written(workspace, folder, level=Level.INTERNAL):
    found = {}
    for key in EXPORTED:
        found[key] = folder / f"{key}.csv"
        exports.uwazi(workspace, key, found[key], level)
    return found


def lacking_links(said):
    """Links among parts have no reference."""
    found = []
    for kind, values in said:
        kept = {
            key: value
            for key, value in values.items()
            if not isinstance(value, tuple) or value[0] in ("person", "case")
        }
        found += [(kind, kept)] if kind in EXPORTED else []
    return sorted(found, key=lambda each: (each[0], repr(sorted(each[1].items()))))


def test_what_goes_out_comes_in_with_the_same_values(
    laptop, other, tmp_path, digest_of
):
    case, victim = tell(laptop)
    paths = written(laptop, tmp_path)
    before = digest_of(laptop)
    for key, path in paths.items():
        assert taken(laptop, path, key)[:2] == (0, 0), key
        found = imports.table(laptop, path, key, {}, dry_run=True)
        assert found.links_left == LEFT.get(key, ()), key
    assert digest_of(laptop) == before
    for key in EXPORTED:
        new, updated, _ = taken(other, paths[key], key)
        assert (new, updated) == CHANGED[key]
        assert taken(other, paths[key], key)[:2] == (0, 0)
    assert len(all_of(other, "person")) == 2
    for kind, record in (("case", case), ("person", victim)):
        title = records.show(laptop, record.id).record.title
        (there,) = (e for e in all_of(other, kind) if e.title == title)
        here = lacking_links(plain(laptop, record.id))
        assert lacking_links(plain(other, there.id)) == here


def test_what_uwazi_takes_comes_in_and_nothing_of_it_is_lost(other):
    path = FILES / "import.csv"
    found = imports.table(other, path, "case", {}, dry_run=True)
    assert (found.new, found.refused) == (4, ())
    found = imports.table(other, path, "case", {})
    assert (found.new, found.refused) == (4, ())
    assert taken(other, path, "case") == (0, 0, 4)
    cases = {each.title: each.values for each in all_of(other, "case")}
    one, two = cases["Invented case one"], cases["Invented case two"]
    assert one["date_from"]["edtf"] == "2022-01-03"
    assert one["place"] == "TJ-DU"
    assert one["status"] == "open"
    assert one["coordinates"] == "38.56, 68.77"
    assert one["rights_affected"] == ["life", "no_torture"]
    assert one["summary"] == {"ru": "Пересказ", "en": "Summary"}
    assert one["notes"] == "Non configured: kept"
    assert two["date_from"]["edtf"] == "2022-01-03"
    assert two["place"] == "TJ-KT"
    assert two["notes"] == "Status: no such status"
    import_log.undo(other, found.id)
    assert all_of(other, "case") == []


def test_a_link_by_title_finds_or_makes_what_is_called_so(other, tmp_path):
    path = tmp_path / "acts.csv"
    path.write_text(
        "Title,Template,Case,Type__en,Victim\n"
        "1,act,Invented case one,Arrest (apprehension),Invented Victim\n"
        "2,act,Invented case one,Detention,Invented Victim\n"
        "3,act,Nowhere,Detention,Invented Victim\n",
        encoding="utf-8",
    )
    taken(other, FILES / "import.csv", "case")
    found = imports.table(other, path, "act", {})
    assert [(e.row, e.code) for e in found.refused] == [(3, "NO_SUCH_RECORD")]
    (victim,) = all_of(other, "person")
    assert victim.title == "Invented Victim"
    acts = all_of(other, "act")
    assert {e.values["victim"] for e in acts} == {victim.id}
    assert {e.values["type"] for e in acts} == {"030101000000", "030102000000"}


def test_uwazi_gets_days_labels_and_points_only_where_they_are_such(laptop, tmp_path):
    given = {"date_from": "summer 1993", "date_to": "2026-05-01", "place": "TJ-DU"}
    point = {"coordinates": "38.56, 68.77", "rights_affected": "life|no_torture"}
    records.add(laptop, "case", {"title": "A", "status": "?unknown", **given, **point})
    path = written(laptop, tmp_path)["case"]
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(data.decode().splitlines())
    expected = {
        "title": "A",
        "date_from": "",
        "date_from_words": "summer 1993",
        "date_to": "2026-05-01",
        "place__ru": "город Душанбе",
        "status__en": "?unknown",
        "coordinates_geolocation": "38.56|68.77",
        "rights_affected__en": "Right to life|Freedom from torture and ill-treatment",
    }
    assert {key: row.get(key, "") for key in expected} == expected
    assert not {"date_to_words", "outlet", "case_type__en"} & row.keys()
