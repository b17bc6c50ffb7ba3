"""Checks an evidence folder with Python alone: python3 verify.py

1 every file in files/ has the SHA-256 that was noted when it was taken in;
2 every line of the log is, byte for byte, the one that is in the journal of its device;
3 the journal's tree of hashes (RFC 9162, 2.1.1) has the root that its device signed.
The signatures themselves need another program: README.txt says which and how.
"""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


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


def main():
    told = json.loads((HERE / "evidence.json").read_text(encoding="utf-8"))
    words, bad = told["words"], 0

    def tell(what, is_right):
        nonlocal bad
        bad += not is_right
        print(f"{words['right'] if is_right else words['wrong']}  {what}")

    for each in told["attachments"]:
        if each["file"]:
            path = HERE / each["file"]
            same = path.is_file() and file_digest(path) == each["sha256"]
            tell(each["file"], same)
    leaves = {}
    for journal in told["journals"]:
        found = [bytes.fromhex(each) for each in journal["leaves"]]
        leaves[journal["device"]] = found
        tell(
            f"{words['journal']} {journal['device']}",
            root_of(found).hex() == journal["root"],
        )
    for each in told["operations"]:
        header = json.loads(each["header"])
        journal = leaves.get(header["d"], [])
        stands = 0 < header["n"] <= len(journal) and journal[
            header["n"] - 1
        ] == leaf_of(each)
        if not stands:
            tell(f"{words['operation']} {header['d']} {header['n']}", stands)
    print(words["bad" if bad else "good"])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
