"""Trainings: sessions, participants with tests and certificates."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED
_PER_CENT = 100
_KEY_FACTS = Section("key_facts")
_RESULTS = Section("results")
_TRAINING_SESSIONS = Section("training_sessions")
_TRAINING_PARTICIPANTS = Section("training_participants")

TRAINING = RecordType(
    key="training",
    area=Area.PROJECT,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "tr0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice(
            "tr0002", "form", "training_forms", list_column=3, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.date(
            "tr0003",
            "starts_on",
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.date("tr0004", "ends_on", sortable=True, sensitivity=_PUBLIC),
        _KEY_FACTS.place(
            "tr0005",
            "place",
            list_column=2,
            sortable=True,
            search_weight=1,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text("tr0006", "place_text", search_weight=1),
        _KEY_FACTS.number("tr0007", "hours", sensitivity=_PUBLIC),
        _KEY_FACTS.text("tr0008", "trainers", search_weight=2),
        _KEY_FACTS.text(
            "tr0009", "organiser", list_column=4, search_weight=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.link("tr0010", "project", "project", list_column=4),
        _KEY_FACTS.text("tr0011", "donor_line", search_weight=1),
        _KEY_FACTS.choice("tr0012", "confidentiality", "sensitivities"),
        _RESULTS.long_text("tr0013", "program", search_weight=1, sensitivity=_PUBLIC),
        _RESULTS.long_text("tr0014", "results", search_weight=1),
        _RESULTS.long_text("tr0015", "notes", search_weight=1, sensitivity=_RESTRICTED),
    ),
)

TRAINING_SESSION = RecordType(
    key="training_session",
    area=Area.PROJECT,
    parent="training",
    title="topic",
    has_reference=False,
    fields=(
        _TRAINING_SESSIONS.date(
            "ts0001", "held_on", required=True, list_column=1, sensitivity=_PUBLIC
        ),
        _TRAINING_SESSIONS.text(
            "ts0002",
            "topic",
            required=True,
            list_column=1,
            search_weight=2,
            sensitivity=_PUBLIC,
        ),
        _TRAINING_SESSIONS.number(
            "ts0003", "hours", list_column=2, sensitivity=_PUBLIC
        ),
        _TRAINING_SESSIONS.text("ts0004", "trainer", list_column=2, search_weight=1),
        _TRAINING_SESSIONS.number("ts0005", "present", sensitivity=_PUBLIC),
        _TRAINING_SESSIONS.text("ts0006", "note", search_weight=1),
    ),
)

TRAINING_PARTICIPANT = RecordType(
    key="training_participant",
    area=Area.PROJECT,
    parent="training",
    title="name",
    has_reference=False,
    fields=(
        _TRAINING_PARTICIPANTS.text(
            "tp0001",
            "name",
            required=True,
            list_column=1,
            search_weight=3,
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _TRAINING_PARTICIPANTS.link(
            "tp0002", "person", "person", sensitivity=_RESTRICTED, person_name=True
        ),
        _TRAINING_PARTICIPANTS.text(
            "tp0003", "organisation", list_column=2, search_weight=2
        ),
        _TRAINING_PARTICIPANTS.text("tp0004", "post", search_weight=1),
        _TRAINING_PARTICIPANTS.choice(
            "tp0005", "sector", "sectors", list_column=2, sensitivity=_PUBLIC
        ),
        _TRAINING_PARTICIPANTS.choice(
            "tp0006", "sex", "sexes", list_column=1, sensitivity=_PUBLIC
        ),
        _TRAINING_PARTICIPANTS.choice(
            "tp0007", "age_band", "age_bands", sensitivity=_PUBLIC
        ),
        _TRAINING_PARTICIPANTS.place("tp0008", "place", sensitivity=_PUBLIC),
        _TRAINING_PARTICIPANTS.choice(
            "tp0009", "settlement", "settlements", sensitivity=_PUBLIC
        ),
        _TRAINING_PARTICIPANTS.yes_no("tp0010", "disability", sensitivity=_PUBLIC),
        _TRAINING_PARTICIPANTS.number("tp0011", "attended_hours", sensitivity=_PUBLIC),
        _TRAINING_PARTICIPANTS.number(
            "tp0012", "pre_test", sensitivity=_PUBLIC, at_most=_PER_CENT
        ),
        _TRAINING_PARTICIPANTS.number(
            "tp0013", "post_test", sensitivity=_PUBLIC, at_most=_PER_CENT
        ),
        _TRAINING_PARTICIPANTS.text(
            "tp0014", "certificate", list_column=3, search_weight=1
        ),
        _TRAINING_PARTICIPANTS.date("tp0015", "certified_on"),
        _TRAINING_PARTICIPANTS.text(
            "tp0016", "note", search_weight=1, sensitivity=_RESTRICTED
        ),
    ),
)
