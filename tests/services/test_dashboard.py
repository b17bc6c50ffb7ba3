import csv
import json

import pytest

from monitor_desktop.services import dashboard, preferences, records
from monitor_desktop.services.dashboard import Waits
from monitor_desktop.services.exchange import contacts

DAY_MS = 86_400_000


@pytest.fixture
def laptop(world):
    return world.laptop("laptop")


def waits(workspace):
    return {each.why: each for each in dashboard.today(workspace).waiting}


def test_a_date_known_to_the_month_counts_there_and_a_year_nowhere(laptop):
    month = dashboard.last_months(laptop.kit.clock.now_ms())[-1]
    for date in (month, f"{month}-03", month[:4], "1999-05"):
        records.add(laptop, "case", {"title": "Invented", "date_from": date})
    today = dashboard.today(laptop)
    assert today.months[month] == 2
    assert sum(today.months.values()) == 2
    assert len(today.months) == 12
    assert today.cases == 4


def test_deleted_cases_are_not_counted(laptop):
    case = records.add(laptop, "case", {"title": "Invented", "place": "TJ-SU-01"})
    records.add(laptop, "case", {"title": "Somewhere"})
    assert dashboard.places(laptop) == dashboard.Places({"TJ-SU-01": 1}, unplaced=1)
    records.delete(laptop, case.id)
    assert dashboard.places(laptop) == dashboard.Places({}, unplaced=1)


def test_months_go_over_the_end_of_a_year():
    assert dashboard.last_months(1_770_000_000_000)[0] == "2025-03"
    assert dashboard.last_months(1_770_000_000_000)[-1] == "2026-02"


def test_what_nobody_else_holds_waits_until_it_is_acknowledged(world, laptop):
    hub = world.laptop("hub", "coordinator")
    world.meet(hub, laptop, receives="all")
    records.add(laptop, "case", {"title": "Invented"})
    assert waits(laptop)[Waits.UNSENT].count >= 2
    world.send(laptop, hub)
    assert Waits.UNSENT in waits(laptop)
    world.send(hub, laptop)
    assert Waits.UNSENT not in waits(laptop)


def test_what_the_hub_alone_has_is_not_called_only_here(world, laptop):
    hub = world.laptop("hub", "coordinator")
    world.meet(hub, laptop, receives="all")
    records.add(hub, "case", {"title": "Invented"})
    assert Waits.UNCONFIRMED in waits(hub)
    assert Waits.UNSENT not in waits(hub)


def test_with_nobody_to_send_to_nothing_waits_to_be_sent(laptop):
    records.add(laptop, "case", {"title": "Invented"})
    assert Waits.UNSENT not in waits(laptop)


def test_an_old_backup_waits_and_a_fresh_one_does_not(laptop):
    assert waits(laptop)[Waits.BACKUP].days is None
    now_ms = laptop.kit.clock.now_ms()
    preferences.put(laptop, preferences.BACKUP, now_ms - 8 * DAY_MS)
    assert waits(laptop)[Waits.BACKUP].days == 8
    preferences.put(laptop, preferences.BACKUP, now_ms)
    assert Waits.BACKUP not in waits(laptop)


def test_a_contact_nobody_verified_waits(world, laptop):
    hub = world.laptop("hub", "coordinator")
    assert Waits.CONTACTS not in waits(laptop)
    contacts.add(laptop, contacts.my_card(hub), receives="all")
    assert waits(laptop)[Waits.CONTACTS].count == 1


def test_changes_are_new_until_the_person_leaves(laptop):
    case = records.add(laptop, "case", {"title": "Invented"})
    records.add(laptop, "source", {"parent": case.id, "title": "A letter"})
    today = dashboard.today(laptop)
    assert today.changed == 1
    assert [each.title for each in today.changes] == ["Invented"]
    assert today.changes[0].part == "source"
    assert today.changes[0].is_new
    assert today.changes[0].who == "laptop"
    dashboard.leave(laptop)
    again = dashboard.today(laptop)
    assert again.changed == 0
    assert not again.changes[0].is_new


def test_what_a_bundle_brought_is_new_once_and_for_this_person(world, laptop):
    hub = world.laptop("hub", "coordinator")
    world.meet(hub, laptop, receives="all")
    mine = records.add(laptop, "case", {"title": "Invented"})
    world.send(laptop, hub)
    dashboard.leave(laptop)
    records.change(hub, mine.ref, {"title": "Invented anew"})
    records.add(hub, "case", {"title": "Another"})
    assert dashboard.today(laptop).changed == 0
    world.send(hub, laptop)
    found = dashboard.today(laptop)
    assert found.changed == 2
    assert {(each.title, each.who) for each in found.changes if each.is_new} == {
        ("Invented anew", "hub"),
        ("Another", "hub"),
    }
    dashboard.leave(laptop)  # as the lock does
    assert dashboard.today(laptop).changed == 0


def test_what_is_overdue_stands_first_and_names_its_record(laptop):
    case = records.add(laptop, "case", {"title": "Invented"})
    records.add(laptop, "intervention", {"parent": case.id, "due": "2020-01-01"})
    first = dashboard.today(laptop).waiting[0]
    assert first.why is Waits.OVERDUE
    assert first.record == ("case", case.id)
    assert first.days > 1000


def is_inside(x, y, rings):
    met = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                met = not met
    return met


def test_every_district_has_a_dot_inside_its_region(kit):
    maps = kit.resources / "maps"
    outlines = json.loads((maps / "regions.json").read_text(encoding="utf-8"))
    with (maps / "districts.csv").open(encoding="utf-8") as file:
        seats = {each["code"]: each for each in csv.DictReader(file)}
    below = {
        each.code
        for each in kit.gazetteer
        # A region that ended is no place of today's map.
        if each.parent in outlines and each.level != "former_region"
    }
    assert below == set(seats)
    for code, each in seats.items():
        region = outlines[kit.gazetteer.get(code).parent]
        point = float(each["longitude"]), float(each["latitude"])
        assert is_inside(*point, region), code
