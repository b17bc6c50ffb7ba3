"""The page of reports: what is told to others, by the services the commands use."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from monitor_desktop.domain.counting import Dimension, Measure
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.errors import EnvironmentFailedError
from monitor_desktop.interchange import csv_files
from monitor_desktop.services import records
from monitor_desktop.services.counts import frozen_periods
from monitor_desktop.ui.look.report_tables import ReportTable
from monitor_desktop.ui.records.record_form import RecordForm
from monitor_desktop.ui.reports import saving as saving_module
from monitor_desktop.ui.reports.page import PANELS, ReportsPage
from monitor_desktop.ui.reports.rules import RulesPanel
from monitor_desktop.ui.sessions import Session


@pytest.fixture
def page(session, workspace, calm, qtbot):
    case = records.add(
        workspace, "case", {"title": "Invented", "date_from": "2026-10-05"}
    ).id
    for kind in ("020101000000", "020103010000", "020101000000"):
        records.add(workspace, "act", {"parent": case, "type": kind})
    made = ReportsPage(session)
    qtbot.addWidget(made)
    made.resize(1174, 700)
    made.show()
    calm()
    return made


def turned(page, name, calm):
    panel = page.turn(PANELS.index(name))
    calm()
    return panel


def cells(table):
    rows, columns = range(table.rowCount()), range(table.columnCount())
    return [[table.item(row, column).text() for column in columns] for row in rows]


@pytest.fixture
def saved(monkeypatch, tmp_path, calm):
    """Save the table of a panel by the menu of its button; where it was written."""

    targets = []

    def choose(_desk, _title, _parent, *, name):
        targets.append(tmp_path / name)
        return targets[-1]

    def save(panel, kind):
        monkeypatch.setattr(saving_module, "ask_save", choose)
        (action,) = (e for e in panel.save.kinds.actions() if kind in e.text())
        action.trigger()
        calm()
        return targets[-1]

    return save


def test_statistics_are_counted_by_what_is_chosen_and_saved(page, calm, saved):
    panel = turned(page, "Statistics", calm)
    assert cells(panel.table)[-1] == ["Total", "3"]
    panel.rows.setCurrentIndex(panel.rows.findData(str(Dimension.MONTH)))
    panel.measure.setCurrentIndex(panel.measure.findData(str(Measure.CASES)))
    calm()
    assert cells(panel.table) == [["October 2026", "1"], ["Total", "1"]]
    assert [each.number for each in panel.chart.figures] == [1]
    panel.public.setChecked(True)
    calm()
    assert cells(panel.table) == [["October 2026", "…"], ["Total", "…"]]
    kept = csv_files.read(saved(panel, "CSV").read_bytes())
    assert kept.rows[0][1]["Total"] == "…"
    assert "not encrypted" in panel.notice.text


def test_replies_are_counted_with_their_median(page, workspace, calm, saved):
    asked = {"subject": "A", "body": "Ministry", "legal_basis": "press_law_2013"}
    days = {"received_on": "2026-03-02", "reply_on": "2026-03-12"}
    records.add(workspace, "info_request", {**asked, **days, "outcome": "full"})
    panel = turned(page, "Replies", calm)
    expected = [["Ministry", "1", "1", "0", "1", "10", "10"]]
    assert cells(panel.table) == [*expected, ["Total", *expected[0][1:]]]
    assert "10" in panel.total.text()
    sheet = load_workbook(saved(panel, "XLSX")).active
    assert [each.value for each in sheet[2]] == ["Ministry", 1, 1, 0, 1, 10, 10]


def test_a_period_is_typed_in_words_and_what_is_not_understood_asks_nothing(
    page, calm, qtbot, desk
):
    panel = turned(page, "Statistics", calm)
    panel.period.line.setText("сентябр 2026")
    qtbot.waitUntil(lambda: cells(panel.table) == [["Total", "0"]], timeout=3000)
    panel.period.line.setText("nothing with a meaning")
    qtbot.waitUntil(lambda: not panel.period._pause.isActive(), timeout=3000)
    assert panel.period.line.property("invalid") == "true"
    assert cells(panel.table) == [["Total", "0"]]
    desk.say.switch("tg")
    assert cells(panel.table) == [["Ҳамагӣ", "0"]]


def test_a_bulletin_is_shown_before_it_is_saved(page, calm, tmp_path):
    panel = turned(page, "Bulletin", calm)
    panel.period.line.setText("October 2026")
    panel.refresh()
    calm()
    assert len(panel.pages.labels) == 1
    panel.saving.write(tmp_path / "bulletin.pdf", panel.wanted.pdf)
    calm()
    assert (tmp_path / "bulletin.pdf").read_bytes().startswith(b"%PDF")
    panel.period.line.setText("")
    panel.refresh()
    assert not panel.save.isEnabled()
    assert "first and a last day" in panel.notice.text


def test_what_is_due_opens_the_record_it_is_due_of(
    page, session, workspace, calm, qtbot
):
    case = records.add(workspace, "case", {"title": "Invented too"}).id
    due = {"parent": case, "due": "2020-01-31"}
    records.add(workspace, "intervention", due)
    panel = turned(page, "Deadlines", calm)
    (line,) = cells(panel.table)
    assert line[0] == "31.01.2020"
    assert "days late" in line[1]
    assert line[3] == "Invented too"
    panel.table.setCurrentCell(0, 0)
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert opened.args == ["case", case]
    panel.which._buttons["month"].click()
    assert len(cells(panel.table)) == 1


def test_figures_are_frozen_and_shown_as_they_were(page, workspace, calm):
    days = {"starts_on": "2026-07-01", "ends_on": "2026-12-31"}
    period = records.add(workspace, "reporting_period", {"title": "Half", **days}).id
    counted = {"title": "Cases", "number": "1", "counts": "case", "target": 5}
    records.add(workspace, "indicator", {**counted, "counted_as": "records"})
    panel = turned(page, "Indicators", calm)
    assert cells(panel.table)[0][-1] == "1"
    panel.freeze.click()
    calm()
    assert panel.state.text() == "Frozen"
    assert panel.freeze.isHidden()
    records.add(workspace, "case", {"title": "Later", "date_from": "2026-10-06"})
    panel.reload()
    calm()
    assert cells(panel.table)[0][-1] == "1"
    assert [each.value for each in frozen_periods.frozen(workspace, period)] == [1]
    assert "frozen" in panel.notice.text
    panel.thaw()
    calm()
    assert panel.state.text() == "Counted now"
    assert cells(panel.table)[0][-1] == "2"
    assert panel.notice.isHidden()
    panel.freeze.click()
    calm()
    assert [each.value for each in frozen_periods.frozen(workspace, period)] == [2]


def test_the_table_of_a_donor_is_the_same_before_and_after_freezing(
    page, workspace, calm, saved
):
    days = {"starts_on": "2026-07-01", "ends_on": "2026-12-31"}
    records.add(workspace, "reporting_period", {"title": "Half: 2/2026", **days})
    told = {"number": "1.10", "verification": "Lists", "target": 1_234_567}
    records.add(
        workspace,
        "indicator",
        {"title": "Cases", "counts": "case", "counted_as": "records", **told},
    )
    panel = turned(page, "Indicators", calm)
    assert "1,234,567" in cells(panel.table)[0]
    before = saved(panel, "XLSX")
    assert before.name == "indicators-Half 22026.xlsx"
    rows = [[e.value for e in row] for row in load_workbook(before).active]
    assert rows[1][:2] == ["1.10", "Cases"]
    assert {1_234_567, 1, "Lists"} <= set(rows[1])
    panel.freeze.click()
    calm()
    records.add(workspace, "case", {"title": "Later", "date_from": "2026-10-06"})
    after = load_workbook(saved(panel, "XLSX")).active
    assert [[e.value for e in row] for row in after] == rows


def test_a_frozen_figure_is_read_in_its_period_and_nothing_is_added(
    session, workspace, calm, qtbot
):
    days = {"starts_on": "2026-07-01", "ends_on": "2026-12-31"}
    period = records.add(workspace, "reporting_period", {"title": "Half", **days}).id
    counted = {"title": "Cases", "number": "1", "counts": "case", "target": 5}
    records.add(workspace, "indicator", {**counted, "counted_as": "records"})
    form = RecordForm(session, "reporting_period")
    qtbot.addWidget(form)
    form.open(period)
    form.show()
    calm()
    section = form.parts["frozen_figure"]
    assert "Reports, Indicators" in section._empty.text()
    session.announce(frozen_periods.freeze(workspace, period))
    calm()
    (figure,) = section.part_ids
    section.open_part(figure)
    assert "Target: 5" in section.facts.text()
    assert "{" not in section.facts.text()
    assert section._add.isHidden()
    form.leave()
    calm()


def test_a_proposed_period_is_said_in_the_language_of_the_moment(page, calm, desk):
    panel = turned(page, "Bulletin", calm)
    desk.say.switch("ru")
    assert panel.period.line.text().endswith("г.")
    assert panel.period.is_understood
    panel.period.line.setText("2025")
    desk.say.switch("tg")
    assert panel.period.line.text() == "2025"


def test_in_a_narrow_table_dates_and_numbers_stay_whole(qtbot):
    table = ReportTable()
    qtbot.addWidget(table)
    table.resize(500, 200)
    long = "What has to be done until then, in many words"
    heads = ["Until", "What is due", "Value before the project"]
    table.show_lines(heads, [["14 October 2026", long, "60"]], wide=1, whole=(0,))
    table.show()
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)
    assert table.columnWidth(2) >= table.horizontalHeader().sectionSizeHint(2)
    assert sum(map(table.columnWidth, range(3))) <= table.viewport().width()
    assert "\n" in table.horizontalHeaderItem(2).text()


def test_the_name_of_a_narrow_column_goes_on_in_a_second_line(qtbot):
    table = ReportTable()
    qtbot.addWidget(table)
    table.resize(360, 200)
    words = "Something that has to be done by somebody before long"
    table.show_lines(
        ["Until", "What has to be done", "Record"],
        [["01.12.2026", words, words]],
        wide=2,
        whole=(0,),
    )
    table.show()
    assert table.horizontalHeaderItem(1).text() == "What has\nto be done"


def test_days_off_that_move_are_missed_until_somebody_enters_one(
    page, session, workspace, calm
):
    panel = turned(page, "Deadlines", calm)
    assert "2026" in panel.calendar.text()
    assert not panel.calendar.isHidden()
    feast = {"name": "Idi Qurbon", "days": "2026-05-27", "kind": "day_off"}
    records.add(workspace, "day_off", feast)
    panel.reload()
    calm()
    assert panel.calendar.isHidden()


def test_the_table_of_laws_is_shown_and_a_shipped_rule_taken_over(
    page, session, workspace, calm
):
    panel = turned(page, "Laws", calm)
    shipped = len(session.kit.deadline_rules)
    assert panel.table.rowCount() == shipped
    assert "13(1)" in panel.table.item(0, 0).text()
    assert panel.table.item(0, 5).text() == "confirm with a lawyer"
    assert "06.11" in panel.days_off.text()
    opened = []
    panel.opened.connect(lambda kind, record: opened.append((kind, record)))
    panel.table.setCurrentCell(0, 0)
    panel.take.click()
    calm()
    ((kind, record),) = opened
    assert kind == "deadline_rule"
    taken = records.show(workspace, record).record.values
    told = {key: taken[key] for key in ("amount", "extension", "step", "article")}
    assert told == {"amount": 30, "extension": 15, "step": "reply", "article": "13(1)"}
    records.change(workspace, record, {"amount": 20})
    panel.reload()
    calm()
    assert panel.table.rowCount() == shipped + 1
    assert "20 + 15" in panel.table.item(0, 2).text()
    panel.table.setCurrentCell(0, 0)
    assert not panel.take.isEnabled()
    panel.table.opened.emit(0)
    assert opened[-1] == (kind, record)


def test_only_a_coordinator_takes_a_rule_over(desk, make_workspace, qtbot, calm):
    session = Session(desk, make_workspace("Chinor"))
    panel = RulesPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    calm()
    assert panel.table.rowCount()
    assert panel.take.isHidden()


def test_whatever_is_told_of_a_bulletin_save_stays_in_sight(page, calm, desk):
    panel = turned(page, "Bulletin", calm)
    for language in LANGUAGES:
        desk.say.switch(language)
        panel.notice.tell_problem(EnvironmentFailedError("DISK_FULL"))
        calm()
        seen = panel.save.visibleRegion().boundingRect()
        assert seen.height() == panel.save.height(), language
