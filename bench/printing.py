"""A sheet against bare typesetting of the same data."""

import itertools
import json
import statistics
import tempfile
from pathlib import Path

import typst

from bench.figures import Figure, seconds
from bench.profiles import profile
from monitor_desktop.app import places
from monitor_desktop.documents import sheets as documents
from monitor_desktop.documents.kinds import build_sheet
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.documents.sheet_model import Letterhead
from monitor_desktop.domain.disclosure import Level, disclose
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services import records, sheets
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading

CASE = f"{0:032x}"
_RUNS = 15


def _payload(workspace: Workspace) -> str:
    """What the template is given for the first case."""
    with workspace.transaction() as transaction:
        tree = disclose(reading.tree(transaction, CASE), Level.INTERNAL).tree
    kit = workspace.kit
    reader = Reader(
        words=kit.catalogues.words("tg"),
        vocabularies=kit.vocabularies,
        gazetteer=kit.gazetteer,
    )
    issue = Issue(
        level=Level.INTERNAL,
        printed_on="2026-11-24",
        letterhead=Letterhead(name=("bench",)),
    )
    sheet = build_sheet(tree, [reader], issue)
    return json.dumps(documents._payload([sheet], "bench"), ensure_ascii=False)


def measure() -> list[Figure]:
    """One case sheet in Tajik, fonts loaded, another title each time."""
    numbers = itertools.count()
    with tempfile.TemporaryDirectory() as name:
        workspace = profile(1, Path(name) / "p")
        resources = places.resources()
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[resources / "fonts"],
        )
        payload = _payload(workspace)
        title = str(records.show(workspace, CASE).record.title)

        def bare() -> None:
            # The typesetter remembers what it set, so no run may repeat another.
            changed = payload.replace(title, f"bare {next(numbers)}")
            typst.Compiler(
                resources / "documents" / "documents.typ",
                root=resources / "documents",
                font_paths=fonts,
                ignore_system_fonts=True,
                sys_inputs={"data": changed},
            ).compile(format="pdf", pdf_standards=["ua-1", "a-2a"])

        def ours() -> None:
            sheets.make(workspace, [CASE], sheets.Choice(languages=("tg",)))

        times = []
        for _ in range(_RUNS):
            records.change(workspace, CASE, {"title": f"ours {next(numbers)}"})
            times.append((seconds(ours), seconds(bare)))
        workspace.close()
    ours_s, bare_s = (statistics.median(each) for each in zip(*times, strict=True))
    what = "a sheet, against bare typst on the same data (s)"
    return [Figure(what, ours_s, bare_s, 1.3)]
