"""A restored copy goes on under a new id, and no edit of anybody is lost."""

from dataclasses import replace

import pytest

from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import CryptoRefusedError, NotAllowedError
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.exchange import bundles, contacts, sending
from monitor_desktop.services.membership import succession
from monitor_desktop.services.profile import backup, doctor
from monitor_desktop.sync.cards import Card, read_card, write_card
from monitor_desktop.sync.successions import hand_over

PASS = "a passphrase"  # noqa: S105  # of a test


def titles(workspace):
    found = records.listed(workspace, ListQuery(type="case"))[1]
    return sorted(each.title for each in found)


def kept(world, workspace):
    path = world.folder / f"{workspace.owner.name}-{len(world.made)}.backup"
    backup.create(workspace, path)
    return path


def restored(world, path):
    name = f"restored-{len(world.made)}"
    backup.restore(path, PASS, world.folder / name, world.kit)
    world.made[name] = workspaces.unlock(world.folder / name, PASS, world.kit)
    return world.made[name]


def add(workspace, title):
    return records.add(workspace, "case", {"title": title})


def test_what_was_written_before_and_after_the_backup_all_arrives(
    world, hub, one, digest_of
):
    add(one, "sent before")
    world.send(one, hub)
    add(one, "never sent, in the backup")
    path = kept(world, one)
    add(one, "after the backup, sent")
    world.send(one, hub)
    again = restored(world, path)
    assert again.device != one.device
    assert doctor.examine(again) == []
    add(again, "on the restored copy")
    world.add(hub, again)
    assert world.send(again, hub)[0].outcome == "applied"
    assert world.send(hub, again)[0].outcome == "applied"
    assert (
        titles(again)
        == titles(hub)
        == [
            "after the backup, sent",
            "never sent, in the backup",
            "on the restored copy",
            "sent before",
        ]
    )
    assert digest_of(again) == digest_of(hub)
    assert conflicts.listed(hub) == []


def test_an_edit_the_hub_never_saw_counts_although_its_device_is_closed(
    world, hub, one
):
    add(one, "only in the backup")
    path = kept(world, one)
    again = restored(world, path)
    world.add(hub, again)
    world.send(again, hub)
    assert titles(hub) == ["only in the backup"]
    old = next(each for each in contacts.listed(hub) if each.id == one.device)
    assert old.revoked


def test_what_a_copy_goes_on_writing_is_kept_and_has_no_effect(world, hub, one):
    again = restored(world, kept(world, one))
    world.add(hub, again)
    add(one, "by whoever has the old laptop")
    late = world.send(one, hub)[0]
    assert (late.outcome, late.code) == ("applied", "REVOKED")
    assert titles(hub) == []


def test_until_it_is_verified_its_bundles_wait(world, hub, one):
    again = restored(world, kept(world, one))
    add(again, "waits")
    assert succession.is_unheard(again)
    held = world.send(again, hub)[0]
    assert (held.outcome, held.code) == ("held", "UNKNOWN_SENDER")
    world.add(hub, again)
    assert titles(hub) == ["waits"]
    world.send(hub, again)
    assert not succession.is_unheard(again)


def test_bundles_on_their_way_to_the_old_device_are_read(world, hub, one):
    add(one, "mine")
    world.send(one, hub)
    path = kept(world, one)
    case = records.listed(hub, ListQuery(type="case"))[1][0]
    records.change(hub, case.id, {"title": "changed at the hub"})
    on_its_way = world.bundle(hub, one)
    again = restored(world, path)
    assert bundles.receive(again, on_its_way).outcome == "applied"
    assert titles(again) == ["changed at the hub"]


def test_nothing_is_sealed_to_a_device_that_was_replaced(world, hub, one):
    other = world.laptop("other")
    world.meet(hub, other)
    again = restored(world, kept(world, hub))
    world.add(other, again)
    with pytest.raises(NotAllowedError) as caught:
        sending.export(other, [hub.device], world.folder / "no.bin")
    assert caught.value.code == "SUCCEEDED"
    assert sending.export(other, [again.device], world.folder / "yes.bin")


def test_a_hub_gets_back_what_it_wrote_after_its_backup(world, hub, one, digest_of):
    case = add(one, "a case")
    world.send(one, hub)
    path = kept(world, hub)
    records.change(hub, case.id, {"title": "after the backup"})
    world.send(hub, one)
    again = restored(world, path)
    assert titles(again) == ["a case"]
    world.meet(again, one)
    assert world.send(one, again)[0].outcome == "applied"
    assert titles(again) == ["after the backup"]
    assert digest_of(again) == digest_of(one)


def test_a_restored_hub_is_still_a_coordinator(world, hub, one):
    again = restored(world, kept(world, hub))
    card = read_card(contacts.my_card(again))
    assert card.role == "coordinator"
    assert [each.device for each in card.successions] == [hub.device]
    with hub.transaction() as transaction:
        hub.store.set_setting(transaction, "root_key", "")
    without_root = restored(world, kept(world, hub))
    assert read_card(contacts.my_card(without_root)).role == "coordinator"


def test_it_may_happen_twice(world, hub, one, digest_of):
    add(one, "first")
    second = restored(world, kept(world, one))
    add(second, "second")
    third = restored(world, kept(world, second))
    add(third, "third")
    world.add(hub, third)
    assert world.send(third, hub)[0].outcome == "applied"
    assert titles(hub) == ["first", "second", "third"]
    assert world.send(hub, third)[0].outcome == "applied"
    assert digest_of(third) == digest_of(hub)


@pytest.mark.parametrize("part", ["size", "root", "heir", "thief"])
def test_a_succession_that_was_not_signed_so_is_a_forgery(part):
    old, new, thief = (SigningKey.generate() for _ in range(3))
    said = hand_over(old, size=3, root=bytes(32), to=b"f" * 32)
    card = Card(
        name="x", unit="x", role="monitor", signing=new.public, receive=bytes(1216)
    )
    right = hand_over(old, size=3, root=bytes(32), to=card.fingerprint)
    assert read_card(write_card(replace(card, successions=(right,)), new)).successions
    wrong = {
        "size": replace(right, size=4),
        "root": replace(right, root=b"r" * 32),
        "heir": said,
        "thief": replace(right, signing=thief.public),
    }[part]
    with pytest.raises(CryptoRefusedError, match="FORGED"):
        read_card(write_card(replace(card, successions=(wrong,)), new))


def test_two_that_go_on_for_one_device_are_shown_until_one_is_revoked(world, hub, one):
    add(one, "sent before")
    world.send(one, hub)
    path = kept(world, one)
    again, thiefs = restored(world, path), restored(world, path)
    world.add(hub, again)
    assert contacts.standings(hub)[again.device] == "verified"
    # A card alone shows that the old key signed twice; its words need not be heard.
    contacts.add(hub, contacts.my_card(thiefs))
    for _ in range(2):
        found = contacts.standings(hub)
        assert found[one.device] == "replaced"
        assert {found[each.device] for each in (again, thiefs)} == {"contested"}
        world.add(hub, thiefs)
    contacts.revoke(hub, thiefs.device)
    found = contacts.standings(hub)
    assert (found[again.device], found[thiefs.device]) == ("verified", "revoked")
    contacts.withdraw(hub, thiefs.device)
    assert contacts.standings(hub)[again.device] == "contested"


def test_who_was_restored_twice_in_a_row_has_no_rival(world, hub, one):
    second = restored(world, kept(world, one))
    third = restored(world, kept(world, second))
    world.add(hub, second)
    world.add(hub, third)
    found = contacts.standings(hub)
    assert (found[second.device], found[third.device]) == ("replaced", "verified")
