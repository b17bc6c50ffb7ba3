import json

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from monitor_desktop.crypto import key_slots, recovery_codes
from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.errors import CryptoRefusedError, LockedOutError, MonitorError


@pytest.fixture(scope="module")
def made():
    return KeySlots.create("қалами сурх", memory_mib=64)


def forged(slots, **fields):
    """With a slot changed by somebody who knows of the check, too."""
    document = json.loads(slots.to_bytes())
    document["slots"][0].update(fields)
    document["check"] = key_slots._check(document["slots"])
    return KeySlots.from_bytes(json.dumps(document).encode())


def changed(slots, **fields):
    parameters = json.loads(slots.to_bytes())["slots"][0]["parameters"]
    return forged(slots, parameters={**parameters, **fields})


def test_the_passphrase_opens_what_was_written_to_disk(made):
    slots, key = made
    assert KeySlots.from_bytes(slots.to_bytes()).unlock("қалами сурх") == key


def test_composed_and_decomposed_letters_are_one_passphrase():
    slots, key = KeySlots.create("ӣ", memory_mib=64)
    assert slots.unlock("и\N{COMBINING MACRON}") == key


def test_a_wrong_passphrase_says_only_that(made):
    with pytest.raises(LockedOutError, match="WRONG_PASSPHRASE") as caught:
        made[0].unlock("қалами сабз")
    assert caught.value.details == {}


def test_changing_the_passphrase_keeps_the_key_and_shuts_the_old_one(made):
    slots, key = made
    new = slots.with_passphrase(key, "нав", memory_mib=64)
    assert new.unlock("нав") == key
    with pytest.raises(LockedOutError):
        new.unlock("қалами сурх")


def test_the_recovery_code_opens_and_survives_sloppy_copying(made):
    slots, code = made[0].with_recovery_code(made[1])
    sloppy = code.lower().replace("0", "o").replace("1", "l").replace("-", "  ")
    assert slots.recover(sloppy) == made[1]


def test_a_mistyped_group_is_named(made):
    slots, code = made[0].with_recovery_code(made[1])
    slips = (code[:12] + each + code[13:] for each in recovery_codes.ALPHABET)
    # One in 32 slips keeps the check letter.
    slip = next(e for e in slips if not recovery_codes.is_group(2, e[12:17]))
    with pytest.raises(LockedOutError, match="WRONG_RECOVERY_CODE") as caught:
        slots.recover(slip)
    assert caught.value.details == {"group": 3}


@pytest.mark.parametrize("code", ["", "ABCDE", "U" * 40])
def test_what_is_no_code_is_refused(made, code):
    slots, _ = made[0].with_recovery_code(made[1])
    with pytest.raises(LockedOutError, match="WRONG_RECOVERY_CODE"):
        slots.recover(code)


def test_another_profiles_code_is_refused(made):
    slots, _ = made[0].with_recovery_code(made[1])
    with pytest.raises(LockedOutError, match="WRONG_RECOVERY_CODE"):
        slots.recover(recovery_codes.write(b"x" * 20))


def test_the_root_secret_is_reached_by_the_code_alone(made):
    slots, code = made[0].with_recovery_code(made[1])
    slots = slots.with_root_sealed(code, b"root secret")
    assert slots.open_root(code) == b"root secret"
    assert b"root secret" not in slots.to_bytes()
    with pytest.raises(LockedOutError):
        made[0].open_root(code)


@pytest.mark.parametrize(
    "fields",
    [
        {"memory_mib": 64 * 1024},
        {"memory_mib": 8},
        {"iterations": 1},
        {"iterations": 1000},
        {"lanes": 0},
    ],
)
def test_parameters_outside_the_bounds_are_refused_before_use(made, fields):
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        changed(made[0], **fields).unlock("қалами сурх")


def test_changed_parameters_do_not_open(made):
    with pytest.raises(MonitorError):
        changed(made[0], iterations=4).unlock("қалами сурх")


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"version":1}', b"\xff"])
def test_damaged_documents_are_refused(data):
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        KeySlots.from_bytes(data)


def test_a_newer_document_asks_for_a_newer_program():
    with pytest.raises(CryptoRefusedError, match="NEEDS_NEWER_APP"):
        KeySlots.from_bytes(b'{"version":2,"slots":[]}')


def test_a_tampered_wrapping_is_damage_not_a_wrong_passphrase(made):
    wrapped = json.loads(made[0].to_bytes())["slots"][0]["wrapped"]
    other = ("0" if wrapped[0] != "0" else "1") + wrapped[1:]
    slots = forged(made[0], wrapped=other)
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        slots.unlock("қалами сурх")


def test_a_changed_bit_is_damage_not_a_wrong_passphrase(made):
    data = made[0].to_bytes()
    first, last = data.index(b'"salt"') + 9, data.index(b'"check"') - 10
    for place in range(first, last, 5):
        flipped = bytearray(data)
        flipped[place] ^= 1
        with pytest.raises(CryptoRefusedError, match="DAMAGED"):
            KeySlots.from_bytes(bytes(flipped))


def test_a_document_without_a_check_is_still_read(made):
    document = json.loads(made[0].to_bytes())
    del document["check"]
    assert KeySlots.from_bytes(json.dumps(document).encode()) == made[0]


def test_nothing_in_the_document_names_anybody(made):
    words = {"version", "slots", "check"}
    words |= {"kind", "parameters", "salt", "wrapped", "commitment"}
    document = json.loads(made[0].to_bytes())
    assert set(document) | set(document["slots"][0]) == words


POLY1305_PRIME = 2**130 - 5


def opens_under_both(one, other, nonce, bound):
    """32 bytes and a tag that ChaCha20-Poly1305 accepts under two keys (RFC 8439).

    Two linear equations for the two blocks; tried until both are blocks (Len, Grubbs,
    Ristenpart, "Partitioning Oracle Attacks", USENIX Security 2021).
    """

    def one_time(key):
        stream = Cipher(algorithms.ChaCha20(key, bytes(4) + nonce), mode=None)
        raw = stream.encryptor().update(bytes(32))
        r = int.from_bytes(raw[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
        return r, int.from_bytes(raw[16:], "little")

    padded = bound + bytes(-len(bound) % 16)
    blocks = [padded[at : at + 16] for at in range(0, len(padded), 16)]
    lengths = len(bound).to_bytes(8, "little") + (32).to_bytes(8, "little")
    last = int.from_bytes(lengths + b"\x01", "little")

    def rest(r):
        total = 0
        for each in blocks:
            total = (total + int.from_bytes(each + b"\x01", "little")) * r
        return (total * r * r * r + last * r) % POLY1305_PRIME

    (r1, s1), (r2, s2) = one_time(one), one_time(other)
    for tag in range(10**6):
        want1 = ((tag - s1) % 2**128 - rest(r1)) * pow(r1, -2, POLY1305_PRIME)
        want2 = ((tag - s2) % 2**128 - rest(r2)) * pow(r2, -2, POLY1305_PRIME)
        first = (want1 - want2) * pow(r1 - r2, -1, POLY1305_PRIME) % POLY1305_PRIME
        second = (want1 - first * r1) % POLY1305_PRIME
        if first >> 128 == second >> 128 == 1:
            text = b"".join(
                (x - 2**128).to_bytes(16, "little") for x in (first, second)
            )
            return text + tag.to_bytes(16, "little")
    raise AssertionError


def test_a_wrapping_made_to_open_under_two_passphrases_opens_under_one(made):
    """Without a commitment one guess could test many passphrases at once."""
    slot = json.loads(made[0].to_bytes())["slots"][0]
    salt = bytes.fromhex(slot["salt"])
    bound = key_slots._bound(slot["kind"], slot["parameters"])
    keys = [
        key_slots._stretched(each, slot["parameters"], salt)
        for each in ("қалами сурх", "қалами сабз")
    ]
    wrapped = opens_under_both(*keys, key_slots._NONCE, bound)
    for key in keys:
        assert ChaCha20Poly1305(key).decrypt(key_slots._NONCE, wrapped, bound)
    slots = forged(made[0], wrapped=wrapped.hex())
    assert slots.unlock("қалами сурх") != made[1]
    with pytest.raises(LockedOutError, match="WRONG_PASSPHRASE"):
        slots.unlock("қалами сабз")
