"""Bundles of a verified contact that try to cost time: each costs a bounded amount."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from monitor_desktop.crypto.merkle import Frontier, head_message
from monitor_desktop.domain.operations import Edit, OperationKind
from monitor_desktop.services.exchange import (
    bundles,
    contacts,
    forks,
    placing,
    sending,
    stated,
)
from monitor_desktop.services.membership import group, trust
from monitor_desktop.services.profile import doctor
from monitor_desktop.store import exchange, journal
from monitor_desktop.sync import cards, manifest, statements


def believe_confirmed(sender, receiver):
    """What was sent need not be compared again."""
    with sender.transaction() as transaction:
        known = exchange.contact(transaction, receiver.device)
        exchange.put_contact(transaction, replace(known, ack=known.sent))


@contextmanager
def leaves_walked(monkeypatch):
    """Every leaf of a journal that is looked at meanwhile."""
    walked, real = [], journal.leaves

    def counting(*args, **options):
        for each in real(*args, **options):
            walked.append(each)
            yield each

    with monkeypatch.context() as patched:
        patched.setattr(journal, "leaves", counting)
        yield walked


class UndoneError(Exception):
    """Takes a transaction back."""


@pytest.fixture
def laptop(world, hub):
    made = world.laptop("laptop")
    world.meet(hub, made)
    return made


def write(workspace, transaction, count, title="x"):
    edits = [
        Edit(
            type="case", record=f"{n:032x}", top=f"{n:032x}", field="_ref", value=title
        )
        for n in range(count)
    ]
    workspace.store.write(transaction, workspace.device, edits)


def made_otherwise(world, laptop, hub, change):
    """A bundle of the laptop whose parts were changed, sealed and signed as always."""
    world.number += 1
    path = world.folder / f"{world.number}.bin"
    with laptop.transaction() as transaction:
        job = sending._begin(laptop, transaction, [hub.device], False, lambda *_: None)
        parts = change(transaction, job.parts)
        with path.open("wb") as target:
            job.made(parts, job.bundle).seal(target)
    return path


def other_histories(world, laptop, hub, count):
    """Bundles of so many copies of a laptop, each with a case of its own."""
    paths = []
    for number in range(count):
        path = world.folder / f"history-{number}.bin"
        with pytest.raises(UndoneError), laptop.transaction() as transaction:
            write(laptop, transaction, 2, f"history {number}")
            job = sending._begin(
                laptop, transaction, [hub.device], False, lambda *_: None
            )
            with path.open("wb") as target:
                job.made(job.parts, job.bundle).seal(target)
            raise UndoneError
        paths.append(path)
    return paths


def empty_parts(laptop, count):
    """So many parts of the own journal, each at another size, without positions."""

    def change(transaction, parts):
        (own,) = [each for each in parts if each.device == laptop.device]
        grown, found = Frontier(), []
        leaves = list(journal.leaves(transaction, laptop.device))
        for leaf in leaves[:count]:
            grown.extend([leaf])
            said = head_message(laptop.device, grown.size, grown.root(), 0)
            signature = laptop.signing.sign(said.message, context=said.context)
            found.append(
                replace(
                    own,
                    start=grown.size,
                    start_root=grown.root(),
                    size=grown.size,
                    root=grown.root(),
                    signature=signature,
                    last=0,
                )
            )
        return found[::-1]

    return change


def test_more_parts_of_a_device_than_it_can_have_histories_are_refused(
    world, hub, laptop
):
    with laptop.transaction() as transaction:
        write(laptop, transaction, manifest.MOST_OF_A_DEVICE + 10)
    many = empty_parts(laptop, manifest.MOST_OF_A_DEVICE + 1)
    path = made_otherwise(world, laptop, hub, many)
    assert bundles.receive(hub, path).code == "TOO_LARGE"


def test_many_parts_of_a_journal_walk_it_once(world, hub, laptop, monkeypatch):
    with laptop.transaction() as transaction:
        write(laptop, transaction, 1_000)
    world.send(laptop, hub)
    path = made_otherwise(world, laptop, hub, empty_parts(laptop, 200))
    with leaves_walked(monkeypatch) as walked:
        assert bundles.receive(hub, path).outcome == "applied"
    # From the last to the first each was walked to once; none for every part anew.
    assert len(walked) <= 200 * 201 // 2 + 1_000


def test_a_device_with_too_many_histories_waits_until_somebody_decides(
    world, hub, laptop, monkeypatch
):
    monkeypatch.setattr(placing, "MOST_HISTORIES", 3)
    with laptop.transaction() as transaction:
        write(laptop, transaction, 1)
    world.send(laptop, hub)
    paths = other_histories(world, laptop, hub, 4)
    found = [bundles.receive(hub, each) for each in paths]
    assert [(each.outcome, each.code) for each in found] == [
        ("applied", None),
        ("applied", "FORK"),
        ("applied", "FORK"),
        ("held", "TOO_MANY_HISTORIES"),
    ]
    assert found[-1].sender == "laptop"
    # A decision makes room; what waited follows by itself.
    forks.decide(hub, laptop.device, 1, "refused")
    (later,) = bundles.apply_waiting(hub)
    assert later.code == "FORK"
    assert len(forks.listed(hub, laptop.device)) == 4
    assert doctor.examine(hub) == []


def test_a_device_with_many_histories_is_not_walked_once_for_each(
    world, hub, laptop, monkeypatch
):
    monkeypatch.setattr(placing, "MOST_HISTORIES", 12)
    with laptop.transaction() as transaction:
        write(laptop, transaction, 2_000)
    world.send(laptop, hub)

    paths = other_histories(world, laptop, hub, placing.MOST_HISTORIES - 1)
    assert {each.outcome for each in bundles.receive_all(hub, paths)} == {"applied"}
    assert len(forks.listed(hub, laptop.device)) == placing.MOST_HISTORIES - 1
    believe_confirmed(laptop, hub)
    with laptop.transaction() as transaction:
        write(laptop, transaction, 10)
    path = world.bundle(laptop, hub)
    with leaves_walked(monkeypatch) as walked:
        assert bundles.receive(hub, path).outcome == "applied"
    # Each of the twelve has all 2,000 in common with the others.
    assert len(walked) < 3 * 2_000


def stating(workspace, hub, count):
    """A monitor repeats an appointment that is genuine."""
    with hub.transaction() as transaction:
        root = group.root_key(hub, transaction, None)
        contact = contacts.read_card(contacts.my_card(workspace))
    value = statements.appointed(
        signing=contact.signing,
        root=root.public,
        appointment=cards.appoint(root, contact.fingerprint),
    )
    with workspace.transaction() as transaction:
        record = str(workspace.store.setting(transaction, "group"))
        edits = [
            Edit(
                kind=OperationKind.GROUP,
                type=trust.TYPE,
                record=record,
                top=record,
                field=statements.APPOINTED,
                sub=workspace.device,
                value=value,
            )
            for _ in range(count)
        ]
        workspace.store.write(transaction, workspace.device, edits)


def test_thousands_of_statements_about_devices_are_refused(
    world, hub, laptop, monkeypatch
):
    monkeypatch.setattr(stated, "MOST_STATEMENTS", 20)
    stating(laptop, hub, 19)
    assert world.send(laptop, hub)[0].outcome == "applied"
    stating(laptop, hub, 1)
    assert world.send(laptop, hub)[0].outcome == "applied"
    assert world.send(laptop, hub, everything=True)[0].outcome == "applied"
    stating(laptop, hub, 1)
    assert world.send(laptop, hub)[0].code == "TOO_LARGE"


def test_what_a_revoked_laptop_goes_on_writing_is_not_walked_again(
    world, hub, laptop, monkeypatch
):
    with laptop.transaction() as transaction:
        write(laptop, transaction, 5)
    world.send(laptop, hub)
    contacts.revoke(hub, laptop.device)
    for _ in range(2):
        believe_confirmed(laptop, hub)
        with laptop.transaction() as transaction:
            write(laptop, transaction, 500, "after the seizure")
        path = world.bundle(laptop, hub)
        with leaves_walked(monkeypatch) as walked:
            assert bundles.receive(hub, path).code == "REVOKED"
        assert len(walked) < 50
    with hub.transaction() as transaction:
        void = transaction.exec_driver_sql(
            "SELECT count(*) FROM operation WHERE void = 1 AND device = ?",
            (laptop.device,),
        ).scalar()
    assert void == 1_002
    assert doctor.examine(hub) == []
