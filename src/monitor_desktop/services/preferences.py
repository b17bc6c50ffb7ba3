"""What the person chose: language, theme, window; kept inside the store."""

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.services.workspaces import Workspace

_PREFIX = "preference:"


def get(workspace: Workspace, key: str, default: JsonValue = None) -> JsonValue:
    """A remembered choice, or the default."""
    with workspace.transaction() as transaction:
        return workspace.store.setting(transaction, _PREFIX + key, default)


def put(workspace: Workspace, key: str, value: JsonValue) -> None:
    """Remember a choice."""
    with workspace.transaction() as transaction:
        workspace.store.set_setting(transaction, _PREFIX + key, value)
