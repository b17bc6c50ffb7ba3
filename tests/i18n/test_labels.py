import pytest

from monitor_desktop.domain.catalogue import SHIPPED
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.i18n import file_kinds
from monitor_desktop.i18n.labels import date_time_text, field_label
from monitor_desktop.services import media_types


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
