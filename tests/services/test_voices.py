"""Which of several copies of a contact is believed, and whom it is sealed for."""

import shutil

import pytest
from tests.services.conftest import PASS, add, titles

from monitor_desktop.domain.acks import Ack
from monitor_desktop.services import workspaces
from monitor_desktop.services.exchange import bundles, forks, sending
from monitor_desktop.services.membership import trust
from monitor_desktop.store import exchange


def known(hub, device):
    with hub.transaction() as transaction:
        return exchange.contact(transaction, device)


def with_new_key(workspace):
    """Its next bundle names a receive key that no copy has."""
    with workspace.transaction() as transaction:
        workspace.store.set_setting(transaction, trust.RECEIVE_KEY_DUE, value=True)


@pytest.fixture
def copies(world, hub):
    """A laptop and its copy, each with a key of its own, both met by the hub."""
    one = world.laptop("one")
    world.meet(hub, one, receives="all")
    add(one, "before the copy")
    world.send(one, hub)
    world.send(hub, one)
    one.close()
    shutil.copytree(world.folder / "one", world.folder / "copy")
    for name in ("one", "copy"):
        world.made[name] = workspaces.unlock(world.folder / name, PASS, world.kit)
    for name in ("one", "copy"):
        with_new_key(world.made[name])
        add(world.made[name], f"of {name}")
        world.send(world.made[name], hub)
    return world.made["one"], world.made["copy"]


def test_a_refused_copy_has_no_say_in_what_is_sent_and_sealed_for_whom(
    world, hub, copies
):
    one, thief = copies
    forks.decide(hub, one.device, 1, "refused")
    before = known(hub, one.device)
    with_new_key(thief)
    add(thief, "written after it was refused")
    assert world.send(thief, hub)[0].outcome == "applied"
    after = known(hub, one.device)
    assert (after.ack, after.receive) == (before.ack, before.receive)
    add(hub, "new at the hub")
    path = world.bundle(hub, one)
    assert bundles.receive(thief, path).code == "NOT_FOR_ME"
    assert bundles.receive(one, path).outcome == "applied"
    # The honest laptop is heard although the thief's journal may be longer.
    add(one, "and goes on")
    world.send(one, hub)
    heard = known(hub, one.device).ack
    assert heard.own > after.ack.own
    assert heard.size_of(hub.device) > after.ack.size_of(hub.device)


def test_the_honest_copy_is_heard_again_after_a_longer_one_was_refused(
    world, hub, copies
):
    one, thief = copies
    for number in range(9):
        add(thief, f"more {number}")
    world.send(thief, hub)
    forks.decide(hub, one.device, 1, "refused")
    before = known(hub, one.device).ack
    add(one, "less")
    world.send(one, hub)
    assert known(hub, one.device).ack.own == before.own + 3  # reference, title, sent
    # What the thief said comes back with its history, if that was a mistake.
    forks.decide(hub, one.device, 1, "open")
    assert known(hub, one.device).ack.own > before.own + 9


def test_what_is_sent_to_two_adopted_copies_both_can_open_and_take(world, hub, copies):
    one, copy = copies
    for number in (0, 1):
        forks.decide(hub, one.device, number, "adopted")
    add(hub, "first")
    bundles.receive(one, world.bundle(hub, one))
    world.send(one, hub)
    # The copy holds less than the laptop that spoke last.
    add(hub, "second")
    path = world.bundle(hub, one)
    for each in (one, copy):
        assert bundles.receive(each, path).outcome == "applied"
        assert titles(each) == titles(hub)


def test_two_adopted_copies_are_sent_only_what_one_of_them_lacks(
    world, hub, copies, digest_of
):
    one, copy = copies
    for number in (0, 1):
        forks.decide(hub, one.device, number, "adopted")
    path = world.bundle(hub, one)
    for each in (one, copy):
        bundles.receive(each, path)
        add(each, "goes on")
        world.send(each, hub)
    # Each holds all of itself, and of the other what the hub had then.
    add(hub, "new at the hub")
    path = world.folder / "less.bin"
    made = sending.export(hub, [one.device], path)
    new = 2 * 3  # a case of the laptop, of the copy and of the hub: number and title
    assert made.operations == new
    for each in (one, copy):
        assert bundles.receive(each, path).outcome == "applied"
        assert titles(each) == titles(hub)
        assert digest_of(each) == digest_of(hub)
        world.send(each, hub)
    assert sending.export(hub, [one.device], path).operations == 0


def test_an_old_bundle_of_a_copy_that_arrives_late_changes_nothing(world, hub, copies):
    one, _ = copies
    late = world.bundle(one, hub)
    add(one, "newer")
    world.send(one, hub)
    before = known(hub, one.device)
    assert bundles.receive(hub, late).outcome == "applied"
    assert known(hub, one.device) == before


def test_believed_is_what_all_of_them_hold():
    one = Ack(
        own=9,
        known={"a": (5, "x"), "b": (2, "y"), "f": (3, "p")},
        wanted={"a": [(1, 3), (8, 8)]},
        sides={"f": [(4, "q")]},
    )
    other = Ack(
        own=4,
        known={"a": (4, "z"), "f": (4, "q")},
        wanted={"a": [(2, 5)], "c": [(1, 1)]},
        sides={"f": [(2, "r")]},
    )
    both = Ack.of_all([one, other], forked={"f": [(4, "q"), (2, "r")], "g": []})
    assert both.known == {"a": (4, "z"), "f": (4, "q")}
    assert both.sides == {"f": [(2, "r")]}
    assert both.wanted == {"a": [(1, 5), (8, 8)], "c": [(1, 1)]}
    assert Ack.of_all([one], forked={}) == one
