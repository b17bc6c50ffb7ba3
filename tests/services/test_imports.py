"""Imports and exports of tables; the people in them are invented."""

import csv
import io
import json
from pathlib import Path

import pytest

from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import records
from monitor_desktop.services.interchange import exports, import_log, imports

INVENTED = Path(__file__).parents[2] / "resources" / "demo" / "imported.csv"
MAPPING = {
    "type": "case",
    "identity": ["mtpage"],
    "columns": {
        "startDisplay": "date_from",
        "location": "place_text",
        "fullName": "act.victim",
        "mtpage": "source.web_address",
        "typeOfDeath": {
            "to": "act.method_note",
            "terms": {"Murder": "killed on purpose"},
        },
    },
    "constants": {"act.type": "010101000000"},
}


@pytest.fixture
def laptop(world):
    return world.laptop("one")


def rows():
    text = INVENTED.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def cases(workspace):
    query = ListQuery(type="case", limit=1000, sort="date_from", descending=False)
    return records.listed(workspace, query)[1]


def test_every_row_goes_in_with_its_words(laptop):
    made = imports.table(laptop, INVENTED, "case", MAPPING)
    assert (made.new, made.updated, made.unchanged) == (40, 0, 0)
    assert made.refused == made.doubtful == ()
    found = sorted(each.values["date_from"]["text"] for each in cases(laptop))
    assert found == sorted(row["startDisplay"] for row in rows())


def test_they_sort_by_what_the_words_mean(laptop):
    imports.table(laptop, INVENTED, "case", MAPPING)
    first_days = [each.values["date_from"]["from"] for each in cases(laptop)]
    assert first_days == sorted(first_days)


def test_what_maps_to_nothing_is_in_the_notes(laptop):
    imports.table(laptop, INVENTED, "case", MAPPING)
    notes = cases(laptop)[0].values["notes"]
    assert "country: Ихтироистон" in notes
    assert "fullName" not in notes


def test_parts_persons_terms_and_constants(laptop):
    imports.table(laptop, INVENTED, "case", MAPPING)
    tree = records.show(laptop, cases(laptop)[0].id)
    (act,) = tree.children_of("act")
    assert act.values["type"] == "010101000000"
    victim = tree.linked[act.values["victim"]].values["name"]
    assert victim in {row["fullName"] for row in rows()}
    notes = {
        child.values.get("method_note")
        for each in cases(laptop)
        for child in records.show(laptop, each.id).children_of("act")
    }
    assert "killed on purpose" in notes
    assert "Murder" not in notes


def test_one_cell_may_go_to_several_fields(laptop):
    mapping = MAPPING | {
        "columns": MAPPING["columns"] | {"fullName": ["title", "act.victim"]}
    }
    imports.table(laptop, INVENTED, "case", mapping)
    tree = records.show(laptop, cases(laptop)[0].id)
    victim = tree.linked[tree.children_of("act")[0].values["victim"]]
    assert tree.record.title == victim.title


def test_importing_again_writes_nothing(laptop, digest_of):
    imports.table(laptop, INVENTED, "case", MAPPING)
    before = digest_of(laptop)
    again = imports.table(laptop, INVENTED, "case", MAPPING)
    assert (again.new, again.updated, again.unchanged) == (0, 0, 40)
    assert digest_of(laptop) == before


def test_a_changed_row_updates_its_record_only(laptop, tmp_path):
    imports.table(laptop, INVENTED, "case", MAPPING)
    changed = tmp_path / "changed.csv"
    text = INVENTED.read_text(encoding="utf-8-sig")
    changed.write_text(text.replace("Summer 1993", "July 1993", 1), encoding="utf-8")
    again = imports.table(laptop, changed, "case", MAPPING)
    assert (again.new, again.updated, again.unchanged) == (0, 1, 39)


def test_two_laptops_make_the_same_records(world):
    ids = []
    for name in ("one", "two"):
        laptop = world.laptop(name)
        imports.table(laptop, INVENTED, "case", MAPPING)
        ids.append({each.id for each in cases(laptop)})
    assert ids[0] == ids[1]


def test_two_laptops_that_imported_one_file_do_not_conflict(world):
    one, hub = world.laptop("one"), world.laptop("hub", role="coordinator")
    world.meet(hub, one)
    for each in (one, hub):
        imports.table(each, INVENTED, "case", MAPPING)
    received = world.send(one, hub)[0]
    assert (received.outcome, received.conflicts) == ("applied", 0)
    assert len(cases(hub)) == 40


def test_a_dry_run_changes_nothing(laptop, digest_of):
    before = digest_of(laptop)
    tried = imports.table(laptop, INVENTED, "case", MAPPING, dry_run=True)
    assert (tried.new, tried.id) == (40, "")
    assert digest_of(laptop) == before


def test_refused_rows_are_named_and_the_others_go_in(laptop, tmp_path):
    source = tmp_path / "some.csv"
    source.write_text("title,status\ngood,open\nbad,nonsense\n\nalso good,\n")
    made = imports.table(laptop, source, "case", {"type": "case"})
    assert made.new == 2
    (refused,) = made.refused
    assert (refused.row, refused.code) == (2, "INVALID_VALUE")
    assert refused.details["field"] == "status"


def test_words_that_are_no_date_are_kept_and_named(laptop, tmp_path):
    source = tmp_path / "some.csv"
    source.write_text(
        "title,date_from\na,after the harvest feast\nb,31 February 2020\n"
    )
    made = imports.table(laptop, source, "case", {"type": "case"})
    assert (made.new, made.doubtful) == (2, (1, 2))
    texts = {each.values["date_from"]["text"] for each in cases(laptop)}
    assert texts == {"after the harvest feast", "31 February 2020"}


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"type": "person"}, "INVALID_VALUE"),
        ({"columns": []}, "INVALID_VALUE"),
        ({"columns": {"no such column": "title"}}, "INVALID_VALUE"),
        ({"columns": {"fullName": "nothing"}}, "NO_SUCH_FIELD"),
        ({"columns": {"fullName": "act.nothing"}}, "NO_SUCH_FIELD"),
        ({"columns": {"fullName": "naming_approval.reasons"}}, "NO_SUCH_FIELD"),
        ({"columns": {"fullName": "summary"}}, "NO_SUCH_FIELD"),
        ({"columns": {"fullName": 3}}, "INVALID_VALUE"),
        ({"columns": {"fullName": []}}, "INVALID_VALUE"),
        ({"columns": {"fullName": ["title", 3]}}, "INVALID_VALUE"),
        ({"columns": {"fullName": {"to": "title", "terms": 3}}}, "INVALID_VALUE"),
        ({"identity": "mtpage"}, "INVALID_VALUE"),
        ({"identity": ["nothing"]}, "INVALID_VALUE"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_whole(laptop, mapping, code):
    with pytest.raises(MonitorError) as caught:
        imports.table(laptop, INVENTED, "case", mapping)
    assert caught.value.code == code
    assert cases(laptop) == []


def test_an_export_says_what_it_left_out_and_reads_back(world, laptop, tmp_path):
    for title, level in (("=1", "internal"), ("b", "restricted"), ("c", "sealed")):
        values = {"title": title, "confidentiality": level, "date_from": "June 1993"}
        records.add(laptop, "case", values)
    target = tmp_path / "out.csv"
    made = exports.csv(laptop, "case", target, Level.PARTNER)
    assert (made.records, made.left_out) == (1, {"not_allowed": 2})
    other = world.laptop("two")
    again = imports.table(other, target, "case", {"type": "case"})
    assert again.refused == ()
    (case,) = cases(other)
    assert (case.title, case.values["date_from"]["edtf"]) == ("=1", "1993-06")


def test_people_are_exported_only_as_they_agreed(laptop, tmp_path):
    records.add(laptop, "person", {"name": "Secret One"})
    agreed = {"name": "Open One", "consent_publish_name": "yes"}
    records.add(laptop, "person", agreed)
    target = tmp_path / "people.csv"
    made = exports.csv(laptop, "person", target, Level.PUBLIC)
    assert (made.records, made.left_out) == (1, {"consent_missing": 1})
    text = target.read_text(encoding="utf-8-sig")
    assert "Open One" in text
    assert "Secret One" not in text


def test_parts_are_as_sensitive_as_their_case(laptop, tmp_path):
    for title, level in (("open", "internal"), ("closed", "restricted")):
        values = {"title": title, "confidentiality": level}
        case = records.add(laptop, "case", values)
        source = {"parent": case.ref, "title": f"of {title}"}
        records.add(laptop, "source", {**source, "consent": "share"})
        records.add(laptop, "source", {**source, "title": "who was not asked"})
    gone = records.add(laptop, "case", {"title": "gone"})
    records.add(laptop, "source", {"parent": gone.ref, "title": "of gone"})
    records.delete(laptop, gone.ref)
    target = tmp_path / "sources.csv"
    made = exports.csv(laptop, "source", target, Level.PARTNER)
    assert (made.records, made.left_out) == (
        1,
        {"not_allowed": 2, "consent_missing": 1},
    )
    text = target.read_text(encoding="utf-8-sig")
    assert "of open" in text
    assert not any(each in text for each in ("of closed", "of gone", "not asked"))


def test_a_json_export_has_the_parts_and_nobody_who_did_not_agree(laptop, tmp_path):
    person = records.add(laptop, "person", {"name": "Secret One"})
    case = records.add(laptop, "case", {"title": "open"})
    act = {"parent": case.ref, "type": "010101000000", "victim": person.ref}
    records.add(laptop, "act", act)
    records.add(laptop, "case", {"title": "closed", "confidentiality": "sealed"})
    target = tmp_path / "cases.json"
    made = exports.json(laptop, "case", target, Level.INTERNAL)
    assert (made.records, made.left_out) == (2, {})
    told = json.loads(target.read_text(encoding="utf-8"))["records"]
    (child,) = next(each for each in told if each["ref"] == case.ref)["children"]
    assert child["values"]["victim"] == person.ref
    made = exports.json(laptop, "case", target, Level.PUBLIC)
    assert (made.records, made.left_out) == (1, {"not_allowed": 1})
    text = target.read_text(encoding="utf-8")
    assert "Secret" not in text
    assert person.id not in text


def test_an_import_is_taken_back_and_can_be_made_again(laptop, digest_of, tmp_path):
    few, path = rows()[:8], tmp_path / "few.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(few[0]))
        writer.writeheader()
        writer.writerows(few)
    made = imports.table(laptop, path, "case", MAPPING)
    before = [each.values for each in cases(laptop)]
    done = import_log.undo(laptop, made.id)
    assert cases(laptop) == []
    people = {row["fullName"] for row in few}
    assert (done.hidden, done.changed, done.kept) == (8 + len(people), 0, 0)
    with pytest.raises(MonitorError, match="IMPORT_UNDONE"):
        import_log.undo(laptop, made.id)
    again = imports.table(laptop, path, "case", MAPPING)
    assert (again.new, again.updated, again.refused) == (0, 8, ())
    assert [each.values for each in cases(laptop)] == before
    digest = digest_of(laptop)
    assert imports.table(laptop, path, "case", MAPPING).unchanged == 8
    assert digest_of(laptop) == digest
    import_log.undo(laptop, again.id)
    assert cases(laptop) == []


def test_what_somebody_worked_on_since_an_import_is_kept(laptop):
    made = imports.table(laptop, INVENTED, "case", MAPPING)
    edited, noted, *_ = cases(laptop)
    records.change(laptop, edited.ref, {"notes": "asked again"})
    records.add(laptop, "source", {"parent": noted.ref, "web_address": "seen"})
    done = import_log.undo(laptop, made.id)
    assert {each.id for each in cases(laptop)} == {edited.id, noted.id}
    assert done.kept == 4, "the two cases and the victim of each"
    act = next(
        each for each in records.show(laptop, edited.ref).children if each.type == "act"
    )
    assert not records.show(laptop, act.values["victim"]).record.deleted


def test_an_import_that_changed_a_record_gives_it_its_earlier_values(laptop, tmp_path):
    path = tmp_path / "cases.csv"
    mapping = {"type": "case", "identity": ["id"], "columns": {"name": "title"}}
    path.write_text("id,name\n1,first\n", encoding="utf-8")
    imports.table(laptop, path, "case", mapping)
    path.write_text("id,name\n1,second\n2,other\n", encoding="utf-8")
    made = imports.table(laptop, path, "case", mapping)
    assert [each.title for each in cases(laptop)].count("second") == 1
    done = import_log.undo(laptop, made.id)
    assert [each.title for each in cases(laptop)] == ["first"]
    assert (done.hidden, done.changed, done.kept) == (1, 1, 0)
    assert import_log.listed(laptop)[0].id == made.id
    with pytest.raises(MonitorError, match="NO_SUCH_IMPORT"):
        import_log.undo(laptop, "nothing")


@pytest.mark.parametrize("export", [exports.csv, exports.xlsx])
def test_a_table_of_our_own_read_back_changes_nothing(laptop, tmp_path, export):
    imports.table(laptop, INVENTED, "case", MAPPING)
    target = tmp_path / "own"
    export(laptop, "case", target, Level.INTERNAL)
    again = imports.table(laptop, target, "case", {})
    assert (again.new, again.updated, again.unchanged) == (0, 0, 40)


def test_what_was_changed_in_a_table_of_our_own_goes_into_its_record(laptop, tmp_path):
    case = records.add(laptop, "case", {"title": "Before", "notes": "kept"})
    target = tmp_path / "own.csv"
    exports.csv(laptop, "case", target, Level.INTERNAL)
    text = target.read_text("utf-8-sig").replace("Before", "After")
    target.write_text(text, "utf-8")
    again = imports.table(laptop, target, "case", {})
    assert (again.new, again.updated) == (0, 1)
    values = records.show(laptop, case.ref).record.values
    assert (values["title"], values["notes"]) == ("After", "kept")


def test_a_table_of_persons_reads_back_and_no_pseudonym_becomes_a_name(
    laptop, tmp_path
):
    told = {"name": "Invented Name", "pseudonym": "Laila", "safe_contact": "cafe"}
    person = records.add(laptop, "person", told)
    target = tmp_path / "own.csv"
    exports.csv(laptop, "person", target, Level.INTERNAL)
    assert imports.table(laptop, target, "person", {}).unchanged == 1
    target.write_text(f"ref,name\n{person.ref},Laila\n", "utf-8")
    assert imports.table(laptop, target, "person", {}).unchanged == 1
    assert records.show(laptop, person.ref).record.values["name"] == "Invented Name"
