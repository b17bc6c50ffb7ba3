"""What the person chose: language, theme, window; kept inside the store."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    # The window asks for keys before the store is loaded.
    from monitor_desktop.domain.operations import JsonValue
    from monitor_desktop.services.workspaces import Workspace
    from monitor_desktop.store.store import Transaction

LANGUAGE: Final = "language"
THEME: Final = "theme"
BACKUP: Final = "last_backup_ms"
"""When the last backup was made."""
REHEARSED: Final = "rehearsed_ms"
"""When the recovery code was last typed from the paper."""
VISITED: Final = "visited_arrival"
"""The last operation that was there when the person left."""
LOCK_MINUTES: Final = "lock_minutes"
"""How long nobody may be there before it locks."""
TRANSLATES: Final = "translates"
"""Words that nobody has reviewed are offered to the person."""
PLACE: Final = "place"
"""Page and record that were open."""
STOPPED: Final = "stopped_by_lock"
"""Which long work the last lock stopped, until that was said."""
FIRST_RUN: Final = "first_run_step"
"""The step the first run goes on with; None once it is through."""
_PREFIX: Final = "preference:"


def get(workspace: "Workspace", key: str, default: "JsonValue" = None) -> "JsonValue":
    """A remembered choice, or the default."""
    with workspace.transaction() as transaction:
        return get_within(workspace, transaction, key, default)


def get_within(
    workspace: "Workspace",
    transaction: "Transaction",
    key: str,
    default: "JsonValue" = None,
) -> "JsonValue":
    """``get`` as a part of a larger transaction."""
    return workspace.store.setting(transaction, _PREFIX + key, default)


def put(workspace: "Workspace", key: str, value: "JsonValue") -> None:
    """Remember a choice."""
    with workspace.transaction() as transaction:
        put_within(workspace, transaction, key, value)


def put_within(
    workspace: "Workspace", transaction: "Transaction", key: str, value: "JsonValue"
) -> None:
    """``put`` as a part of a larger transaction."""
    workspace.store.set_setting(transaction, _PREFIX + key, value)
