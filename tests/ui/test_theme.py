import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTableWidget

from monitor_desktop.ui.look.pieces import Combo, PlainLabel, centre
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.theme import FAMILY, SYSTEM, THEMES, contrast

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ("text", "muted", "accent", "danger", "ok", "warn", "info")
GROUNDS = ("window", "base", "alt", "nav", "accent_soft", "info_soft", "ok_soft",
           "warn_soft", "danger_soft")  # fmt: skip
ON_ACCENT = [("on_accent", "accent"), ("on_accent", "accent_hover")]
LINES = ("field", "accent", "danger", "text")
DECORATIVE = "border"
"""Round cards and between rows; nothing is told by it alone."""
STYLES = (ROOT / "resources" / "qss" / "window.qss").read_text(encoding="utf-8")
RULES = re.findall(r"([^{}]+)\{([^}]*)\}", STYLES)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_stands_out_from_every_ground(theme):
    tokens = THEMES[theme]
    pairs = [*itertools.product(TEXTS, GROUNDS), *ON_ACCENT]
    worst = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in pairs}
    assert not {pair: ratio for pair, ratio in worst.items() if ratio < 4.5}


@pytest.mark.parametrize("theme", THEMES)
def test_frames_of_fields_can_be_seen(theme):
    tokens = THEMES[theme]
    for line, ground in itertools.product(LINES, ("window", "base", "alt", "nav")):
        assert contrast(tokens[line], tokens[ground]) >= 3, (line, ground)


def test_the_style_sheet_uses_no_other_colours():
    colours = set(re.findall(r"(?<!-)\bcolor: (\S+?);", STYLES))
    assert colours <= {f"${each}" for each in (*TEXTS, "on_accent")} | {"transparent"}
    grounds = set(re.findall(r"background(?:-color)?: (\S+?);", STYLES))
    drawn = {"$accent", "$accent_hover", "$border", "$field", "$ok"}
    assert grounds <= {f"${each}" for each in GROUNDS} | drawn | {"transparent"}


def test_what_can_be_typed_into_or_pressed_has_a_frame_one_sees():
    framed = ("QLineEdit", "QPlainTextEdit", "QComboBox", "QPushButton", "::indicator")
    for selector, body in RULES:
        shows = "disabled" not in selector and "QAbstractItemView" not in selector
        if shows and any(each in selector for each in framed):
            assert f"${DECORATIVE}" not in body, selector


@pytest.mark.usefixtures("desk")  # it dresses the window
@pytest.mark.parametrize(
    ("order", "widens"),
    [(Qt.SortOrder.AscendingOrder, True), (Qt.SortOrder.DescendingOrder, False)],
)
def test_the_arrow_of_a_sorted_column_points_up_from_small_to_large(
    qtbot, order, widens
):
    table = QTableWidget(0, 1)
    qtbot.addWidget(table)
    table.setHorizontalHeaderLabels([""])
    table.setSortingEnabled(True)
    table.sortByColumn(0, order)
    head = table.horizontalHeader()
    head.resize(100, 40)
    picture = head.grab().toImage()
    ground = picture.pixel(4, 4)
    inks = [
        [x for x in range(100) if picture.pixel(x, y) != ground] for y in range(6, 34)
    ]
    spans = [each[-1] - each[0] for each in inks if each]
    assert (spans[0] < spans[-1]) is widens


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


def test_asking_the_system_again_takes_no_colour_off(desk, qapp):
    """As unlocking does, in a profile that wears what the system has."""
    desk.look.wear(SYSTEM)
    desk.look.wear(SYSTEM)
    assert qapp.palette().highlight().color() == desk.look.color("accent_soft")
    assert qapp.palette().window().color() == desk.look.color("window")


def test_twenty_thousand_calls_do_not_end_the_program(desk):
    # A binding of Qt that drops a reference to None dies after about five thousand.
    label = QLabel()
    for number in range(20_000):
        label.setText(str(number))
    assert label.text() == "19999"


def test_numbers_in_the_place_of_qt_mean_what_qt_calls_so(qtbot):
    label = PlainLabel("<b>1</b>")
    qtbot.addWidget(label)
    centre(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.alignment() == Qt.AlignmentFlag.AlignHCenter


def test_a_list_that_drops_down_has_rows_as_other_lists_do(desk, qtbot):
    """As a menu of Fusion it cut its last rows and scrolled by arrows."""
    combo = Combo()
    qtbot.addWidget(combo)
    combo.addItems(["One file", "By mail: up to 6 MB each"])
    combo.show()
    combo.showPopup()
    rows = combo.view()
    last = rows.visualRect(rows.model().index(1, 0))
    assert last.height() >= 34
    assert last.bottom() < rows.viewport().height()
    combo.hidePopup()


@pytest.mark.usefixtures("desk")  # it dresses the window
@pytest.mark.parametrize("theme", THEMES)
def test_what_would_stand_in_a_field_can_be_read(desk, qtbot, theme):
    """Qt's own way takes half of the colour of the text away."""
    desk.look.wear(theme)
    for made in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(made)
        made.setPlaceholderText("Find in this list")
        made.show()
        seen = made.palette().placeholderText().color()
        assert seen.alpha() == 255
        assert contrast(seen.name(), desk.look.tokens["base"]) >= 4.5


_AT_ONE_AND_A_HALF = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from monitor_desktop.ui.look.theme import ARGUMENTS, Look
application = QApplication(list(ARGUMENTS))
look = Look(application, Path(sys.argv[1]))
look.wear("light")
picture = look.picture("lock", "accent", 32)
print(picture.width(), picture.deviceIndependentSize().width())
"""


def test_pictures_are_as_sharp_as_the_screen():
    scaled = os.environ | {"QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.check_output(
        [sys.executable, "-c", _AT_ONE_AND_A_HALF, str(ROOT / "resources")],
        env=scaled,
        text=True,
    )
    assert told.split() == ["48", "32.0"]


@pytest.mark.parametrize("tone", ["warn", "danger"])
def test_a_warning_that_comes_later_has_its_sign(desk, qtbot, tone):
    """Shown first without one: the style sheet looks at it again."""
    notice = Notice(desk.say)
    qtbot.addWidget(notice)
    notice.tell("Saved", tone="ok")
    notice.show()
    notice.tell("Saved", tone=tone)
    picture = notice._sign.grab().toImage()
    across, down = range(picture.width()), range(picture.height())
    seen = {picture.pixelColor(x, y).name() for x in across for y in down}
    assert THEMES["light"][tone].lower() in seen
