import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.domain import names, typed_references

SAME = [
    ("Раҳмонов", "Рахмонов", "Rahmonov", "Rakhmonov", "раҳмонов", "Рањмонов"),
    ("Ҷамшед", "Джамшед", "Djamshed", "Dzhamshed", "Jamshed", "Љамшед"),
    ("Қодир", "Кодир", "Qodir", "Kodir", "ќодир"),
    ("Ғафуров", "Гафуров", "Ghafurov", "Gafurov", "Ѓафуров"),
    ("Сӯҳроб", "Сухроб", "Suhrob", "Sukhrob", "Сўҳроб"),
    ("Юсуфӣ", "Юсуфи", "Yusufi", "Yusufiy", "Юсуфий"),
    ("Раҷабов", "Раджабов", "Rajabov", "Radzhabov"),
    ("Наҷмиддин", "Наджмиддин", "Najmiddin", "Nadzhmiddin"),
    ("Ҳананзай", "Хананзай", "Hananzai", "Hananzay", "Khananzai", "Хананзаи"),
    ("Айнӣ", "Айни", "Ayni", "Aini", "Ainiy"),
    ("Ҳайдар", "Хайдар", "Haydar", "Haidar", "Khaydar"),
    ("Бойматов", "Boymatov", "Boimatov"),
    ("Ҳоит", "Хоит", "Hoit", "Hoyit", "Khoit"),
    ("Сайидӣ", "Сайиди", "Sayidi", "Saidi", "Сайидий"),
    ("Ҳаёт", "Хаёт", "Hayot", "Hayyot", "Khayot"),
    ("Зияев", "Ziyaev", "Зияевъ"),
    ("Маяк", "Mayak", "Маякъ"),
    ("Қурбонбой", "Курбонбой", "Qurbonboy", "Qurbonboi", "Kurbonboi"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_one_name_in_every_spelling_has_one_skeleton(spellings):
    assert len({names.fold(each) for each in spellings}) == 1


@pytest.mark.parametrize("spellings", SAME)
def test_hits_never_vanish_while_a_name_is_being_typed(spellings):
    skeleton = names.fold(spellings[0])
    for spelling in spellings:
        for end in range(1, len(spelling) + 1):
            (beginnings,) = names.query_words(spelling[:end])
            assert any(skeleton.startswith(each) for each in beginnings), spelling[:end]


def test_composed_and_decomposed_letters_are_the_same():
    assert names.fold("Юсуфӣ") == names.fold("Юсуфи\N{COMBINING MACRON}")


DIFFERENT = [
    ("Каримов", "Рахимов"),
    ("Холов", "Қалов"),
    ("Ҳайдар", "Ҳадар"),
    ("Ҳайдар", "Ҳидоят"),
    ("Майна", "Мина"),
    ("Маяк", "Маик"),
    ("Юсуф", "Исуф"),
    ("Бойқул", "Бобоқул"),
    ("Саймумин", "Сумумин"),
    ("Ҷалолов", "Чалолов"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_stay_different(one, other):
    assert names.fold(one) != names.fold(other)


def test_che_is_typed_for_je_where_the_keyboard_has_no_tajik_letters():
    wanted = names.fold("Ҷамшед")
    for typed in ("Чамш", "Chamsh", "CHAMSHED", "Cham", "Ch", "C"):
        (beginnings,) = names.query_words(typed)
        assert any(wanted.startswith(each) for each in beginnings), typed
    # Not the other way round: who has the letter means it.
    assert names.query_words("Ҷамш") == [("jamsh",)]
    assert names.query_words("Jamsh") == [("jamsh",)]


def test_what_may_be_meant_is_marked_too():
    for typed in ("чамш", "chamsh", "ҷамш"):
        assert names.begun_spans("Раҳимов Ҷамшед", typed) == [(8, 12)], typed
    assert names.begun_spans("Чамшед", "ҷамш") == []


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("MCT2026000123", ("MCT", "2026", "000123")),
        ("K72020260147", ("K720", "2026", "0147")),
        ("dj6b2026", ("dj6b", "2026")),
        ("20262026123", ()),
        ("Раҳмонов", ()),
        ("AB1812", ()),
    ],
)
def test_a_reference_in_one_word_is_taken_apart(typed, parts):
    assert typed_references.taken_apart(typed) == parts


def test_a_word_that_looks_like_a_reference_is_asked_for_whole_too():
    whole = names.fold_word("covid2020")
    assert names.query_words("covid2020") == [(whole, "covid"), (whole, "2020")]


def test_only_a_number_behind_a_year_gets_its_zeros():
    assert names.query_words("12 mct 2026 12")[-1] == ("12", "0012", "00012", "000012")
    assert names.query_words("12 mct 1826 12")[-1] == ("12",)
    assert names.query_words("12 mct 2026 000012")[-1] == ("000012",)


def test_numbers_keep_doubled_digits():
    assert names.fold("К-0044") == "k 0044"


def test_person_key_joins_surname_first_and_last():
    assert names.person_key("Хоҷа Одил") == names.person_key(
        "Адил Ходжа".replace("А", "О")
    )
    assert names.person_key("Хуҷа") == names.person_key("Ходжа")


def test_exact_words_keep_their_letters():
    assert names.exact_words("Ҳабс, хабс!") == ["ҳабс", "хабс"]


@given(st.text())
def test_both_spellings_are_what_each_is_alone(text):
    exact = " ".join(names.exact_words(text))
    assert names.both(text) == (names.fold(text), exact)


@pytest.mark.parametrize(
    "written",
    [
        "Рахи\N{COMBINING ACUTE ACCENT}мов",
        "Рахи\N{SOFT HYPHEN}мов",
        "Рахи\N{ZERO WIDTH SPACE}мов",
        "Ра\N{WORD JOINER}химов\N{ZERO WIDTH JOINER}",
        "_Рахимов_",
    ],
)
def test_what_nobody_sees_in_a_word_does_not_part_it(written):
    assert names.fold_words(written) == ["rahimov"]
    assert names.exact_words(written) in (["рахимов"], ["рахи\u0301мов"])
    ((start, end, skeleton),) = names.spans(f"«{written}»")
    assert skeleton == "rahimov"
    assert names.fold(f"«{written}»"[start:end]) == "rahimov"
    assert names.begun_spans(written, "rah")


def test_a_word_of_separate_letters_and_marks_is_found_in_a_text():
    text = "Юсуфи\N{COMBINING MACRON} гуфт"
    assert [each[2] for each in names.spans(text)] == ["yusufi", "guft"]
