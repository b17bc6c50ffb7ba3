"""Deadlines of laws as data: rules a coordinator keeps, and the working calendar.

What ships with the program is a table; a record here stands in its place.
"""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_KEY_FACTS = Section("key_facts")
_CONFIRMATION = Section("confirmation")

DEADLINE_RULE = RecordType(
    key="deadline_rule",
    area=Area.REQUESTS,
    for_everybody=True,
    title="law",
    fields=(
        _KEY_FACTS.text(
            "dl0001",
            "law",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=4,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "dl0002", "article", list_column=3, search_weight=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.choice(
            "dl0003",
            "basis",
            "legal_bases",
            required=True,
            list_column=2,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice(
            "dl0004",
            "step",
            "deadline_steps",
            required=True,
            list_column=1,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.number(
            "dl0005", "amount", required=True, list_column=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.choice(
            "dl0006",
            "unit",
            "term_units",
            required=True,
            list_column=2,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.number("dl0007", "extension", sensitivity=_PUBLIC),
        _KEY_FACTS.choice(
            "dl0008",
            "runs_from",
            "clock_starts",
            required=True,
            list_column=3,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice("dl0009", "on_day_off", "day_off_rules", sensitivity=_PUBLIC),
        _KEY_FACTS.date("dl0010", "valid_from", sensitivity=_PUBLIC),
        _KEY_FACTS.date("dl0011", "valid_until", sensitivity=_PUBLIC),
        _CONFIRMATION.text("dl0012", "confirmed_by", search_weight=1),
        _CONFIRMATION.date("dl0013", "confirmed_on"),
        _CONFIRMATION.text("dl0014", "source", search_weight=1, sensitivity=_PUBLIC),
        _CONFIRMATION.long_text("dl0015", "notes", search_weight=1),
    ),
)

DAY_OFF = RecordType(
    key="day_off",
    area=Area.REQUESTS,
    for_everybody=True,
    title="name",
    fields=(
        _KEY_FACTS.text(
            "do0001",
            "name",
            required=True,
            list_column=1,
            search_weight=3,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.date(
            "do0002",
            "days",
            required=True,
            list_column=1,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice(
            "do0003",
            "kind",
            "day_off_kinds",
            required=True,
            list_column=2,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text("do0004", "source", search_weight=1, sensitivity=_PUBLIC),
        _KEY_FACTS.long_text("do0005", "notes", search_weight=1),
    ),
)
