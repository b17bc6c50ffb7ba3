"""A person's day in the window, run by itself so that somebody can watch its files.

First run, a case with a picture, every page, the preview of its sheet, a lock, an
unlock.
"""

import sys
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from monitor_desktop.app import hardening, wiring
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments
from monitor_desktop.ui.application import Frame, make_desk
from monitor_desktop.ui.evidence.copies_dialog import CopiesDialog
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog
from monitor_desktop.ui.gallery import settle
from monitor_desktop.ui.look.theme import ARGUMENTS

PASSPHRASE = "cloud wheat lamp river shore almond"  # noqa: S105  # of nobody
TITLE = "Боздошти хабарнигори бофта"


def live(profile, picture):
    hardening.harden()
    application = QApplication(list(ARGUMENTS))
    desk = make_desk(application, wiring.kit(), "tg")
    frame = Frame(desk, profile, kdf_memory_mib=64)
    frame.guards.watch(application)
    frame.start(is_new=True)
    frame.show()
    begin(frame, desk)
    work(frame, desk, picture)
    frame.lock()
    settle(desk)
    frame.unlock.line.setText(PASSPHRASE)
    frame.unlock.commit()
    settle(desk)
    assert frame.shell is not None
    frame.close()
    desk.leave()


def work(frame, desk, picture):
    shell, workspace = frame.shell, frame.session.workspace
    shell.new_of("case")
    settle(desk)
    page = shell.record_page("case")
    line = page.form.body.boxes()["title"].editor.inputs()[0]
    line.setText(TITLE)
    line.textEdited.emit(TITLE)
    page.save()
    settle(desk)
    (case,) = records.listed(workspace, ListQuery(type="case"))[1]
    attached = attachments.attach(workspace, case.id, picture)
    shell.open_record("case", case.id)
    settle(desk)
    look_round(shell, frame.session, desk, attached)
    shell.show_print(case.ref or case.id)
    settle(desk)


def look_round(shell, session, desk, attached):
    """Every page, the story of the record, its evidence checked, the manual."""
    shell.record_page("case").form.retold.emit(attached.record)
    settle(desk)
    dialog = EvidenceDialog(session, attached, shell)
    dialog.show()
    settle(desk)
    dialog.check()
    settle(desk)
    dialog.close()
    for each in shell.navigation.items.values():
        each.click()
        settle(desk)
    copies = CopiesDialog(session, shell)
    copies.show()
    settle(desk)
    copies.close()
    shell.helped.emit()
    settle(desk)


def begin(frame, desk):
    wizard = frame.first_run
    wizard.go_on()
    wizard.owner.name.setText("Archa")
    wizard.owner.unit.setText("Unit")
    wizard.go_on()
    wizard.passphrase.new.first.setText(PASSPHRASE)
    wizard.passphrase.new.again.setText(PASSPHRASE)
    wizard.go_on()
    settle(desk)
    wizard.go_on()
    settle(desk)
    wizard.later.click()
    wizard.go_on()
    wizard.go_on()
    settle(desk)


if __name__ == "__main__":
    profile, picture = map(Path, sys.argv[1:])
    assert not QImage(str(picture)).isNull()
    live(profile, picture)
