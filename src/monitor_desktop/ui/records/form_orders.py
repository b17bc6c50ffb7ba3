"""In which order the sections of a form stand under each other."""

from collections.abc import Mapping
from typing import Final

from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.records import declared

_AFTER_FACTS: Final = frozenset({"assessment", "protection", "custom"})
"""Sections that weigh what is told: they come when it has been told."""


def reading_order(
    type_key: str, parts: Mapping[str, RecordType]
) -> tuple[tuple[str, bool], ...]:
    """Sections of fields and of parts in the order a person reads them.

    Parts that go with a section stand under it. Where acts are told, what every record
    tells comes first, then the details of its acts, then what is made of it.

    Args:
        type_key: Type of the record.
        parts: Types of its parts, by key.

    Returns:
        The key of each section, and whether it holds parts.
    """
    sections = declared(type_key).sections
    own = [key for key, each in parts.items() if each.sections[0] in sections]
    free = [key for key in parts if key not in own]
    details = [place for place, key in enumerate(free) if parts[key].applies_to]
    end = details[-1] + 1 if details else 0
    late = {each for each in sections if details and each in _AFTER_FACTS}
    order: list[tuple[str, bool]] = []
    for section in (each for each in sections if each not in late):
        order.append((section, False))
        order += [(key, True) for key in own if parts[key].sections[0] == section]
    order += [(key, True) for key in free[:end]]
    order += [(section, False) for section in sections if section in late]
    return (*order, *((key, True) for key in free[end:]))
