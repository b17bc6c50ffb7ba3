import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from monitor_desktop.services import records
from monitor_desktop.services.editing import conflicts
from monitor_desktop.ui.records.record_page import RecordPage


@pytest.fixture
def page(session, sample, qtbot, calm):
    session.kit.clock.advance(60_000)
    records.change(session.workspace, sample.case, {"title": "Another title"})
    made = RecordPage(session, "case")
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.open_id(sample.case)
    calm()
    made.form.retold.emit(sample.case)
    calm()
    return made


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def bring_back(page, what):
    return next(
        each
        for each in page.history.findChildren(QPushButton)
        if each.accessibleName() == f"Bring back: {what}"
    )


def test_the_story_stands_where_the_form_stood(page, session, sample):
    assert page.form.isHidden()
    told = "Case title was changed from “Invented case” to “Another title”"
    assert told in texts(page.history)
    assert session.workspace.owner.name in texts(page.history)
    ref = records.show(session.workspace, sample.case).record.ref
    assert page.history.of.text() == ref


def test_a_value_is_brought_back_and_the_form_shows_it(page, session, sample, calm):
    bring_back(page, "Case title was filled in: Invented case").click()
    calm()
    held = records.show(session.workspace, sample.case).record.values
    assert held["title"] == "Invented case"
    page.history.closed.emit()
    calm()
    assert page.form.body.boxes()["title"].editor.value() == "Invented case"


def test_a_value_brought_back_into_a_conflict_says_that_it_decides(
    page, session, sample, calm
):
    seen = records.show(session.workspace, sample.case).record.heads
    for title in ("First", "Second"):
        records.change(session.workspace, sample.case, {"title": title}, seen=seen)
    assert conflicts.listed(session.workspace)
    page.form.retold.emit(sample.case)
    calm()
    bring_back(page, "Case title was filled in: Invented case").click()
    calm()
    assert not conflicts.listed(session.workspace)
    assert any("decides between values that disagreed" in each for each in texts(page))
    (decided,) = conflicts.decided(session.workspace)
    conflicts.undo(session.workspace, decided.id)
    assert conflicts.listed(session.workspace)


def test_two_moments_stand_beside_each_other(page, calm):
    page.history.kinds.choose("compare")
    page.history.kinds.chosen.emit("compare")
    calm()
    shown = texts(page.history)
    assert shown[-3:] == ["Case title", "Invented case", "Another title"]


def test_what_was_deleted_comes_back_with_one_key(page, session, sample, calm):
    page.history.closed.emit()
    calm()
    page.form.delete()
    calm()
    assert page.form.isHidden()
    assert not page.deletion.isHidden()
    page.restore()
    calm()
    assert not records.show(session.workspace, sample.case).record.deleted
    assert page.form.record.id == sample.case


def test_a_deleted_part_comes_back_from_the_story_and_is_missing_in_between(
    page, session, sample, calm
):
    workspace = session.workspace
    (part,) = records.show(workspace, sample.case).children_of("source")
    session.kit.clock.advance(60_000)
    records.delete(workspace, part.id)
    page.history.open(sample.case)
    calm()
    page.history.kinds.choose("compare")
    page.history.kinds.chosen.emit("compare")
    box = page.history._moments[1]
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())
    calm()
    shown = texts(page.history)
    assert shown[shown.index("A letter") + 1] == "—"
    page.history.kinds.choose("story")
    page.history.kinds.chosen.emit("story")
    bring_back(page, "Source «A letter» was deleted.").click()
    calm()
    assert not records.show(workspace, part.id).record.deleted


def test_a_long_story_is_told_in_many_steps(page, session, sample, calm):
    workspace = session.workspace
    with workspace.transaction() as transaction:
        for number in range(60):
            source = {"parent": sample.case, "title": f"Letter {number}"}
            records.add_within(workspace, transaction, "source", source)
    page.history.open(sample.case)
    calm()
    assert any("Letter 59" in each for each in texts(page.history))
    story = page.history._story
    steps = sum(1 for _ in page.history._tell(story))
    assert steps >= sum(len(each.turns) for each in story.events) > 60
