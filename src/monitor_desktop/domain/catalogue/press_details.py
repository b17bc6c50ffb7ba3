"""Details of acts against the press, kept as press freedom trackers keep them."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED
_SEALED = Sensitivity.SEALED

_SEIZURE = Section("equipment_seizure")
SEIZURE = RecordType(
    key="equipment_seizure",
    area=Area.CASES,
    parent="case",
    title="items",
    has_reference=False,
    applies_to=(
        "040101000000",
        "equipment_seizure",
        "device_search",
    ),
    fields=(
        _SEIZURE.link("es0001", "act", "act", list_column=1),
        _SEIZURE.text("es0002", "items", sensitivity=_RESTRICTED, list_column=1),
        _SEIZURE.choice(
            "es0003",
            "authority",
            "perpetrator_types",
            sensitivity=_PUBLIC,
            list_column=2,
        ),
        _SEIZURE.yes_no("es0004", "warrant", sensitivity=_PUBLIC),
        _SEIZURE.yes_no("es0005", "record_given", sensitivity=_PUBLIC),
        _SEIZURE.yes_no("es0006", "asked_unlock", sensitivity=_PUBLIC),
        _SEIZURE.yes_no("es0007", "unlocked", sensitivity=_SEALED),
        _SEIZURE.yes_no("es0008", "copied"),
        _SEIZURE.long_text("es0009", "sources_at_risk", sensitivity=_SEALED),
        _SEIZURE.date("es0010", "returned_on", list_column=3),
        _SEIZURE.text("es0011", "returned_state"),
        _SEIZURE.told("es0012", "note"),
    ),
)

_CENSORSHIP = Section("censorship")
CENSORSHIP = RecordType(
    key="censorship",
    area=Area.CASES,
    parent="case",
    title="kind",
    has_reference=False,
    applies_to=(
        "100000000000",
        "120101000000",
    ),
    fields=(
        _CENSORSHIP.link("ce0001", "act", "act", list_column=1),
        _CENSORSHIP.choice(
            "ce0002", "kind", "censorship_kinds", sensitivity=_PUBLIC, list_column=1
        ),
        _CENSORSHIP.text(
            "ce0003", "outlet", sensitivity=_RESTRICTED, list_column=1, search_weight=2
        ),
        _CENSORSHIP.text("ce0004", "address", sensitivity=_RESTRICTED),
        _CENSORSHIP.choice(
            "ce0005",
            "authority",
            "perpetrator_types",
            sensitivity=_PUBLIC,
            list_column=2,
        ),
        _CENSORSHIP.choice("ce0006", "order_form", "order_forms", sensitivity=_PUBLIC),
        _CENSORSHIP.text("ce0007", "stated_ground"),
        _CENSORSHIP.told("ce0008", "material"),
        _CENSORSHIP.date("ce0009", "date_from", sensitivity=_PUBLIC),
        _CENSORSHIP.date("ce0010", "date_to", sensitivity=_PUBLIC),
        _CENSORSHIP.text("ce0011", "measured_with"),
        _CENSORSHIP.told("ce0012", "note"),
    ),
)

_PROSECUTION = Section("prosecution")
PROSECUTION = RecordType(
    key="prosecution",
    area=Area.CASES,
    parent="case",
    title="charge",
    has_reference=False,
    applies_to=(
        "140000000000",
        "350000000000",
        "030101000000",
        "030102020000",
        "100000000000",
    ),
    fields=(
        _PROSECUTION.link("pr0001", "act", "act", list_column=1),
        _PROSECUTION.choice(
            "pr0002", "kind", "prosecution_kinds", sensitivity=_PUBLIC, list_column=2
        ),
        _PROSECUTION.text("pr0003", "charge", list_column=1),
        _PROSECUTION.text("pr0004", "complainant", sensitivity=_RESTRICTED),
        _PROSECUTION.yes_no("pr0005", "about_publication", sensitivity=_PUBLIC),
        _PROSECUTION.told("pr0006", "publication"),
        _PROSECUTION.choice(
            "pr0007",
            "status",
            "prosecution_statuses",
            sensitivity=_PUBLIC,
            list_column=2,
        ),
        _PROSECUTION.number("pr0008", "claim_somoni", sensitivity=_PUBLIC),
        _PROSECUTION.text("pr0009", "sentence"),
        _PROSECUTION.told("pr0010", "note"),
    ),
)

_DENIAL = Section("denial_of_access")
DENIAL = RecordType(
    key="denial_of_access",
    area=Area.CASES,
    parent="case",
    title="event",
    has_reference=False,
    applies_to=(
        "090000000000",
        "accreditation_refused",
        "denied_entry",
        "obstruction",
    ),
    fields=(
        _DENIAL.link("da0001", "act", "act", list_column=1),
        _DENIAL.text("da0002", "event", sensitivity=_RESTRICTED, list_column=1),
        _DENIAL.choice(
            "da0003",
            "authority",
            "perpetrator_types",
            sensitivity=_PUBLIC,
            list_column=2,
        ),
        _DENIAL.text("da0004", "stated_ground"),
        _DENIAL.yes_no("da0005", "others_admitted", sensitivity=_PUBLIC),
        _DENIAL.yes_no("da0006", "accredited", sensitivity=_PUBLIC),
        _DENIAL.yes_no("da0007", "force_used", sensitivity=_PUBLIC),
        _DENIAL.told("da0008", "note"),
    ),
)
