"""Declarations fit together: what one of them says wrong, every derived part does."""

import re
from collections import Counter

from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.fields import Area, Kind
from monitor_desktop.store.tables import columns_of

BY_KEY = {each.key: each for each in RECORD_TYPES}
FIELDS = [(kind, field) for kind in RECORD_TYPES for field in kind.fields]


def twice(found):
    return [each for each, count in Counter(found).items() if count > 1]


def test_no_field_id_or_type_key_is_used_twice():
    assert twice(field.id for _, field in FIELDS) == []
    assert twice(each.key for each in RECORD_TYPES) == []
    assert all(re.fullmatch(r"[a-z]{2}\d{4}", field.id) for _, field in FIELDS)


def test_no_area_is_called_as_a_type():
    """Both are asked for by name: a project would lead to the area of projects."""
    assert not {str(each) for each in Area} & {each.key for each in RECORD_TYPES}


def test_no_two_fields_of_a_type_share_a_column():
    for kind in RECORD_TYPES:
        columns = (each.name for field in kind.fields for each in columns_of(field))
        assert twice(columns) == [], kind.key


def test_links_and_parents_lead_to_types_that_are_there():
    for kind, field in FIELDS:
        is_link = field.kind is Kind.LINK
        assert (field.target in BY_KEY) is is_link, (kind.key, field.key)
    for kind in RECORD_TYPES:
        assert kind.field(kind.title) is not None
        if kind.parent is not None:
            parent = BY_KEY[kind.parent]
            # One level of parts: what lies deeper is a link between them.
            assert parent.parent is None
            assert parent.area is kind.area


def test_only_choices_name_a_vocabulary():
    for kind, field in FIELDS:
        chosen = field.kind in {Kind.CHOICE, Kind.MULTIPLE_CHOICE}
        assert (field.vocabulary is not None) is chosen, (kind.key, field.key)


def test_what_names_a_person_in_words_never_goes_out_by_itself():
    for kind, field in FIELDS:
        if field.person_name:
            assert field.sensitivity.value in {"restricted", "sealed"}, (
                kind.key,
                field.key,
            )


def test_a_hearing_is_noted_alike_in_a_case_and_in_a_report():
    keys = [
        [field.key for field in BY_KEY[each].fields]
        for each in ("hearing", "observed_hearing")
    ]
    assert keys[0] == keys[1]
    assert {"upheld", "breached"} <= set(keys[0])
