"""Makes the hostile files beside the kept profile: python make_hostile.py

Each is the kept bundle with one thing wrong; ``EXPECTED`` says which code it must get.
What is cut or flipped comes out the same in every run. A seal draws fresh randomness,
so a file behind one is only made where it is missing.
"""

import io
import json
import shutil
import struct
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

from monitor_desktop.app import wiring
from monitor_desktop.crypto import age_header, fingerprints
from monitor_desktop.crypto.age import open_sealed, seal
from monitor_desktop.crypto.receive_keys import ReceiveKey, wrap
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.contacts import Role
from monitor_desktop.services import workspaces
from monitor_desktop.services.membership import receiving
from monitor_desktop.sync.cards import Card, write_card
from monitor_desktop.sync.manifest import CONTEXT
from monitor_desktop.sync.writer import PREFIX

HERE = Path(__file__).parent
FOLDER = HERE / "hostile"
AGAIN = HERE / "hostile_again"
STRANGER = ReceiveKey(bytes(range(32)))
SIGNING = SigningKey(bytes(range(64)))
CHUNK = 64 * 1024 + 16
"""As it is sealed."""
EXPECTED = {
    "empty.bin": "NOT_A_BUNDLE",
    "archive.bin": "NOT_A_BUNDLE",
    "cut_in_header.bin": "DAMAGED",
    "cut_in_body.bin": "DAMAGED",
    "cut_last_byte.bin": "DAMAGED",
    "appended.bin": "DAMAGED",
    "header_line_added.bin": "DAMAGED",
    "bit_in_header_code.bin": "DAMAGED",
    "bit_in_body.bin": "DAMAGED",
    "recipient_left_out.bin": "NOT_FOR_ME",
    "chunks_swapped.bin": "DAMAGED",
    "key_of_another_file.bin": "DAMAGED",
    "sealed_to_a_stranger.bin": "NOT_FOR_ME",
    "sealed_nothing.bin": "DAMAGED",
    "sealed_other_thing.bin": "NOT_A_BUNDLE",
    "signature_left_out.bin": "DAMAGED",
    "signature_of_zeros.bin": "FORGED",
    "signature_of_another.bin": "FORGED",
    "sender_changed.bin": "UNKNOWN_SENDER",
    "manifest_changed.bin": "FORGED",
    "manifest_doubled_key.bin": "DAMAGED",
    "manifest_huge.bin": "TOO_LARGE",
    "operation_changed.bin": "DAMAGED",
    "padding_not_zero.bin": "DAMAGED",
    "bomb.bin": "TOO_LARGE",
    "format_of_the_future.bin": "NEEDS_NEWER_APP",
    "sealed_again_for_others.bin": "NOT_ADDRESSED_TO_ME",
    "two_keys.bin": "DAMAGED",
}
REPLAYED = {
    "sealed_anew.bin": ("known", None),
    "of_another_sender.bin": ("applied", None),
}
"""What the kept bundle gets when it comes once more, after it was applied.

Whoever relays what is genuine and here already brings nothing, under any name.
"""


def derived(whole: bytes) -> dict[str, bytes]:
    """What anybody can do to the file without a key."""
    mac = whole.index(b"\n--- ") + 5
    body = whole.index(b"\n", mac) + 1
    stanza = whole.index(b"\n-> ")
    after = whole.index(b"\n-> ", stanza + 1)
    return {
        "empty.bin": b"",
        "archive.bin": b"PK\x03\x04" + bytes(60),
        "cut_in_header.bin": whole[: mac // 2],
        "cut_in_body.bin": whole[: (body + len(whole)) // 2],
        "cut_last_byte.bin": whole[:-1],
        "appended.bin": whole + b"\x00",
        "header_line_added.bin": whole[:stanza] + b"\n-> x\n" + whole[stanza:],
        "bit_in_header_code.bin": flipped(whole, mac + 3),
        "bit_in_body.bin": flipped(whole, body + 500),
        "recipient_left_out.bin": whole[:after] + whole[mac - 5 :],
    }


def flipped(data: bytes, place: int) -> bytes:
    """One bit is another."""
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def behind_the_seal(payload: bytes) -> dict[str, bytes]:
    """What only an addressee can do: open it, change it, seal it again."""
    magic, version, said, signature = PREFIX.unpack_from(payload)
    start, end = PREFIX.size, PREFIX.size + said
    manifest, sections = payload[start:end], payload[end + signature :]
    signed = payload[end : end + signature]

    def made(
        text: bytes = manifest, by: bytes = signed, rest: bytes = sections
    ) -> bytes:
        return PREFIX.pack(magic, version, len(text), len(by)) + text + by + rest

    facts = json.loads(manifest)
    stranger = SIGNING.sign(manifest, context=CONTEXT)
    raw = f'"raw":{facts["sections"][0]["raw"]}'.encode()
    sender = facts["sender"].encode()
    return {
        "sealed_nothing.bin": b"",
        "sealed_other_thing.bin": b"MDOTHERS" + payload[8:],
        "signature_left_out.bin": made(by=b""),
        "signature_of_zeros.bin": made(by=bytes(signature)),
        "signature_of_another.bin": made(by=stranger),
        "sender_changed.bin": made(manifest.replace(sender, b"0" * len(sender), 1)),
        "manifest_changed.bin": made(manifest.replace(b'"schema":', b'"schema":1', 1)),
        "manifest_doubled_key.bin": made(b'{"group":"",' + manifest[1:]),
        "manifest_huge.bin": struct.pack(">8sHII", magic, version, 2**31, signature),
        "operation_changed.bin": made(rest=flipped(sections, 40)),
        "padding_not_zero.bin": made(rest=sections[:-1] + b"\x01"),
        "bomb.bin": made(manifest.replace(raw, b'"raw":1073741824', 1)),
        "format_of_the_future.bin": PREFIX.pack(magic, 99, said, signature)
        + payload[start:],
    }


def by_an_insider(payload: bytes) -> dict[str, bytes]:
    """What somebody whose card was verified can do with what is not meant for us."""
    magic, version, said, signature = PREFIX.unpack_from(payload)
    start, end = PREFIX.size, PREFIX.size + said
    manifest, sections = payload[start:end], payload[end + signature :]
    facts = json.loads(manifest)

    def signed(text: bytes) -> bytes:
        by = SIGNING.sign(text, context=CONTEXT)
        return PREFIX.pack(magic, version, len(text), len(by)) + text + by + sections

    insider = manifest.replace(facts["sender"].encode(), fingerprint().hex().encode())
    (ours,) = facts["to"]
    return {
        "sealed_again_for_others.bin": signed(
            insider.replace(ours.encode(), b"0" * len(ours))
        ),
        "of_another_sender.bin": signed(insider),
        "sealed_anew.bin": payload,
    }


def fingerprint() -> bytes:
    """Of the insider."""
    return fingerprints.fingerprint(SIGNING.public)


def card() -> bytes:
    """The insider's, whose words a test compares."""
    said = Card(
        name="insider",
        unit="Invented unit",
        role=Role.MONITOR,
        signing=SIGNING.public,
        receive=STRANGER.public,
        group="",
        root=b"",
        appointment=b"",
        successions=(),
    )
    return write_card(said, SIGNING)


def with_two_keys(payload: bytes, key: ReceiveKey) -> bytes:
    """For two readers, of whom one is given another file key than the other."""

    def wrapping(file_key: bytes, public: bytes) -> tuple[bytes, bytes]:
        return wrap(b"another file key" if public == key.public else file_key, public)

    out = io.BytesIO()
    with patch.object(age_header, "wrap", wrapping):
        seal(io.BytesIO(payload), out, [STRANGER.public, key.public])
    return out.getvalue()


def swapped(whole: bytes) -> bytes:
    """The first two chunks have changed places."""
    body = len(whole) - 3 * CHUNK
    first, second = body + CHUNK, body + 2 * CHUNK
    return whole[:body] + whole[first:second] + whole[body:first] + whole[second:]


def under_another_key(whole: bytes, other: bytes) -> bytes:
    """The key of one file in the header of another: only one of two can be right."""
    return whole[: whole.index(b"\n--- ")] + other[other.index(b"\n--- ") :]


def sealed(payload: bytes, public: bytes) -> bytes:
    """Sealed for one key."""
    out = io.BytesIO()
    seal(io.BytesIO(payload), out, [public])
    return out.getvalue()


def make(key: ReceiveKey) -> None:
    """Write what is missing; ``key`` is the kept profile's."""
    whole = (HERE / "bundle.bin").read_bytes()
    payload = open_sealed(io.BytesIO(whole), [key]).read()
    FOLDER.mkdir(exist_ok=True)
    AGAIN.mkdir(exist_ok=True)
    for name, data in derived(whole).items():
        (FOLDER / name).write_bytes(data)
    opened = {**behind_the_seal(payload), **by_an_insider(payload)}
    for name, data in opened.items():
        once(name, partial(sealed, data, key.public))
    foreign = once(
        "sealed_to_a_stranger.bin", partial(sealed, payload, STRANGER.public)
    )
    other = partial(under_another_key, whole, foreign.read_bytes())
    once("key_of_another_file.bin", other)
    once("two_keys.bin", partial(with_two_keys, payload, key))
    long = payload.ljust(3 * (CHUNK - 16), b"\x00")
    once("chunks_swapped.bin", lambda: swapped(sealed(long, key.public)))


def once(name: str, make_it: Callable[[], bytes]) -> Path:
    """Behind a seal every run makes other bytes: a file that is there stays."""
    path = (AGAIN if name in REPLAYED else FOLDER) / name
    if not path.exists():
        path.write_bytes(make_it())
    return path


def kept_key() -> ReceiveKey:
    """The receive key of the kept profile; it is nobody's."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "profile"
        shutil.copytree(HERE / "profile", folder)
        hub = workspaces.unlock(folder, "a passphrase", wiring.kit())
        with hub.transaction() as transaction:
            (key, *_) = receiving.every(hub, transaction)
        hub.close()
    return key


if __name__ == "__main__":
    make(kept_key())
