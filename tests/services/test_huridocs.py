"""Cases out as HURIDOCS events and in again; a file as OpenEvSys writes it."""

from pathlib import Path

import pytest
from tests.services.exchanged import all_of, plain, taken, tell

from monitor_desktop.domain.levels import Level
from monitor_desktop.errors import UsageError
from monitor_desktop.services import records
from monitor_desktop.services.interchange import exports, import_log, imports

FILES = Path(__file__).parents[1] / "files" / "huridocs"


@pytest.fixture
def laptop(world):
    return world.laptop("one")


@pytest.fixture
def other(world):
    return world.laptop("two")


@pytest.fixture
def told(laptop):
    return tell(laptop)


def test_what_goes_out_comes_in_with_the_same_values(
    laptop, other, told, tmp_path, digest_of
):
    case, victim = told
    path = tmp_path / "cases.xml"
    made = exports.huridocs(laptop, "case", path, Level.INTERNAL)
    assert made.records == 2
    before = digest_of(laptop)
    assert taken(laptop, path, "case") == (0, 0, 4)
    assert taken(laptop, path, "person") == (0, 0, 2)
    persons = tmp_path / "persons.xml"
    assert exports.huridocs(laptop, "person", persons, Level.INTERNAL).records == 2
    assert taken(laptop, persons, "person") == (0, 0, 2)
    assert digest_of(laptop) == before
    assert taken(other, path, "case", dry_run=True) == (4, 0, 0)
    assert all_of(other, "case") == []
    assert taken(other, path, "case") == (4, 0, 0)
    assert taken(other, path, "case") == (0, 0, 4)
    for kind, record in (("case", case), ("person", victim)):
        title = records.show(laptop, record.id).record.title
        (there,) = (e for e in all_of(other, kind) if e.title == title)
        assert plain(other, there.id) == plain(laptop, record.id)


def test_what_openevsys_wrote_comes_in(other, tmp_path):
    path = FILES / "openevsys.xml"
    found = imports.table(other, path, "case", {})
    assert (found.new, found.updated, found.unchanged) == (4, 0, 0)
    assert [(e.row, e.details["reason"]) for e in found.refused] == [(5, "other_type")]
    again = imports.table(other, path, "case", {})
    assert (again.new, again.updated, again.unchanged) == (0, 0, 4)
    cases = {each.title: each for each in all_of(other, "case")}
    people = {each.title: each for each in all_of(other, "person")}
    require_all_is_kept(cases, people)
    require_linked(other, cases, people)
    import_log.undo(other, found.id)
    assert all_of(other, "case") == all_of(other, "person") == []
    assert imports.table(other, path, "case", {}).updated == 4
    require_changed_by_its_number(other, path, tmp_path / "later.xml", cases)


def require_changed_by_its_number(workspace, path, later, cases):
    text = path.read_text(encoding="utf-8")
    assert text.count("7/11") == 1
    later.write_text(text.replace("7/11", "8/11"), encoding="utf-8")
    found = imports.table(workspace, later, "case", {})
    assert (found.new, found.updated, found.unchanged) == (0, 1, 3)
    case = cases["Invented arrest & search"].id
    (arrest,) = records.show(workspace, case).children_of("arrest")
    assert arrest.values["case_code"] == "8/11"


def require_all_is_kept(cases, people):
    values = cases["Invented arrest & search"].values
    assert values["date_from"]["edtf"] == "2011-06"
    assert values["confidentiality"] == "restricted"
    assert values["received"]["text"] == "2011-08-02"
    assert values["notes"].splitlines() == [
        "Told twice.",
        "geographical_term: 140000000000",
        "entered_by: admin",
        "4f1c-act-1 method_of_violence: 999999000000",
        "4f1c-act-1 attribution: 010200000000",
        "4f1c-act-1 age_at_time_of_victimisation: about 40",
    ]
    victim = people["Invented Victim"].values
    assert victim["birth_date"]["edtf"] == "1970"
    assert victim["deceased"] == "no"
    assert victim["notes"].splitlines() == [
        "religion: 010000000000",
        "address: 4f1c-address-1; Invented street 1",
    ]


def require_linked(workspace, cases, people):
    case, victim = cases["Invented arrest & search"], people["Invented Victim"]
    officer = people["Invented Officer"].id
    parts = {e.type: e for e in records.show(workspace, case.id).children}
    act = parts["act"]
    assert act.values["victim"] == victim.id
    assert act.values["method"] == ["030101000000"]
    involved = {"who": officer, "act": act.id, "degree": "010100000000"}
    assert parts["involvement"].values == involved
    assert parts["arrest"].values == {"act": act.id, "case_code": "7/11"}
    assert parts["source"].values["who"] == victim.id
    assert parts["intervention"].values["by"] == "Invented Officer"
    assert parts["event_link"].values == {"other": cases["Invented search"].id}
    (link,) = records.show(workspace, victim.id).children_of("person_link")
    assert link.values == {"other": officer, "note": "Neighbours"}


def test_other_types_have_no_place_in_the_format(laptop, tmp_path):
    with pytest.raises(UsageError) as refused:
        exports.huridocs(laptop, "plan", tmp_path / "file.xml", Level.INTERNAL)
    assert refused.value.code == "NOT_IN_FORMAT"
    with pytest.raises(UsageError):
        imports.table(laptop, FILES / "openevsys.xml", "plan", {})
