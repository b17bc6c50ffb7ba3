"""Indicators: counted from records, each person once, and shown again as sent."""

import csv
import io
import re

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.indicators import COUNTED, Split, Unit
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services import records, same_persons
from monitor_desktop.services.counts import (
    donor_tables,
    frozen_periods,
    indicators,
    spreadsheets,
)

KIT = wiring.kit()
YEAR = ("2026-01-01", "2026-12-31")


@pytest.fixture
def office(world):
    return world.laptop("office", role="coordinator")


@pytest.fixture
def project(office):
    told = {"title": "Voices", "donor": "A donor", "starts_on": "2026-01-01"}
    return records.add(office, "project", told).ref


def indicator(office, project, counts, **values):
    told = {"title": counts, "project": project, "counts": counts, **values}
    return records.add(office, "indicator", {"counted_as": "records", **told})


def training(office, day, *participants, place="TJ-DU"):
    told = {"title": "Law", "starts_on": day, "place": place}
    made = records.add(office, "training", told)
    for each in participants:
        records.add(office, "training_participant", {"parent": made.ref, **each})
    return made


def only(office, **more):
    (found,) = indicators.table(office, *YEAR, **more)
    return found


def test_everything_countable_is_declared_and_offered():
    offered = {each.code for each in KIT.vocabularies["indicator_counts"]}
    assert offered == set(COUNTED)
    assert {each.code for each in KIT.vocabularies["indicator_units"]} == set(Unit)
    assert {each.code for each in KIT.vocabularies["disaggregations"]} == set(Split)
    for key, how in COUNTED.items():
        kind = declared(key)
        dated = declared(kind.parent) if how.of_whole else kind
        assert dated.field(how.date) is not None, key
        for each in filter(None, (how.person, how.name, how.people)):
            assert kind.field(each) is not None, (key, each)


def test_a_person_at_two_trainings_is_one_person_and_two_attendances(office, project):
    guest = {"name": "Ниёзова Гулнора", "sex": "female"}
    again = {"name": "НИЁЗОВА гулнора", "sex": "female", "age_band": "30_44"}
    other = {"name": "Раҳимов Далер", "sex": "male"}
    training(office, "2026-02-10", guest, other)
    training(office, "2026-07-01", again, place="TJ-SU")
    training(office, "2025-12-31", other)
    indicator(
        office, project, "training_participant", counted_as="persons",
        disaggregated="sex|quarter|region",
    )  # fmt: skip
    found = only(office)
    assert found.value == 2
    assert found.breakdown == {
        "sex": {"female": 1, "male": 1},
        "quarter": {"2026-Q1": 2},
        "region": {"TJ-DU": 2},
    }
    records.change(office, found.ref, {"counted_as": "records"})
    assert only(office).breakdown["region"] == {"TJ-DU": 2, "TJ-SU": 1}


def test_age_and_disability_come_from_the_act_and_the_person(office, project):
    case = records.add(office, "case", {"title": "A", "place": "TJ-DU"}).ref
    people = {
        "born": {"birth_date": "5 June 2000"},
        "doubt": {"birth_date": "1996"},
        "entered": {"birth_date": "1950"},
    }
    for name, more in people.items():
        person = records.add(office, "person", {"name": name, **more}).id
        act = {"parent": case, "victim": person, "date_from": "1 June 2026"}
        if name == "entered":
            act |= {"age_then": 17, "victim_characteristics": ["disability"]}
        records.add(office, "act", act)
    split = {"disaggregated": ["age_band", "disability", "region"]}
    indicator(office, project, "act", **split, counted_as="persons")
    assert only(office).breakdown == {
        "age_band": {"": 1, "18_29": 1, "under_18": 1},
        "disability": {"": 2, "yes": 1},
        "region": {"TJ-DU": 3},
    }


def test_needs_are_counted_by_the_person_they_are_of(office, project):
    woman = {"name": "Invented", "sex": "female", "place": "TJ-KT-01"}
    person = records.add(office, "person", woman).ref
    for kind in ("medicine", "money"):
        told = {"parent": person, "kind": kind, "date": "June 2026"}
        records.add(office, "need", told)
    indicator(
        office, project, "need", counted_as="persons", disaggregated=["sex", "region"]
    )
    found = only(office)
    assert found.value == 1
    assert found.breakdown == {"sex": {"female": 1}, "region": {"TJ-KT": 1}}


def test_the_hour_of_a_lawyers_visit_counts_on_its_day(office, project):
    case = records.add(office, "case", {"title": "A"}).ref
    for at in ("2026-06-01T10:00", "2025-06-01T10:00", "2026-07-01"):
        told = {"parent": case, "event": "meeting", "at": at}
        records.add(office, "lawyer_access", told)
    indicator(office, project, "lawyer_access")
    assert only(office).value == 2


def test_two_records_decided_to_be_one_person_count_once(office, project):
    one = records.add(office, "person", {"name": "Ниёзова Гулнора", "sex": "female"})
    two = records.add(office, "person", {"name": "Niyozova G.", "sex": "female"})
    training(office, "2026-02-10", {"name": "a", "person": one.ref})
    training(office, "2026-02-11", {"name": "b", "person": two.ref})
    indicator(
        office, project, "training_participant", counted_as="persons",
        disaggregated="sex",
    )  # fmt: skip
    assert only(office).value == 2
    same_persons.decide(office, one.ref, two.ref, "same")
    found = only(office)
    assert (found.value, found.breakdown["sex"]) == (1, {"female": 1})


def test_counts_of_people_are_added_and_the_unknown_is_said(office, project):
    told = {"topic": "A draft law", "held_on": "2026-03-01"}
    talk = records.add(office, "consultation", told)
    for sex, people in (("female", 12), ("male", 9), (None, 4)):
        part = {"parent": talk.ref, "sector": "media", "sex": sex, "people": people}
        records.add(office, "attendance", part)
    indicator(office, project, "attendance", disaggregated="sex|age_band")
    found = only(office)
    assert found.value == 25
    assert found.breakdown["sex"] == {"": 4, "female": 12, "male": 9}
    assert sum(found.breakdown["age_band"].values()) == 25


def test_a_share_is_divided_by_its_own_count(office, project):
    base = {"body": "Ministry of Invention", "legal_basis": "press_law_2013"}
    for day, outcome in (
        ("2026-02-01", "full"), ("2026-03-01", "refusal"), ("2026-04-01", "partial"),
        ("2025-04-01", "full"), (None, "full"),
    ):  # fmt: skip
        told = {"subject": "x", "sent_on": day, "outcome": outcome, **base}
        records.add(office, "info_request", told)
    made = indicator(
        office, project, "info_request", counted_as="percent",
        which="outcome=full|partial", divided_by="info_request",
    )  # fmt: skip
    found = only(office)
    assert (found.value, found.numerator, found.denominator) == (66.7, 2, 3)
    assert found.undated == 1
    records.change(office, made.ref, {"divided_which": "outcome=silence"})
    assert only(office).value is None


def test_a_formula_nobody_can_read_stops_only_its_own_figure(office, project):
    indicator(office, project, "release", number="1", which="colour=red")
    indicator(office, project, "release", number="2")
    wrong, right = indicators.table(office, *YEAR)
    assert (wrong.value, wrong.wrong) == (None, "colour")
    assert (right.value, right.wrong) == (0, "")


def test_a_frozen_figure_is_shown_again_after_the_records_changed(office, project):
    made = training(office, "2026-02-10", {"name": "Ниёзова Гулнора", "sex": "female"})
    indicator(
        office, project, "training_participant", disaggregated="sex", target=20,
        number="1.1", level="output",
    )  # fmt: skip
    told = {"title": "First year", "project": project, "starts_on": "2026-01-01"}
    period = records.add(office, "reporting_period", {**told, "ends_on": "2026-12-31"})
    before = only(office)
    frozen_periods.freeze(office, period.ref)
    records.delete(office, made.ref)
    assert only(office).value == 0
    (kept,) = frozen_periods.frozen(office, period.ref)
    assert (kept.value, kept.breakdown) == (1, {"sex": {"female": 1}})
    assert kept.records == before.records
    tree = records.show(office, period.ref)
    with pytest.raises(InvalidValueError, match="INVALID_VALUE"):
        records.change(office, tree.children[0].id, {"value": 100})
    assert (kept.number, kept.level, kept.target) == ("1.1", "output", 20)
    with pytest.raises(UsageError, match="ALREADY_FROZEN"):
        frozen_periods.freeze(office, period.ref)


def test_a_period_without_days_is_not_frozen(office, project):
    told = {"title": "Some day", "project": project, "starts_on": "2026-01-01"}
    period = records.add(office, "reporting_period", told)
    with pytest.raises(InvalidValueError, match="INVALID_VALUE"):
        frozen_periods.freeze(office, period.ref)


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_the_donors_table_is_in_words_and_has_a_row_for_each(office, project, language):
    training(office, "2026-02-10", {"name": "a", "sex": "female"}, {"name": "b"})
    indicator(
        office, project, "training_participant", level="output",
        disaggregated="sex|region|quarter|disability",
    )  # fmt: skip
    indicator(office, project, "case", number="9")
    reader = Reader(
        words=KIT.catalogues.words(language),
        vocabularies=KIT.vocabularies,
        gazetteer=KIT.gazetteer,
    )
    lines = donor_tables.lines(reader, indicators.table(office, *YEAR))
    data = spreadsheets.made(lines, spreadsheets.CSV)
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert len(rows) == 2
    assert all(len(row) == len(head) for row in rows)
    assert not any(re.search(r"\w\.\w|_", each) for each in head), head
    female = KIT.vocabularies["sexes"].label("female", language)
    (column,) = (n for n, each in enumerate(head) if each.endswith(f": {female}"))
    assert [row[column] for row in rows] == ["1", ""]


def test_a_figure_in_a_file_is_the_whole_number_it_is():
    lines = [
        ["Title", "A", "B", "C"],
        ["x", *map(spreadsheets.number, (1e6, 100 / 3, 0))],
    ]
    text = spreadsheets.made(lines, spreadsheets.CSV).decode("utf-8-sig")
    assert text.splitlines()[1] == "x,1000000,33.33,0"


def test_what_names_a_row_stays_a_word():
    lines = spreadsheets.with_numbers([["Year", "Total"], ["2026", "3"], ["2025", "…"]])
    assert lines[1:] == [["2026", 3], ["2025", "…"]]


def test_a_period_is_frozen_by_the_program_alone(office):
    told = {"title": "Half", "starts_on": "2026-01-01", "ends_on": "2026-06-30"}
    period = records.add(office, "reporting_period", told)
    with pytest.raises(InvalidValueError, match="INVALID_VALUE"):
        records.change(office, period.id, {"frozen_on": "2026-07-01"})
    frozen_periods.freeze(office, period.ref)
    frozen_periods.thaw(office, period.ref)
    assert frozen_periods.frozen(office, period.ref) == []
    frozen_periods.freeze(office, period.ref)
