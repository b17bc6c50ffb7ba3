"""What ties a case to others and to those who told of it (HURIDOCS 22)."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED

_EVENT_LINK = Section("event_link")
EVENT_LINK = RecordType(
    key="event_link",
    area=Area.CASES,
    parent="case",
    title="relation",
    has_reference=False,
    fields=(
        _EVENT_LINK.link("ch2202", "other", "case", list_column=1, huridocs="2203"),
        _EVENT_LINK.choice(
            "ch2209",
            "relation",
            "event_relations",
            sensitivity=_PUBLIC,
            list_column=1,
            huridocs="2209",
        ),
        _EVENT_LINK.told("ch9001", "note", huridocs="2250"),
    ),
)

_INTERVIEW = Section("interview")
INTERVIEW = RecordType(
    key="interview",
    area=Area.CASES,
    parent="case",
    title="interviewee",
    has_reference=False,
    fields=(
        _INTERVIEW.person("iw0001", "interviewee", list_column=1),
        _INTERVIEW.text(
            "iw0002", "interviewer", sensitivity=_RESTRICTED, list_column=2
        ),
        _INTERVIEW.date("iw0003", "date", list_column=1),
        _INTERVIEW.text("iw0004", "place", sensitivity=_RESTRICTED),
        _INTERVIEW.choice("iw0005", "language", "languages"),
        _INTERVIEW.text("iw0006", "interpreter", sensitivity=_RESTRICTED),
        _INTERVIEW.text("iw0007", "others_present", sensitivity=_RESTRICTED),
        _INTERVIEW.choice("iw0008", "channel", "interview_channels", list_column=2),
        _INTERVIEW.choice("iw0009", "recorded", "recording_kinds"),
        _INTERVIEW.text("iw0010", "breaks"),
        _INTERVIEW.told("iw0011", "statement", search_weight=1),
        _INTERVIEW.yes_no("iw0012", "read_back"),
        _INTERVIEW.yes_no("iw0013", "signed"),
        _INTERVIEW.told("iw0014", "corrections"),
        _INTERVIEW.told("iw0015", "distress"),
        _INTERVIEW.told("iw0016", "note"),
    ),
)

_NAMING_APPROVAL = Section("naming_approval")
NAMING_APPROVAL = RecordType(
    key="naming_approval",
    area=Area.CASES,
    parent="case",
    title="involvement",
    has_reference=False,
    fields=(
        _NAMING_APPROVAL.link(
            "na0001", "involvement", "involvement", required=True, list_column=1
        ),
        _NAMING_APPROVAL.yes_no("na0002", "approves", required=True, list_column=1),
        _NAMING_APPROVAL.told("na0003", "reasons"),
        _NAMING_APPROVAL.date("na0004", "date", list_column=2),
    ),
)
