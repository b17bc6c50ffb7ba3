"""Cases out as HURIDOCS events and in again; a file as OpenEvSys writes it."""

from pathlib import Path

import pytest

from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import UsageError
from monitor_desktop.services import exports, import_log, imports, records

FILES = Path(__file__).parents[1] / "files" / "huridocs"


@pytest.fixture
def laptop(world):
    return world.laptop("one")


@pytest.fixture
def other(world):
    return world.laptop("two")


SAMPLES = {
    Kind.TEXT: 'a <b> & "c"\r\n\td\'',
    Kind.LONG_TEXT: " ӣ\n\nтексти дароз ",
    Kind.MULTILINGUAL: {"tg": "Ҳодиса", "ru": "Дело"},
    Kind.PARTIAL_DATE: "summer 1993",
    Kind.DATE_TIME: "2026-05-01T10:30",
    Kind.NUMBER: 2.5,
    Kind.YES_NO: "no",
    Kind.PLACE: "TJ-DU",
}


def sample(workspace, field):
    if field.kind in (Kind.CHOICE, Kind.MULTIPLE_CHOICE):
        codes = [each.code for each in workspace.kit.vocabularies[field.vocabulary]]
        return codes[:2] if field.kind is Kind.MULTIPLE_CHOICE else codes[0]
    return SAMPLES.get(field.kind)


def filled(workspace, record_type, **links):
    found = {}
    for field in record_type.fields:
        value = sample(workspace, field)
        if value is not None and not field.fixed:
            found[field.key] = value
    if record_type.field("confidentiality"):
        found["confidentiality"] = "internal"
    return {**found, **links}


SKIPPED = {"naming_approval", "identity", "consent"}
"""Written by the program or by rules of their own."""


@pytest.fixture
def told(laptop):
    """A case with a part of every type, everything filled, and two persons."""
    types = {each.key: each for each in RECORD_TYPES}
    victim = records.add(laptop, "person", filled(laptop, types["person"]))
    accused = records.add(laptop, "person", {"name": "Ихтирошуда"})
    link = {"parent": victim.id, "other": accused.id}
    records.add(laptop, "person_link", filled(laptop, types["person_link"], **link))
    earlier = records.add(laptop, "case", {"title": "Earlier"})
    case = records.add(laptop, "case", filled(laptop, types["case"]))
    made = {"person": victim.id, "case": earlier.id}
    for kind in (each for each in RECORD_TYPES if each.parent == "case"):
        if kind.key not in SKIPPED:
            links = {
                each.key: made[each.target]
                for each in kind.fields
                if each.kind is Kind.LINK and each.target in made
            }
            given = filled(laptop, kind, parent=case.id, **links)
            made[kind.key] = records.add(laptop, kind.key, given).id
    records.add(laptop, "act", {"parent": case.id, "victim": accused.id})
    records.add(laptop, "involvement", {"parent": case.id, "who": accused.id})
    return case, victim


def all_of(workspace, type_key):
    return records.listed(workspace, ListQuery(type=type_key, limit=100))[1]


def plain(workspace, record_id):
    """What a record and its parts say, links by what they lead to."""
    tree = records.show(workspace, record_id)
    parts = {each.id: each for each in tree.children}

    def said(field, value):
        if field.kind is not Kind.LINK:
            return value
        linked = parts.get(value) or records.show(workspace, value).record
        return (linked.type, repr(linked.values.get("name")))

    found = []
    for each in (tree.record, *tree.children):
        fields = [each.declaration.field(key) for key in each.values]
        values = {
            field.key: said(field, each.values[field.key])
            for field in fields
            if field.sensitivity != "sealed"
        }
        found.append((each.type, values))
    return [found[0], *sorted(found[1:], key=repr)]


def taken(workspace, path, type_key, **options):
    found = imports.table(workspace, path, type_key, {}, **options)
    assert found.refused == ()
    return (found.new, found.updated, found.unchanged)


def test_what_goes_out_comes_in_with_the_same_values(
    laptop, other, told, tmp_path, digest_of
):
    case, victim = told
    path = tmp_path / "cases.xml"
    made = exports.huridocs(laptop, "case", path, Level.INTERNAL)
    assert made.records == 2
    before = digest_of(laptop)
    assert taken(laptop, path, "case") == (0, 0, 4)
    assert digest_of(laptop) == before
    assert taken(other, path, "case", dry_run=True) == (4, 0, 0)
    assert all_of(other, "case") == []
    assert taken(other, path, "case") == (4, 0, 0)
    assert taken(other, path, "case") == (0, 0, 4)
    for kind, record in (("case", case), ("person", victim)):
        title = records.show(laptop, record.id).record.title
        (there,) = (e for e in all_of(other, kind) if e.title == title)
        assert plain(other, there.id) == plain(laptop, record.id)


def test_what_openevsys_wrote_comes_in(other):
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


def test_persons_alone_go_out_and_come_in(laptop, other, told, tmp_path):
    path = tmp_path / "persons.xml"
    assert exports.huridocs(laptop, "person", path, Level.INTERNAL).records == 2
    assert taken(other, path, "person") == (2, 0, 0)
    assert taken(other, path, "person") == (0, 0, 2)
    assert all_of(other, "case") == []


def test_other_types_have_no_place_in_the_format(laptop, tmp_path):
    with pytest.raises(UsageError) as refused:
        exports.huridocs(laptop, "plan", tmp_path / "file.xml", Level.INTERNAL)
    assert refused.value.code == "NOT_IN_FORMAT"
    with pytest.raises(UsageError):
        imports.table(laptop, FILES / "openevsys.xml", "plan", {})
