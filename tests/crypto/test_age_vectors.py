"""The 143 published vectors of age: our keys and payloads, and what policy refuses."""

import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from crypto import general_age
from monitor_desktop.crypto import age
from monitor_desktop.crypto.age import open_sealed
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.errors import CryptoRefusedError

FOLDER = Path(__file__).parent / "vectors"
NAMES = sorted(each.name for each in FOLDER.iterdir() if each.name != "README")


@dataclass(frozen=True)
class Vector:
    """What a file must do, and the file."""

    says: dict[str, str]
    secrets: list[object]
    data: bytes

    @property
    def expected(self):
        return self.says["expect"]


def read(name):
    head, data = (FOLDER / name).read_bytes().split(b"\n\n", 1)
    pairs = [each.split(": ", 1) for each in head.decode().split("\n")]
    says = dict(pairs)
    secrets = [secret(value) for key, value in pairs if key == "identity"]
    secrets += [value for key, value in pairs if key == "passphrase"]
    return Vector(
        says, secrets, zlib.decompress(data) if "compressed" in says else data
    )


def secret(identity):
    if identity.startswith("AGE-SECRET-KEY-PQ-1"):
        return ReceiveKey(general_age.seed(identity))
    return X25519PrivateKey.from_private_bytes(general_age.seed(identity))


def outcome(vector, monkeypatch):
    """The class of what happens, and the payload that was let out before it."""
    monkeypatch.setattr(age, "open_header", general_age.file_key)
    out = hashlib.sha256()
    try:
        armored = "armored" in vector.says
        data = general_age.unarmored(vector.data) if armored else vector.data
        plain = age.OpeningReader(io.BytesIO(data), vector.secrets)
        while chunk := plain.read(1000):
            out.update(chunk)
    except general_age.VectorError as failure:
        return str(failure), out
    except CryptoRefusedError as error:
        return f"{error.details['part']} failure", out
    return "success", out


def test_none_of_the_143_is_missing():
    assert len(NAMES) == 143


@pytest.mark.parametrize("name", NAMES)
def test_a_vector_has_its_exact_class_and_payload(name, monkeypatch):
    vector = read(name)
    found, out = outcome(vector, monkeypatch)
    assert found == vector.expected
    # Of a damaged payload the vectors let out whole chunks; ours may let out less.
    if vector.expected == "success":
        assert out.hexdigest() == vector.says["payload"]


def is_ours(vector):
    """All stanzas are hybrid, and nothing is armored: what the sync path may meet."""
    header = vector.data.split(b"\n--- ")[0].split(b"\n")
    kinds = {each[3:].split(b" ")[0] for each in header if each.startswith(b"-> ")}
    return kinds == {b"mlkem768x25519"} and "armored" not in vector.says


@pytest.mark.parametrize("name", NAMES)
def test_the_sync_path_opens_hybrid_files_and_refuses_all_others(name):
    vector = read(name)
    keys = [each for each in vector.secrets if isinstance(each, ReceiveKey)]
    may_open = is_ours(vector) and vector.expected == "success"
    source = io.BytesIO(vector.data)
    if may_open:
        plain = open_sealed(source, keys).read()
        assert hashlib.sha256(plain).hexdigest() == vector.says["payload"]
        return
    with pytest.raises(CryptoRefusedError) as refused:
        open_sealed(source, keys).read()
    if is_ours(vector):
        code = {"no match": "NOT_FOR_ME"}.get(vector.expected, "DAMAGED")
        assert refused.value.code == code


def test_enough_vectors_are_hybrid_to_prove_anything():
    opened = [each for each in map(read, NAMES) if is_ours(each)]
    assert sum(each.expected == "success" for each in opened) >= 2
    assert sum(each.expected != "success" for each in opened) >= 8
