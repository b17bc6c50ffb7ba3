"""What an import does with bundles of other versions, wrong clocks and gaps."""

from dataclasses import replace
from functools import partial

import pytest

from monitor_desktop.domain.operations import Edit
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import UsageError
from monitor_desktop.services import records
from monitor_desktop.services.exchange import bundle_reports, bundles, sending
from monitor_desktop.store import exchange
from monitor_desktop.sync import manifest as manifests
from monitor_desktop.sync.manifest import Manifest

A_CASE = {"title": "Invented person detained", "status": "open"}
YEARS_MS = 4 * 365 * 24 * 60 * 60 * 1000


def write(workspace, record, field, value, *, type_key="case"):
    edit = Edit(type=type_key, record=record, top=record, field=field, value=value)
    with workspace.transaction() as transaction:
        workspace.store.write(transaction, workspace.device, [edit])


def test_a_newer_schema_is_kept_and_relayed_without_being_understood(
    world, trio, monkeypatch, digest_of
):
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    write(one, case.id, "zz9901", {"shape": ["of", "tomorrow"]})
    write(one, "f" * 32, "zz9902", "text", type_key="type_of_tomorrow")
    monkeypatch.setattr(sending, "SCHEMA", 99)
    received = world.send(one, hub)[0]
    assert (received.outcome, received.records) == ("applied", 2)
    assert records.show(hub, case.ref).record.values["title"] == A_CASE["title"]
    world.send(hub, two)
    kept = [each for each in records.history(two, case.id) if each.field == "zz9901"]
    assert [each.value for each in kept] == [{"shape": ["of", "tomorrow"]}]
    assert digest_of(one) == digest_of(hub) == digest_of(two)


def test_an_older_schema_leaves_fields_unknown_to_its_sender_untouched(
    world, trio, monkeypatch
):
    one, hub, _ = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    records.change(hub, case.ref, {"summary.tg": "of the newer program"})
    records.change(one, case.ref, {"status": "verified"})
    monkeypatch.setattr(sending, "SCHEMA", 0)
    received = world.send(one, hub)[0]
    assert (received.outcome, received.conflicts) == ("applied", 0)
    shown = records.show(hub, case.ref).record.values
    assert (shown["status"], shown["summary"]) == (
        "verified",
        {"tg": "of the newer program"},
    )


def test_what_needs_a_newer_program_waits_sealed_and_follows_the_update(
    world, trio, monkeypatch
):
    one, hub, two = trio
    records.add(one, "case", A_CASE)
    with monkeypatch.context() as newer:
        newer.setattr(
            sending, "Manifest", partial(Manifest, reader=manifests.READER + 1)
        )
        path = world.bundle(one, hub)
    refused = bundles.receive(hub, path)
    assert (refused.outcome, refused.code) == ("refused", "NEEDS_NEWER_APP")
    path.unlink()
    assert records.listed(hub, ListQuery(type="case"))[0] == 0
    monkeypatch.setattr(manifests, "READER", manifests.READER + 1)
    world.send(two, hub)
    assert records.listed(hub, ListQuery(type="case"))[0] == 1


def test_a_clock_years_ahead_is_accepted_and_marked(world, trio, clock):
    one, hub, _ = trio
    clock.advance(YEARS_MS)
    ref = records.add(one, "case", A_CASE).ref
    path = world.bundle(one, hub)
    clock.advance(-YEARS_MS)
    received = bundles.receive(hub, path)
    assert (received.outcome, received.ahead) == ("applied", True)
    records.change(hub, ref, {"title": "later"})
    assert records.show(hub, ref).record.values["title"] == "later"
    assert not world.send(hub, one)[0].ahead


def test_a_gap_names_whose_positions_are_missing(world, trio):
    one, hub, two = trio
    world.meet(one, two, receives="all")
    records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, one)
    with one.transaction() as transaction:
        # As if the other laptop had held what the hub holds, and lost it.
        known = exchange.contact(transaction, two.device)
        told = exchange.contact(transaction, hub.device).ack
        exchange.put_contact(transaction, replace(known, ack=replace(told, own=0)))
    held = world.send(one, two)[0]
    assert (held.outcome, held.code) == ("held", "GAP")
    assert list(held.where) == [f"one 1-{held.missing}"]
    assert held.error.details["where"] == list(held.where)


def test_reports_are_listed_and_worked_off(world, trio, tmp_path):
    one, hub, _ = trio
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"no bundle")
    bundles.receive(hub, bad)
    world.send(one, hub)
    good, refused = bundle_reports.listed(hub)
    assert bundle_reports.work_off(hub, [refused.digest]) == 1
    assert [each.done for each in bundle_reports.listed(hub)] == [False, True]
    assert bundle_reports.work_off(hub, [refused.digest], done=False) == 1
    assert not any(each.done for each in bundle_reports.listed(hub))
    for wrong in ("00" * 32, "no digest"):
        with pytest.raises(UsageError, match="NO_SUCH_BUNDLE"):
            bundle_reports.work_off(hub, [good.digest, wrong])
