import pytest

from monitor_desktop.domain import places


@pytest.fixture(scope="module")
def gazetteer(table):
    return places.from_rows(table("places"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("Бохтар шаҳри", "TJ-KT-01"),
        ("Курган-Тюбе", "TJ-KT-01"),
        ("Qurghonteppa", "TJ-KT-01"),
        ("Бохтарский район", "TJ-KT-06"),
        ("Jirgatol", "TJ-RA-05"),
        ("Тавилдара", "TJ-RA-08"),
        ("Колхозобод", "TJ-KT-11"),
        ("Khujand", "TJ-SU-01"),
        ("Ленинабад", "TJ-SU-01"),
    ],
)
def test_a_place_is_found_by_every_name_it_had(gazetteer, asked, code):
    assert code in [each.code for each in gazetteer.find(asked)]


def test_a_whole_name_comes_alone(gazetteer):
    assert [each.code for each in gazetteer.find("Қӯрғонтеппа")] == ["TJ-KT-01"]


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
