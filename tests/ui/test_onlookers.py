"""A shared screen: what those who look on see of lists, search and pages."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from monitor_desktop.domain.levels import Level
from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts
from monitor_desktop.ui.frame.palettes import Palette
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.look.onlookers import Cover

NAME = "Invented Somebody"


@pytest.fixture
def shell(session, sample, qtbot, calm):
    made = Shell(session)
    qtbot.addWidget(made)
    made.show()
    calm()
    return made


@pytest.fixture
def onlookers(desk):
    return desk.onlookers


def listed(shell, key):
    model = shell.record_page(key).list.model
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [model.index(row, n).data() for row in rows for n in columns]


def found(shell, text, calm, *, exact=False):
    palette = Palette(shell.session, shell)
    palette.exact.setChecked(exact)
    palette.line.setText(text)
    palette._search()
    calm()
    entries = [each for each in palette.entries if each.take is not None]
    palette.reject()
    return entries


def cover_of(page):
    return page.findChild(Cover)


def test_a_state_that_is_kept_back_is_not_called_a_draft(
    shell, onlookers, sample, workspace, calm
):
    shell.go("monitoring_report")
    calm()
    assert "Draft" in listed(shell, "monitoring_report")
    records.change(workspace, sample.report, {"review_state": "submitted"})
    onlookers.turn()
    calm()
    assert shell.record_page("monitoring_report").list.model.rowCount()
    assert "Draft" not in listed(shell, "monitoring_report")


def test_lists_and_search_show_what_may_be_seen(
    shell, onlookers, sample, workspace, calm
):
    shell.go("person")
    calm()
    assert NAME in listed(shell, "person")
    assert NAME in [each.title for each in found(shell, "somebody", calm)]
    QTest.keyClick(shell, Qt.Key.Key_F7)
    calm()
    assert onlookers.level is Level.PUBLIC
    person = records.show(workspace, sample.person).record
    assert listed(shell, "person")[0] == person.ref
    assert NAME not in listed(shell, "person")
    assert found(shell, "somebody", calm) == []
    assert NAME not in repr([each.title for each in found(shell, "", calm)])
    assert not shell.record_page("person").list.filters.text.isEnabled()
    records.change(workspace, sample.person, {"consent_publish_name": "yes"})
    shell.record_page("person").list.model.reload()
    calm()
    assert NAME in listed(shell, "person")
    assert NAME in [each.title for each in found(shell, "somebody", calm)]


def test_no_name_stays_while_the_worker_is_at_something_long(
    shell, desk, onlookers, sample, workspace, calm
):
    drafts.keep(workspace, sample.person, {"name": "Invented Other"}, seen={})
    shell.go("person")
    calm()
    page, ended = shell.record_page("person"), threading.Event()
    assert NAME in listed(shell, "person")
    assert page.begun.text.endswith("Invented Other")
    desk.worker.run(ended.wait, lambda _ended: None)
    onlookers.turn()
    assert NAME not in listed(shell, "person")
    assert page.begun.text == "Typed and not saved yet: New person"
    ended.set()
    calm()
    assert records.show(workspace, sample.person).record.ref in listed(shell, "person")
    onlookers.turn()
    calm()
    assert NAME in listed(shell, "person")
    assert page.begun.text.endswith("Invented Other")


def test_neither_order_nor_filters_tell_what_is_kept_back(
    shell, onlookers, sample, workspace, calm
):
    """Not in the list, not by a saved view, not by a column clicked before."""
    for number in range(3):
        records.add(
            workspace, "case", {"title": f"{9 - number} made", "status": "open"}
        )
    shell.go("case")
    whole = shell.record_page("case").list
    whole.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    calm()
    by_title = listed(shell, "case")
    box = next(each for each in whole.filters._boxes if len(each._choices) > 1)
    box.setCurrentIndex(1)
    calm()
    onlookers.let(Level.PUBLIC)
    calm()
    assert not any(each.isEnabled() for each in whole.filters._boxes)
    assert whole.filters.filters == []
    assert whole.view.horizontalHeader().sortIndicatorSection() == 0
    refs = [whole.model.index(row, 0).data() for row in range(whole.model.rowCount())]
    assert refs == sorted(refs, reverse=True)
    whole.model.order("title", descending=False)
    whole.model.reload()
    calm()
    again = [whole.model.index(n, 0).data() for n in range(len(refs))]
    assert again == sorted(refs)
    onlookers.let(Level.INTERNAL)
    calm()
    assert listed(shell, "case") == by_title
    assert all(each.isEnabled() for each in whole.filters._boxes)


def test_pages_that_show_more_are_covered_until_somebody_lifts_it(
    shell, onlookers, sample, calm
):
    onlookers.let(Level.PARTNER)
    shell.go("today")
    calm()
    cover = cover_of(shell.page("today"))
    assert cover.isVisible()
    assert cover.size() == shell.page("today").size()
    for each in (cover, *shell.page("today").findChildren(QPushButton)[:1]):
        each.setFocus()
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_A):
            QTest.keyClick(cover.window().focusWidget(), key)  # still being typed
        assert cover.window().focusWidget() is cover
    assert cover.isVisible()
    onlookers.turn()
    onlookers.turn()
    assert cover.window().focusWidget() is cover
    cover.show_all_the_same.click()
    assert not cover.isVisible()
    shell.go("settings")
    shell.go("today")
    assert cover.isVisible()
    cover.only_us.click()
    assert onlookers.level is Level.INTERNAL
    assert not cover.isVisible()
    assert cover_of(shell.page("settings")) is None


def test_each_record_opened_is_covered_anew_and_a_new_one_is_not(
    shell, onlookers, sample, calm
):
    shell.open_record("case", sample.case)
    calm()
    onlookers.let(Level.PUBLIC)
    cover = cover_of(shell.record_page("case").form)
    assert cover.isVisible()
    cover.lift()
    shell.open_record("case", sample.case)
    calm()
    assert cover.isVisible()
    shell.new_of("case")
    assert not cover.isVisible()


def test_a_hit_says_by_what_it_was_found_and_exact_finds_no_other_spelling(
    shell, sample, calm
):
    cases = [each for each in found(shell, "letter", calm) if "case" in each.title]
    assert "Source" in cases[0].detail
    assert "found by" not in found(shell, "invented case", calm)[0].detail
    assert found(shell, "инвентед", calm)
    assert found(shell, "инвентед", calm, exact=True) == []
