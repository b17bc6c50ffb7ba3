"""Public councils at state bodies: members, meetings, decisions and their replies."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED
_KEY_FACTS = Section("key_facts")
_COUNCIL_MEMBERS = Section("council_members")
_COUNCIL_MEETINGS = Section("council_meetings")
_COUNCIL_DECISIONS = Section("council_decisions")

COUNCIL = RecordType(
    key="public_council",
    area=Area.DIALOGUE,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "pc0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "pc0002",
            "body",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=4,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "pc0003",
            "founding_act",
            list_column=3,
            search_weight=2,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.date("pc0004", "founded_on", sortable=True, sensitivity=_PUBLIC),
        _KEY_FACTS.date(
            "pc0005", "term_from", list_column=2, sortable=True, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.date(
            "pc0006", "term_until", list_column=2, sortable=True, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.terms(
            "pc0007", "functions", "council_functions", sensitivity=_PUBLIC
        ),
        _KEY_FACTS.number("pc0008", "seats", sensitivity=_PUBLIC),
        _KEY_FACTS.choice("pc0009", "confidentiality", "sensitivities"),
        _KEY_FACTS.long_text(
            "pc0010", "notes", search_weight=1, sensitivity=_RESTRICTED
        ),
    ),
)

COUNCIL_MEMBER = RecordType(
    key="council_member",
    area=Area.DIALOGUE,
    parent="public_council",
    title="name",
    has_reference=False,
    fields=(
        _COUNCIL_MEMBERS.text(
            "cm0001", "name", required=True, list_column=1, search_weight=3
        ),
        _COUNCIL_MEMBERS.choice(
            "cm0002", "role", "council_roles", list_column=1, sensitivity=_PUBLIC
        ),
        _COUNCIL_MEMBERS.text(
            "cm0003",
            "organisation",
            list_column=2,
            search_weight=2,
            sensitivity=_PUBLIC,
        ),
        _COUNCIL_MEMBERS.choice(
            "cm0004", "sector", "sectors", list_column=2, sensitivity=_PUBLIC
        ),
        _COUNCIL_MEMBERS.choice("cm0005", "sex", "sexes", sensitivity=_PUBLIC),
        _COUNCIL_MEMBERS.date("cm0006", "joined_on", sensitivity=_PUBLIC),
        _COUNCIL_MEMBERS.date("cm0007", "left_on", sensitivity=_PUBLIC),
        _COUNCIL_MEMBERS.text("cm0008", "note", search_weight=1),
    ),
)

COUNCIL_MEETING = RecordType(
    key="council_meeting",
    area=Area.DIALOGUE,
    parent="public_council",
    title="number",
    has_reference=False,
    fields=(
        _COUNCIL_MEETINGS.text(
            "cn0001",
            "number",
            required=True,
            list_column=1,
            search_weight=1,
            sensitivity=_PUBLIC,
        ),
        _COUNCIL_MEETINGS.date(
            "cn0002", "held_on", required=True, list_column=1, sensitivity=_PUBLIC
        ),
        _COUNCIL_MEETINGS.text("cn0003", "place", search_weight=1, sensitivity=_PUBLIC),
        _COUNCIL_MEETINGS.number(
            "cn0004", "present", list_column=2, sensitivity=_PUBLIC
        ),
        _COUNCIL_MEETINGS.text("cn0005", "guests", search_weight=1),
        _COUNCIL_MEETINGS.long_text(
            "cn0006", "agenda", search_weight=2, sensitivity=_PUBLIC
        ),
        _COUNCIL_MEETINGS.long_text("cn0007", "minutes", search_weight=2),
        _COUNCIL_MEETINGS.text("cn0008", "note", search_weight=1),
    ),
)

COUNCIL_DECISION = RecordType(
    key="council_decision",
    area=Area.DIALOGUE,
    parent="public_council",
    title="text",
    has_reference=False,
    fields=(
        _COUNCIL_DECISIONS.link(
            "cd0001", "meeting", "council_meeting", list_column=1, sensitivity=_PUBLIC
        ),
        _COUNCIL_DECISIONS.choice(
            "cd0002",
            "kind",
            "council_decision_kinds",
            required=True,
            list_column=1,
            sensitivity=_PUBLIC,
        ),
        _COUNCIL_DECISIONS.text(
            "cd0003", "number", search_weight=1, sensitivity=_PUBLIC
        ),
        _COUNCIL_DECISIONS.long_text(
            "cd0004",
            "text",
            required=True,
            list_column=1,
            search_weight=2,
            sensitivity=_PUBLIC,
        ),
        _COUNCIL_DECISIONS.text(
            "cd0005",
            "addressed_to",
            list_column=2,
            search_weight=1,
            sensitivity=_PUBLIC,
        ),
        _COUNCIL_DECISIONS.date("cd0006", "sent_on", sensitivity=_PUBLIC),
        _COUNCIL_DECISIONS.date("cd0007", "due", sensitivity=_PUBLIC),
        _COUNCIL_DECISIONS.date(
            "cd0008", "reply_on", list_column=3, sensitivity=_PUBLIC
        ),
        _COUNCIL_DECISIONS.choice(
            "cd0009", "reply", "proposal_fates", list_column=2, sensitivity=_PUBLIC
        ),
        _COUNCIL_DECISIONS.long_text(
            "cd0010", "reply_text", search_weight=1, sensitivity=_PUBLIC
        ),
        _COUNCIL_DECISIONS.long_text("cd0011", "follow_up", search_weight=1),
    ),
)
