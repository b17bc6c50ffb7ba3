"""Columns a person chose, the record before and the next, lists of many windows."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from monitor_desktop.overriding import override
from monitor_desktop.services import lists, records, saved_views
from monitor_desktop.ui.lists import list_reading
from monitor_desktop.ui.lists.list_columns import ColumnsDialog, choosable, usual
from monitor_desktop.ui.lists.record_list import RecordList
from monitor_desktop.ui.lists.record_table import WINDOW_ROWS, RecordTable
from monitor_desktop.ui.records.record_page import RecordPage


@pytest.fixture
def many(workspace):
    with workspace.transaction() as transaction:
        for number in range(WINDOW_ROWS + 30):
            values = {"title": f"Invented {number:03}", "priority": "020000000000"}
            records.add_within(workspace, transaction, "case", values)


@pytest.fixture
def shown(session, many, calm, qtbot):
    made = RecordPage(session, "case")
    qtbot.addWidget(made)
    made.resize(1126, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    calm()
    return made


def heads(model):
    return [
        model.headerData(n, Qt.Orientation.Horizontal)
        for n in range(model.columnCount())
    ]


def test_columns_are_ticked_and_moved_by_keys_alone(session, qtbot):
    dialog = ColumnsDialog(session, "case", usual("case"), None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    keys = [each.key for each in choosable("case")]
    assert "priority" in keys
    assert "description" not in keys
    place = usual("case").index("status")
    dialog.list.setCurrentRow(place)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    last = dialog.list.currentItem().text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    for _ in range(dialog.list.count()):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.list.item(0).text() == last
    dialog.commit()
    wanted = [each for each in usual("case") if each != "status"]
    assert list(dialog.chosen[1:]) == wanted
    assert dialog.chosen[0] not in usual("case")


def test_what_names_a_record_stays_a_column(session, qtbot):
    dialog = ColumnsDialog(session, "case", ("status",), None)
    qtbot.addWidget(dialog)
    dialog.commit()
    assert set(dialog.chosen) == {"status", "title"}


def test_the_usual_columns_are_kept_as_no_choice(session, qtbot):
    dialog = ColumnsDialog(session, "case", ("status", "title"), None)
    qtbot.addWidget(dialog)
    dialog._show_usual()
    dialog.commit()
    assert dialog.chosen == ()


def test_chosen_columns_are_shown_read_and_kept(session, shown, calm, workspace):
    shown.list.keep_columns(("priority", "title"))
    calm()
    model = shown.list.model
    assert heads(model) == ["Number", "Priority", "Case title"]
    assert model.index(0, 1).data() == "High"
    assert not shown.list.view.isColumnHidden(1)
    assert saved_views.columns(workspace, "case") == ("priority", "title")
    again = RecordList(session, "case")
    calm()
    assert heads(again.model) == heads(model)
    # Beside an open record the usual fields are drawn all the same.
    assert "date_from" in again.model._reading._query.fields
    again.deleteLater()


def test_a_saved_view_has_its_columns(shown, calm):
    shown.list.keep_columns(("title", "priority"))
    calm()
    shown.list.views.wanted_save.emit("with priority")
    calm()
    shown.list.keep_columns(())
    calm()
    assert len(heads(shown.list.model)) == 1 + len(usual("case"))
    shown.list.views.menu_of_views.actions()[0].trigger()
    calm()
    assert heads(shown.list.model) == ["Number", "Case title", "Priority"]


def test_a_view_kept_before_there_were_columns_changes_none(workspace, shown, calm):
    kept = [{"name": "old", "text": "", "choices": {}, "sort": "_ref"}]
    with workspace.transaction() as transaction:
        workspace.store.set_setting(transaction, "preference:saved_views:case", kept)
    (view,) = saved_views.listed(workspace, "case")
    shown.list.keep_columns(("title", "priority"))
    shown.list.take_view(view)
    calm()
    assert len(heads(shown.list.model)) == 3


def press(shown, qtbot, key, calm):
    qtbot.keyClick(shown, key, Qt.KeyboardModifier.AltModifier)
    calm()


def test_the_next_record_opens_by_keys_and_the_one_before_by_its_button(
    shown, calm, qtbot
):
    model = shown.list.model
    shown.open_id(model.record(3).id)
    calm()
    press(shown, qtbot, Qt.Key.Key_PageDown, calm)
    assert shown.open_record.id == model.record(4).id
    assert shown.list.steps.place.text() == f"5 of {WINDOW_ROWS + 30}"
    shown.list.steps.previous.click()
    calm()
    assert shown.open_record.id == model.record(3).id


def test_stepping_stops_at_the_ends_and_reads_on_in_between(shown, calm, qtbot):
    model = shown.list.model
    shown.open_id(model.record(0).id)
    calm()
    assert not shown.list.steps.previous.isEnabled()
    press(shown, qtbot, Qt.Key.Key_PageUp, calm)
    assert shown.open_record.id == model.record(0).id
    shown.open_id(model.record(WINDOW_ROWS - 1).id)
    calm()
    model._windows.pop(1, None)
    press(shown, qtbot, Qt.Key.Key_PageDown, calm)
    assert shown.open_record.id == model.record(WINDOW_ROWS).id
    shown.open_id(model.record(WINDOW_ROWS - 1).id)
    calm()
    model._windows.pop(1)
    model.reload()
    shown.list.step(1)
    calm()
    assert shown.open_record.id == model.record(WINDOW_ROWS).id, "while it is read anew"


def test_the_first_rows_do_not_wait_for_the_count(session, many, calm):
    model = RecordTable(session, "case")
    seen = []
    model.arrived.connect(lambda: seen.append((model.rowCount(), model.is_counted)))
    model.counted.connect(lambda: seen.append((model.rowCount(), model.is_counted)))
    model.reload()
    calm()
    assert seen == [(WINDOW_ROWS, False), (WINDOW_ROWS + 30, True)]
    assert model.unfiltered == WINDOW_ROWS + 30


def test_a_list_that_was_asked_anew_takes_no_rows_of_before(session, many, calm):
    model = RecordTable(session, "case")
    model.narrow((), "077")
    model.narrow((), "078")
    calm()
    assert [model.record(n).title for n in range(model.total)] == ["Invented 078"]


@pytest.mark.parametrize("sort", ["_ref", "title"])
def test_places_in_a_long_list_lead_to_the_same_rows(
    session, many, calm, qtbot, monkeypatch, sort
):
    monkeypatch.setattr(list_reading, "LONG", 50)
    monkeypatch.setattr(lists, "STRIDE", 25)
    more = [False, True]
    monkeypatch.setattr(lists, "tidy", lambda _workspace: more.pop())
    plain = RecordTable(session, "case")
    plain.order(sort, descending=True)
    plain.reload()
    calm()
    known = plain._reading._places
    qtbot.waitUntil(lambda: len(known) == (WINDOW_ROWS + 29) // 25, timeout=9000)
    assert [each.offset for each in known] == list(range(25, WINDOW_ROWS + 30, 25))
    qtbot.waitUntil(lambda: not more, timeout=9000)
    assert plain._reading._near(WINDOW_ROWS).offset == WINDOW_ROWS
    plain.record(WINDOW_ROWS)
    calm()
    last = [plain.record(n).title for n in range(WINDOW_ROWS, WINDOW_ROWS + 30)]
    assert last == [f"Invented {n:03}" for n in reversed(range(30))]


def test_while_somebody_drags_only_the_last_windows_are_read(session, many, calm):
    reading = RecordTable(session, "case")._reading
    reading._on_its_way = range(5, 6)
    for window in (1, 2, 3, 2, 4, 5):
        reading.want(window)
    assert reading._wanted == [3, 2, 4], "what is on its way is not wanted once more"


def test_what_stands_in_sight_is_read_in_one_go(session, many, calm, monkeypatch):
    model = RecordTable(session, "case")
    model.reload()
    calm()
    before = [model.record(n) for n in range(WINDOW_ROWS)]
    model._windows.clear()
    asked = []
    read = lists.rows
    monkeypatch.setattr(
        lists,
        "rows",
        lambda ws, query, **near: asked.append(query) or read(ws, query, **near),
    )
    model.look(WINDOW_ROWS - 3, WINDOW_ROWS + 3)
    model.record(WINDOW_ROWS - 3)
    calm()
    assert [(each.offset, each.limit) for each in asked] == [(0, 2 * WINDOW_ROWS)]
    assert [model.record(n) for n in range(WINDOW_ROWS)] == before
    assert model.record(WINDOW_ROWS).title == "Invented 029"
    model.order("title", descending=True)
    model.reload()
    model._windows.clear()
    model.look(0, WINDOW_ROWS + 3)
    model.record(WINDOW_ROWS + 3)
    calm()
    assert [each.offset for each in asked] == [0, 0], (
        "the next list has other rows there"
    )
    asked.pop()
    model.record(WINDOW_ROWS)
    calm()
    asked.pop()
    model.look(0, WINDOW_ROWS + 3)
    model.look(5 * WINDOW_ROWS, 5 * WINDOW_ROWS + 3)
    calm()
    assert len(asked) == 1, "neither what is there nor what is behind the end"


def test_another_order_stands_at_its_first_row_and_asks_for_no_more(
    shown, calm, qtbot, monkeypatch
):
    model, bar = shown.list.model, shown.list.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    calm()
    asked = []
    read = lists.rows
    monkeypatch.setattr(
        lists,
        "rows",
        lambda ws, query, **near: asked.append(query.offset) or read(ws, query, **near),
    )
    for key in ("title", "status"):
        model.order(key, descending=True)
        model.reload()
        calm()
        assert shown.list.view.rowAt(0) == 0
    assert asked == [0, 0]


class Paints(QObject):
    """Counts how often a table is drawn."""

    def __init__(self, view):
        super().__init__(view)
        self.count = 0
        view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, _watched, event):
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_list_read_anew_with_other_widths_is_drawn_once(session, sample, calm, qtbot):
    listed = RecordList(session, "case")
    qtbot.addWidget(listed)
    listed.resize(900, 500)
    listed.show()
    listed.model.reload()
    calm()
    view, columns = listed.view, range(listed.model.columnCount())
    assert any(view.isColumnHidden(n) for n in columns), "not all columns fit"
    widths = [view.columnWidth(n) for n in columns]
    view.setColumnWidth(0, widths[0] + 30)
    for _ in range(5):
        QApplication.processEvents()
    paints = Paints(view)
    listed.model.reload()
    calm()
    for _ in range(5):
        QApplication.processEvents()
    assert [view.columnWidth(n) for n in columns] == widths
    assert paints.count == 1


def test_places_are_kept_while_nothing_changes(session, many, calm, qtbot, monkeypatch):
    monkeypatch.setattr(list_reading, "LONG", 50)
    monkeypatch.setattr(lists, "STRIDE", 25)
    model = RecordTable(session, "case")
    model.reload()
    calm()
    known = model._reading._places
    qtbot.waitUntil(lambda: len(known) == (WINDOW_ROWS + 29) // 25, timeout=9000)
    model.narrow((), "078")
    calm()
    assert model._reading._places == []
    model.narrow((), "")
    assert model._reading._places is known
    session.announce()
    model.reload()
    assert model._reading._places == []
    calm()


def test_ctrl_c_copies_the_number_of_the_row(shown, qtbot):
    shown.list.view.selectRow(3)
    qtbot.keyClick(shown.list.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == shown.list.model.record(3).ref
    QApplication.clipboard().clear()
