import pytest
from PySide6.QtWidgets import QPushButton

from monitor_desktop.services import bundles, contacts, records, sending
from monitor_desktop.ui.conflicts_page import ConflictsPage
from monitor_desktop.ui.contact_cards import WordsDialog
from monitor_desktop.ui.marked_texts import MarkedText
from monitor_desktop.ui.pieces import PlainLabel
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.sync_page import SyncPage
from monitor_desktop.ui.trust_dialog import TrustDialog


@pytest.fixture
def other(make_workspace, workspace):
    made = make_workspace("Kabk")
    words = contacts.words_of(workspace, workspace.fingerprint, "en")
    contacts.add(made, contacts.my_card(workspace), words=words)
    return made


@pytest.fixture
def page(session, sample, qtbot, calm):
    made = SyncPage(session)
    qtbot.addWidget(made)
    made.resize(1174, 700)
    made.show()
    calm()
    return made


@pytest.fixture
def met(page, other, workspace, calm):
    words = contacts.words_of(other, other.fingerprint, "ru")
    contacts.add(workspace, contacts.my_card(other), words=words, receives="all")
    page.reload()
    calm()
    return page


def test_a_card_is_verified_only_by_its_words(page, other, session, tmp_path, calm):
    path = tmp_path / "card"
    path.write_bytes(contacts.my_card(other))
    contact = contacts.add(session.workspace, path.read_bytes())
    dialog = WordsDialog(session, contact, page)
    dialog.line.setText("too few")
    assert not dialog.primary.isEnabled()
    own = contacts.words_of(session.workspace, session.workspace.fingerprint, "tg")
    dialog.line.setText(own)
    dialog.commit()
    calm()
    assert not contacts.listed(session.workspace)[0].verified
    assert "do not match" in dialog.notice.text
    dialog.line.setText(contacts.words_of(other, other.fingerprint, "tg"))
    dialog.commit()
    calm()
    assert contacts.listed(session.workspace)[0].verified


def test_a_bundle_is_made_for_those_ticked(met, other, tmp_path, calm):
    assert not met.bundle.make.isEnabled()
    met.contacts._rows[0].tick.setChecked(True)
    calm()
    assert met.bundle.make.isEnabled()
    met.export(tmp_path / "bundle")
    calm()
    assert bundles.receive(other, tmp_path / "bundle").outcome == "applied"
    assert "made" in met.notice.text


def test_files_for_mail_are_numbered_beside_each_other(met, tmp_path, calm):
    met.contacts._rows[0].tick.setChecked(True)
    calm()
    assert met.bundle.cap.itemText(1) == "For mail: up to 6 MB each"
    met.bundle.cap.setCurrentIndex(1)
    met.export(tmp_path / "17.mdb")
    calm()
    assert [each.name for each in tmp_path.glob("17*.mdb")] == ["17-1.mdb"]
    assert "made" in met.notice.text


def test_what_stays_here_is_said_before(met, workspace, sample, calm):
    records.change(workspace, sample.case, {"safe_contact": "a window"})
    met.contacts._rows[0].tick.setChecked(True)
    calm()
    assert "Sealed" in met.bundle._stays.text()


def test_each_file_gets_its_row(met, tmp_path, calm, desk):
    junk = tmp_path / "junk"
    junk.write_bytes(b"not a bundle")
    met.receive([junk])
    calm()
    assert len(met.report._rows) == 1
    desk.say.switch("tg")
    texts = [each.text() for each in met.report._rows[0].findChildren(PlainLabel)]
    assert "Хонда нашуд" in texts


@pytest.fixture
def conflict(workspace, other, sample, tmp_path):
    words = contacts.words_of(other, other.fingerprint, "ru")
    contacts.add(workspace, contacts.my_card(other), words=words, receives="all")
    sending.export(workspace, [other.device], tmp_path / "1")
    bundles.receive(other, tmp_path / "1")
    records.change(workspace, sample.case, {"title": "At nine"})
    records.change(other, sample.case, {"title": "At ten"})
    sending.export(other, [workspace.device], tmp_path / "2")
    bundles.receive(workspace, tmp_path / "2")


@pytest.fixture
def conflicts_page(session, conflict, qtbot, calm):
    made = ConflictsPage(session)
    qtbot.addWidget(made)
    made.resize(1174, 700)
    made.show()
    calm()
    return made


def title(session, sample):
    return records.show(session.workspace, sample.case).record


def test_both_values_stand_whole_with_their_authors(conflicts_page):
    cards = conflicts_page.decision._cards
    assert {each.text for each in cards} == {"At nine", "At ten"}
    assert {each._who.text() for each in cards} == {"Archa", "Kabk"}
    assert not conflicts_page.decision.save.isEnabled()


def test_one_value_is_taken(conflicts_page, session, sample, calm):
    decision = conflicts_page.decision
    number = 1 + [each.text for each in decision._cards].index("At ten")
    decision.take(number)
    decision.commit()
    calm()
    assert title(session, sample).values["title"] == "At ten"
    assert not title(session, sample).conflicts
    assert conflicts_page.queue.count() == 0


def test_another_value_is_written(conflicts_page, session, sample, calm):
    decision = conflicts_page.decision
    decision._editor.show_value("At half past nine", {})
    decision._editor.edited.emit()
    decision.commit()
    calm()
    assert title(session, sample).values["title"] == "At half past nine"
    assert not title(session, sample).conflicts


def test_only_what_differs_is_marked(desk, qtbot):
    text = MarkedText(desk.look, "accent")
    qtbot.addWidget(text)
    text.setPlainText("At nine, by two men")
    text.mark_different("At ten, by two men")
    marked = [each.cursor.selectedText() for each in text.extraSelections()]
    assert marked == ["nine"]


def test_a_coordinator_revokes_a_contact_and_takes_it_back(
    met, other, session, workspace, calm
):
    (one,) = met.contacts._rows
    for standing, after in (("verified", "revoked"), ("revoked", "verified")):
        dialog = TrustDialog(session, one.contact, standing, met)
        calm()
        dialog.commit()
        calm()
        assert contacts.standings(workspace) == {other.device: after}


def test_a_monitor_is_not_asked_whom_to_trust(other, desk, qtbot, calm):
    page = SyncPage(Session(desk, other))
    qtbot.addWidget(page)
    page.show()
    calm()
    (one,) = page.contacts._rows
    shown = [each.text() for each in one.findChildren(QPushButton) if each.isVisible()]
    assert shown == []
