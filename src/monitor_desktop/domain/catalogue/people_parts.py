"""Parts of a person: consents, ties, safe contact, needs, how long data is kept.

They stay within the unit whatever the person agreed to (``domain.disclosure``); only
the answers of a consent go on, so that a withdrawal reaches whoever has the person.
"""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_RESTRICTED = Sensitivity.RESTRICTED
_SEALED = Sensitivity.SEALED

_CONSENT = Section("consent")
CONSENT = RecordType(
    key="consent",
    area=Area.PEOPLE,
    parent="person",
    title="purpose",
    has_reference=False,
    fields=(
        _CONSENT.choice(
            "cs0001", "purpose", "consent_purposes", required=True, list_column=1
        ),
        _CONSENT.choice(
            "cs0002", "answer", "consent_answers", required=True, list_column=1
        ),
        _CONSENT.text("cs0003", "body", sensitivity=_RESTRICTED),
        _CONSENT.choice("cs0004", "given_by", "consent_givers", list_column=2),
        _CONSENT.text("cs0005", "given_by_name", sensitivity=_RESTRICTED),
        _CONSENT.choice("cs0006", "ground", "consent_grounds"),
        _CONSENT.yes_no("cs0007", "ask_on_release"),
        _CONSENT.date("cs0008", "ask_by"),
        _CONSENT.choice("cs0009", "form", "consent_forms", list_column=2),
        _CONSENT.date("cs0010", "date", list_column=2),
        _CONSENT.date("cs0011", "until"),
        _CONSENT.date("cs0012", "withdrawn_on"),
        _CONSENT.choice("cs0013", "language", "languages"),
        _CONSENT.text("cs0014", "interpreter", sensitivity=_RESTRICTED),
        _CONSENT.text("cs0015", "taken_by", sensitivity=_RESTRICTED),
        _CONSENT.text("cs0016", "scan", sensitivity=_RESTRICTED),
        _CONSENT.link("cs0018", "scan_file", "attachment"),
        _CONSENT.told("cs0017", "note"),
    ),
)

_PERSON_LINK = Section("person_link")
PERSON_LINK = RecordType(
    key="person_link",
    area=Area.PEOPLE,
    parent="person",
    title="relation",
    has_reference=False,
    fields=(
        _PERSON_LINK.person("pl2302", "other", list_column=1, huridocs="2303"),
        _PERSON_LINK.choice(
            "pl2309", "relation", "person_relations", list_column=1, huridocs="2309"
        ),
        _PERSON_LINK.date("pl2311", "date_from", huridocs="2310"),
        _PERSON_LINK.date("pl2312", "date_to", huridocs="2311"),
        _PERSON_LINK.told("pl9001", "note", huridocs="2350"),
    ),
)

_SAFE_CONTACT = Section("safe_contact")
SAFE_CONTACT = RecordType(
    key="safe_contact",
    area=Area.PEOPLE,
    parent="person",
    title="channel",
    has_reference=False,
    fields=(
        _SAFE_CONTACT.choice(
            "sc0001", "channel", "contact_channels", sensitivity=_SEALED, list_column=1
        ),
        _SAFE_CONTACT.text("sc0002", "address", sensitivity=_SEALED, list_column=1),
        _SAFE_CONTACT.text("sc0003", "hours", sensitivity=_SEALED, list_column=2),
        _SAFE_CONTACT.text("sc0004", "shared_with", sensitivity=_SEALED),
        _SAFE_CONTACT.text("sc0005", "code_phrase", sensitivity=_SEALED),
        _SAFE_CONTACT.text("sc0006", "danger_sign", sensitivity=_SEALED),
        _SAFE_CONTACT.yes_no(
            "sc0007", "never_call", sensitivity=_SEALED, list_column=2
        ),
        _SAFE_CONTACT.long_text("sc0008", "note", sensitivity=_SEALED),
    ),
)

_NEED = Section("need")
NEED = RecordType(
    key="need",
    area=Area.PEOPLE,
    parent="person",
    title="kind",
    has_reference=False,
    fields=(
        _NEED.choice("nd0001", "kind", "need_kinds", list_column=1),
        _NEED.told("nd0002", "described"),
        _NEED.choice("nd0003", "urgency", "priorities", list_column=2),
        _NEED.date("nd0004", "date", list_column=2),
        _NEED.text("nd0005", "referred_to", sensitivity=_RESTRICTED, list_column=1),
        _NEED.date("nd0006", "referred_on"),
        _NEED.date("nd0007", "due"),
        _NEED.choice("nd0008", "outcome", "need_outcomes", list_column=2),
        _NEED.text("nd0009", "donor_line"),
        _NEED.number("nd0010", "cost"),
        _NEED.told("nd0011", "note"),
    ),
)

_RETENTION = Section("retention")
RETENTION = RecordType(
    key="retention",
    area=Area.PEOPLE,
    parent="person",
    title="ground",
    has_reference=False,
    fields=(
        _RETENTION.choice("rt0001", "ground", "retention_grounds", list_column=1),
        _RETENTION.date("rt0002", "keep_until", list_column=1),
        _RETENTION.date("rt0003", "asked_on"),
        _RETENTION.choice("rt0004", "asked_for", "data_requests", list_column=2),
        _RETENTION.date("rt0011", "answer_due"),
        _RETENTION.date("rt0005", "answered_on"),
        _RETENTION.told("rt0006", "answer"),
        _RETENTION.date("rt0007", "destroyed_on", list_column=2),
        _RETENTION.text("rt0008", "destruction_act"),
        _RETENTION.text("rt0009", "destroyed_by", sensitivity=_RESTRICTED),
        _RETENTION.told("rt0010", "note"),
    ),
)
