"""Disclosure: what may leave, for whom; the one place that decides.

Unknown consent is no consent: it keeps a person within the unit, never with partners
or in public. Someone accused and not convicted is never named in public.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor_desktop.domain.fields import Field, Kind, Sensitivity
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import NotAllowedError


class Level(StrEnum):
    """For whom something is made."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PUBLIC = "public"


class Naming(StrEnum):
    """How a person may appear."""

    NAME = "name"
    PSEUDONYM = "pseudonym"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """A record tree with only what may be shown.

    Attributes:
        tree: Persons without consent are gone; pseudonyms stand for names.
        persons_withheld: How many persons were left out.
        fields_withheld: How many filled fields were left out.
    """

    tree: RecordTree
    persons_withheld: int
    fields_withheld: int


def sensitivity_of(record: Record) -> Sensitivity:
    """The sensitivity a person chose for the record; internal when none was chosen."""
    value = record.values.get("confidentiality")
    known = tuple(Sensitivity)
    return Sensitivity(value) if value in known else Sensitivity.INTERNAL


def require_record(record: Record, level: Level) -> None:
    """Refuse a record whose own sensitivity forbids the level.

    Raises:
        NotAllowedError: NOT_ALLOWED with the reference and its sensitivity.
    """
    limit = {
        Level.INTERNAL: Sensitivity.SEALED,
        Level.PARTNER: Sensitivity.INTERNAL,
        Level.PUBLIC: Sensitivity.INTERNAL,
    }[level]
    sensitivity = sensitivity_of(record)
    if sensitivity.rank > limit.rank:
        raise NotAllowedError(
            "NOT_ALLOWED", ref=record.ref, sensitivity=str(sensitivity)
        )


def may_leave_in_bundle(record_sensitivity: Sensitivity, field: Field | None) -> bool:
    """A bundle may carry this field of such a record; what is sealed stays here.

    A field this program does not know (None) is judged by its record alone.
    """
    return record_sensitivity is not Sensitivity.SEALED and (
        field is None or field.sensitivity is not Sensitivity.SEALED
    )


def may_go_to_unit(
    record_sensitivity: Sensitivity, field: Field | None, most: Sensitivity
) -> bool:
    """A unit may receive this field of such a record, by the limit chosen for it.

    A restricted field of a record within the limit is a matter of consent: it goes to
    a unit that may read internal records only when everybody in it agreed.
    """
    if record_sensitivity.rank > most.rank:
        return False
    if field is None or most is not Sensitivity.PUBLIC:
        return True
    return field.sensitivity is Sensitivity.PUBLIC


def naming(person: Record, level: Level) -> Naming:
    """How a person may appear at a level, by their consents and sensitivity."""
    if level is Level.INTERNAL:
        return Naming.NAME
    if sensitivity_of(person).rank > Sensitivity.INTERNAL.rank:
        return Naming.WITHHELD
    given = {key for key, value in person.values.items() if value == "yes"}
    if level is Level.PARTNER:
        return Naming.NAME if "consent_share" in given else Naming.WITHHELD
    if "consent_publish_name" in given:
        return Naming.NAME
    anonymous = "consent_publish_anonymously" in given
    return Naming.PSEUDONYM if anonymous else Naming.WITHHELD


def disclose(tree: RecordTree, level: Level) -> Disclosed:
    """Leave out what ``level`` may not see.

    Raises:
        NotAllowedError: NOT_ALLOWED when the whole record may not be shown.
    """
    require_record(tree.record, level)
    if tree.record.type == "person":
        return _disclose_person(tree, level)
    # Only people consent; a linked case or act is no reason to keep anything back.
    people = [each for each in tree.linked.values() if each.type == "person"]
    names = {each.id: naming(each, level) for each in people}
    all_share = all(each is not Naming.WITHHELD for each in names.values())
    hidden = _Hidden(level=level, names=names, all_share=all_share)
    record, fields = hidden.clean(tree.record)
    children = []
    for child in tree.children:
        shown, left_out = hidden.clean(child)
        fields += left_out
        if shown.values:
            children.append(shown)
    mentioned = _people((record, *children))
    linked = {
        person.id: _as_named(person, names[person.id], hidden)
        for person in people
        if person.id in mentioned
    }
    persons = len(_people((tree.record, *tree.children)) - mentioned)
    return Disclosed(
        tree=replace(tree, record=record, children=tuple(children), linked=linked),
        persons_withheld=persons,
        fields_withheld=fields,
    )


def _disclose_person(tree: RecordTree, level: Level) -> Disclosed:
    """A person's own record: they decide alone."""
    shown = naming(tree.record, level)
    if shown is Naming.WITHHELD:
        raise NotAllowedError("CONSENT_MISSING", ref=tree.record.ref)
    hidden = _Hidden(level=level, names={tree.record.id: shown}, all_share=True)
    record = _as_named(tree.record, shown, hidden)
    fields = len(tree.record.values) - len(record.values)
    return Disclosed(
        tree=RecordTree(record=record),
        persons_withheld=0,
        fields_withheld=max(fields, 0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hidden:
    """The rule for single fields at one level, given who consented."""

    level: Level
    names: Mapping[str, Naming]
    all_share: bool

    def clean(self, record: Record) -> tuple[Record, int]:
        """The record without what is hidden, and how many filled fields went."""
        kept = {
            key: value
            for key, value in record.values.items()
            if self._may_show(record, record.declaration.field(key), value)
        }
        return replace(record, values=kept), len(record.values) - len(kept)

    def _may_show(self, record: Record, field: Field | None, value: JsonValue) -> bool:
        if field is None or field.sensitivity is Sensitivity.SEALED:
            return False
        if self.level is not Level.INTERNAL and _names(field, value):
            return self._may_link(record, value)
        return self.level is Level.INTERNAL or self._may_read(field)

    def _may_read(self, field: Field) -> bool:
        """Restricted text may name anybody in the case, so all must agree."""
        if self.level is Level.PUBLIC:
            return field.sensitivity is Sensitivity.PUBLIC
        return field.sensitivity is not Sensitivity.RESTRICTED or self.all_share

    def _may_link(self, record: Record, value: JsonValue) -> bool:
        accused = record.type == "involvement" and self.level is Level.PUBLIC
        shown = self.names.get(str(value), Naming.WITHHELD)
        return not accused and shown is not Naming.WITHHELD


def _as_named(person: Record, shown: Naming, hidden: _Hidden) -> Record:
    """The person with a name, or with the pseudonym in its place."""
    if hidden.level is Level.PARTNER and shown is Naming.NAME:
        # This person agreed for themselves, whoever else is in the case.
        return replace(hidden, all_share=True).clean(person)[0]
    visible, _ = hidden.clean(person)
    if hidden.level is Level.INTERNAL:
        return visible
    key = "name" if shown is Naming.NAME else "pseudonym"
    return replace(
        visible, values={**visible.values, "name": person.values.get(key) or ""}
    )


def _names(field: Field, value: JsonValue) -> bool:
    """It links to a person; a link without an answer is nobody."""
    is_link = field.kind is Kind.LINK and field.target == "person"
    return is_link and missing(value) is None


def _people(records: Iterable[Record]) -> frozenset[str]:
    """Ids of the persons that records and their parts link to."""
    return frozenset(_linked_persons(records))


def _linked_persons(records: Iterable[Record]) -> Iterable[str]:
    for record in records:
        for key, value in record.values.items():
            field = record.declaration.field(key)
            if field is not None and _names(field, value):
                yield str(value)
