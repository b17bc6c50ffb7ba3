"""What the state promised: plans, measures, progress, recommendations.

Plans are replaced by others, so a measure hangs under none: it names its plan and its
direction, and the measure it was carried over from.
"""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_KEY_FACTS = Section("key_facts")
_PLAN_DIRECTIONS = Section("plan_directions")
_MEASURING = Section("measuring")
_PROGRESS = Section("progress")
_MEASURE_LINKS = Section("measure_links")

PLAN = RecordType(
    key="plan",
    area=Area.COMMITMENTS,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "pl0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=8,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.multilingual(
            "pl0002", "full_title", search_weight=4, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.choice(
            "pl0003", "kind", "plan_kinds", list_column=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text(
            "pl0004", "act_number", list_column=2, search_weight=3, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.date("pl0005", "adopted_on", sortable=True, sensitivity=_PUBLIC),
        _KEY_FACTS.text("pl0006", "adopted_by", search_weight=2, sensitivity=_PUBLIC),
        _KEY_FACTS.date(
            "pl0007", "starts_on", list_column=3, sortable=True, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.date(
            "pl0008", "ends_on", list_column=3, sortable=True, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.link("pl0009", "supersedes", "plan", sensitivity=_PUBLIC),
        _KEY_FACTS.text(
            "pl0010", "coordinator_body", search_weight=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.choice("pl0011", "confidentiality", "sensitivities"),
        _KEY_FACTS.long_text("pl0012", "notes", search_weight=1),
    ),
)

PLAN_DIRECTION = RecordType(
    key="plan_direction",
    area=Area.COMMITMENTS,
    parent="plan",
    title="title",
    has_reference=False,
    fields=(
        _PLAN_DIRECTIONS.text(
            "pd0001", "number", list_column=1, search_weight=1, sensitivity=_PUBLIC
        ),
        _PLAN_DIRECTIONS.text(
            "pd0002",
            "title",
            required=True,
            list_column=1,
            search_weight=3,
            sensitivity=_PUBLIC,
        ),
        _PLAN_DIRECTIONS.multilingual(
            "pd0003", "full_title", search_weight=2, sensitivity=_PUBLIC
        ),
        _PLAN_DIRECTIONS.terms("pd0004", "rights", "rights", sensitivity=_PUBLIC),
        _PLAN_DIRECTIONS.long_text("pd0005", "note", search_weight=1),
    ),
)

MEASURE = RecordType(
    key="measure",
    area=Area.COMMITMENTS,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "me0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "me0002",
            "number",
            list_column=2,
            sortable=True,
            search_weight=2,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.link(
            "me0003", "plan", "plan", required=True, list_column=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.link("me0004", "direction", "plan_direction", sensitivity=_PUBLIC),
        _KEY_FACTS.multilingual("me0005", "text", search_weight=4, sensitivity=_PUBLIC),
        _KEY_FACTS.text(
            "me0006",
            "lead_body",
            list_column=3,
            sortable=True,
            search_weight=3,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text("me0007", "co_bodies", search_weight=2, sensitivity=_PUBLIC),
        _KEY_FACTS.date(
            "me0008", "due", list_column=2, sortable=True, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text("me0009", "funding", search_weight=1, sensitivity=_PUBLIC),
        _KEY_FACTS.choice(
            "me0010",
            "state",
            "measure_states",
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice("me0011", "confidentiality", "sensitivities"),
        _MEASURING.multilingual(
            "me0012", "indicator", search_weight=1, sensitivity=_PUBLIC
        ),
        _MEASURING.text("me0013", "baseline", sensitivity=_PUBLIC),
        _MEASURING.text("me0014", "target", sensitivity=_PUBLIC),
        _MEASURING.link("me0015", "replaces", "measure", sensitivity=_PUBLIC),
        _MEASURING.long_text("me0016", "notes", search_weight=1),
    ),
)

PROGRESS = RecordType(
    key="progress",
    area=Area.COMMITMENTS,
    parent="measure",
    title="date",
    has_reference=False,
    fields=(
        _PROGRESS.date(
            "pg0001", "date", required=True, list_column=1, sensitivity=_PUBLIC
        ),
        _PROGRESS.text(
            "pg0002", "source", list_column=2, search_weight=1, sensitivity=_PUBLIC
        ),
        _PROGRESS.choice(
            "pg0003",
            "claimed_state",
            "measure_states",
            list_column=1,
            sensitivity=_PUBLIC,
        ),
        _PROGRESS.multilingual(
            "pg0004", "state_claim", search_weight=2, sensitivity=_PUBLIC
        ),
        _PROGRESS.choice(
            "pg0005",
            "found_state",
            "measure_states",
            list_column=1,
            sensitivity=_PUBLIC,
        ),
        _PROGRESS.multilingual(
            "pg0006", "our_finding", search_weight=2, sensitivity=_PUBLIC
        ),
        _PROGRESS.long_text("pg0007", "evidence", search_weight=1, sensitivity=_PUBLIC),
        _PROGRESS.link("pg0008", "linked_case", "case"),
        _PROGRESS.long_text("pg0009", "note", search_weight=1),
    ),
)

RECOMMENDATION = RecordType(
    key="recommendation",
    area=Area.COMMITMENTS,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "rm0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice(
            "rm0002",
            "mechanism",
            "mechanisms",
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "rm0003", "cycle", list_column=3, search_weight=1, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text(
            "rm0004",
            "symbol",
            list_column=2,
            sortable=True,
            search_weight=3,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "rm0005", "paragraph", list_column=3, search_weight=1, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.date(
            "rm0006", "made_on", list_column=4, sortable=True, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text("rm0007", "made_by", search_weight=2, sensitivity=_PUBLIC),
        _KEY_FACTS.choice(
            "rm0008",
            "position",
            "recommendation_positions",
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.multilingual("rm0009", "text", search_weight=4, sensitivity=_PUBLIC),
        _KEY_FACTS.terms(
            "rm0010", "theme", "recommendation_themes", sensitivity=_PUBLIC
        ),
        _KEY_FACTS.terms("rm0011", "rights", "rights", sensitivity=_PUBLIC),
        _KEY_FACTS.text("rm0012", "sdg", search_weight=1, sensitivity=_PUBLIC),
        _KEY_FACTS.date("rm0013", "due", sortable=True, sensitivity=_PUBLIC),
        _KEY_FACTS.choice(
            "rm0014",
            "state",
            "measure_states",
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice("rm0015", "confidentiality", "sensitivities"),
        _KEY_FACTS.long_text("rm0016", "notes", search_weight=1),
    ),
)

MEASURE_LINK = RecordType(
    key="measure_link",
    area=Area.COMMITMENTS,
    parent="measure",
    title="recommendation",
    has_reference=False,
    fields=(
        _MEASURE_LINKS.link(
            "ml0001",
            "recommendation",
            "recommendation",
            required=True,
            list_column=1,
            sensitivity=_PUBLIC,
        ),
        _MEASURE_LINKS.choice(
            "ml0002", "covers", "coverages", list_column=1, sensitivity=_PUBLIC
        ),
        _MEASURE_LINKS.text("ml0003", "note", search_weight=1, sensitivity=_PUBLIC),
    ),
)
