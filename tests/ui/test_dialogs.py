"""Every dialog in every language and theme, on a small screen too: whole and named."""

import importlib
import pkgutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)
from tests.ui.test_pages import exchanged, is_cut, shown_in
from tests.ui.test_reader import controls, faults

import monitor_desktop.ui
from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.ui.evidence.copies_dialog import CopiesDialog
from monitor_desktop.ui.evidence.custody_dialogs import (
    CopyDialog,
    FolderDialog,
    HandoverDialog,
    ShareDialog,
)
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog
from monitor_desktop.ui.exchange.carry_dialog import CarryDialog
from monitor_desktop.ui.exchange.carry_little import AwayDialog
from monitor_desktop.ui.exchange.contact_cards import CardDialog
from monitor_desktop.ui.exchange.discarding import DiscardDialog
from monitor_desktop.ui.exchange.records_dialog import RecordsDialog
from monitor_desktop.ui.exchange.trust_dialog import TrustDialog
from monitor_desktop.ui.fittings.file_choice import FileChoice
from monitor_desktop.ui.help.manual_window import ManualWindow
from monitor_desktop.ui.keys.rehearsals import RehearsalDialog
from monitor_desktop.ui.lists.export_dialog import ExportDialog
from monitor_desktop.ui.lists.filter_boxes import TimeDialog
from monitor_desktop.ui.lists.import_dialog import ImportDialog
from monitor_desktop.ui.lists.list_columns import ColumnsDialog
from monitor_desktop.ui.lists.list_views import NameDialog
from monitor_desktop.ui.lock.recover_dialog import RecoverDialog
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.paper.letterhead_dialog import LetterheadDialog
from monitor_desktop.ui.settings.empty_forms import EmptyFormDialog
from monitor_desktop.ui.settings.pieces_dialog import PiecesDialog
from monitor_desktop.ui.settings.settings_page import PassphraseDialog, RecoveryDialog
from monitor_desktop.ui.settings.word_lists import TermListDialog, UnreviewedDialog
from monitor_desktop.ui.welcome.restore_dialog import RestoreDialog

__all__ = ["exchanged"]
SMALL = (910, 485)
"""What is left of a screen of 1366 x 768 set to 150 %."""
TEXTS = (QLabel, QPushButton, QRadioButton, QCheckBox)
OF_A_SESSION = (
    AwayDialog, CopiesDialog, EmptyFormDialog, FolderDialog, LetterheadDialog,
    NameDialog, PassphraseDialog, PiecesDialog, RecoveryDialog, RehearsalDialog,
    TermListDialog, UnreviewedDialog, CopyDialog, HandoverDialog, ShareDialog,
)  # fmt: skip


def kinds():
    """Every dialog the program has."""
    walked = pkgutil.walk_packages(monitor_desktop.ui.__path__, "monitor_desktop.ui.")
    for each in walked:
        importlib.import_module(each.name)
    found, waiting = set(), [Dialog]
    while waiting:
        below = waiting.pop().__subclasses__()
        found |= set(below)
        waiting += below
    ours = {each for each in found if each.__module__.startswith("monitor_desktop")}
    return {each for each in ours if not each.__subclasses__()}


@pytest.fixture
def made(session, sample, exchanged, tmp_path, over):
    """What makes a dialog of each kind."""
    table = tmp_path / "cases.csv"
    table.write_text("title,date_from\nInvented,1993\n")
    paper = tmp_path / "paper.txt"
    paper.write_text("Invented")
    workspace, desk, words = session.workspace, session.desk, "one " * 12
    attachments.attach(workspace, sample.case, paper)
    (piece,) = attachments.listed(workspace, sample.case)
    case = records.show(workspace, sample.case).record
    known = contacts.listed(workspace)[-1]
    started = record_type("case").field("date_from")
    kept = Received(outcome="held", code="FORGED", digest="00")
    makers = {each: lambda kind=each: kind(session, over) for each in OF_A_SESSION}
    return makers | {
        CarryDialog: lambda: CarryDialog(session, case, over),
        CardDialog: lambda: CardDialog(session, words, over),
        ColumnsDialog: lambda: ColumnsDialog(session, "case", ["title"], over),
        DiscardDialog: lambda: DiscardDialog(session, kept, over),
        EvidenceDialog: lambda: EvidenceDialog(session, piece, over),
        FileChoice: lambda: FileChoice(desk, "Open bundle", parent=over),
        ExportDialog: lambda: ExportDialog(session, over),
        ImportDialog: lambda: ImportDialog(session, table, "case", over),
        ManualWindow: lambda: ManualWindow(desk, (), over),
        RecordsDialog: lambda: RecordsDialog(
            session, "Stays here", "Nothing is here yet.", [sample.case], over
        ),
        RecoverDialog: lambda: RecoverDialog(desk, tmp_path, over),
        RestoreDialog: lambda: RestoreDialog(desk, tmp_path, over),
        TimeDialog: lambda: TimeDialog(session, started, over),
        TrustDialog: lambda: TrustDialog(session, known, "verified", over),
    }


@pytest.fixture
def over(session):
    window = QWidget()
    window.resize(1366, 728)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def found_fault_with(dialog):
    shown = list(shown_in(dialog))
    labels = [each for each in shown if isinstance(each, QLabel)]
    plain = Qt.TextFormat.PlainText
    return [
        *(each.text() for each in shown if isinstance(each, TEXTS) and is_cut(each)),
        *(each.text() for each in labels if each.textFormat() is not plain),
        *(fault for each in controls(dialog) for fault in faults(each)),
    ]


def test_each_is_whole_named_and_plain_in_every_language_and_theme(
    made, desk, over, calm
):
    assert set(made) == kinds()
    wrong = []
    for theme, language in [*(("light", each) for each in LANGUAGES), ("dark", "tg")]:
        desk.look.wear(theme)
        desk.say.switch(language)
        for size in ((1366, 728), SMALL):
            over.resize(*size)
            for kind, make in made.items():
                dialog = make()
                dialog.show()
                calm()
                where = (kind.__name__, language, theme, size)
                assert dialog.width() <= size[0], where
                wrong += [(where, each) for each in found_fault_with(dialog)]
                dialog.reject()
                dialog.deleteLater()
    calm()
    assert wrong == []
