"""The bulletin of a month: three parts, in order, nobody named who did not agree."""

import pytest

from monitor_desktop.domain.bulletin import Part
from monitor_desktop.domain.levels import Level
from monitor_desktop.services import records
from monitor_desktop.services.paper import bulletins

ARREST, CENSORSHIP, SLANDER = "030101000000", "100101000000", "140101010000"
WITHHELD_INFORMATION = "090101000000"


def add(workspace, type_key, /, **values):
    made = records.add(workspace, type_key, values)
    return made.ref or made.id


def case(workspace, date, *acts, victim=None, **values):
    ref = add(workspace, "case", title="Secret title", date_from=date, **values)
    for kind in acts:
        given = {"victim": victim} if victim else {}
        add(workspace, "act", parent=ref, type=kind, **given)
    return ref


@pytest.fixture
def november(world):
    laptop = world.laptop("laptop")
    shy = add(laptop, "person", name="Нур Асад")
    summary = {"summary.tg": "Хабарнигорро нигоҳ доштанд."}
    world.late = case(laptop, "28.11.2026", CENSORSHIP)
    world.arrest = case(
        laptop, "9-12.11.2026", ARREST, CENSORSHIP, victim=shy, place="TJ-DU", **summary
    )
    world.climate = case(laptop, "2026-11-20", WITHHELD_INFORMATION)
    world.charged = case(laptop, "2026-11-02", SLANDER)
    case(laptop, "2026-10-30", ARREST)
    world.sealed = case(laptop, "2026-11-03", ARREST, confidentiality="sealed")
    return laptop


def of(workspace, level=Level.PUBLIC):
    return bulletins.of_period(workspace, "2026-11-01", "2026-11-30", level=level)


def test_entries_stand_in_their_part_in_order_of_days(november, world):
    made = of(november)
    assert [each.ref for each in made.entries] == [
        world.climate,
        world.arrest,
        world.late,
        world.charged,
    ]
    assert [each.ref for each in made.of(Part.DIRECT)] == [world.arrest, world.late]
    assert made.groups(Part.DIRECT) == {"100000000000": 2, "030000000000": 1}


def test_what_may_not_be_told_is_counted_and_nothing_else(november, world):
    made = of(november)
    assert made.withheld == 1
    assert "Нур Асад" not in repr(made)
    assert "Secret title" not in repr(made)
    assert world.sealed not in repr(made)
    arrest = made.of(Part.DIRECT)[0]
    assert arrest.text == {"tg": "Хабарнигорро нигоҳ доштанд."}
    assert arrest.place == "TJ-DU"
    assert of(november, Level.INTERNAL).of(Part.DIRECT)[1].persons == ("Нур Асад",)


def test_each_victim_is_counted_once(november):
    assert of(november).victims == 4


def test_complaints_against_media_stand_in_the_third_part(november):
    given = {"kind": ["ethics"], "received_on": "5.11.2026", "outlet": "Овоз"}
    ref = add(november, "media_complaint", subject="A complaint", **given)
    made = of(november).of(Part.CHARGED)
    assert [each.ref for each in made][-1] == ref
    assert made[-1].outlet == "Овоз"
