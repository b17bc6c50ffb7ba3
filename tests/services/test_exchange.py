"""Two laptops and a hub: bundles go round and nothing is lost or leaked."""

import errno
import shutil
import tracemalloc
from dataclasses import replace

import pytest

from monitor_desktop.crypto.age import open_sealed, seal
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import InputRefusedError, MonitorError, NotAllowedError
from monitor_desktop.services import files, records, workspaces
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.exchange import (
    bundle_reports,
    bundles,
    contacts,
    sending,
    taking,
)
from monitor_desktop.services.membership import receiving
from monitor_desktop.services.profile import doctor
from monitor_desktop.services.progress import Cancelled
from monitor_desktop.store import exchange, reading

A_CASE = {"title": "Invented person detained", "status": "open"}


def titles(workspace):
    found = records.listed(workspace, ListQuery(type="case"))[1]
    return sorted(each.title for each in found)


def test_a_case_goes_from_laptop_to_hub_to_laptop(world, trio, digest_of):
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    records.add(one, "source", {"parent": case.ref, "title": "A witness"})
    assert world.send(one, hub)[0].outcome == "applied"
    relayed = world.send(hub, two)[0]
    assert (relayed.outcome, relayed.records) == ("applied", 1)
    assert titles(two) == ["Invented person detained"]
    assert len({digest_of(each) for each in trio}) == 1


def test_the_same_bundle_twice_is_known(world, trio):
    one, hub, _ = trio
    path = world.bundle(one, hub)
    outcomes = [bundles.receive(hub, path).outcome for _ in range(2)]
    assert outcomes == ["applied", "known"]


@pytest.fixture
def three(world, trio):
    """Three bundles of a case each, none of them a part of another."""
    one, hub, _ = trio
    found = []
    for number in range(3):
        records.add(one, "case", {"title": f"number {number}"})
        found.append(world.bundle(one, hub))
        with one.transaction() as transaction:
            known = exchange.contact(transaction, hub.device)
            exchange.put_contact(transaction, replace(known, ack=known.sent))
    return found


def test_of_many_bundles_a_refused_one_leaves_nothing_and_stops_nothing(three, trio):
    _, hub, _ = trio
    sealed = three[2].read_bytes()
    three[2].write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    found = bundles.receive_all(hub, three)
    assert [each.code for each in found] == [None, None, "DAMAGED"]
    assert titles(hub) == ["number 0", "number 1"]


def test_many_bundles_are_taken_in_whole_or_not_at_all(three, trio, monkeypatch):
    _, hub, _ = trio
    real = taking.take

    def failing(*given):
        if titles_in(hub, given[1]) == 1:
            raise OSError(errno.EIO, "invented")
        return real(*given)

    monkeypatch.setattr(taking, "take", failing)
    with pytest.raises(OSError, match="invented"):
        bundles.receive_all(hub, three)
    assert (titles(hub), bundle_reports.listed(hub)) == ([], [])
    monkeypatch.undo()
    assert {each.outcome for each in bundles.receive_all(hub, three)} == {"applied"}


def test_whoever_stops_an_import_keeps_the_bundles_that_are_done(
    three, trio, monkeypatch
):
    _, hub, _ = trio
    real = taking.take

    def stopped(*given):
        taken = real(*given)
        if titles_in(hub, given[1]) == 2:
            raise Cancelled
        return taken

    monkeypatch.setattr(taking, "take", stopped)
    with pytest.raises(Cancelled):
        bundles.receive_all(hub, three)
    assert titles(hub) == ["number 0"]


def test_what_a_bundle_showed_goes_with_it_when_it_is_refused(three, trio, monkeypatch):
    _, hub, _ = trio
    real = taking.take

    def refusing(*given):
        taken = real(*given)
        if len(bundles_applied(given[1])) == 1:
            raise InputRefusedError("DAMAGED", part="changed")
        return taken

    monkeypatch.setattr(taking, "take", refusing)
    found = bundles.receive_all(hub, three)
    assert [each.code for each in found] == [None, "DAMAGED", "GAP"]
    assert titles(hub) == ["number 0"]
    assert doctor.examine(hub) == []


def bundles_applied(transaction):
    met = exchange.bundles(transaction)
    return [each for each in met if each.report["outcome"] == "applied"]


def titles_in(workspace, transaction):
    workspace.store.write_shown(transaction)
    return len(reading.listed(transaction, ListQuery(type="case")))


def test_only_what_was_not_acknowledged_is_sent_again(world, trio):
    one, hub, _ = trio
    records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, one)
    records.add(one, "case", {"title": "second"})
    target = world.folder / "later.bin"
    made = sending.export(one, [hub.device], target)
    assert made.operations == 2
    everything = sending.export(one, [hub.device], target, everything=True)
    assert everything.operations > 4


@pytest.fixture
def gap(world, trio):
    """A hub set back to before the first bundle, and the two bundles."""
    one, hub, _ = trio
    records.add(one, "case", A_CASE)
    hub.close()
    shutil.copytree(world.folder / "hub", world.folder / "set back")
    hub = workspaces.unlock(world.folder / "hub", "a passphrase", world.kit)
    first = world.bundle(one, hub)
    bundles.receive(hub, first)
    world.send(hub, one)
    hub.close()
    records.add(one, "case", {"title": "second"})
    second = world.bundle(one, hub)
    hub = workspaces.unlock(world.folder / "set back", "a passphrase", world.kit)
    world.made["hub"] = hub
    return hub, first, second


def test_a_gap_is_held_and_named_until_it_closes(gap):
    hub, first, second = gap
    held = bundles.receive(hub, second)
    assert (held.outcome, held.code) == ("held", "GAP")
    assert held.missing > 0
    assert titles(hub) == []
    assert bundles.receive(hub, first).outcome == "applied"
    assert titles(hub) == ["Invented person detained", "second"]
    assert bundles.receive(hub, second).outcome == "known"


def test_files_in_any_order_are_one_import(gap, tmp_path):
    hub, first, second = gap
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"no bundle")
    outcomes = bundles.receive_all(hub, [second, bad, first])
    assert [each.outcome for each in outcomes] == ["applied", "refused", "applied"]


def test_two_edits_of_one_field_are_a_conflict_on_both_sides(world, trio):
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, two)
    records.change(one, case.ref, {"title": "from one"})
    records.change(two, case.ref, {"title": "from two"})
    world.send(one, hub)
    received = world.send(two, hub)[0]
    assert received.conflicts == 1
    found = conflicts.listed(hub)
    assert [each.value for each in found[0].conflict.sides] == ["from two", "from one"]
    conflicts.resolve(hub, found[0].conflict.id, keep=2)
    world.send(hub, two)
    assert titles(two) == titles(hub) == ["from one"]
    assert conflicts.listed(two) == []


def test_a_delete_against_an_edit_waits_for_a_person(world, trio):
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, two)
    records.delete(one, case.ref)
    records.change(two, case.ref, {"status": "verified"})
    world.send(one, hub)
    assert world.send(two, hub)[0].conflicts == 1
    (found,) = conflicts.listed(hub)
    assert {each.value for each in found.sides} == {"delete", "edit"}
    assert titles(hub) == ["Invented person detained"]
    keep = 1 + [each.value for each in found.sides].index("delete")
    conflicts.resolve(hub, found.conflict.id, keep=keep)
    assert (titles(hub), conflicts.listed(hub)) == ([], [])


def test_a_conflict_can_be_decided_with_another_value(world, trio):
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, two)
    records.change(one, case.ref, {"status": "verified"})
    records.change(two, case.ref, {"status": "closed"})
    world.send(one, hub)
    world.send(two, hub)
    (found,) = conflicts.listed(hub)
    with pytest.raises(InputRefusedError, match="INVALID_VALUE"):
        conflicts.resolve(hub, found.conflict.id, value="no such term")
    conflicts.resolve(hub, found.conflict.id, value="open")
    assert records.show(hub, case.ref).record.values["status"] == "open"


def test_a_stranger_is_held_until_the_words_are_compared(world, trio):
    _, hub, _ = trio
    stranger = world.laptop("stranger")
    world.add(stranger, hub)
    records.add(stranger, "case", A_CASE)
    path = world.bundle(stranger, hub)
    held = bundles.receive(hub, path)
    assert (held.outcome, held.code) == ("held", "UNKNOWN_SENDER")
    contacts.add(hub, contacts.my_card(stranger))
    assert bundles.receive(hub, path).code == "UNKNOWN_SENDER"
    assert titles(hub) == []
    words = contacts.words_of(stranger, stranger.fingerprint, "ru")
    contacts.verify(hub, stranger.device, words)
    assert titles(hub) == ["Invented person detained"]


def test_wrong_words_add_nobody(world, trio):
    _, hub, _ = trio
    stranger = world.laptop("stranger")
    wrong = contacts.words_of(hub, hub.fingerprint, "en")
    with pytest.raises(InputRefusedError, match="WRONG_FINGERPRINT"):
        contacts.add(hub, contacts.my_card(stranger), words=wrong)
    assert stranger.device not in {each.id for each in contacts.listed(hub)}


def test_somebody_elses_bundle_is_not_for_me(world, trio):
    one, hub, two = trio
    assert bundles.receive(two, world.bundle(one, hub)).code == "NOT_FOR_ME"


def test_a_bundle_sealed_again_for_others_is_refused(world, trio, tmp_path):
    one, hub, two = trio
    world.meet(one, two)
    path = world.bundle(one, hub)
    resealed = _sealed_again(hub, path, two, tmp_path)
    assert bundles.receive(two, resealed).code == "NOT_ADDRESSED_TO_ME"


def _sealed_again(opener, path, reader, tmp_path):
    with opener.transaction() as transaction:
        keys = receiving.every(opener, transaction)
    card = contacts.my_card(reader)
    recipient = contacts.read_card(card).receive
    target = tmp_path / "resealed.bin"
    with path.open("rb") as source, target.open("wb") as file:
        seal(open_sealed(source, keys), file, [recipient])
    return target


def test_a_sealed_case_never_leaves(world, trio):
    one, hub, _ = trio
    records.add(one, "case", {"title": "secret", "confidentiality": "sealed"})
    records.add(one, "case", A_CASE)
    target = world.folder / "out.bin"
    made = sending.export(one, [hub.device], target)
    assert made.left_out == {"sealed": 1}
    assert bundles.receive(hub, target).outcome == "applied"
    assert titles(hub) == ["Invented person detained"]


def test_a_withheld_value_arrives_when_it_may(world, trio):
    one, hub, _ = trio
    secret = {"title": "was sealed", "confidentiality": "sealed"}
    sealed = records.add(one, "case", secret)
    world.send(one, hub)
    world.send(hub, one)
    records.change(one, sealed.ref, {"confidentiality": "internal"})
    assert world.send(one, hub)[0].outcome == "applied"
    assert titles(hub) == ["was sealed"]


def test_a_monitor_gets_back_only_its_own(world, trio):
    one, hub, two = trio
    records.add(one, "case", A_CASE)
    records.add(two, "case", {"title": "of two"})
    world.send(one, hub)
    world.send(two, hub)
    answer = sending.export(hub, [one.device], world.folder / "answer.bin")
    assert answer.left_out == {"not_theirs": 1}
    assert bundles.receive(one, world.folder / "answer.bin").outcome == "applied"
    assert titles(one) == ["Invented person detained"]


@pytest.mark.parametrize("verified", [False, True])
def test_nothing_is_made_for_the_unverified_or_revoked(world, trio, verified):
    one, hub, _ = trio
    stranger = world.laptop("stranger")
    contacts.add(hub, contacts.my_card(stranger))
    target = stranger.device
    if verified:
        contacts.revoke(hub, one.device)
        target = one.device
    with pytest.raises(NotAllowedError):
        sending.export(hub, [target], world.folder / "no.bin")
    assert not (world.folder / "no.bin").exists()


def test_what_a_revoked_device_wrote_later_has_no_effect(world, trio, digest_of):
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    known = records.history(hub, case.ref)[-1].n
    records.change(one, case.ref, {"title": "by a thief"})
    world.send(one, hub)
    world.send(hub, two)
    contacts.revoke(hub, one.device, after=known)
    assert titles(hub) == ["Invented person detained"]
    world.send(hub, two)
    assert titles(two) == ["Invented person detained"]
    assert bundles.receive(hub, world.bundle(one, hub)).code == "REVOKED"
    assert digest_of(hub) == digest_of(two)


def test_only_a_coordinator_revokes(trio):
    one, hub, _ = trio
    with pytest.raises(NotAllowedError):
        contacts.revoke(one, hub.device)


def test_a_second_group_is_refused(world, trio):
    one, _, _ = trio
    other = world.laptop("other hub", role="coordinator")
    with pytest.raises(InputRefusedError, match="OTHER_GROUP"):
        world.add(one, other)


@pytest.mark.parametrize("data", [b"", b"MDCARD1\n{}\n\n", b"MDCARD1", b"\x00" * 99])
def test_what_is_no_card_is_refused(trio, data):
    with pytest.raises(MonitorError):
        contacts.add(trio[0], data)


def test_every_flip_and_cut_of_a_card_is_refused(trio):
    one, hub, _ = trio
    card = bytearray(contacts.my_card(hub))
    for place in range(0, len(card), 97):
        flipped = bytes(card[:place] + bytes([card[place] ^ 1]) + card[place + 1 :])
        with pytest.raises(MonitorError):
            contacts.add(one, flipped)
        with pytest.raises(MonitorError):
            contacts.add(one, bytes(card[:place]))


def test_every_flip_and_cut_of_a_bundle_is_refused(world, trio, digest_of):
    one, hub, _ = trio
    records.add(one, "case", A_CASE)
    path = world.bundle(one, hub)
    whole, before = path.read_bytes(), digest_of(hub)
    for place in range(0, len(whole), 211):
        for bad in (
            _flipped(whole, place, 4),
            whole[:place],
            whole + whole[: place + 1],
        ):
            path.write_bytes(bad)
            assert bundles.receive(hub, path).outcome == "refused"
    assert digest_of(hub) == before
    path.write_bytes(whole)
    assert bundles.receive(hub, path).outcome == "applied"


def _flipped(whole, place, bit):
    flipped = bytearray(whole)
    flipped[place] ^= 1 << bit
    return bytes(flipped)


@pytest.mark.stress
@pytest.mark.parametrize("bit", range(8))
def test_no_single_bit_of_a_bundle_can_be_another(world, trio, digest_of, bit):
    one, hub, _ = trio
    path = world.bundle(one, hub)
    whole, before = path.read_bytes(), digest_of(hub)
    for place in range(len(whole)):
        path.write_bytes(_flipped(whole, place, bit))
        assert bundles.receive(hub, path).outcome == "refused"
    assert digest_of(hub) == before


@pytest.mark.stress
def test_no_cut_of_a_bundle_is_taken(world, trio, digest_of):
    one, hub, _ = trio
    path = world.bundle(one, hub)
    whole, before = path.read_bytes(), digest_of(hub)
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        assert bundles.receive(hub, path).outcome == "refused"
    assert digest_of(hub) == before


def test_a_folder_or_a_file_nobody_may_read_stops_nothing(world, trio, tmp_path):
    one, hub, _ = trio
    good = world.bundle(one, hub)
    found = bundles.receive_all(hub, [tmp_path, tmp_path / "none.bin", good])
    codes = [each.code for each in found]
    assert codes == ["UNREADABLE_FILE", "NO_SUCH_FILE", None]
    assert found[1].error.details["file"] == "none.bin"


def test_a_stick_drawn_out_while_it_is_read_stops_nothing(world, trio, monkeypatch):
    one, hub, two = trio
    first, second = world.bundle(one, hub), world.bundle(two, hub)
    source, reads = files._Source, []

    class DrawnOut(source):
        def readinto(self, buffer):
            reads.append(self.name)
            if self.name == first and reads.count(first) > 2:
                with files._readable(first.name):
                    raise OSError(errno.EIO, "gone")
            return super().readinto(buffer)

    with monkeypatch.context() as patched:
        patched.setattr(files, "_Source", DrawnOut)
        found = bundles.receive_all(hub, [first, second])
    assert [each.code for each in found] == ["UNREADABLE_FILE", None]
    assert bundles.receive(hub, first).outcome == "applied"


def test_what_was_received_is_listed_newest_first(world, trio):
    one, hub, two = trio
    world.send(one, hub)
    world.send(two, hub)
    assert [each.sender for each in bundle_reports.listed(hub)] == ["two", "one"]


def test_a_preview_changes_nothing(world, trio, digest_of):
    one, hub, _ = trio
    records.add(one, "case", A_CASE)
    before = digest_of(one)
    assert sending.preview(one, [hub.device]).operations > 0
    assert digest_of(one) == before


def test_many_that_wait_are_never_in_memory_together(world):
    hub = world.laptop("hub", role="coordinator")
    with hub.transaction() as transaction:
        for number in range(8):
            met = exchange.MetBundle(
                digest=bytes([number]) * 32,
                bundle="",
                sender="",
                at_ms=number,
                report={"outcome": bundle_reports.HELD, "code": "UNKNOWN_SENDER"},
                sealed=bytes(4_000_000),
            )
            exchange.put_bundle(transaction, met)
    tracemalloc.start()
    assert bundles.apply_waiting(hub) == []
    bundle_reports.listed(hub)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 4_000_000
