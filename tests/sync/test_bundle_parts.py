"""Hostile and odd input to each part of a bundle, with the code it must get."""

import io
import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.crypto.age import SealingWriter
from monitor_desktop.crypto.digests import sha256
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.acks import Ack, ranges
from monitor_desktop.domain.operations import Edit, compose
from monitor_desktop.domain.strict_json import strict
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.sync import frames, manifest, writer
from monitor_desktop.sync.manifest import JournalPart, Manifest, Section
from monitor_desktop.sync.operation_lines import LONGEST_LINE_BYTES, from_line, to_line
from monitor_desktop.sync.reader import OpenBundle
from monitor_desktop.sync.writer import padded_size, write_bundle

DEVICE = "ab" * 16


@pytest.fixture(scope="module")
def keys():
    return SigningKey.generate(), ReceiveKey.generate()


@pytest.fixture
def said(keys):
    _, receive = keys
    part = JournalPart(
        device=DEVICE,
        start=0,
        start_root=bytes(32),
        size=2,
        root=bytes(32),
        signature=b"s",
    )
    return Manifest(
        bundle="cd" * 16,
        group="",
        sender=bytes(32),
        to=(bytes(32),),
        created_ms=1,
        schema=1,
        journals=(part,),
        ack=Ack(own=2, known={DEVICE: (2, "00")}, wanted={DEVICE: [(1, 1)]}),
        receive=receive.public,
        sections=(),
    )


def a_set(n, value):
    edit = Edit(type="person", record="r", top="r", field="f", value=value)
    salt = n.to_bytes(16, "big")
    return compose(edit, device=DEVICE, n=n, clock_us=n, salt=salt, digest=sha256)


def bundle(keys, said, packed=()):
    target = io.BytesIO()
    said = replace(said, sections=tuple(each.section for each in packed))
    write_bundle(target, said, packed, key=keys[0], recipients=[keys[1].public])
    return target.getvalue()


def refused(call, *arguments):
    with pytest.raises(InputRefusedError) as caught:
        call(*arguments)
    return caught.value.code


def test_a_bundle_reads_as_it_was_written(keys, said):
    packed = list(frames.frames("operations", [b"one\n", b"two\n"]))
    opened = OpenBundle(io.BytesIO(bundle(keys, said, packed)), [keys[1]])
    opened.verify(keys[0].public)
    assert [lines for _, lines in opened.sections()] == [[b"one", b"two"]]
    opened.finish()
    assert manifest.from_bytes(manifest.to_bytes(opened.manifest)) == opened.manifest


def test_a_signature_of_another_key_is_forged(keys, said):
    opened = OpenBundle(io.BytesIO(bundle(keys, said)), [keys[1]])
    assert refused(opened.verify, SigningKey.generate().public) == "FORGED"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "DAMAGED"),
        (b"ANYTHING" + bytes(20), "NOT_A_BUNDLE"),
        (writer.PREFIX.pack(writer.MAGIC, 3, 1, 1), "NEEDS_NEWER_APP"),
        (writer.PREFIX.pack(writer.MAGIC, 1, 2**31, 1), "TOO_LARGE"),
        (writer.PREFIX.pack(writer.MAGIC, 1, 10, 3), "DAMAGED"),
        (writer.PREFIX.pack(writer.MAGIC, 1, 10, 3373), "DAMAGED"),
    ],
)
def test_payloads_that_are_no_bundle(keys, payload, code):
    target = io.BytesIO()
    sealing = SealingWriter(target, [keys[1].public])
    sealing.write(payload)
    sealing.finish()
    target.seek(0)
    assert refused(OpenBundle, target, [keys[1]]) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reader": 3}, "NEEDS_NEWER_APP"),
        ({"reader": "1"}, "DAMAGED"),
        ({"bundle": "zz"}, "DAMAGED"),
        ({"to": "all"}, "DAMAGED"),
        ({"to": ["00"] * 10_001}, "TOO_LARGE"),
        ({"created_ms": -1}, "DAMAGED"),
        ({"created_ms": True}, "DAMAGED"),
        ({"ack": []}, "DAMAGED"),
        ({"journals": [{"device": DEVICE}]}, "DAMAGED"),
        ({"sections": [{"type": 1}]}, "DAMAGED"),
        ({"group": "\ud800"}, "DAMAGED"),
        ({"receive": "?"}, "DAMAGED"),
    ],
)
def test_manifests_that_lie_about_their_shape(said, change, code):
    value = json.loads(manifest.to_bytes(said))
    assert refused(manifest.from_bytes, json.dumps(value | change).encode()) == code


def test_a_manifest_may_say_more_than_we_know(said):
    value = json.loads(manifest.to_bytes(said)) | {"later": 1}
    assert manifest.from_bytes(json.dumps(value).encode()) == said


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b'{"a":1,"a":2}', b"NaN", b"\xff", b"[" * 17 + b"]" * 17,
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_loose_json_is_damaged(data):
    with pytest.raises(InputRefusedError, match="DAMAGED"):
        strict(data, part="test")


@pytest.mark.parametrize(
    "line",
    [
        b"[]", b"{}", b'["zz"]', b'["00"]', b'["{}","00"]', b'["{}","00","1"]',
        b'["{}",1]', b'["a","b","c","d"]',
    ],
)  # fmt: skip
def test_lines_that_are_no_position(line):
    with pytest.raises(InputRefusedError, match="DAMAGED"):
        from_line(line)


def test_a_line_over_the_cap_is_not_even_read():
    assert refused(from_line, b" " * (LONGEST_LINE_BYTES + 1)) == "TOO_LARGE"


def test_a_withheld_position_is_its_leaf():
    leaf = sha256(b"leaf")
    assert from_line(to_line(leaf)) == leaf


def section(text, **change):
    (frame,) = frames.frames("operations", [text])
    return replace(frame.section, **change), frame.stored


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sha256": bytes(32)}, "DAMAGED"),
        ({"raw": 3}, "TOO_LARGE"),
        ({"raw": 9}, "DAMAGED"),
        ({"count": 2}, "DAMAGED"),
        ({"stored": 1}, "DAMAGED"),
    ],
)
def test_sections_that_are_not_what_they_say(change, code):
    assert refused(frames.lines, *section(b"text\n", **change)) == code


def test_a_bomb_is_refused_before_it_is_inflated():
    packed, _ = section(bytes(4 * 1024 * 1024 - 1) + b"\n")
    assert refused(frames.check_sizes, [packed]) == "TOO_LARGE"
    huge = Section(type="x", raw=2**40, stored=2**30, sha256=bytes(32), count=1)
    assert refused(frames.check_sizes, [huge]) == "TOO_LARGE"


@pytest.mark.parametrize(
    "change",
    [
        {"stored": 2**28},
        {"type": "of a newer program", "stored": 2**28},
        {"type": "piece", "raw": 5, "stored": 2**28},
        {"type": "piece", "raw": 0, "stored": 5},
    ],
)
def test_no_section_is_held_that_is_larger_than_any_may_be(change):
    """Small once inflated, it would still be read into memory as it lies there."""
    found, _ = section(b"text\n", **change)
    assert refused(frames.check_sizes, [found]) == "TOO_LARGE"


def test_an_honest_bomb_with_a_lying_size_stops_at_what_it_says():
    packed, stored = section(bytes(4 * 1024 * 1024 - 1) + b"\n")
    assert refused(frames.lines, replace(packed, raw=1000), stored) == "TOO_LARGE"


def test_frames_hold_whole_lines_of_at_most_four_mebibytes():
    line = b"x" * 1_000_000 + b"\n"
    packed = list(frames.frames("operations", [line] * 9))
    assert [each.section.count for each in packed] == [4, 4, 1]


def test_a_name_more_or_less_does_not_show_in_the_size(keys, said):
    """Two stores that differ in one name make sealed files of one size."""
    sizes = set()
    for name in ("Anor", "Zarnigor Salimzoda", "x" * 40):
        lines = [
            to_line(a_set(n, {"name": name} if n == 30 else {"word": f"{n:x}" * 9}))
            for n in range(1, 60)
        ]
        packed = list(frames.frames("operations", lines))
        sizes.add(len(bundle(keys, said, packed)))
    assert len(sizes) == 1


@given(st.integers(min_value=0, max_value=2**40))
def test_padding_adds_at_most_an_eighth(size):
    padded = padded_size(size)
    assert size <= padded <= size + size // 8 + 1


@given(st.sets(st.integers(min_value=1, max_value=60)))
def test_ranges_hold_just_their_positions(positions):
    found = ranges(sorted(positions))
    assert {n for a, b in found for n in range(a, b + 1)} == positions
    assert all(b + 1 < c for (_, b), (c, _) in itertools.pairwise(found))


def test_a_journal_stands_in_a_manifest_only_once(said):
    twice = replace(said, journals=said.journals * 2)
    assert refused(manifest.from_bytes, manifest.to_bytes(twice)) == "DAMAGED"
