"""The page of today: figures that can be clicked, read and walked."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from monitor_desktop.services import dashboard, records
from monitor_desktop.services.dashboard import Waiting, Waits
from monitor_desktop.ui.dashboard.region_cards import short_region
from monitor_desktop.ui.dashboard.region_map import RegionMap
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.look.charts import Figure, MonthBars, RowBars


@pytest.fixture
def month(workspace):
    made = dashboard.last_months(workspace.kit.clock.now_ms())[-1]
    for place in ("TJ-SU-01", "TJ-SU-02", "TJ-DU"):
        records.add(
            workspace,
            "case",
            {
                "title": "Invented",
                "date_from": made,
                "place": place,
                "case_type": "torture",
            },
        )
    return made


@pytest.fixture
def shell(session, month, qtbot, calm):
    made = Shell(session)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    calm()
    return made


@pytest.fixture
def page(shell):
    return shell.page("today")


def click(qtbot, chart, place):
    at = chart.area_of(place).center().toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(at))


def test_the_window_begins_with_today(shell):
    assert shell.key == "today"
    assert shell.navigation.items["today"].isChecked()


def test_a_month_that_is_clicked_narrows_the_list(shell, page, qtbot, calm):
    records.add(shell.session.workspace, "case", {"title": "Invented without date"})
    click(qtbot, page.months.chart, 11)
    calm()
    assert shell.key == "case"
    rows = shell.record_page("case").list
    assert (rows.model.total, rows.model.unfiltered) == (3, 4)
    rows.filters.widen()
    calm()
    assert rows.model.total == 4


def listed(shell, calm):
    """How many the list has once somebody has clicked."""
    calm()
    model = shell.record_page("case").list.model
    shell.go("today")
    calm()
    return model.total


def test_every_figure_is_the_length_of_the_list_it_leads_to(shell, page, month, calm):
    workspace = shell.session.workspace
    year, number = int(month[:4]), int(month[5:])
    last = f"{year - (number == 1)}-{(number - 2) % 12 + 1:02}"
    for values in (
        {"date_from": f"{last}/{month}"},  # in one of two months
        {"date_from": str(year), "place": "TJ"},  # somewhere in the country
        {"date_from": f"{month}-03", "place": "TJ-SU"},
        {"case_type": "detention"},
        {"case_type": "other", "place": "TJ-DU-02"},
    ):
        records.add(workspace, "case", {"title": "Invented", **values})
    page.reload()
    calm()
    cards = {each: each.table for each in (page.months, page.kinds, page.map)}
    for card, table in cards.items():
        for row in range(table.rowCount()):
            key = table.item(row, 0).data(Qt.ItemDataRole.UserRole)
            number = int(table.item(row, 1).text())
            if number:
                card.chosen.emit(key)
                assert listed(shell, calm) == number, key
    names = {page.map.table.item(n, 0).text() for n in range(page.map.table.rowCount())}
    assert "Tajikistan" in names
    unplaced = dashboard.places(workspace).unplaced
    assert f"{unplaced} cases have no place." in page.map._note.text()


def test_all_that_waits_is_within_reach(page, desk):
    waiting = [Waiting(why=Waits.DUE, days=n, title=f"Due {n}") for n in range(7)]
    page.waiting.show_waiting(waiting)
    assert (len(page.waiting.rows), page.waiting.every.text()) == (5, "All 7")
    page.waiting.every.click()
    assert (len(page.waiting.rows), page.waiting.every.text()) == (7, "Fewer")
    heights = {each.height() for each in page.waiting.rows}
    page.grab()
    assert heights == {48}
    assert page.waiting.height() >= 7 * 48
    desk.say.switch("ru")
    assert page.waiting.every.accessibleName() == "Меньше"
    page.waiting.every.click()
    assert len(page.waiting.rows) == 5
    page.waiting.show_waiting(waiting[:5])
    assert page.waiting.every.isHidden()


def test_a_region_holds_everything_under_it(shell, page, qtbot, calm):
    chart = page.map.chart
    place = next(n for n, each in enumerate(chart.figures) if each.key == "TJ-SU")
    assert chart.figures[place].number == 2
    click(qtbot, chart, place)
    calm()
    assert shell.record_page("case").list.model.total == 2


def test_the_capital_is_clicked_and_not_the_region_round_it(page):
    chart = page.map.chart
    middle = chart.shape_of("TJ-DU").boundingRect().center()
    assert chart.figures[chart.place_at(middle)].key == "TJ-DU"


def test_the_table_has_the_same_figures_and_the_districts(page):
    table = page.map.table
    rows = {
        table.item(n, 0).text(): table.item(n, 1).text()
        for n in range(table.rowCount())
    }
    assert rows["Sughd Region"] == "2"
    assert rows["Sughd Region, Khujand"] == "1"


def test_a_chart_says_itself_in_words(page, desk):
    assert "Dushanbe: 1" in page.map.chart.accessibleDescription()
    desk.say.switch("tg")
    assert "Шаҳри Душанбе: 1" in page.map.chart.accessibleDescription()


@pytest.mark.parametrize("make", [MonthBars, RowBars])
def test_keys_walk_a_chart_and_enter_takes_a_figure(make, desk, qtbot):
    chart = make(desk.look)
    qtbot.addWidget(chart)
    chart.resize(300, 200)
    chart.show_figures(
        [Figure(key=each, name=each, number=n) for n, each in enumerate("abc")]
    )
    chart.show()
    for _ in range(2):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.chosen) as chosen:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chosen.args == ["b"]
    chart.current = 0
    with qtbot.assertNotEmitted(chart.chosen):
        qtbot.keyClick(chart, Qt.Key.Key_Return)


def test_the_map_keeps_every_name_inside(desk, kit, qtbot):
    chart = RegionMap(desk.look, kit.resources / "maps")
    qtbot.addWidget(chart)
    chart.resize(326, 240)
    chart.show_figures(
        [
            Figure(key=each, name=each, short="Душанбе", number=1234)
            for each in ("TJ-SU", "TJ-RA", "TJ-KT", "TJ-GB", "TJ-DU")
        ]
    )
    chart.show()
    for each in chart.figures:
        box = chart._label_box(each.key, f"{each.short} {each.number}")
        assert chart.rect().contains(box.toRect())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Вилояти Суғд", "Суғд"),
        ("Вилояти Мухтори Кӯҳистони Бадахшон (ВМКБ)", "ВМКБ"),
        ("город Душанбе", "Душанбе"),
        ("Khatlon Region", "Khatlon"),
    ],
)
def test_a_region_has_a_short_name(name, short):
    assert short_region(name) == short


def test_a_change_opens_its_record(shell, page, qtbot, calm):
    qtbot.keyClick(page.changes.rows[0], Qt.Key.Key_Return)
    calm()
    assert shell.key == "case"
    assert shell.record_page("case").open_record is not None


def test_what_waits_leads_to_where_it_is_done(shell, page, qtbot, calm):
    row = next(each for each in page.waiting.rows if "backup" in each.what.text())
    qtbot.mouseClick(row.act, Qt.MouseButton.LeftButton)
    calm()
    assert shell.key == "settings"


def test_f6_walks_areas_list_and_record(shell, calm):
    shell.go("case")
    shell.record_page("case").list.view.setFocus()
    calm()
    shell.walk()
    assert shell.focusWidget() is shell.navigation.items["cases"]
    shell.walk()
    assert shell.focusWidget() is shell.record_page("case").list.view


def test_a_narrow_window_has_icons_with_names_as_tooltips(shell, calm):
    item = shell.navigation.items["cases"]
    assert item.text() == "Cases"
    shell.resize(1100, 700)
    calm()
    assert shell.navigation.width() == 56
    assert (item.text(), item.toolTip()) == ("", "Cases")
    assert not item.icon().isNull()
    shell.resize(1366, 728)
    assert item.text() == "Cases"


@pytest.mark.parametrize(
    ("why", "text"),
    [(Waits.BACKUP, "Back up now…"), (Waits.REHEARSAL, "Rehearse…")],
)
def test_what_waits_in_the_settings_has_the_focus_there(shell, page, calm, why, text):
    page.waiting.show_waiting([Waiting(why=why)])
    page.waiting.rows[0].act.click()
    calm()
    assert shell.key == "settings"
    assert QApplication.focusWidget().text() == text
