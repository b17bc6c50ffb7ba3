"""How a record type is declared: one declaration, from which everything is derived.

The table, the form, the list, validation, sync, search, sheets, CSV columns and the
command line all read these declarations. Field ids never change and are never reused;
keys and labels may.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor_desktop.domain.languages import LANGUAGES


class Kind(StrEnum):
    """What sort of value a field holds, and so how it is stored and shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MULTILINGUAL = "multilingual"
    PARTIAL_DATE = "partial_date"
    DATE_TIME = "date_time"
    CHOICE = "choice"
    MULTIPLE_CHOICE = "multiple_choice"
    NUMBER = "number"
    YES_NO = "yes_no"
    PLACE = "place"
    LINK = "link"
    ATTACHMENTS = "attachments"


class Sensitivity(StrEnum):
    """Who may see a record or a field, from widest to narrowest.

    PUBLIC may be printed for anyone; INTERNAL goes to partners of the coalition;
    RESTRICTED names people and needs their consent to leave the unit; SEALED never
    leaves this device.
    """

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
    SEALED = "sealed"

    @property
    def rank(self) -> int:
        """0 for the widest, 3 for the narrowest."""
        return tuple(Sensitivity).index(self)


class Area(StrEnum):
    """Where a person looks for a type: the areas of the left column, in its order."""

    CASES = "cases"
    PEOPLE = "people"
    EVIDENCE = "evidence"
    REQUESTS = "requests"
    MONITORING = "monitoring"
    COMMITMENTS = "commitments"
    DIALOGUE = "dialogue"
    PROJECT = "projects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record type.

    Attributes:
        id: Stable id; part of every operation, never changed or reused.
        key: Name in forms, commands, CSV headings and ``field.<type>.<key>`` labels.
        kind: What it holds.
        vocabulary: Name of the list of terms, for choices.
        target: Record type a link points to.
        required: A finished record needs it; a draft never does.
        sensitivity: Who may see it.
        section: Key of the heading it stands under in form and sheet.
        list_column: Priority as a column of the list (1 is kept longest), or None.
        sortable: The list can be ordered by it.
        search_weight: 0 keeps it out of search; higher ranks a hit higher.
        person_name: It holds or links to a person's name: pseudonymised in public.
        huridocs: HURIDOCS Events Standard Formats field number.
        fixed: Written once by the program, by nobody's hand.
        below_zero: Its number may be less than nothing; counts and amounts are not.
        at_most: What its number cannot exceed, as a part of a hundred.
        first_contact: Asked first, in a form saved in three minutes.
        labels: Language to label, for a field that a group added itself; the words of
            shipped fields are in the catalogues.
    """

    id: str
    key: str
    kind: Kind
    vocabulary: str | None = None
    target: str | None = None
    required: bool = False
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    section: str = "key_facts"
    list_column: int | None = None
    sortable: bool = False
    search_weight: int = 0
    person_name: bool = False
    huridocs: str | None = None
    fixed: bool = False
    below_zero: bool = False
    at_most: int | None = None
    first_contact: bool = False
    labels: Mapping[str, str] | None = None

    @property
    def subs(self) -> tuple[str, ...]:
        """Sub-registers known beforehand: the languages of a multilingual text."""
        return LANGUAGES if self.kind is Kind.MULTILINGUAL else ("",)


_NARROWING: Final = frozenset({Kind.CHOICE, Kind.PLACE, Kind.PARTIAL_DATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordType:
    """One kind of record.

    Attributes:
        key: Name in commands, operations and ``type.<key>`` labels.
        area: Where it is found; a part is found where its parent is.
        fields: Declared fields, in the order of the form.
        parent: Record type it is a part of, for children.
        under_any: It is a part of a record of any type that stands on its own.
        title: Key of the field that names the record to a person.
        has_reference: People refer to it by a number of its own.
        applies_to: Kinds of act (codes, each with everything under it) that it is a
            detail of: a form offers it where the record has such an act. Empty for
            every record.
        for_everybody: It tells how a group works, and goes to every contact.
        kind_field: Key of the field that says of what kind a record is, where sections
            follow it.
        only_of: Sections that records of one kind alone have, each with this kind.
        quick: A new one is entered by the few fields asked first: somebody is on the
            telephone.
    """

    key: str
    area: Area
    fields: tuple[Field, ...]
    title: str
    parent: str | None = None
    under_any: bool = False
    has_reference: bool = True
    applies_to: tuple[str, ...] = ()
    for_everybody: bool = False
    kind_field: str = ""
    only_of: tuple[tuple[str, str], ...] = ()
    quick: bool = False

    @property
    def asks_first(self) -> bool:
        """Some of its fields are asked first, and can be shown alone."""
        return any(each.first_contact for each in self.fields)

    @property
    def is_part(self) -> bool:
        """Its records hang under another; they never stand on their own."""
        return self.under_any or self.parent is not None

    def field(self, key: str) -> Field | None:
        """The field with this key, or None."""
        return next((each for each in self.fields if each.key == key), None)

    def field_by_id(self, field_id: str) -> Field | None:
        """The field with this stable id, or None (a newer program's field)."""
        return next((each for each in self.fields if each.id == field_id), None)

    @property
    def sections(self) -> tuple[str, ...]:
        """Section keys in the order of their first field."""
        return tuple(dict.fromkeys(each.section for each in self.fields))

    @property
    def list_fields(self) -> tuple[Field, ...]:
        """Fields that are columns of the list, in the order of the form."""
        return tuple(each for each in self.fields if each.list_column is not None)

    @property
    def filter_fields(self) -> tuple[Field, ...]:
        """What a list is narrowed by: its choices, one place, one date."""
        kept: dict[object, Field] = {}
        for each in self.list_fields:
            key: object = each.key if each.kind is Kind.CHOICE else each.kind
            if each.kind in _NARROWING:
                kept.setdefault(key, each)
        return tuple(sorted(kept.values(), key=lambda each: each.list_column or 0))


REFERENCE = "_ref"
"""Register of a record's reference number."""
PARENT = "_parent"
"""Register of a child's parent record id."""
ORDER = "_order"
"""Register of a child's place among its siblings (a number)."""
LIFE = "_life"
"""Register of deletes and restores of a record."""
NOTES_KEY = "notes"
"""Field that keeps what an import could not map, in every top record type."""
PURGE = "_purge"
"""What was taken away for good: of the whole record, or of the field named in sub."""
