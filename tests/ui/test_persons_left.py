"""Whoever was entered on the spot for a record that is given up is not left unsaid."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.test_record_forms import opened, part_box, press

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.editing.drafts import DraftPart

NAME = "Раҳимова Ҷамила"


@pytest.fixture
def form(session, sample, qtbot, calm):
    made = opened(session, "case", "", qtbot, calm)
    enter(made, NAME, calm)
    return made


def enter(form, name, calm):
    """Somebody who is not known yet, as the victim of an act."""
    form.parts["act"].add_next()
    line = part_box(form, "act", "victim").editor.inputs()[0]
    line.setFocus()
    press(line, name, Qt.Key.Key_Return)
    calm()


def throw_away(form, calm):
    form.keep_draft()
    calm()
    form.head.forgotten.emit()
    calm()


def person(workspace, name=NAME):
    _, found = records.listed(workspace, ListQuery(type="person", limit=99))
    return [each for each in found if each.values["name"] == name]


def test_it_is_said_and_the_name_can_be_deleted_and_taken_back(form, session, calm):
    throw_away(form, calm)
    assert drafts.of(session.workspace, "new:case") is None
    assert NAME in form.notice.text
    assert len(person(session.workspace)) == 1, "deleted unasked"
    form.notice._offered.click()
    calm()
    assert person(session.workspace) == []
    assert form.notice.text == "Deleted. It can be brought back."
    form.notice._offered.click()
    calm()
    assert len(person(session.workspace)) == 1


def test_who_is_more_than_a_name_or_is_linked_elsewhere_is_nobodys_leftover(
    form, session, sample, calm
):
    enter(form, "Ғафуров Қодирҷон", calm)
    (one,), (other,) = (
        person(session.workspace, each) for each in (NAME, "Ғафуров Қодирҷон")
    )
    records.change(session.workspace, one.id, {"group_size": "2"})
    victim = {"parent": sample.case, "victim": other.id}
    records.add(session.workspace, "act", victim)
    throw_away(form, calm)
    assert form.notice.text == ""


def test_who_stands_in_another_draft_is_not_left(form, session, sample, calm):
    (one,) = person(session.workspace)
    act = DraftPart(id="act", type="act", values={"victim": one.id}, is_new=True)
    drafts.keep(session.workspace, sample.case, {}, seen={}, parts=[act])
    throw_away(form, calm)
    assert form.notice.text == ""


def test_others_at_the_screen_read_a_number_and_no_name(form, session, calm):
    throw_away(form, calm)
    assert NAME in form.notice.text
    session.desk.onlookers.turn()
    (one,) = person(session.workspace)
    assert NAME not in form.notice.text
    assert one.ref in form.notice.text
    throw_away(form, calm)
    assert form.notice.text == ""
    session.desk.onlookers.turn()
    assert form.notice.text == ""
