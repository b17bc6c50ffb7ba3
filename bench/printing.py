"""Paper against bare typesetting of the same data, and against other engines."""

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import typst

from bench import paper_peers
from bench.figures import Figure, interleaved, seconds
from bench.profiles import PASSPHRASE, profile
from monitor_desktop.app import places
from monitor_desktop.documents import sheets as documents
from monitor_desktop.documents.sheet_model import Sheet
from monitor_desktop.services import records
from monitor_desktop.services.paper import issuing, sheets
from monitor_desktop.services.workspaces import Workspace

CASE = f"{0:032x}"
TAJIK = sheets.Choice(languages=("tg",))
_RUNS = 31
_SHEETS = 200
_BATCH = 100
_TURN = 25
"""Files that each side writes before it is the turn of the other."""
_PEER_SHEETS = 10
_MOST_MB_A_SHEET = 3.5
_NARRATIVE = (
    "Рӯзи панҷшанбе, тахминан соати 09:40, хабарнигори расонаи мустақил ҳангоми таҳияи "
    "гузориш дар бораи таъмири роҳи ноҳиявӣ дар назди бинои ҳукумат боздошта шуд.\n"
) * 6
_MEMORY = """
import sys
from pathlib import Path
from bench.printing import TAJIK
from monitor_desktop.app import wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.paper import sheets
workspace = workspaces.unlock(Path(sys.argv[1]), sys.argv[2], wiring.kit())
refs = [f"{n:032x}" for n in range(int(sys.argv[3]))]
def peak():
    # ru_maxrss would begin with that of the process it was started from.
    found = [each for each in open("/proc/self/status") if each.startswith("VmHWM")]
    return int(found[0].split()[1]) / 1000
sheets.make(workspace, refs[:1], TAJIK)
before = peak()
sheets.make(workspace, refs, TAJIK)
workspace.close()
print(before, peak())
"""


class _Bare:
    """Bare typst: our payload, our templates, nothing of our program."""

    def __init__(self, resources: Path) -> None:
        self._folder = resources / "documents"
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[resources / "fonts"],
        )

    def set(self, payload: str, kind: str = "pdf") -> object:
        """Set a payload; pictures of its pages for ``png``."""
        compiler = typst.Compiler(
            self._folder / "documents.typ",
            root=self._folder,
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": payload},
        )
        if kind == "png":
            return compiler.compile(format="png", ppi=110)
        return compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"])


def _sheet(workspace: Workspace, ref: str) -> Sheet:
    with workspace.transaction() as transaction:
        issuer = issuing.Issuer(workspace, transaction, TAJIK)
        tree = issuing.whole(transaction, ref)
    return issuer.documents(tree).sheets[0]


def _payload(sheet: Sheet) -> str:
    return json.dumps(documents._payload([sheet], "bench"), ensure_ascii=False)


def measure() -> list[Figure]:
    """Case sheets in Tajik, fonts loaded, other words each time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = profile(_SHEETS, folder / "p")
        for number in range(_SHEETS):
            text = {"description": f"{number}. {_NARRATIVE}"}
            records.change(workspace, f"{number:032x}", text)
        bare = _Bare(places.resources())
        found = [
            _single(workspace, bare),
            _preview(workspace, bare),
            _batch(workspace, bare, folder),
            *_peers(workspace),
        ]
        workspace.close()
        return [*found, _memory(folder / "p")]


def _single(workspace: Workspace, bare: _Bare) -> Figure:
    times = []
    for number in range(_RUNS):
        # The typesetter remembers what it set, so no run may repeat another: each
        # side gets a title of its own, and the QR symbol that goes with it.
        payload = _changed(workspace, f"bare {number}")
        records.change(workspace, CASE, {"title": f"ours {number}"})
        ours_s = seconds(lambda: sheets.make(workspace, [CASE], TAJIK))
        times.append((ours_s, seconds(partial(bare.set, payload))))
    ours, peer = (statistics.median(each) for each in zip(*times, strict=True))
    return Figure("a sheet, against bare typst on the same data (s)", ours, peer, 1.3)


def _changed(workspace: Workspace, title: str) -> str:
    """The payload of the case under another title."""
    records.change(workspace, CASE, {"title": title})
    return _payload(_sheet(workspace, CASE))


def _preview(workspace: Workspace, bare: _Bare) -> Figure:
    """What a person waits for after a choice, against one bare compile to pictures."""

    def ours() -> None:
        sheets.preview(workspace, [CASE], TAJIK)

    times = []
    for number in range(_RUNS):
        payload = _changed(workspace, f"seen {number}")
        records.change(workspace, CASE, {"title": f"looked {number}"})
        bare_s = seconds(partial(bare.set, payload, "png"))
        times.append((seconds(ours), bare_s))
    mine, peer = (statistics.median(each) for each in zip(*times, strict=True))
    return Figure("a preview, against one bare compile (s)", mine, peer, 1.5)


def _batch(workspace: Workspace, bare: _Bare, folder: Path) -> Figure:
    """Store to files, against typst alone on payloads that are there already."""
    refs = [f"{number:032x}" for number in range(_BATCH)]
    target = folder / "files"
    target.mkdir()
    ours = peer = 0.0
    for start in range(0, _BATCH, _TURN):
        some = refs[start : start + _TURN]
        payloads = {ref: _payload(_sheet(workspace, ref)) for ref in some}
        peer += seconds(partial(_bare_files, bare, payloads, folder))
        # Other words, or the typesetter would remember the pages of the peer.
        for ref in some:
            records.change(workspace, ref, {"title": f"files {ref}"})
        ours += seconds(partial(sheets.make_each, workspace, some, target, TAJIK))
    said = f"{_BATCH} sheets, a file each, against bare typst (s)"
    return Figure(said, ours, peer, 1 / 0.9)


def _bare_files(bare: _Bare, payloads: Mapping[str, str], folder: Path) -> None:
    for ref, payload in payloads.items():
        made = bare.set(payload)
        assert isinstance(made, bytes)
        (folder / f"{ref}.pdf").write_bytes(made)


def _peers(workspace: Workspace) -> list[Figure]:
    """A few sheets by engines that are slower."""
    fonts = places.resources() / "fonts"
    refs = [f"{number:032x}" for number in range(_PEER_SHEETS)]
    numbers = itertools.count()

    def each_changed(work: Callable[[str], object]) -> None:
        for ref in refs:
            records.change(workspace, ref, {"title": f"peer {next(numbers)}"})
            work(ref)

    def ours(ref: str) -> None:
        sheets.make(workspace, [ref], TAJIK)

    def by(peer: Callable[[Path, Any], bytes], ref: str) -> None:
        payload: Any = documents._payload([_sheet(workspace, ref)], "x")
        peer(fonts, payload["sheets"][0])

    found = []
    for name, peer, most in (
        ("WeasyPrint", paper_peers.weasyprint, 1),
        # It makes neither tags nor languages nor hyphens.
        ("ReportLab", paper_peers.reportlab, 1.5),
    ):
        theirs = partial(by, peer)
        mine, other = interleaved(
            partial(each_changed, ours), partial(each_changed, theirs), runs=3
        )
        said = f"{_PEER_SHEETS} sheets changed and printed, against {name} (s)"
        found.append(Figure(said, mine, other, most))
    return found


def _memory(folder: Path) -> Figure:
    """Growth of the peak while many sheets become one file, in its own process."""
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(folder), PASSPHRASE, str(_SHEETS)],
        capture_output=True,
        text=True,
        check=True,
    )
    before, after = map(float, done.stdout.split())
    said = f"memory for each of {_SHEETS} sheets in one file (MB)"
    return Figure(said, (after - before) / _SHEETS, _MOST_MB_A_SHEET, 1)
