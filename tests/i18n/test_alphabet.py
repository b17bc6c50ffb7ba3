from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.i18n.alphabet import sort_key

ALPHABET = "а б в г ғ д е ё ж з и ӣ й к қ л м н о п р с т у ӯ ф х ҳ ч ҷ ш ъ э ю я"


def test_the_official_alphabet_is_in_order():
    letters = ALPHABET.split()
    assert sorted(set(letters), key=sort_key) == letters
    assert len({sort_key(each) for each in letters}) == 35


def test_words_stand_where_a_reader_looks():
    words = [
        "12",
        "2",
        "Akbar",
        "Иброҳим",
        "Ӣдгоҳ",
        "Йӯлчӣ",
        "Умед",
        "Ӯғулзода",
        "Холов",
        "Ҳаким",
    ]
    assert sorted(set(words), key=sort_key) == words


def test_case_and_composition_do_not_matter():
    assert sort_key("ӢСО") == sort_key("и\N{COMBINING MACRON}со")


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one, other):
    assert (sort_key(one) <= sort_key(other)) or (sort_key(other) <= sort_key(one))


@given(st.text(min_size=1))
def test_a_beginning_sorts_before_the_whole(text):
    assert sort_key(text[:-1]) <= sort_key(text)
