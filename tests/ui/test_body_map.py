import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from monitor_desktop.services import records
from monitor_desktop.ui.records.body_maps import BodyMap
from monitor_desktop.ui.records.record_form import RecordForm


@pytest.fixture
def form(session, sample, qtbot, calm):
    records.add(
        session.workspace, "act", {"parent": sample.case, "type": "020111110000"}
    )
    made = RecordForm(session, "case")
    qtbot.addWidget(made)
    made.resize(806, 600)
    made.show()
    made.open(sample.case)
    calm()
    return made


def marks(session, case):
    found = records.show(session.workspace, case).children_of("body_mark")
    return [
        {key: each.values.get(key) for key in ("number", "view", "x", "y")}
        for each in found
    ]


def point(drawn, view, x, y):
    return drawn.point_of(view, x, y).toPoint()


def test_marks_are_set_by_click_and_by_keys_moved_and_saved(
    form, session, sample, calm
):
    drawn = form.parts["body_mark"].map
    QTest.mouseClick(
        drawn, Qt.MouseButton.LeftButton, pos=point(drawn, "back", 500, 300)
    )
    drawn.setFocus()
    QTest.keyClick(drawn, Qt.Key.Key_PageDown)
    QTest.keyClick(drawn, Qt.Key.Key_Left)
    QTest.keyClick(drawn, Qt.Key.Key_Return)
    assert [each.number for each in drawn.marks] == [1, 2]
    start, end = point(drawn, "back", 500, 300), point(drawn, "back", 500, 600)
    QTest.mousePress(drawn, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(drawn, end)
    QTest.mouseRelease(drawn, Qt.MouseButton.LeftButton, pos=end)
    form.save()
    calm()
    first, second = marks(session, sample.case)
    assert (first["number"], first["view"]) == (1, "back")
    assert abs(first["x"] - 500) <= 8
    assert abs(first["y"] - 600) <= 4
    assert second == {"number": 2, "view": "head_front", "x": 480, "y": 500}
    assert form.parts["body_mark"].map.accessibleDescription()


def test_a_mark_set_by_mistake_is_taken_back_in_one_step(form):
    drawn = form.parts["body_mark"].map
    drawn.placed.emit("front", 500, 300)
    assert len(drawn.marks) == 1
    form.undo()
    assert drawn.marks == ()
    form.redo()
    assert len(drawn.marks) == 1


def test_a_click_beside_the_drawings_marks_nothing(session, kit, qtbot):
    drawn = BodyMap(session.look, kit.resources / "documents" / "body.json")
    qtbot.addWidget(drawn)
    drawn.resize(730, 344)
    met = []
    drawn.placed.connect(lambda *given: met.append(given))
    QTest.mouseClick(drawn, Qt.MouseButton.LeftButton, pos=QPoint(135, 100))
    QTest.mouseClick(
        drawn, Qt.MouseButton.LeftButton, pos=point(drawn, "hands", 250, 500)
    )
    ((view, x, y),) = met
    assert view == "hands"
    assert (abs(x - 250) <= 3, abs(y - 500) <= 5) == (True, True)
