"""Who can open a record, purging it, putting it down and asking it back."""

import shutil
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget
from tests.ui.conftest import PASSPHRASE

from monitor_desktop.app import wiring
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.exchange import bundles, contacts, sending, travel_light
from monitor_desktop.services.workspaces import Owner
from monitor_desktop.ui.exchange.carry_dialog import CarryDialog
from monitor_desktop.ui.exchange.carry_little import AwayDialog
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.gallery import at_scale
from monitor_desktop.ui.sessions import Session


@pytest.fixture(scope="module")
def profiles(tmp_path_factory):
    """A laptop whose case a hub has confirmed; made once, each test has copies."""
    folder, kit = tmp_path_factory.mktemp("carry"), wiring.kit()
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
    for one, two in ((hub, laptop), (laptop, hub)):
        words = contacts.words_of(two, two.fingerprint, "en")
        contacts.add(one, contacts.my_card(two), words=words)
    records.add(laptop, "case", {"title": "Invented case"})
    for way, (one, two) in enumerate(((laptop, hub), (hub, laptop))):
        sending.export(one, [two.device], folder / str(way))
        bundles.receive(two, folder / str(way))
    for each in (hub, laptop):
        each.close()
    return folder


@pytest.fixture
def opened(profiles, tmp_path, desk, kit):
    made = []

    def open_copy(name):
        shutil.copytree(profiles / name, tmp_path / name)
        made.append(workspaces.unlock(tmp_path / name, PASSPHRASE, kit))
        return Session(desk, made[-1])

    yield open_copy
    for each in made:
        each.close()


def the_case(session):
    (record,) = records.listed(session.workspace, ListQuery(type="case"))[1]
    return record


@pytest.fixture
def dialog_of(opened, qtbot, calm):
    def show(name):
        session = opened(name)
        dialog = CarryDialog(session, the_case(session), None)
        qtbot.addWidget(dialog)
        dialog.show()
        calm()
        return session, dialog

    return show


def test_a_coordinator_purges_only_with_a_reason(dialog_of, calm):
    session, dialog = dialog_of("Archa")
    case = the_case(session)
    assert "Kabk · Invented unit: has all of it." in dialog.held.item(0).text()
    assert not dialog.primary.isEnabled()
    dialog.reason.setText("Asked by the person")
    dialog.commit()
    calm()
    assert dialog.gone is not None
    assert "title" not in records.show(session.workspace, case.id).record.values


def test_a_laptop_puts_down_what_the_hub_has_and_asks_it_back(dialog_of, qtbot, calm):
    session, dialog = dialog_of("Kabk")
    assert not dialog.reason.isVisible()
    dialog.commit()
    calm()
    assert dialog.gone is not None
    (away,) = travel_light.listed(session.workspace)
    assert not away.asked
    back = AwayDialog(session, None)
    qtbot.addWidget(back)
    calm()
    back.list.selectAll()
    back.commit()
    calm()
    (away,) = travel_light.listed(session.workspace)
    assert away.asked


def test_what_the_hub_has_not_confirmed_is_not_put_down(dialog_of, calm):
    session, dialog = dialog_of("Kabk")
    case = the_case(session)
    records.change(session.workspace, case.id, {"title": "Changed since"})
    dialog.commit()
    calm()
    assert dialog.gone is None
    assert "stays here" in dialog.notice.text
    assert the_case(session).id == case.id


def test_a_coordinator_purges_one_field_of_a_part_and_nothing_else(opened, qtbot, calm):
    session = opened("Archa")
    case = the_case(session)
    given = {"parent": case.ref, "title": "Who said it", "language": "tg"}
    source = records.add(session.workspace, "source", given)
    dialog = CarryDialog(session, case, None)
    qtbot.addWidget(dialog)
    calm()
    names = [dialog.what.itemText(each) for each in range(dialog.what.count())]
    assert names[0] == session.say("All of it")
    dialog.what.setCurrentIndex(names.index("Only: Source · Source"))
    dialog.reason.setText("Asked by the person")
    dialog.commit()
    calm()
    (part,) = records.show(session.workspace, case.id).children
    assert (part.id, dict(part.values)) == (source.id, {"language": "tg"})
    assert the_case(session).title == case.title


def test_a_period_is_put_down_by_hand_and_from_then_on_by_itself(
    opened, qtbot, calm, clock
):
    session = opened("Kabk")
    case = the_case(session)
    dialog = AwayDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.show()
    calm()
    dialog.now.click()
    calm()
    assert dialog.gone == ()
    dialog.by_itself.setChecked(True)
    calm()
    assert travel_light.every_days(session.workspace) == 90
    clock.advance(100 * 24 * 60 * 60 * 1000)
    dialog.now.click()
    calm()
    assert dialog.gone == (case.id,)
    assert dialog.list.item(0).text() == case.ref
    assert "1 " in dialog.notice.text
    dialog.by_itself.setChecked(False)
    calm()
    assert travel_light.every_days(session.workspace) is None


def test_what_is_old_goes_when_the_window_opens(opened, qtbot, calm, clock):
    session = opened("Kabk")
    travel_light.set_days(session.workspace, 30)
    clock.advance(40 * 24 * 60 * 60 * 1000)
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.show()
    calm()
    assert len(travel_light.listed(session.workspace)) == 1


def test_at_150_percent_nothing_in_them_lies_over_anything_else(
    opened, qtbot, calm, desk
):
    desk.say.switch("tg")
    session, window = opened("Archa"), QWidget()
    qtbot.addWidget(window)
    window.resize(*at_scale(1.5))
    window.show()
    for dialog in (
        CarryDialog(session, the_case(session), window),
        AwayDialog(session, window),
    ):
        dialog.show()
        calm()
        items = (dialog.body.itemAt(n) for n in range(dialog.body.count()))
        shown = [each.geometry() for each in items if not each.isEmpty()]
        assert dialog.height() <= window.height()
        assert shown[-1].bottom() < dialog.height()
        assert all(one.bottom() < other.top() for one, other in pairwise(shown))
