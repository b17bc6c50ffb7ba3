"""Lists of terms for paper forms, and the view of a translator."""

from PySide6.QtCore import Qt

from monitor_desktop.interchange import csv_files
from monitor_desktop.services import preferences
from monitor_desktop.ui.settings.empty_forms import FIRST_CONTACT, EmptyFormDialog
from monitor_desktop.ui.settings.settings_page import SettingsPage
from monitor_desktop.ui.settings.word_lists import TermListDialog, UnreviewedDialog


def test_words_to_be_reviewed_are_offered_only_to_who_looks_after_them(
    session, workspace, qtbot, calm
):
    page = SettingsPage(session)
    qtbot.addWidget(page)
    page.show()
    calm()
    assert page.words.unreviewed.isHidden()
    page.words.translates.setChecked(True)
    calm()
    assert not page.words.unreviewed.isHidden()
    assert preferences.get(workspace, preferences.TRANSLATES) is True
    other = SettingsPage(session)
    qtbot.addWidget(other)
    calm()
    assert not other.words.unreviewed.isHidden()


def test_unreviewed_words_are_narrowed_and_saved(session, qtbot, calm, tmp_path):
    dialog = UnreviewedDialog(session, None)
    qtbot.addWidget(dialog)
    calm()
    every = len(dialog.shown)
    dialog.text.setText("methods falanga")
    assert 0 < len(dialog.shown) < every
    assert {each.where for each in dialog.shown} == {"methods"}
    dialog.saving.write(tmp_path / "words.csv", dialog.as_csv)
    calm()
    data = (tmp_path / "words.csv").read_bytes()
    (_, row), *_ = csv_files.read(data).rows
    assert row["english"] == "Blows on the soles of the feet (falanga)"
    assert b"corrected" in data.splitlines()[0]


def test_a_list_is_shown_and_saved_with_its_codes(session, qtbot, calm, tmp_path):
    dialog = TermListDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.names.setCurrentIndex(dialog.names.findData("methods"))
    codes = [dialog.table.item(n, 0).text() for n in range(dialog.table.rowCount())]
    assert "030104000000" in codes
    dialog.saving.write(tmp_path / "methods.csv", dialog.as_csv)
    calm()
    saved = csv_files.read((tmp_path / "methods.csv").read_bytes())
    assert [row["code"] for _, row in saved.rows] == codes


def test_an_empty_form_is_saved_for_pen_and_paper(session, qtbot, calm, tmp_path):
    dialog = EmptyFormDialog(session, None)
    qtbot.addWidget(dialog)
    assert dialog.chosen == FIRST_CONTACT
    assert dialog.pieces.isHidden()
    dialog.kinds.setCurrentIndex(dialog.kinds.findData("oral_request"))
    dialog.languages.choose("tg")
    dialog.saving.write(tmp_path / "form.pdf", dialog.made())
    calm()
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")
    assert "form.pdf" in dialog.notice.text


def test_the_form_of_a_case_has_what_is_ticked(session, qtbot):
    dialog = EmptyFormDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.kinds.setCurrentIndex(dialog.kinds.findData("case"))
    names = [dialog.pieces.item(n).text() for n in range(dialog.pieces.count())]
    assert {"Key facts", "Act", "Hearing"} <= set(names)
    usual = dialog.wanted.pieces
    assert "act" in usual
    assert not {"torture", "hearing", "custody"} & usual
    dialog.extent._buttons["all"].click()
    assert len(dialog.wanted.pieces) == len(names)
    dialog.codes.setChecked(False)
    assert not dialog.wanted.with_codes
    for item in dialog._items():
        item.setCheckState(Qt.CheckState.Unchecked)
    dialog.commit()
    assert "Tick" in dialog.notice.text


def test_a_dialog_that_grows_stays_on_the_screen(session, qtbot):
    dialog = EmptyFormDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.show()
    room = dialog.screen().availableGeometry()
    dialog.move(0, room.bottom() - dialog.height() - 40)
    dialog.kinds.setCurrentIndex(dialog.kinds.findData("case"))
    qtbot.waitUntil(lambda: dialog.pieces.isVisible() and dialog.height() > 400)
    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= room.bottom())
