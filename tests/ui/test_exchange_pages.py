import itertools
import shutil
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from tests.ui.conftest import PASSPHRASE

from monitor_desktop.app import wiring
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.names import fold
from monitor_desktop.domain.receipts import Delivery
from monitor_desktop.domain.values import Write
from monitor_desktop.i18n.kept_texts import unkept_text
from monitor_desktop.services import given_values, records, same_persons, workspaces
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.exchange import (
    bundle_reports,
    bundles,
    contacts,
    receipts,
    sending,
    verifying,
)
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.services.profile import backup, keys
from monitor_desktop.services.progress import Counting
from monitor_desktop.services.workspaces import Owner
from monitor_desktop.sync.cards import Card, write_card
from monitor_desktop.ui.conflicts.conflicts_page import ConflictsPage
from monitor_desktop.ui.exchange.import_reports import needs_work, sentence_of, tone_of
from monitor_desktop.ui.exchange.records_dialog import RecordsDialog
from monitor_desktop.ui.exchange.sync_page import SyncPage
from monitor_desktop.ui.exchange.trust_dialog import (
    APPOINT,
    REPLACE,
    REVOKE,
    WITHDRAW,
    TrustDialog,
)
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.frame.window_pages import SYNC
from monitor_desktop.ui.look.marked_texts import MarkedText
from monitor_desktop.ui.look.pieces import PlainLabel
from monitor_desktop.ui.look.theme import THEMES
from monitor_desktop.ui.paper.verify_page import VerifyPage
from monitor_desktop.ui.sessions import Session


@pytest.fixture(scope="module")
def two_profiles(tmp_path_factory):
    """A hub, and a laptop that knows it; made once, each test has its copies."""
    folder, kit = tmp_path_factory.mktemp("two"), wiring.kit()
    hub, laptop = (
        workspaces.create(
            folder / name,
            PASSPHRASE,
            Owner(name=name, unit="Invented unit", role=role),
            kit,
            kdf_memory_mib=64,
        )
        for name, role in (("Archa", "coordinator"), ("Kabk", "monitor"))
    )
    words = contacts.words_of(hub, hub.fingerprint, "en")
    contacts.add(laptop, contacts.my_card(hub), words=words)
    for each in (hub, laptop):
        each.close()
    return folder


@pytest.fixture
def copied(two_profiles, tmp_path, kit):
    made = []

    def copy(name):
        shutil.copytree(two_profiles / name, tmp_path / name)
        made.append(workspaces.unlock(tmp_path / name, PASSPHRASE, kit))
        return made[-1]

    yield copy
    for each in made:
        each.close()


@pytest.fixture
def workspace(copied):
    return copied("Archa")


@pytest.fixture
def other(copied):
    return copied("Kabk")


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


@pytest.fixture
def check(session, other, qtbot, calm):
    """The page that checks the other's card, and that card's words."""
    contact = contacts.add(session.workspace, contacts.my_card(other))
    made = VerifyPage(session)
    qtbot.addWidget(made)
    made.resize(1174, 700)
    made.show()
    made.begin(contact)
    calm()
    return made


def spoken(workspace, language="tg"):
    return contacts.words_of(workspace, workspace.fingerprint, language).split()


def is_verified(session):
    (contact,) = contacts.listed(session.workspace)
    return contact.verified


def test_a_card_is_confirmed_only_when_all_twelve_words_agree(
    check, other, session, calm
):
    words, fields = spoken(other), check.voice.fields
    wrong = next(
        each for each in session.desk.kit.word_lists["tg"] if each not in words
    )
    fields.take(0, words[:11])
    assert not check.confirm.isEnabled()
    fields.take(11, [wrong])
    assert fields.wrong == [12]
    assert not check.confirm.isEnabled()
    assert "Word 12" in check.voice.problem.text
    check.commit()
    calm()
    assert not is_verified(session)
    fields.take(11, words[11:])
    assert check.confirm.isEnabled()
    check.commit()
    calm()
    assert is_verified(session)


def test_words_agree_in_whichever_language_each_is_heard(check, other):
    mixed = [spoken(other, each)[n] for n, each in enumerate(["tg", "ru", "en"] * 4)]
    check.voice.fields.take(0, mixed)
    assert check.voice.fields.right == 12


def test_a_unique_beginning_and_space_make_the_word(check, other, kit):
    word, field = spoken(other, "en")[0], check.voice.fields.fields[0]
    start = next(
        (word[:n] for n in range(1, len(word)) if alone(word[:n], kit.word_lists)), word
    )
    field.setText(start)
    check.voice.fields._typed(0)
    field.ended.emit()
    assert field.text() == word
    assert field.verdict.right


def alone(start, lists):
    """Whether one English word begins so, with letters that are mistaken for others."""
    begun = [each for each in lists["en"] if fold(each).startswith(fold(start))]
    return len(begun) == 1


def test_the_typing_side_never_shows_what_is_expected(check, other):
    shown = {each.text() for each in check.findChildren(PlainLabel) if each.isVisible()}
    typed = {each.text() for each in check.findChildren(QLineEdit)}
    for language in LANGUAGES:
        assert not (shown | typed) & set(spoken(other, language))


def test_the_reading_side_shows_ones_own_words(check, session, calm):
    check.voice.show_turn("reading")
    shown = {each.text() for each in check.findChildren(PlainLabel) if each.isVisible()}
    assert set(spoken(session.workspace, "en")) <= shown


def test_a_scanned_code_is_as_good_as_the_words_and_another_is_not(
    check, other, session, calm
):
    check.code.entered.emit(session.workspace.fingerprint.hex())
    calm()
    assert not is_verified(session)
    assert "do not match" in check.notice.text
    check.code.entered.emit(other.fingerprint.hex().upper())
    calm()
    assert is_verified(session)


def test_the_code_is_black_on_white_in_both_themes(check, desk, calm):
    for theme in THEMES:
        desk.look.wear(theme)
        calm()
        image = check.code.symbol.grab().toImage()
        found = {image.pixelColor(x, 160).name() for x in range(image.width())}
        assert found == {"#ffffff", "#000000"}


def test_a_card_that_does_not_match_is_remembered_and_can_be_checked_again(
    check, page, other, session, calm
):
    check.refuse()
    calm()
    page.reload()
    calm()
    (one,) = page.contacts.rows
    assert page._known.standings == {other.device: "refused"}
    assert one.verify.isVisible()
    check.voice.fields.take(0, spoken(other))
    check.commit()
    calm()
    assert verifying.refused(session.workspace) == frozenset()


def test_a_card_that_names_another_unit_waits_for_the_words(
    met, other, tmp_path, calm, session, check
):
    moved = replace(other, opened_as=replace(other.owner, unit="Elsewhere"))
    card = tmp_path / "again.card"
    card.write_bytes(contacts.my_card(moved))
    asked = []
    met.verifying.connect(asked.append)
    met.add_card(card)
    calm()
    assert "→ Elsewhere" in met.notice.text
    (contact,) = asked
    assert contact.unit == contacts.existing(session.workspace, other.device).unit
    check.begin(contact)
    calm()
    assert "→ Elsewhere" in check.notice.text
    check.voice.fields.take(0, spoken(other))
    check.commit()
    calm()
    assert contacts.existing(session.workspace, other.device).unit == "Elsewhere"


def test_a_bundle_is_made_for_the_recipient(met, other, tmp_path, calm):
    assert met.bundle.to == [other.device]
    met.export(tmp_path / "bundle")
    calm()
    assert bundles.receive(other, tmp_path / "bundle").outcome == "applied"
    assert "made" in met.notice.text


def test_nothing_is_made_before_somebody_is_verified(page, other, session, calm):
    contacts.add(session.workspace, contacts.my_card(other))
    page.reload()
    calm()
    assert page.bundle.to == []
    assert not page.bundle.make.isEnabled()


def test_files_for_mail_are_numbered_beside_each_other(met, tmp_path, calm):
    assert met.bundle.cap.itemText(1) == "For mail: up to 6 MB each"
    met.bundle.cap.setCurrentIndex(1)
    met.export(tmp_path / "17.mdb")
    calm()
    assert [each.name for each in tmp_path.glob("17*.mdb")] == ["17-1.mdb"]
    assert "made" in met.notice.text


def test_what_stays_here_is_said_before_and_which_records(met, workspace, sample, calm):
    records.change(workspace, sample.case, {"safe_contact": "a window"})
    met.reload()
    calm()
    assert [each.reason for each in met.bundle.stays] == ["sealed"]
    assert met._outlook.dry.behind == {"sealed": frozenset({sample.case})}
    dialog = RecordsDialog(met._session, "Stays here", "Why", [sample.case], met)
    calm()
    dialog.list.setCurrentRow(0)
    dialog.commit()
    assert dialog.chosen.id == sample.case


def test_each_file_gets_its_row_those_of_a_folder_too(met, tmp_path, calm, desk):
    junk = tmp_path / "stick" / "junk"
    junk.parent.mkdir()
    junk.write_bytes(b"not a bundle")
    (junk.parent / ".hidden").write_bytes(b"no")
    met.receive([junk.parent, tmp_path / "gone.mdb"])
    calm()
    gone, one = met.report.rows
    desk.say.switch("tg")
    assert "Баста нест" in texts_of(one)
    # Of several files each row says which it is.
    assert "junk" in texts_of(one)
    assert "gone.mdb" in texts_of(gone)
    assert not gone.tick.isVisibleTo(gone)


def test_reading_that_somebody_stopped_says_what_became_of_the_others(
    met, session, tmp_path, calm
):
    begun = Event()
    (tmp_path / "junk").write_bytes(b"not a bundle")
    session.run(lambda _ws: begun.wait(), lambda _: None, print)
    met.receive([tmp_path / "junk"])
    met.bundle._cancel.click()
    begun.set()
    calm()
    assert met.notice.text.startswith("Stopped. Bundles that had been read stay")
    assert not met.report.rows


def texts_of(row):
    return [each.text() for each in row.findChildren(PlainLabel)]


def test_a_report_is_worked_off_with_a_tick_and_taken_back(
    met, tmp_path, workspace, calm
):
    (tmp_path / "junk").write_bytes(b"not a bundle")
    met.receive([tmp_path / "junk"])
    calm()
    for done in (True, False):
        met.report.rows[0].tick.setChecked(done)
        calm()
        (received,) = bundle_reports.listed(workspace)
        assert received.done is done
        assert met.report.rows[0].tick.isChecked() is done


def test_every_outcome_says_what_to_do_in_every_language(desk):
    codes = [
        "DAMAGED", "NOT_FOR_ME", "UNKNOWN_SENDER", "FORGED", "NOT_ADDRESSED_TO_ME",
        "GAP", "FORK", "REVOKED", "NEEDS_NEWER_APP", "TOO_LARGE", "PURGED",
    ]  # fmt: skip
    for language, code in itertools.product(LANGUAGES, codes):
        desk.say.switch(language)
        received = Received(outcome="refused", code=code, where=["Kabk 3"])
        sentence = sentence_of(received)(desk.say.words)
        assert sentence.count(".") >= 1
        assert code not in sentence
        assert needs_work(received)


def test_what_waits_on_a_fork_is_not_said_to_count_and_what_came_is_counted(desk):
    desk.say.switch("en")
    words = desk.say.words
    held = sentence_of(Received(outcome="held", code="FORK"))(words)
    assert "nothing of it counts yet" in held
    applied = Received(outcome="applied", code="FORK", records=2, operations=3)
    assert sentence_of(applied)(words).startswith("2 records, 3 changes. A device")


def test_what_is_not_kept_does_not_say_that_it_waits(desk):
    codes = ["UNKNOWN_SENDER", "GAP", "FORK", "TOO_MANY_HISTORIES", "NEEDS_NEWER_APP"]
    whys = ["large", "full", "purged", "unseen", "discarded"]
    for language, code, why in itertools.product(LANGUAGES, codes, whys):
        desk.say.switch(language)
        received = Received(outcome="refused", code=code, sender="Kabk", unkept=why)
        sentence = sentence_of(received)(desk.say.words)
        assert sentence.endswith(unkept_text(desk.say.words, why))
        if language == "en":
            assert " waits" not in sentence
            assert "kept sealed" not in sentence


def test_a_copied_device_and_a_forgery_are_loud_until_worked_off():
    for code in ("FORGED", "FORK", "REVOKED"):
        assert tone_of(Received(outcome="held", code=code)) == "danger"
        assert not tone_of(Received(outcome="held", code=code, done=True))
    assert tone_of(Received(outcome="applied", restored=True)) == "warn"


def test_a_hub_watches_a_folder_and_answers(
    met, other, tmp_path, calm, workspace, monkeypatch
):
    monkeypatch.setattr(Counting, "_EVERY", 1)
    folder = tmp_path / "stick"
    folder.mkdir()
    sending.export(other, [workspace.device], folder / "work")
    read = []
    met.watch.advanced.connect(lambda done, total: read.append((done, total)))
    met.watch.start(folder)
    calm()
    met.watch.look()
    calm()
    assert read[-1][0] == read[-1][1] > 1, "nothing told how far the reading is"
    assert met.band.bar.isHidden()
    met.band.advance(1, 4)
    assert (met.band.bar.value(), met.band.bar.maximum()) == (1, 4)
    assert [each.received.outcome for each in met.report.rows] == ["applied"]
    assert list((folder / "answers").iterdir())
    assert "1 read, 0 not read" in met.band.text.text()
    (folder / "photo of a cat.jpg").write_bytes(b"not a bundle")
    (folder / "later.mdb").mkdir()
    for _ in range(2):  # it must look alike twice
        met.watch.look()
        calm()
    (odd,) = [each for each in met.report.rows if each.received.outcome == "refused"]
    assert "photo of a cat.jpg" in texts_of(odd)
    assert "1 read, 1 not read" in met.band.text.text()
    met.band.stopped.emit()
    assert not met.watch.is_on
    assert not met.band.isVisible()


def test_the_tiles_count_what_is_only_here_and_list_it(other, desk, qtbot, calm):
    made = records.add(other, "case", {"title": "Only here"})
    page = SyncPage(Session(desk, other))
    qtbot.addWidget(page)
    page.show()
    calm()
    assert page.tiles.tiles[Delivery.ONLY_HERE]._number.text() == "1"
    assert receipts.in_state(other, Delivery.ONLY_HERE) == [made.id]
    assert receipts.in_state(other, Delivery.ARRIVED) == []


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
def next_conflict(workspace, other, tmp_path):
    """Decide what waits, and send what the other wrote meanwhile."""

    def send():
        sending.export(other, [workspace.device], tmp_path / "3")
        bundles.receive(workspace, tmp_path / "3")

    (waiting,) = conflicts.listed(workspace)
    conflicts.resolve(workspace, waiting.conflict.id, keep=1)
    return send


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


def side_of(page, text):
    return 1 + [each.text for each in page.decision.cards].index(text)


def test_both_values_stand_whole_with_their_authors(conflicts_page):
    cards = conflicts_page.decision.cards
    assert {each.text for each in cards} == {"At nine", "At ten"}
    assert {each.who.text() for each in cards} == {"Archa", "Kabk"}
    assert not conflicts_page.save.isEnabled()
    assert not any(each.choice.isChecked() for each in cards)


def test_what_stood_there_before_is_one_click_away(conflicts_page):
    decision = conflicts_page.decision
    assert not decision.before.isVisible()
    decision._before.click()
    assert decision.before.isVisible()
    assert decision.before.text() == "Invented case"


def test_one_value_is_taken_and_the_decision_taken_back(
    conflicts_page, session, sample, calm
):
    conflicts_page.decision.take(side_of(conflicts_page, "At ten"))
    conflicts_page.commit()
    calm()
    assert title(session, sample).values["title"] == "At ten"
    assert not title(session, sample).conflicts
    assert conflicts_page.queue.list.count() == 0
    assert conflicts_page.queue.resolved.count() == 1
    conflicts_page.queue.fold.click()
    conflicts_page.queue.resolved.setCurrentRow(0)
    conflicts_page.queue.undo.click()
    calm()
    assert title(session, sample).conflicts == ("title",)
    assert conflicts_page.queue.list.count() == 1


def test_another_value_is_written(conflicts_page, session, sample, calm):
    decision = conflicts_page.decision
    decision.editor.show_value("At half past nine", {})
    decision.editor.edited.emit()
    conflicts_page.commit()
    calm()
    assert title(session, sample).values["title"] == "At half past nine"
    assert not title(session, sample).conflicts


def test_deciding_later_changes_nothing(conflicts_page, session, sample, calm):
    conflicts_page.pass_over()
    conflicts_page.commit()
    calm()
    assert title(session, sample).conflicts == ("title",)


@pytest.fixture
def deleted(conflicts_page, next_conflict, workspace, other, sample, calm):
    """The hub deleted a case, the other described it."""
    records.delete(workspace, sample.case)
    records.change(other, sample.case, {"description": "Two men, at night"})
    next_conflict()
    conflicts_page.reload()
    calm()


@pytest.mark.usefixtures("deleted")
@pytest.mark.parametrize("deletes", [True, False])
def test_a_delete_against_an_edit_is_restored_or_deleted_all_the_same(
    deletes, conflicts_page, session, sample, calm
):
    decision = conflicts_page.decision
    assert any("Two men, at night" in each.text for each in decision.cards)
    ends = "delete all the same" if deletes else "restore"
    sides = [each.who.text().endswith(ends) for each in decision.cards]
    decision.take(1 + sides.index(True))
    conflicts_page.commit()
    calm()
    assert title(session, sample).deleted is deletes
    assert not conflicts.listed(session.workspace)


def test_two_long_texts_are_both_kept(
    conflicts_page, next_conflict, session, other, sample, calm
):
    one, two = "One saw it.", "One heard it."
    records.change(session.workspace, sample.case, {"description": one})
    records.change(other, sample.case, {"description": two})
    next_conflict()
    conflicts_page.reload()
    calm()
    conflicts_page.decision.both.click()
    conflicts_page.commit()
    calm()
    kept = title(session, sample).values["description"]
    assert "One saw it." in kept
    assert "One heard it." in kept


def test_a_text_in_languages_is_decided_in_its_own_and_may_be_written_anew(
    conflicts_page, next_conflict, session, other, sample, calm
):
    records.change(session.workspace, sample.case, {"summary.ru": "Четыре часа."})
    records.change(other, sample.case, {"summary.ru": "Пять часов."})
    next_conflict()
    conflicts_page.reload()
    calm()
    decision = conflicts_page.decision
    assert decision._field.text().endswith("(Русский)")
    decision.write()
    (line,) = decision.editor.inputs()
    assert line.isVisible()
    decision.take(side_of(conflicts_page, "Пять часов."))
    assert decision.editor.value() == "Пять часов."
    line.appendPlainText("Протокола нет.")
    conflicts_page.commit()
    calm()
    kept = title(session, sample).values["summary"]
    assert kept == {"ru": "Пять часов.\nПротокола нет."}
    assert conflicts_page.queue.resolved.item(0).text().endswith("(Русский)")


def test_two_values_of_one_person_are_not_said_to_be_of_two(
    conflicts_page, session, sample, calm
):
    undecided = title(session, sample)
    conflicts_page.decision.take(1)
    conflicts_page.commit()
    calm()
    assert conflicts_page.notice.isVisible()
    conflicts_page.hide()
    # A form that was open all the time is saved now: it knows nothing of the decision.
    edit = given_values.edit_of(undecided, Write("ev0102", "", "At noon"))
    with session.workspace.transaction() as transaction:
        session.workspace.store.write(transaction, session.workspace.device, [edit])
    conflicts_page.show()
    calm()
    decision = conflicts_page.decision
    assert decision._told.text().startswith("2 values stand beside each other")
    assert not any(each.isVisible() for each in decision._legend)
    assert not conflicts_page.notice.isVisible()


def test_persons_entered_twice_wait_in_the_same_queue(conflicts_page, workspace, calm):
    for _ in range(2):
        records.add(workspace, "person", {"name": "Rustam Invented", "sex": "male"})
    conflicts_page.reload()
    calm()
    conflicts_page.queue.list.setCurrentRow(1)
    calm()
    pair = conflicts_page.pair
    assert pair.isVisible()
    assert not conflicts_page.save.isVisible()
    assert "the same name" in pair.why.text()
    assert all("Rustam Invented" in each.text for each in pair.cards)
    pair.two.click()
    calm()
    assert same_persons.suggested(workspace) == []
    assert conflicts_page.notice.text.startswith("Decided: two people.")
    assert conflicts_page.focusWidget() is conflicts_page.queue.list
    # The decision of just now is meant, not an earlier one of the other kind.
    conflicts_page.undo_last()
    calm()
    assert conflicts_page.queue.list.count() == 2
    conflicts_page.queue.list.setCurrentRow(1)
    calm()
    pair.same.click()
    calm()
    assert conflicts_page.notice.text.startswith("Decided: one person.")


def test_what_was_decided_about_two_persons_earlier_is_taken_back_too(
    conflicts_page, workspace, calm
):
    values = {"name": "Rustam Invented", "sex": "male"}
    pair = [records.add(workspace, "person", values).ref for _ in range(2)]
    same_persons.decide(workspace, *pair, same_persons.SAME)
    conflicts_page.reload()
    calm()
    queue = conflicts_page.queue
    assert queue.resolved.item(0).text() == "Rustam Invented = Rustam Invented"
    queue.fold.click()
    queue.resolved.setCurrentRow(0)
    queue.undo.click()
    calm()
    assert len(same_persons.suggested(workspace)) == 1
    assert queue.resolved.count() == 0


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
    (one,) = met.contacts.rows
    for standing, after in (("verified", "revoked"), ("revoked", "verified")):
        dialog = TrustDialog(session, one.contact, standing, met)
        dialog.show()
        calm()
        assert dialog.focusWidget() is dialog.cancel
        assert not dialog.primary.isDefault()
        if standing == "verified":
            # Taking trust away is chosen, never what stands there.
            assert dialog.way.currentData() is None
            assert not dialog.primary.isEnabled()
            assert not dialog._about.isVisible()
            dialog.way.setCurrentIndex(0)
            assert dialog._about.isVisible()
        dialog.primary.click()
        calm()
        assert contacts.standings(workspace) == {other.device: after}


def test_another_goes_on_for_a_laptop_until_that_is_taken_back_and_it_is_appointed(
    met, other, session, workspace, calm
):
    def decide(standing, way):
        about = contacts.existing(workspace, other.device)
        dialog = TrustDialog(session, about, standing, met)
        dialog.show()
        calm()
        ways = [dialog.way.itemData(each) for each in range(dialog.way.count())]
        dialog.way.setCurrentIndex(ways.index(way))
        assert dialog.heir.isVisible() == (way == REPLACE)
        dialog.commit()
        calm()
        return ways, contacts.standings(workspace)[other.device]

    key = SigningKey.generate()
    new = Card(
        name="New",
        unit="",
        role=Role.MONITOR,
        signing=key.public,
        receive=ReceiveKey.generate().public,
    )
    words = contacts.words_of(workspace, new.fingerprint, "ru")
    assert decide("verified", REVOKE) == ([REVOKE, APPOINT], "revoked")
    contacts.withdraw(workspace, other.device)
    contacts.add(workspace, write_card(new, key), words=words)
    every = [REVOKE, APPOINT, REPLACE]
    assert decide("verified", REPLACE) == (every, "replaced")
    assert decide("replaced", WITHDRAW) == ([REVOKE, WITHDRAW], "verified")
    assert decide("verified", APPOINT) == (every, "verified")
    assert contacts.existing(workspace, other.device).role is Role.COORDINATOR
    assert decide("verified", REVOKE) == ([REVOKE], "revoked")


def test_whoever_was_appointed_meanwhile_is_told_to_open_again(
    desk, workspace, other, qtbot, calm, tmp_path
):
    words = contacts.words_of(other, other.fingerprint, "ru")
    contacts.add(workspace, contacts.my_card(other), words=words)
    page = SyncPage(Session(desk, other))
    qtbot.addWidget(page)
    page.reload()
    calm()
    assert page.own.isHidden()
    contacts.appoint(workspace, other.device)
    sending.export(workspace, [other.device], tmp_path / "a.bin", everything=True)
    page.receive([tmp_path / "a.bin"])
    calm()
    assert page.own.text.startswith("You have been appointed coordinator.")
    assert not page.own.isHidden()


def test_two_that_go_on_for_one_laptop_are_told_and_one_is_revoked(
    met, other, session, kit, tmp_path, calm
):
    workspace = session.workspace
    backup.create(other, tmp_path / "backup")
    again = []
    for name in ("restored", "another"):
        backup.restore(tmp_path / "backup", PASSPHRASE, tmp_path / name, kit)
        opened = workspaces.unlock(tmp_path / name, PASSPHRASE, kit)
        contacts.add(
            workspace, contacts.my_card(opened), words=" ".join(spoken(opened))
        )
        again.append(opened.device)
        opened.close()
    met.reload()
    calm()
    standings = met._known.standings
    assert [standings[each] for each in again] == ["contested"] * 2
    about = contacts.existing(workspace, again[1])
    dialog = TrustDialog(session, about, "contested", met)
    dialog.show()
    calm()
    assert dialog._about.text().startswith("Two devices say")
    ways = [dialog.way.itemData(each) for each in range(dialog.way.count())]
    assert ways == [REVOKE]
    dialog.way.setCurrentIndex(0)
    assert dialog._about.text().startswith("Two devices say")
    dialog.commit()
    calm()
    found = contacts.standings(workspace)
    assert [found[each] for each in again] == ["verified", "revoked"]


def test_about_a_coordinator_the_code_from_the_paper_is_asked_for(
    met, other, session, workspace, calm
):
    contacts.appoint(workspace, other.device)
    code = keys.recovery_code(workspace, PASSPHRASE)
    (one,) = met.contacts.rows
    dialog = TrustDialog(session, one.contact, "verified", met)
    dialog.show()
    calm()
    assert dialog.code.isHidden()
    dialog.way.setCurrentIndex(0)
    dialog.commit()
    calm()
    assert not dialog.code.isHidden()
    assert dialog.notice.isVisible()
    assert not dialog.primary.isEnabled()
    assert contacts.standings(workspace) == {other.device: "verified"}
    for line, group in zip(dialog.code.lines, code.split("-"), strict=True):
        QTest.keyClicks(line, group)
    assert dialog.primary.isEnabled()
    dialog.commit()
    calm()
    assert contacts.standings(workspace) == {other.device: "revoked"}


def test_a_coordinator_decides_about_a_copy_of_its_own_profile(
    met, other, workspace, calm, tmp_path, monkeypatch
):
    folder = workspace.folder.store_path.parent
    shutil.copytree(folder, tmp_path / "copy")
    copy = workspaces.unlock(tmp_path / "copy", PASSPHRASE, workspace.shipped)
    for each, name in ((workspace, "a.bin"), (copy, "b.bin")):
        sending.export(each, [other.device], tmp_path / name, everything=True)
        bundles.receive(other, tmp_path / name)
    copy.close()
    sending.export(other, [workspace.device], tmp_path / "c.bin")
    assert bundles.receive(workspace, tmp_path / "c.bin").code == "FORK"
    met.reload()
    calm()
    asked = []
    monkeypatch.setattr(met, "_decide", lambda *about: asked.append(about))
    met._decide_sender(other.owner.name)
    ((contact, standing),) = asked
    assert (contact.id, standing) == (workspace.device, "forked")
    assert [each.contact.id for each in met.contacts.rows] == [other.device]


def test_a_monitor_is_not_asked_whom_to_trust(other, desk, qtbot, calm):
    page = SyncPage(Session(desk, other))
    qtbot.addWidget(page)
    page.show()
    calm()
    (one,) = page.contacts.rows
    assert not one.trust.isVisible()


@pytest.mark.usefixtures("conflict")
def test_the_navigation_counts_conflicts_and_persons_entered_twice(
    session, workspace, qtbot, calm
):
    for _ in range(2):
        records.add(workspace, "person", {"name": "Rustam Invented"})
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.show()
    calm()
    assert shell.navigation.items[SYNC]._count.text() == "2"
