"""Taking a file in and giving it out, against cipher and copy in series."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.exchanging import pair
from bench.figures import Figure, interleaved
from bench.profiles import profile
from monitor_desktop.crypto.digests import digest_stream
from monitor_desktop.crypto.sealed_chunks import (
    CHUNK_BYTES,
    SEALED_CHUNK_BYTES,
    ChunkCipher,
)
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.workspaces import Workspace

_BYTES = 256 * 1024 * 1024
_LARGE_BYTES = 2 * 1024 * 1024 * 1024
_MOST_MB = 200
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


_MEMORY = """
import os, sys
from pathlib import Path
from bench.profiles import PASSPHRASE
from monitor_desktop.app import wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import bundles, sending
folder, size = Path(sys.argv[1]), int(sys.argv[2])
laptop, hub = (workspaces.unlock(folder / each, PASSPHRASE, wiring.kit())
               for each in ("laptop", "hub"))
class Film:
    left = size
    def read(self, count):
        count = min(count, self.left)
        self.left -= count
        return os.urandom(count)
made = attachments.attach_stream(laptop, f"{0:032x}", Film(), "film")
sending.export(laptop, [hub.device], folder / "bundle")
assert bundles.receive(hub, folder / "bundle").files == 1
attachments.save(hub, made.id, folder / "saved")
assert (folder / "saved").stat().st_size == size
# ru_maxrss would begin with that of the process it was started from.
peak = [each for each in open("/proc/self/status") if each.startswith("VmHWM")]
print(int(peak[0].split()[1]) / 1000)
"""


def memory() -> Figure:
    """Peak of a process that takes 2 GiB in, sends it, receives it and saves it."""
    with tempfile.TemporaryDirectory() as name:
        for each in pair(Path(name)):
            each.close()
        done = subprocess.run(
            [sys.executable, "-c", _MEMORY, name, str(_LARGE_BYTES)],
            capture_output=True,
            text=True,
            check=True,
        )
    what = "peak memory of 2 GiB attached, sent, received and saved (MB)"
    return Figure(what, float(done.stdout), _MOST_MB, 1)


def measure(*, long: bool) -> list[Figure]:
    """256 MiB taken in and written out again; ``long`` asks for memory with 2 GiB."""
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
    figures = [Figure(what, ours, peer, 1.5)]
    return [*figures, memory()] if long else figures
