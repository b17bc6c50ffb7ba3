import pytest

from monitor_desktop.i18n.date_readings import best, readings
from monitor_desktop.i18n.date_texts import brief, concise

TODAY = "2026-11-26"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5/6/2026", ("2026-06-05", "2026-05-06")),
        ("25/6/2026", ()),
        ("5/5/2026", ()),
        ("June or July 2026", ("2026-06", "2026-07")),
        ("9 ноябр", ("2026-11-09", "2025-11-09")),
        ("байни 9 ва 12 декабр", ("2025-12-09/2025-12-12", "2024-12-09/2024-12-12")),
        ("9 ноября 2026", ()),
        ("once upon a time", ()),
        ("unknown", ()),
        ("", ()),
    ],
)
def test_words_that_can_be_read_in_two_ways_give_both(text, found):
    assert readings(text, TODAY) == found


def test_a_remark_after_the_date_is_passed_over():
    assert best("байни 9 ва 12 ноябри 2026, шабона") == "2026-11-09/2026-11-12"
    assert best("5 June, 2026") == "2026-06-05"
    assert best("шабона") is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "9–12 November 2026"),
        ("ru", "9–12 ноября 2026 г."),
        ("tg", "9–12 ноябри соли 2026"),
    ],
)
def test_two_days_of_one_month_are_said_in_short(language, words):
    assert concise("2026-11-09/2026-11-12", language) == words


def test_two_months_are_said_in_full():
    assert concise("2026-10-31/2026-11-12", "en").startswith("between 31 October")


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2026-11-03", "03.11.2026"),
        ("2026-11-09/2026-11-12", "9–12.11.2026"),
        ("2026-10-28/2026-11-02", "28.10–02.11.2026"),
        ("2025-12-30/2026-01-02", "30.12.2025–02.01.2026"),
        ("1996-05~", "тақрибан май 1996"),
        ("[1993-06,1993-07]", "июн 1993 ё июл 1993"),
        ("1994-21", "баҳори 1994"),
        ("1993-22", "тобист. 1993"),
        ("199X", "солҳои 1990"),
        ("2020-01/..", "на пештар аз январи соли 2020"),
        ("XXXX", "номаълум"),
    ],
)
def test_a_row_has_days_in_figures_and_never_one_that_nobody_said(edtf, words):
    assert brief(edtf, "tg") == words


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("1996-05", "ru", "май 1996"),
        ("1996-05~", "ru", "около мая 1996"),
        ("1996-12~", "ru", "около дек 1996"),
        ("1993-22", "ru", "лето 1993"),
        ("1993-22~", "ru", "около лета 1993"),
        ("199X~", "ru", "около 1990-х"),
        ("1993~", "ru", "около 1993"),
        ("1996-05~", "en", "about May 1996"),
        ("1993-22", "en", "summer 1993"),
        ("1993-22~", "tg", "тақрибан тобист. 1993"),
        ("1993-XX-XX", "ru", "1993 г."),
    ],
)
def test_a_row_has_the_word_that_follows_about_and_short_seasons(edtf, language, words):
    assert brief(edtf, language) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("дирӯз", ("2026-11-26",)),
        ("дируз, бегоҳӣ", ("2026-11-26",)),
        ("позавчера", ("2026-11-25",)),
        ("панҷшанбе", ("2026-11-26", "2026-11-19")),
        ("в пятницу", ("2026-11-27", "2026-11-20")),
        ("ҳафтаи гузашта", ("2026-11-16/2026-11-22",)),
        ("в прошлом месяце", ("2026-10",)),
        ("соли гузашта", ("2025",)),
        ("9.11.26", ("2026-11-09",)),
        ("9.11.93", ("1993-11-09",)),
        ("31.2.26", ()),
    ],
)
def test_a_day_named_from_today_is_offered(text, found):
    assert readings(text, "2026-11-27") == found
    assert best(text) is None
