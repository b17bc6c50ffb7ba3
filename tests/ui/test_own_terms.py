import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from monitor_desktop.domain.customs import OPEN_LISTS
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import declared
from monitor_desktop.services import records
from monitor_desktop.services.editing import own_terms
from monitor_desktop.ui.editors.making import editor_for
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.records.record_page import RecordPage
from monitor_desktop.ui.sessions import Session


@pytest.fixture
def shell(session, sample, qtbot, calm):
    made = Shell(session)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.open_record("case", sample.case)
    calm()
    return made


def picker(form, key):
    return form.body.boxes()[key].editor.inputs()[0]


def test_a_coordinator_keeps_what_is_no_term_yet(shell, session, sample, calm):
    form = shell.record_page("case").form
    line = picker(form, "case_type")
    line.setText("Radio silence")
    line.asked.emit("Radio silence")
    offers = line.popup.model.offers
    place = next(n for n, each in enumerate(offers) if each.code.startswith("+"))
    line._take(line.popup.model.index(place, 0))
    calm()
    form.save()
    calm()
    code = records.show(session.workspace, sample.case).record.values["case_type"]
    assert session.kit.vocabularies["case_types"].label(code, "tg") == "Radio silence"
    line.asked.emit("Radio sil")
    assert line.popup.model.offers[0].code == code


def test_a_list_with_ticks_keeps_a_term_too(session, calm, qtbot):
    field = next(
        each
        for each in declared("act").fields
        if each.kind is Kind.MULTIPLE_CHOICE and each.vocabulary in OPEN_LISTS
    )
    editor = editor_for(session, field)
    qtbot.addWidget(editor)
    editor.open_list()
    popup = editor._popup
    popup.search.setText("By drone")
    last = popup.terms.item(popup.terms.count() - 1)
    assert last.text() == "Keep as a local term: By drone"
    last.setCheckState(Qt.CheckState.Checked)
    calm()
    (code,) = editor.value()
    assert session.kit.vocabularies[field.vocabulary].label(code, "ru") == "By drone"
    popup.search.setText("By drone")
    assert popup.terms.count() == 1
    popup.close()


def test_nobody_keeps_terms_that_the_program_acts_by(shell, session, make_workspace):
    line = picker(shell.record_page("case").form, "confidentiality")
    line.setText("Very secret")
    line.asked.emit("Very secret")
    assert not any(each.code.startswith("+") for each in line.popup.model.offers)
    assert not own_terms.may_keep(make_workspace("Monitor"), "case_types")


def test_an_own_field_is_in_open_forms_at_once(shell, session, sample, calm):
    form = shell.record_page("case").form
    box = form.body.boxes()["title"]
    box.editor.inputs()[0].setText("Half typed")
    box.editor.edited.emit()
    values = {
        "label": {"en": "Radio channel"},
        "key": "channel",
        "on_type": "case",
        "kind": "text",
        "in_list": "yes",
    }
    session.announce(records.add(session.workspace, "custom_field", values).changes)
    calm()
    again = shell.record_page("case").form
    assert again is not form
    assert "x_channel" in again.body.boxes()
    assert again.record.id == sample.case
    assert again.state.typed == {"title": "Half typed"}


def test_the_name_of_a_list_is_chosen_by_what_it_is_used_for(session, qtbot):
    field = session.workspace.catalogue.record_type("custom_term").field("vocabulary")
    editor = editor_for(session, field)
    qtbot.addWidget(editor)
    offers = {each.code: each for each in editor._offers("injury")}
    assert offers["injury_kinds"].name == "Injury (Mark on the body)"
    editor.inputs()[0].setText("a list of ours")
    assert editor.value() == "a list of ours"


def test_who_does_not_keep_own_fields_is_offered_none(
    make_workspace, desk, qtbot, calm
):
    session = Session(desk, make_workspace("Kabk", "monitor"))
    page = RecordPage(session, "custom_field")
    qtbot.addWidget(page)
    page.show()
    calm()
    offered = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    assert not {"New", "Import a file…"} & {each.text() for each in offered}
    assert page.list.bring not in offered
    page.open_new()
    calm()
    assert page.open_form is None
    page.hide()
    calm()
