"""Attacks on sealed files, each with the code it must get; nothing is ever applied."""

import random
import struct
import tracemalloc
from dataclasses import replace

import pytest
from tests.services.conftest import add, copied

from monitor_desktop.crypto.age import open_sealed, seal
from monitor_desktop.domain.fields import LIFE
from monitor_desktop.domain.operations import Edit
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import files, records, search
from monitor_desktop.services.exchange import (
    bundles,
    contacts,
    inspecting,
    judging,
    outgoing,
    sending,
)
from monitor_desktop.services.membership import receiving, trust
from monitor_desktop.services.profile import doctor

CHUNK = 64 * 1024 + 16
PREFIX = struct.Struct(">8sHII")


def make_trio(world):
    one, two = world.laptop("one"), world.laptop("two")
    hub = world.laptop("hub", role="coordinator")
    world.meet(hub, one)
    world.meet(hub, two)
    noise = random.Random(1)  # noqa: S311  # text that does not compress
    for number in range(7):
        text = noise.randbytes(40_000).hex()
        records.add(one, "case", {"title": f"number {number}", "summary.en": text})


@pytest.fixture
def trio(world):
    world.begin(make_trio)
    return world.made["one"], world.made["hub"], world.made["two"]


@pytest.fixture
def whole(world, trio):
    one, hub, _ = trio
    return world.bundle(one, hub).read_bytes()


def body_start(sealed):
    """Where the first chunk begins: behind the header and the 16 bytes of its nonce."""
    line = sealed.index(b"\n--- ")
    return sealed.index(b"\n", line + 1) + 1 + 16


def outcome(world, hub, data):
    path = world.folder / "attacked.bin"
    path.write_bytes(data)
    return bundles.receive(hub, path).code


def payload_of(hub, sealed, tmp_path):
    source, target = tmp_path / "sealed", tmp_path / "payload"
    source.write_bytes(sealed)
    with hub.transaction() as transaction:
        keys = receiving.every(hub, transaction)
    with source.open("rb") as file:
        target.write_bytes(open_sealed(file, keys).read())
    return target.read_bytes()


def sealed_again(hub, payload, tmp_path):
    source, target = tmp_path / "payload", tmp_path / "again"
    source.write_bytes(payload)
    recipient = contacts.read_card(contacts.my_card(hub)).receive
    with source.open("rb") as file, target.open("wb") as out:
        seal(file, out, [recipient])
    return target.read_bytes()


@pytest.fixture
def untouched(trio, digest_of):
    _, hub, _ = trio
    before = digest_of(hub)
    yield
    assert digest_of(hub) == before


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("attack", ["swapped", "cut at an edge", "left out", "doubled"])
def test_chunks_in_another_order_or_number_are_damage(world, trio, whole, attack):
    _, hub, _ = trio
    start = body_start(whole)
    head, body = whole[:start], whole[start:]
    chunks = [body[at : at + CHUNK] for at in range(0, len(body), CHUNK)]
    assert len(chunks) > 3
    attacked = {
        "swapped": [chunks[1], chunks[0], *chunks[2:]],
        "cut at an edge": chunks[:2],
        "left out": [chunks[0], *chunks[2:]],
        "doubled": [chunks[0], *chunks],
    }[attack]
    assert outcome(world, hub, head + b"".join(attacked)) == "DAMAGED"


@pytest.mark.usefixtures("untouched")
def test_a_payload_changed_by_an_addressee_does_not_pass(world, trio, whole, tmp_path):
    """Whoever can open a bundle can seal another one: only the signature stops that."""
    one, hub, two = trio
    payload = payload_of(hub, whole, tmp_path)
    magic, version, said, signature = PREFIX.unpack_from(payload)
    manifest_end = PREFIX.size + said
    sections = manifest_end + signature
    other = payload.replace(
        one.fingerprint.hex().encode(), two.fingerprint.hex().encode(), 1
    )
    flipped = bytearray(payload)
    flipped[sections + 100] ^= 1
    stripped = PREFIX.pack(magic, version, said, 0)
    attacks = {
        "FORGED": [
            payload[:manifest_end] + bytes(signature) + payload[sections:],
            other,
            payload.replace(b'"schema":', b'"schema":9', 1).replace(
                payload[: PREFIX.size],
                PREFIX.pack(magic, version, said + 1, signature),
                1,
            ),
        ],
        "DAMAGED": [
            stripped + payload[PREFIX.size : manifest_end] + payload[sections:],
            bytes(flipped),
            payload[: sections + 1000],
            payload + b"\x01",
        ],
    }
    for code, found in attacks.items():
        for each in found:
            again = sealed_again(hub, each, tmp_path)
            assert outcome(world, hub, again) == code
    assert outcome(world, hub, b"age-encryption.org/v1\n") == "DAMAGED"


def test_a_bundle_played_again_later_is_known_and_takes_nothing_back(
    world, trio, whole, digest_of
):
    one, hub, _ = trio
    assert outcome(world, hub, whole) is None
    ref = records.add(one, "case", {"title": "newer"}).ref
    world.send(one, hub)
    before = digest_of(hub)
    path = world.folder / "attacked.bin"
    path.write_bytes(whole)
    assert bundles.receive(hub, path).outcome == "known"
    assert digest_of(hub) == before
    assert records.show(hub, ref).record.values["title"] == "newer"


@pytest.fixture
def pair(world):
    one, hub = world.laptop("one"), world.laptop("hub", role="coordinator")
    world.meet(hub, one)
    records.add(one, "case", {"title": "honest"})
    return one, hub


@pytest.fixture
def said(monkeypatch):
    """A bundle whose sender signed another manifest than the honest one."""
    honest = sending._Job._manifest

    def made(change, bundle):
        with monkeypatch.context() as bad:
            bad.setattr(sending._Job, "_manifest", lambda *a: change(honest(*a)))
            return bundle()

    return made


def with_parts(manifest, **changes):
    parts = (replace(each, **changes) for each in manifest.journals)
    return replace(manifest, journals=tuple(parts))


def with_ack(manifest, **changes):
    return replace(manifest, ack=replace(manifest.ack, **changes))


def test_numbers_and_keys_that_nobody_can_hold_are_damage(world, pair, said, digest_of):
    """A verified contact may be in other hands: what it signs is no reason to fall."""
    one, hub = pair
    endless = 10**40
    changes = [
        lambda m: with_parts(m, last=2**64),
        lambda m: with_parts(m, size=endless),
        lambda m: replace(m, created_ms=endless),
        lambda m: with_ack(m, own=endless),
        lambda m: with_ack(m, known={one.device: (endless, "")}),
        lambda m: with_ack(m, wanted={one.device: [(1, endless)]}),
        lambda m: with_ack(m, lacking={"0" * 64: [(1, endless)]}),
        lambda m: replace(m, receive=b""),
        lambda m: replace(m, receive=b"short"),
        lambda m: replace(m, receive=b"\xff" * 1216),
    ]
    before = digest_of(hub)
    for change in changes:
        path = said(change, lambda: world.bundle(one, hub))
        assert bundles.receive(hub, path).code == "DAMAGED"
    assert digest_of(hub) == before
    world.send(one, hub)
    world.send(hub, one)


def test_a_wish_for_everything_takes_no_memory(world, pair, said):
    one, hub = pair
    records.add(hub, "case", {"title": "of the hub"})
    world.send(hub, one)
    wishes = {hub.device: [(1, 1_000_000)]}
    path = said(lambda m: with_ack(m, wanted=wishes), lambda: world.bundle(one, hub))
    assert bundles.receive(hub, path).outcome == "applied"
    tracemalloc.start()
    try:
        world.bundle(hub, one)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_a_bundle_under_the_id_of_anothers_keeps_that_from_nobody(world, pair, said):
    one, hub = pair
    thief = world.laptop("thief")
    world.meet(hub, thief)
    honest = world.bundle(one, hub)
    taken = inspecting.inspect(hub, honest)["bundle"]
    path = said(lambda m: replace(m, bundle=taken), lambda: world.bundle(thief, hub))
    assert bundles.receive(hub, path).outcome == "applied"
    assert bundles.receive(hub, honest).outcome == "applied"
    assert bundles.receive(hub, honest).outcome == "known"


def test_a_file_exchanged_while_it_is_read_is_damage(
    world, pair, monkeypatch, digest_of
):
    one, hub = pair
    short = world.bundle(one, hub)
    records.add(one, "case", {"title": "later"})
    whole = world.bundle(one, hub)
    before = digest_of(hub)
    # Read for its digest, to be judged, to be taken in.
    turns = iter([whole, whole, short])
    reading = files.reading
    with monkeypatch.context() as stick:
        stick.setattr(judging, "_KEPT_BYTES", 0)
        stick.setattr(files, "reading", lambda _path, *_told: reading(next(turns)))
        assert bundles.receive(hub, whole).code == "DAMAGED"
    assert digest_of(hub) == before
    assert bundles.receive(hub, whole).outcome == "applied"


def test_of_a_small_bundle_what_was_proved_is_taken_in_whatever_became_of_the_file(
    world, pair, monkeypatch
):
    one, hub = pair
    whole = world.bundle(one, hub)
    turns = iter([whole, whole])
    reading = files.reading
    with monkeypatch.context() as stick:
        stick.setattr(files, "reading", lambda _path, *_told: reading(next(turns)))
        assert bundles.receive(hub, whole).outcome == "applied"
    assert doctor.examine(hub) == []


@pytest.mark.parametrize("is_revoked", [False, True])
def test_no_operation_makes_a_record_one_of_another_type(world, pair, is_revoked):
    """Each operation says of which type its record is; one may say anything."""
    one, hub = pair
    case = records.add(hub, "case", {"title": "shown", "status": "open"})
    world.send(one, hub)
    if is_revoked:
        contacts.revoke(hub, one.device)
    for said_type in ("of nobody", "person"):
        for field in ("", LIFE):
            edit = Edit(
                type=said_type, record=case.id, top=one.device, field=field, value=None
            )
            with one.transaction() as transaction:
                one.store.write(transaction, one.device, [edit])
    world.send(one, hub)
    records.change(hub, case.ref, {"title": "still shown"})
    found = records.listed(hub, ListQuery(type="case"))[1]
    assert "still shown" in {each.values["title"] for each in found}
    assert records.listed(hub, ListQuery(type="person"))[0] == 0
    records.delete(hub, case.ref)
    found = records.listed(hub, ListQuery(type="case"))[1]
    assert "still shown" not in {each.values["title"] for each in found}
    assert doctor.examine(hub) == []


def test_what_came_before_the_record_itself_takes_it_out_of_no_search(world, pair):
    """A newcomer may meet the odd operation first, and take the record for it."""
    one, hub = pair
    case = records.add(hub, "case", {"title": "Zarnigor"})
    edit = Edit(type="training", record=case.id, top=case.id, field="", value=None)
    with one.transaction() as transaction:
        one.store.write(transaction, one.device, [edit])
    world.send(one, hub)
    newcomer = world.laptop("newcomer")
    world.meet(one, newcomer, receives="all")
    world.meet(hub, newcomer, receives="all")
    world.send(one, newcomer)
    assert records.listed(newcomer, ListQuery(type="training"))[0] == 1
    world.send(hub, newcomer)
    assert records.listed(newcomer, ListQuery(type="training"))[0] == 0
    found = records.listed(newcomer, ListQuery(type="case", text="zarnigor"))[1]
    assert [each.id for each in found] == [case.id]
    assert search.search(newcomer, "zarnigor").total == 1
    assert doctor.examine(newcomer) == []


@pytest.mark.parametrize("own", [None, 10**9])
def test_who_shows_no_journal_is_not_sealed_for(world, pair, said, monkeypatch, own):
    """A thief with a copied key and one to read with, and no second history to see."""
    one, hub = pair
    add(one, "before the theft")
    world.send(one, hub)
    world.send(hub, one)
    one, thief = copied(world, "one")
    before = contacts.existing(hub, one.device)
    with thief.transaction() as transaction:
        thief.store.set_setting(transaction, trust.RECEIVE_KEY_DUE, value=True)
    place = before.ack.own if own is None else own
    with monkeypatch.context() as patched:
        patched.setattr(outgoing, "parts", lambda *_args, **_options: iter(()))
        path = said(lambda m: with_ack(m, own=place), lambda: world.bundle(thief, hub))
    assert bundles.receive(hub, path).outcome == "applied"
    after = contacts.existing(hub, one.device)
    assert (after.receive, after.ack) == (before.receive, before.ack)
    add(hub, "for the honest one")
    assert world.send(hub, one)[0].outcome == "applied"
    add(one, "and it is heard")
    world.send(one, hub)
    assert contacts.existing(hub, one.device).ack.own > before.ack.own
