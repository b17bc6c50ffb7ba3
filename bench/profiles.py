"""Invented profiles of a size, made through the journal as real work makes them."""

import itertools
import random
import shutil
import tempfile
from pathlib import Path

from monitor_desktop.app import wiring
from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.operations import Edit, JsonValue
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.services import workspaces
from monitor_desktop.services.workspaces import Owner, Workspace
from monitor_desktop.store.migrations import VERSION

PASSPHRASE = "bench"
_BATCH = 2_000
_NAMES = ("Раҳмон", "Ҷамол", "Зарина", "Қодир", "Ғаюр", "Мадина", "Ӯктам", "Фаррух")
_ENDS = ("ов", "зода", "ӣ", "ова", "иён", "пур")
_STATES = ("open", "verification", "verified", "in_progress", "resolved", "closed")


def edits(count: int, *, first: int = 0) -> list[list[Edit]]:
    """Edits of invented cases, a list for each case; always the same."""
    case = record_type("case")
    assert case is not None
    ids = {field.key: field.id for field in case.fields}
    chance = random.Random(first)
    made = []
    for number in range(first, first + count):
        record = f"{number:032x}"
        year, month = 1992 + number % 34, 1 + number % 12
        day = f"{year}-{month:02}"
        name = chance.choice(_NAMES) + chance.choice(_ENDS)
        values: dict[str, JsonValue] = {
            "_ref": f"BNCH-{year}-{number:06}",
            ids["title"]: f"{name} {chance.choice(_NAMES)} {number}",
            ids["status"]: chance.choice(_STATES),
            ids["date_from"]: {"text": day, "edtf": understand(day)},
            ids["place"]: "TJ-DU",
            ids["description"]: f"Дар бораи {name} хабар доданд.",
        }
        made.append(
            [
                Edit(type="case", record=record, top=record, field=field, value=value)
                for field, value in values.items()
            ]
        )
    return made


def profile(count: int, folder: Path | None = None) -> Workspace:
    """An open profile with so many cases; kept for the next run without a folder."""
    kept = folder is None
    where = folder or Path(tempfile.gettempdir()) / f"bench-profile-{VERSION}-{count}"
    done = where / "complete"
    kit = wiring.kit()
    if kept and done.exists():
        return workspaces.unlock(where, PASSPHRASE, kit)
    if kept:
        shutil.rmtree(where, ignore_errors=True)  # of a run that was broken off
    owner = Owner(name="bench", unit="bench", role="monitor")
    workspace = workspaces.create(where, PASSPHRASE, owner, kit, kdf_memory_mib=64)
    for start in range(0, count, _BATCH):
        size = min(_BATCH, count - start)
        batch = itertools.chain.from_iterable(edits(size, first=start))
        with workspace.transaction() as transaction:
            workspace.store.write(transaction, workspace.device, list(batch))
    if kept:
        done.touch()
    return workspace
