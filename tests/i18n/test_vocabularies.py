from pathlib import Path

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.fields import Area
from monitor_desktop.domain.languages import LANGUAGES
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
        "Charged and detained|Обвиняется, под стражей"
    ),
    ("perpetrator_statuses", "010203000000"): (
        "Charged and in hiding|Обвиняется, в розыске"
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


# Numbers of the standard lists that this work needs; what follows them is zeros.
STANDARD = {
    "act_types": (
        "010101 01010102 01010104 01010601 010109 01019001 020101 02010301 0201030101 "
        "0201030102 0201030103 02010302 02010303 02010304 02010305 02011101 02011103 "
        "02011111 030101 030102 03010201 03010202 03010203 030103 030104 030105 040101 "
        "050106 050107 090101 090102 0921 100101 100102 100103 100104 1021 1031 120101 "
        "120103 120105 120106 140101 14010101 14010102 350109 350114 350115 350118 "
        "36010203 36010204 36010206 3521"
    ),
    "methods": (
        "030101 030102 030103 030104 0302 0304 030401 030402 0305 0308 0309 030902 "
        "0311 031101 031103 0315 031501 031502 031503 031504 0318 0319 031904 031905 "
        "0321 0322 0325"
    ),
    "involvement_degrees": "0101 0102 0103 0104 0105 0106 0501 0502 0503",
    "perpetrator_types": "0101 0102 0103 0201 0205 11 1105 2101",
    "source_connections": "0101 0102 0103 0201 0202 0301 0401 0402 0404",
    "reliabilities": "01 02 03 04 05",
    "violation_statuses": "01 0101 0102 0103 03",
    "intervention_types": "0101 0102 0103 0104 0105 0106 0201 0202 0203",
    "intervention_responses": "01 02 03 0301 04 05 06",
    "intervention_impacts": "01 02 03 04 05 06 99",
    "intervention_statuses": "01 02 03 04 06 07",
    "priorities": "01 02 03 04 05",
    "end_statuses": (
        "0101 0102 0103 0201 020101 020102 020104 020105 0202 020201 020202 020203 "
        "020204 0302 2002"
    ),
    "attributions": "0101 0102 0103 0104 0105",
    "whereabouts_contacts": "010101 01010101 01010102 02",
    "counsel_access": "01 02 03 05 12 15",
    "torture_intents": "01 02 03 07",
    "location_types": "0305 0306 0307 0304 0904 0101 0506",
    "monitoring_statuses": "01 02 03",
    "date_types": "01 02 03",
}


@pytest.mark.parametrize("name", STANDARD)
def test_numbers_of_the_standard_lists_are_there(name):
    terms = KIT.vocabularies[name]
    digits = len("010101020000")
    wanted = [each.ljust(digits, "0") for each in STANDARD[name].split()]
    assert [each for each in wanted if terms.get(each) is None] == []


def test_disputed_numbers_of_the_standard_are_not_used():
    """41/02 and 41/04 mean the opposite in different editions: ours are words."""
    terms = KIT.vocabularies["violation_statuses"]
    assert terms.get("020000000000") is terms.get("040000000000") is None


def test_every_row_of_a_table_has_its_own_code_and_says_who_reviewed_it(table):
    folder = Path(__file__).parents[2] / "resources" / "vocabularies"
    for path in folder.glob("*.csv"):
        rows = table(path.stem)
        assert len({row["code"] for row in rows}) == len(rows), path.stem
        for row in rows:
            assert row.keys() >= {"code", "parent", *LANGUAGES, "source", "reviewed_by"}
            assert row["source"], (path.stem, row["code"])


def test_the_kinds_of_a_scheme_that_had_no_source_are_said_to_be_missing():
    terms = KIT.vocabularies["jfj_types"]
    assert terms.children("1")
    for heading in ("2", "3"):
        assert terms.children(heading) == []
        assert "not shipped" in terms.get(heading).source


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


def test_a_note_belongs_to_a_term_and_is_whole():
    folder = Path(__file__).parents[2] / "resources" / "term_notes"
    for path in sorted(folder.glob("*.csv")):
        terms = KIT.vocabularies[path.stem]
        for row in wiring.rows(path):
            assert terms.get(row["code"]), (path.stem, row["code"])
            assert all(row[each].strip() for each in LANGUAGES), row["code"]
            assert "reviewed_by" in row


@pytest.mark.parametrize("typed", ["латукӯб", "избиение", "beating"])
def test_a_term_is_found_by_what_is_said_of_it(typed):
    (found,) = KIT.vocabularies["act_types"].find(typed)
    assert found.labels["en"] == "Physical assault"
