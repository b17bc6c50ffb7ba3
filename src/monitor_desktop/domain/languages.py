"""The languages of the group; loaded before the lock is painted, so on their own."""

from typing import Final

LANGUAGES: Final = ("tg", "ru", "en")
"""Languages of a multilingual value, in the order they are shown."""
