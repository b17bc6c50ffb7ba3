import pytest
from PySide6.QtWidgets import QLabel

from monitor_desktop.ui.theme import FAMILY, THEMES, contrast

TEXT_ON_GROUND = [
    ("text", "window"), ("text", "base"), ("text", "alt"), ("text", "nav"),
    ("text", "accent_soft"), ("muted", "window"), ("muted", "base"),
    ("muted", "info_soft"), ("accent", "base"), ("accent", "window"),
    ("accent", "accent_soft"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("danger", "danger_soft"), ("danger", "base"), ("ok", "ok_soft"), ("ok", "base"),
    ("warn", "warn_soft"), ("warn", "base"), ("info", "info_soft"),
]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(theme, text, ground):
    tokens = THEMES[theme]
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("line", ["field", "accent", "danger"])
def test_frames_of_fields_can_be_seen(theme, line):
    assert contrast(THEMES[theme][line], THEMES[theme]["base"]) >= 3


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_is_filled_and_read(desk, qapp, theme):
    desk.look.wear(theme)
    assert "$" not in qapp.styleSheet()
    assert qapp.font().family() == FAMILY
    assert qapp.palette().window().color().name().upper() == THEMES[theme]["window"]


def test_the_theme_changes_while_the_window_is_open(desk, qtbot):
    with qtbot.waitSignal(desk.look.changed):
        desk.look.wear("dark")
    assert desk.look.name == "dark"


def test_twenty_thousand_calls_do_not_end_the_program(desk):
    # A binding of Qt that drops a reference to None dies after about five thousand.
    label = QLabel()
    for number in range(20_000):
        label.setText(str(number))
    assert label.text() == "19999"
