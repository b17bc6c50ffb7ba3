import pytest

from monitor_desktop.domain.catalogue import SHIPPED
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.i18n import file_kinds
from monitor_desktop.i18n.date_texts import with_weekday
from monitor_desktop.i18n.labels import date_text, date_time_text, field_label
from monitor_desktop.services.evidence import media_types


@pytest.mark.parametrize(
    ("value", "tg", "ru"),
    [
        ("2026-03-03T09:05", "3 марти соли 2026, 09:05", "3 марта 2026 г., 09:05"),
        ("2026-03-03", "3 марти соли 2026", "3 марта 2026 г."),
        (
            "2026-03-03T09:05:30+05:00",
            "3 марти соли 2026, 09:05:30 UTC+05:00",
            "3 марта 2026 г., 09:05:30 UTC+05:00",
        ),
        ("2026-02-31T09:05", "2026-02-31T09:05", "2026-02-31T09:05"),
    ],
)
def test_an_hour_is_said_as_a_person_says_it(value, tg, ru):
    assert (date_time_text(value, "tg"), date_time_text(value, "ru")) == (tg, ru)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("tg", "ҷумъа, 27 ноябри соли 2026"),
        ("ru", "пятница, 27 ноября 2026 г."),
        ("en", "Friday, 27 November 2026"),
    ],
)
def test_today_is_said_with_its_weekday(language, said):
    assert with_weekday("2026-11-27", language) == said


def test_days_of_one_month_are_said_once_on_paper_too():
    value = {"text": "9-12 ноябри 2026", "edtf": "2026-11-09/2026-11-12"}
    assert date_text(value, "tg") == "9–12 ноябри соли 2026"
    assert date_text(value, "ru") == "9–12 ноября 2026 г."


def test_every_type_that_is_told_apart_has_words():
    marks = {name for *_, name in (*media_types._MARKS, *media_types._MARKUP)}
    every = {*marks, media_types.UNKNOWN, "text/plain"}
    assert every == set(file_kinds._KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_fields_of_a_form_have_one_name(kit, language):
    words = kit.catalogues.words(language)
    for kind in SHIPPED.types:
        named = [field_label(words, kind.key, each.key) for each in kind.fields]
        assert len(named) == len(set(named)), kind.key
