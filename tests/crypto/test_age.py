import io

import pytest

from monitor_desktop.crypto import age, age_header
from monitor_desktop.crypto.age import BEST_BYTES, CHUNK_BYTES, open_sealed, seal
from monitor_desktop.crypto.receive_keys import ENCAPSULATION_BYTES, ReceiveKey, wrap
from monitor_desktop.errors import CryptoRefusedError, MonitorError


@pytest.fixture(scope="module")
def key():
    return ReceiveKey(b"k" * 32)


def sealed_for(key, data):
    target = io.BytesIO()
    seal(io.BytesIO(data), target, [key.public])
    return target.getvalue()


def opened(data, *keys):
    return open_sealed(io.BytesIO(data), keys).read()


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]
)
def test_what_is_sealed_can_be_opened(key, size):
    data = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed_for(key, data[:size]), key) == data[:size]


@pytest.mark.parametrize("chunks", [8, 9, 17])
@pytest.mark.parametrize("piece", [100_003, CHUNK_BYTES, BEST_BYTES])
def test_what_is_written_in_pieces_is_read_in_pieces(key, chunks, piece):
    """Several chunks are worked on at once; where they end nobody can tell."""
    data = (bytes(range(251)) * (chunks * CHUNK_BYTES // 251 + 1))[
        : chunks * CHUNK_BYTES
    ]
    target = io.BytesIO()
    writer = age.SealingWriter(target, [key.public])
    for at in range(0, len(data), piece):
        writer.write(data[at : at + piece])
    writer.finish()
    payload = open_sealed(io.BytesIO(target.getvalue()), [key])
    assert b"".join(iter(lambda: payload.read(piece), b"")) == data


def test_the_number_of_receivers_is_rounded_up(key):
    assert sealed_for(key, b"x").count(b"-> mlkem768x25519 ") == 4


def test_each_of_several_receivers_opens_it(key):
    other = ReceiveKey.generate()
    target = io.BytesIO()
    seal(io.BytesIO(b"both"), target, [key.public, other.public])
    assert opened(target.getvalue(), other) == b"both"
    assert opened(target.getvalue(), key) == b"both"


def test_an_older_receive_key_still_opens(key):
    assert opened(sealed_for(key, b"x"), ReceiveKey.generate(), key) == b"x"


def test_somebody_elses_file_gives_no_hint(key):
    with pytest.raises(CryptoRefusedError, match="NOT_FOR_ME") as caught:
        opened(sealed_for(key, b"x"), ReceiveKey.generate())
    assert caught.value.details == {}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"age-encryption.org/v2\n"])
def test_other_files_are_not_bundles(key, data):
    with pytest.raises(CryptoRefusedError, match="NOT_A_BUNDLE"):
        opened(data, key)


def test_every_cut_is_refused(key):
    whole = sealed_for(key, b"payload")
    for length in range(len(whole)):
        with pytest.raises(CryptoRefusedError):
            opened(whole[:length], key)


def test_every_flipped_byte_is_refused(key):
    whole = sealed_for(key, b"payload")
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        with pytest.raises(CryptoRefusedError):
            opened(bytes(changed), key)


def test_bytes_appended_are_refused(key):
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        opened(sealed_for(key, b"payload") + b"\n", key)


@pytest.mark.parametrize("chunks", [3, 9])
def test_chunks_cut_at_their_edge_or_swapped_are_refused(key, chunks):
    whole = sealed_for(key, bytes(chunks * CHUNK_BYTES))
    chunk = CHUNK_BYTES + 16
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        opened(whole[:-chunk], key)
    swapped = whole[: -2 * chunk] + whole[-chunk:] + whole[-2 * chunk : -chunk]
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        opened(swapped, key)


def test_classic_recipients_are_refused(key):
    classic = b"-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n"
    whole = sealed_for(key, b"x")
    first = whole.index(b"-> ")
    mixed = whole[:first] + classic + b"A" * 43 + b"\n" + whole[first:]
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        opened(mixed, key)


def test_a_low_order_share_damages_the_header(key):
    encapsulation, wrapped = wrap(b"f" * 16, key.public)
    low = encapsulation[: ENCAPSULATION_BYTES - 32] + bytes(32)
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        key.unwrap(low, wrapped)


@pytest.mark.parametrize("public", [b"", b"\xff" * 1216])
def test_what_is_no_key_is_refused(public):
    with pytest.raises(MonitorError):
        wrap(b"f" * 16, public)


def test_an_unfinished_file_is_refused(key):
    target = io.BytesIO()
    age.SealingWriter(target, [key.public]).write(bytes(2 * CHUNK_BYTES))
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        opened(target.getvalue(), key)


def test_a_file_made_to_say_different_things_to_two_readers_is_damaged(
    key, monkeypatch
):
    """The header's MAC commits to one file key: whoever gets another is told."""
    other = ReceiveKey(b"o" * 32)
    kept = []

    def wrapping(file_key, public):
        if public == other.public:
            file_key = b"another file key"
        return kept.append(public) or wrap(file_key, public)

    monkeypatch.setattr(age_header, "wrap", wrapping)
    target = io.BytesIO()
    seal(io.BytesIO(b"one thing"), target, [key.public, other.public])
    assert other.public in kept
    assert opened(target.getvalue(), key) == b"one thing"
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        opened(target.getvalue(), other)
