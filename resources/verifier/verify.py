"""Checks an evidence folder with Python alone: python3 verify.py

1 every file that SHA256SUMS names is as it says, and the list is signed by whoever made
  the folder: the log in words, these very lines and README.txt are in it;
2 every file in files/ has the SHA-256 that a line of the journal noted at its intake;
3 every line is, byte for byte, the one that is in the journal of its device;
4 the journal's tree of hashes (RFC 9162, 2.1.1) has the root that its device signed,
  with the key that the device is named after.
Of each signature the Ed25519 half is checked (RFC 8032, 5.1.7). The twelve words of a
key tell whose it is: ask that person for theirs.
"""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
DIGEST_FIELD = "ev0003"
LIST_CONTEXT = b"monitor-desktop/evidence-folder/v1"
HEAD_CONTEXTS = (b"monitor-desktop/journal-head/v1", b"monitor-desktop/journal-head/v2")


def sha256(data):
    return hashlib.sha256(data).digest()


def file_digest(path):
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def root_of(leaves):
    level = leaves or [sha256(b"")]
    while len(level) > 1:
        pairs = [level[n : n + 2] for n in range(0, len(level), 2)]
        level = [sha256(b"\x01" + b"".join(p)) if len(p) == 2 else p[0] for p in pairs]
    return level[0]


def leaf_of(operation):
    hidden = operation["body_hash"]
    if operation["body"] is not None:
        salted = bytes.fromhex(operation["salt"]) + operation["body"].encode()
        if sha256(salted).hex() != hidden:
            return b""
    return sha256(b"\x00" + operation["header"].encode() + bytes.fromhex(hidden))


def point_of(data):
    """RFC 8032, 5.1.3: a point in extended coordinates, or None."""
    number = int.from_bytes(data, "little")
    y, is_odd = number & (2**255 - 1), number >> 255
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if y >= PRIME or (x * x - square) % PRIME or (not x and is_odd):
        return None
    x = PRIME - x if x & 1 != is_odd else x
    return x, y, 1, x * y % PRIME


def sum_of(one, other):
    """RFC 8032, 5.1.4."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % PRIME
    b = (one[1] + one[0]) * (other[1] + other[0]) % PRIME
    c = 2 * one[3] * other[3] * CURVE % PRIME
    d = 2 * one[2] * other[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(number, point):
    found = 0, 1, 1, 0
    while number:
        if number & 1:
            found = sum_of(found, point)
        point = sum_of(point, point)
        number >>= 1
    return found


BASE = point_of((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def is_signed(public, message, signature):
    """RFC 8032, 5.1.7."""
    key, start = point_of(public), point_of(signature[:32])
    number = int.from_bytes(signature[32:], "little")
    if key is None or start is None or len(signature) != 64 or number >= ORDER:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    factor = int.from_bytes(hashed, "little") % ORDER
    one, other = times(number, BASE), sum_of(start, times(factor, key))
    return not (
        (one[0] * other[2] - other[0] * one[2]) % PRIME
        or (one[1] * other[2] - other[1] * one[2]) % PRIME
    )


def bound(message, context):
    return bytes([len(context)]) + context + message


def signature_of(name):
    path = HERE / "signatures" / f"{name}.signature"
    return path.read_bytes() if path.is_file() else b""


def fingerprint_of(key):
    return sha256(b"monitor-desktop/fingerprint/v1\x00" + key)


def spoken(key, words):
    """Eleven bits for each of twelve words, the first ones first."""
    number = int.from_bytes(fingerprint_of(key), "big")
    places = (number >> (256 - 11 * n) & 2047 for n in range(1, 13))
    return " ".join(words[place] for place in places)


class Check:
    """One folder; ``told`` is what evidence.json says."""

    def __init__(self, told):
        self.told, self.words, self.bad = told, told["words"], 0
        self.leaves = {
            each["device"]: [bytes.fromhex(leaf) for leaf in each["leaves"]]
            for each in told["journals"]
        }
        self.standing = [each for each in told["operations"] if self.stands(each)]

    def tell(self, what, is_right):
        self.bad += not is_right
        print(f"{self.words['right' if is_right else 'wrong']}  {what}")

    def stands(self, operation):
        header = json.loads(operation["header"])
        journal, n = self.leaves.get(header["d"], []), header["n"]
        return 0 < n <= len(journal) and journal[n - 1] == leaf_of(operation)

    def key_of(self, device):
        """The public key of a device, if it is the one the device is named after."""
        key = bytes.fromhex(self.told["keys"].get(device, ""))
        return key if fingerprint_of(key)[:16].hex() == device else b""

    def check_list(self):
        listed = (HERE / "SHA256SUMS").read_bytes()
        maker = self.told["made_by"]
        message = bound(listed, LIST_CONTEXT)
        key = self.key_of(maker)
        is_right = bool(key) and is_signed(
            key[:32], message, signature_of("SHA256SUMS")
        )
        self.tell(f"{self.words['signature']} SHA256SUMS", is_right)
        for line in listed.decode().splitlines():
            digest, name = line[:64], line[66:]
            path = HERE / name
            self.tell(name, path.is_file() and file_digest(path) == digest)

    def check_documents(self):
        noted = {
            (header["r"], json.loads(each["body"]))
            for each in self.standing
            if (header := json.loads(each["header"]))["f"] == DIGEST_FIELD
            and each["body"] is not None
        }
        for each in self.told["attachments"]:
            path = HERE / each["file"]
            if each["file"]:
                digest = file_digest(path) if path.is_file() else ""
                what = f"{self.words['digest']} {each['file']}"
                self.tell(what, (each["record"], digest) in noted)

    def check_journals(self):
        for each in self.told["operations"]:
            if each not in self.standing:
                header = json.loads(each["header"])
                what = f"{self.words['operation']} {header['d']} {header['n']}"
                self.tell(what, is_right=False)
        for each in self.told["journals"]:
            device, leaves = each["device"], self.leaves[each["device"]]
            root = root_of(leaves)
            is_right = root.hex() == each["root"] and each["size"] == len(leaves)
            self.tell(f"{self.words['journal']} {device}", is_right)
            if each["signed"]:
                what = f"{self.words['signature']} {device}"
                self.tell(what, self.has_signed(device, len(leaves), root))
            else:
                print(f"{self.words['unsigned']}  {device}")

    def has_signed(self, device, size, root):
        path, key = HERE / "signatures" / f"{device}.message", self.key_of(device)
        message = path.read_bytes() if path.is_file() else b""
        head = bytes.fromhex(device) + size.to_bytes(8, "big") + root
        starts = tuple(bound(head, each) for each in HEAD_CONTEXTS)
        return (
            bool(key)
            and message.startswith(starts)
            and is_signed(key[:32], message, signature_of(device))
        )

    def tell_keys(self):
        words = (HERE / "signatures" / "words.txt").read_text("utf-8").split()
        for device in self.told["keys"]:
            if key := self.key_of(device):
                print(f"{self.words['key']} {device}: {spoken(key, words)}")


def checked():
    check = Check(json.loads((HERE / "evidence.json").read_text(encoding="utf-8")))
    check.check_list()
    check.check_documents()
    check.check_journals()
    check.tell_keys()
    print(check.words["bad" if check.bad else "good"])
    return 1 if check.bad else 0


def main():
    # Into a file, or on an old console, there may be no letters for these words.
    sys.stdout.reconfigure(errors="replace")
    try:
        return checked()
    except (AttributeError, KeyError, OSError, TypeError, ValueError) as error:
        print(f"evidence.json, SHA256SUMS: {type(error).__name__}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
