"""What a unit may receive, records assigned to a monitor, who can open what."""

from dataclasses import replace

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import InvalidValueError, NotAllowedError, UsageError
from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import access, contacts, receipts, sending
from monitor_desktop.services.membership import policies, unit_claims

A_CASE = {"title": "Invented person detained", "status": "open"}


@pytest.fixture
def group(world):
    """A monitor and a hub of one unit, and a partner organisation."""
    one = world.laptop("one")
    hub = world.laptop("hub", role="coordinator")
    partner = world.laptop("partner", role="office", unit="Partner")
    world.meet(hub, one)
    world.meet(hub, partner, receives="all")
    return one, hub, partner


def titles(workspace):
    found = records.listed(workspace, ListQuery(type="case"))[1]
    return sorted(each.title for each in found)


def case(workspace, title, **more):
    return records.add(workspace, "case", {"title": title, **more})


def test_a_partner_receives_no_more_than_its_unit_may(world, group):
    _, hub, partner = group
    case(hub, "restricted", confidentiality="restricted")
    case(hub, "internal", confidentiality="internal")
    case(hub, "public", confidentiality="public")
    preview = sending.preview(hub, [partner.device])
    assert preview.left_out == {"restricted": 1}
    world.send(hub, partner)
    assert titles(partner) == ["internal", "public"]
    policies.set_limit(hub, "Partner", "restricted")
    world.send(partner, hub)
    world.send(hub, partner)
    assert titles(partner) == ["internal", "public", "restricted"]


def test_what_may_no_longer_go_is_named_and_marked_until_it_may_again(
    world, group, clock
):
    _, hub, partner = group
    made = case(hub, "told")
    world.send(hub, partner)
    world.send(partner, hub)
    assert receipts.not_updated_since(partner, made.id) is None
    records.change(hub, made.ref, {"confidentiality": "restricted"})
    records.change(hub, made.ref, {"title": "no longer told"})
    clock.advance(1000)
    world.send(hub, partner)
    assert titles(partner) == ["told"]
    assert receipts.not_updated_since(partner, made.id) == clock.now_ms()
    records.change(hub, made.ref, {"confidentiality": "internal"})
    world.send(partner, hub)
    world.send(hub, partner)
    assert titles(partner) == ["no longer told"]
    assert receipts.not_updated_since(partner, made.id) is None


def test_a_unit_gets_back_all_that_it_made_itself(world, group):
    _, hub, partner = group
    policies.set_limit(hub, "Partner", "public")
    mine = case(partner, "of the partner", confidentiality="restricted")
    world.send(partner, hub)
    records.change(hub, mine.ref, {"title": "corrected"})
    world.send(hub, partner)
    assert titles(partner) == ["corrected"]


def test_public_at_most_leaves_out_what_is_not_public(world, group):
    _, hub, partner = group
    policies.set_limit(hub, "Partner", "public")
    case(hub, "internal")
    case(hub, "public", confidentiality="public")
    world.send(hub, partner)
    assert "internal" not in titles(partner)


def test_a_record_that_a_coordinator_assigned_is_own(world, group):
    one, hub, _ = group
    two = world.laptop("two")
    world.meet(hub, two)
    made = case(two, "of two")
    world.send(two, hub)
    world.send(hub, one)
    assert titles(one) == []
    policies.assign(hub, made.ref, one.device)
    world.send(one, hub)
    world.send(hub, one)
    assert titles(one) == ["of two"]
    policies.assign(hub, made.ref, None)
    records.change(hub, made.ref, {"title": "later"})
    world.send(one, hub)
    world.send(hub, one)
    assert titles(one) == ["of two"]
    assert receipts.not_updated_since(one, made.id) is not None


def test_only_a_coordinators_word_counts(world, group):
    one, hub, partner = group
    made = case(hub, "told")
    with pytest.raises(NotAllowedError):
        policies.set_limit(one, "Partner", "public")
    with pytest.raises(NotAllowedError):
        policies.assign(one, case(one, "mine").ref, partner.device)
    with pytest.raises(InvalidValueError):
        policies.set_limit(hub, "Partner", "sealed")
    with pytest.raises(UsageError):
        policies.assign(hub, made.ref, "0" * 32)
    policies.set_limit(hub, "Partner", "public")
    policies.set_limit(hub, "Partner", None)
    found = {each.name: each for each in policies.units(hub)}
    assert (found["Partner"].most, found["Partner"].chosen) == ("internal", False)
    assert found["Partner"].people == ("partner",)


def test_who_can_open_a_record_and_what_a_contact_can_open(world, group):
    one, hub, partner = group
    mine = case(one, "mine")
    secret = case(one, "secret", confidentiality="restricted")
    world.send(one, hub)
    world.send(hub, partner)
    by_name = {each.name: each for each in access.of_record(hub, mine.ref)}
    assert (by_name["one"].holds, by_name["partner"].holds) == ("all", "all")
    by_name = {each.name: each for each in access.of_record(hub, secret.ref)}
    partners = by_name["partner"]
    assert (partners.holds, partners.receives, partners.reasons) == (
        "nothing",
        False,
        ("restricted",),
    )
    held = access.of_contact(hub, partner.device)
    assert [each.ref for each in held] == [mine.ref]
    contacts.revoke(hub, one.device)
    by_name = {each.name: each for each in access.of_record(hub, mine.ref)}
    assert (by_name["one"].holds, by_name["one"].receives) == ("all", False)


def test_the_log_of_custody_is_as_restricted_as_its_attachment(world, tmp_path):
    one = world.laptop("one", unit="Unit one")
    office = world.laptop("office", role="office", unit="Unit two")
    world.meet(one, office, receives="all")
    case = records.add(one, "case", {"status": "open"})
    path = tmp_path / "a-name-of-somebody.pdf"
    path.write_bytes(b"content")
    made = {
        each: attachments.attach(
            one, case.ref, path, values={"confidentiality": each, "consent": "share"}
        )
        for each in ("internal", "restricted", "sealed")
    }
    world.send(one, office)
    heard = records.listed(office, ListQuery(type="custody"))[1]
    of = [each.values.get("attachment") for each in heard if each.values]
    assert of == [made["internal"].id]


def test_whoever_renames_its_own_unit_receives_no_more_until_it_was_asked(world, group):
    """A card is signed by its own device alone; an older card takes nothing back."""
    _, hub, partner = group
    before = contacts.existing(hub, partner.device)
    owner = replace(partner.owner, unit=hub.owner.unit)
    card = contacts.my_card(replace(partner, opened_as=owner))
    taken = contacts.add(hub, card)
    assert (taken.unit, taken.verified) == (before.unit, True)
    assert unit_claims.of(hub, partner.device) == hub.owner.unit
    made = records.add(hub, "case", {"title": "x", "confidentiality": "restricted"})
    assert "restricted" in sending.preview(hub, [partner.device]).behind
    # The card of before says so again: nothing waits any more.
    contacts.add(hub, contacts.my_card(partner))
    assert unit_claims.every(hub) == {}
    contacts.add(hub, card)
    words = contacts.words_of(partner, partner.fingerprint, "tg")
    assert contacts.verify(hub, partner.device, words).unit == hub.owner.unit
    assert unit_claims.every(hub) == {}
    behind = sending.preview(hub, [partner.device]).behind
    assert made.id not in behind.get("restricted", ())
