import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.documents.printable import (
    BREAK,
    LETTERS,
    LONGEST_RUN,
    UNKNOWN,
    printable,
    written_in,
)

KNOWN = {code for first, last in LETTERS for code in range(first, last + 1)}


@pytest.mark.parametrize("family", ["NotoSans", "NotoSerif"])
@pytest.mark.parametrize("face", ["Regular", "Italic", "Bold", "BoldItalic"])
def test_every_face_has_a_glyph_for_every_letter_we_let_through(
    family, face, resources
):
    font = TTFont(resources / "fonts" / f"{family}-{face}.ttf")

    assert set(font.getBestCmap()) == KNOWN


def test_tajik_russian_and_english_letters_pass_unchanged():
    text = "ғ ӣ қ ӯ ҳ ҷ Ғ Ӣ Қ Ӯ Ҳ Ҷ ё щ ъ ы ь «№ 5» — “quoted” don’t"

    assert printable(text) == text


def test_decomposed_letters_are_composed():
    assert printable("и\u0304 у\u0304") == "ӣ ӯ"


def test_controls_and_marks_of_direction_are_gone():
    assert printable("a\x00b\x07c\u202ed\u2066e\u200ff\xadg\ufeffh") == "abcdefgh"


def test_line_ends_become_line_feeds_and_odd_blanks_become_blanks():
    assert printable("a\r\nb\rc\u2028d\te\u3000f") == "a\nb\nc\nd e f"


@pytest.mark.parametrize("odd", ["😀", "漢", "→", "\ud800", "ع", "\U0010ffff"])
def test_a_letter_the_fonts_lack_is_shown_as_unknown(odd):
    assert printable(f"a{odd}b") == f"a{UNKNOWN}b"


def test_a_long_run_may_be_broken_and_a_shorter_one_is_left_alone():
    assert printable("x" * LONGEST_RUN) == "x" * LONGEST_RUN
    assert printable("x" * 90) == f"{'x' * 40}{BREAK}{'x' * 40}{BREAK}{'x' * 10}"


@given(st.text())
def test_whatever_comes_in_can_be_set(text):
    made = printable(text)

    assert {ord(each) for each in made} <= KNOWN | {ord("\n")}
    assert all(len(each) <= LONGEST_RUN for each in made.replace(BREAK, " ").split())
    assert printable(made) == made


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ҷамшед ба шаҳр рафт", "tg"),
        ("Его задержали в больнице", "ru"),
        ("He was held for four hours", "en"),
        ("Зафар", "tg"),
        ("14/2", "tg"),
    ],
)
def test_letters_tell_the_language_where_they_can(text, language):
    assert written_in(text, "tg") == language
