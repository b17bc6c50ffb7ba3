"""Whoever enters a case by keys alone sees where they are and loses nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tests.ui.hands import CONTROL, Hands
from tests.ui.test_record_forms import box, look_at, opened, part_box, press, write

from monitor_desktop.services import dashboard, records
from monitor_desktop.services.dashboard import Waits
from monitor_desktop.services.editing import drafts
from monitor_desktop.ui.frame.window import Shell

NEVER_MS = 600_000
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def form(session, sample, qtbot, calm):
    return opened(session, "case", sample.case, qtbot, calm)


@pytest.fixture
def shell(session, qtbot, calm):
    made = Shell(session)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.go("case")
    calm()
    yield made
    calm()


@pytest.fixture
def hands(shell, calm, qtbot):
    return Hands(shell, calm, qtbot)


def is_in_sight(widget):
    return not widget.visibleRegion().isEmpty()


def test_typing_without_a_pause_is_kept_too(form, session, sample, qtbot):
    form._pause.setInterval(NEVER_MS)
    form._pause._latest.setInterval(20)
    write(form, "title", "Typed on and on")
    workspace = session.workspace
    qtbot.waitUntil(lambda: drafts.of(workspace, sample.case) is not None)
    kept = drafts.of(workspace, sample.case)
    assert kept.values["title"] == "Typed on and on"
    assert not form._pause.isActive()


def test_a_part_that_was_moved_stays_in_sight_and_keeps_the_keys(form, calm, qtbot):
    acts = form.parts["act"]
    for _ in range(2):
        acts.add_next()
    calm()
    moved = acts.open_id
    field = part_box(form, "act", "type").editor.inputs()[0]
    assert field.hasFocus()
    acts._move(-1)
    calm()
    assert form.state.order["act"][-1] != moved
    qtbot.waitUntil(lambda: is_in_sight(acts.line_of(moved)))
    assert field.hasFocus()
    form.undo()
    calm()
    assert form.state.order["act"][-1] == moved
    assert field.hasFocus()
    qtbot.waitUntil(lambda: is_in_sight(acts.line_of(moved)))


def test_a_part_goes_only_where_there_is_another(form, calm):
    acts = form.parts["act"]
    acts.open_part(acts.part_ids[0])
    up, down = acts._ways[-1], acts._ways[1]
    assert not up.isVisible()
    assert not down.isVisible()
    for _ in range(2):
        acts.add_next()
    calm()
    assert (up.isVisible(), up.isEnabled(), down.isEnabled()) == (True, True, False)
    up.setFocus()
    up.click()
    assert (up.isEnabled(), down.isEnabled()) == (True, True)
    assert up.hasFocus()
    up.click()
    assert (up.isEnabled(), down.isEnabled()) == (False, True)
    assert down.hasFocus()
    order, step = [*acts.part_ids], form.state.to_undo
    acts._move(-1)
    assert (acts.part_ids, form.state.to_undo) == (order, step)
    acts.open_part(acts.part_ids[-1])
    assert (up.isEnabled(), down.isEnabled()) == (True, False)


def test_undo_goes_where_something_was_added(form, calm, qtbot):
    acts = form.parts["act"]
    acts.add_next()
    calm()
    form.body.area.verticalScrollBar().setValue(0)
    form.undo()
    calm()
    assert acts.add_button.hasFocus()
    qtbot.waitUntil(lambda: is_in_sight(acts.add_button))


def test_the_name_of_what_was_undone_has_room(form, calm):
    acts = form.parts["act"]
    acts.add_next()
    acts._move(-1)
    form.undo()
    calm()
    head = form.head
    head.resize(700, head.height())
    for each in (head._draft, *head.delivery._steps.values()):
        assert each.isHidden() or each.width() >= each.sizeHint().width()
    form.keep_draft()
    calm()
    assert not any(each.isHidden() for each in head.delivery._steps.values())


def test_words_that_choose_nothing_are_told_when_the_field_is_left(form):
    kind, status = box(form, "case_type"), box(form, "status")
    kind.editor.inputs()[0].setFocus()
    press(kind.editor.inputs()[0], "xyzzy")
    assert not kind.problem
    status.editor.inputs()[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert "no such entry" in kind.problem
    kind.editor.inputs()[0].setFocus()
    kind.editor.inputs()[0].selectAll()
    press(kind.editor.inputs()[0], "journal")
    assert not kind.problem
    look_at(kind.editor.inputs()[0])
    press(kind.editor.inputs()[0], Qt.Key.Key_Return)
    status.editor.inputs()[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert not kind.problem


def test_a_name_nobody_has_chosen_is_told_when_the_field_is_left(form, calm):
    form.parts["act"].add_next()
    victim = part_box(form, "act", "victim")
    victim.editor.inputs()[0].setFocus()
    press(victim.editor.inputs()[0], "Nobody of this name")
    part_box(form, "act", "type").editor.inputs()[0].setFocus()
    assert "no such entry" in victim.problem
    calm()


def test_what_nobody_touched_is_not_found_fault_with(form):
    field = box(form, "date_from").editor
    field.show_value("30 February 2026", {})
    field.inputs()[0].setFocus()
    box(form, "date_to").editor.inputs()[0].setFocus()
    assert not box(form, "date_from").problem


def test_what_begins_as_it_was_typed_stands_first(form):
    form.parts["act"].add_next()
    picker = part_box(form, "act", "type").editor.inputs()[0]
    press(picker, "tortur")
    offers = [each for each in picker.popup.model.offers if not each.is_head]
    assert offers[0].name == "Torture"
    assert "Death from torture" in [each.name for each in offers]
    heads = [each.name for each in picker.popup.model.offers if each.is_head]
    assert len(heads) == len(set(heads))


def test_enter_ticks_what_was_looked_for(form):
    editor = box(form, "rights_affected").editor
    editor.open_list()
    popup = editor._popup
    popup.search.setText("tortur")
    item = popup.terms.currentItem()
    press(popup.search, Qt.Key.Key_Return)
    assert popup.isVisible()
    assert editor.value() == [item.data(Qt.ItemDataRole.UserRole)]
    popup.search.clear()
    press(popup.search, Qt.Key.Key_Return)
    assert popup.isHidden()


def test_the_keys_come_from_the_list_into_the_record(sample, shell, hands, calm):
    page = shell.record_page("case")
    shell.open_record("case", sample.case)
    calm()
    page.list.view.setFocus()
    shell.walk()
    assert shell.focusWidget().accessibleName() == "Case title *"
    page.list.view.setFocus()
    hands.press(Qt.Key.Key_2, CONTROL)
    calm()
    assert [*page.form.body.grids.values()][1].isAncestorOf(shell.focusWidget())


def test_leaving_an_empty_list_goes_to_what_it_offers(shell, hands, calm):
    hands.press(Qt.Key.Key_N, CONTROL)
    calm()
    hands.press(Qt.Key.Key_Escape)
    calm()
    assert shell.focusWidget().text() == "New case"


def test_what_was_begun_is_found_again(shell, session, hands, calm):
    hands.press(Qt.Key.Key_N, CONTROL)
    calm()
    hands.type("Never saved")
    hands.press(Qt.Key.Key_Escape)
    calm()
    page = shell.record_page("case")
    assert page.begun.text == "Typed and not saved yet: Never saved"
    waiting = dashboard.today(session.workspace).waiting
    (draft,) = [each for each in waiting if each.why is Waits.DRAFT]
    assert (draft.title, draft.record) == ("Never saved", ("case", ""))
    shell.go("today")
    calm()
    rows = shell.page("today").waiting.rows
    next(each for each in rows if each.what.text() == "Never saved").act.click()
    calm()
    assert page.open_form is not None
    assert page.form.body.boxes()["title"].value() == "Never saved"
    page.save()
    calm()
    page.close_form()
    calm()
    assert page.begun.isHidden()


def test_a_draft_of_a_saved_record_is_found_again(session, sample, shell, calm):
    seen = {}
    workspace = session.workspace
    drafts.keep(workspace, sample.case, {"title": "Half a change"}, seen=seen)
    page = shell.record_page("case")
    page.begun.look()
    calm()
    assert page.begun.text.endswith("Half a change")
    page.begun._do()
    calm()
    assert page.open_record.id == sample.case
    records.delete(workspace, sample.case)
    assert not drafts.unfinished(workspace)


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_the_marked_term_says_what_tells_it_from_its_neighbours(form, desk, language):
    desk.say.switch(language)
    picker = box(form, "confidentiality").editor.inputs()[0]
    picker.open_all()
    popup, terms = picker.popup, form._session.kit.vocabularies["sensitivities"]
    for term in terms:
        press(picker, Qt.Key.Key_Down)
        assert popup._note.text() == term.notes[language]
    press(picker, Qt.Key.Key_Down)
    assert not popup._note.text()  # why there is no answer needs no note
    for vocabulary in form._session.kit.vocabularies:
        for term in vocabulary:
            popup._note.setText(term.notes.get(language, ""))
            wide = popup._note.heightForWidth(430)
            assert wide <= popup._note.height(), (language, term.code)


def test_a_name_stands_whole_in_its_list(form, desk):
    desk.say.switch("tg")
    form.parts["act"].add_next()
    picker = part_box(form, "act", "type").editor.inputs()[0]
    picker.setFocus()
    press(picker, "0301")
    shown = picker.popup
    assert shown.width() > 440
    assert shown.width() >= shown._drawn.width_of(shown.model.offers)


def test_a_new_record_has_the_name_that_was_looked_for(shell, hands, calm):
    shell.new_of("person", "Раҳимова Ҷамила")
    calm()
    form = shell.record_page("person").form
    assert form.is_new
    assert form.body.boxes()["name"].value() == "Раҳимова Ҷамила"
    shell.new_of("person", "Somebody else")
    calm()
    assert form.body.boxes()["name"].value() == "Раҳимова Ҷамила"


def test_beside_an_empty_list_there_is_one_primary_button_and_no_steps(
    shell, hands, calm
):
    hands.press(Qt.Key.Key_N, CONTROL)
    calm()
    buttons = shell.record_page("case").findChildren(QPushButton)
    shown = [each for each in buttons if each.isVisible()]
    primary = [each.text() for each in shown if each.property("kind") == "primary"]
    assert primary == ["Save"]
    assert not {"Previous", "Next"} & {each.text() for each in shown}


def test_the_tab_of_the_section_in_sight_is_never_under_more(form, desk, calm):
    desk.say.switch("tg")
    form.resize(640, 600)
    calm()
    tabs = form.body.tabs
    hidden = [n for n, each in enumerate(tabs._tabs) if each.isHidden()]
    hidden = [n for n in hidden if n not in tabs._left_out]
    assert hidden
    for place in hidden:
        tabs.show_current(place)
        assert tabs._tabs[place].isVisible()
        used = sum(
            each.sizeHint().width() + 4 for each in tabs._tabs if each.isVisible()
        )
        assert used + tabs._more.sizeHint().width() <= tabs.width()


def test_arrows_walk_the_tabs_and_enter_goes_to_the_section(form, calm):
    tabs = form.body.tabs._tabs
    tabs[0].setFocus()
    press(tabs[0], Qt.Key.Key_Right)
    assert tabs[1].hasFocus()
    assert tabs[0].isChecked()
    press(tabs[1], Qt.Key.Key_Space)
    calm()
    assert form.body.area.verticalScrollBar().value() > 0
    assert tabs[1].isChecked()
    assert not tabs[0].isChecked()
