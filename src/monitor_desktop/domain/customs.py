"""A group's own fields and terms, put beside those the program ships."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from monitor_desktop.domain.catalogue import SHIPPED
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.fields import Field, Kind, Sensitivity
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.domain.vocabularies import Term, Vocabularies, Vocabulary

SECTION: Final = "custom"
PREFIX: Final = "x_"
"""Keys of own fields begin like this, so none is ever one of ours."""
_KINDS: Final = frozenset(Kind) - {Kind.LINK, Kind.ATTACHMENTS}
_CHOSEN: Final = frozenset({Kind.CHOICE, Kind.MULTIPLE_CHOICE})
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SEARCH_WEIGHT: Final = 2
_LIST_COLUMN: Final = 6
"""Own columns are the first to go where there is little room."""


OPEN_LISTS: Final = frozenset(
    {
        "act_types", "methods", "injury_kinds", "occupations", "location_types",
        "victim_characteristics", "perpetrator_types", "source_materials",
        "intervention_types", "need_kinds", "release_kinds", "case_types", "sectors",
        "recommendation_themes", "refusal_grounds", "journalist_roles",
        "person_relations", "contact_kinds", "censorship_kinds", "languages",
        "legal_provisions", "amnesties",
    }
)  # fmt: skip
"""Lists that only name things, to which a term may be added while one types.

Where the program acts by a code, a term of one's own would do nothing, or harm.
"""


def catalogue(definitions: Iterable[Record], vocabularies: Vocabularies) -> Catalogue:
    """The shipped record types with the fields of these definitions.

    A definition that names no such type, kind or list, or a key that is no key or is
    taken, makes no field; nothing else suffers.

    Args:
        definitions: Records of type ``custom_field``.
        vocabularies: With the group's own terms.
    """
    added: dict[str, dict[str, Field]] = defaultdict(dict)
    names = {each.name for each in vocabularies}
    for each in sorted(definitions, key=lambda each: each.id):
        field = _field(each, names)
        if field is not None:
            added[str(each.values.get("on_type"))].setdefault(field.key, field)
    if not added:
        return SHIPPED
    return Catalogue(
        replace(each, fields=(*each.fields, *_in_order(added[each.key])))
        if each.key in added
        else each
        for each in SHIPPED.types
    )


def own_field_id(definition: str) -> str:
    """Id of the field that a definition makes; none of ours is as long."""
    return f"x{definition}"


def _in_order(fields: Mapping[str, Field]) -> Sequence[Field]:
    return [fields[key] for key in sorted(fields)]


def _field(definition: Record, vocabularies: set[str]) -> Field | None:
    values = definition.values
    key, kind = str(values.get("key") or ""), str(values.get("kind") or "")
    vocabulary = str(values.get("vocabulary") or "") or None
    if not _KEY.fullmatch(key) or kind not in _KINDS:
        return None
    if Kind(kind) in _CHOSEN and vocabulary not in vocabularies:
        return None
    known = tuple(Sensitivity)
    chosen = values.get("sensitivity")
    text = Kind(kind) in {Kind.TEXT, Kind.LONG_TEXT, Kind.MULTILINGUAL}
    return Field(
        id=own_field_id(definition.id),
        key=f"{PREFIX}{key}",
        kind=Kind(kind),
        vocabulary=vocabulary if Kind(kind) in _CHOSEN else None,
        # Nobody said who may see it, so only those inside do.
        sensitivity=Sensitivity(chosen) if chosen in known else Sensitivity.RESTRICTED,
        section=SECTION,
        list_column=_LIST_COLUMN if values.get("in_list") == "yes" else None,
        below_zero=True,
        search_weight=_SEARCH_WEIGHT if text and values.get("searched") == "yes" else 0,
        labels=labels_of(values.get("label")) or dict.fromkeys(LANGUAGES, key),
    )


def labels_of(value: JsonValue) -> dict[str, str]:
    """A label in every language: where one is missing, another stands for it."""
    texts = value if isinstance(value, Mapping) else {}
    given = [str(texts[each]) for each in LANGUAGES if texts.get(each)]
    return {each: str(texts.get(each) or given[0]) for each in LANGUAGES if given}


def with_own_terms(shipped: Vocabularies, terms: Iterable[Record]) -> Vocabularies:
    """The shipped lists with a group's own terms, and its own lists.

    Args:
        shipped: Lists that come with the program.
        terms: Records of type ``custom_term``; a code that is taken is passed over.
    """
    own: dict[str, list[Term]] = defaultdict(list)
    for each in sorted(terms, key=lambda each: each.id):
        term = _term(each)
        if term is not None:
            own[str(each.values.get("vocabulary"))].append(term)
    if not own:
        return shipped
    known = {each.name: each for each in shipped}
    for name, added in own.items():
        before = list(known[name]) if name in known else []
        taken = {each.code for each in before}
        fresh = [each for each in added if each.code not in taken]
        known[name] = Vocabulary(name, [*before, *fresh])
    return Vocabularies(known.values())


def _term(definition: Record) -> Term | None:
    values = definition.values
    code, labels = str(values.get("code") or ""), labels_of(values.get("label"))
    if not code or not labels or not values.get("vocabulary"):
        return None
    return Term(
        code=code,
        parent=str(values.get("under") or ""),
        labels=labels,
        source="own",
        valid_from=_bound(values.get("valid_from"), "from"),
        valid_to=_bound(values.get("valid_to"), "to"),
    )


def _bound(date: JsonValue, side: str) -> str:
    """First or last possible ISO day of a date; empty where none is known."""
    day = date.get(side) if isinstance(date, Mapping) else None
    return day if isinstance(day, str) else ""
