"""A sealed file that is kept here can be discarded where it is shown."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests.ui.test_exchange_pages import (  # noqa: F401  # fixtures
    copied,
    other,
    page,
    two_profiles,
    workspace,
)

from monitor_desktop.services.exchange import bundle_reports, kept_bundles, sending
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.ui.exchange.discarding import DiscardDialog


@pytest.fixture
def waiting(page, other, workspace, tmp_path, calm):  # noqa: F811
    """The page with a bundle of somebody whose card nobody has checked."""
    sending.export(other, [workspace.device], tmp_path / "work")
    page.receive([tmp_path / "work"])
    calm()
    assert kept_bundles.held(workspace)
    return page


def answer(press):
    """What a person does with the dialog that comes up."""

    def act():
        press(QApplication.activeModalWidget())

    QTimer.singleShot(0, act)


def test_a_kept_bundle_is_discarded_after_what_is_given_up_was_said(
    waiting,
    workspace,  # noqa: F811
    calm,
):
    (row,) = waiting.report.rows
    assert not row.discard.isHidden()
    answer(lambda dialog: dialog.primary.click())
    row.discard.click()
    calm()
    (row,) = waiting.report.rows
    assert row.discard.isHidden()
    assert row.received.unkept == "discarded"
    assert row.tick.isChecked()
    assert kept_bundles.held(workspace) == frozenset()


def test_who_thinks_better_of_it_keeps_it(waiting, workspace, calm):  # noqa: F811
    (row,) = waiting.report.rows
    seen = []

    def reject(dialog):
        at_cancel = dialog.focusWidget() is dialog.cancel
        seen.append((at_cancel, dialog.primary.isDefault()))
        dialog.cancel.click()

    answer(reject)
    row.discard.click()
    calm()
    assert seen == [(True, False)]
    assert kept_bundles.held(workspace)
    assert not waiting.report.rows[0].discard.isHidden()


def test_nothing_is_offered_for_what_is_not_kept(
    page,  # noqa: F811
    workspace,  # noqa: F811
    tmp_path,
    calm,
):
    (tmp_path / "junk").write_bytes(b"not a bundle")
    page.receive([tmp_path / "junk"])
    calm()
    (row,) = page.report.rows
    assert row.discard.isHidden()
    assert bundle_reports.listed(workspace)


def test_of_a_forgery_it_is_said_that_it_is_evidence(session, qtbot):
    shown = {}
    for code in ("FORGED", "UNKNOWN_SENDER"):
        received = Received(outcome="held", code=code, digest="00")
        dialog = DiscardDialog(session, received, None)
        qtbot.addWidget(dialog)
        texts = [each.text() for each in dialog.findChildren(type(dialog.notice._text))]
        shown[code] = any("evidence" in each for each in texts)
    assert shown == {"FORGED": True, "UNKNOWN_SENDER": False}
