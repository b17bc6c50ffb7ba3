"""What the person chose: language, theme, window; kept inside the store."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    # The window asks for keys before the store is loaded.
    from monitor_desktop.domain.operations import JsonValue
    from monitor_desktop.services.workspaces import Workspace

LANGUAGE: Final = "language"
THEME: Final = "theme"
_PREFIX: Final = "preference:"


def get(workspace: "Workspace", key: str, default: "JsonValue" = None) -> "JsonValue":
    """A remembered choice, or the default."""
    with workspace.transaction() as transaction:
        return workspace.store.setting(transaction, _PREFIX + key, default)


def put(workspace: "Workspace", key: str, value: "JsonValue") -> None:
    """Remember a choice."""
    with workspace.transaction() as transaction:
        workspace.store.set_setting(transaction, _PREFIX + key, value)
