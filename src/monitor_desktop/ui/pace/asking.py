"""What the window asks the profile for its frame: counts, pairs, the last backup."""

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import moment_text
from monitor_desktop.services import preferences, same_persons
from monitor_desktop.services.exchange import travel_light
from monitor_desktop.services.profile import overview
from monitor_desktop.services.workspaces import Workspace


def counts(workspace: Workspace) -> tuple[dict[str, int], JsonValue]:
    """How many of each there are, and when the last backup was made, ms."""
    return overview.counts(workspace), preferences.get(workspace, preferences.BACKUP)


def pairs(workspace: Workspace) -> int:
    """How many pairs may be one person."""
    return len(same_persons.suggested(workspace))


def put_down_old(workspace: Workspace) -> tuple[str, ...]:
    """Ids of records that lay long enough and are at the hub; they are put down."""
    return travel_light.put_down_old(workspace).records


def last_backup(backup_ms: JsonValue, words: Words) -> str:
    """When the last backup was made, in words."""
    if not isinstance(backup_ms, int):
        return words("app", "No backup yet.")
    return words("app", "Last backup: {time}", time=moment_text(backup_ms))
