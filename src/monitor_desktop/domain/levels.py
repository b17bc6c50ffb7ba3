"""For whom something is made."""

from enum import StrEnum


class Level(StrEnum):
    """For whom something is made."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PUBLIC = "public"
