"""Which sealed files are kept, how many that nobody vouched for, and what is said."""

from functools import partial

import pytest

from monitor_desktop.errors import UsageError
from monitor_desktop.services import records
from monitor_desktop.services.exchange import (
    bundle_reports,
    bundles,
    contacts,
    kept_bundles,
    purges,
    sending,
)
from monitor_desktop.store import exchange
from monitor_desktop.sync import manifest as manifests
from monitor_desktop.sync.manifest import Manifest

A_CASE = {"title": "Zarnigor detained", "status": "open"}


@pytest.fixture
def newer(world, pair, monkeypatch):
    """Makes bundles that say that they need a newer program."""
    one, hub = pair

    def make():
        with monkeypatch.context() as patched:
            reader = manifests.READER + 1
            patched.setattr(sending, "Manifest", partial(Manifest, reader=reader))
            return world.bundle(one, hub)

    return make


@pytest.fixture
def newest(newer, monkeypatch):
    """Makes bundles whose payload this program cannot even look into."""

    def make():
        with monkeypatch.context() as patched:
            patched.setattr(manifests, "FORMAT", manifests.FORMAT + 1)
            return newer()

    return make


def kept(workspace):
    with workspace.transaction() as transaction:
        return len(exchange.kept(transaction))


def purge(hub, title="of another case"):
    case = records.add(hub, "case", {"title": title})
    purges.purge(hub, case.ref, reason="asked for it")


def updated(monkeypatch):
    monkeypatch.setattr(manifests, "READER", manifests.READER + 1)
    monkeypatch.setattr(manifests, "FORMAT", manifests.FORMAT + 1)


def test_what_needs_a_newer_program_and_holds_nothing_purged_stays(
    world, pair, newer, monkeypatch
):
    one, hub = pair
    ref = records.add(one, "case", A_CASE).ref
    purge(hub)
    before, after = newer(), newer()
    found = bundles.receive(hub, before)
    assert (found.code, found.unkept) == ("NEEDS_NEWER_APP", "")
    purge(hub, "of a third")
    assert bundles.receive(hub, after).unkept == ""
    assert kept(hub) == 2
    before.unlink()
    after.unlink()
    updated(monkeypatch)
    bundles.apply_waiting(hub)
    assert records.show(hub, ref).record.values["title"] == A_CASE["title"]


@pytest.mark.parametrize("purged_first", [True, False])
def test_what_nobody_can_look_into_is_not_kept_after_a_purge_and_that_is_said(
    world, pair, newest, monkeypatch, purged_first
):
    one, hub = pair
    ref = records.add(one, "case", A_CASE).ref
    path = newest()
    if purged_first:
        purge(hub)
        told = bundles.receive(hub, path)
    else:
        assert bundles.receive(hub, path).unkept == ""
        purge(hub)
        (told,) = bundle_reports.listed(hub)
    assert (told.outcome, told.code) == ("refused", "NEEDS_NEWER_APP")
    assert told.unkept == "unseen"
    assert kept(hub) == 0
    # Nothing is lost: no ack covers it, so the next bundle holds it again.
    updated(monkeypatch)
    world.send(one, hub)
    assert records.show(hub, ref).record.values["title"] == A_CASE["title"]


@pytest.fixture
def strangers(world, hub):
    """Makes bundles of one whom the hub does not know."""
    stranger = world.laptop("stranger")
    world.add(stranger, hub)
    return stranger, lambda: world.bundle(stranger, hub)


def test_a_waiting_file_goes_that_alone_holds_what_a_purge_names(hub, strangers):
    """Nothing of the record is here, so no value that is dropped tells to look."""
    stranger, make = strangers
    case = records.add(stranger, "case", A_CASE)
    assert bundles.receive(hub, make()).outcome == "held"
    record = records.show(stranger, case.ref).record
    with hub.transaction() as transaction:
        edit = purges._edit(transaction, record, "", {"reason": "r"})
        hub.store.write(transaction, hub.device, [edit])
        assert purges.take_effect(hub, transaction) == (0, 1)
    assert kept(hub) == 0


def test_strangers_fill_a_bound_and_none_goes_for_another(
    world, hub, strangers, monkeypatch
):
    stranger, make = strangers
    ref = records.add(stranger, "case", A_CASE).ref
    monkeypatch.setattr(kept_bundles, "MOST_UNPROVEN", 2)
    files = [make() for _ in range(3)]
    found = bundles.receive_all(hub, files)
    assert [(each.outcome, each.unkept) for each in found] == [
        ("held", ""), ("held", ""), ("refused", "full"),
    ]  # fmt: skip
    assert {each.code for each in found} == {"UNKNOWN_SENDER"}
    # The same file once more takes no further place and is not lost.
    assert bundles.receive(hub, files[0]).outcome == "held"
    assert kept(hub) == 2
    assert kept_bundles.discard(hub, [found[1].digest]) == 1
    assert kept_bundles.discard(hub, [found[1].digest]) == 0
    assert bundle_reports.listed(hub)[-1].digest != found[1].digest
    assert bundles.receive(hub, files[2]).outcome == "held"
    words = contacts.words_of(stranger, stranger.fingerprint, "tg")
    contacts.add(hub, contacts.my_card(stranger), words=words)
    assert records.show(hub, ref).record.values["title"] == A_CASE["title"]
    assert kept(hub) == 0
    with pytest.raises(UsageError, match="NO_SUCH_BUNDLE"):
        kept_bundles.discard(hub, ["00" * 32])


def test_together_they_have_a_size(hub, strangers, monkeypatch):
    _, make = strangers
    files = [make(), make()]
    most = files[0].stat().st_size + 1
    monkeypatch.setattr(kept_bundles, "MOST_UNPROVEN_BYTES", most)
    found = bundles.receive_all(hub, files)
    assert [each.unkept for each in found] == ["", "full"]


def test_one_that_is_too_large_does_not_pretend_to_wait(hub, strangers, monkeypatch):
    _, make = strangers
    monkeypatch.setattr(kept_bundles, "_LARGEST_BYTES", 100)
    found = bundles.receive(hub, make())
    assert (found.outcome, found.code) == ("refused", "UNKNOWN_SENDER")
    assert found.unkept == "large"


def test_gaps_of_those_one_knows_are_not_counted(world, hub, strangers, monkeypatch):
    _, make = strangers
    one = world.laptop("one")
    world.meet(hub, one)
    monkeypatch.setattr(kept_bundles, "MOST_UNPROVEN", 1)
    bundles.receive(hub, make())
    assert world.send(one, hub)[0].outcome == "applied"
    assert bundles.receive(hub, make()).unkept == "full"
