"""Another team's age reads what we seal, and we read what it seals, in hybrid mode."""

import io
import os
import subprocess

import pytest
from tests.conftest import ROOT

from crypto import general_age
from monitor_desktop.crypto.age import CHUNK_BYTES, open_sealed, seal
from monitor_desktop.crypto.receive_keys import ReceiveKey

PEERS = ROOT / ".venv" / "peers"
SIZES = (0, 1, CHUNK_BYTES, 3 * CHUNK_BYTES + 17)
SCRIPT = """
import * as age from "age-encryption";
const [mode, key] = process.argv.slice(1);
const parts = [];
if (mode !== "key") for await (const part of process.stdin) parts.push(part);
const given = Buffer.concat(parts);
if (mode === "key") {
  const identity = await age.generateHybridIdentity();
  console.log(identity + " " + await age.identityToRecipient(identity));
} else if (mode === "seal") {
  const sealing = new age.Encrypter();
  sealing.addRecipient(key);
  process.stdout.write(await sealing.encrypt(given));
} else {
  const opening = new age.Decrypter();
  opening.addIdentity(key);
  process.stdout.write(await opening.decrypt(given));
}
"""


def peer(*arguments, data=b""):
    """Run the peer."""
    command = ["node", "--input-type=module", "-e", SCRIPT, "--", *arguments]
    done = subprocess.run(
        command, check=False, cwd=PEERS, input=data, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def identity():
    if not (PEERS / "node_modules" / "age-encryption").is_dir():
        if os.environ.get("CI"):
            pytest.fail(
                "the peer of our age files is not there: npm could not install it"
            )
        pytest.skip("no npm, or it could not install the peer of our age files")
    return peer("key").decode().split()


def test_both_make_the_same_public_key(identity):
    secret, recipient = identity
    key = ReceiveKey(general_age.seed(secret))
    data = [general_age.ALPHABET.index(each) for each in recipient[7:-6]]
    bits = "".join(f"{each:05b}" for each in data)[: len(key.public) * 8]
    assert int(bits, 2).to_bytes(len(key.public), "big") == key.public


@pytest.mark.parametrize("size", SIZES)
def test_the_peer_opens_what_we_seal(identity, size):
    data, target = os.urandom(size), io.BytesIO()
    key = ReceiveKey(general_age.seed(identity[0]))
    seal(io.BytesIO(data), target, [key.public, ReceiveKey.generate().public])
    assert peer("open", identity[0], data=target.getvalue()) == data


@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_the_peer_seals(identity, size):
    data = os.urandom(size)
    sealed = io.BytesIO(peer("seal", identity[1], data=data))
    key = ReceiveKey(general_age.seed(identity[0]))
    assert open_sealed(sealed, [key]).read() == data
