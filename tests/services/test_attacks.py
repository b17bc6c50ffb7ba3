"""Attacks on sealed files, each with the code it must get; nothing is ever applied."""

import random
import struct

import pytest

from monitor_desktop.crypto.age import open_sealed, seal
from monitor_desktop.services import bundles, contacts, receiving, records

CHUNK = 64 * 1024 + 16
PREFIX = struct.Struct(">8sHII")


@pytest.fixture
def trio(world):
    one, two = world.laptop("one"), world.laptop("two")
    hub = world.laptop("hub", role="coordinator")
    world.meet(hub, one)
    world.meet(hub, two)
    noise = random.Random(1)  # noqa: S311  # text that does not compress
    for number in range(7):
        text = noise.randbytes(40_000).hex()
        records.add(one, "case", {"title": f"number {number}", "summary.en": text})
    return one, hub, two


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
