"""Counting over a real store, with what was decided about persons."""

import pytest

from monitor_desktop.domain.counting import Dimension, Measure
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records, same_persons
from monitor_desktop.services.counts import counting
from monitor_desktop.services.counts.counting import Question

ARREST, TORTURE = "030101000000", "020111110000"


def add(workspace, kind, **values):
    made = records.add(workspace, kind, values)
    return made.ref or made.id


@pytest.fixture
def laptop(world):
    """Two cases: one of two acts against one person, one against a namesake."""
    made = world.laptop("laptop")
    one = add(made, "person", name="Раҳимов Умед", sex="male")
    other = add(made, "person", name="Umed Rahimov", sex="male")
    guard = add(made, "person", name="Нозим Қодиров")
    first = add(made, "case", title="A", date_from="9-12.11.2026", place="TJ-SU-01")
    act = add(made, "act", parent=first, type=ARREST, victim=one)
    add(made, "act", parent=first, type=TORTURE, victim=one, date_from="2025")
    add(made, "involvement", parent=first, who=guard, act=act)
    second = add(made, "case", title="B", date_from="1993", case_type="torture")
    add(made, "act", parent=second, type=TORTURE, victim=other)
    add(made, "act", parent=second, type=TORTURE)
    world.pair = (one, other)
    return made


def rows(workspace, measure, dimension, **more):
    table = counting.count(workspace, Question(measure=measure, rows=dimension, **more))
    return {row.key: row.total for row in table.rows}, table.total


def test_each_is_counted_apart(laptop):
    by = Dimension.ACT_TYPE
    assert rows(laptop, Measure.ACTS, by) == ({ARREST: 1, TORTURE: 3}, 4)
    assert rows(laptop, Measure.VICTIMS, by) == ({ARREST: 1, TORTURE: 3}, 3)
    assert rows(laptop, Measure.PERPETRATORS, by) == ({ARREST: 1}, 1)
    assert rows(laptop, Measure.CASES, by) == ({ARREST: 1, TORTURE: 2}, 2)


def test_a_person_is_counted_once_in_the_schemes_of_others(laptop):
    """SDG 16.10.1 counts persons; what a case counts as is derived, else as entered."""
    first, second = records.listed(laptop, ListQuery(type="case"))[1]
    records.change(laptop, first.id, {"jfj_types": ["1_beating", "1_abduction"]})
    records.change(
        laptop, second.id, {"jfj_types": ["1_murder"], "sdg_types": ["torture"]}
    )
    derived = laptop.kit.crosswalks
    found, total = rows(laptop, Measure.VICTIMS, Dimension.SDG)
    assert found["torture"]
    assert derived["1_murder", "sdg_types"][0] not in found
    assert total == 3
    assert set(rows(laptop, Measure.CASES, Dimension.JFJ)[0]) == {
        "1_abduction", "1_beating", "1_murder",
    }  # fmt: skip
    records.change(laptop, first.id, {"jfj_types": "?unknown"})
    assert rows(laptop, Measure.CASES, Dimension.COE)[0][""] == 1


def test_two_records_of_one_person_are_one_victim(laptop, world):
    same_persons.decide(laptop, *world.pair, "same")
    assert rows(laptop, Measure.VICTIMS, Dimension.SEX) == ({"male": 1, "": 1}, 2)
    same_persons.decide(laptop, *world.pair, None)
    assert rows(laptop, Measure.VICTIMS, Dimension.SEX) == ({"male": 2, "": 1}, 3)


def test_an_act_without_a_date_has_that_of_its_case(laptop):
    found, _ = rows(laptop, Measure.ACTS, Dimension.YEAR)
    assert found == {"2026": 1, "2025": 1, "1993": 2}
    assert rows(laptop, Measure.ACTS, Dimension.YEAR, first="2026-01-01")[1] == 1


def test_places_are_put_together_by_region(laptop):
    assert rows(laptop, Measure.CASES, Dimension.REGION)[0] == {"TJ-SU": 1, "": 1}


def test_deleted_cases_are_not_counted(laptop):
    found = records.listed(laptop, ListQuery(type="case"))[1]
    records.delete(laptop, found[0].ref)
    assert rows(laptop, Measure.CASES, Dimension.YEAR)[1] == 1


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_every_bucket_has_a_name(laptop, language):
    words = laptop.kit.catalogues.words(language)
    for dimension in Dimension:
        assert words.has("labels", f"count.by.{dimension}")
        table = counting.count(laptop, Question(measure=Measure.ACTS, rows=dimension))
        for row in table.rows:
            named = counting.label(laptop, words, dimension, row.key)
            assert named
            assert named != row.key or dimension is Dimension.YEAR
