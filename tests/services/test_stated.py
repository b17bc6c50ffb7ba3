"""A relay cannot leave a group operation or a purge out unseen (rule of the chain)."""

from dataclasses import replace

import pytest

from monitor_desktop.domain.operations import CHAINED, Operation
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.exchange import (
    bundles,
    contacts,
    outgoing,
    purges,
    sending,
    travel_light,
)
from monitor_desktop.services.membership import policies, trust


@pytest.fixture
def trio(world):
    """A hub that limited a unit, was told of a purge, and goes on writing."""
    hub = world.laptop("hub", role="coordinator")
    one, two = world.laptop("one"), world.laptop("two")
    world.meet(hub, one)
    world.meet(hub, two, receives="all")
    case = records.add(one, "case", {"title": "a case"})
    world.send(one, hub)
    contacts.revoke(hub, two.device)
    purges.purge(hub, case.ref, reason="asked for it")
    records.add(hub, "case", {"title": "written later"})
    return hub, one, two


def withheld(monkeypatch, kind, *, as_leaf=True):
    """From now on exports leave operations of a kind out, as a bad hub would."""
    honest = outgoing.positions

    def positions(*arguments):
        for each in honest(*arguments):
            if isinstance(each, Operation) and each.kind == kind:
                yield each.leaf if as_leaf else each._replace(salt=None, body=None)
            else:
                yield each

    monkeypatch.setattr(outgoing, "positions", positions)


@pytest.mark.parametrize("kind", sorted(CHAINED))
@pytest.mark.parametrize("as_leaf", [True, False])
def test_one_that_is_withheld_makes_the_bundle_a_forgery(
    world, trio, monkeypatch, digest_of, kind, as_leaf
):
    hub, one, _ = trio
    before = digest_of(one)
    with monkeypatch.context() as bad:
        withheld(bad, kind, as_leaf=as_leaf)
        (told,) = world.send(hub, one)
    assert (told.outcome, told.code) == ("refused", "FORGED")
    assert digest_of(one) == before
    assert world.send(hub, one, everything=True)[0].outcome == "applied"


def test_the_head_of_another_device_tells_too(world, trio, monkeypatch):
    """The last one is named by the head alone, which no relay can sign."""
    hub, one, _ = trio
    second = world.laptop("second", role="office")
    world.meet(hub, second)
    contacts.appoint(hub, second.device)
    world.send(hub, second)
    second.close()
    second = workspaces.unlock(world.folder / "second", "a passphrase", world.kit)
    world.made["second"] = second
    policies.set_limit(second, "Invented unit", "public")
    world.send(second, hub)
    with monkeypatch.context() as bad:
        honest = outgoing.positions

        def positions(*arguments):
            for each in honest(*arguments):
                is_last = isinstance(each, Operation) and each.device == second.device
                yield each.leaf if is_last else each

        bad.setattr(outgoing, "positions", positions)
        assert world.send(hub, one)[0].code == "FORGED"
    assert world.send(hub, one, everything=True)[0].outcome == "applied"


def test_a_head_that_names_another_one_is_a_forgery(world, trio, monkeypatch):
    hub, one, _ = trio
    honest = sending.Manifest

    def lying(**said):
        parts = tuple(replace(each, last=1) for each in said.pop("journals"))
        return honest(journals=parts, **said)

    with monkeypatch.context() as bad:
        bad.setattr(sending, "Manifest", lying)
        assert world.send(hub, one)[0].code == "FORGED"


def test_bundles_under_a_cap_hold_the_chain_together(world, trio, digest_of):
    hub, one, _ = trio
    for number in range(40):
        records.add(hub, "case", {"title": f"number {number}", "summary.en": "x" * 400})
        if number % 8 == 0:
            policies.set_limit(hub, f"unit {number}", "public")

    def name(number):
        return world.folder / f"cut-{number}.bin"

    made = sending.export_under_cap(hub, [one.device], name, cap_bytes=20_000)
    assert len(made) > 1
    told = bundles.receive_all(one, [each.path for each in made])
    assert {each.outcome for each in told} == {"applied"}
    with one.transaction() as transaction:
        assert trust.state(one, transaction).coordinators


def test_a_record_that_was_put_down_leaves_its_purge_in_the_chain(world, trio):
    hub, one, _ = trio
    kept = records.add(one, "case", {"title": "put down"})
    world.send(one, hub)
    world.send(hub, one)
    purges.purge(hub, kept.ref, fields=["title"], reason="asked for it")
    world.send(hub, one)
    travel_light.put_down(one, [kept.ref])
    purges.purge(hub, kept.ref, reason="all of it")
    assert world.send(hub, one)[0].outcome == "applied"
    policies.set_limit(hub, "Invented unit", "public")
    assert world.send(hub, one)[0].outcome == "applied"


def test_what_an_older_program_wrote_is_taken_as_it_is(world, trio, monkeypatch):
    """It named no position; its heads say nothing of a last one."""
    hub, one, _ = trio
    with monkeypatch.context() as before:
        before.setattr(outgoing.chains, "last", lambda *_, **__: None)
        path = world.bundle(hub, one)
    assert bundles.receive(one, path).outcome == "applied"
    world.send(hub, one)  # what is held of a head of then is relayed as it is
    purges.purge(hub, records.add(hub, "case", {"title": "x"}).ref, reason="again")
    assert world.send(hub, one)[0].outcome == "applied"


def test_each_names_the_position_of_the_one_before(trio):
    hub, _, _ = trio
    with hub.transaction() as transaction:
        found = list(outgoing.journal.of_device(transaction, hub.device))
    stated = [each for each in found if each.kind in CHAINED]
    assert [each.previous for each in stated] == [0, *(each.n for each in stated[:-1])]
    assert all(each.previous is None for each in found if each not in stated)
