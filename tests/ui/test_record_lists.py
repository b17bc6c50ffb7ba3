import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem

from monitor_desktop.domain.receipts import Delivery
from monitor_desktop.services import records
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.lists.narrow_rows import NARROW_ROW_PX, row_texts
from monitor_desktop.ui.lists.record_list import RecordList
from monitor_desktop.ui.lists.record_table import (
    DELIVERY_ROLE,
    RECORD_ROLE,
    WINDOW_ROWS,
    RecordTable,
)


@pytest.fixture
def many(workspace):
    with workspace.transaction() as transaction:
        for number in range(230):
            records.add_within(
                workspace,
                transaction,
                "case",
                {
                    "title": f"Invented {number:03}",
                    "status": "open" if number % 2 else "verified",
                    "date_from": str(2020 + number % 3),
                },
            )


@pytest.fixture
def table(session, many, calm):
    made = RecordTable(session, "case")
    made.reload()
    calm()
    return made


def test_the_model_keeps_qt_s_rules(table, qtmodeltester):
    qtmodeltester.check(table, force_py=True)


def test_rows_come_in_windows_as_they_are_looked_at(table, calm):
    assert table.rowCount() == 230
    assert table.record(WINDOW_ROWS + 1) is None
    calm()
    assert table.record(WINDOW_ROWS + 1).ref is not None


def test_a_column_orders_the_list(table, calm):
    table.sort(1, Qt.SortOrder.AscendingOrder)
    calm()
    assert table.index(0, 1).data() == "Invented 000"


def test_a_column_that_cannot_order_changes_nothing(table, calm):
    before = table.index(0, 0).data()
    outlet = 1 + [each.key for each in table.fields].index("outlet")
    table.sort(outlet, Qt.SortOrder.AscendingOrder)
    calm()
    assert table.index(0, 0).data() == before


def test_cells_speak_the_language_of_the_window(table, desk):
    column = 1 + [each.key for each in table.fields].index("status")
    assert table.index(0, column).data() == "Open"
    desk.say.switch("tg")
    assert table.index(0, column).data() == "Кушода"
    assert table.headerData(column, Qt.Orientation.Horizontal) == "Ҳолат"


@pytest.fixture
def shown(session, many, calm, qtbot):
    made = RecordList(session, "case")
    qtbot.addWidget(made)
    made.resize(1126, 600)
    made.show()
    made.model.reload()
    calm()
    return made


def test_a_choice_narrows_the_list_and_says_so(shown, calm):
    status = next(b for b in shown.filters._boxes if b.accessibleName() == "Status")
    status.setCurrentIndex(status.findText("Open"))
    calm()
    assert shown.model.total == 115
    assert "115 of 230" in shown.filters._count.text()


def test_a_year_finds_dates_that_may_fall_into_it(shown, calm):
    year = next(b for b in shown.filters._boxes if "date" in b.accessibleName())
    year.setCurrentIndex(year.findText("2021"))
    calm()
    assert shown.model.total == 77


def test_words_narrow_the_list(shown, calm, qtbot):
    shown.filters.text.setText("229")
    qtbot.waitUntil(lambda: shown.model.total == 1, timeout=3000)


def test_clearing_brings_everything_back(shown, calm, qtbot):
    shown.filters.text.setText("nothing like this")
    qtbot.waitUntil(lambda: shown._stack.currentIndex() == 2, timeout=3000)
    shown.filters.clear()
    qtbot.waitUntil(lambda: shown.model.total == 230, timeout=3000)


def test_enter_opens_the_first_row_where_none_was_chosen(shown, qtbot):
    with qtbot.waitSignal(shown.opened) as opened:
        qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    assert opened.args[0] == shown.model.index(0, 0).data(RECORD_ROLE)


def test_enter_opens_the_row(shown, qtbot):
    shown.view.selectRow(3)
    with qtbot.waitSignal(shown.opened) as opened:
        qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    assert opened.args[0] == shown.model.index(3, 0).data(RECORD_ROLE)


def test_columns_that_have_no_room_stay_away_when_looked_at_again(shown, calm):
    shown.resize(600, 400)
    calm()
    before = [shown.view.isColumnHidden(n) for n in range(shown.model.columnCount())]
    assert True in before
    shown.view.fit_columns()
    after = [shown.view.isColumnHidden(n) for n in range(shown.model.columnCount())]
    assert after == before


def test_columns_go_by_priority_when_it_is_narrow(shown, calm):
    wide = sum(not shown.view.isColumnHidden(n) for n in range(7))
    shown.resize(600, 600)
    calm()
    narrow = [n for n in range(7) if not shown.view.isColumnHidden(n)]
    assert len(narrow) < wide
    assert 1 in narrow


def is_cut(view, row, column):
    """The text of a cell has less room than it needs, as it is drawn."""
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    hint = view.itemDelegate().sizeHint(option, view.model().index(row, column))
    return hint.width() > view.columnWidth(column)


@pytest.mark.parametrize("language", ["tg", "ru"])
def test_what_comes_further_down_is_not_cut_either(
    session, workspace, calm, qtbot, desk, language
):
    """Columns are as wide as their kind needs, not as the first rows do."""
    desk.say.switch(language)
    short = {"title": "A", "case_type": "torture", "status": "open"}
    with workspace.transaction() as transaction:
        for each in session.kit.vocabularies["case_types"]:
            for date in ("2028-24", "[2028-06,2028-07]", "2028-11-28/2028-12-12"):
                values = {**short, "case_type": each.code, "date_from": date}
                values["status"] = "verification"
                records.add_within(workspace, transaction, "case", values)
        for _ in range(40):
            records.add_within(
                workspace, transaction, "case", {**short, "date_from": "2028"}
            )
    made = RecordList(session, "case")
    qtbot.addWidget(made)
    made.resize(1126, 600)
    made.show()
    made.model.reload()
    calm()
    view, last = made.view, made.model.total - 1
    view.scrollTo(made.model.index(last, 0))
    calm()
    keys = [each.key for each in made.model.fields]
    shown = [keys.index(each) + 1 for each in ("case_type", "status", "date_from")]
    assert not any(view.isColumnHidden(each) for each in shown)
    rows = range(last - 8, last + 1)
    assert [(r, c) for r in rows for c in shown if is_cut(view, r, c)] == []


def test_an_empty_list_offers_the_first_act(session, calm, qtbot):
    made = RecordList(session, "person")
    qtbot.addWidget(made)
    made.show()
    made.model.reload()
    calm()
    assert made._stack.currentIndex() == 1


def test_beside_a_record_a_row_says_who_when_and_how_far_it_came(shown, calm, desk):
    shown.view.selectRow(3)
    shown.setFixedWidth(304)
    calm()
    view = shown.view
    assert [n for n in range(7) if not view.isColumnHidden(n)] == [1]
    assert view.horizontalHeader().isHidden()
    assert view.rowHeight(0) == NARROW_ROW_PX
    # Text, count and nothing else, none over another.
    line, count = shown.filters.text.geometry(), shown.filters._count.geometry()
    assert line.right() < count.left()
    assert shown.views.isHidden()
    first = shown.model.record(0)
    said = row_texts(first, shown.model.fields, shown._session.reader)
    assert (said.title, said.date) == (first.title, first.values["date_from"]["text"])
    index = shown.model.index(0, 1)
    index.data(DELIVERY_ROLE)
    calm()
    assert index.data(DELIVERY_ROLE) == Delivery.ARRIVED


def test_an_empty_list_says_that_there_is_nothing_in_all(session, qtbot, calm):
    shell = Shell(session, start="info_request")
    qtbot.addWidget(shell)
    shell.show()
    calm()
    said = [each.text() for each in shell.findChildren(QLabel)]
    assert "0 of 0" in said
