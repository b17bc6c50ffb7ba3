"""Sealing and opening a quarter of a gigabyte: at the limit of cipher and copy."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bench.figures import Figure, seconds
from monitor_desktop.crypto.age import BEST_BYTES, CHUNK_BYTES, open_sealed, seal
from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.crypto.receive_keys import ReceiveKey

_MIB = 1024 * 1024
SIZE_BYTES = 256 * _MIB
_RUNS = 9
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


def _turns(works: dict[str, Callable[[], object]]) -> list[dict[str, float]]:
    """Seconds of each, turn by turn."""
    return [{name: seconds(work) for name, work in works.items()} for _ in range(_RUNS)]


def _figure(
    what: str,
    turns: list[dict[str, float]],
    ours: str,
    peer: Sequence[str],
    most: float,
) -> Figure:
    """The turn whose ratio lies in the middle: what slows the machine slows both."""
    figures = [
        Figure(what, turn[ours], sum(turn[each] for each in peer), most)
        for turn in turns
    ]
    return sorted(figures, key=lambda each: each.ratio)[len(figures) // 2]


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
        # Of zeros the system would have a single page, and the cipher read no memory.
        data = random_bytes(_MIB) * (SIZE_BYTES // _MIB)
        plain.write_bytes(data)
        key = ReceiveKey.generate()
        _sealed(plain, sealed, key)
        turns = _turns(
            {
                "copy": lambda: _copied(plain, folder / "copy"),
                "cipher": lambda: _enciphered(data),
                "seal": lambda: _sealed(plain, sealed, key),
                "open": lambda: _opened(sealed, folder / "copy", key),
                **_peer(folder, plain),
            }
        )
    series = ("copy", "cipher")
    figures = [
        _figure(
            f"{each} 256 MiB, cipher and copy in series (s)", turns, each, series, _MOST
        )
        for each in ("seal", "open")
    ]
    if "age seals" in turns[0]:
        figures += [
            _figure(
                f"{each} 256 MiB, Debian's age (s)", turns, each, [f"age {each}s"], 1
            )
            for each in ("seal", "open")
        ]
    return figures
