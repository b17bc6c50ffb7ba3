"""Receipts: only here, sent, arrived; and an acknowledgement that goes back."""

from dataclasses import replace

from monitor_desktop.domain.acks import Ack
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.receipts import Belief, Delivery, delivery
from monitor_desktop.services import records
from monitor_desktop.services.exchange import bundle_reports, receipts
from monitor_desktop.store import exchange

A_CASE = {"title": "Invented person detained", "status": "open"}


def state(workspace, ref):
    record = records.show(workspace, ref).record.id
    return receipts.states(workspace, [record])[record]


def counts(workspace):
    found = receipts.totals(workspace)
    return found.only_here, found.sent, found.arrived


def test_a_record_goes_from_only_here_over_sent_to_arrived(world, pair):
    one, hub = pair
    ref = records.add(one, "case", A_CASE).ref
    assert (state(one, ref), counts(one)) == ("only_here", (1, 0, 0))
    world.send(one, hub)
    assert (state(one, ref), counts(one)) == ("sent", (0, 1, 0))
    world.send(hub, one)
    assert (state(one, ref), counts(one)) == ("arrived", (0, 0, 1))
    assert state(hub, ref) == "arrived"


def test_an_edit_of_a_part_makes_the_whole_only_here_again(world, pair):
    one, hub = pair
    ref = records.add(one, "case", A_CASE).ref
    world.send(one, hub)
    world.send(hub, one)
    part = records.add(one, "source", {"parent": ref, "title": "A witness"})
    assert state(one, ref) == "only_here"
    assert receipts.states(one, [part.id]) == {part.id: "only_here"}


def test_without_a_hub_everything_is_only_here(world):
    alone = world.laptop("alone")
    ref = records.add(alone, "case", A_CASE).ref
    assert (state(alone, ref), counts(alone)) == ("only_here", (1, 0, 0))


def test_what_is_sealed_is_only_here_and_sealed_parts_are_not_waited_for(world, pair):
    one, hub = pair
    sealed = records.add(one, "case", {**A_CASE, "confidentiality": "sealed"}).ref
    world.send(one, hub)
    assert state(one, sealed) == "only_here"
    world.send(hub, one)
    assert (state(one, sealed), counts(one)) == ("only_here", (1, 0, 0))
    records.change(one, sealed, {"confidentiality": "internal"})
    world.send(one, hub)
    world.send(hub, one)
    assert (state(one, sealed), counts(one)) == ("arrived", (0, 0, 1))


def test_the_hub_says_how_many_edits_it_holds(world, pair):
    one, hub = pair
    records.add(one, "case", A_CASE)
    (before,) = receipts.confirmed(one, [hub.device])
    assert (before.operations, before.of, before.name) == (0, 3, "hub")
    world.send(one, hub)
    world.send(hub, one)
    (after,) = receipts.confirmed(one, [hub.device])
    assert (after.operations, after.of) == (3, 3)


def test_an_ack_that_goes_back_is_told_and_what_was_lost_goes_again(world, pair):
    one, hub = pair
    ref = records.add(one, "case", A_CASE).ref
    world.send(one, hub)
    assert not world.send(hub, one)[0].restored
    with one.transaction() as transaction:
        # As if the hub had once known more than the backup it was restored from.
        known = exchange.contact(transaction, hub.device)
        size, root = known.ack.known[one.device]
        more = {**known.ack.known, one.device: (size + 5, root)}
        ahead = replace(known, ack=replace(known.ack, known=more))
        exchange.put_contact(transaction, ahead)
    back = world.send(hub, one)[0]
    assert (back.outcome, back.restored) == ("applied", True)
    assert bundle_reports.listed(one)[0].restored
    assert state(one, ref) == "arrived"


def test_a_list_asks_for_its_window_at_once(pair):
    one, _ = pair
    for number in range(30):
        records.add(one, "case", {"title": f"number {number}"})
    _, found = records.listed(one, ListQuery(type="case"))
    states = receipts.states(one, [each.id for each in found])
    assert set(states.values()) == {Delivery.ONLY_HERE}
    assert len(states) == 30


def test_the_hub_that_is_ahead_counts():
    nothing, all_of_it = Ack(), Ack(known={"d": (9, "")})
    behind, ahead = Belief(nothing, nothing), Belief(all_of_it, all_of_it)
    assert delivery([("d", 9)], [behind, ahead]) is Delivery.ARRIVED
    assert delivery([("d", 10)], [behind, ahead]) is Delivery.ONLY_HERE
    assert delivery([], []) is Delivery.ONLY_HERE


def test_a_stretch_that_is_sent_replaces_what_was_lacking_in_it():
    before = Ack(known={"d": (9, "")}, wanted={"d": [(2, 4), (7, 9)]})
    after = before.with_part("d", 3, (12, "ab"), [8, 9, 12])
    assert after.size_of("d") == 12
    assert list(after.wanted["d"]) == [(2, 3), (8, 9), (12, 12)]
    assert [after.lacks("d", n) for n in (3, 4, 8, 12)] == [True, False, True, True]
