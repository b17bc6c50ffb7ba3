"""The allegation matrix: each method with what bears it out, evidence included."""

import pytest

from monitor_desktop.services import attachments, records
from monitor_desktop.ui.record_form import RecordForm

TORTURE = "020111110000"


@pytest.fixture
def form(session, workspace, sample, qtbot, calm, tmp_path):
    act = {"parent": sample.case, "type": TORTURE}
    records.add(workspace, "act", act)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"invented picture")
    attachments.attach(workspace, sample.case, photo, values={"title": "Left arm"})
    made = RecordForm(session, "case")
    qtbot.addWidget(made)
    made.show()
    made.open(sample.case)
    calm()
    return made


def test_an_allegation_is_linked_to_the_evidence_and_says_what_is_not(
    form, session, sample, calm
):
    section = form.parts["allegation"]
    section.add_next()
    calm()
    assert "Photograph in the evidence" in section.advice.text()
    editor = section.grid.boxes["photo_file"].editor
    offered = {
        editor._name_of(each): each.id for each in editor._siblings if each.title
    }
    editor.show_value(offered["Left arm"], {})
    editor.edited.emit()
    calm()
    assert "Photograph in the evidence" not in section.advice.text()
    form.save()
    calm()
    (kept,) = records.show(session.workspace, sample.case).children_of("allegation")
    assert kept.values["photo_file"] == offered["Left arm"]
