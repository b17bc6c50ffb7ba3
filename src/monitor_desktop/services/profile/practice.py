"""A profile of invented people to try everything on, gone when it is left."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from monitor_desktop.domain.contacts import Role
from monitor_desktop.services import preferences, records, workspaces
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.profile import passphrases
from monitor_desktop.services.workspaces import Owner, Workspace

_PARTS: Final = ("act", "involvement", "source", "intervention")
_EVIDENCE: Final = "evidence"
_OF_PIECES: Final = ("file", "handed_over")
"""What is told of a piece of evidence besides its own fields."""
_MEMORY_MIB: Final = 64
"""Nothing in it is worth guessing for."""


def script(kit: Kit) -> Mapping[str, Any]:
    """The demonstration's invented people, cases and reports."""
    told = (kit.resources / "demo" / "records.json").read_text(encoding="utf-8")
    read: Mapping[str, Any] = json.loads(told)
    return read


def enter(laptop: Workspace, told: Mapping[str, Any]) -> list[str]:
    """Enter persons, cases with their parts, and reports; references of the cases."""
    people = {
        name: records.add(laptop, "person", values).id
        for name, values in told["persons"].items()
    }
    for report in told["reports"]:
        records.add(laptop, "monitoring_report", report)
    return [_enter_case(laptop, each, people) for each in reversed(told["cases"])][::-1]


def _enter_case(
    laptop: Workspace, told: Mapping[str, Any], people: Mapping[str, str]
) -> str:
    own = {k: v for k, v in told.items() if k not in (*_PARTS, _EVIDENCE)}
    case = records.add(laptop, "case", own)
    for kind in _PARTS:
        for part in told.get(kind, ()):
            named = {
                key: people.get(value, value) if isinstance(value, str) else value
                for key, value in part.items()
            }
            records.add(laptop, kind, {"parent": case.id, **named})
    for piece in told.get(_EVIDENCE, ()):
        _take_in(laptop, case.id, piece)
    return case.ref or case.id


def _take_in(laptop: Workspace, case: str, told: Mapping[str, Any]) -> None:
    """A file, or a thing that is kept elsewhere, and who handed it over."""
    values = {key: value for key, value in told.items() if key not in _OF_PIECES}
    if "file" in told:
        path = laptop.kit.resources / "demo" / "evidence" / told["file"]
        made = attachments.attach(laptop, case, path, values=values).id
    else:
        made = records.add(laptop, "attachment", {"parent": case, **values}).id
    if "handed_over" in told:
        given = attachments.Handover(**told["handed_over"])
        attachments.hand_over(laptop, made, given)


def make(beside: Path, kit: Kit, language: str) -> Workspace:
    """Make a profile of invented people beside the person's own, and open it.

    Its passphrase is random and kept nowhere: once it is closed nobody opens it again.
    Every printed page says that the people are invented, for the unit is named so.

    Args:
        beside: Folder of the person's own profile, there or not.
        kit: What the program brings along.
        language: tg, ru or en.
    """
    told = script(kit)
    beside.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{beside.name}-", dir=beside.parent))
    who = told["hub"]
    owner = Owner(name=who["name"], unit=told["people"], role=Role.COORDINATOR)
    made = workspaces.create(
        folder,
        passphrases.suggest(kit, language),
        owner,
        kit,
        kdf_memory_mib=_MEMORY_MIB,
    )
    preferences.put(made, preferences.LANGUAGE, language)
    for laptop in told["laptops"]:
        enter(made, laptop)
    return made


def leave(workspace: Workspace) -> None:
    """Close it and delete all of it."""
    folder = workspace.folder.folder
    workspace.close()
    shutil.rmtree(folder, ignore_errors=True)
