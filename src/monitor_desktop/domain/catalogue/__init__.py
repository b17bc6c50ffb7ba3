"""The record types, one module per area. Adding a type or a field happens here."""

from monitor_desktop.domain.catalogue.case_parts import (
    ACT,
    INTERVENTION,
    INVOLVEMENT,
    SOURCE,
)
from monitor_desktop.domain.catalogue.cases import CASE
from monitor_desktop.domain.catalogue.identities import IDENTITY
from monitor_desktop.domain.catalogue.people import PERSON
from monitor_desktop.domain.catalogue.reports import MONITORING_REPORT
from monitor_desktop.domain.fields import RecordType

RECORD_TYPES: tuple[RecordType, ...] = (
    CASE,
    ACT,
    INVOLVEMENT,
    SOURCE,
    INTERVENTION,
    PERSON,
    IDENTITY,
    MONITORING_REPORT,
)
_BY_KEY = {each.key: each for each in RECORD_TYPES}


def record_type(key: str) -> RecordType | None:
    """The record type with this key, or None (a newer program's type)."""
    return _BY_KEY.get(key)


def children_of(key: str) -> tuple[RecordType, ...]:
    """Record types whose records hang under records of type ``key``."""
    return tuple(each for each in RECORD_TYPES if each.parent == key)


def top_types() -> tuple[RecordType, ...]:
    """Record types that stand on their own."""
    return tuple(each for each in RECORD_TYPES if each.parent is None)
