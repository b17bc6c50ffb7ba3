"""The program tests itself where it stands: after freezing, on a strange machine."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from monitor_desktop.app import wiring
from monitor_desktop.domain.contacts import Role
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import records, search, workspaces
from monitor_desktop.services.exchange import bundle_reports, bundles, contacts, sending
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.paper import sheets
from monitor_desktop.services.profile import doctor
from monitor_desktop.services.workspaces import Owner, Workspace

_MEMORY_MIB: Final = 64
_PASSPHRASE: Final = "self-test"  # noqa: S105  # of nobody


def run() -> int:
    """Work through the whole program in a folder that is gone afterwards.

    Prints one JSON document.

    Returns:
        0 when everything worked, else 1.
    """
    kit = wiring.kit()
    found: dict[str, bool] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = _profile(folder / "one", Role.MONITOR, kit)
        hub = _profile(folder / "hub", Role.COORDINATOR, kit)
        steps: dict[str, Callable[[], bool]] = {
            "tables": lambda: kit.tables.faults() == (),
            "search": lambda: _finds(one),
            "bundle": lambda: _exchanges(one, hub, folder / "x.bin"),
            "sheet": lambda: _prints(hub),
            "doctor": lambda: doctor.examine(hub) == [],
            "window": lambda: _draws(hub, folder, kit),
        }
        for step, works in steps.items():
            found[step] = _attempt(works)
        one.close()
        hub.close()
    sys.stdout.write(json.dumps({"ok": all(found.values()), **found}) + "\n")
    return 0 if all(found.values()) else 1


def _attempt(works: Callable[[], bool]) -> bool:
    try:
        return works()
    except (MonitorError, OSError, ImportError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return False


def _profile(folder: Path, role: Role, kit: Kit) -> Workspace:
    owner = Owner(name="Self-test", unit="Self-test", role=role)
    return workspaces.create(
        folder, _PASSPHRASE, owner, kit, kdf_memory_mib=_MEMORY_MIB
    )


def _finds(one: Workspace) -> bool:
    records.add(one, "case", {"title": "Раҳмонзода", "date_from": "баҳори 2026"})
    return search.search(one, "rakhmonzoda").total == 1


def _exchanges(one: Workspace, hub: Workspace, path: Path) -> bool:
    for reader, card_of in ((one, hub), (hub, one)):
        words = contacts.words_of(card_of, card_of.fingerprint, "tg")
        contacts.add(reader, contacts.my_card(card_of), words=words)
    sending.export(one, [hub.device], path)
    return bundles.receive(hub, path).outcome == bundle_reports.APPLIED


def _prints(hub: Workspace) -> bool:
    (hit,) = search.search(hub, "Раҳмонзода").hits
    made = sheets.make(hub, [hit.record], sheets.Choice(languages=("tg", "ru", "en")))
    return made.pdf.startswith(b"%PDF-")


def _draws(hub: Workspace, folder: Path, kit: Kit) -> bool:
    hub.close()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from monitor_desktop.ui import gallery_pictures  # noqa: PLC0415  # loads the window library

    # One look will do: the tests walk through all of them.
    wanted = gallery_pictures.Wanted(
        target=folder / "pages", looks=gallery_pictures.EVERY_LOOK[:1]
    )
    made = gallery_pictures.take(folder / "hub", _PASSPHRASE, kit, wanted)
    return all(each.stat().st_size for each in made)
