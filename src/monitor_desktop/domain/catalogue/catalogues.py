"""A set of record types: those the program ships, or those and a group's own fields."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from monitor_desktop.domain.fields import Field, RecordType


class Catalogue:
    """Record types by key, in the order they are offered; never changes.

    Two catalogues are never equal, so what is derived from one can be kept beside it.
    """

    def __init__(self, types: Iterable[RecordType]) -> None:
        self.types = tuple(types)
        self._by_key = {each.key: each for each in self.types}

    @cached_property
    def fields(self) -> Mapping[tuple[str, str], Field]:
        """Every field by the key of its type and its own id."""
        return {(of.key, each.id): each for of in self.types for each in of.fields}

    def record_type(self, key: str) -> RecordType | None:
        """The record type with this key, or None (a newer program's type)."""
        return self._by_key.get(key)

    def children_of(self, key: str) -> tuple[RecordType, ...]:
        """Record types whose records hang under records of type ``key``."""
        known = self.record_type(key)
        if known is None or known.is_part:
            return ()
        return tuple(
            each for each in self.types if each.under_any or each.parent == key
        )

    def top_types(self) -> tuple[RecordType, ...]:
        """Record types that stand on their own."""
        return tuple(each for each in self.types if not each.is_part)
