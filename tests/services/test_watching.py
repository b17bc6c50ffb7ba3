"""A hub that watches a folder: reads what is whole, answers, survives what is bad."""

import pytest
from tests.services.conftest import copied

from monitor_desktop.errors import EnvironmentFailedError, MonitorError
from monitor_desktop.services import records
from monitor_desktop.services.exchange import bundles, receipts
from monitor_desktop.services.exchange.watching import Watch, due

A_CASE = {"title": "Invented person detained", "status": "open"}


@pytest.fixture
def watched(world):
    one, two = world.laptop("one"), world.laptop("two")
    hub = world.laptop("hub", role="coordinator")
    world.meet(hub, one)
    world.meet(hub, two)
    folder = world.folder / "in"
    folder.mkdir()
    watch = Watch(hub, folder, world.folder / "answers")
    watch.begin()
    return one, two, hub, watch


def deliver(world, watch, sender):
    path = world.bundle(sender, watch.workspace)
    target = watch.folder / path.name
    path.rename(target)
    return target


def test_a_bundle_is_read_and_answered_and_nobody_else_is_written_to(world, watched):
    one, _, hub, watch = watched
    ref = records.add(one, "case", A_CASE).ref
    watch.round()  # whatever the group itself has to say
    deliver(world, watch, one)
    first = watch.round()
    assert (first.received, first.growing) == ((), 1)
    second = watch.round()
    assert [each.outcome for each in second.received] == ["applied"]
    (answer,) = second.answers
    assert (answer.contact, answer.code) == (one.device, "")
    assert bundles.receive(one, answer.made.path).outcome == "applied"
    record = records.show(one, ref).record.id
    assert receipts.states(one, [record])[record] == "arrived"
    third = watch.round()
    assert (third.received, third.answers) == ((), ())
    assert due(hub) == []


def test_a_file_that_grows_is_left_until_it_stands_still(world, watched):
    one, _, _, watch = watched
    path = deliver(world, watch, one)
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert watch.round().growing == 1
    path.write_bytes(whole)
    assert watch.round().growing == 1
    assert [each.outcome for each in watch.round().received] == ["applied"]


def test_bad_files_stop_nothing(world, watched):
    one, _, _, watch = watched
    (watch.folder / "a.bin").write_bytes(b"no bundle")
    (watch.folder / ".hidden").write_bytes(b"no bundle")
    (watch.folder / "folder").mkdir()
    deliver(world, watch, one)
    found = watch.round(patient=False).received
    assert sorted(each.outcome for each in found) == ["applied", "refused"]


def test_a_stick_that_was_drawn_out_may_come_back(world, watched):
    one, _, _, watch = watched
    away = watch.folder.rename(world.folder / "away")
    assert watch.round().received == ()
    away.rename(watch.folder)
    deliver(world, watch, one)
    assert len(watch.round(patient=False).received) == 1


def test_a_full_disk_is_told_and_the_file_is_read_again(world, watched, monkeypatch):
    one, _, _, watch = watched
    deliver(world, watch, one)

    def full(*_rest, **_more):
        raise EnvironmentFailedError("DISK_FULL")

    with monkeypatch.context() as patched:
        patched.setattr(bundles, "receive_all", full)
        with pytest.raises(EnvironmentFailedError):
            watch.round(patient=False)
    assert len(watch.round(patient=False).received) == 1


def test_only_a_coordinator_watches_and_not_its_own_answers(world, watched):
    one, _, hub, watch = watched
    for wrong in (
        Watch(one, watch.folder, watch.out),
        Watch(hub, watch.folder, watch.folder),
        Watch(hub, watch.folder / "none", watch.out),
    ):
        with pytest.raises(MonitorError):
            wrong.begin()


def test_a_fork_that_nobody_decided_about_makes_no_storm(world, watched):
    one, two, hub, watch = watched
    three, four = world.laptop("three"), world.laptop("four")
    for each in (three, four):
        world.meet(hub, each, receives="all")
    records.add(one, "case", A_CASE)
    world.send(one, hub)
    one, copy = copied(world, "one")
    for each in (one, copy):
        records.add(each, "case", A_CASE)
    records.add(one, "case", A_CASE)
    records.add(one, "case", A_CASE)
    for each in (one, copy):
        deliver(world, watch, each)
    first = watch.round(patient=False)
    assert {each.contact for each in first.answers} >= {three.device, four.device}
    for _ in range(3):
        assert watch.round(patient=False).answers == ()
    # What somebody else sends is news for whoever may have it, and only for them.
    records.add(two, "case", A_CASE)
    deliver(world, watch, two)
    third = watch.round(patient=False)
    assert {each.contact for each in third.answers} == {
        two.device, three.device, four.device,
    }  # fmt: skip
    # A receipt alone is answered to nobody.
    path = next(each.made.path for each in third.answers if each.contact == two.device)
    assert bundles.receive(two, path).outcome == "applied"
    deliver(world, watch, two)
    answered = [each.contact for each in watch.round(patient=False).answers]
    assert set(answered) <= {two.device}
    # The copy goes on: what it wrote goes to those who may have it, once.
    records.add(copy, "case", A_CASE)
    deliver(world, watch, copy)
    fourth = watch.round(patient=False)
    assert {each.contact for each in fourth.answers} == {
        one.device, three.device, four.device,
    }  # fmt: skip
    assert watch.round(patient=False).answers == ()
