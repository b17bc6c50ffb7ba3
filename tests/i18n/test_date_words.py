import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.partial_dates import is_valid
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.i18n.date_words import names_no_day, understand

WORDINGS = [
    ("April 30, 2018", "2018-04-30"),
    ("30 April 2018", "2018-04-30"),
    ("30.04.2018", "2018-04-30"),
    ("2018-04-30", "2018-04-30"),
    ("9–12.11.2026", "2026-11-09/2026-11-12"),
    ("28.10 - 02.11.2026", "2026-10-28/2026-11-02"),
    ("30.12.2025-2.1.2026", "2025-12-30/2026-01-02"),
    ("04.2018", "2018-04"),
    ("1993~", "1993~"),
    ("On or after March 30, 2007", "2007-03-30/.."),
    ("March 11-April 7, 2022", "2022-03-11/2022-04-07"),
    ("March 5-9, 2022", "2022-03-05/2022-03-09"),
    ("March 5 - March 15, 2022", "2022-03-05/2022-03-15"),
    ("December, 1992", "1992-12"),
    ("Summer 1993", "1993-22"),
    ("June 7 or 8, 2008", "[2008-06-07,2008-06-08]"),
    ("June or July 1993", "[1993-06,1993-07]"),
    ("mid-April, 2005", "2005-04~"),
    ("Between September 2016 and July 12, 2019", "2016-09/2019-07-12"),
    ("Unknown in 2002", "2002"),
    ("circa 1993", "1993~"),
    ("before May 2001", "../2001-05"),
    ("1990s", "199X"),
    ("5 марта 2024 г.", "2024-03-05"),
    ("март 2024", "2024-03"),
    ("в марте 2024 года", "2024-03"),
    ("лето 1993", "1993-22"),
    ("шаби 9 ба 10 ноябри 2026", "2026-11-09/2026-11-10"),
    ("субҳи 9 ноябри 2026", "2026-11-09"),
    ("в ночь на 10 ноября 2026", "2026-11-09/2026-11-10"),
    ("в ночь с 9 на 10 ноября 2026", "2026-11-09/2026-11-10"),
    ("the night of 9 November 2026", "2026-11-09"),
    ("нимаи моҳи майи 2024", "2024-05~"),
    ("аз 5 майи 2020", "2020-05-05/.."),
    ("с 5 мая 2020", "2020-05-05/.."),
    ("от 5 мая 2020", "2020-05-05"),
    ("от 5 до 9 мая 2020", "2020-05-05/2020-05-09"),
    ("сентябри соли 2021 то марти соли 2022", "2021-09/2022-03"),
    ("зимистони 2025-2026", "2026-24"),
    ("солҳои навадум", "199X"),
    ("90-е годы", "199X"),
    ("весной 1993 года", "1993-21"),
    ("июнь или июль 1993", "[1993-06,1993-07]"),
    ("между 9 и 12 ноября 2026", "2026-11-09/2026-11-12"),
    ("с 9 по 12 ноября 2026", "2026-11-09/2026-11-12"),
    ("9–12 ноября 2026 г.", "2026-11-09/2026-11-12"),
    ("около 1993", "1993~"),
    ("начало мая 2020", "2020-05~"),
    ("после 3 мая 2020", "2020-05-03/.."),
    ("5 марти соли 2024", "2024-03-05"),
    ("марти соли 2024", "2024-03"),
    ("соли 1993", "1993"),
    ("Тобистони соли 1993", "1993-22"),
    ("баҳори 2020", "2020-21"),
    ("байни 9 ва 12 ноябри 2026", "2026-11-09/2026-11-12"),
    ("аз 9 то 12 ноябри соли 2026", "2026-11-09/2026-11-12"),
    ("июн ё июли 1993", "[1993-06,1993-07]"),
    ("тақрибан соли 1993", "1993~"),
    ("пеш аз майи 2001", "../2001-05"),
    ("баъд аз 3 майи соли 2020", "2020-05-03/.."),
    ("рўзи 5 марти соли 2024", "2024-03-05"),
]


@pytest.mark.parametrize(("text", "edtf"), WORDINGS)
def test_people_are_understood_in_the_language_they_write(text, edtf):
    assert understand(text) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "when the snow melted", "31.02.2026", "2026-02-31", "99.99.9999",
        "May", "ноябр", "5 March 6 March 2020", "June or", "between 2019 and 2016",
        "0000", "1" * 300, "\x00", "دیروز", "12 12 2012", "между 9 и",
        "на 10 ноября 2026",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_none_and_never_an_invented_day(text):
    assert understand(text) is None


@example("²")
@example("٢٠٢٠")
@given(st.text(max_size=60))
def test_no_text_makes_it_fail(text):
    found = understand(text)
    assert found is None or is_valid(found)


days = st.dates().filter(lambda day: day.year > 999).map(lambda day: day.isoformat())
singles = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    days.map(lambda day: day[:3] + "X"),
    st.tuples(days, st.integers(21, 24)).map(lambda pair: f"{pair[0][:4]}-{pair[1]}"),
)
dates = st.one_of(
    singles,
    days.map(lambda day: day[:7] + "~"),
    st.lists(days, min_size=2, max_size=2, unique=True).map(
        lambda pair: "/".join(sorted(pair))
    ),
    st.lists(days, min_size=2, max_size=2, unique=True).map(
        lambda pair: f"[{','.join(sorted(pair))}]"
    ),
    days.map(lambda day: f"{day}/.."),
    days.map(lambda day: f"../{day[:7]}"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@given(edtf=dates)
def test_what_is_said_is_understood_again(language, edtf):
    assert understand(describe(edtf, language)) == edtf


@pytest.mark.parametrize(
    ("edtf", "tg", "ru", "en"),
    [
        ("2024-03-05", "5 марти соли 2024", "5 марта 2024 г.", "5 March 2024"),
        ("2026-03", "марти соли 2026", "март 2026 г.", "March 2026"),
        ("1993-22", "тобистони соли 1993", "лето 1993 г.", "summer 1993"),
        ("1993~", "тақрибан соли 1993", "около 1993 г.", "about 1993"),
        ("XXXX", "номаълум", "неизвестно", "unknown"),
        ("1993-XX-XX", "соли 1993", "1993 г.", "1993"),
    ],
)
def test_each_language_writes_dates_its_own_way(edtf, tg, ru, en):
    assert [describe(edtf, each) for each in LANGUAGES] == [tg, ru, en]


@pytest.mark.parametrize(
    "text", ["30 февраля 2026", "31 April 2020", "30 феврали соли 2026"]
)
def test_a_day_no_calendar_has_is_known_as_such(text):
    assert understand(text) is None
    assert names_no_day(text)


@pytest.mark.parametrize(
    "text",
    ["29 февраля 2024", "лето 1993", "30 февраля", "on the 40th day", "", "2026"],
)
def test_other_words_are_no_impossible_day(text):
    assert not names_no_day(text)
