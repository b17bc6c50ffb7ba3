"""One person, many spellings: suggestions, and what somebody decided about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.crypto.digests import derived_id
from monitor_desktop.domain import same_person
from monitor_desktop.domain.fields import ORDER, PARENT
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.domain.same_person import Suggestion, Traits
from monitor_desktop.domain.values import Write
from monitor_desktop.errors import InvalidValueError
from monitor_desktop.services import given_values, records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import facts, reading
from monitor_desktop.store.store import Transaction

SAME: Final = "same"
DIFFERENT: Final = "different"
_TYPE: Final = "identity"
_VERDICT: Final = "id9602"
_NAMES: Final = ("name", "name_latin", "name_russian", "other_names")
_TRAITS: Final = (
    *_NAMES,
    "surname",
    "given_name",
    "patronymic",
    "birth_date_from",
    "birth_date_to",
    "sex",
    "place",
    "outlet",
)
_SEXES: Final = ("female", "male")
"""Only these tell two people apart; other and unknown say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Two persons who may be one.

    Attributes:
        one: Reference of the first.
        other: Reference of the second.
        names: How each is named.
        score: 0.5 to 1; higher is likelier.
        why: What speaks for it, as ``domain.same_person`` names it.
    """

    one: str
    other: str
    names: tuple[str, str]
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """A decision about two persons that stands and can be taken back.

    Attributes:
        one: Reference of the first.
        other: Reference of the second.
        names: How each is named.
        verdict: ``same`` or ``different``.
        at_us: When it was decided, by the hybrid clock.
    """

    one: str
    other: str
    names: tuple[str, str]
    verdict: str
    at_us: int


def decided(workspace: Workspace, *, limit: int = 100) -> list[Paired]:
    """Decisions about two persons that stand, newest first."""
    with workspace.transaction() as transaction:
        when = facts.written_last(transaction, _TYPE, _VERDICT)
        rows = facts.rows(transaction, _TYPE, ["other", "verdict"])
        known = [
            (when.get(found, 0), one, other, verdict)
            for found, one, other, verdict in rows
            if other and verdict in {SAME, DIFFERENT}
        ]
        newest = sorted(known, reverse=True)[:limit]
        called = {
            each: _called(reading.record(transaction, each), each)
            for _, *pair, _ in newest
            for each in pair
        }
    found = []
    for at_us, one, other, verdict in newest:
        (ref, name), (other_ref, other_name) = called[one], called[other]
        names = name, other_name
        found.append(
            Paired(one=ref, other=other_ref, names=names, verdict=verdict, at_us=at_us)
        )
    return found


def _called(person: Record | None, record_id: str) -> tuple[str, str]:
    """Reference and name of a person; what is not held here has its id."""
    if person is None:
        return record_id, record_id[:8]
    return person.ref or person.id, person.title or person.ref or person.id


def suggested(workspace: Workspace, *, limit: int | None = None) -> list[Suggested]:
    """Pairs nobody has decided on, likeliest first. Never merges anything."""
    with workspace.transaction() as transaction:
        people = {each.id: each for each in _everybody(transaction)}
        decided = set(decisions(transaction))
        found = same_person.suggestions(people.values(), decided)[:limit]
        refs = facts.references(transaction, "person")
    return [_named(each, people, refs) for each in found]


def namesakes(workspace: Workspace, ref: str) -> list[Suggested]:
    """Who may be the same person as this one, likeliest first."""
    with workspace.transaction() as transaction:
        person = resolve(transaction, ref)
        people = {each.id: each for each in _everybody(transaction)}
        decided = set(decisions(transaction))
        refs = facts.references(transaction, "person")
    others = (each for each in people.values() if each.id != person)
    found = (
        same_person.like(people[person], others, decided) if person in people else []
    )
    return [_named(each, people, refs) for each in found]


def decide(
    workspace: Workspace,
    one: str,
    other: str,
    verdict: str | None,
    *,
    reason: str | None = None,
) -> Changes:
    """Remember that two records are one person, or two; None takes it back.

    Args:
        workspace: The open profile.
        one: Reference or id of a person.
        other: Reference or id of another.
        verdict: ``same``, ``different``, or None to be asked again.
        reason: Why, in one's own words.

    Raises:
        UsageError: NO_SUCH_RECORD, AMBIGUOUS_REFERENCE.
        InvalidValueError: INVALID_VALUE, for one record given twice or not a person.
    """
    with workspace.transaction() as transaction:
        first, second = sorted(resolve(transaction, each) for each in (one, other))
        _require_two_people(transaction, first, second)
        record_id = derived_id("", _TYPE, first, second)
        known = reading.record(transaction, record_id)
        record = known or Record(id=record_id, type=_TYPE, parent=first)
        found = [] if known else [Write(PARENT, "", first), Write(ORDER, "", 1)]
        found += given_values.writes_of(
            workspace, transaction, record, _values(second, verdict, reason)
        )
        edits = [
            given_values.edit_of(record, each)
            for each in found
            if not records.is_held(transaction, record, each)
        ]
        workspace.store.write(transaction, workspace.device, edits)
        return Changes((first, second), len(edits))


def _values(
    other: str, verdict: str | None, reason: str | None
) -> dict[str, JsonValue]:
    """An empty reason clears the one before; none leaves it as it is."""
    said: dict[str, JsonValue] = {} if reason is None else {"reason": reason}
    return {"other": other, "verdict": verdict, **said}


def _require_two_people(transaction: Transaction, first: str, second: str) -> None:
    found = [reading.record(transaction, each) for each in (first, second)]
    if first == second:
        raise InvalidValueError("INVALID_VALUE", field="person", reason="one_record")
    if any(each is None or each.type != "person" for each in found):
        raise InvalidValueError("INVALID_VALUE", field="person", reason="no_person")


def decisions(transaction: Transaction) -> dict[tuple[str, str], str]:
    """Pairs of person ids, smaller first, with what was decided about them."""
    return {
        (parent, other): verdict
        for _, parent, other, verdict in facts.rows(
            transaction, _TYPE, ["other", "verdict"]
        )
        if other and verdict in {SAME, DIFFERENT}
    }


def naming(transaction: Transaction, person: str) -> list[str]:
    """Ids of the decisions that stand under another person and name this one."""
    rows = facts.rows(transaction, _TYPE, ["other"])
    return [found for found, _, other in rows if other == person]


def one_of_each(transaction: Transaction) -> dict[str, str]:
    """For each person decided to be the same as another, one id that stands for all."""
    leader: dict[str, str] = {}

    def standing(person: str) -> str:
        while leader.get(person, person) != person:
            person = leader[person]
        return person

    for (first, second), verdict in sorted(decisions(transaction).items()):
        if verdict == SAME:
            one, other = sorted((standing(first), standing(second)))
            leader[other] = one
            leader.setdefault(one, one)
    return {each: standing(each) for each in leader}


def _everybody(transaction: Transaction) -> Iterator[Traits]:
    for row in facts.rows(transaction, "person", _TRAITS):
        cells = dict(zip(_TRAITS, row[2:], strict=True))
        yield Traits(
            id=row[0],
            names=tuple(_spellings(cells)),
            patronymic=cells["patronymic"] or "",
            birth=(cells["birth_date_from"] or "", cells["birth_date_to"] or ""),
            sex=cells["sex"] if cells["sex"] in _SEXES else "",
            place=cells["place"] or "",
            outlet=cells["outlet"] or "",
        )


def _spellings(cells: Mapping[str, str | None]) -> Iterator[str]:
    for key in _NAMES:
        yield from (each.strip() for each in (cells[key] or "").split(";") if each)
    parts = (cells["surname"], cells["given_name"])
    if all(parts):
        yield " ".join(each for each in parts if each)


def _named(
    found: Suggestion, people: Mapping[str, Traits], refs: Mapping[str, str]
) -> Suggested:
    pair = (found.one, found.other)
    one, other = (refs.get(each) or each for each in pair)
    first, second = (next(iter(people[each].names), "") for each in pair)
    return Suggested(
        one=one, other=other, names=(first, second), score=found.score, why=found.why
    )
