"""All evidence on one page: found, looked at, followed to its record."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.evidence import attachments, file_checks
from monitor_desktop.ui.evidence.copies_dialog import CopiesDialog
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.frame.window_pages import EVIDENCE, TODAY
from monitor_desktop.ui.look.onlookers import Cover


@pytest.fixture
def taken(workspace, sample, tmp_path):
    """A picture under the case and a letter under the report."""
    picture, letter = tmp_path / "door.png", tmp_path / "letter.txt"
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(picture))
    letter.write_text("A letter.")
    return [
        attachments.attach(workspace, sample.report, letter),
        attachments.attach(workspace, sample.case, picture),
    ]


@pytest.fixture
def shell(session, sample, calm):
    made = Shell(session)
    made.resize(1366, 728)
    made.show()
    calm()
    yield made
    made.close()


@pytest.fixture
def page(shell, taken, calm):
    shell.navigation.items[EVIDENCE].click()
    calm()
    return shell.page(EVIDENCE)


def test_the_newest_stands_first_with_its_picture_hash_and_record(page, taken):
    picture = taken[1]
    assert page.model.total == 2
    assert page.filters._count.text() == "2 of 2"
    assert page.card.title.text() == "door"
    assert not page.card.picture.pixmap().isNull()
    assert page.card.digest.text().replace(" ", "") == picture.sha256
    assert page.card.whose.text() == "Invented case"
    assert "door.png" in page.card.log.text()
    assert page.card.state.text() == "Kept here"


def test_keys_go_from_piece_to_piece_and_a_word_finds_one(page, calm, qtbot):
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    calm()
    assert page.card.title.text() == "letter"
    assert page.card.picture.isHidden()
    page.filters.text.setText("door")
    qtbot.waitUntil(lambda: page.model.total == 1)
    calm()
    assert page.card.title.text() == "door"


def test_its_record_is_one_click_away(page, shell, sample, calm):
    page.card.go.click()
    calm()
    assert shell.place.record_id == sample.case


def test_a_piece_without_a_file_says_where_it_stands(page, workspace, sample, calm):
    records.add(workspace, "attachment", {"parent": sample.case, "title": "A shoe"})
    page.model.reload()
    calm()
    page._choose(0)
    calm()
    assert page.card.title.text() == "A shoe"
    assert page.card.state.text() == "Kept elsewhere"
    assert page.card.digest.text() == "—"


def test_what_was_begun_about_a_piece_is_gone_on_with_from_today(
    shell, workspace, taken, calm, monkeypatch
):
    drafts.keep(workspace, taken[0].id, {"title": "A letter, half ty"}, seen={})
    shown = []

    def show(dialog):
        shown.append(dialog)

    monkeypatch.setattr(EvidenceDialog, "exec", show)
    today = shell.page(TODAY)
    today.reload()
    calm()
    (row,) = [each for each in today.waiting.rows if "half ty" in each.what.text()]
    row.act.click()
    calm()
    assert shell.key == EVIDENCE
    (dialog,) = shown
    assert dialog.grid.boxes["title"].value() == "A letter, half ty"
    dialog.close()


def test_without_evidence_the_page_says_what_belongs_there(shell, calm):
    shell.go(EVIDENCE)
    calm()
    page = shell.page(EVIDENCE)
    assert page.card.isHidden()
    assert page._stack.currentIndex() == 1


def test_others_at_the_screen_do_not_see_the_picture(page, session, calm):
    session.desk.onlookers.turn()
    calm()
    (cover,) = page.findChildren(Cover)
    assert cover.isVisible()
    assert cover.geometry().contains(page.card.geometry())


def test_counts_stand_beside_evidence_and_what_waits(shell, taken, session, calm):
    session.announce()
    calm()
    assert shell.navigation.items[EVIDENCE]._count.text() == "2"
    shell.counts._pause.timeout.emit()
    calm()
    waiting = shell.page("today").waiting.head.count.text()
    assert shell.navigation.items["today"]._count.text() == waiting


def test_every_copy_that_went_out_is_in_the_register(
    session, page, sample, qtbot, calm
):
    workspace = session.workspace
    (one, *_rest) = attachments.listed(workspace, sample.case)
    out = workspace.blobs.path.parent.parent
    attachments.save(workspace, one.id, out / "whole.bin", to_whom="A lawyer")
    session.kit.clock.advance(60_000)
    attachments.save_shared(
        workspace, one.id, out / "bare.png", lambda _file: b"", to_whom="A paper"
    )
    file_checks.verify(workspace, one.id)  # no copy
    dialog = CopiesDialog(session, page)
    qtbot.addWidget(dialog)
    calm()
    assert dialog.told.text() == "2 copies"
    lines = [
        [dialog.table.item(row, column).text() for column in range(7)]
        for row in range(dialog.table.rowCount())
    ]
    assert [(each[0], each[3], each[5]) for each in lines] == [
        (one.title, "A paper", "bare.png"),
        (one.title, "A lawyer", "whole.bin"),
    ]
    assert all(each[1] and each[2] and each[6] for each in lines)


def test_all_files_are_checked_and_the_wrong_ones_named(session, page, sample, calm):
    workspace = session.workspace
    files = [e for e in attachments.listed(workspace, sample.case) if e.sha256]
    page.check.click()
    calm()
    assert page.outcome.text == "2 files checked, all are whole."
    assert page.check.isEnabled()
    for each in workspace.blobs.path.iterdir():
        each.write_bytes(b"damaged")
    page.check.click()
    calm()
    assert files[0].title in page.outcome.text
    log = attachments.custody(workspace, files[0].id)
    assert log[-1].values["result"] == attachments.State.DAMAGED
