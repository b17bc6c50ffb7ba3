"""Evidence in the form: dropped, pasted, shown, checked, copied; nothing opened."""

import os
import struct
import zlib

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QApplication

from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.evidence.attachments import Event
from monitor_desktop.ui.evidence import evidence_dialog
from monitor_desktop.ui.evidence.custody_dialogs import FolderDialog, HandoverDialog
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog
from monitor_desktop.ui.exchange.sync_page import SyncPage
from monitor_desktop.ui.records.record_form import RecordForm
from monitor_desktop.ui.sessions import Session


@pytest.fixture
def form(session, sample, calm, qtbot):
    made = RecordForm(session, "case")
    qtbot.addWidget(made)
    made.open(sample.case)
    calm()
    return made


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "удар.png"
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#205080"))
    image.setText("Author", "SECRET-MARK")
    assert image.save(str(path))
    return path


@pytest.fixture
def attached(session, sample, picture):
    return attachments.attach(session.workspace, sample.case, picture)


@pytest.fixture
def dialog(session, attached, calm, qtbot):
    made = EvidenceDialog(session, attached, None)
    qtbot.addWidget(made)
    calm()
    return made


def dropped(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    return data, event


@pytest.mark.parametrize(
    "key",
    [
        "custom_field",
        "custom_term",
        "day_off",
        "deadline_rule",
        "indicator",
        "reporting_period",
    ],
)
def test_what_says_how_a_group_works_asks_for_no_evidence(session, qtbot, calm, key):
    made = RecordForm(session, key)
    qtbot.addWidget(made)
    made.open_new()
    calm()
    assert made.body.evidence.isHidden()
    assert made.body.place_of(made.body.evidence) in made.body.tabs._left_out
    lines = [each for each in made.body._sections if not each.body.isHidden()]
    assert lines[-1].line.isHidden()


def test_a_file_that_such_a_record_has_is_shown(
    session, make_workspace, picture, qtbot, calm
):
    hub = Session(session.desk, make_workspace("hub", "coordinator"))
    told = {"name": "Idi Qurbon", "days": "2026-05-27", "kind": "day_off"}
    day = records.add(hub.workspace, "day_off", told).id
    attachments.attach(hub.workspace, day, picture)
    made = RecordForm(hub, "day_off")
    qtbot.addWidget(made)
    made.open(day)
    calm()
    assert not made.body.evidence.isHidden()
    assert len(made.body.evidence.rows) == 1
    assert not made.body.tabs._left_out


def test_files_are_dropped_and_pasted(form, session, sample, picture, calm, tmp_path):
    section = form.body.evidence
    _data, event = dropped(picture, tmp_path)
    section.dropEvent(event)
    calm()
    assert "folder" in section.notice.text  # the second of them is none
    (one,) = attachments.listed(session.workspace, sample.case)
    assert (one.title, one.media_type) == ("удар", "image/png")
    assert [each.line.accessibleName().split(",")[0] for each in section.rows] == [
        "удар"
    ]
    QGuiApplication.clipboard().setImage(QImage(str(picture)))
    section.paste()
    calm()
    assert [each.title for each in attachments.listed(session.workspace, sample.case)][
        1:
    ] == ["Pasted picture"]
    QGuiApplication.clipboard().clear()


def test_why_nothing_was_taken_in_is_in_sight_above_a_long_list(
    form, session, sample, picture, calm, qtbot
):
    for _ in range(12):
        attachments.attach(session.workspace, sample.case, picture)
    form.resize(806, 400)
    form.show()
    calm()
    section = form.body.evidence
    section.look_again()
    calm()
    section.take_files([picture.with_name("gone.png")])
    calm()
    assert section.notice.text.startswith("Not taken in: gone.png.")
    qtbot.waitUntil(lambda: not section.notice.visibleRegion().isEmpty())
    assert section.notice.visibleRegion().boundingRect().height() > 20


@pytest.fixture
def odd(tmp_path, picture):
    """What a person may well drop: odd files, and things that are none."""
    made = {name: tmp_path / name for name in ("empty.txt", "photo.jpg", "drawing.svg")}
    made["empty.txt"].write_bytes(b"")
    made["photo.jpg"].write_bytes(b"MZ\x90 a program with another name")
    made["drawing.svg"].write_bytes(b"<svg xmlns='x'><image href='file:///etc'/></svg>")
    made["link.png"] = tmp_path / "link.png"
    made["link.png"].symlink_to(picture)
    made["gone.pdf"] = tmp_path / "gone.pdf"
    made["queue"] = tmp_path / "queue"
    os.mkfifo(made["queue"])
    made["to nowhere"] = tmp_path / "to nowhere"
    made["to nowhere"].symlink_to(tmp_path / "nothing")
    return made


def test_one_that_cannot_be_taken_in_keeps_none_out_and_each_is_named(
    form, session, sample, odd, tmp_path, calm
):
    section = form.body.evidence
    _data, event = dropped(tmp_path / "gone.pdf", tmp_path, *odd.values())
    section.dropEvent(event)
    calm()
    found = attachments.listed(session.workspace, sample.case)
    kinds = {each.title: each.media_type for each in found}
    assert kinds == {
        "empty": "application/octet-stream",
        "photo": "application/x-msdownload",
        "drawing": "image/svg+xml",
        "link": "image/png",
    }
    told = section.notice.text.splitlines()
    assert told[0] == "4 files taken in."
    for name in ("gone.pdf", tmp_path.name, "queue", "to nowhere"):
        assert any(each.startswith(f"Not taken in: {name}.") for each in told)
    sizes = {each.line.accessibleName().split(",")[0]: each for each in section.rows}
    assert "0 bytes" in sizes["empty"].line.accessibleName()


def test_a_file_dropped_anywhere_in_the_record_is_its_evidence(
    form, session, sample, picture, calm
):
    form.resize(806, 400)
    form.show()
    calm()
    data, event = dropped(picture)
    line = form.body.boxes()["title"].editor.inputs()[0]
    assert not line.acceptDrops()
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    for each in (enter, event):
        QApplication.sendEvent(form.body, each)
        assert each.isAccepted()
    calm()
    assert len(attachments.listed(session.workspace, sample.case)) == 1
    web = QMimeData()
    web.setUrls([QUrl("https://example.invalid/a.png")])
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        web,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    form.body.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_a_film_can_be_stopped_on_its_way_in_and_leaves_nothing(
    form, session, sample, picture, calm, qtbot
):
    film = picture.with_name("film.mp4")
    with film.open("wb") as file:
        file.write(b"....ftypmp42")
        file.truncate(3 << 30)  # longer than 32 bits count
    section = form.body.evidence
    section.take_files([picture, film, picture])
    qtbot.waitUntil(lambda: section.busy.bar.value() > 0, timeout=20_000)
    assert section.busy.bar.maximum() >= 3 << 20
    section.busy.cancel.click()
    calm()
    assert section.busy.isHidden()
    told = section.notice.text.splitlines()
    assert told == ["Taken in: удар", "Stopped: 2 files were not taken in."]
    (one,) = attachments.listed(session.workspace, sample.case)
    blobs = list(session.workspace.blobs.path.iterdir())
    assert (one.title, len(blobs)) == ("удар", 1)


def test_what_was_taken_in_is_in_sight(form, picture, calm, qtbot):
    """The lines come below the fold: without a word nobody would know."""
    form.resize(806, 400)
    form.show()
    calm()
    form.body.go_to(form.body.place_of(form.body.evidence))
    form.body.evidence.take_files([picture])
    calm()
    place = form.body.place_of(form.body.evidence)
    assert form.body.tabs._tabs[place].text() == "Evidence  1"
    section = form.body.evidence
    for each in (section.rows[0], section.notice):
        qtbot.waitUntil(lambda each=each: not each.visibleRegion().isEmpty())


def test_small_pictures_stand_in_the_list_and_a_folder_for_a_lawyer_is_written(
    form, session, attached, calm, qtbot, tmp_path
):
    form.resize(806, 600)
    form.show()
    form.body.evidence.look_again()
    calm()
    form.body.jump(form.body.place_of(form.body.evidence))
    (line,) = (each.line for each in form.body.evidence.rows)
    qtbot.waitUntil(lambda: line._picture is not None, timeout=20_000)
    form.body.evidence.write_folder(tmp_path / "out", "A lawyer")
    calm()
    assert not (tmp_path / "out").exists()
    assert "no consent" in form.body.evidence.notice.text
    records.change(session.workspace, attached.id, {"consent": ["body"]})
    form.body.evidence.write_folder(tmp_path / "out", "A lawyer")
    calm()
    assert (tmp_path / "out" / "verify.py").is_file()
    assert list((tmp_path / "out" / "files").iterdir())
    assert "out" in form.body.evidence.notice.text


def test_a_folder_is_for_a_body_with_a_name(session, qtbot):
    dialog = FolderDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.commit()
    assert not dialog.result()
    dialog.whom.setEditText("  A  lawyer ")
    dialog.commit()
    assert dialog.result()
    assert dialog.whom.body == "A lawyer"


def proposing_to_move(path, kind=QDropEvent):
    """As most file managers do within one disk; agreed to, they delete the file."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    place = QPointF(5, 5) if kind is QDropEvent else QPoint(5, 5)
    keys = Qt.KeyboardModifier.NoModifier
    event = kind(place, both, data, Qt.MouseButton.LeftButton, keys)
    event.setDropAction(Qt.DropAction.MoveAction)
    return data, event


def test_no_file_manager_is_told_that_a_file_was_moved(form, session, picture, calm):
    form.show()
    calm()
    sync = SyncPage(session)
    for target in (form.body, form.body.evidence, sync):
        for kind in (QDragEnterEvent, QDropEvent):
            _data, event = proposing_to_move(picture, kind)
            QApplication.sendEvent(target, event)
            assert event.isAccepted()
            assert event.dropAction() is Qt.DropAction.CopyAction
    calm()
    assert picture.is_file()
    sync.deleteLater()


def test_a_record_that_is_not_saved_takes_none(form, calm, picture, session):
    form.open_new()
    calm()
    section = form.body.evidence
    _data, event = dropped(picture)
    section.dropEvent(event)
    section.paste()
    calm()
    assert section.rows == []
    assert not section.stops()[0].isEnabled()


def test_the_dialog_shows_the_picture_and_the_log(dialog, calm):
    assert dialog.picture.pixmap().size().toTuple() == (300, 200)
    assert dialog.windowTitle() == "Evidence"  # and not whose
    assert dialog.focusWidget() is dialog.grid.boxes["title"].editor.inputs()[0]
    assert dialog._facts.itemAt(1).widget().text() == "Kind of file: Picture (PNG)"
    dialog.check()
    calm()
    assert dialog.notice.text == "Checked: the file is whole."
    log = [dialog._log.itemAt(n).widget().text() for n in range(dialog._log.count())]
    assert len(log) == 2
    assert "“удар.png” was taken in" in log[0]
    assert "the file is whole" in log[1]


def test_a_picture_that_is_not_shown_is_not_called_damaged(
    session, sample, tmp_path, calm, qtbot
):
    bomb = tmp_path / "bomb.png"
    head = struct.pack(">IIBBBBB", 65_535, 65_535, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    crc = struct.pack(">I", zlib.crc32(chunk))
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + crc)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no more of it")
    for path in (bomb, broken):
        attached = attachments.attach(session.workspace, sample.case, path)
        dialog = EvidenceDialog(session, attached, None)
        qtbot.addWidget(dialog)
        calm()
        assert dialog.picture.text() == "This picture is not shown here."
        dialog.check()
        calm()
        assert dialog.notice.text == "Checked: the file is whole."


def test_what_is_typed_is_saved_and_the_digest_is_no_field(
    dialog, session, attached, calm
):
    assert "sha256" not in dialog.grid.boxes
    dialog.grid.boxes["obtained_from"].editor.show_value("Зарина", {})
    dialog.commit()
    calm()
    (entry,) = attachments.listed(session.workspace, attached.record)
    found = records.show(session.workspace, entry.id).record.values
    assert found["obtained_from"] == "Зарина"


def test_what_is_half_typed_comes_back_after_a_close_and_can_be_thrown_away(
    session, attached, calm, qtbot
):
    def opened():
        made = EvidenceDialog(session, attached, None)
        qtbot.addWidget(made)
        made.show()
        calm()
        return made, made.grid.boxes["obtained_from"].editor

    dialog, editor = opened()
    editor.show_value("Зари", {})
    editor.edited.emit()
    dialog.close()  # as the lock does
    calm()
    dialog, editor = opened()
    assert editor.value() == "Зари"
    assert dialog.notice.text.startswith("Draft ")
    dialog.commit()
    calm()
    dialog, editor = opened()
    assert (editor.value(), dialog.notice.text) == ("Зари", "")
    editor.show_value("", {})
    editor.edited.emit()
    dialog.close()
    calm()
    dialog, editor = opened()
    assert not editor.value()
    dialog.notice._offered.click()
    calm()
    assert editor.value() == "Зари"
    dialog.close()
    calm()
    assert opened()[0].notice.text == ""


def test_half_a_name_in_a_draft_keeps_nobody_out_of_what_is_known(
    session, attached, calm, qtbot
):
    typed = {"shows": "Invented Some", "obtained_from": "Зарина"}
    drafts.keep(session.workspace, attached.id, typed, seen={})
    dialog = EvidenceDialog(session, attached, None)
    qtbot.addWidget(dialog)
    dialog.show()
    calm()
    assert dialog.grid.boxes["obtained_from"].value() == "Зарина"
    assert dialog.notice.text.startswith("Draft ")


def test_what_could_not_be_saved_is_a_draft_still(dialog, session, attached, calm):
    dialog.show()
    calm()
    shows = dialog.grid.boxes["shows"].editor
    shows.inputs()[0].setText("Nobody of this name")
    shows.edited.emit()
    dialog.commit()
    calm()
    assert dialog.isVisible()
    dialog.close()  # as the lock does
    calm()
    kept = drafts.of(session.workspace, attached.id)
    assert kept.values == {"shows": "Nobody of this name"}


def test_copies_go_out_with_a_warning_and_a_note(
    dialog, session, attached, calm, tmp_path, monkeypatch
):
    out = iter([tmp_path / "whole.png", tmp_path / "clean.png"])
    monkeypatch.setattr(evidence_dialog, "ask_save", lambda *_a, **_k: next(out))
    asked = []

    def agree(warning):
        warning.lines["to_whom"].setText("адвокат")
        asked.append(warning)
        return 1

    for each in (evidence_dialog.CopyDialog, evidence_dialog.ShareDialog):
        monkeypatch.setattr(each, "exec", agree)
    dialog.save_copy()
    dialog.share()
    calm()
    assert [type(each).__name__ for each in asked] == ["CopyDialog", "ShareDialog"]
    assert (tmp_path / "whole.png").read_bytes().count(b"SECRET-MARK")
    clean = (tmp_path / "clean.png").read_bytes()
    assert b"SECRET-MARK" not in clean
    assert QImage.fromData(clean).size().toTuple() == (300, 200)
    log = attachments.custody(session.workspace, attached.id)
    assert [each.values["event"] for each in log][1:] == [
        Event.EXPORT,
        Event.SHARED_COPY,
    ]
    assert {each.values["to_whom"] for each in log[1:]} == {"адвокат"}


def test_a_hand_over_needs_both_sides(session, qtbot):
    dialog = HandoverDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.lines["from_whom"].setText("A")
    dialog.commit()
    assert not dialog.result()
    dialog.lines["to_whom"].setText("B")
    dialog.commit()
    assert dialog.result()
    assert dialog.given().to_whom == "B"
