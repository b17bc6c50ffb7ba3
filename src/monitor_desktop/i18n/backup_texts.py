"""What earlier backups still open with, after the keys of a profile were changed."""

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import moment_text


def earlier_text(words: Words, backup_ms: JsonValue) -> str:
    """That a change of passphrase or recovery code reaches no backup made before.

    Args:
        words: The language.
        backup_ms: When the last one was made; None for never, which says nothing.
    """
    if not isinstance(backup_ms, int):
        return ""
    return words(
        "app",
        "Backups made until {time} still open with the earlier passphrase and recovery"
        " code. Make a new backup and destroy the earlier ones.",
        time=moment_text(backup_ms),
    )
