"""Taking a file in and giving it out, against cipher and copy in series."""

import os
import shutil
import tempfile
from pathlib import Path

from bench.figures import Figure, interleaved
from bench.profiles import profile
from monitor_desktop.crypto.digests import digest_stream
from monitor_desktop.crypto.sealed_chunks import (
    CHUNK_BYTES,
    SEALED_CHUNK_BYTES,
    ChunkCipher,
)
from monitor_desktop.services import attachments
from monitor_desktop.services.workspaces import Workspace

_BYTES = 256 * 1024 * 1024
_RUNS = 3


def _copied(source: Path, target: Path) -> None:
    """Through memory: what is sealed cannot be copied within the kernel."""
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written, CHUNK_BYTES)
        written.flush()
        os.fsync(written.fileno())


def _cipher_then_copy(film: Path, folder: Path) -> None:
    """Hash, seal and open every chunk in memory, then copy the file in and out."""
    with film.open("rb") as file:
        digest_stream(file)
    cipher = ChunkCipher(bytes(32), "peer")
    with film.open("rb") as file:
        number = 0
        while chunk := file.read(CHUNK_BYTES):
            sealed = cipher.seal(number, chunk, last=False)
            assert len(sealed) <= SEALED_CHUNK_BYTES
            cipher.open(number, sealed, last=False)
            number += 1
    with film.open("rb") as file:
        digest_stream(file)
    _copied(film, folder / "in")
    _copied(folder / "in", folder / "out")


def _in_and_out(workspace: Workspace, film: Path, folder: Path) -> None:
    made = attachments.attach(workspace, f"{7:032x}", film)
    attachments.save(workspace, made.id, folder / "saved")


def measure() -> list[Figure]:
    """256 MiB taken in and written out again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = profile(100, folder / "p")
        film = folder / "film"
        with film.open("wb") as file:
            for _ in range(_BYTES // CHUNK_BYTES):
                file.write(os.urandom(CHUNK_BYTES))
        ours, peer = interleaved(
            lambda: _in_and_out(workspace, film, folder),
            lambda: _cipher_then_copy(film, folder),
            runs=_RUNS,
        )
        workspace.close()
    what = "256 MiB in and out, against hash, cipher and copy in series (s)"
    return [Figure(what, ours, peer, 1.5)]
