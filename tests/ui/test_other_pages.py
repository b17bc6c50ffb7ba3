from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.ui.conftest import PASSPHRASE

from monitor_desktop.domain.levels import Level
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.services import records
from monitor_desktop.services.paper import letterheads
from monitor_desktop.services.profile import backup, pieces, swapping
from monitor_desktop.services.progress import silent
from monitor_desktop.ui.fittings.file_choice import FileChoice, read_file
from monitor_desktop.ui.lock.recover_dialog import RecoverDialog
from monitor_desktop.ui.paper.letterhead_dialog import LetterheadDialog
from monitor_desktop.ui.paper.print_page import PrintPage
from monitor_desktop.ui.paper.printing import JOB_NAME, PrintJob, printer_for
from monitor_desktop.ui.settings.pieces_dialog import PiecesDialog
from monitor_desktop.ui.settings.settings_page import (
    PassphraseDialog,
    RecoveryDialog,
    SettingsPage,
)


@pytest.fixture
def preview(session, sample, qtbot, calm):
    made = PrintPage(session)
    qtbot.addWidget(made)
    made.resize(1174, 700)
    made.show()
    made.show_record(sample.case)
    calm()
    return made


def pages(preview):
    return preview.paper.labels


def test_the_narrowest_level_is_shown_first_and_says_who_is_withheld(preview):
    assert len(pages(preview)) >= 1
    assert not preview.options.withheld.isHidden()
    assert "Publish with" in preview.options._reasons.text()


def test_another_level_shows_everybody(preview, calm):
    internal = next(iter(preview.options.for_whom.levels.values()))
    internal.click()
    calm()
    assert preview.options.withheld.isHidden()


def test_sources_are_counted_beside_persons_and_alone(preview, workspace, calm):
    head = preview.options._withheld_text
    assert head.text() == "1 person withheld\n1 source or piece of evidence withheld"
    case = records.add(workspace, "case", {"title": "Nobody in it"}).id
    for title in ("A letter", "Another letter"):
        records.add(workspace, "source", {"parent": case, "title": title})
    preview.show_record(case)
    calm()
    assert not preview.options.withheld.isHidden()
    assert head.text() == "2 sources or pieces of evidence withheld"


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_no_option_is_wider_than_the_room_beside_the_preview(preview, desk, language):
    desk.say.switch(language)
    preview.options.on_paper.printer.addItem("A printer on the second floor, room 214")
    preview.options.for_whom.body.addItem("A committee with a name that takes a line")
    preview.options.for_whom.body.show()
    preview.grab()
    inner = preview.options.findChild(QWidget, "scrolled")
    assert preview.options.document.count() > 3
    assert inner.minimumSizeHint().width() <= inner.parentWidget().width()


def test_a_narrow_list_opened_shows_its_lines_whole(preview, desk):
    desk.say.switch("ru")
    document = preview.options.document
    document.showPopup()
    assert document.view().width() >= document.view().sizeHintForColumn(0)
    document.hidePopup()


def test_a_body_is_chosen_among_those_that_consents_name(preview, workspace, calm):
    for body in ("Human Rights Committee", "A court", " a  Court"):
        person = records.add(workspace, "person", {"name": "Invented"}).id
        agreed = {"purpose": "share_body", "answer": "yes", "given_by": "self"}
        records.add(workspace, "consent", {**agreed, "parent": person, "body": body})
    field = preview.options.for_whom.body
    preview.options.for_whom.levels["body"].click()
    calm()
    assert not field.isHidden()
    assert "which body" in preview.notice.text
    assert not preview.save.isEnabled()
    offered = [field.itemText(each) for each in range(field.count())]
    assert len(offered) == 2
    assert "Human Rights Committee" in offered
    field.setEditText("a  court")
    field.lineEdit().editingFinished.emit()
    calm()
    assert preview._wanted.choice.body == "a court"
    assert preview._wanted.choice.level is Level.PARTNER
    assert preview.save.isEnabled()


def test_three_languages_stand_side_by_side_on_wide_pages(preview, calm):
    upright = pages(preview)[0].pixmap()
    preview.options.layout_choice._buttons["three"].click()
    calm()
    wide = pages(preview)[0].pixmap()
    assert upright.height() > upright.width()
    assert wide.width() > wide.height()
    assert preview.paper.thumbnails.count() == len(pages(preview))


def test_a_case_has_more_than_one_document(preview, calm):
    kinds = preview.options.document
    assert kinds.findData("case_brief") > 0
    kinds.setCurrentIndex(kinds.findData("case_brief"))
    calm()
    assert preview._wanted.choice.document == "case_brief"
    assert kinds.count() > 3


def test_zoom_makes_pages_smaller_and_larger(preview):
    sizes = []
    for key in ("page", "width", "full"):
        preview.paper.zoom._buttons[key].click()
        sizes.append(pages(preview)[0].pixmap().width())
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2]


def test_a_code_off_the_paper_is_compared_with_the_record(preview, calm):
    preview.options.code.setText("AAAA-BBBB")
    preview.options.typed.emit(preview.options.code.text())
    calm()
    assert "something else" in preview.notice.text


def test_without_a_printer_nothing_is_printed(preview, monkeypatch):
    # This computer may well have one.
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    preview.options.on_paper._name()
    preview._enable(ready=True)
    assert not preview.print.isEnabled()
    assert preview.save.isEnabled()


def test_pages_are_painted_one_by_one_under_a_neutral_name(preview, tmp_path, qtbot):
    printer = printer_for("", copies=1, both_sides=True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    wanted = preview._wanted
    made = wanted.preview(silent, preview._session.workspace)
    told = []

    PrintJob(printer, made.pages, told.append, preview).start()
    qtbot.waitUntil(lambda: bool(told))

    printed = PdfReader(tmp_path / "printed.pdf")
    assert told == [True]
    assert len(printed.pages) == len(made.pages)
    assert printed.metadata.title == JOB_NAME
    assert not preview.options.code.text()


class PaperOnDisk:
    """A printer that writes a file, as ``OnPaper`` would make one."""

    def __init__(self, path):
        self.path = path

    def make(self):
        made = printer_for("", copies=1, both_sides=True)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(self.path))
        return made


@pytest.fixture
def to_file(preview, monkeypatch, tmp_path):
    """Printing goes to this file."""
    path = tmp_path / "paper.pdf"
    on_paper = preview.options.on_paper
    monkeypatch.setattr(on_paper, "make_printer", PaperOnDisk(path).make)
    return path


def test_many_records_are_printed_one_after_the_other(
    preview, workspace, to_file, calm, qtbot
):
    refs = [
        str(records.add(workspace, "case", {"title": f"Case {each}"}).ref)
        for each in range(3)
    ]
    preview.options.for_whom.levels[Level.INTERNAL].click()
    preview.show_records(refs)
    calm()
    assert "The first of 3 is shown" in preview._state.text()
    preview.send()
    qtbot.waitUntil(lambda: "Sent to the printer" in preview.notice.text, timeout=9000)
    assert len(PdfReader(to_file).pages) == len(refs)
    assert not preview.busy.isVisible()


def test_printing_is_stopped_between_records(preview, workspace, to_file, calm, qtbot):
    refs = [
        str(records.add(workspace, "case", {"title": f"Case {each}"}).ref)
        for each in range(9)
    ]
    preview.show_records(refs)
    calm()
    preview.send()
    qtbot.waitUntil(lambda: bool(preview.busy._works), timeout=9000)
    preview.busy.cancel.click()
    qtbot.waitUntil(lambda: "Stopped" in preview.notice.text, timeout=9000)
    assert preview.save.isEnabled()


@pytest.fixture
def thick(workspace):
    """A case that takes the typesetter a while."""
    words = "Хабарнигор дар роҳ боздошт шуд. " * 3_000
    added = records.add(workspace, "case", {"title": "Case", "description": words})
    return str(added.ref)


def test_pages_being_set_are_seen_to_be_and_can_be_stopped(
    preview, thick, sample, workspace, qtbot
):
    preview.options.for_whom.levels[Level.INTERNAL].click()
    preview.show_record(thick)
    qtbot.waitUntil(preview.busy.isVisible, timeout=60_000)
    assert preview.busy.cancel.isEnabled()
    preview.busy.cancel.click()
    qtbot.waitUntil(lambda: "Stopped" in preview.notice.text, timeout=60_000)
    assert not preview.busy.isVisible()
    assert not preview.save.isEnabled()
    preview.show_record(str(records.show(workspace, sample.case).record.ref))
    qtbot.waitUntil(preview.save.isEnabled, timeout=60_000)
    assert preview.notice.isHidden()


def test_other_pages_do_not_wait_for_those_nobody_wants_any_more(
    preview, thick, sample, workspace, qtbot
):
    preview.options.for_whom.levels[Level.INTERNAL].click()
    preview.show_record(thick)
    qtbot.waitUntil(preview.busy.isVisible, timeout=60_000)
    preview.show_record(str(records.show(workspace, sample.case).record.ref))
    qtbot.waitUntil(preview.save.isEnabled, timeout=60_000)
    assert len(pages(preview)) == 1
    assert not preview.busy.isVisible()


def test_wide_pages_are_turned_by_their_short_edge(preview, calm, tmp_path, qtbot):
    preview.options.layout_choice._buttons["three"].click()
    calm()
    printer = PaperOnDisk(tmp_path / "wide.pdf").make()
    told = []
    pages = preview._wanted.preview(silent, preview._session.workspace).pages
    sides = QPrinter.DuplexMode
    # A file has no sides, so what the printer is asked for is caught.
    asked = []
    printer.duplex = lambda: sides.DuplexLongSide
    printer.setDuplex = asked.append
    PrintJob(printer, pages, told.append, preview).start()
    qtbot.waitUntil(lambda: bool(told))
    assert asked == [sides.DuplexShortSide]


def test_the_letterhead_is_kept_and_a_wrong_logo_is_refused(
    session, qtbot, calm, tmp_path
):
    dialog = LetterheadDialog(session, None)
    qtbot.addWidget(dialog)
    calm()
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    dialog.take_file(tmp_path / "logo.gif")
    calm()
    assert "PNG" in dialog.notice.text
    photo = QImage(3000, 1500, QImage.Format.Format_RGB32)
    photo.fill(0x336699)
    photo.save(str(tmp_path / "logo.jpg"))
    dialog.take_file(tmp_path / "logo.jpg")
    calm()
    dialog.names["tg"].setText("Маркази намуна")
    dialog.commit()
    calm()
    assert dialog.result() == 1
    kept = letterheads.get(session.workspace)
    assert kept.names == {"tg": "Маркази намуна"}
    assert QImage.fromData(kept.logo, "PNG").size() == QSize(800, 400)


def test_a_page_that_is_no_picture_ends_the_job(preview, qtbot):
    told = []
    PrintJob(printer_for("", copies=1, both_sides=False), [b"x"], told.append).start()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [False]


def test_the_file_is_a_pdf(preview, tmp_path, calm):
    target = tmp_path / "sheet.pdf"
    preview.write(target)
    calm()
    assert target.read_bytes().startswith(b"%PDF-")
    assert "not encrypted" in preview.notice.text


def test_a_backup_is_made_and_can_be_restored(session, tmp_path, qtbot, calm, kit):
    page = SettingsPage(session)
    qtbot.addWidget(page)
    page.back_up(tmp_path / "backup")
    calm()
    assert "backup is made" in page.notice.text
    assert backup.verify(session.workspace, tmp_path / "backup") == []
    assert "Last backup" in page._backed_up.text()


def test_the_theme_and_the_language_worn_are_marked(session, desk, qtbot, calm):
    page = SettingsPage(session)
    qtbot.addWidget(page)
    desk.look.wear("dark")
    desk.say.switch("ru")
    calm()
    assert (page.themes.value, page.languages.value) == ("dark", "ru")


def test_the_passphrase_is_changed_only_with_the_old_one(
    session, tmp_path, qtbot, calm, kit
):
    dialog = PassphraseDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.old.setText("not it")
    for line in (dialog.new.first, dialog.new.again):
        line.setText("quite another phrase of words")
    dialog.commit()
    calm()
    assert dialog.result() == 0
    assert "Wrong passphrase" in dialog.notice.text
    dialog.old.setText(PASSPHRASE)
    dialog.commit()
    calm()
    assert dialog.result() == 1


def test_a_recovery_code_is_made_for_the_passphrase(session, qtbot, calm):
    dialog = RecoveryDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.line.setText(PASSPHRASE)
    dialog.commit()
    calm()
    assert not dialog.primary.isEnabled()
    dialog.code.line.setText(dialog.code._grid.code)
    assert dialog.primary.isEnabled()
    slots = session.workspace.folder.slots().slots
    assert "recovery" in {each.kind for each in slots}
    assert dialog._of_founder.isHidden()
    first, again = dialog.code._grid.code, RecoveryDialog(session, None)
    qtbot.addWidget(again)
    again.show()
    calm()
    assert again._of_founder.isVisible()
    again.line.setText(PASSPHRASE)
    again.present.setText(first)
    again.commit()
    calm()
    session.workspace.folder.slots().open_root(again.code._grid.code)


def test_pieces_for_several_people_are_saved_a_file_each(
    session, tmp_path, qtbot, calm
):
    dialog, stick = PiecesDialog(session, None), tmp_path / "stick"
    qtbot.addWidget(dialog)
    assert not dialog.primary.isEnabled()
    dialog.count.setCurrentIndex(dialog.count.findData("3"))
    assert dialog.numbers == (3, 3)
    assert dialog.needed.count() == 2
    dialog.line.setText("not it")
    dialog.write(stick)
    calm()
    assert "Wrong passphrase" in dialog.notice.text
    assert not stick.exists()
    dialog.line.setText(PASSPHRASE)
    dialog.write(stick)
    calm()
    assert dialog.result() == 1
    assert len(list(stick.iterdir())) == 3


def test_enough_pieces_set_a_new_passphrase_and_fewer_say_how_many_are_missing(
    session, desk, tmp_path, qtbot, calm
):
    paths = []
    pieces.split(
        session.workspace,
        PASSPHRASE,
        needed=2,
        count=3,
        kept=lambda made: paths.extend(pieces.write_into(tmp_path / "stick", made)),
    )
    session.workspace.close()
    folder = session.workspace.folder.folder
    dialog = RecoverDialog(desk, folder, None, kdf_memory_mib=64)
    qtbot.addWidget(dialog)
    dialog.go_by("pieces")
    for line in (dialog.new.first, dialog.new.again):
        line.setText("quite another phrase of words")
    dialog.pieces.take(paths[:1])
    calm()
    dialog.commit()
    calm()
    assert ": 1 (№ 1). Needed: 2." in dialog.notice.text
    dialog.pieces.take([tmp_path / "none.txt"])
    calm()
    assert "none.txt" in dialog.notice.text
    dialog.pieces.lines.appendPlainText(paths[2].read_text(encoding="utf-8").lower())
    dialog.commit()
    calm()
    assert dialog.result() == 1


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "stick"
    (made / "inner").mkdir(parents=True)
    for name in ("b.mdb", "a.mdb", "other.txt", ".hidden"):
        (made / name).write_bytes(b"x")
    return made


def test_a_folder_shows_folders_first_and_no_hidden_files(desk, folder, qtbot):
    dialog = FileChoice(desk, "Open bundle", suffixes=(".mdb",))
    qtbot.addWidget(dialog)
    dialog.show_folder(folder)
    names = [dialog._list.item(n).text() for n in range(dialog._list.count())]
    assert names == ["inner", "a.mdb", "b.mdb"]


def test_marked_files_are_taken(desk, folder, qtbot):
    dialog = FileChoice(desk, "Open bundle")
    qtbot.addWidget(dialog)
    dialog.show_folder(folder)
    dialog._list.item(1).setSelected(True)
    dialog.commit()
    assert dialog.paths == [folder / "a.mdb"]


def test_the_only_file_is_opened_by_keys_alone(desk, folder, qtbot):
    """A list that gets the keys marks its first row without showing it: Down stays."""
    (folder / "b.mdb").unlink()
    (folder / "inner").rmdir()
    dialog = FileChoice(desk, "Open bundle", suffixes=(".mdb",))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog._path.setText(str(folder))
    qtbot.keyClick(dialog._path, Qt.Key.Key_Return)
    assert dialog._list.hasFocus()
    assert [each.text() for each in dialog._list.selectedItems()] == ["a.mdb"]
    qtbot.keyClick(dialog._list, Qt.Key.Key_Return)
    assert dialog.paths == [folder / "a.mdb"]


def test_a_place_for_a_file_is_named(desk, folder, qtbot):
    dialog = FileChoice(desk, "Save PDF", name="sheet.pdf")
    qtbot.addWidget(dialog)
    dialog.show_folder(folder)
    dialog.commit()
    assert dialog.paths == [folder / "sheet.pdf"]


def test_a_file_that_is_there_is_replaced_by_nobody_unawares(desk, folder, qtbot):
    dialog = FileChoice(desk, "Save PDF", name="a.mdb")
    qtbot.addWidget(dialog)
    dialog.show_folder(folder)
    dialog.commit()
    assert dialog.paths == []
    assert "a.mdb is there already" in dialog.notice.text
    QTest.keyClicks(dialog._name, "x")  # another name is asked about anew
    dialog._name.setText("b.mdb")
    dialog.commit()
    assert dialog.paths == []
    assert dialog.primary.text() == "Replace"
    dialog.commit()
    assert dialog.paths == [folder / "b.mdb"]


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("Бюллетени моҳи октябр", "Бюллетени моҳи октябр.pdf"),
        ("Рӯйхат 27.11", "Рӯйхат 27.11.pdf"),
        ("ш. Душанбе", "ш. Душанбе.pdf"),
        ("варақа.PDF", "варақа.PDF"),
        ("варақа. ", "варақа.pdf"),
        ("a.txt", "a.txt"),
    ],
)
def test_a_file_that_is_named_without_its_kind_has_it(
    desk, folder, qtbot, typed, saved
):
    dialog = FileChoice(desk, "Save PDF", name="sheet.pdf")
    qtbot.addWidget(dialog)
    dialog.show_folder(folder)
    dialog._name.setText(typed)
    dialog.commit()
    assert dialog.paths == [folder / saved]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Give the file a name"),
        ("Ҳисобот: октябр", "cannot be named so"),
        ("Ҳисобот 10/2026", "cannot be named so"),
        ("?", "cannot be named so"),
        ("ҳ" * 200, "cannot be named so"),
    ],
)
def test_a_name_no_file_can_have_is_said_where_it_is_typed(
    desk, folder, qtbot, typed, said
):
    dialog = FileChoice(desk, "Save PDF", name="sheet.pdf")
    qtbot.addWidget(dialog)
    dialog.show_folder(folder)
    dialog._name.setText(typed)
    dialog.commit()
    assert dialog.paths == []
    assert said in dialog.notice.text


def test_a_stick_that_was_drawn_out_meanwhile_is_said(desk, folder, qtbot):
    dialog = FileChoice(desk, "Save PDF", name="sheet.pdf")
    qtbot.addWidget(dialog)
    dialog.show_folder(folder / "inner")
    (folder / "inner").rmdir()
    dialog.commit()
    assert dialog.paths == []
    assert "cannot be read" in dialog.notice.text


def test_the_next_file_is_looked_for_where_the_last_one_was(desk, folder, qtbot):
    first = FileChoice(desk, "Open bundle")
    qtbot.addWidget(first)
    first.show_folder(folder / "inner")
    assert "nothing to open" in first.notice.text
    first.show_folder(folder)
    first.commit()
    assert "Choose a file" in first.notice.text
    assert first.paths == []
    first._list.item(1).setSelected(True)
    first.commit()
    then = FileChoice(desk, "Save PDF", name="sheet.pdf")
    qtbot.addWidget(then)
    assert then.folder == folder


def test_enter_behind_a_folder_goes_there_and_saves_nothing_yet(desk, folder, qtbot):
    dialog = FileChoice(desk, "Save PDF", name="sheet.pdf")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._path.setText(str(folder))
    QTest.keyClick(dialog._path, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.folder == folder
    dialog.close()


def test_a_folder_counts_as_it_is_written_also_without_enter(desk, folder, qtbot):
    """Else a sheet would lie in a folder nobody chose."""
    dialog = FileChoice(desk, "Save PDF", name="sheet.pdf")
    qtbot.addWidget(dialog)
    assert dialog._name.selectedText() == "sheet.pdf"
    dialog._path.setText(str(folder / "missing"))
    dialog.commit()
    assert dialog.paths == []
    assert "cannot be read" in dialog.notice.text
    dialog._path.setText(str(folder / "inner"))
    dialog.commit()
    assert dialog.paths == [folder / "inner" / "sheet.pdf"]


def test_a_folder_that_cannot_be_read_is_said(desk, folder, qtbot):
    dialog = FileChoice(desk, "Open bundle")
    qtbot.addWidget(dialog)
    dialog.show_folder(folder)
    dialog.show_folder(folder / "missing")
    assert dialog.folder == folder
    assert "cannot be read" in dialog.notice.text


def test_choosing_files_leaves_nothing_behind(desk, folder, qtbot):
    settings = QSettings(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "QtProject"
    )
    before = Path(settings.fileName()).exists()
    dialog = FileChoice(desk, "Open bundle")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_folder(folder)
    dialog.close()
    assert Path(settings.fileName()).exists() == before


def test_a_card_far_too_large_is_refused(tmp_path):
    path = tmp_path / "card"
    path.write_bytes(bytes(1024 * 1024 + 1))
    with pytest.raises(InputRefusedError):
        read_file(path)
    with pytest.raises(InputRefusedError):
        read_file(tmp_path / "missing")


def test_memory_on_a_plain_disk_is_warned_of(session, qtbot, calm, monkeypatch):
    found = ["/swapfile"]
    monkeypatch.setattr(swapping, "plain_swaps", lambda: found)
    page = SettingsPage(session)
    qtbot.addWidget(page)
    calm()
    assert not page.swaps.isHidden()
    found.clear()
    page = SettingsPage(session)
    qtbot.addWidget(page)
    calm()
    assert page.swaps.isHidden()
