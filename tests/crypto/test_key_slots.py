import json

import pytest

from monitor_desktop.crypto import recovery_codes
from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.errors import CryptoRefusedError, LockedOutError, MonitorError


@pytest.fixture(scope="module")
def made():
    return KeySlots.create("қалами сурх", memory_mib=64)


def changed(slots, **fields):
    document = json.loads(slots.to_bytes())
    document["slots"][0]["parameters"].update(fields)
    return KeySlots.from_bytes(json.dumps(document).encode())


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
    wrong = "2" if code[12] != "2" else "3"
    with pytest.raises(LockedOutError, match="WRONG_RECOVERY_CODE") as caught:
        slots.recover(code[:12] + wrong + code[13:])
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
    document = json.loads(made[0].to_bytes())
    wrapped = document["slots"][0]["wrapped"]
    document["slots"][0]["wrapped"] = ("0" if wrapped[0] != "0" else "1") + wrapped[1:]
    slots = KeySlots.from_bytes(json.dumps(document).encode())
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        slots.unlock("қалами сурх")


def test_nothing_in_the_document_names_anybody(made):
    words = {"version", "slots", "kind", "parameters", "salt", "wrapped", "commitment"}
    document = json.loads(made[0].to_bytes())
    assert set(document) | set(document["slots"][0]) == words
