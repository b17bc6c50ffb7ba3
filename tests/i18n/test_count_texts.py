import pytest

from monitor_desktop.i18n.count_texts import confirmed_text, made_text, received_text


@pytest.mark.parametrize(
    ("counts", "english", "russian", "tajik"),
    [
        ((1, 1, 0), "1 record, 1 change", "1 запись, 1 изменение",
         "1 сабт, 1 тағйирот"),
        ((83, 752, 2), "83 records, 752 changes, 2 conflicts",
         "83 записи, 752 изменения, 2 конфликта", "83 сабт, 752 тағйирот, 2 ихтилоф"),
        ((0, 0, 0), "", "", ""),
    ],
)  # fmt: skip
def test_what_a_bundle_brought_is_counted_as_each_language_does(
    kit, counts, english, russian, tajik
):
    said = [received_text(kit.catalogues.words(each), *counts) for each in _EVERY]
    assert said == [english, russian, tajik]


_EVERY = ("en", "ru", "tg")


@pytest.mark.parametrize(
    ("held", "of", "english"),
    [
        (0, 0, "None of your changes is here: Archa has nothing to confirm."),
        (0, 1, "Archa has not confirmed your 1 change yet."),
        (0, 381, "Archa has not confirmed any of your 381 changes yet."),
        (1, 1, "Archa has confirmed your 1 change."),
        (3, 8, "Archa has confirmed 3 of your 8 changes."),
        (8, 8, "Archa has confirmed all 8 of your changes."),
    ],
)
def test_what_somebody_confirmed_makes_sense_for_every_number(kit, held, of, english):
    assert confirmed_text(kit.catalogues.words("en"), "Archa", held, of) == english
    for language in ("ru", "tg"):
        said = confirmed_text(kit.catalogues.words(language), "Арча", held, of)
        assert "«Арча»" in said
        assert (str(of) in said) == (of > 0)


def test_one_file_and_several_are_told_apart(kit):
    words = kit.catalogues.words("ru")
    assert made_text(1, 21, 4, words).startswith("Пакет создан: 21 изменение, 4 КБ.")
    assert made_text(3, 22, 9, words).startswith("Создано 3 файла: 22 изменения, 9 КБ.")
