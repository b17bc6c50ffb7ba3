"""What a decision about trust must neither lose, nor undo, nor leave open."""

import datetime as dt

import pytest
from tests.services.conftest import PASS, add, copied, reopened, restored, titles

from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services import records
from monitor_desktop.services.exchange import contacts, forks, purges
from monitor_desktop.services.membership import policies, trust
from monitor_desktop.services.profile import keys
from monitor_desktop.services.time_limits import laws


def state(workspace):
    with workspace.transaction() as transaction:
        return trust.state(workspace, transaction)


def refused(action):
    """Code and reason of what a coordinator may not do."""
    with pytest.raises(NotAllowedError) as caught:
        action()
    return caught.value.code, caught.value.details.get("reason")


def test_leaving_out_a_copied_laptop_keeps_each_history_that_was_adopted(
    world, hub, one
):
    new = world.laptop("new")
    world.meet(hub, new)
    one, copy = copied(world, "one")
    for each, title in ((one, "laptop"), (copy, "copy")):
        add(each, title)
        world.send(each, hub)
    both = ["copy", "laptop"]
    for number in (0, 1):
        forks.decide(hub, one.device, number, "adopted")
    contacts.confirm(hub, new.device, old_id=one.device)
    assert titles(hub) == both
    contacts.withdraw(hub, one.device)
    contacts.revoke(hub, one.device)
    assert titles(hub) == both
    for each in (one, copy):
        add(each, "after it was lost")
        assert world.send(each, hub)[0].code == "REVOKED"
    assert titles(hub) == both
    contacts.withdraw(hub, one.device)
    assert titles(hub) == ["after it was lost"] * 2 + both


def test_what_was_taken_back_is_not_stated_again_by_a_card_that_comes_again(
    world, hub, one
):
    drill = restored(world, one)
    world.add(hub, drill)
    contacts.withdraw(hub, one.device)
    world.add(hub, drill)
    assert one.device not in state(hub).cuts
    contacts.revoke(hub, drill.device)
    world.add(hub, drill)
    assert contacts.standings(hub)[one.device] == "verified"
    contacts.withdraw(hub, drill.device)
    # A person may, by hand.
    contacts.confirm(hub, drill.device, old_id=one.device)
    assert contacts.is_closed(hub, one.device)


def test_nothing_goes_to_a_thiefs_heir_that_somebody_verified(world, hub, one):
    code = keys.recovery_code(hub, PASS)
    new = restored(world, hub)
    hub, seized = copied(world, "hub")
    heir = restored(world, seized)
    world.meet(heir, one)
    world.meet(new, one)
    contacts.revoke(new, hub.device, code=code)
    world.send(new, one)
    assert contacts.standings(one)[heir.device] == "revoked"
    assert refused(lambda: world.send(one, heir)) == ("REVOKED", "addressee")
    assert world.send(heir, one)[0].outcome == "held"
    add(one, "a case")
    world.send(one, new)
    assert titles(new) == ["a case"]
    # Were it honest: its words are compared where the root is, and it is named.
    world.add(new, heir)
    assert refused(lambda: contacts.withdraw(new, heir.device, code=code)) == (
        "REVOKED",
        "heir",
    )
    contacts.revoke(new, hub.device, code=code)
    world.send(new, one)
    assert contacts.standings(one)[heir.device] == "verified"


def test_of_two_adopted_copies_the_one_that_was_appointed_is_a_coordinator(
    world, hub, one
):
    one, copy = copied(world, "one")
    case = add(hub, "a case")
    contacts.add(hub, contacts.my_card(one), receives="all")
    for each in (one, copy):
        add(each, "by both")
        world.send(each, hub)
    assert refused(lambda: contacts.appoint(hub, one.device)) == ("FORK", "undecided")
    for number in (0, 1):
        forks.decide(hub, one.device, number, "adopted")
    contacts.appoint(hub, one.device)
    assert contacts.standings(hub)[one.device] == "verified"
    world.send(hub, copy)
    copy = reopened(world, copy.folder.folder.name)
    purges.purge(copy, case.ref, reason="r")
    for each, day in ((copy, "2030-05-02"), (hub, "2030-05-03")):
        told = {"name": "Mourning", "days": day, "kind": "day_off"}
        records.add(each, "day_off", told)
    world.send(copy, hub)
    assert "a case" in titles(hub)
    assert laws.law(hub).calendar.off == {dt.date(2030, 5, 3)}


def test_a_purge_that_would_wait_is_not_taken_for_done(world, hub, second):
    case = add(hub, "a case")
    world.send(hub, second)
    hub, copy = copied(world, "hub")
    add(hub, "honest")
    add(copy, "of the copy")
    for each in (hub, copy):
        world.send(each, second)
    world.send(second, hub)
    waits = ("FORK", "waits")
    assert refused(lambda: purges.purge(hub, case.ref, reason="r")) == waits
    assert refused(lambda: policies.set_limit(hub, "u", "public")) == waits
    for number, decision in ((0, "adopted"), (1, "refused")):
        forks.decide(hub, hub.device, number, decision)
    purges.purge(hub, case.ref, reason="r")
    assert titles(hub) == ["honest"]


def test_two_coordinators_who_disagree_about_a_laptop_see_it(world, hub, second):
    one = world.laptop("one")
    world.meet(hub, one)
    world.meet(second, one)
    contacts.revoke(second, one.device)
    contacts.appoint(hub, one.device)
    world.send(hub, one)
    # Appointed a moment ago, and not opened again since.
    purges.purge(one, add(one, "x").ref, reason="r")
    assert titles(one) == []
    world.send(second, hub)
    world.send(hub, second)
    for each in (hub, second):
        assert contacts.standings(each)[one.device] == "disputed"
    contacts.withdraw(hub, one.device)
    world.send(hub, second)
    for each in (hub, second):
        assert contacts.standings(each)[one.device] == "verified"


def test_a_value_of_a_side_history_that_may_go_later_goes_later(world, hub):
    partner = world.laptop("partner", role="office", unit="Another unit")
    world.meet(hub, partner, receives="all")
    world.meet(hub, world.laptop("one"))
    one, copy = copied(world, "one")
    add(one, "of the laptop")
    # Longer than what the laptop wrote: no position of it stands for one of these.
    for _ in range(2):
        add(copy, "of the copy")
    case = {"title": "for few", "confidentiality": "restricted"}
    records.add(copy, "case", case)
    for each in (one, copy):
        world.send(each, hub)
    for number in (0, 1):
        forks.decide(hub, one.device, number, "adopted")
    world.send(hub, partner)
    world.send(partner, hub)
    assert set(titles(partner)) == {"of the copy", "of the laptop"}
    policies.set_limit(hub, "Another unit", "restricted")
    world.send(hub, partner)
    assert set(titles(partner)) == {"for few", "of the copy", "of the laptop"}
