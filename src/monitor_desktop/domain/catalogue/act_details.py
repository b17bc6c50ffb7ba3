"""Details of acts (HURIDOCS 31 to 34): arrest, killing, torture, destruction.

Torture follows the Istanbul Protocol (2022): circumstances of the examination, findings
with their degree of consistency (paragraphs 379 and 380), marks on the body, and for
each method that is alleged what bears it out.
"""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED

_ARREST = Section("arrest")
ARREST = RecordType(
    key="arrest",
    area=Area.CASES,
    parent="case",
    title="detention_type",
    has_reference=False,
    applies_to=(
        "030100000000",
        "030102000000",
        "030103000000",
        "030104000000",
        "030105000000",
    ),
    fields=(
        _ARREST.link("ar3103", "act", "act", list_column=1),
        _ARREST.choice(
            "ar3112",
            "detention_type",
            "detention_types",
            sensitivity=_PUBLIC,
            list_column=1,
            huridocs="3112",
        ),
        _ARREST.date_time("ar9001", "actual_time", list_column=2),
        _ARREST.date_time("ar9002", "recorded_time", list_column=2),
        _ARREST.text("ar9003", "time_note", sensitivity=_RESTRICTED),
        _ARREST.text("ar9004", "place_held", sensitivity=_RESTRICTED, search_weight=1),
        _ARREST.choice("ar9005", "held_by", "perpetrator_types", sensitivity=_PUBLIC),
        _ARREST.yes_no("ar9006", "warrant", sensitivity=_PUBLIC),
        _ARREST.yes_no("ar9007", "rights_explained", sensitivity=_PUBLIC),
        _ARREST.told("ar9008", "force_used"),
        _ARREST.choice(
            "ar3114",
            "whereabouts",
            "whereabouts_contacts",
            sensitivity=_PUBLIC,
            huridocs="3114",
        ),
        _ARREST.date_time("ar9009", "family_told"),
        _ARREST.choice(
            "ar3115", "counsel", "counsel_access", sensitivity=_PUBLIC, huridocs="3115"
        ),
        _ARREST.date_time("ar9010", "doctor"),
        _ARREST.date_time("ar9011", "to_judge"),
        _ARREST.choice(
            "ar9012",
            "measure",
            "preventive_measures",
            sensitivity=_PUBLIC,
            list_column=3,
        ),
        _ARREST.date_time("ar9013", "measure_until"),
        _ARREST.date_time("ar9014", "extended_until"),
        _ARREST.text("ar9015", "charge", sensitivity=_RESTRICTED),
        _ARREST.date_time("ar9016", "released"),
        _ARREST.choice(
            "ar3116", "court", "court_types", sensitivity=_PUBLIC, huridocs="3116"
        ),
        _ARREST.choice("ar3117", "trial_language", "languages", huridocs="3117"),
        _ARREST.text(
            "ar3118",
            "case_code",
            sensitivity=_RESTRICTED,
            search_weight=2,
            huridocs="3118",
        ),
        _ARREST.told("ar9017", "note", search_weight=1),
    ),
)

_KILLING = Section("killing")
KILLING = RecordType(
    key="killing",
    area=Area.CASES,
    parent="case",
    title="cause",
    has_reference=False,
    applies_to=("010000000000",),
    fields=(
        _KILLING.link("ki3203", "act", "act", list_column=1),
        _KILLING.text("ki9001", "cause", sensitivity=_RESTRICTED, list_column=1),
        _KILLING.choice(
            "ki3212",
            "autopsy",
            "autopsy_results",
            sensitivity=_PUBLIC,
            list_column=2,
            huridocs="3212",
        ),
        _KILLING.text("ki9002", "autopsy_by", sensitivity=_RESTRICTED),
        _KILLING.yes_no("ki9003", "family_present"),
        _KILLING.choice(
            "ki3213",
            "certificate",
            "death_certificates",
            sensitivity=_PUBLIC,
            list_column=2,
            huridocs="3213",
        ),
        _KILLING.text("ki9004", "official_cause", sensitivity=_RESTRICTED),
        _KILLING.date("ki9005", "body_returned"),
        _KILLING.told("ki9006", "marks_seen"),
        _KILLING.told("ki9007", "note", search_weight=1),
    ),
)

_TORTURE = Section("torture")
TORTURE = RecordType(
    key="torture",
    area=Area.CASES,
    parent="case",
    title="examined_by",
    has_reference=False,
    applies_to=(
        "020111110000",
        "010190010000",
        "020101000000",
        "020111010000",
        "020111030000",
    ),
    fields=(
        _TORTURE.link("to3303", "act", "act", list_column=1),
        _TORTURE.terms(
            "to3351", "intent", "torture_intents", sensitivity=_PUBLIC, huridocs="3351"
        ),
        _TORTURE.choice(
            "to3311",
            "statement_signed",
            "statements_signed",
            sensitivity=_PUBLIC,
            huridocs="3311",
        ),
        _TORTURE.terms("to3312", "medical", "medical_attention", huridocs="3312"),
        _TORTURE.text("to9001", "examined_by", sensitivity=_RESTRICTED, list_column=1),
        _TORTURE.text("to9002", "qualification"),
        _TORTURE.date("to9003", "exam_date", list_column=2),
        _TORTURE.text("to9004", "exam_place", sensitivity=_RESTRICTED),
        _TORTURE.number("to9005", "duration_min"),
        _TORTURE.date("to9006", "injury_date"),
        _TORTURE.number("to9007", "days_since"),
        _TORTURE.yes_no("to9008", "officer_present", sensitivity=_PUBLIC),
        _TORTURE.yes_no("to9009", "restrained", sensitivity=_PUBLIC),
        _TORTURE.text("to9010", "others_present", sensitivity=_RESTRICTED),
        _TORTURE.text("to9011", "interpreter", sensitivity=_RESTRICTED),
        _TORTURE.yes_no("to9012", "consented"),
        _TORTURE.yes_no("to9013", "photographs"),
        _TORTURE.told("to9014", "physical"),
        _TORTURE.told("to9015", "psychological"),
        _TORTURE.choice(
            "to9016", "overall", "consistencies", sensitivity=_PUBLIC, list_column=2
        ),
        _TORTURE.told("to9017", "conclusion"),
    ),
)

_FINDING = Section("torture_finding")
FINDING = RecordType(
    key="torture_finding",
    area=Area.CASES,
    parent="case",
    title="finding",
    has_reference=False,
    applies_to=(
        "020111110000",
        "010190010000",
        "020101000000",
        "020111010000",
        "020111030000",
    ),
    fields=(
        _FINDING.link("tf0001", "examination", "torture"),
        _FINDING.text("tf0002", "finding", sensitivity=_RESTRICTED, list_column=1),
        _FINDING.choice("tf0003", "kind", "finding_kinds", list_column=2),
        _FINDING.choice(
            "tf0004", "consistency", "consistencies", sensitivity=_PUBLIC, list_column=1
        ),
        _FINDING.told("tf0005", "note"),
    ),
)

_BODY_MARK = Section("body_mark")
BODY_MARK = RecordType(
    key="body_mark",
    area=Area.CASES,
    parent="case",
    title="note",
    has_reference=False,
    applies_to=(
        "020111110000",
        "010190010000",
        "020101000000",
        "020111010000",
        "020111030000",
    ),
    fields=(
        _BODY_MARK.link("bm0001", "examination", "torture"),
        _BODY_MARK.number("bm0002", "number", list_column=1),
        _BODY_MARK.choice("bm0003", "view", "body_views", list_column=1),
        _BODY_MARK.number("bm0004", "x", sensitivity=_RESTRICTED),
        _BODY_MARK.number("bm0005", "y", sensitivity=_RESTRICTED),
        _BODY_MARK.choice("bm0006", "injury", "injury_kinds", list_column=2),
        _BODY_MARK.number("bm0007", "size_mm"),
        _BODY_MARK.link("bm0009", "finding", "torture_finding"),
        _BODY_MARK.text("bm0008", "note", sensitivity=_RESTRICTED, list_column=2),
    ),
)

_ALLEGATION = Section("allegation")
ALLEGATION = RecordType(
    key="allegation",
    area=Area.CASES,
    parent="case",
    title="method",
    has_reference=False,
    applies_to=(
        "020111110000",
        "010190010000",
        "020101000000",
        "020111010000",
        "020111030000",
    ),
    fields=(
        _ALLEGATION.link("al0001", "act", "act", list_column=1),
        _ALLEGATION.choice("al0002", "method", "methods", list_column=1),
        _ALLEGATION.told("al0003", "told"),
        _ALLEGATION.text("al0004", "injury", sensitivity=_RESTRICTED, list_column=2),
        _ALLEGATION.link("al0005", "finding", "torture_finding"),
        _ALLEGATION.link("al0006", "mark", "body_mark"),
        _ALLEGATION.text("al0007", "photo", sensitivity=_RESTRICTED),
        _ALLEGATION.link("al0012", "photo_file", "attachment"),
        _ALLEGATION.person("al0008", "witness"),
        _ALLEGATION.text("al0009", "document", sensitivity=_RESTRICTED),
        _ALLEGATION.link("al0013", "document_file", "attachment"),
        _ALLEGATION.choice("al0010", "borne_out", "violation_statuses", list_column=2),
        _ALLEGATION.told("al0011", "note"),
    ),
)

_ALLEGATION_LINK = Section("allegation_link")
ALLEGATION_LINK = RecordType(
    key="allegation_link",
    area=Area.CASES,
    parent="case",
    title="allegation",
    has_reference=False,
    applies_to=ALLEGATION.applies_to,
    fields=(
        _ALLEGATION_LINK.link(
            "ab0001", "allegation", "allegation", required=True, list_column=1
        ),
        _ALLEGATION_LINK.link("ab0002", "finding", "torture_finding", list_column=2),
        _ALLEGATION_LINK.link("ab0003", "mark", "body_mark", list_column=2),
        _ALLEGATION_LINK.link("ab0004", "photo_file", "attachment", list_column=2),
        _ALLEGATION_LINK.person("ab0005", "witness", list_column=2),
        _ALLEGATION_LINK.link("ab0006", "source", "source", list_column=2),
        _ALLEGATION_LINK.link("ab0007", "document_file", "attachment", list_column=2),
        _ALLEGATION_LINK.told("ab0008", "note"),
    ),
)
"""One more thing that bears an allegation out: a cell holds any number of them."""

_DESTRUCTION = Section("destruction")
DESTRUCTION = RecordType(
    key="destruction",
    area=Area.CASES,
    parent="case",
    title="destroyed",
    has_reference=False,
    applies_to=(
        "040000000000",
        "equipment_damage",
    ),
    fields=(
        _DESTRUCTION.link("de3403", "act", "act", list_column=1),
        _DESTRUCTION.text(
            "de3410",
            "destroyed",
            sensitivity=_RESTRICTED,
            list_column=1,
            huridocs="3410",
        ),
        _DESTRUCTION.text("de3411", "owner", sensitivity=_RESTRICTED),
        _DESTRUCTION.number("de3412", "value", huridocs="3411"),
        _DESTRUCTION.choice(
            "de3451",
            "compensation",
            "compensations",
            sensitivity=_PUBLIC,
            list_column=2,
            huridocs="3412",
        ),
        _DESTRUCTION.told("de9001", "note"),
    ),
)
