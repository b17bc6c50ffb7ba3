import pytest

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.signatures import (
    PUBLIC_BYTES,
    SIGNATURE_BYTES,
    SigningKey,
    verify,
)
from monitor_desktop.errors import CryptoRefusedError


@pytest.fixture(scope="module")
def key():
    return SigningKey(b"a" * 32 + b"b" * 32)


@pytest.fixture(scope="module")
def signature(key):
    return key.sign(b"message", context=b"test")


def test_a_signature_verifies_for_its_message_and_purpose(key, signature):
    assert (len(key.public), len(signature)) == (PUBLIC_BYTES, SIGNATURE_BYTES)
    verify(key.public, b"message", signature, context=b"test")


@pytest.mark.parametrize("place", [0, 63, 64, SIGNATURE_BYTES - 1])
def test_either_half_being_wrong_is_a_forgery(key, signature, place):
    changed = bytearray(signature)
    changed[place] ^= 1
    with pytest.raises(CryptoRefusedError, match="FORGED"):
        verify(key.public, b"message", bytes(changed), context=b"test")


@pytest.mark.parametrize(
    ("message", "context"), [(b"other", b"test"), (b"message", b"other"), (b"", b"")]
)
def test_another_message_or_purpose_is_a_forgery(key, signature, message, context):
    with pytest.raises(CryptoRefusedError, match="FORGED"):
        verify(key.public, message, signature, context=context)


def test_halves_of_two_signers_do_not_make_one(key, signature):
    other = SigningKey.generate()
    mixed = key.public[:32] + other.public[32:]
    with pytest.raises(CryptoRefusedError, match="FORGED"):
        verify(mixed, b"message", signature, context=b"test")


@pytest.mark.parametrize(("public", "signed"), [(b"", None), (None, b"")])
def test_wrong_lengths_are_a_forgery(key, signature, public, signed):
    with pytest.raises(CryptoRefusedError, match="FORGED"):
        verify(
            key.public if public is None else public,
            b"message",
            signature if signed is None else signed,
            context=b"test",
        )


def test_the_secret_is_all_there_is(key):
    assert SigningKey(key.secret).public == key.public
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        SigningKey(b"short")


def test_a_fingerprint_is_twelve_words_of_eleven_bits(key):
    print_ = fingerprints.fingerprint(key.public)
    indices = fingerprints.word_indices(print_)
    assert len(indices) == 12
    bits = "".join(f"{each:011b}" for each in indices)
    assert int(bits, 2) == int.from_bytes(print_, "big") >> (256 - 132)
    assert fingerprints.device_id(print_) == print_[:16].hex()
