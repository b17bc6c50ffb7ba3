"""The translator's view: what is marked is listed, and nothing else."""

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.i18n.unreviewed import of_catalogues
from monitor_desktop.services import term_lists

KIT = wiring.kit()

PO = r"""msgid ""
msgstr ""
"Language: tg\n"

msgid "case"
msgstr "Парванда"

#. review: native speaker
msgid "long"
msgstr ""
"Сатри якум\n"
"ва «\"дуюм\"»"

#. review: native speaker
msgid "{n} case"
msgid_plural "{n} cases"
msgstr[0] "{n} парванда"
msgstr[1] "{n} парванда"
"""


def test_marked_entries_are_read_whole(tmp_path):
    for language in ("tg", "ru", "en"):
        (tmp_path / language).mkdir()
    (tmp_path / "tg" / "app.po").write_text(PO, encoding="utf-8")
    (tmp_path / "en" / "app.po").write_text(
        'msgid "long"\nmsgstr "A long one"\n', encoding="utf-8"
    )
    found = list(of_catalogues(tmp_path))
    assert [(each.where, each.language, each.key) for each in found] == [
        ("app", "tg", "long"), ("app", "tg", "{n} case"),
    ]  # fmt: skip
    assert found[0].text == 'Сатри якум\nва «"дуюм"»'
    assert found[0].english == "A long one"
    assert found[1].text == "{n} парванда"


def test_as_many_are_listed_as_are_marked():
    found = term_lists.unreviewed(KIT)
    for language in ("tg", "ru"):
        folder = KIT.catalogues.folder / language
        marks = sum(
            path.read_text(encoding="utf-8").count("#. review")
            for path in folder.glob("*.po")
        )
        terms = sum(not term.reviewed_by for each in KIT.vocabularies for term in each)
        listed = sum(each.language == language for each in found)
        assert listed == marks + terms


@pytest.mark.parametrize("language", ["tg", "ru"])
def test_a_term_is_listed_until_somebody_signs_for_it(language):
    found = term_lists.unreviewed(KIT, language=language)
    named = {(each.where, each.key) for each in found}
    for vocabulary in KIT.vocabularies:
        for term in vocabulary:
            waits = (vocabulary.name, term.code) in named
            assert waits is (not term.reviewed_by)
    head, *rows = term_lists.unreviewed_csv(found).decode("utf-8-sig").splitlines()
    assert head == "where,key,language,english,text,corrected"
    assert len(rows) >= len(found)
