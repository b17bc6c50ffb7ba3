import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.fields import LANGUAGES, Area
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.word_lists import WORDS_PER_LIST

KIT = wiring.kit()
NAMED = sorted(
    {each.vocabulary for kind in RECORD_TYPES for each in kind.fields} - {None}
    | {"yes_no"}
)
# The only Russian edition of the standard lists is wrong in these rows.
PINNED = {
    ("act_types", "010190060000"): "Forced suicide|Принуждение к самоубийству",
    ("act_types", "010190070000"): "Euthanasia|Эвтаназия",
    ("act_types", "010190080000"): "Killing by mistake|Убийство по ошибке",
    ("act_types", "010109000000"): "Attempted killing|Покушение на убийство",
    ("act_types", "010190010000"): "Death from torture|Смерть от пыток",
    ("act_types", "352100000000"): (
        "Laws against the rights of accused persons|Законы против прав обвиняемых"
    ),
    ("perpetrator_statuses", "010202000000"): (
        "Charged and detained|Обвинён и под стражей"
    ),
    ("perpetrator_statuses", "010203000000"): (
        "Charged and in hiding|Обвинён и в розыске"
    ),
    ("date_types", "010000000000"): "Estimate|Приблизительная дата",
    ("violation_statuses", "likely"): "Likely|Вероятно",
    ("violation_statuses", "unlikely"): "Unlikely|Маловероятно",
    ("involvement_degrees", "010400000000"): "Was present|Присутствовал",
    ("methods", "030104000000"): (
        "Blows on the soles of the feet (falanga)|Удары по ступням (фаланга)"
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_every_list_a_field_names_is_whole(name):
    terms = list(KIT.vocabularies[name])
    codes = [each.code for each in terms]
    assert terms
    assert len(set(codes)) == len(codes)
    for term in terms:
        assert not term.parent or term.parent in codes
        assert all(term.labels[each].strip() for each in LANGUAGES)
        assert "МАХФӢ" not in term.labels["tg"].upper()


@pytest.mark.parametrize(("name", "code"), PINNED)
def test_codes_that_other_editions_confuse_are_pinned(name, code):
    term = KIT.vocabularies[name].get(code)
    assert f"{term.labels['en']}|{term.labels['ru']}" == PINNED[name, code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_section_and_field_has_a_label(language):
    words = KIT.catalogues.words(language)
    for kind in RECORD_TYPES:
        assert words.has("labels", f"type.{kind.key}")
        assert words.has("labels", f"type.{kind.key}.plural")
        for section in kind.sections:
            assert not labels.section_label(words, section).startswith("section.")
        for field in kind.fields:
            label = labels.field_label(words, kind.key, field.key)
            assert not label.startswith("field.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_area_has_a_label(language):
    words = KIT.catalogues.words(language)
    for area in Area:
        assert not labels.area_label(words, area).startswith("area.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_list_has_2048_different_words(language):
    words = KIT.word_lists[language]
    assert len(words) == len({each.casefold() for each in words}) == WORDS_PER_LIST


def test_words_read_aloud_in_one_language_are_heard_in_any():
    indices = tuple(range(5, 17))
    for language in LANGUAGES:
        spoken = KIT.word_lists.spoken(indices, language)
        assert indices in KIT.word_lists.heard(spoken.upper())
    assert KIT.word_lists.heard("qqqq") == frozenset()
