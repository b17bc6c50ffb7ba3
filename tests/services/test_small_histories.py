"""Small histories, each of which broke an earlier design: named, one test each.

Those about purges stand in ``test_purges``; the silent restoring of a hub and two
clones imported in both orders in ``test_forks``.
"""

import shutil

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.exchange import (
    bundle_reports,
    bundles,
    contacts,
    forks,
    purges,
    receipts,
    seizures,
    sending,
    travel_light,
)
from monitor_desktop.services.membership import group, receiving
from monitor_desktop.services.profile import backup, doctor, keys
from monitor_desktop.sync import cards, statements

PASS = "a passphrase"  # noqa: S105  # of a test


def titles(workspace):
    found = records.listed(workspace, ListQuery(type="case"))[1]
    return sorted(each.title for each in found)


def add(workspace, title, **values):
    return records.add(workspace, "case", {"title": title, **values})


def copied(world, name):
    """A second installation with the same keys: a clone, or a thief's."""
    original = world.made[name]
    original.close()
    folder = world.folder / f"copy-{len(world.made)}"
    shutil.copytree(world.folder / name, folder)
    world.made[name] = workspaces.unlock(world.folder / name, PASS, world.kit)
    world.made[folder.name] = workspaces.unlock(folder, PASS, world.kit)
    return world.made[name], world.made[folder.name]


@pytest.fixture
def two(world, hub):
    made = world.laptop("two")
    world.meet(hub, made, receives="all")
    world.add(hub, made, receives="all")
    return made


@pytest.fixture
def second_hub(world, hub):
    """Appointed by the root; it and the first hub merge each other's bundles."""
    made = world.laptop("second", role="office")
    world.meet(hub, made)
    contacts.appoint(hub, made.device)
    world.send(hub, made)
    made.close()
    again = workspaces.unlock(world.folder / "second", PASS, world.kit)
    world.made["second"] = again
    world.send(again, hub)
    return again


def test_a_delete_by_one_from_whom_a_field_is_withheld_hides_nothing(
    world, hub, one, two
):
    case = add(one, "a case")
    world.send(one, hub)
    world.send(hub, two)
    records.add(one, "source", {"parent": case.ref, "title": "known to one alone"})
    records.change(one, case.ref, {"confidentiality": "sealed"})
    records.delete(two, case.ref)
    world.send(two, hub)
    world.send(hub, one)
    assert titles(one) == ["a case"]
    assert conflicts.listed(one)


def test_a_delete_after_meeting_one_branch_of_a_fork_hides_not_the_other(
    world, hub, one, two
):
    case = add(one, "a case")
    world.send(one, hub)
    world.send(hub, one)
    one, copy = copied(world, "one")
    records.change(one, case.ref, {"status": "open"})
    records.change(copy, case.ref, {"status": "verified"})
    world.send(one, hub)
    world.send(hub, two)
    records.delete(two, case.ref)
    world.send(copy, hub)
    world.send(two, hub)
    assert titles(hub) == ["a case"]
    assert conflicts.listed(hub)


def test_a_stolen_key_forking_at_position_1_silences_nothing(world, hub, one):
    one, thief = copied(world, "one")
    add(one, "honest years")
    world.send(one, hub)
    add(thief, "forged")
    assert world.send(thief, hub)[0].code == "FORK"
    assert "honest years" in titles(hub)
    contacts.revoke(hub, one.device)
    assert titles(hub) == ["honest years"]


def test_revoking_the_middle_operation_of_a_chain_brings_nothing_stale_back(
    world, hub, one, two
):
    case = add(one, "first")
    world.send(one, hub)
    known = records.history(hub, case.ref)[-1].n
    records.change(one, case.ref, {"title": "by a thief"})
    world.send(one, hub)
    world.send(hub, two)
    records.change(two, case.ref, {"title": "put right"})
    world.send(two, hub)
    contacts.revoke(hub, one.device, after=known)
    assert titles(hub) == ["put right"]
    assert conflicts.listed(hub) == []


def test_clones_reaching_two_hubs_are_a_fork_at_both(
    world, hub, second_hub, one, digest_of
):
    world.meet(second_hub, one)
    one, copy = copied(world, "one")
    add(one, "to the first hub")
    add(copy, "to the second hub")
    world.send(one, hub)
    world.send(copy, second_hub)
    codes = [world.send(hub, second_hub)[0].code, world.send(second_hub, hub)[0].code]
    assert codes == ["FORK", "FORK"]
    world.send(hub, second_hub)
    assert titles(hub) == titles(second_hub)
    assert titles(hub) == ["to the first hub", "to the second hub"]
    assert digest_of(hub) == digest_of(second_hub)
    forks.decide(second_hub, one.device, 0, forks.ADOPTED)
    forks.decide(second_hub, one.device, 1, forks.REFUSED)
    world.send(second_hub, hub)
    assert titles(hub) == titles(second_hub)
    assert digest_of(hub) == digest_of(second_hub)


def test_a_copy_nobody_knows_of_is_told_whose_the_operations_are(world, hub, one, two):
    one, copy = copied(world, "one")
    add(two, "of another laptop")
    world.send(two, hub)
    world.send(hub, one)
    world.send(one, hub)
    path = world.folder / "everything"
    sending.export(hub, [copy.device], path, everything=True)
    assert bundles.receive(copy, path).outcome == bundle_reports.APPLIED


def test_revoke_after_n_with_a_thiefs_fork_at_n(world, hub, one, digest_of):
    one, thief = copied(world, "one")
    add(thief, "forged at n")
    add(one, "honest")
    world.send(one, hub)
    hub, twin = copied(world, "hub")
    world.send(thief, hub)
    contacts.revoke(hub, one.device)
    # The other copy of the hub meets the thief only after the revocation.
    contacts.revoke(twin, one.device)
    world.send(thief, twin)
    assert titles(hub) == titles(twin) == ["honest"]


def test_of_concurrent_revocations_the_smallest_cut_wins_and_can_be_taken_back(
    world, hub, second_hub, one, digest_of
):
    world.meet(second_hub, one)
    case = add(one, "first")
    world.send(one, hub)
    early = records.history(hub, case.ref)[-1].n
    records.change(one, case.ref, {"title": "second"})
    world.send(one, hub)
    world.send(hub, second_hub)
    contacts.revoke(hub, one.device, after=early)
    contacts.revoke(second_hub, one.device)
    world.send(second_hub, hub)
    world.send(hub, second_hub)
    assert titles(hub) == titles(second_hub) == ["first"]
    contacts.withdraw(hub, one.device)
    assert titles(hub) == ["second"]
    world.send(hub, second_hub)
    assert titles(second_hub) == ["second"]
    assert digest_of(hub) == digest_of(second_hub)


def test_a_withdrawal_leaves_what_it_did_not_know(world, hub, second_hub, one):
    world.meet(second_hub, one)
    case = add(one, "first")
    world.send(one, hub)
    early = records.history(hub, case.ref)[-1].n
    records.change(one, case.ref, {"title": "second"})
    world.send(one, hub)
    world.send(hub, second_hub)
    contacts.revoke(hub, one.device, after=early)
    contacts.withdraw(hub, one.device)
    contacts.revoke(second_hub, one.device, after=early)
    world.send(second_hub, hub)
    assert titles(hub) == ["first"]


def test_a_coordinator_is_revoked_by_the_root_alone(world, hub, second_hub, one):
    add(one, "a case")
    world.send(one, hub)
    world.send(hub, second_hub)
    code = keys.recovery_code(hub, PASS)
    with pytest.raises(NotAllowedError, match="NEEDS_RECOVERY_CODE"):
        contacts.revoke(hub, second_hub.device)
    with pytest.raises(NotAllowedError, match="NEEDS_RECOVERY_CODE"):
        contacts.revoke(second_hub, hub.device)
    contacts.revoke(hub, second_hub.device, code=code)
    contacts.revoke(second_hub, one.device, after=0)
    assert world.send(second_hub, hub)[0].code == "REVOKED"
    assert titles(hub) == ["a case"]


def test_what_a_monitor_states_has_no_effect(world, hub, one, two, digest_of):
    add(two, "a case")
    world.send(two, hub)
    world.send(hub, two)
    # Its own program would refuse; a thief's would not.
    with one.transaction() as transaction:
        group._write(
            one,
            transaction,
            statements.REVOKED,
            two.device,
            statements.up_to(cards.START),
        )
    assert world.send(one, hub)[0].outcome == "applied"
    assert titles(hub) == ["a case"]
    assert contacts.standings(hub)[two.device] == "verified"
    assert doctor.examine(hub) == []


def test_a_lost_laptop_without_a_backup_has_an_heir(world, hub, one):
    add(one, "sent before it was lost")
    world.send(one, hub)
    new = world.laptop("new")
    world.meet(hub, new)
    contacts.confirm(hub, new.device, old_id=one.device)
    assert contacts.standings(hub)[one.device] == "replaced"
    assert titles(hub) == ["sent before it was lost"]
    world.send(hub, new)
    assert titles(new) == ["sent before it was lost"]
    add(one, "by a thief")
    assert world.send(one, hub)[0].code == "REVOKED"
    assert titles(hub) == ["sent before it was lost"]


def test_what_a_seized_laptop_held_is_listed(world, hub, one, two):
    add(one, "of one")
    secret = add(two, "of two")
    for each in (one, two):
        world.send(each, hub)
    world.send(hub, one)
    world.send(one, hub)
    held = [each.values["title"] for each in seizures.held_by(hub, one.device)]
    assert held == ["of one"]
    world.send(hub, two)
    assert len(seizures.held_by(hub, two.device)) == 2
    assert secret.ref


def test_a_coordinators_lost_laptop_is_replaced_with_the_recovery_code(
    world, hub, one, digest_of
):
    add(one, "a case")
    world.send(one, hub)
    code = keys.recovery_code(hub, PASS)
    kept = world.folder / "hub.backup"
    backup.create(hub, kept)
    backup.restore(kept, PASS, world.folder / "new hub", world.kit)
    new = workspaces.unlock(world.folder / "new hub", PASS, world.kit)
    world.made["new hub"] = new
    world.meet(new, one)
    contacts.revoke(new, hub.device, code=code)
    world.send(new, one)
    contacts.revoke(hub, one.device, after=0)
    assert bundles.receive(one, _made_by(world, hub, one)).code == "REVOKED"
    assert titles(one) == ["a case"]


def _made_by(world, thief, reader):
    """A thief's program does not refuse to seal for whom it revoked."""
    contacts.withdraw(thief, reader.device)
    return world.bundle(thief, reader)


def test_receive_keys_change_and_old_ones_open_what_is_on_its_way(
    world, hub, one, clock
):
    add(one, "first")
    world.send(one, hub)
    late = world.bundle(hub, one)
    clock.advance(31 * 24 * 3600 * 1000)
    before = _public(one)
    world.send(one, hub)
    assert _public(one) != before
    assert bundles.receive(one, late).outcome == "applied"
    world.send(hub, one)
    world.send(one, hub)
    for _ in range(3):
        clock.advance(40 * 24 * 3600 * 1000)
        world.send(one, hub)
        world.send(hub, one)
    with one.transaction() as transaction:
        assert before not in [each.public for each in receiving.every(one, transaction)]
    assert world.send(hub, one)[0].outcome == "applied"


def test_a_clock_set_years_back_does_not_stop_the_change_of_keys(
    world, hub, one, clock
):
    world.send(one, hub)
    before = _public(one)
    clock.advance(-5 * 365 * 24 * 3600 * 1000)
    world.send(one, hub)
    assert _public(one) != before


def test_everybody_changes_keys_after_a_seizure(world, hub, one, two):
    world.send(two, hub)
    world.send(hub, two)
    before = _public(two)
    contacts.revoke(hub, one.device)
    world.send(hub, two)
    world.send(two, hub)
    assert _public(two) != before


def _public(workspace):
    with workspace.transaction() as transaction:
        return receiving.present(workspace, transaction).public


def test_nothing_is_sealed_to_a_revoked_device(world, hub, one):
    contacts.revoke(hub, one.device)
    with pytest.raises(NotAllowedError, match="REVOKED"):
        sending.export(hub, [one.device], world.folder / "no.bin")


def test_what_a_hub_holds_of_the_other_copy_neither_arrived_nor_is_put_down(
    world, hub, one
):
    """A receipt for position n is none for the n that a copy wrote."""
    one, copy = copied(world, "one")
    add(one, "of the laptop")
    case = add(copy, "of the copy")
    world.send(one, hub)
    assert bundles.receive(copy, world.bundle(hub, one)).outcome == "applied"
    assert receipts.states(copy, [case.id]) == {case.id: "only_here"}
    assert receipts.totals(copy).arrived == 0
    assert receipts.confirmed(copy, [hub.device])[0].operations == 0
    with pytest.raises(NotAllowedError, match="NOT_AT_HUB"):
        travel_light.put_down(copy, [case.ref])
    assert "of the copy" in titles(copy)
    world.send(copy, hub)
    bundles.receive(copy, world.bundle(hub, one))
    assert receipts.states(copy, [case.id]) == {case.id: "arrived"}


def test_a_purge_by_a_coordinator_who_was_revoked_takes_nothing(
    world, hub, second_hub, one
):
    case = add(one, "a case")
    world.send(one, hub)
    world.send(hub, second_hub)
    contacts.revoke(hub, second_hub.device)
    purges.purge(second_hub, case.ref, reason="a thief")
    assert titles(second_hub) == []
    assert world.send(second_hub, hub)[0].code == "REVOKED"
    assert titles(hub) == ["a case"]


def test_what_a_revoked_device_made_and_deleted_does_not_come_back_empty(
    world, hub, one
):
    case = add(one, "made and deleted by a thief")
    records.delete(one, case.id)
    world.send(one, hub)
    contacts.revoke(hub, one.device, after=0)
    assert titles(hub) == []
    contacts.withdraw(hub, one.device)
    assert titles(hub) == []
