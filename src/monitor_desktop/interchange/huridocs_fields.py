"""What of a record has a place in the HURIDOCS Events Standard Formats, and its name.

The number of a field stands in its declaration. The name of its element is that of
the same number in the data dictionary of OpenEvSys (github.com/huridocs/OpenEvSys,
``schema/mysql-dbpopulate-datadict.sql``), whose export writes each value under it
(``conf/mod/admin/export_xml.inc``).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import UsageError

NAMESPACE: Final = "http://www.huridocs.org/"
OWN: Final = "urn:monitor-desktop:huridocs:1"
"""Namespace of what the standard has no place for; other programs pass it over."""
ROOT: Final = "events"
MANAGEMENT: Final = "management_data"
META: Final = "meta_data"
NUMBER: Final = "_record_number"
"""An entity ``act`` is called by its ``act_record_number``."""

TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "event": "case",
        "person": "person",
        "act": "act",
        "involvement": "involvement",
        "information": "source",
        "intervention": "intervention",
        "chain_of_events": "event_link",
        "biographic_details": "person_link",
        "arrest": "arrest",
        "killing": "killing",
        "torture": "torture",
        "destruction": "destruction",
    }
)
"""Entities and our types, in the order they are written."""
ENTITIES: Final = MappingProxyType({kind: name for name, kind in TYPES.items()})
WITHIN_ACT: Final = ("involvement", "arrest", "destruction", "torture", "killing")
"""Types whose entities stand within that of their act."""
BESIDE_EVENT: Final = ("intervention", "source")
"""Types whose entities stand beside those of events and name theirs."""

_PREFIXES: Final = MappingProxyType(
    {
        "case": "01", "person": "09", "act": "21", "event_link": "22",
        "person_link": "23", "involvement": "24", "source": "25",
        "intervention": "26", "arrest": "31", "killing": "32", "torture": "33",
        "destruction": "34",
    }
)  # fmt: skip
_NAMES: Final = MappingProxyType(
    {
        "0102": "event_title", "0108": "confidentiality", "0113": "initial_date",
        "0114": "final_date", "0115": "event_description", "0116": "impact_of_event",
        "0150": "remarks", "0151": "violation_status", "0152": "violation_index",
        "0153": "rights_affected", "0160": "date_received", "0163": "project_title",
        "0168": "record_grouping", "0172": "monitoring_status",
        "0902": "counting_unit", "0903": "person_name", "0904": "other_names",
        "0908": "confidentiality", "0911": "date_of_birth", "0915": "sex",
        "0922": "occupation", "0927": "deceased", "0928": "date_deceased",
        "0931": "number_of_persons_in_group", "0950": "remarks",
        "0953": "reliability_as_source",
        "2102": "victim", "2109": "type_of_act", "2111": "initial_date",
        "2112": "exact_location", "2113": "stated_reason",
        "2114": "method_of_violence", "2115": "attribution",
        "2116": "physical_consequences", "2117": "psychological_consequences",
        "2118": "age_at_time_of_victimisation", "2121": "final_date",
        "2123": "status_at_end_of_act", "2150": "remarks",
        "2152": "victim_characteristics", "2153": "type_of_location",
        "2203": "related_event", "2209": "type_of_chain_of_events", "2250": "remarks",
        "2303": "related_person", "2309": "type_of_relationship",
        "2310": "initial_date", "2311": "final_date", "2350": "remarks",
        "2402": "perpetrator", "2409": "degree_of_involvement",
        "2412": "type_of_perpetrator",
        "2422": "latest_status_as_perpetrator_in_the_act", "2450": "remarks",
        "2502": "source", "2504": "related_person",
        "2509": "source_connection_to_information",
        "2510": "language_of_source_material", "2511": "date_of_source_material",
        "2512": "type_of_source_material", "2550": "remarks",
        "2553": "reliability_of_information",
        "2604": "victim", "2609": "type_of_intervention",
        "2611": "date_of_intervention", "2612": "parties_requested",
        "2613": "response", "2614": "impact_on_the_situation", "2650": "remarks",
        "2651": "intervention_status", "2652": "priority",
        "3112": "type_of_detention", "3114": "whereabouts", "3115": "legal_counsel",
        "3116": "type_of_court", "3118": "court_case_code",
        "3212": "autopsy_results", "3213": "death_certificate",
        "3311": "statements_signed", "3312": "medical_attention", "3351": "intent",
        "3410": "type_of_property_loss", "3411": "value_of_destroyed_property",
        "3412": "compensation",
    }
)  # fmt: skip
"""Not here: what is a list of codes there and free text with us (0920, 0941, 0944,
2154, 2155), a person there and text with us (2602), a place of the country's own list
(0112), a geometry (0173), and the language of a trial, whose list 33 says whether the
accused understood it (3117)."""
_MANAGED: Final = frozenset({"0160", "0163", "0168", "0172"})
TYPED_DATES: Final = frozenset(
    {
        ("case", "initial_date"), ("case", "final_date"), ("act", "initial_date"),
        ("act", "final_date"), ("person", "date_of_birth"),
        ("person", "date_deceased"), ("person_link", "initial_date"),
        ("person_link", "final_date"),
    }
)  # fmt: skip
"""Dates with an element beside them, ``…_type``, that says how sure they are."""
ESTIMATE: Final = "010000000000"
DAY_UNKNOWN: Final = "020000000000"
MONTH_UNKNOWN: Final = "030000000000"
"""Terms of list 48."""
CODED: Final = frozenset({Kind.CHOICE, Kind.MULTIPLE_CHOICE})


def elements(kind: str) -> dict[str, Field]:
    """Fields of a type by the name of their element."""
    prefix = _PREFIXES[kind]
    return {
        _NAMES[number]: field
        for field in declared(kind).fields
        for number in (field.huridocs or "",)
        if number.startswith(prefix) and number in _NAMES
    }


def is_managed(field: Field) -> bool:
    """Its element stands under ``management_data``."""
    return field.huridocs in _MANAGED


def holds(type_key: str) -> bool:
    """A file holds events, with everybody in them, and persons."""
    return type_key in {"case", "person"}


def require(type_key: str) -> None:
    """Refuse what no file holds.

    Raises:
        UsageError: NOT_IN_FORMAT.
    """
    if not holds(type_key):
        raise UsageError("NOT_IN_FORMAT", format="HURIDOCS", type=type_key)
