"""Ctrl+K: one field for records, places, pages and commands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.levels import Level
from monitor_desktop.services import recents, records
from monitor_desktop.ui.frame.everyday_words import EVERYDAY
from monitor_desktop.ui.frame.palette_entries import Act, of_acts
from monitor_desktop.ui.frame.palettes import Palette
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.frame.window_acts import acts_of
from monitor_desktop.ui.frame.window_pages import NAMES

NEVER_MS = 600_000
"""Longer than any test: the pause after a letter ends when the test says so."""


@pytest.fixture
def done():
    return []


@pytest.fixture
def palette(session, sample, qtbot, calm, done):
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1366, 728)
    over.show()
    acts = [
        Act(name="New case", do=lambda: done.append("new"), keys="Ctrl+N"),
        Act(name="Lock", do=lambda: done.append("lock")),
    ]
    made = Palette(session, over, acts)
    made.show()
    calm()
    # The window under it has to live as long.
    yield made
    over.close()


def titles(palette):
    return [each.title for each in palette.entries if each.take is not None]


def typed(palette, text, qtbot, calm):
    palette.line.setText(text)
    qtbot.waitUntil(lambda: not palette._pause.isActive(), timeout=3000)
    calm()


def test_another_spelling_finds_records_of_every_type(palette, qtbot, calm, sample):
    typed(palette, "инвентед", qtbot, calm)
    assert len(titles(palette)) == 3
    heads = [each.title for each in palette.entries if each.take is None]
    assert "Cases, 1" in heads
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert chosen.args[1] in {sample.case, sample.person, sample.report}


def test_down_passes_over_headings_and_tab_goes_to_the_next_group(palette, qtbot, calm):
    typed(palette, "инвентед", qtbot, calm)
    assert palette.hits.currentRow() == 1
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.hits.currentRow() == 3
    qtbot.keyClick(palette.line, Qt.Key.Key_Tab)
    assert palette.hits.currentRow() == 5
    qtbot.keyClick(palette.line, Qt.Key.Key_Tab)
    assert palette.hits.currentRow() == 1


def test_a_command_is_found_in_any_language_and_done(palette, qtbot, calm, done):
    typed(palette, "парвандаи", qtbot, calm)
    assert titles(palette) == ["New case"]
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == ["new"]
    assert not palette.isVisible()


def test_the_sign_shows_commands_alone(palette, qtbot, calm):
    typed(palette, ">", qtbot, calm)
    assert titles(palette) == ["New case", "Lock"]
    typed(palette, "> lo", qtbot, calm)
    assert titles(palette) == ["Lock"]


def test_enter_takes_nothing_from_the_list_of_what_was_typed_before(
    palette, qtbot, calm, done
):
    typed(palette, ">", qtbot, calm)
    palette._pause.setInterval(NEVER_MS)
    palette.line.setText("> lo")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == []
    assert palette.isVisible()
    palette._pause.start(0)
    qtbot.waitUntil(lambda: bool(done), timeout=3000)
    assert done == ["lock"]


def test_the_arrows_walk_the_list_to_come_and_typing_on_forgets_them(
    palette, qtbot, calm, done
):
    typed(palette, "> lo", qtbot, calm)
    palette._pause.setInterval(NEVER_MS)
    palette.line.setText("> l")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    palette.line.setText(">")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Return):
        qtbot.keyClick(palette.line, key)
    palette._pause.start(0)
    qtbot.waitUntil(lambda: bool(done), timeout=3000)
    calm()
    assert done == ["lock"]


def test_a_record_is_taken_from_the_hits_of_what_was_typed_last(
    palette, qtbot, calm, sample
):
    typed(palette, ">", qtbot, calm)
    with qtbot.waitSignal(palette.chosen, timeout=3000) as chosen:
        palette.line.setText("инвентед")
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert chosen.args[1] in {sample.case, sample.person, sample.report}


def test_a_former_name_finds_a_place_and_narrows_the_list(palette, qtbot, calm):
    typed(palette, "Ленинабад", qtbot, calm)
    assert "Khujand" in titles(palette)
    row = next(n for n, each in enumerate(palette.entries) if each.title == "Khujand")
    with qtbot.waitSignal(palette.narrowed) as narrowed:
        palette._take(palette.hits.item(row))
    assert narrowed.args[0].values == ["TJ-SU-01"]


def test_a_term_in_any_language_narrows_the_list_to_the_cases_with_it(
    shell, workspace, sample, qtbot, calm
):
    other = records.add(workspace, "case", {"title": "Another case"})
    act = {"parent": other.id, "type": "020111110000"}
    records.add(workspace, "act", act)
    for text in ("шиканҷа", "Пытки", "torture"):
        palette = opened(shell)
        typed(palette, text, qtbot, calm)
        assert titles(palette)[0] == "Type of act: Torture"
        assert "Kind of case: Torture or ill-treatment" in titles(palette)
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
        calm()
        page = shell.record_page("case")
        assert shell.key == "case"
        assert page.list.model.total == 1
        assert page.list.model.record_anew(0).title == "Another case"
        assert page.list.filters._chip.text().startswith("Type of act: Torture")


def test_on_a_shared_screen_no_term_is_offered(shell, session, sample, qtbot, calm):
    session.desk.onlookers.let(Level.PUBLIC)
    palette = opened(shell)
    typed(palette, "torture", qtbot, calm)
    assert titles(palette) == []


def test_nothing_found_is_said(palette, qtbot, calm):
    typed(palette, "щщщщ", qtbot, calm)
    assert {each.detail for each in palette.entries if each.take} == {"щщщщ"}
    assert palette._count.text() == "Nothing found."


def test_the_window_under_it_is_dimmed_until_it_closes(palette, qtbot):
    shade = palette._shade
    assert shade.isVisible()
    with qtbot.waitSignal(shade.destroyed):
        palette.reject()


@pytest.fixture
def shell(session, sample, qtbot, calm):
    made = Shell(session)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    calm()
    return made


def opened(shell):
    shell.search()
    return shell.findChild(Palette)


def test_what_was_opened_stands_there_before_a_key_is_pressed(shell, sample, calm):
    shell.open_record("person", sample.person)
    calm()
    shell.open_record("case", sample.case)
    calm()
    palette = opened(shell)
    calm()
    assert titles(palette)[:2] == ["Invented case", "Invented Somebody"]
    palette.reject()


def test_a_page_is_a_command_and_found_by_everyday_words(shell, qtbot, calm):
    acts = acts_of(shell, NAMES)
    for text in ("дубл", "конфликт", "ихтилоф", "twice", "такрорӣ"):
        _head, *found = of_acts(shell.session, text, acts)
        assert [each.title for each in found] == ["Go to: Conflicts"], text
    palette = opened(shell)
    typed(palette, "> go settings", qtbot, calm)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    calm()
    assert shell.key == "settings"


def test_every_page_has_everyday_words():
    assert set(EVERYDAY) == {*NAMES, "conflicts"}


def test_recent_records_forget_the_deleted_and_count_each_once(workspace, sample):
    for each in (sample.case, sample.person, sample.case):
        recents.remember(workspace, each)
    assert [each.id for each in recents.recent(workspace)] == [
        sample.case,
        sample.person,
    ]
    records.delete(workspace, sample.case)
    assert [each.id for each in recents.recent(workspace)] == [sample.person]


def test_nothing_stays_over_the_page_when_it_closes(palette):
    shade = palette._shade
    assert shade.isVisible()
    palette.reject()
    assert not shade.isVisible()


def test_a_window_made_larger_stays_dimmed_with_the_palette_in_its_middle(
    palette, calm
):
    over = palette.parentWidget()
    over.resize(1600, 900)
    calm()
    assert palette._shade.size() == over.size()
    left = over.mapFromGlobal(palette.pos()).x()
    assert left == (over.width() - palette.width()) // 2


def test_in_a_low_window_its_foot_is_in_sight(palette, calm):
    over = palette.parentWidget()
    over.resize(910, 485)
    palette.look_for(">")
    calm()
    top = over.mapFromGlobal(palette.pos()).y()
    assert top + palette.height() <= over.height()
    assert palette.hits.count() == 3


def test_what_is_nowhere_can_be_entered_under_that_name(palette, qtbot, calm):
    typed(palette, "Nobody of this name", qtbot, calm)
    assert palette._count.text() == "Nothing found."
    assert titles(palette) == ["New case", "New person"]
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.wanted_new) as wanted:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert wanted.args == ["person", "Nobody of this name"]


def test_nothing_is_entered_while_one_looks_for_a_command(palette, qtbot, calm):
    typed(palette, ">nobody", qtbot, calm)
    assert titles(palette) == []
