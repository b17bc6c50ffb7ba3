"""Bundles under a size: each whole in itself, together everything, in any order."""

import itertools
import random
from dataclasses import replace

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import EnvironmentFailedError, UsageError
from monitor_desktop.services import records
from monitor_desktop.services.exchange import bundles, outgoing, sending
from monitor_desktop.store import exchange

CAP_BYTES = 40_000


def fill(workspace, count, *, first=0):
    """Cases whose texts hardly compress."""
    for number in range(first, first + count):
        chance = random.Random(number)  # noqa: S311  # nothing secret
        text = "".join(chance.choices("абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷш", k=2400))
        records.add(workspace, "case", {"title": f"case {number}", "description": text})


def capped(world, sender, to, cap_bytes=CAP_BYTES, **options):
    numbers = itertools.count()
    folder = world.folder / f"capped-{sender.owner.name}-{next(world.count)}"
    folder.mkdir()
    return sending.export_under_cap(
        sender,
        [to.device],
        lambda number: folder / f"{number}-{next(numbers)}.mdb",
        cap_bytes=cap_bytes,
        **options,
    )


@pytest.fixture(autouse=True)
def counted(world):
    world.count = itertools.count()


def test_no_file_is_larger_and_together_they_are_everything(world, trio, digest_of):
    one, hub, _ = trio
    fill(one, 60)
    made = capped(world, one, hub)
    assert len(made) > 2
    assert all(each.path.stat().st_size <= CAP_BYTES for each in made)
    assert len({each.bundle for each in made}) == len(made)
    found = bundles.receive_all(hub, [each.path for each in made])
    assert {each.outcome for each in found} == {"applied"}
    assert sum(each.operations for each in found) == sum(e.operations for e in made)
    assert digest_of(hub) == digest_of(one)


def test_read_backwards_they_wait_for_each_other(world, trio, digest_of):
    one, hub, _ = trio
    fill(one, 40)
    made = capped(world, one, hub)
    first = [bundles.receive(hub, each.path) for each in reversed(made[1:])]
    assert {(each.outcome, each.code) for each in first} == {("held", "GAP")}
    assert bundles.receive(hub, made[0].path).outcome == "applied"
    assert digest_of(hub) == digest_of(one)


def test_one_that_is_lost_is_sent_again(world, trio, digest_of):
    one, hub, _ = trio
    fill(one, 40)
    made = capped(world, one, hub)
    assert bundles.receive(hub, made[0].path).outcome == "applied"
    world.send(hub, one)
    again = capped(world, one, hub)
    lost = sum(each.operations for each in made[1:])
    assert sum(each.operations for each in again) == lost
    bundles.receive_all(hub, [each.path for each in again])
    assert digest_of(hub) == digest_of(one)


def test_what_is_held_in_part_goes_on_under_the_head_of_its_maker(
    world, trio, digest_of
):
    """Its maker is away; two hubs pass on what they have, always in parts."""
    one, hub, laptop = trio
    three = world.laptop("three")
    world.meet(laptop, three, receives="all")
    for maker in (one, hub):
        world.meet(three, maker)
    other = replace(laptop, opened_as=replace(laptop.owner, role="coordinator"))
    fill(one, 60)
    bundles.receive_all(hub, [each.path for each in capped(world, one, hub)])
    passed = capped(world, hub, other)
    held = passed[: len(passed) // 2]
    assert {bundles.receive(other, each.path).code for each in held} == {None}
    with other.transaction() as transaction:
        assert len(exchange.signed_head(transaction, one.device).steps) == 1
    relayed = capped(world, other, three, cap_bytes=30_000)
    assert {bundles.receive(three, each.path).code for each in relayed[:-1]} == {None}
    with three.transaction() as transaction:
        assert len(exchange.signed_head(transaction, one.device).steps) == 2
    assert bundles.receive(three, relayed[-1].path).code is None
    assert digest_of(three) == digest_of(other) != digest_of(one)
    bundles.receive_all(other, [each.path for each in passed[len(held) :]])
    world.send(other, three)
    assert digest_of(three) == digest_of(one)
    with three.transaction() as transaction:
        assert exchange.signed_head(transaction, one.device).steps == ()


def test_a_proof_that_was_altered_is_a_forgery(world, trio, monkeypatch):
    one, hub, two = trio
    fill(one, 60)
    bundles.receive(hub, capped(world, one, hub)[0].path)
    real = outgoing.consistency_proof
    monkeypatch.setattr(
        outgoing, "consistency_proof", lambda *of: [bytes(32), *real(*of)[1:]]
    )
    relayed = capped(world, hub, two, cap_bytes=26_000)
    monkeypatch.undo()
    codes = [bundles.receive(two, each.path).code for each in relayed]
    assert set(codes) - {None} == {"FORGED", "GAP"}
    assert records.listed(two, ListQuery(type="case"))[0] == 0


def test_a_size_nothing_fits_is_said_with_the_least_that_will_do(world, trio):
    one, hub, _ = trio
    fill(one, 3)
    with pytest.raises(UsageError) as caught:
        capped(world, one, hub, cap_bytes=2_000)
    assert caught.value.code == "CAP_TOO_SMALL"
    least = caught.value.details["least"]
    assert capped(world, one, hub, cap_bytes=max(least, 26_000))


def test_a_full_disk_leaves_no_file_of_the_series(world, trio, monkeypatch):
    one, hub, _ = trio
    fill(one, 40)
    real, written = sending.files.replacing, []

    def failing(target):
        if len(written) == 2:
            raise EnvironmentFailedError("DISK_FULL")
        written.append(target)
        return real(target)

    monkeypatch.setattr(sending.files, "replacing", failing)
    before = one.store
    with pytest.raises(EnvironmentFailedError):
        capped(world, one, hub)
    assert len(written) == 2
    assert not any(each.exists() for each in written)
    monkeypatch.undo()
    assert one.store is before
    assert sum(each.operations for each in capped(world, one, hub)) > 40


def test_what_stays_behind_is_counted_once_over_several_files(world, trio):
    one, hub, _ = trio
    fill(one, 40)
    records.add(one, "case", {"title": "sealed", "confidentiality": "sealed"})
    made = capped(world, one, hub)
    assert sending.left_out(made) == {"sealed": 1}
    twice = [made[-1], replace(made[-1], bundle="")]
    assert sending.left_out(twice) == sending.left_out(made[-1:])
