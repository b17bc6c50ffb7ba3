"""Disclosure: what may leave, for whom; the one place that decides.

Unknown consent is no consent: it keeps a person within the unit, never with partners
or in public. Who is only accused is not asked before the public reads the name, but it
does so only after a conviction or when two people approved it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from monitor_desktop.domain import named_texts, own_consents
from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.consents import CONSENT, Answer, Purpose, effective
from monitor_desktop.domain.fields import Field, Kind, Sensitivity
from monitor_desktop.domain.hidden_fields import Hidden, Naming
from monitor_desktop.domain.lacks import Hindrance, Lack
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.linked_persons import (
    INVOLVEMENT,
    PERSON,
    is_nameable,
    only_accused,
    persons_in,
)
from monitor_desktop.domain.named_texts import NOBODY, Names
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import NotAllowedError

_CASE: Final = "case"
_SENSITIVITY_KEY: Final = "confidentiality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """A record tree with only what may be shown.

    Attributes:
        tree: Persons without consent are gone; pseudonyms stand for names.
        persons_withheld: How many persons were left out.
        fields_withheld: How many filled fields were left out.
        lacks: Which consents are missing; for the screen, never for paper.
        own_withheld: How many sources and documents were left out.
    """

    tree: RecordTree
    persons_withheld: int
    fields_withheld: int
    lacks: tuple[Lack, ...] = ()
    own_withheld: int = 0


def sensitivity_of(record: Record) -> Sensitivity:
    """The sensitivity a person chose for the record; internal when none was chosen.

    Where two people chose differently, what is shown may be the wider one: until
    somebody decides, the record counts as restricted at least.
    """
    value = record.values.get(_SENSITIVITY_KEY)
    known = tuple(Sensitivity)
    chosen = Sensitivity(value) if value in known else Sensitivity.INTERNAL
    disputed = _SENSITIVITY_KEY in record.conflicts
    least = Sensitivity.RESTRICTED if disputed else Sensitivity.PUBLIC
    return max(chosen, least, key=lambda each: each.rank)


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


def goes_without_consent(type_key: str, field_id: str, field: Field | None) -> bool:
    """What other units must learn even of somebody who does not agree.

    That a record is gone, that it is more sensitive now, that a consent was withdrawn:
    whoever has the record from before has to act on it. None of it names anybody.
    """
    if field is None:
        return field_id.startswith("_")
    if field.key == _SENSITIVITY_KEY or field.vocabulary == own_consents.VOCABULARY:
        return True
    is_consent = CONSENT in {type_key, field.section}
    names_nobody = field.sensitivity.rank <= Sensitivity.INTERNAL.rank
    return is_consent and names_nobody and field.kind is not Kind.TEXT


def shares(person: Record, consents: Iterable[Record], *, today: str | None) -> bool:
    """Other units of the coalition may have this person's record."""
    partners = Audience(level=Level.PARTNER, today=today)
    return naming(person, tuple(consents), partners) is Naming.NAME


def naming(person: Record, consents: Sequence[Record], audience: Audience) -> Naming:
    """How a person may appear, by their consents and sensitivity."""
    if audience.level is Level.INTERNAL:
        return Naming.NAME
    if hindrance(person, consents, audience) is not None:
        return Naming.WITHHELD
    named = _agrees(person, consents, audience.by_name, audience)
    return Naming.NAME if named else Naming.PSEUDONYM


def hindrance(
    person: Record, consents: Sequence[Record], audience: Audience
) -> Purpose | Hindrance | None:
    """Why a person may not appear; None when they may, by name or by pseudonym."""
    if audience.level is Level.INTERNAL:
        return None
    if sensitivity_of(person).rank > Sensitivity.INTERNAL.rank:
        return Hindrance.SENSITIVITY
    kept = effective(person, consents, Purpose.KEEP, today=audience.today)
    if kept is Answer.NO:
        return Purpose.KEEP
    enough = {audience.by_name, audience.least}
    may = any(_agrees(person, consents, each, audience) for each in enough)
    return None if may else audience.least


def _agrees(
    person: Record, consents: Sequence[Record], purpose: Purpose, audience: Audience
) -> bool:
    said = effective(
        person, consents, purpose, today=audience.today, body=audience.body or None
    )
    return said is Answer.YES


def disclose(
    tree: RecordTree, level: Level, *, today: str | None = None, body: str = ""
) -> Disclosed:
    """Leave out what ``level`` may not see.

    Args:
        tree: The record with its parts, persons and their consents.
        level: For whom.
        today: ISO day; None where it is not known, then no consent with an end holds.
        body: A body outside the coalition that alone receives it.

    Raises:
        NotAllowedError: NOT_ALLOWED when the whole record may not be shown,
            CONSENT_MISSING with reference and purpose for a person who did not agree.
        UsageError: BODY_NEEDS_PARTNER.
    """
    return disclosed_to(Audience(level=level, body=body, today=today), tree)


def disclosed_to(audience: Audience, tree: RecordTree) -> Disclosed:
    """``disclose`` for an audience.

    Raises:
        NotAllowedError: NOT_ALLOWED, CONSENT_MISSING.
    """
    level = audience.level
    require_record(tree.record, level)
    if tree.record.type == PERSON:
        return _disclose_person(tree, audience)
    if tree.record.declaration.is_part and level is not Level.INTERNAL:
        # A part alone would hide how sensitive its whole is, and who else is in it.
        raise NotAllowedError("NOT_ALLOWED", ref=tree.record.id, sensitivity="internal")
    # Only people consent; a linked case or act is no reason to keep anything back.
    people = _people(tree)
    hidden = _hidden(tree, people, audience)
    told_of = tuple(_lacks_behind(tree, hidden, audience))
    record, fields = hidden.clean(tree.record)
    children = []
    kept = _kept_back(tree, audience)
    for child in tree.children:
        if child.id in kept:
            fields += len(child.values)
            continue
        shown, left_out = hidden.clean(child)
        fields += left_out
        if shown.values or level is Level.INTERNAL:
            children.append(shown)
    mentioned = persons_in((record, *children))
    linked = {
        person.id: _as_named(person, hidden.names[person.id], hidden)
        for person in people
        if person.id in mentioned
    }
    gone = persons_in((tree.record, *tree.children)) - mentioned
    unnamed = (_lack(tree, e, audience) for e in people if e.id not in mentioned)
    own = tuple(_own_lacks(tree, audience))
    return Disclosed(
        tree=RecordTree(
            record=record,
            children=tuple(children),
            linked={**_others(tree, hidden), **linked},
        ),
        persons_withheld=len(gone | {each.record for each in told_of}),
        fields_withheld=fields,
        lacks=(*unnamed, *told_of, *own),
        own_withheld=len({each.record for each in own}),
    )


def _people(tree: RecordTree) -> list[Record]:
    return [each for each in tree.linked.values() if each.type == PERSON]


def _lacks_behind(
    tree: RecordTree, hidden: Hidden, audience: Audience
) -> Iterable[Lack]:
    """Why names of the case behind a text are left out of it."""
    found: dict[str, Lack] = {}
    for case in tree.behind if hidden.unread else ():
        for each, shown in _behind(case, audience):
            is_left_out = shown is Naming.WITHHELD and each.id not in hidden.names
            if is_left_out and hidden.leaves_out(tree, each):
                found[each.id] = _lack(case, each, audience)
    return found.values()


def _kept_back(tree: RecordTree, audience: Audience) -> frozenset[str]:
    """Parts marked to stay inside; sources and documents that did not agree."""
    if audience.level is Level.INTERNAL:
        return frozenset()
    marked = frozenset(each.id for each in tree.children if _is_too_sensitive(each))
    return own_consents.kept_back(
        tree, audience.use, today=audience.today, marked=marked
    )


def _is_too_sensitive(record: Record) -> bool:
    return sensitivity_of(record).rank > Sensitivity.INTERNAL.rank


def _own_lacks(tree: RecordTree, audience: Audience) -> Iterable[Lack]:
    """Why sources and documents stay: which consent each of them wants."""
    if audience.level is Level.INTERNAL:
        return
    for part in tree.children:
        # A source has no number of its own; saying more would name it.
        ref = part.ref or tree.record.ref or tree.record.id
        if part.type in own_consents.DECIDING and _is_too_sensitive(part):
            yield Lack(ref, Hindrance.SENSITIVITY, own=part.type, record=part.id)
            continue
        for asked, purpose in own_consents.wanting(
            tree, part, audience.use, today=audience.today
        ):
            if asked == part.id:
                body = audience.body
                yield Lack(ref, purpose, body, own=part.type, record=part.id)
            else:
                person = tree.linked.get(asked)
                named = person.ref if person is not None else None
                yield Lack(named or asked, purpose, record=part.id)


def _others(tree: RecordTree, hidden: Hidden) -> dict[str, Record]:
    """What is linked and no person: outside the unit by its number alone."""
    found = {}
    for each in tree.linked.values():
        if each.type == PERSON:
            continue
        if hidden.level is Level.INTERNAL:
            found[each.id] = hidden.clean(each)[0]
        elif sensitivity_of(each).rank <= Sensitivity.INTERNAL.rank:
            found[each.id] = replace(each, values={})
    return found


def _lack(tree: RecordTree, person: Record, audience: Audience) -> Lack:
    """Why this person of a record is left out."""
    consents = tree.consents.get(person.id, ())
    why = hindrance(person, consents, audience)
    if audience.level is Level.PUBLIC and person.id in only_accused(tree):
        why = why if why is Hindrance.SENSITIVITY else Hindrance.ACCUSED
    return Lack(
        person.ref or person.id,
        why or audience.least,
        audience.body,
        record=person.id,
    )


def lacking(tree: RecordTree, level: Level, *, today: str) -> tuple[Lack, ...]:
    """Consents that would be missing if this were made for ``level``.

    Whatever the sensitivity of the record itself; who is only accused is not asked.

    Args:
        tree: The record with its parts, persons and their consents.
        level: For whom.
        today: ISO day.
    """
    audience = Audience(level=level, today=today)
    accused = only_accused(tree)
    people = [
        each
        for each in tree.linked.values()
        if each.type == PERSON and each.id not in accused
    ]
    names = _hidden(tree, people, audience).names
    return tuple(
        _lack(tree, each, audience)
        for each in people
        if names[each.id] is Naming.WITHHELD
    )


def _disclose_person(tree: RecordTree, audience: Audience) -> Disclosed:
    """A person's own record: they decide alone. Its parts stay within the unit."""
    person, level = tree.record, audience.level
    consents = tree.consents.get(person.id, ())
    why = hindrance(person, consents, audience)
    if why is not None:
        raise Lack(person.ref or person.id, why, audience.body).refusal()
    shown = naming(person, consents, audience)
    hidden = Hidden(
        level=level, names={person.id: shown}, nameable=frozenset(), all_share=True
    )
    record = _as_named(person, shown, hidden)
    fields = len(person.values) - len(record.values)
    parts: tuple[Record, ...] = ()
    linked: Mapping[str, Record] = {}
    if level is Level.INTERNAL:
        parts = tuple(hidden.clean(each)[0] for each in tree.children)
        linked = {each.id: hidden.clean(each)[0] for each in tree.linked.values()}
    return Disclosed(
        tree=RecordTree(record=record, children=parts, linked=linked),
        persons_withheld=0,
        fields_withheld=max(fields, 0),
    )


def _hidden(tree: RecordTree, people: Sequence[Record], audience: Audience) -> Hidden:
    """Who may appear how, in this tree."""
    level = audience.level
    names, nameable = _names(tree, people, audience)
    behind = [
        (each, shown)
        for case in tree.behind
        for each, shown in _behind(case, audience)
        if each.id not in names
    ]
    # Who is withheld in one of several cases is withheld.
    behind.sort(key=lambda each: each[1] is Naming.WITHHELD)
    every = {**{each.id: shown for each, shown in behind}, **names}
    of_text = (*people, *(each for each, _ in behind))
    # Of two cases each has a text of its own; a report is about the people of its case.
    asked = names if tree.record.type == _CASE else every
    return Hidden(
        level=level,
        names=names,
        nameable=nameable,
        unread=NOBODY if level is Level.INTERNAL else _unread(of_text, every),
        all_share=Naming.WITHHELD not in asked.values(),
    )


def _behind(case: RecordTree, audience: Audience) -> Iterable[tuple[Record, Naming]]:
    """The people of a case that a text is about, and how they may appear in it."""
    people = _people(case)
    names, _ = _names(case, people, audience)
    return ((each, names[each.id]) for each in people)


def _names(
    tree: RecordTree, people: Sequence[Record], audience: Audience
) -> tuple[dict[str, Naming], frozenset[str]]:
    """How each may appear, and the involvements whose person may be named."""
    accused = only_accused(tree)
    nameable = frozenset(
        each.id for each in tree.children_of(INVOLVEMENT) if is_nameable(tree, each)
    )
    named_as_accused = {
        str(each.values.get("who")) for each in tree.children if each.id in nameable
    }
    names = {}
    for person in people:
        consents = tree.consents.get(person.id, ())
        names[person.id] = naming(person, consents, audience)
        if audience.level is Level.PUBLIC and person.id in accused:
            may = person.id in named_as_accused
            names[person.id] = _naming_of_accused(person, may=may)
    return names, nameable


def _unread(people: Iterable[Record], shown: Mapping[str, Naming]) -> Names:
    """Names that no text may have, and the pseudonyms that stand for some of them."""
    withheld = {
        each.id: str(each.values.get("pseudonym") or "")
        if shown[each.id] is Naming.PSEUDONYM
        else ""
        for each in people
        if shown[each.id] is not Naming.NAME
    }
    return named_texts.of(withheld, people)


def _naming_of_accused(person: Record, *, may: bool) -> Naming:
    too_sensitive = sensitivity_of(person).rank > Sensitivity.INTERNAL.rank
    return Naming.NAME if may and not too_sensitive else Naming.WITHHELD


def _as_named(person: Record, shown: Naming, hidden: Hidden) -> Record:
    """The person with a name, or with the pseudonym in its place."""
    if hidden.level is Level.PARTNER and shown is Naming.NAME:
        # This person agreed for themselves, whoever else is in the case.
        alone = replace(hidden, names={person.id: shown}, all_share=True)
        return alone.clean(person)[0]
    visible, _ = hidden.clean(person)
    if hidden.level is Level.INTERNAL:
        return visible
    key = "name" if shown is Naming.NAME else "pseudonym"
    name = person.values.get(key)
    said = name if isinstance(name, str) else ""
    return replace(visible, values={**visible.values, "name": said})
