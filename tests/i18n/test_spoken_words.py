"""The words that fingerprints are read aloud in."""

from pathlib import Path

import pytest

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.i18n.word_lists import load

LISTS = load(Path("resources/wordlists"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_beginning_of_a_word_finds_the_word(language):
    odd = ["lock", "buyer"]  # fold otherwise than their beginnings
    for word in (*LISTS[language][::128], *(odd if language == "en" else ())):
        for length in range(1, len(word) + 1):
            assert word in LISTS.starting(word[:length], language)


@pytest.mark.parametrize("start", ["loc", "buy"])
def test_a_beginning_of_two_words_stands_for_neither(start):
    assert len(LISTS.starting(start, "en")) > 1
