"""The demonstration: two field laptops and a hub, real work end to end.

All people in it are invented, and every page says so: the unit printed on the sheets
and shown in the window is that sentence.
"""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from monitor_desktop.app import demo_institutions, screens
from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.levels import Level
from monitor_desktop.errors import UsageError
from monitor_desktop.services import files, preferences, records, workspaces
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.exchange import bundles, contacts, sending
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.services.interchange import imports
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.paper import sheets
from monitor_desktop.services.profile import overview, practice
from monitor_desktop.services.workspaces import Owner, Workspace

PASSPHRASE: Final = "demo"  # noqa: S105  # of invented people
_MEMORY_MIB: Final = 64
_SCALES: Final = (1.0, 1.5)


@dataclass(frozen=True, slots=True)
class Shots:
    """Pictures of pages: where they go, and how large they are drawn."""

    target: Path
    scales: tuple[float, ...] = (1.0,)
    whole_forms: bool = False


@dataclass(frozen=True, slots=True)
class _Demo:
    """The demonstration on its way."""

    folder: Path
    kit: Kit
    language: str
    script: Mapping[str, Any]

    def make(self, place: str, who: Mapping[str, Any], role: Role) -> Workspace:
        unit = f"{who['unit']} ({self.script['people']})"
        made = workspaces.create(
            self.folder / place,
            PASSPHRASE,
            Owner(name=who["name"], unit=unit, role=role),
            self.kit,
            kdf_memory_mib=_MEMORY_MIB,
        )
        preferences.put(made, "language", self.language)
        return made

    def send(self, sender: Workspace, to: Workspace) -> Received:
        """One bundle from one to the other, as a file in the folder."""
        number = len(list((self.folder / "bundles").iterdir())) + 1
        path = self.folder / "bundles" / f"{number}.bin"
        sending.export(sender, [to.device], path)
        return bundles.receive(to, path)


def gallery(target: Path, kit: Kit, *, language: str) -> list[str]:
    """Pictures of every page, each language, both themes, at 100 % and 150 %.

    Returns:
        The files written to the folder ``target``.
    """
    from monitor_desktop.ui.gallery import screens as screens_at  # noqa: PLC0415  # loads the window library

    shots = Shots(target, _SCALES, whole_forms=True)
    with tempfile.TemporaryDirectory() as name:
        # Pages are drawn in memory, also where there is a screen to show them on.
        os.environ.update(screens_at(_SCALES, Path(name)))
        made = run(Path(name) / "demo", kit, language=language, shots=shots)
    pictures: list[str] = made["screenshots"]
    return pictures


def run(
    folder: Path, kit: Kit, *, language: str, shots: Shots | None = None
) -> dict[str, Any]:
    """Run the demonstration in a folder that is new or empty.

    Args:
        folder: Where it all goes.
        kit: What the program brings along.
        language: tg, ru or en.
        shots: Where pictures of pages go, None for ``screenshots`` in the folder.

    Returns:
        What was made: counts, the conflict, sheets, screenshots.

    Raises:
        UsageError: FOLDER_IN_USE.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("FOLDER_IN_USE", folder=str(folder))
    (folder / "bundles").mkdir(parents=True)
    demo = _Demo(folder, kit, language, practice.script(kit))
    first, second = demo.script["laptops"]
    with ExitStack() as closing:
        one = demo.make("laptop-1", first, Role.MONITOR)
        closing.callback(one.close)
        two = demo.make("laptop-2", second, Role.MONITOR)
        closing.callback(two.close)
        hub = demo.make("hub", demo.script["hub"], Role.COORDINATOR)
        closing.callback(hub.close)
        entered, imported = _fill(demo, one, two, hub)
        table = kit.resources / "demo" / "institutions.json"
        demo_institutions.enter(hub, table)
        conflict = _conflict(demo, entered, one, two, hub)
        pictures = _screenshots(demo, hub, shots or Shots(folder / "screenshots"))
        if pictures:
            hub = workspaces.unlock(folder / "hub", PASSPHRASE, kit)
            closing.callback(hub.close)
        conflict |= _decide(hub)
        for laptop in (two, one):
            demo.send(hub, laptop)
        made = _told(demo, hub, entered) | {
            "imported": imported,
            "conflict": conflict,
            "screenshots": pictures,
        }
    return made | _show_window(demo)


def _fill(
    demo: _Demo, one: Workspace, two: Workspace, hub: Workspace
) -> tuple[str, int]:
    """Enter, import and merge both ways; the case to go on with, and rows imported."""
    for laptop in (one, two):
        _introduce(hub, laptop)
        _introduce(laptop, hub)
    entered = [
        practice.enter(laptop, told)
        for laptop, told in zip((one, two), demo.script["laptops"], strict=True)
    ]
    imported = _import(demo, two)
    for laptop in (one, two):
        demo.send(laptop, hub)
    for laptop in (two, one):
        demo.send(hub, laptop)
    return entered[0][0], imported.new


def _told(demo: _Demo, hub: Workspace, case: str) -> dict[str, Any]:
    """What the hub holds in the end, and what was printed from it."""
    found = overview.overview(hub)
    return {
        "folder": str(demo.folder),
        "people": demo.script["people"],
        "passphrase": PASSPHRASE,
        "records": dict(found.records),
        "conflicts": found.conflicts,
        "sheets": _print(demo, hub, case),
    }


def _introduce(one: Workspace, other: Workspace) -> None:
    """Both read twelve words aloud; here one program does both voices."""
    words = contacts.words_of(other, other.fingerprint, "tg")
    contacts.add(one, contacts.my_card(other), words=words, receives="all")


def _import(demo: _Demo, laptop: Workspace) -> imports.Imported:
    folder = demo.kit.resources / "demo"
    mapping = json.loads((folder / "mapping.json").read_text(encoding="utf-8"))
    return imports.table(laptop, folder / "imported.csv", "case", mapping)


def _conflict(
    demo: _Demo, case: str, one: Workspace, two: Workspace, hub: Workspace
) -> dict[str, Any]:
    """Both laptops change one field without seeing each other's value."""
    told = demo.script["conflict"]
    records.change(one, case, {told["field"]: told["first"]})
    records.change(two, case, {told["field"]: told["second"]})
    demo.send(one, hub)
    demo.send(two, hub)
    (found,) = conflicts.listed(hub)
    return {
        "ref": found.ref,
        "field": told["field"],
        "values": [each.value for each in found.sides],
    }


def _decide(hub: Workspace) -> dict[str, Any]:
    (found,) = conflicts.listed(hub)
    conflicts.resolve(hub, found.conflict.id, keep=1)
    return {"kept": found.sides[0].value}


def _print(demo: _Demo, hub: Workspace, case: str) -> list[str]:
    """The case sheet in each language, in all three, and for the public."""
    target = demo.folder / "sheets"
    target.mkdir()
    every = ("tg", "ru", "en")
    wanted = {each: sheets.Choice(languages=(each,)) for each in every}
    wanted["trilingual"] = sheets.Choice(languages=every, trilingual=True)
    wanted["public"] = sheets.Choice(languages=(demo.language,), level=Level.PUBLIC)
    made = []
    for name, choice in wanted.items():
        printed = sheets.make(hub, [case], choice)
        path = target / f"{name}.pdf"
        files.replace(path, printed.pdf)
        made.append(str(path))
    return made


def _screenshots(demo: _Demo, hub: Workspace, shots: Shots) -> list[str]:
    """Pictures of every page where there is nobody to look at a window."""
    if screens.can_be_seen():
        return []
    # Without a screen the window system's library would end the program.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from monitor_desktop.ui import gallery_pictures  # noqa: PLC0415  # loads the window library

    hub.close()
    wanted = gallery_pictures.Wanted(
        target=shots.target, scales=shots.scales, whole_forms=shots.whole_forms
    )
    made = gallery_pictures.take(demo.folder / "hub", PASSPHRASE, demo.kit, wanted)
    return [str(each) for each in made]


def _show_window(demo: _Demo) -> dict[str, Any]:
    if not screens.can_be_seen():
        return {}
    from monitor_desktop.ui.application import open_window  # noqa: PLC0415

    words = demo.kit.catalogues.words(demo.language)
    sys.stderr.write(f"{words('cli', 'passphrase')}: {PASSPHRASE}\n")
    status = open_window(demo.kit, demo.folder / "hub", language=demo.language)
    return {"window": status}
