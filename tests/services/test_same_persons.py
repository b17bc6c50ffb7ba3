"""Deciding that two records are one person, and taking it back, on real stores."""

import pytest

from monitor_desktop.errors import InvalidValueError
from monitor_desktop.services import record_notes, records, same_persons
from monitor_desktop.services.editing import conflicts


def person(workspace, name, **values):
    return records.add(workspace, "person", {"name": name, **values}).ref


@pytest.fixture
def two(world):
    laptop = world.laptop("laptop")
    one = person(laptop, "Раҳимова Ҷамила", birth_date="1990")
    other = person(laptop, "Djamila Rakhimova", birth_date="1990")
    person(laptop, "Назаров Умед")
    return laptop, one, other


def pairs(workspace):
    return [{each.one, each.other} for each in same_persons.suggested(workspace)]


def standing(workspace):
    with workspace.transaction() as transaction:
        return same_persons.one_of_each(transaction)


def test_two_spellings_are_suggested_with_reasons(two):
    laptop, one, other = two
    found = same_persons.suggested(laptop)
    assert [{each.one, each.other} for each in found] == [{one, other}]
    assert found[0].why == ("name", "birth_year")
    assert pairs_of(same_persons.namesakes(laptop, one)) == [{one, other}]


def lacks(workspace, ref):
    return record_notes.about(workspace, records.show(workspace, ref).record.id).gaps


def pairs_of(found):
    return [{each.one, each.other} for each in found]


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_decision_is_remembered_and_can_be_taken_back(two, verdict):
    laptop, one, other = two
    same_persons.decide(laptop, one, other, verdict)
    assert pairs(laptop) == []
    assert len(set(standing(laptop).values())) == (1 if verdict == "same" else 0)
    before = [lacks(laptop, each) for each in (one, other)]
    same_persons.decide(laptop, other, one, None)
    assert pairs(laptop) == [{one, other}]
    assert standing(laptop) == {}
    # To be asked again is not a lack of either record.
    assert [lacks(laptop, each) for each in (one, other)] == before


def test_decisions_that_stand_are_listed_the_newest_first(two):
    laptop, one, other = two
    third = person(laptop, "Ҷамила Раҳимова")
    same_persons.decide(laptop, one, other, "same")
    laptop.kit.clock.ms += 1000
    same_persons.decide(laptop, other, third, "different")
    newest, oldest = same_persons.decided(laptop)
    assert ({newest.one, newest.other}, newest.verdict) == ({other, third}, "different")
    assert ({oldest.one, oldest.other}, oldest.verdict) == ({one, other}, "same")
    assert set(oldest.names) == {"Раҳимова Ҷамила", "Djamila Rakhimova"}
    same_persons.decide(laptop, one, other, None)
    assert [each.verdict for each in same_persons.decided(laptop)] == ["different"]


def test_deciding_the_same_again_writes_nothing(two):
    laptop, one, other = two
    same_persons.decide(laptop, one, other, "same", reason="one passport")
    assert same_persons.decide(laptop, other, one, "same").operations == 0


def test_three_records_of_one_person_have_one_that_stands_for_all(two):
    laptop, one, other = two
    third = person(laptop, "Джамила Рахимова")
    same_persons.decide(laptop, one, other, "same")
    same_persons.decide(laptop, other, third, "same")
    assert len(standing(laptop)) == 3
    assert len(set(standing(laptop).values())) == 1


def test_a_decision_travels_and_two_that_agree_are_no_conflict(world, digest_of):
    hub, laptop = world.laptop("hub", role="coordinator"), world.laptop("laptop")
    world.meet(hub, laptop)
    one, other = person(laptop, "Нур Асад"), person(laptop, "Nur Asad")
    world.send(laptop, hub)
    assert pairs(hub) == [{one, other}]
    same_persons.decide(laptop, one, other, "different")
    same_persons.decide(hub, one, other, "different")
    world.send(laptop, hub)
    assert pairs(hub) == []
    assert records_in_conflict(hub) == 0
    world.send(hub, laptop)
    same_persons.decide(laptop, one, other, None)
    world.send(laptop, hub)
    assert pairs(hub) == pairs(laptop) == [{one, other}]
    assert records_in_conflict(hub) == 0


def records_in_conflict(workspace):
    return len(conflicts.listed(workspace))


def test_a_record_is_not_compared_with_itself_or_with_a_case(two):
    laptop, one, _ = two
    case = records.add(laptop, "case", {"title": "A case"}).ref
    for other, reason in ((one, "one_record"), (case, "no_person")):
        with pytest.raises(InvalidValueError) as refused:
            same_persons.decide(laptop, one, other, "same")
        assert refused.value.details["reason"] == reason
