"""One device with two histories: both are kept, both count, and it is told aloud."""

from dataclasses import replace

import pytest
from tests.services.conftest import add, copied, titles

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import NotAllowedError, UsageError
from monitor_desktop.services import records
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.exchange import (
    bundle_reports,
    bundles,
    contacts,
    forks,
    sending,
)
from monitor_desktop.services.profile import doctor
from monitor_desktop.store import exchange, journal


@pytest.fixture
def clones(world, hub):
    """A laptop and its copy, after one case was sent."""
    one = world.laptop("one")
    world.meet(hub, one)
    add(one, "before the copy")
    world.send(one, hub)
    world.send(hub, one)
    return copied(world, "one")


def test_both_histories_of_a_copied_laptop_count(world, hub, clones):
    one, copy = clones
    add(one, "on the laptop")
    add(copy, "on the copy")
    assert world.send(one, hub)[0].code is None
    found = world.send(copy, hub)[0]
    assert (found.outcome, found.code) == ("applied", "FORK")
    assert titles(hub) == ["before the copy", "on the copy", "on the laptop"]
    assert doctor.examine(hub) == []


def test_two_values_written_by_the_two_copies_are_a_conflict(world, hub, clones):
    one, copy = clones
    case = records.listed(one, ListQuery(type="case"))[1][0]
    records.change(one, case.id, {"title": "one way"})
    records.change(copy, case.id, {"title": "the other way"})
    world.send(one, hub)
    assert world.send(copy, hub)[0].conflicts == 1
    (found,) = conflicts.listed(hub)
    assert {each.value for each in found.sides} == {"one way", "the other way"}


def test_two_clones_with_equal_clocks_imported_in_both_orders(
    world, hub, clones, digest_of
):
    one, copy = clones
    add(one, "on the laptop")
    add(copy, "on the copy")
    files = [world.bundle(one, hub), world.bundle(copy, hub)]
    hub, twin = copied(world, "hub")
    bundles.receive_all(hub, files)
    bundles.receive_all(twin, files[::-1])
    assert digest_of(hub) == digest_of(twin)
    assert titles(hub) == titles(twin)


def test_each_branch_grows_on_its_own(world, hub, clones):
    one, copy = clones
    for each, title in ((one, "a"), (copy, "b"), (one, "c"), (copy, "d")):
        add(each, title)
        assert world.send(each, hub)[0].outcome == "applied"
    assert titles(hub) == ["a", "b", "before the copy", "c", "d"]
    assert doctor.examine(hub) == []


def test_a_fork_is_relayed_whole(world, hub, clones, digest_of):
    one, copy = clones
    two = world.laptop("two")
    world.meet(hub, two, receives="all")
    world.add(hub, two, receives="all")
    add(one, "on the laptop")
    world.send(one, hub)
    world.send(hub, two)
    world.send(two, hub)
    add(copy, "on the copy")
    world.send(copy, hub)
    assert world.send(hub, two)[0].code == "FORK"
    assert titles(two) == titles(hub)
    assert digest_of(two) == digest_of(hub)


def test_a_third_history_is_kept_too(world, hub, clones):
    one, copy = clones
    one, third = copied(world, "one")
    for each, title in ((one, "1"), (copy, "2"), (third, "3")):
        add(each, title)
        world.send(each, hub)
    assert titles(hub) == ["1", "2", "3", "before the copy"]
    assert doctor.examine(hub) == []


def test_a_laptop_set_back_in_silence_gets_its_lost_work_back(world, hub, clones):
    _, set_back = clones
    one = world.made["one"]
    add(one, "lost on the laptop, held by the hub")
    world.send(one, hub)
    add(set_back, "written after it was set back")
    assert world.send(set_back, hub)[0].code == "FORK"
    assert world.send(hub, set_back)[0].code == "FORK"
    assert titles(set_back) == titles(hub)
    add(set_back, "and it goes on")
    assert world.send(set_back, hub)[0].outcome == "applied"
    assert titles(set_back) == titles(hub)


def test_a_hub_silently_restored_that_made_no_edit_of_its_own(world, hub):
    """Its next export alone shows it, and what laptops hold comes back."""
    one = world.laptop("one")
    world.meet(hub, one)
    hub, set_back = copied(world, "hub")
    add(one, "a case")
    world.send(one, hub)
    world.send(hub, one)
    assert world.send(set_back, one)[0].code == "FORK"
    found = world.send(one, set_back)[0]
    assert found.outcome == "applied"
    assert titles(set_back) == ["a case"]
    assert doctor.examine(set_back) == []


def test_an_operation_repeated_behind_a_fork_damages_nothing(world, hub, clones):
    """A thief may copy an honest operation behind a forged one."""
    one, copy = clones
    add(one, "first")
    add(one, "second")
    add(copy, "x")
    world.send(one, hub)
    world.send(copy, hub)
    assert doctor.examine(hub) == []


def decided(workspace, device, number, state):
    return forks.decide(workspace, device, number, state)


def test_a_refused_branch_has_no_effect_until_that_is_taken_back(
    world, hub, clones, digest_of
):
    one, copy = clones
    add(one, "honest")
    add(copy, "by a thief")
    world.send(one, hub)
    world.send(copy, hub)
    assert contacts.standings(hub)[one.device] == "forked"
    before = digest_of(hub)
    found = forks.listed(hub, one.device)
    assert [(each.number, each.edits > 0, each.state) for each in found] == [
        (0, True, "open"),
        (1, True, "open"),
    ]
    decided(hub, one.device, 1, "refused")
    assert titles(hub) == ["before the copy", "honest"]
    assert forks.listed(hub, one.device)[1].state == "refused"
    assert contacts.standings(hub)[one.device] == "verified"
    add(copy, "and goes on")
    world.send(copy, hub)
    assert titles(hub) == ["before the copy", "honest"]
    decided(hub, one.device, 1, "open")
    assert titles(hub) == ["and goes on", "before the copy", "by a thief", "honest"]
    assert digest_of(hub) != before


def test_both_may_be_adopted_and_less_is_sent_again(world, hub, clones):
    one, copy = clones
    add(one, "a")
    add(copy, "b")
    world.send(one, hub)
    world.send(copy, hub)
    whole = sending.export(hub, [one.device], world.folder / "whole.bin")
    world.send(hub, one)
    world.send(one, hub)
    for number in (0, 1):
        decided(hub, one.device, number, "adopted")
    less = sending.export(hub, [one.device], world.folder / "less.bin")
    assert less.operations < whole.operations
    assert titles(hub) == ["a", "b", "before the copy"]
    assert bundles.receive(one, world.folder / "less.bin").outcome == "applied"


def test_only_a_coordinator_decides_about_a_fork(world, hub, clones):
    one, copy = clones
    with pytest.raises(NotAllowedError):
        decided(one, copy.device, 0, "adopted")
    with pytest.raises(UsageError):
        decided(hub, one.device, 0, "adopted")


def test_what_a_forked_coordinator_states_waits_until_the_root_adopts_it(world, hub):
    one, two = world.laptop("one"), world.laptop("two")
    world.meet(hub, one)
    world.add(hub, one, receives="all")
    world.meet(hub, two)
    add(two, "of two")
    world.send(two, hub)
    world.send(hub, one)
    world.send(one, hub)
    hub, set_back = copied(world, "hub")
    add(hub, "of the hub")
    world.send(hub, one)
    contacts.revoke(set_back, two.device, after=0)
    assert world.send(set_back, one)[0].code == "FORK"
    # The monitor holds both histories of the hub: nobody is revoked there yet.
    assert titles(one) == ["of the hub", "of two"]
    world.send(one, hub)
    assert titles(hub) == ["of the hub", "of two"]
    decided(hub, hub.device, 1, "adopted")
    assert titles(hub) == ["of the hub"]
    world.send(hub, one)
    assert titles(one) == ["of the hub"]


@pytest.fixture
def thiefs(world, hub, clones):
    """An honest history, a thief's, and a second one that leaves the thief's later."""
    one, thief = clones
    add(one, "honest")
    add(thief, "shared by the thief's two")
    thief, again = copied(world, thief.folder.store_path.parent.name)
    add(thief, "of the thief")
    add(again, "of the thief again")
    world.send(one, hub)
    world.send(thief, hub)
    world.send(again, hub)
    return one, thief, again


def test_refusing_all_histories_of_a_thief_leaves_nothing_between_them(
    world, hub, thiefs
):
    for number in (1, 2):
        decided(hub, thiefs[0].device, number, "refused")
    assert titles(hub) == ["before the copy", "honest"]
    states = [each.state for each in forks.listed(hub, thiefs[0].device)]
    assert states == ["open", "refused", "refused"]


def test_what_was_refused_before_a_third_history_came_can_be_taken_back(
    world, hub, clones
):
    one, thief = clones
    add(one, "honest")
    add(thief, "on both")
    world.send(one, hub)
    world.send(thief, hub)
    decided(hub, one.device, 1, "refused")
    thief, again = copied(world, thief.folder.store_path.parent.name)
    add(thief, "of the one")
    add(again, "of the other")
    world.send(thief, hub)
    world.send(again, hub)
    states = [each.state for each in forks.listed(hub, one.device)]
    assert states == ["open", "refused", "refused"]
    assert titles(hub) == ["before the copy", "honest"]
    decided(hub, one.device, 1, "open")
    states = [each.state for each in forks.listed(hub, one.device)]
    assert states == ["open", "open", "open"]
    assert "of the one" in titles(hub)


def test_what_goes_on_from_a_history_that_is_not_here_waits_under_its_makers_name(
    world, hub, clones
):
    one, copy = clones
    add(one, "on the laptop")
    world.send(one, hub)
    add(copy, "on the copy")
    with copy.transaction() as transaction:
        # As if the hub had read this much of the copy, and lost it since.
        held = journal.frontier(transaction, copy.device)
        known = exchange.contact(transaction, hub.device)
        sizes = {**known.ack.known, copy.device: (held.size, held.root().hex())}
        lied = replace(known, ack=replace(known.ack, known=sizes))
        exchange.put_contact(transaction, lied)
    add(copy, "and goes on")
    found = world.send(copy, hub)[0]
    assert (found.outcome, found.code, found.sender) == ("held", "FORK", "one")
    assert found.error.details["sender"] == "one"
    (told, *_) = bundle_reports.listed(hub)
    assert told.sender == "one"


def test_a_second_history_goes_also_to_whoever_holds_more_of_the_first(
    world, hub, clones, digest_of
):
    """Settled before it was ever sent on: then a larger size stands for nothing."""
    one, copy = clones
    two = world.laptop("two")
    world.meet(hub, two, receives="all")
    world.add(hub, two, receives="all")
    for number in range(3):
        add(one, f"on the laptop {number}")
    add(copy, "on the copy")
    world.send(one, hub)
    world.send(hub, two)
    world.send(two, hub)
    world.send(copy, hub)
    for number in (0, 1):
        decided(hub, one.device, number, "adopted")
    world.send(hub, two)
    assert titles(two) == titles(hub)
    assert digest_of(two) == digest_of(hub)
