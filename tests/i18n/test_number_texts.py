import pytest

from monitor_desktop.i18n.number_texts import number_text


@pytest.mark.parametrize(
    ("value", "tajik", "english"),
    [
        (2026, "2026", "2026"),
        (9999, "9999", "9999"),
        (12345, "12\u00a0345", "12,345"),
        (1_048_576, "1\u00a0048\u00a0576", "1,048,576"),
        (-12345.5, "-12\u00a0345,5", "-12,345.5"),
        (0.25, "0,25", "0.25"),
        (1e30, "1e+30", "1e+30"),
        (float("inf"), "inf", "inf"),
    ],
)
def test_numbers_are_written_as_each_language_does(value, tajik, english):
    assert number_text(value, "tg") == number_text(value, "ru") == tajik
    assert number_text(value, "en") == english
