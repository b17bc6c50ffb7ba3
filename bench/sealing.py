"""Sealing and opening a quarter of a gigabyte: at the limit of cipher and copy."""

import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bench.figures import Figure, seconds
from monitor_desktop.crypto.age import BEST_BYTES, CHUNK_BYTES, open_sealed, seal
from monitor_desktop.crypto.receive_keys import ReceiveKey

SIZE_BYTES = 256 * 1024 * 1024
_RUNS = 5
_MOST = 1 / 0.9
"""Nine tenths of the speed of cipher and copy, one after the other."""


def _copied(source: Path, target: Path) -> None:
    with source.open("rb") as file, target.open("wb") as out:
        while chunk := file.read(CHUNK_BYTES):
            out.write(chunk)


def _enciphered(data: bytes) -> None:
    cipher, nonce = ChaCha20Poly1305(bytes(32)), bytes(12)
    view = memoryview(data)
    for at in range(0, len(data), CHUNK_BYTES):
        cipher.encrypt(nonce, view[at : at + CHUNK_BYTES], None)


def _sealed(source: Path, target: Path, key: ReceiveKey) -> None:
    with source.open("rb") as file, target.open("wb") as out:
        seal(file, out, [key.public])


def _opened(source: Path, target: Path, key: ReceiveKey) -> None:
    with source.open("rb") as file, target.open("wb") as out:
        payload = open_sealed(file, [key])
        while plain := payload.read(BEST_BYTES):
            out.write(plain)


def _medians(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of each, in runs that take turns."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(_RUNS):
        for name, work in works.items():
            found[name].append(seconds(work))
    return {name: statistics.median(each) for name, each in found.items()}


def _peer(folder: Path, plain: Path) -> dict[str, Callable[[], object]]:
    """Debian's age with its X25519 keys, where it is installed."""
    program, keys = shutil.which("age"), shutil.which("age-keygen")
    if program is None or keys is None:
        print("(no age here: `apt install age` to compare with it)")
        return {}
    secret, sealed, again = folder / "secret", folder / "peer", folder / "again"
    made = subprocess.run([keys, "-o", secret], check=True, capture_output=True)
    to = made.stderr.decode().split()[-1]

    def run(*arguments: str | Path) -> None:
        subprocess.run([program, *arguments], check=True)

    run("-r", to, "-o", sealed, plain)
    return {
        "age seals": lambda: run("-r", to, "-o", sealed, plain),
        "age opens": lambda: run("-d", "-i", secret, "-o", again, sealed),
    }


def measure() -> list[Figure]:
    """Against cipher and copy in series, and against the reference program."""
    memory = Path("/dev/shm")  # noqa: S108  # a disk would be measured otherwise
    where = memory if memory.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where) as name:
        folder = Path(name)
        plain, sealed = folder / "plain", folder / "sealed"
        data = bytes(SIZE_BYTES)
        plain.write_bytes(data)
        key = ReceiveKey.generate()
        _sealed(plain, sealed, key)
        found = _medians(
            {
                "copy": lambda: _copied(plain, folder / "copy"),
                "cipher": lambda: _enciphered(data),
                "seal": lambda: _sealed(plain, sealed, key),
                "open": lambda: _opened(sealed, folder / "copy", key),
                **_peer(folder, plain),
            }
        )
    floor = found["copy"] + found["cipher"]
    figures = [
        Figure(
            "seal 256 MiB, cipher and copy in series (s)", found["seal"], floor, _MOST
        ),
        Figure(
            "open 256 MiB, cipher and copy in series (s)", found["open"], floor, _MOST
        ),
    ]
    if "age seals" in found:
        figures += [
            Figure(
                "seal 256 MiB, Debian's age (s)", found["seal"], found["age seals"], 1
            ),
            Figure(
                "open 256 MiB, Debian's age (s)", found["open"], found["age opens"], 1
            ),
        ]
    return figures
