"""Who is trusted after an accident, or with a thief who has a coordinator's laptop."""

import pytest
from tests.services.conftest import PASS, add, copied, reopened, restored, titles

from monitor_desktop.errors import NotAllowedError, UsageError
from monitor_desktop.services.exchange import contacts, forks, purges, seizures
from monitor_desktop.services.membership import group, succession, trust
from monitor_desktop.services.profile import keys
from monitor_desktop.store import effects
from monitor_desktop.sync import cards, statements


def state(workspace):
    with workspace.transaction() as transaction:
        return trust.state(workspace, transaction)


def stated(workspace, field):
    """The last statement of a kind that is held."""
    with workspace.transaction() as transaction:
        found = [e for e in effects.statements(transaction) if e.field == field]
    return found[-1]


def say(workspace, field, sub, value):
    """State something whatever the program would say to it, as a thief's would."""
    with workspace.transaction() as transaction:
        group._write(workspace, transaction, field, sub, value)


def announce(workspace):
    """State the own appointment, though there is nobody who lacks the card."""
    with workspace.transaction() as transaction:

        def kept(key):
            return bytes.fromhex(workspace.store.setting(transaction, key, ""))

        value = statements.appointed(
            signing=workspace.signing.public,
            root=kept("root"),
            appointment=kept("appointment"),
            chain=succession.of_store(workspace.store, transaction),
        )
    say(workspace, statements.APPOINTED, workspace.device, value)


def test_what_a_replaced_coordinator_goes_on_stating_closes_nobody(
    world, hub, second, one
):
    world.meet(second, one)
    two = world.laptop("two")
    world.meet(hub, two)
    world.add(second, restored(world, hub))
    assert hub.device in state(second).cuts
    add(one, "a case")
    world.send(one, second)
    contacts.confirm(hub, two.device, old_id=one.device)
    assert world.send(hub, second)[0].code == "REVOKED"
    assert titles(second) == ["a case"]
    assert contacts.standings(second)[one.device] == "verified"


def test_what_nobody_understands_undoes_no_decision_of_the_root(world, hub, second):
    hub, copy = copied(world, "hub")
    add(hub, "honest")
    add(copy, "by a thief")
    world.send(hub, second)
    world.send(copy, second)
    world.send(second, hub)
    forks.decide(hub, hub.device, 1, "refused")
    world.send(hub, second)
    assert titles(second) == titles(hub) == ["honest"]
    root = stated(second, statements.BRANCH)
    say(second, root.field, root.sub, {"decision": "none that is known"})
    assert titles(second) == ["honest"]
    world.send(second, hub)
    assert titles(hub) == ["honest"]


def test_a_decision_of_the_root_that_was_taken_back_cannot_be_played_again(
    world, hub, second, one
):
    contacts.revoke(hub, second.device)
    world.send(hub, one)
    told = stated(one, statements.REVOKED)
    contacts.withdraw(hub, second.device)
    assert state(hub).leads(second.device)
    with one.transaction() as transaction:
        record = str(one.store.setting(transaction, "group", ""))
        edit = group.Edit(
            kind=group.OperationKind.GROUP,
            type=group.TYPE,
            record=record,
            top=record,
            field=told.field,
            sub=told.sub,
            pred=told.pred,
            value=told.value,
        )
        one.store.write(transaction, one.device, [edit])
    assert world.send(one, hub)[0].outcome == "applied"
    assert state(hub).leads(second.device)


def test_a_coordinator_closes_anothers_journal_only_where_it_was_handed_over(
    world, hub, second, one
):
    add(hub, "of the hub")
    world.send(hub, second)
    new = restored(world, hub)
    world.add(second, new)
    told = dict(stated(second, statements.SUCCEEDED).value)
    assert titles(second) == ["of the hub"]
    say(second, statements.SUCCEEDED, hub.device, {**told, "root": "00" * 32})
    assert titles(second) == ["of the hub"]


@pytest.mark.parametrize("has_spoken", [False, True])
def test_a_lost_laptop_stays_closed_when_its_heir_becomes_a_coordinator(
    world, hub, one, has_spoken
):
    new = world.laptop("new")
    world.meet(hub, new)
    contacts.confirm(hub, new.device, old_id=one.device)
    if has_spoken:
        add(new, "of the new one")
        world.send(new, hub)
    contacts.appoint(hub, new.device)
    world.send(hub, new)
    new = reopened(world, "new")
    world.add(hub, new)
    world.add(hub, new)  # everything is looked at again
    assert contacts.existing(hub, new.device).role == "coordinator"
    assert state(hub).leads(new.device)
    assert one.device not in state(hub).coordinators
    assert one.device in state(hub).cuts


def test_what_was_stated_before_an_appointment_never_counts(world, hub, second, one):
    late = world.laptop("late")
    world.meet(hub, late)
    nothing = statements.up_to(cards.START)
    say(late, statements.REVOKED, one.device, nothing)
    world.send(late, hub)
    contacts.appoint(hub, late.device)
    world.send(hub, late)
    late = reopened(world, "late")
    world.add(hub, late)
    assert state(hub).leads(late.device)
    assert one.device not in state(late).cuts
    assert one.device not in state(hub).cuts


def test_work_of_the_laptop_before_the_last_comes_back_too(world, hub, one):
    add(one, "of the first laptop")
    world.send(one, hub)
    for before, name in ((one, "then"), (None, "now")):
        new = world.laptop(name)
        world.meet(hub, new)
        old = (before or world.made["then"]).device
        contacts.confirm(hub, new.device, old_id=old)
    world.send(hub, world.made["now"])
    assert titles(world.made["now"]) == ["of the first laptop"]


def test_nobody_goes_on_for_itself(world, hub, one):
    with pytest.raises(UsageError):
        contacts.confirm(hub, one.device, old_id=one.device)


def test_a_revoked_device_is_not_appointed(world, hub, one):
    contacts.revoke(hub, one.device)
    with pytest.raises(NotAllowedError, match="REVOKED"):
        contacts.appoint(hub, one.device)
    assert one.device in state(hub).cuts


def test_what_is_left_counts_once_the_root_refused_the_others(world, hub, second, one):
    world.meet(second, one)
    add(one, "a case")
    world.send(one, second)
    hub, copy = copied(world, "hub")
    contacts.revoke(hub, one.device, after=0)
    add(copy, "by a thief")
    world.send(hub, second)
    world.send(copy, second)
    assert "a case" in titles(second)
    world.send(second, hub)
    forks.decide(hub, hub.device, 1, "refused")
    world.send(hub, second)
    assert titles(second) == []
    assert titles(hub) == []


def test_a_thiefs_heir_of_a_revoked_coordinator_is_none(world, hub, one):
    code = keys.recovery_code(hub, PASS)
    new = restored(world, hub)
    hub, seized = copied(world, "hub")
    heir = restored(world, seized)
    world.meet(heir, seized)
    world.meet(hub, one)
    announce(heir)
    world.send(heir, seized)
    # Before it hears of anything, a monitor takes in what the thief sends.
    world.send(seized, one)
    assert state(one).leads(heir.device)
    world.meet(new, one)
    contacts.revoke(new, hub.device, code=code)
    world.send(new, one)
    found = state(one)
    assert found.leads(new.device)
    assert not found.leads(heir.device)


def test_a_card_nobody_verified_changes_nothing_of_what_was_handed_over(
    world, hub, one
):
    add(one, "a case")
    world.send(one, hub)
    one, thief = copied(world, "one")
    new = restored(world, one)
    contacts.add(hub, contacts.my_card(new))
    contacts.add(hub, contacts.my_card(restored(world, thief)))
    words = contacts.words_of(new, new.fingerprint, "tg")
    contacts.verify(hub, new.device, words)
    assert one.device in state(hub).cuts
    assert state(hub).heirs == {one.device: new.device}


def test_an_old_card_takes_no_office_away(world, hub, second):
    world.add(hub, second)
    assert contacts.existing(hub, second.device).role == "coordinator"
    with second.transaction() as transaction:
        second.store.set_setting(
            transaction, "owner", {"name": "second", "unit": "u", "role": "office"}
        )
    contacts.add(hub, contacts.my_card(reopened(world, "second")))
    assert contacts.existing(hub, second.device).role == "coordinator"


def test_a_restored_coordinator_sees_its_old_laptop_and_can_revoke_it(world, hub, one):
    new = restored(world, hub)
    assert hub.device in {each.id for each in contacts.listed(new)}
    assert contacts.standings(new)[hub.device] == "replaced"
    contacts.revoke(new, hub.device)
    assert contacts.standings(new)[hub.device] == "revoked"
    assert state(new).leads(new.device)


def test_what_was_sent_before_is_still_listed_after_a_card_came_again(world, hub):
    two = world.laptop("two")
    world.meet(hub, two)
    world.add(hub, two, receives="all")
    add(hub, "on their laptop, or on its way")
    world.bundle(hub, two)
    assert len(seizures.held_by(hub, two.device)) == 1
    world.add(hub, two)
    assert len(seizures.held_by(hub, two.device)) == 1


def test_an_heir_named_by_mistake_is_taken_back(world, hub, one):
    wrong = world.laptop("wrong")
    right = world.laptop("right")
    world.meet(hub, wrong)
    world.meet(hub, right)
    contacts.confirm(hub, wrong.device, old_id=one.device)
    add(one, "honest, and not lost at all")
    assert world.send(one, hub)[0].code == "REVOKED"
    assert wrong.device in state(hub).heirs.values()
    contacts.confirm(hub, right.device, old_id=one.device)
    assert contacts.existing(hub, wrong.device).predecessors == ()
    contacts.withdraw(hub, one.device)
    assert titles(hub) == ["honest, and not lost at all"]
    assert state(hub).heirs == {}
    world.send(hub, one)
    assert contacts.existing(hub, right.device).predecessors == ()


def test_a_restored_copy_that_was_revoked_leaves_the_laptop_in_its_place(
    world, hub, one
):
    drill = restored(world, one)
    world.add(hub, drill)
    contacts.revoke(hub, drill.device)
    contacts.withdraw(hub, one.device)
    add(one, "goes on here")
    assert world.send(one, hub)[0].code is None
    assert titles(hub) == ["goes on here"]
    assert contacts.standings(hub)[one.device] == "verified"
    world.send(hub, one)


@pytest.fixture
def purged(world, hub, second):
    """The hub and a thief's copy of it, which purges a case that both hubs hold."""
    case = add(hub, "wanted")
    world.send(hub, second)
    hub, thief = copied(world, "hub")
    add(hub, "honest")
    purges.purge(thief, case.ref, reason="r")
    world.send(hub, second)
    world.send(thief, second)
    world.send(second, hub)
    return hub, thief


def test_standing_for_one_history_lets_no_purge_of_the_other_take_effect(
    world, second, purged
):
    hub, _ = purged
    assert titles(second) == ["honest", "wanted"]
    forks.decide(hub, hub.device, 0, "adopted")
    world.send(hub, second)
    assert titles(second) == titles(hub) == ["honest", "wanted"]
    forks.decide(hub, hub.device, 1, "refused")
    world.send(hub, second)
    assert titles(second) == titles(hub) == ["honest", "wanted"]
    # Stood for after all, it takes effect where that is decided, too.
    forks.decide(hub, hub.device, 1, "adopted")
    assert titles(hub) == ["honest"]


def test_a_history_that_comes_after_the_decision_is_told_and_takes_nothing(
    world, hub, second, one
):
    case = add(hub, "wanted")
    world.send(hub, second)
    hub, copy = copied(world, "hub")
    hub, thief = copied(world, "hub")
    for each in (hub, copy):
        add(each, "honest")
        world.send(each, second)
    world.send(second, hub)
    for number in (0, 1):
        forks.decide(hub, hub.device, number, "adopted")
    world.send(hub, second)
    assert contacts.standings(second)[hub.device] == "verified"
    purges.purge(thief, case.ref, reason="r")
    world.send(thief, second)
    assert "wanted" in titles(second)
    assert contacts.standings(second)[hub.device] == "forked"


def test_appointing_a_coordinator_again_takes_nothing_of_what_it_stated(
    world, hub, second, one
):
    world.meet(second, one)
    add(one, "a case")
    world.send(one, second)
    contacts.revoke(second, one.device, after=0)
    world.send(second, hub)
    assert one.device in state(hub).cuts
    contacts.appoint(hub, second.device)
    assert one.device in state(hub).cuts
    world.send(hub, second)
    assert titles(second) == []


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_lost_laptop_ends_on_the_history_that_was_not_refused(
    world, hub, one, is_replaced
):
    one, thief = copied(world, "one")
    add(thief, "by a thief")
    add(one, "honest")
    world.send(thief, hub)
    world.send(one, hub)
    forks.decide(hub, one.device, 0, "refused")
    if is_replaced:
        new = world.laptop("new")
        world.meet(hub, new)
        contacts.confirm(hub, new.device, old_id=one.device)
    else:
        contacts.revoke(hub, one.device)
    assert titles(hub) == ["honest"]
    add(one, "after it was lost")
    world.send(one, hub)
    assert titles(hub) == ["honest"]


def test_nobody_keeps_a_coordinator_from_stating_that_it_is_one(world, hub, second):
    new = restored(world, second)
    world.meet(hub, new)
    say(hub, statements.APPOINTED, new.device, {"signing": "nothing"})
    world.send(hub, new)
    assert stated(new, statements.APPOINTED).device == hub.device
    world.send(new, hub)
    world.send(new, hub)
    with new.transaction() as transaction:
        own = [
            each
            for each in effects.statements(transaction)
            if (each.field, each.device) == (statements.APPOINTED, new.device)
        ]
    assert len(own) == 1
