"""Records out as JSON and in again; submissions of KoBo; the people are invented."""

import json

import pytest

from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.services import records
from monitor_desktop.services.interchange import exports, import_log, imports


@pytest.fixture
def laptop(world):
    return world.laptop("one")


@pytest.fixture
def told(laptop):
    """A case whose parts link to a person and to each other."""
    person = records.add(laptop, "person", {"name": "Ихтирошуда"})
    case = records.add(
        laptop,
        "case",
        {"title": "=1", "date_from": "summer 1993", "summary": {"tg": "Ҳодиса"}},
    )
    act = {"parent": case.ref, "type": "010101000000", "victim": person.ref}
    first, second = (records.add(laptop, "act", act) for _ in range(2))
    who = {"parent": case.ref, "who": person.ref, "act": second.id}
    records.add(laptop, "involvement", who)
    return case, person, first, second


def all_of(workspace, type_key):
    return records.listed(workspace, ListQuery(type=type_key, limit=100))[1]


def exported(workspace, type_key, path, level=Level.INTERNAL):
    exports.json(workspace, type_key, path, level)
    return path


def taken(workspace, path, type_key, mapping=None, **options):
    found = imports.table(workspace, path, type_key, mapping or {}, **options)
    return (found.new, found.updated, found.unchanged, len(found.refused))


def test_our_own_json_read_back_changes_nothing(laptop, told, tmp_path, digest_of):
    before = digest_of(laptop)
    for type_key in ("person", "case"):
        path = exported(laptop, type_key, tmp_path / type_key)
        assert taken(laptop, path, type_key) == (0, 0, 1, 0)
    assert digest_of(laptop) == before


def test_another_laptop_gets_the_whole_with_its_links(laptop, told, tmp_path, world):
    other = world.laptop("two")
    paths = {e: exported(laptop, e, tmp_path / e) for e in ("person", "case")}
    refused = imports.table(other, paths["case"], "case", {}).refused
    assert [(e.row, e.code, e.details["field"]) for e in refused] == [
        (1, "INVALID_VALUE", "victim")
    ]
    assert all_of(other, "case") == []
    for type_key in ("person", "case"):
        assert taken(other, paths[type_key], type_key) == (1, 0, 0, 0)
        assert taken(other, paths[type_key], type_key) == (0, 0, 1, 0)
    (case,), (person,) = all_of(other, "case"), all_of(other, "person")
    assert case.values["date_from"]["text"] == "summer 1993"
    assert case.values["summary"] == {"tg": "Ҳодиса"}
    tree = records.show(other, case.id)
    acts = tree.children_of("act")
    assert [each.values["victim"] for each in acts] == [person.id] * 2
    (involvement,) = tree.children_of("involvement")
    assert involvement.values["act"] == acts[1].id
    again = exported(other, "case", tmp_path / "again").read_text(encoding="utf-8")
    values = [json.loads(e)["records"][0] for e in (again, paths["case"].read_text())]
    assert values[0]["values"] == values[1]["values"]
    assert values[0]["children"][2]["values"]["act"] == {"part": 2}


def test_what_is_changed_in_a_file_goes_in_and_no_part_is_overwritten(
    laptop, told, tmp_path
):
    case, *_ = told
    path = exported(laptop, "case", tmp_path / "own")
    document = json.loads(path.read_text(encoding="utf-8"))
    (record,) = document["records"]
    record["values"]["title"] = "After"
    record["children"][0]["values"]["method_note"] = "told later"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert taken(laptop, path, "case", dry_run=True) == (0, 1, 0, 0)
    assert records.show(laptop, case.ref).record.values["title"] == "=1"
    assert taken(laptop, path, "case") == (0, 1, 0, 0)
    tree = records.show(laptop, case.ref)
    assert tree.record.values["title"] == "After"
    notes = [each.values.get("method_note") for each in tree.children_of("act")]
    assert notes == [None, None, "told later"]
    assert taken(laptop, path, "case") == (0, 0, 1, 0)


def test_documents_and_approvals_stay_where_they_are(laptop, tmp_path):
    stays = [
        {"ref": "X", "type": "attachment", "values": {"title": "scan"}},
        {"ref": None, "type": "naming_approval", "values": {}},
    ]
    act = {"ref": None, "type": "act", "values": {"method_note": "kept"}}
    case = {"ref": "A", "type": "case", "values": {}, "children": [*stays, act]}
    path = tmp_path / "file"
    path.write_text(json.dumps({"records": [case]}), encoding="utf-8")
    assert taken(laptop, path, "case") == (1, 0, 0, 0)
    assert taken(laptop, path, "case") == (0, 0, 1, 0)
    (made,) = all_of(laptop, "case")
    assert [each.type for each in records.show(laptop, made.id).children] == ["act"]


def test_an_import_is_taken_back_with_its_parts_and_made_again(
    laptop, told, tmp_path, world
):
    other = world.laptop("two")
    for type_key in ("person", "case"):
        path = exported(laptop, type_key, tmp_path / type_key)
        found = imports.table(other, path, type_key, {})
    import_log.undo(other, found.id)
    assert all_of(other, "case") == []
    assert taken(other, tmp_path / "case", "case")[0::3] == (0, 0)
    (case,) = all_of(other, "case")
    assert len(records.show(other, case.id).children) == 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "person"}, "INVALID_VALUE"),
        ({"values": {"nothing": 1}}, "NO_SUCH_FIELD"),
        ({"values": {"date_from": {"text": []}}}, "INVALID_VALUE"),
        ({"values": {"summary": {"xx": "y"}}}, "INVALID_VALUE"),
        (
            {"children": [{"ref": None, "type": "consent", "values": {}}]},
            "NO_SUCH_TYPE",
        ),
        (
            {"children": [{"ref": None, "type": "nothing", "values": {}}]},
            "NO_SUCH_TYPE",
        ),
        (
            {
                "children": [
                    {"ref": None, "type": "arrest", "values": {"act": {"part": 9}}}
                ]
            },
            "INVALID_VALUE",
        ),
        (
            {
                "children": [
                    {"ref": None, "type": "arrest", "values": {"act": {"part": 1}}}
                ]
            },
            "INVALID_VALUE",
        ),
    ],
)
def test_a_record_that_cannot_be_is_refused_and_the_others_go_in(
    laptop, tmp_path, change, code
):
    good = {"ref": "A", "type": "case", "values": {"title": "good"}, "children": []}
    path = tmp_path / "file"
    both = {"records": [{**good, "ref": "B", **change}, good]}
    path.write_text(json.dumps(both), encoding="utf-8")
    found = imports.table(laptop, path, "case", {})
    assert [(each.row, each.code) for each in found.refused] == [(1, code)]
    assert [each.title for each in all_of(laptop, "case")] == ["good"]


def test_no_file_writes_what_only_the_program_writes(laptop, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("title,sha256\nforged," + "0" * 64 + "\n", encoding="utf-8")
    (refused,) = imports.table(laptop, path, "attachment", {}).refused
    assert (refused.code, refused.details["reason"]) == ("INVALID_VALUE", "fixed")
    assert all_of(laptop, "attachment") == []


KOBO = {
    "type": "case",
    "columns": {
        "start/what": "title",
        "start/when": "date_from",
        "people/who": "act.victim",
        "people/means": {"to": "act.method_note"},
    },
    "constants": {"act.type": "010101000000"},
}
SUBMISSION = {
    "_id": 5,
    "_uuid": "u1",
    "formhub/uuid": "technical",
    "start/what": "Beating at the market",
    "start/when": "2026-11-24",
    "start/weather": "rain",
    "people": [
        {"people/who": "Ихтирошудаи Якум", "people/means": "stick"},
        {"people/who": "Ихтирошудаи Дуюм", "people/weather": "sun"},
    ],
}


def submitted(path, *changed):
    told = [{**SUBMISSION, **each} for each in changed]
    path.write_text(json.dumps({"count": 1, "results": told}), encoding="utf-8")
    return path


def test_submissions_of_kobo_make_records_and_a_part_for_each_item(laptop, tmp_path):
    path = submitted(tmp_path / "kobo.json", {}, {"_uuid": "u2"})
    assert taken(laptop, path, "case", KOBO) == (2, 0, 0, 0)
    assert taken(laptop, path, "case", KOBO) == (0, 0, 2, 0)
    case = all_of(laptop, "case")[0]
    assert case.values["date_from"]["edtf"] == "2026-11-24"
    assert "start/weather: rain" in case.values["notes"]
    assert "people/weather#3: sun" in case.values["notes"]
    assert "technical" not in case.values["notes"]
    tree = records.show(laptop, case.id)
    acts = tree.children_of("act")
    victims = [tree.linked[each.values["victim"]].values["name"] for each in acts]
    assert sorted(victims) == ["Ихтирошудаи Дуюм", "Ихтирошудаи Якум"]
    assert {each.values["type"] for each in acts} == {"010101000000"}
    changed = submitted(path, {"start/what": "Beating in the street"}, {"_uuid": "u2"})
    assert taken(laptop, changed, "case", KOBO) == (0, 1, 1, 0)


def test_several_answers_of_kobo_are_several_terms(laptop, tmp_path):
    path = submitted(tmp_path / "kobo.json", {"start/kinds": "taken tried"})
    terms = {"taken": "1_abduction", "tried": "1_attempted_murder"}
    columns = {**KOBO["columns"], "start/kinds": {"to": "jfj_types", "terms": terms}}
    assert taken(laptop, path, "case", {**KOBO, "columns": columns}) == (1, 0, 0, 0)
    (case,) = all_of(laptop, "case")
    assert case.values["jfj_types"] == ["1_abduction", "1_attempted_murder"]
    table = tmp_path / "table.csv"
    table.write_text("what;kinds\nx;taken, tried\n", encoding="utf-8")
    kinds = {"to": "jfj_types", "terms": terms, "split": ","}
    columns = {"what": "title", "kinds": kinds}
    assert taken(laptop, table, "case", {"columns": columns}) == (1, 0, 0, 0)


def test_json_of_something_else_is_refused_whole(laptop, tmp_path, digest_of):
    before = digest_of(laptop)
    path = tmp_path / "other.json"
    path.write_text('{"rows": []}', encoding="utf-8")
    with pytest.raises(InputRefusedError, match="UNREADABLE_FILE"):
        imports.table(laptop, path, "case", {})
    assert digest_of(laptop) == before
