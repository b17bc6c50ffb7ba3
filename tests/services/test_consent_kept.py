"""Consent where it counts: bundles, tables, sheets and searches on a shared screen."""

import csv

import pytest

from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services import records, search
from monitor_desktop.services.exchange import sending
from monitor_desktop.services.interchange import exports
from monitor_desktop.services.paper import sheets
from monitor_desktop.services.paper.issuing import Choice

NAME = "Invented Victim"
AGREES = {"purpose": "share", "answer": "yes", "given_by": "self"}


@pytest.fixture
def two_units(world):
    one = world.laptop("one", unit="Unit one")
    office = world.laptop("office", role="office", unit="Unit two")
    world.meet(one, office, receives="all")
    return one, office


def person_in_case(workspace, name=NAME, part="act", key="victim"):
    person = records.add(workspace, "person", {"name": name})
    case = records.add(workspace, "case", {"title": "About " + name, "status": "open"})
    records.add(workspace, part, {"parent": case.ref, key: person.id})
    return person, case


def agree(workspace, person, **values):
    return records.add(workspace, "consent", {"parent": person.id, **AGREES, **values})


def everything(workspace):
    found = []
    for type_key in ("person", "case", "act", "consent", "involvement"):
        found += records.listed(workspace, ListQuery(type=type_key))[1]
    return repr(found)


def test_who_did_not_agree_does_not_go_to_another_unit(world, two_units):
    one, hub = two_units
    _, case = person_in_case(one)
    report = world.send(one, hub)[0]
    assert NAME not in everything(hub)
    assert records.show(hub, case.id).record.values == {"status": "open"}
    assert report.outcome == "applied"


def test_the_bundle_says_how_many_stay_for_want_of_consent(world, two_units, tmp_path):
    one, hub = two_units
    person_in_case(one)
    made = sending.export(one, [hub.device], tmp_path / "out.bin")
    assert made.left_out == {"consent": 2}


def test_consent_given_later_brings_the_person(world, two_units):
    one, hub = two_units
    person, case = person_in_case(one)
    world.send(one, hub)
    agree(one, person)
    world.send(hub, one)
    world.send(one, hub)
    assert NAME in everything(hub)
    assert records.show(hub, case.id).record.title == "About " + NAME


def test_a_withdrawal_reaches_who_has_the_person(world, two_units):
    one, hub = two_units
    person, _ = person_in_case(one)
    given = agree(one, person)
    world.send(one, hub)
    records.change(one, given.id, {"answer": "withdrawn", "note": "told by " + NAME})
    world.send(one, hub)
    there = records.show(hub, given.id).record.values
    assert there["answer"] == "withdrawn"
    assert "note" not in there


def test_within_the_unit_nobody_is_asked(world):
    one, other = world.laptop("one"), world.laptop("other", role="coordinator")
    world.meet(one, other)
    person_in_case(one)
    world.send(one, other)
    assert NAME in everything(other)


def test_a_hub_merges_all(world):
    one = world.laptop("one", unit="Unit one")
    hub = world.laptop("hub", role="coordinator", unit="Unit two")
    world.meet(one, hub)
    person_in_case(one)
    world.send(one, hub)
    assert NAME in everything(hub)


def test_who_is_only_accused_goes_with_the_case(world, two_units):
    one, hub = two_units
    person_in_case(one, part="involvement", key="who")
    world.send(one, hub)
    assert NAME in everything(hub)


def test_consent_ends_with_its_day(world, two_units, tmp_path):
    one, _ = two_units
    person, _ = person_in_case(one)
    agree(one, person, until="2026-11-20")
    rows = table(one, "person", Level.PARTNER, tmp_path)
    assert [each["name"] for each in rows] == [NAME]
    one.kit.clock.advance(30 * 86_400_000)
    assert table(one, "person", Level.PARTNER, tmp_path) == []


def table(workspace, type_key, level, folder):
    path = folder / f"{type_key}.csv"
    exports.csv(workspace, type_key, path, level)
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_a_part_is_told_with_regard_to_everybody_in_its_case(world, tmp_path):
    one = world.laptop("one")
    agreed, case = person_in_case(one, name="Agreed One")
    agree(one, agreed)
    note = {"parent": case.ref, "victim": agreed.id, "note": "next to " + NAME}
    records.add(one, "act", note)
    told = table(one, "act", Level.PARTNER, tmp_path)
    assert any(NAME in each["note"] for each in told)
    other = records.add(one, "person", {"name": NAME})
    records.add(one, "act", {"parent": case.ref, "victim": other.id})
    told = table(one, "act", Level.PARTNER, tmp_path)
    assert NAME not in repr(told)
    assert table(one, "consent", Level.PARTNER, tmp_path) == []
    assert len(table(one, "consent", Level.INTERNAL, tmp_path)) == 1


def test_a_refusal_names_the_consent_that_is_missing(world):
    one = world.laptop("one")
    person = records.add(one, "person", {"name": NAME})
    for level, purpose in (
        (Level.PARTNER, "share"),
        (Level.PUBLIC, "publish_anonymously"),
    ):
        with pytest.raises(NotAllowedError) as refused:
            sheets.make(one, [person.ref], Choice(languages=("en",), level=level))
        assert refused.value.code == "CONSENT_MISSING"
        told = {"ref": person.ref, "reason": purpose}
        assert refused.value.details.items() >= told.items()


def test_on_a_shared_screen_a_withheld_name_finds_nothing(world):
    one = world.laptop("one")
    person, case = person_in_case(one)
    records.change(one, person.ref, {"pseudonym": "Lola N."})
    assert search.search(one, NAME).total == 2
    for level in (Level.PARTNER, Level.PUBLIC):
        assert search.search(one, NAME, level=level).total == 0
    publish = {"purpose": "publish_anonymously"}
    agree(one, person, **publish)
    assert search.search(one, NAME, level=Level.PUBLIC).total == 0
    found = search.search(one, "Lola", level=Level.PUBLIC)
    assert {each.ref for each in found.hits} == {person.ref, case.ref}
    assert NAME not in repr(found)
    agree(one, person)
    assert search.search(one, NAME, level=Level.PARTNER).total == 2


def test_two_people_on_two_devices_have_to_approve(world):
    one, hub = world.laptop("one"), world.laptop("hub", role="coordinator")
    world.meet(one, hub)
    _, case = person_in_case(one, part="involvement", key="who")
    involvement = next(
        each.id
        for each in records.show(one, case.ref).children
        if each.type == "involvement"
    )
    approval = {"parent": case.id, "involvement": involvement, "approves": "yes"}
    records.add(one, "naming_approval", approval)
    records.add(one, "naming_approval", approval)
    world.send(one, hub)
    found = search.search(hub, NAME, level=Level.PUBLIC)
    assert found.total == 0
    records.add(hub, "naming_approval", approval)
    found = search.search(hub, NAME, level=Level.PUBLIC)
    assert [each.ref for each in found.hits] == [case.ref]


@pytest.mark.parametrize("how", ["unlinked", "deleted"])
def test_who_was_linked_once_is_asked_for_what_was_written_then(world, two_units, how):
    """The text may name them, and so may what it said before."""
    one, office = two_units
    person = records.add(one, "person", {"name": NAME})
    case = records.add(one, "case", {"status": "open", "notes": f"{NAME} said"})
    part = records.add(one, "act", {"parent": case.ref, "victim": person.id})
    if how == "deleted":
        records.delete(one, part.id)
    else:
        records.change(one, part.id, {"victim": None})
    world.send(one, office)
    assert "notes" not in records.show(office, case.id).record.values
    agree(one, person)
    world.send(one, office)
    assert NAME in records.show(office, case.id).record.values["notes"]


@pytest.mark.parametrize("by_report", [False, True])
def test_what_is_written_about_a_case_waits_for_the_people_of_the_case(
    world, two_units, by_report
):
    one, office = two_units
    person, case = person_in_case(one, name="Саидова Нигора")
    report = records.add(
        one, "monitoring_report",
        {"title": "Visit", "findings": "Она плакала.", "linked_case": case.id},
    )  # fmt: skip
    about = {"linked_report": report.id} if by_report else {"linked_case": case.id}
    text = {"ru": "Саидову отпустили.", "en": "Somebody was released."}
    release = records.add(one, "release", {"title": "R", "text": text, **about})
    records.change(one, case.id, {"summary": {"ru": "О Саидовой."}})
    world.send(one, office)
    assert "findings" not in records.show(office, report.id).record.values
    assert records.show(office, release.id).record.values["text"] == {
        "en": "Somebody was released."
    }
    assert "Саидов" not in everything(office)
    agree(one, person)
    world.send(office, one)
    world.send(one, office)
    assert records.show(office, report.id).record.values["findings"] == "Она плакала."
    assert records.show(office, release.id).record.values["text"] == text
    assert "О Саидовой" in everything(office)
