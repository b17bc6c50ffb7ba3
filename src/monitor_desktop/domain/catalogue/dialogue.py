"""Talking with the state and the public: consultations, contacts, press releases."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED
_KEY_FACTS = Section("key_facts")
_RESULTS = Section("results")
_ATTENDANCE = Section("attendance")
_PROPOSALS = Section("proposals")
_TEXT = Section("text")

CONSULTATION = RecordType(
    key="consultation",
    area=Area.DIALOGUE,
    title="topic",
    fields=(
        _KEY_FACTS.text(
            "co0001",
            "topic",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice(
            "co0002", "form", "consultation_forms", list_column=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.date(
            "co0003",
            "held_on",
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.place(
            "co0004",
            "place",
            list_column=3,
            sortable=True,
            search_weight=1,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text("co0005", "place_text", search_weight=1),
        _KEY_FACTS.text(
            "co0006", "organiser", list_column=3, search_weight=3, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text("co0007", "draft", search_weight=2, sensitivity=_PUBLIC),
        _KEY_FACTS.text("co0008", "draft_version", sensitivity=_PUBLIC),
        _KEY_FACTS.link("co0009", "plan", "plan", sensitivity=_PUBLIC),
        _KEY_FACTS.link("co0010", "project", "project"),
        _KEY_FACTS.choice("co0011", "confidentiality", "sensitivities"),
        _RESULTS.multilingual(
            "co0012", "summary", search_weight=2, sensitivity=_PUBLIC
        ),
        _RESULTS.long_text("co0013", "agenda", search_weight=1, sensitivity=_PUBLIC),
        _RESULTS.long_text("co0014", "results", search_weight=1),
        _RESULTS.long_text("co0015", "notes", search_weight=1, sensitivity=_RESTRICTED),
    ),
)

ATTENDANCE = RecordType(
    key="attendance",
    area=Area.DIALOGUE,
    parent="consultation",
    title="sector",
    has_reference=False,
    fields=(
        _ATTENDANCE.choice(
            "at0001",
            "sector",
            "sectors",
            required=True,
            list_column=1,
            sensitivity=_PUBLIC,
        ),
        _ATTENDANCE.choice(
            "at0002", "sex", "sexes", list_column=1, sensitivity=_PUBLIC
        ),
        _ATTENDANCE.place("at0003", "place", list_column=2, sensitivity=_PUBLIC),
        _ATTENDANCE.choice("at0004", "age_band", "age_bands", sensitivity=_PUBLIC),
        _ATTENDANCE.choice("at0005", "settlement", "settlements", sensitivity=_PUBLIC),
        _ATTENDANCE.yes_no("at0006", "disability", sensitivity=_PUBLIC),
        _ATTENDANCE.number(
            "at0007", "people", required=True, list_column=1, sensitivity=_PUBLIC
        ),
        _ATTENDANCE.long_text(
            "at0008", "names", sensitivity=_RESTRICTED, person_name=True
        ),
    ),
)

PROPOSAL = RecordType(
    key="proposal",
    area=Area.DIALOGUE,
    parent="consultation",
    title="proposal",
    has_reference=False,
    fields=(
        _PROPOSALS.long_text(
            "po0001",
            "proposal",
            required=True,
            list_column=1,
            search_weight=2,
            sensitivity=_PUBLIC,
        ),
        _PROPOSALS.text("po0002", "by", list_column=2, search_weight=1),
        _PROPOSALS.text("po0003", "article", search_weight=1, sensitivity=_PUBLIC),
        _PROPOSALS.choice(
            "po0004", "fate", "proposal_fates", list_column=1, sensitivity=_PUBLIC
        ),
        _PROPOSALS.long_text("po0005", "wording", search_weight=1, sensitivity=_PUBLIC),
        _PROPOSALS.long_text("po0006", "reason", search_weight=1, sensitivity=_PUBLIC),
        _PROPOSALS.date("po0007", "answered_on", sensitivity=_PUBLIC),
        _PROPOSALS.text("po0008", "note", search_weight=1),
    ),
)

BODY_CONTACT = RecordType(
    key="body_contact",
    area=Area.DIALOGUE,
    title="subject",
    fields=(
        _KEY_FACTS.text(
            "bc0001",
            "subject",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
        ),
        _KEY_FACTS.text(
            "bc0002",
            "body",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=4,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice(
            "bc0003", "kind", "contact_kinds", list_column=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.date(
            "bc0004",
            "held_on",
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.place("bc0005", "place", search_weight=1, sensitivity=_PUBLIC),
        _KEY_FACTS.text(
            "bc0006", "their_people", search_weight=2, sensitivity=_RESTRICTED
        ),
        _KEY_FACTS.text(
            "bc0007",
            "our_people",
            search_weight=2,
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _KEY_FACTS.text("bc0008", "number", search_weight=2),
        _KEY_FACTS.choice("bc0009", "confidentiality", "sensitivities"),
        _RESULTS.long_text("bc0010", "content", search_weight=2),
        _RESULTS.long_text("bc0011", "agreed", search_weight=2),
        _RESULTS.date("bc0012", "due", sortable=True),
        _RESULTS.text("bc0013", "responsible", search_weight=1),
        _RESULTS.date("bc0014", "done_on"),
        _RESULTS.link("bc0015", "measure", "measure"),
        _RESULTS.link("bc0016", "linked_case", "case"),
        _RESULTS.link("bc0017", "project", "project"),
        _RESULTS.long_text("bc0018", "notes", search_weight=1, sensitivity=_RESTRICTED),
    ),
)

RELEASE = RecordType(
    key="release",
    area=Area.DIALOGUE,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "re0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
        ),
        _KEY_FACTS.choice(
            "re0002", "kind", "release_kinds", list_column=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.choice(
            "re0003", "review_state", "review_states", list_column=2, sortable=True
        ),
        _KEY_FACTS.date(
            "re0004", "dated", list_column=2, sortable=True, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text(
            "re0005", "by", list_column=3, search_weight=1, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text("re0006", "addressees", search_weight=1),
        _KEY_FACTS.choice("re0007", "confidentiality", "sensitivities"),
        _TEXT.multilingual("re0008", "headline", search_weight=4, sensitivity=_PUBLIC),
        _TEXT.multilingual("re0009", "text", search_weight=3, sensitivity=_PUBLIC),
        _TEXT.text("re0010", "published_at", search_weight=1, sensitivity=_PUBLIC),
        _TEXT.link("re0011", "linked_case", "case"),
        _TEXT.link("re0012", "linked_report", "monitoring_report"),
        _TEXT.link("re0013", "project", "project"),
        _TEXT.long_text("re0014", "notes", search_weight=1, sensitivity=_RESTRICTED),
    ),
)
