"""A purge takes values away everywhere, late ones too, and nothing else."""

from dataclasses import replace

import pytest

from monitor_desktop.errors import NotAllowedError, UsageError
from monitor_desktop.services import records, search, workspaces
from monitor_desktop.services.editing import conflicts, drafts
from monitor_desktop.services.exchange import bundle_reports, bundles, contacts, purges
from monitor_desktop.services.exchange.effective_purges import effective
from monitor_desktop.services.profile import backup, doctor
from monitor_desktop.store import exchange, journal

MARK = "Zarnigor"
A_CASE = {"title": f"{MARK} detained", "status": "open"}


@pytest.fixture
def spread(world, trio):
    """A case with a part, known to all three."""
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    part = records.add(one, "source", {"parent": case.ref, "title": f"{MARK} said"})
    world.send(one, hub)
    world.send(hub, one, two)
    world.send(hub, two)
    return case, part


def plain(workspace):
    """Every cell of every table of the store as it is once decrypted."""
    with workspace.transaction() as transaction:
        run = transaction.exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        tables = [each for each in names if each != "search"]
        cells = [
            cell
            for table in tables
            for row in run(f"SELECT * FROM {table}")
            for cell in row
        ]
    return "\n".join(
        each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each)
        for each in cells
    )


def assert_gone(workspace, *marks):
    found = plain(workspace)
    for mark in marks:
        for form in (mark, mark.lower()):
            assert form not in found
        assert search.search(workspace, mark).total == 0
    log = workspace.folder.store_path.with_name("store.db-wal")
    assert not log.exists() or log.stat().st_size == 0
    assert doctor.examine(workspace) == []


def test_a_purge_reaches_every_device_and_is_reported_back(
    world, trio, spread, digest_of
):
    one, hub, two = trio
    case, _ = spread
    drafts.keep(two, case.id, {"title": f"{MARK} typed"}, seen={})
    assert MARK in plain(two)
    done = purges.purge(hub, case.ref, reason="asked for it")
    assert (done.ref, done.bundles) == (case.ref, 0)
    assert done.values >= 6
    assert_gone(hub, MARK, "zarnigor")
    (told,) = purges.listed(hub)
    assert (told.ref, told.reason) == (case.ref, "asked for it")
    assert (told.done, told.waiting) == (["hub"], ["one", "two"])
    world.send(hub, one)
    world.send(hub, two)
    for each in (one, two):
        assert_gone(each, MARK)
        with pytest.raises(UsageError, match="NO_SUCH_RECORD"):
            records.show(each, case.ref)
    world.send(one, hub)
    (told,) = purges.listed(hub)
    assert (told.done, told.waiting) == (["hub", "one"], ["two"])
    world.send(two, hub)
    world.send(hub, two)
    assert digest_of(hub) == digest_of(two)


def test_purge_of_a_record_and_a_late_operation_on_its_child(world, trio, spread):
    one, hub, two = trio
    case, part = spread
    purges.purge(hub, case.ref, reason="r")
    records.change(one, part.id, {"title": f"{MARK} again"})
    world.send(one, hub)
    assert_gone(hub, MARK)
    world.send(hub, two)
    assert_gone(two, MARK)


def test_a_new_value_in_a_purged_field_stays(world, trio, spread):
    one, hub, two = trio
    case, part = spread
    purges.purge(hub, case.ref, fields=["title"], reason="r")
    shown = records.show(hub, case.ref)
    assert "title" not in shown.record.values
    assert shown.record.values["status"] == "open"
    assert [each.id for each in shown.children] == [part.id]
    records.change(hub, case.ref, {"title": "without a name"})
    late = records.change(one, case.ref, {"title": f"{MARK} late"})
    assert late.operations == 1
    world.send(one, hub)
    world.send(hub, one)
    world.send(hub, two)
    for each in trio:
        found = records.show(each, case.ref).record
        assert (found.values["title"], found.conflicts) == ("without a name", ())


def test_only_a_coordinator_purges_and_others_words_do_nothing(world, trio, spread):
    one, hub, _ = trio
    case, _ = spread
    with pytest.raises(NotAllowedError):
        purges.purge(one, case.ref, reason="r")
    with pytest.raises(UsageError, match="NO_SUCH_FIELD"):
        purges.purge(hub, case.ref, fields=["no_such"], reason="r")
    record = records.show(one, case.ref).record
    with one.transaction() as transaction:
        # What a changed program would write.
        edit = purges._edit(transaction, record, "", {"reason": "r"})
        one.store.write(transaction, one.device, [edit])
    assert world.send(one, hub)[0].outcome == "applied"
    assert records.show(hub, case.ref).record.values["title"] == A_CASE["title"]


def test_a_purged_position_is_not_asked_for_again(world, trio, spread):
    _, hub, two = trio
    case, _ = spread
    purges.purge(hub, case.ref, reason="r")
    world.send(hub, two)
    answer = world.bundle(two, hub)
    assert bundles.receive(hub, answer).outcome == "applied"
    with hub.transaction() as transaction:
        assert exchange.contact(transaction, two.device).ack.wanted == {}
    third = world.laptop("three")
    world.meet(hub, third, receives="all")
    assert world.send(hub, third)[0].outcome == "applied"
    world.send(third, hub)
    with hub.transaction() as transaction:
        assert exchange.contact(transaction, third.device).ack.wanted == {}
    assert_gone_values(third)


def assert_gone_values(workspace):
    assert MARK not in plain(workspace)


def test_a_waiting_sealed_bundle_is_looked_into_and_deleted(world, trio, spread):
    one, hub, _ = trio
    case, _ = spread
    stranger = world.laptop("stranger")
    world.add(stranger, hub)
    world.meet(one, stranger, receives="all")
    harmless = world.bundle(stranger, hub)
    assert bundles.receive(hub, harmless).code == "UNKNOWN_SENDER"
    purged = records.add(stranger, "case", A_CASE)
    records.add(stranger, "person", {"name": "Other"})
    full = world.bundle(stranger, hub)
    assert bundles.receive(hub, full).code == "UNKNOWN_SENDER"
    # The hub learns of the same record from elsewhere, and it is purged.
    record = records.show(stranger, purged.ref).record
    with hub.transaction() as transaction:
        edit = purges._edit(transaction, record, "", {"reason": "r"})
        hub.store.write(transaction, hub.device, [edit])
    with hub.transaction() as transaction:
        meant = effective(hub, transaction)
        assert purges._discard(hub, transaction, meant) == 1
    codes = [each.code for each in bundle_reports.listed(hub)]
    assert codes[0] == "PURGED"
    assert bundles.receive(hub, full).code == "UNKNOWN_SENDER"
    with hub.transaction() as transaction:
        kept = exchange.bundles(transaction, waiting=True)
    assert len(kept) == 1  # the harmless one; the full one is not kept again
    words = contacts.words_of(stranger, stranger.fingerprint, "tg")
    contacts.add(hub, contacts.my_card(stranger), words=words)
    assert bundles.receive(hub, full).outcome == "applied"
    assert records.show(hub, case.ref).record.values["title"] == A_CASE["title"]
    with pytest.raises(UsageError):
        records.show(hub, purged.ref)


def test_a_deleted_record_that_is_purged_leaves_no_conflict(world, trio, spread):
    _, hub, two = trio
    case, _ = spread
    records.delete(hub, case.ref)
    records.change(two, case.ref, {"status": "verified"})
    world.send(two, hub)
    purges.purge(hub, case.id, reason="r")
    assert conflicts.listed(hub) == []


def test_a_purged_position_asked_for_again_comes_without_its_value(world, trio, spread):
    """A laptop that met the positions as leaves asks; the hub sends the headers."""
    one, hub, two = trio
    case, _ = spread
    records.change(one, case.ref, {"confidentiality": "sealed"})
    world.send(one, hub)
    third = world.laptop("three")
    world.meet(hub, third, receives="all")
    world.send(hub, third)
    world.send(third, hub)
    with hub.transaction() as transaction:
        assert exchange.contact(transaction, third.device).ack.wanted
    purges.purge(hub, case.ref, reason="r")
    world.send(hub, third, two)
    world.send(third, hub)
    assert world.send(hub, third)[0].outcome == "applied"
    assert_gone(third, MARK)
    assert_gone(two, MARK)


def test_a_hub_restored_with_a_new_id_after_a_purge_takes_it_in_again(
    world, trio, spread, digest_of
):
    """The copy still has the values; its own purge comes back from a laptop."""
    one, hub, _ = trio
    case, _ = spread
    path = world.folder / "before.backup"
    backup.create(hub, path)
    purges.purge(hub, case.ref, reason="r")
    world.send(hub, one)
    backup.restore(path, "a passphrase", world.folder / "again", world.kit)
    again = workspaces.unlock(world.folder / "again", "a passphrase", world.kit)
    world.made["again"] = again
    assert records.show(again, case.ref).record.values["title"] == A_CASE["title"]
    world.meet(again, one)
    assert world.send(one, again)[0].outcome == "applied"
    assert_gone(again, MARK)
    world.send(again, one)
    assert digest_of(again) == digest_of(one)


def test_a_draft_begun_after_a_purge_outlives_every_later_import(world, trio, spread):
    one, hub, _ = trio
    case, part = spread
    typed = {"title": "by the old name", "notes": "typed before"}
    begun = drafts.DraftPart(id=part.id, type="source", values={"title": MARK})
    drafts.keep(one, case.id, typed, seen={}, parts=[begun])
    purges.purge(hub, case.ref, fields=["title"], reason="asked for it")
    purges.purge(hub, part.id, fields=["title"], reason="asked for it")
    world.send(hub, one)
    # What is not meant stays, what is meant is gone, in parts of the form too.
    kept = drafts.of(one, case.id)
    assert kept is not None
    assert dict(kept.values) == {"notes": "typed before"}
    assert [dict(each.values) for each in kept.parts] == [{}]
    drafts.keep(one, case.id, {"title": "a new title"}, seen={})
    records.add(hub, "case", {"title": "of something else"})
    world.send(hub, one)
    again = drafts.of(one, case.id)
    assert again is not None
    assert dict(again.values) == {"title": "a new title"}
    purges.purge(hub, case.ref, reason="all of it")
    world.send(hub, one)
    assert drafts.of(one, case.id) is None


def test_as_much_of_another_history_is_no_report_of_a_purge(world, trio, spread):
    one, hub, _ = trio
    case, _ = spread
    purges.purge(hub, case.ref, reason="asked for it")
    records.add(hub, "case", {"title": "later"})
    world.send(hub, one)
    world.send(one, hub)
    assert purges.listed(hub)[0].done == ["hub", "one"]
    for more in (0, 100):
        with hub.transaction() as transaction:
            known = exchange.contact(transaction, one.device)
            size = journal.frontier(transaction, hub.device).size + more
            # As of a copy of the hub that wrote something else instead.
            heads = {**known.ack.known, hub.device: (size, "ab" * 32)}
            ack = replace(known.ack, known=heads)
            exchange.put_contact(transaction, replace(known, ack=ack))
        assert purges.listed(hub)[0].waiting == ["one", "two"]
