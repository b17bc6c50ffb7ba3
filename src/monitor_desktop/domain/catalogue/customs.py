"""What a coordinator adds without a new program: fields, and terms of lists.

Both are records like any other: they travel in bundles, have a history, can be taken
back. A field that is taken back keeps its values in the journal.
"""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType

_KEY_FACTS = Section("key_facts")

CUSTOM_FIELD = RecordType(
    key="custom_field",
    area=Area.PROJECT,
    for_everybody=True,
    title="key",
    fields=(
        _KEY_FACTS.multilingual("cf0001", "label", required=True, list_column=1),
        _KEY_FACTS.text(
            "cf0002",
            "key",
            required=True,
            list_column=2,
            sortable=True,
            search_weight=4,
        ),
        _KEY_FACTS.choice(
            "cf0003", "on_type", "record_types", required=True, list_column=1
        ),
        _KEY_FACTS.choice(
            "cf0004", "kind", "custom_kinds", required=True, list_column=2
        ),
        _KEY_FACTS.text("cf0005", "vocabulary"),
        _KEY_FACTS.choice("cf0006", "sensitivity", "sensitivities"),
        _KEY_FACTS.yes_no("cf0007", "in_list"),
        _KEY_FACTS.yes_no("cf0008", "searched"),
    ),
)

CUSTOM_TERM = RecordType(
    key="custom_term",
    area=Area.PROJECT,
    for_everybody=True,
    title="code",
    fields=(
        _KEY_FACTS.multilingual("ct0001", "label", required=True, list_column=1),
        _KEY_FACTS.text(
            "ct0002",
            "vocabulary",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=2,
        ),
        _KEY_FACTS.text(
            "ct0003",
            "code",
            required=True,
            list_column=2,
            sortable=True,
            search_weight=4,
        ),
        _KEY_FACTS.text("ct0004", "under"),
        _KEY_FACTS.date("ct0005", "valid_from"),
        _KEY_FACTS.date("ct0006", "valid_to"),
    ),
)
