"""A name that is withheld stands in no text that is shown."""

import pytest

from monitor_desktop.domain import named_texts
from monitor_desktop.domain.disclosure import disclose
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.named_texts import LEFT_OUT
from monitor_desktop.domain.records import Record, RecordTree, declared

SUMMARY = declared("case").field("summary")
OFFICER = Record(id="o", type="person", values={"name": "Назаров Умед Саидович"})
SISTER = Record(
    id="s",
    type="person",
    values={"name": "Раҳмонзода Гулнора", "surname": "Умедӣ", "name_latin": "Gulnora"},
)


def cleaned(text, *people, **instead):
    withheld = {each.id: instead.get(each.id, "") for each in people}
    return named_texts.of(withheld, people).without(SUMMARY, {"ru": text})["ru"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Капитан Назаров бил его.", "Капитан […] бил его."),
        ("Капитаном Назаровым избит.", "Капитаном […] избит."),
        ("назарову сообщили", "[…] сообщили"),
        ("Умед Назаров и Назаров Умед", "[…] и […]"),
        ("Umed Nazarov beat him; Nazarovs lie.", "[…] beat him; […] lie."),
        ("Умед Саидович молчит.", "[…] молчит."),
        # A given name alone is anybody's, a small word is no name.
        ("Умед ждал; умед осталась.", "Умед ждал; умед осталась."),
        ("Назаровка — кишлак.", "[…] — кишлак."),
        ("Избит.", "Избит."),
        ("", ""),
    ],
)
def test_a_name_goes_in_every_case_and_script(text, told):
    assert cleaned(text, OFFICER) == told


def test_a_surname_that_may_be_a_word_goes_with_a_capital_letter():
    text = "Умедӣ ва Раҳмонзодаи Гулнора; умедӣ нест"
    assert cleaned(text, SISTER) == "[…] ва […]; умедӣ нест"


def test_a_pseudonym_stands_for_who_agreed_without_a_name():
    assert cleaned("Назаров рассказал.", OFFICER, o="Н-1") == "Н-1 рассказал."


def test_who_is_only_described_is_no_name():
    unknown = Record(id="u", type="person", values={"name": "неизвестный сотрудник"})
    text = "Неизвестный сотрудник бил его."
    assert cleaned(text, unknown) == text


def test_a_surname_of_somebody_who_may_be_named_stays():
    brother = Record(id="b", type="person", values={"name": "Назаров Далер"})
    names = named_texts.of({"o": ""}, [OFFICER, brother])
    text = "Назаров Далер видел, как Назаров Умед бил."
    assert names.without(SUMMARY, {"ru": text}) == {
        "ru": "Назаров Далер видел, как […] бил."
    }


def test_dates_numbers_and_codes_are_no_texts():
    names = named_texts.of({"o": ""}, [OFFICER])
    case = declared("case")
    for key, value in (("case_type", "Назаров"), ("date_from", {"text": "Назаров"})):
        assert names.without(case.field(key), value) == value
    assert names.without(None, "Назаров") == "Назаров"


@pytest.mark.parametrize("level", [Level.PARTNER, Level.PUBLIC])
def test_a_summary_for_the_public_names_no_official_whom_nobody_approved(level):
    case = Record(
        id="c",
        type="case",
        values={"summary": {"ru": "Назаров бил его."}, "impact": "Назарова боятся."},
    )
    part = Record(id="i", type="involvement", parent="c", values={"who": "o"})
    tree = RecordTree(record=case, children=(part,), linked={"o": OFFICER})
    shown = disclose(tree, level, today="2026-11-26").tree.record.values
    assert "Назаров" not in str(shown)
    assert LEFT_OUT in str(shown)
    inside = disclose(tree, Level.INTERNAL, today="2026-11-26").tree.record.values
    assert inside["summary"]["ru"] == "Назаров бил его."
