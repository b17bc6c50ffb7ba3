"""What a list is narrowed by: places with all that lies in them, any time in words."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from monitor_desktop.services import records
from monitor_desktop.ui.lists.filter_boxes import TimeDialog
from monitor_desktop.ui.lists.record_list import RecordList

CASES = {
    "In Khujand in June": ("TJ-SU-01", "June 2021"),
    "In Khujand in summer": ("TJ-SU-01", "summer 2021"),
    "In Sughd in winter": ("TJ-SU", "December 2021"),
    "In Dushanbe long ago": ("TJ-DU", "1993"),
}


@pytest.fixture
def shown(session, workspace, calm, qtbot):
    for title, (place, when) in CASES.items():
        values = {"title": title, "place": place, "date_from": when}
        records.add(workspace, "case", values)
    made = RecordList(session, "case")
    qtbot.addWidget(made)
    made.resize(1126, 600)
    made.show()
    made.model.reload()
    calm()
    return made


def box_of(shown, key):
    return dict(zip(shown.filters._keys, shown.filters._boxes, strict=True))[key]


def titles(shown, calm):
    calm()
    rows = range(shown.model.total)
    return {shown.model.record(n).values["title"] for n in rows}


def test_a_place_brings_everything_that_lies_in_it(shown, calm):
    place = box_of(shown, "place")
    place.take("TJ-SU")
    assert titles(shown, calm) == {each for each in CASES if "Dushanbe" not in each}
    place.take("TJ-SU-01")
    assert titles(shown, calm) == {each for each in CASES if "Khujand" in each}
    # Regions stand out among what lies in them.
    rows = {place._choices[n][0]: n for n in range(place.count())}
    assert rows["TJ-SU"] < rows["TJ-SU-01"] < rows["TJ-DU"]
    fonts = {
        code: place.itemData(n, Qt.ItemDataRole.FontRole) for code, n in rows.items()
    }
    assert fonts["TJ-SU"] is not None
    assert fonts["TJ-SU-01"] is None


def ask(qtbot, words):
    """Whoever chooses another time is asked for it; empty words are no time."""

    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TimeDialog)
        line = dialog.editor.inputs()[0]
        line.setText(words)
        line.textEdited.emit(words)
        if dialog.primary.isEnabled():
            dialog.commit()
        else:
            dialog.reject()

    QTimer.singleShot(0, answer)


@pytest.mark.parametrize("words", ["summer 2021", "лето 2021", "тобистони 2021"])
def test_any_time_is_asked_for_in_words_and_finds_what_may_fall_into_it(
    shown, desk, calm, qtbot, words
):
    times = box_of(shown, "date_from")
    ask(qtbot, words)
    times.setCurrentIndex(times.count() - 1)
    assert titles(shown, calm) == {each for each in CASES if "Khujand" in each}
    assert times.currentText() == "summer 2021"
    desk.say.switch("ru")
    assert times.currentText() == "лето 2021"


def test_no_time_leaves_what_was_chosen(shown, calm, qtbot):
    times = box_of(shown, "date_from")
    times.take("1993") if "1993" in [c[0] for c in times._choices] else times.take(
        "2021"
    )
    before = titles(shown, calm), times.code
    ask(qtbot, "once upon a time")
    times.setCurrentIndex(times.count() - 1)
    assert (titles(shown, calm), times.code) == before


def test_a_saved_view_keeps_the_time_that_was_asked_for(shown, session, calm, qtbot):
    box_of(shown, "date_from").take("2021-12")
    shown.views.wanted_save.emit("December")
    calm()
    again = RecordList(session, "case")
    qtbot.addWidget(again)
    calm()
    (view,) = again.views.views
    again.add_view(view)
    assert titles(again, calm) == {"In Sughd in winter"}
    again.filters.added.clear()
    again.take_view(view)
    assert titles(again, calm) == {"In Sughd in winter"}
    assert box_of(again, "date_from").code == "2021-12"
