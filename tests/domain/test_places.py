from itertools import pairwise

import pytest

from monitor_desktop.app import places as folders
from monitor_desktop.app import wiring
from monitor_desktop.domain import places

FORMER = folders.resources() / "former_places.csv"


@pytest.fixture(scope="module")
def gazetteer(table):
    return places.from_rows(table("places"), wiring.rows(FORMER))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("Бохтар шаҳри", "TJ-KT-01"),
        ("Курган-Тюбе", "TJ-KT-01"),
        ("кургантюбе", "TJ-KT-01"),
        ("кургант", "TJ-KT-01"),
        ("Qurghonteppa", "TJ-KT-01"),
        ("Бохтарский район", "TJ-KT-06"),
        ("Jirgatol", "TJ-RA-05"),
        ("Чиргатол", "TJ-RA-05"),
        ("Chirg", "TJ-RA-05"),
        ("Тавилдара", "TJ-RA-08"),
        ("Колхозобод", "TJ-KT-11"),
        ("Кулябская область", "TJ-KT-91"),
        ("вилояти қурғонтеппа", "TJ-KT-92"),
        ("Khujand", "TJ-SU-01"),
        ("Ленинабад", "TJ-SU-01"),
    ],
)
def test_a_place_is_found_by_every_name_it_had(gazetteer, asked, code):
    assert code in [each.code for each in gazetteer.find(asked)]


def test_a_whole_name_comes_alone(gazetteer):
    assert [each.code for each in gazetteer.find("Қӯрғонтеппа")] == ["TJ-KT-01"]


def test_a_region_of_before_is_none_of_todays_units(gazetteer):
    """Kulob region of 1992 is no part of a name of today, and found under Khatlon."""
    assert gazetteer.label("TJ-KT-91", "tg") == "Вилояти Кӯлоб (то соли 1992)"
    assert "TJ-KT-91" in gazetteer.with_all_under("TJ-KT")


def test_a_region_holds_its_districts(gazetteer):
    under = gazetteer.with_all_under("TJ-KT")
    assert "TJ-KT-01" in under
    assert "TJ-SU-01" not in under


def test_a_label_says_the_region_too(gazetteer):
    assert gazetteer.label("TJ-KT-01", "tg") == "Вилояти Хатлон, Шаҳри Бохтар"
    assert gazetteer.label("TJ-KT", "ru") == "Хатлонская область"
    assert gazetteer.label("unknown", "en") == "unknown"


def test_parents_exist(gazetteer):
    codes = {each.code for each in gazetteer}
    assert all(each.parent in codes for each in gazetteer if each.parent)


@pytest.mark.parametrize(
    ("code", "days", "label"),
    [
        (
            "TJ-KT-01",
            ("1993-01-01", "1993-12-31"),
            "город Курган-Тюбе (Хатлонская область, город Бохтар)",
        ),
        (
            "TJ-KT-06",
            ("2017-05-01", "2017-05-31"),
            "Бохтарский район (Хатлонская область, район Кушониён)",
        ),
        (
            "TJ-KT-11",
            ("1993-03-01", "1993-03-31"),
            "Колхозабадский район (Хатлонская область, район Джалолиддина Балхи)",
        ),
        ("TJ-KT-01", ("2019-01-01", "2019-01-01"), "Хатлонская область, город Бохтар"),
        ("TJ-KT-01", ("2018-01-01", "2018-12-31"), "Хатлонская область, город Бохтар"),
        ("TJ-KT-01", (None, "1993-12-31"), "Хатлонская область, город Бохтар"),
        ("unknown", ("1993-01-01", "1993-12-31"), "unknown"),
    ],
)
def test_a_place_is_called_as_it_was_then(gazetteer, code, days, label):
    assert gazetteer.label_then(code, "ru", *days) == label


def test_bokhtar_is_the_city_today_and_the_district_before(gazetteer):
    assert [each.code for each in gazetteer.find("Bokhtar district")] == ["TJ-KT-06"]
    assert [each.code for each in gazetteer.find("город Бохтар")] == ["TJ-KT-01"]
    assert [each.code for each in gazetteer.find("Kurgan-Tiube")] == ["TJ-KT-01"]


def test_former_names_are_of_places_that_exist_and_do_not_overlap(gazetteer):
    for place in gazetteer:
        spans = sorted((each.first, each.last) for each in place.former)
        assert all(first <= last for first, last in spans)
        assert all(one[1] < two[0] for one, two in pairwise(spans))
    known = {each.code for each in gazetteer}
    assert {each["code"] for each in wiring.rows(FORMER)} <= known
