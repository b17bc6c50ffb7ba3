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


def test_a_surname_of_three_letters_goes_and_what_only_begins_like_it_stays():
    officer = Record(
        id="o", type="person", values={"name": "Ким Виктор", "surname": "Ким"}
    )
    text = "Капитан Ким бил его; Кимсанова и Киев далеко."
    assert cleaned(text, officer) == "Капитан […] бил его; Кимсанова и Киев далеко."


def test_letters_that_nobody_sees_hide_no_name():
    text = "Наза\N{SOFT HYPHEN}ров и Наза\N{COMBINING ACUTE ACCENT}рову; был _Назаров_"
    assert cleaned(text, OFFICER) == "[…] и […]; был _[…]_"


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


@pytest.mark.parametrize("level", [Level.PARTNER, Level.PUBLIC])
def test_a_press_release_names_nobody_of_its_case_who_is_withheld(level):
    victim = Record(id="v", type="person", ref="P-1", values={"name": "Саидова Нигора"})
    agreed = Record(
        id="a",
        type="person",
        values={"name": "Собиров Далер", "consent_share": "yes", "pseudonym": "С.",
                "consent_publish_name": "yes"},
    )  # fmt: skip
    case = RecordTree(
        record=Record(id="c", type="case", values={}),
        children=(
            Record(id="i", type="involvement", parent="c", values={"who": "o"}),
            Record(id="t", type="act", parent="c", values={"victim": "v"}),
            Record(id="u", type="act", parent="c", values={"victim": "a"}),
        ),
        linked={"o": OFFICER, "v": victim, "a": agreed},
    )
    release = Record(
        id="r",
        type="release",
        values={
            "linked_case": "c",
            "text": {"ru": "Назаров бил Саидову. Видел Собиров.", "en": "Come."},
        },
    )
    tree = RecordTree(record=release, linked={"c": case.record}, behind=(case,))
    shown = disclose(tree, level, today="2026-11-26")
    assert shown.tree.record.values["text"] == {
        "ru": "[…] бил […]. Видел Собиров.", "en": "Come.",
    }  # fmt: skip
    assert "P-1" in {each.ref for each in shown.lacks}
    assert "Саидову" in str(disclose(tree, Level.INTERNAL).tree.record.values)


def test_who_is_behind_a_text_that_does_not_name_them_lacks_nothing():
    case = RecordTree(
        record=Record(id="c", type="case", values={}),
        children=(Record(id="i", type="act", parent="c", values={"victim": "o"}),),
        linked={"o": OFFICER},
    )
    release = Record(id="r", type="release", values={"text": {"ru": "Приходите."}})
    tree = RecordTree(record=release, behind=(case,))
    shown = disclose(tree, Level.PUBLIC, today="2026-11-26")
    assert shown.lacks == ()
    assert shown.tree.record.values["text"] == {"ru": "Приходите."}


def test_what_a_report_found_goes_to_partners_when_the_people_of_its_case_agreed():
    report = Record(id="r", type="monitoring_report", values={"findings": "Он плакал."})

    def shown(**consents):
        person = Record(id="p", type="person", values={"name": "Он", **consents})
        act = Record(id="i", type="act", parent="c", values={"victim": "p"})
        case = Record(id="c", type="case", values={})
        behind = RecordTree(record=case, children=(act,), linked={"p": person})
        tree = RecordTree(record=report, behind=(behind,))
        return disclose(tree, Level.PARTNER, today="2026-11-26").tree.record.values

    assert shown() == {}
    assert shown(consent_share="yes") == {"findings": "Он плакал."}
