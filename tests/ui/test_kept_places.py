"""A list that is read anew stays where it was scrolled to, with the same row chosen."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.ui.lists import kept_places
from monitor_desktop.ui.lists.record_table import RECORD_ROLE
from monitor_desktop.ui.records.record_page import LIST_PX, RecordPage

ROWS = 300
FAR = 180
"""The row at the top of what is seen."""
CHOSEN = 185
ADDS_ROW = (
    QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
)


@pytest.fixture
def page(session, workspace, calm, qtbot):
    with workspace.transaction() as transaction:
        for number in range(ROWS):
            values = {"title": f"Invented {number:03}", "status": "open"}
            records.add_within(workspace, transaction, "case", values)
    made = RecordPage(session, "case")
    qtbot.addWidget(made)
    made.resize(1126, 640)
    made.show()
    calm()
    go_down(made, calm)
    return made


def go_down(page, calm):
    view = page.list.view
    view.verticalScrollBar().setValue(FAR)
    calm()
    view.selectRow(CHOSEN)
    calm()
    assert top_of(page) == titles_from(FAR)


def titles_from(row):
    """The newest stands first."""
    return f"Invented {ROWS - 1 - row:03}"


def top_of(page):
    view = page.list.view
    return view.model().index(view.rowAt(0), 1).data()


def chosen_in(page):
    rows = page.list.view.selectionModel().selectedRows()
    return [each.data(RECORD_ROLE).values["title"] for each in rows]


def change(session, calm, do):
    session.announce(do())
    calm()
    QApplication.processEvents()
    calm()


def test_a_change_elsewhere_leaves_the_list_where_it_is(page, session, workspace, calm):
    first = page.list.model.record(0)
    values = {"title": "Invented anew"}
    change(session, calm, lambda: records.change(workspace, first.id, values))
    assert (top_of(page), chosen_in(page)) == (titles_from(FAR), [titles_from(CHOSEN)])
    assert page.list.view.currentIndex().row() == CHOSEN
    page.list.view.scrollToTop()
    calm()
    assert top_of(page) == "Invented anew"


@pytest.mark.parametrize("count", [1, 70])
def test_rows_that_come_and_go_above_push_nothing_out_of_sight(
    page, session, workspace, calm, count
):
    made = []

    def add():
        titles = [{"title": f"New {number}"} for number in range(count)]
        made.extend(records.add(workspace, "case", each) for each in titles)
        return records.change(workspace, made[0].id, {"status": "open"})

    change(session, calm, add)
    assert (top_of(page), chosen_in(page)) == (titles_from(FAR), [titles_from(CHOSEN)])
    assert page.list.view.currentIndex().row() == CHOSEN + count
    assert page.list.model.rowCount() == ROWS + count

    def remove():
        for each in made[1:]:
            records.delete(workspace, each.id)
        return records.delete(workspace, made[0].id)

    change(session, calm, remove)
    assert (top_of(page), chosen_in(page)) == (titles_from(FAR), [titles_from(CHOSEN)])
    assert page.list.model.rowCount() == ROWS


def is_in_sight(view, row):
    return view.rowAt(0) <= row <= view.rowAt(view.viewport().height() - 1)


def test_a_row_at_the_foot_stays_in_sight_when_the_list_gets_narrow(page, calm):
    view = page.list.view
    view.scrollToTop()
    calm()
    last = view.rowAt(view.viewport().height() - 1) - 1
    # By its reference, which has no column beside a record.
    view.setCurrentIndex(page.list.model.index(last, 0))
    view.setFixedWidth(LIST_PX)
    calm()
    QApplication.processEvents()
    assert view.isColumnHidden(0)
    assert is_in_sight(view, last)


def test_the_row_of_an_opened_record_is_found_where_nobody_looked_yet(
    page, workspace, calm
):
    row = 120
    page.list.view.scrollToTop()
    page.list.model.reload()
    calm()
    every = records.listed(workspace, ListQuery(type="case", limit=ROWS))[1]
    wanted = next(each for each in every if each.title == titles_from(row))
    assert page.list.model.row_of(wanted.id) is None
    page.open_id(wanted.id)
    calm()
    assert chosen_in(page) == [titles_from(row)]
    assert is_in_sight(page.list.view, row)
    assert str(row + 1) in page.list.steps.place.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_a_record_its_place_is_told_anew_and_nothing_is_cut(
    page, session, workspace, desk, calm, language
):
    desk.say.switch(language)
    view = page.list.view
    view.doubleClicked.emit(page.list.model.index(CHOSEN, 0))
    calm()
    column = view.currentIndex().column()
    change(session, calm, lambda: records.add(workspace, "case", {}).changes)
    page.grab()
    calm()
    steps = page.list.steps
    assert str(CHOSEN + 2) in steps.place.text()
    assert view.currentIndex().column() == column
    steps.show_place(9_998, 9_999)
    steps.layout().activate()
    for each in (steps.previous, steps.place, steps.next):
        assert each.width() >= each.sizeHint().width()


def test_a_chosen_row_that_goes_leaves_none_chosen_and_the_list_where_it_is(
    page, session, workspace, calm
):
    gone = page.list.model.record(CHOSEN)
    change(session, calm, lambda: records.delete(workspace, gone.id))
    assert chosen_in(page) == []
    assert top_of(page) == titles_from(FAR)


def test_many_rows_stay_chosen_and_none_becomes_another_record(
    page, session, workspace, calm, monkeypatch
):
    view = page.list.view
    for row in range(CHOSEN, CHOSEN + 40):
        page.list.model.record(row)
        view.selectionModel().select(page.list.model.index(row, 0), ADDS_ROW)
    calm()
    before = chosen_in(page)
    assert len(before) == 40
    new = {"title": "Invented at the top", "status": "open"}
    change(session, calm, lambda: records.add(workspace, "case", new).changes)
    assert chosen_in(page) == before
    # In a list too long to count where they went, no other rows are chosen for them.
    monkeypatch.setattr(kept_places, "LONGEST", ROWS)
    change(session, calm, lambda: records.add(workspace, "case", new).changes)
    assert set(chosen_in(page)) < set(before)
    page.list.view.selectRow(1)
    change(session, calm, lambda: records.add(workspace, "case", new).changes)
    assert page.list.view.selectionModel().selectedRows()[0].row() == 2


def test_a_save_beside_the_list_leaves_it_where_it_is(page, calm):
    page.list.view.doubleClicked.emit(page.list.model.index(CHOSEN, 0))
    calm()
    before = top_of(page)
    field = page.form.body.boxes()["responsible"].editor.inputs()[0]
    field.setText("Somebody")
    field.textEdited.emit("Somebody")
    page.save()
    calm()
    assert (top_of(page), chosen_in(page)) == (before, [titles_from(CHOSEN)])
    page.close_form()
    calm()
    assert chosen_in(page) == [titles_from(CHOSEN)]


def test_keys_of_the_open_record_work_from_the_list_too(page, calm, qtbot):
    view, control = page.list.view, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(view, Qt.Key.Key_2, control)
    assert page.open_form is None
    view.doubleClicked.emit(page.list.model.index(CHOSEN, 0))
    calm()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    body = page.form.body
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_2, control)
    assert body.isAncestorOf(page.focusWidget())
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    assert page.form.isAncestorOf(page.focusWidget())


def test_another_order_is_seen_from_its_first_row(page, calm):
    page.list.model.sort(1, Qt.SortOrder.AscendingOrder)
    calm()
    assert top_of(page) == "Invented 000"
    assert chosen_in(page) == []


def test_nothing_of_before_stays_when_others_look_at_the_screen(page, desk, calm):
    desk.onlookers.let(Level.PUBLIC)
    calm()
    assert top_of(page) != titles_from(FAR)
    assert not page.list.model._before


def test_the_arrow_stays_at_the_column_the_list_is_ordered_by(page, calm):
    model, head = page.list.model, page.list.view.horizontalHeader()
    outlet = next(n for n, f in enumerate(model.fields, 1) if not f.sortable)
    ordered = head.sortIndicatorSection(), head.sortIndicatorOrder()
    head.sectionClicked.emit(outlet)
    head.setSortIndicator(outlet, Qt.SortOrder.AscendingOrder)
    assert (head.sortIndicatorSection(), head.sortIndicatorOrder()) == ordered
    head.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    calm()
    assert head.sortIndicatorSection() == 1
    assert top_of(page) == "Invented 000"
