"""Several rows at once, and lists a person made for themselves."""

from threading import Event

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import Filter
from monitor_desktop.interchange import csv_files
from monitor_desktop.services import records, saved_views
from monitor_desktop.services.saved_views import SavedView
from monitor_desktop.ui.lists import list_actions, records_view
from monitor_desktop.ui.lists.export_dialog import ExportDialog
from monitor_desktop.ui.lists.import_dialog import ImportDialog
from monitor_desktop.ui.lists.record_list import RecordList


@pytest.fixture
def shown(session, workspace, calm, qtbot):
    with workspace.transaction() as transaction:
        for number in range(12):
            records.add_within(
                workspace,
                transaction,
                "case",
                {
                    "title": f"Invented {number:03}",
                    "status": "open" if number % 2 else "verified",
                },
            )
    made = RecordList(session, "case")
    qtbot.addWidget(made)
    made.resize(1126, 600)
    made.show()
    made.model.reload()
    calm()
    return made


def select(shown, *rows):
    flag = QItemSelectionModel.SelectionFlag
    for each in rows:
        shown.view.selectionModel().select(
            shown.model.index(each, 0), flag.Select | flag.Rows
        )


def test_one_row_offers_nothing_and_two_do(shown):
    select(shown, 0)
    assert shown.actions_bar._line.isHidden()
    assert shown.actions_bar.isHidden()
    select(shown, 2)
    assert not shown.actions_bar._line.isHidden()
    assert shown.actions_bar.count.text() == "2 selected"


def test_references_are_copied_one_a_line(shown):
    select(shown, 0, 1)
    shown.actions_bar.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert sorted(lines) == sorted(shown.model.record(n).ref for n in (0, 1))
    QApplication.clipboard().clear()


def test_rows_are_deleted_together_and_brought_back_together(shown, calm):
    select(shown, 0, 1, 2)
    shown.actions_bar.remove.click()
    calm()
    assert shown.model.total == 9
    assert "3 deleted" in shown.actions_bar.notice.text
    shown.actions_bar.notice._offered.click()
    calm()
    assert shown.model.total == 12


def test_a_whole_long_list_is_not_acted_on(shown, monkeypatch):
    monkeypatch.setattr(records_view, "MOST_SELECTED", 10)
    shown.view.selectAll()
    assert shown.view.selected_count == 12
    assert shown.view.selected == []
    assert shown.actions_bar._line.isHidden()


def test_a_saved_view_brings_filters_and_order_back(shown, session, calm):
    status = next(b for b in shown.filters._boxes if b.accessibleName() == "Status")
    status.setCurrentIndex(status.findText("Open"))
    shown.model.order("title", descending=False)
    calm()
    shown.views.wanted_save.emit("Open & mine")
    calm()
    again = RecordList(session, "case")
    calm()
    names = [each.text() for each in again.views.menu_of_views.actions()]
    assert names[0] == "Open && mine"
    again.views.menu_of_views.actions()[0].trigger()
    calm()
    assert again.model.total == 6
    assert again.model.ordered_by == ("title", False)
    assert again.model.record(0).title == "Invented 001"


def box(shown, name):
    return next(b for b in shown.filters._boxes if b.accessibleName() == name)


@pytest.fixture
def two_views(shown, calm):
    """Open ones, and those of a word; nothing narrows the list now."""
    status = box(shown, "Status")
    status.setCurrentIndex(status.findText("Open"))
    shown.views.wanted_save.emit("Open ones")
    shown.filters.clear()
    shown.filters.text.setText("Invented 003")
    shown.views.wanted_save.emit("Third & best")
    shown.filters.clear()
    calm()
    return shown


def offered_too(shown):
    """What the menu offers to narrow the list with, by name."""
    return {each.text(): each for each in shown.views.menu_of_more.actions()}


def test_two_saved_views_narrow_together_and_are_saved_as_one(
    two_views, session, calm, qtbot
):
    shown = two_views
    offered_too(shown)["Open ones"].trigger()
    calm()
    assert shown.model.total == 6
    offered_too(shown)["Third && best"].trigger()
    calm()
    assert shown.model.total == 1
    assert [each.text() for each in shown.filters.added.chips.values()] == [
        "View “Open ones”  ✕",
        "View “Third & best”  ✕",
    ]
    shown.filters.narrow_to(Filter(key="status", values=("open",)))
    for each in shown.views.views:
        shown.add_view(each)
    shown.views.wanted_save.emit("Both")
    calm()
    again = RecordList(session, "case")
    qtbot.addWidget(again)
    calm()
    again.take_view(next(v for v in again.views.views if v.name == "Both"))
    calm()
    assert again.model.total == 1
    assert again.filters.narrowed == Filter(key="status", values=("open",))
    again.filters.added.chips["Third & best"].click()
    calm()
    assert again.model.total == 6
    assert list(again.filters.added.chips) == ["Open ones"]


def test_one_view_more_replaces_nothing_and_all_goes_with_one_choice(two_views, calm):
    shown = two_views
    status = box(shown, "Status")
    status.setCurrentIndex(status.findText("Verified"))
    offered_too(shown)["Open ones"].trigger()
    calm()
    assert shown._stack.currentIndex() == 2, "no case is open and verified"
    actions = shown.views.menu_of_views.actions()
    next(each for each in actions if each.text() == "Clear filters").trigger()
    calm()
    assert shown.model.total == 12
    assert not shown.filters.added.chips


def test_a_view_of_the_same_name_is_replaced_and_one_is_forgotten(workspace):
    saved_views.save(workspace, "case", SavedView(name="mine", text="a"))
    kept = saved_views.save(workspace, "case", SavedView(name="mine", text="b"))
    assert [each.text for each in kept] == ["b"]
    assert saved_views.listed(workspace, "person") == []
    assert saved_views.forget(workspace, "case", "mine") == []


def test_selected_records_are_previewed_together(shown, qtbot):
    select(shown, 0, 1)
    with qtbot.waitSignal(shown.actions_bar.printed) as asked:
        shown.actions_bar.print.click()
    assert sorted(asked.args[0]) == sorted(shown.model.record(n).ref for n in (0, 1))


def test_selected_records_are_saved_with_what_the_level_may_see(shown, calm, tmp_path):
    select(shown, 0, 1)
    bar = shown.actions_bar
    bar.write(tmp_path / "out.csv", Audience(level=Level.PUBLIC))
    calm()
    table = csv_files.read((tmp_path / "out.csv").read_bytes())
    assert [each[1]["ref"] for each in table.rows] == [
        shown.model.record(n).ref for n in (0, 1)
    ]
    # A title may name somebody: it is not for everybody.
    assert not any(each[1].get("title") for each in table.rows)
    assert "2 records, 0 left out" in bar.notice.text


@pytest.fixture
def for_whom(shown, session, qtbot):
    made = ExportDialog(session, shown)
    qtbot.addWidget(made)
    made.show()
    return made


def test_for_whom_a_file_is_has_to_be_said_each_time(for_whom):
    levels = for_whom.for_whom.levels
    assert [key for key, each in levels.items() if each.isChecked()] == []
    assert for_whom.audience is None
    for_whom.primary.click()
    for_whom.commit()
    assert not for_whom.result()
    for key, each in levels.items():
        each.click()
        assert for_whom.primary.isEnabled() == (key != "body")
    levels["partner"].click()
    for_whom.primary.click()
    assert for_whom.result()
    assert for_whom.audience == Audience(level=Level.PARTNER)


def test_a_file_for_one_body_needs_its_name(for_whom):
    choice = for_whom.for_whom
    assert choice.body.isHidden()
    choice.levels["body"].click()
    assert not choice.body.isHidden()
    assert not for_whom.primary.isEnabled()
    choice.body.setEditText("A court")
    choice.body.lineEdit().editingFinished.emit()
    assert for_whom.primary.isEnabled()
    assert for_whom.audience == Audience(level=Level.PARTNER, body="A court")


def test_a_format_asks_for_whom_and_only_then_where(shown, session, monkeypatch):
    select(shown, 0, 1)
    asked = []
    monkeypatch.setattr(list_actions, "ask_save", lambda *_, name: asked.append(name))
    monkeypatch.setattr(ExportDialog, "exec", lambda _self: 0)
    shown.actions_bar.save.chosen.emit("csv")
    assert asked == []

    def say_for_whom(dialog):
        dialog.for_whom.levels["public"].click()
        dialog.primary.click()
        return dialog.result()

    monkeypatch.setattr(ExportDialog, "exec", say_for_whom)
    shown.actions_bar.save.chosen.emit("csv")
    assert asked == ["case-public.csv"]


def test_selected_records_are_saved_in_every_format(shown, calm, tmp_path):
    select(shown, 0, 1)
    bar = shown.actions_bar
    offered = [e for e in bar.save.menu_of_formats.actions() if e.isVisible()]
    assert [each.text() for each in offered] == [
        "Table (CSV)",
        "Table (XLSX)",
        "With all parts (JSON)",
        "For Uwazi (CSV)",
        "HURIDOCS events (XML)",
    ]
    for form in ("xlsx", "json", "uwazi", "huridocs"):
        bar.write(tmp_path / form, Audience(level=Level.INTERNAL), form)
        calm()
        assert "2 records, 0 left out" in bar.notice.text
    assert b"<event_title>" in (tmp_path / "huridocs").read_bytes()
    bar.save.offer("plan")
    assert not offered[-1].isVisible()


def test_a_file_is_looked_at_then_taken_in_then_taken_back(
    shown, session, calm, tmp_path
):
    path = tmp_path / "invented.csv"
    path.write_text("Title,Date from\nNew,2022\nOdd,\nNew,2023\n", encoding="utf-8")
    dialog = ImportDialog(session, path, "case", shown)
    calm()
    assert dialog.told.text() == "invented.csv: 3 new, 0 changed, 0 unchanged."
    assert shown.model.total == 12
    dialog.primary.click()
    calm()
    shown.bring.tell(dialog)
    calm()
    assert shown.model.total == 15
    shown.bring.notice._offered.click()
    calm()
    assert shown.model.total == 12
    assert shown.bring.notice.text == "3 hidden, 0 as before, 0 kept."


def test_a_column_that_is_no_field_is_named_before_anything_is_written(
    shown, session, calm, tmp_path
):
    path = tmp_path / "invented.csv"
    path.write_text("ref,title,Who said so\n,New,Somebody\n", encoding="utf-8")
    dialog = ImportDialog(session, path, "case", shown)
    calm()
    assert dialog.lines.toPlainText().endswith("called so: Who said so")


def test_a_refused_row_is_told_in_the_words_of_its_field_and_list(
    shown, session, calm, tmp_path
):
    path = tmp_path / "invented.csv"
    path.write_text("title,status\nNew,opne\n", encoding="utf-8")
    dialog = ImportDialog(session, path, "case", shown)
    calm()
    told = dialog.lines.toPlainText()
    assert told.startswith("Row 1: “Status” takes only terms of the list “Status”")
    assert "case_statuses" not in told


def test_a_table_with_its_own_headings_comes_in_by_a_mapping_file(
    shown, session, calm, tmp_path
):
    path, mapping = tmp_path / "invented.csv", tmp_path / "mapping.json"
    path.write_text("Name of the matter\nNew\n", encoding="utf-8")
    dialog = ImportDialog(session, path, "case", shown)
    calm()
    assert "mapping file" in dialog.notice.text
    assert not dialog.primary.isEnabled()
    mapping.write_text('["no mapping"]', encoding="utf-8")
    dialog.map_by(mapping)
    calm()
    assert "mapping.json" in dialog.notice.text
    mapping.write_text('{"columns": {"Name of the matter": "title"}}', encoding="utf-8")
    dialog.map_by(mapping)
    calm()
    assert dialog.told.text() == "invented.csv: 1 new, 0 changed, 0 unchanged."
    assert dialog.notice.text == ""
    assert dialog.primary.isEnabled()


def test_an_import_stops_with_its_dialog_and_nothing_came_in(
    shown, session, calm, tmp_path
):
    path = tmp_path / "invented.csv"
    path.write_text("title\nNew\n", encoding="utf-8")
    dialog = ImportDialog(session, path, "case", shown)
    calm()
    before, going = shown.model.total, Event()
    session.run(lambda _workspace: going.wait(30), lambda _ended: None)
    dialog.primary.click()
    dialog.cancel.click()
    going.set()
    calm()
    shown.model.reload()
    calm()
    assert dialog.made is None
    assert shown.model.total == before


def test_a_file_that_is_none_is_refused_in_the_dialog(shown, session, calm, tmp_path):
    path = tmp_path / "invented.xml"
    path.write_text("<!DOCTYPE a><events/>", encoding="utf-8")
    dialog = ImportDialog(session, path, "case", shown)
    calm()
    assert "declares a document type" in dialog.notice.text
    assert not dialog.primary.isEnabled()
    path.write_text("<events><information/></events>", encoding="utf-8")
    dialog = ImportDialog(session, path, "case", shown)
    calm()
    assert dialog.lines.toPlainText().startswith("Row 1: It is a record of another")
    assert not dialog.primary.isEnabled()
