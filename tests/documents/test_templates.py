import re

import pytest
from babel.messages.pofile import read_po

FORBIDDEN = ("eval(", "@preview", 'mode: "markup"', "read(", "plugin(")


@pytest.fixture
def templates(resources):
    found = sorted((resources / "documents").rglob("*.typ"))
    assert found
    return {str(each): each.read_text(encoding="utf-8") for each in found}


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_templates_never_turn_data_into_code(forbidden, templates):
    assert [name for name, text in templates.items() if forbidden in text] == []


def test_templates_hold_no_words(templates):
    for text in templates.values():
        code = re.sub(r"//[^\n]*", "", text)
        assert not re.search(r"[\u0400-\u04ff]", code)
        # A word between square brackets would be set as text.
        assert not re.search(r"\[\s*[A-Za-z]{2,}", code)


def test_words_of_sheets_are_there_in_every_language(resources):
    translations = resources.parent / "translations"
    catalogues = {}
    for language in ("tg", "ru", "en"):
        path = translations / language / "documents.po"
        with path.open(encoding="utf-8") as file:
            catalogues[language] = read_po(file, locale=None)
    ids = {
        language: {each.id for each in catalogue if each.id}
        for language, catalogue in catalogues.items()
    }
    assert ids["tg"] == ids["ru"] == ids["en"]
    for catalogue in catalogues.values():
        texts = [each.string for each in catalogue if each.id]
        assert all(all(each) if isinstance(each, tuple) else each for each in texts)
