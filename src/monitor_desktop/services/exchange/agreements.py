"""What the people in records agreed to share with other units of the coalition."""

from collections import defaultdict
from typing import Final

from monitor_desktop.domain import named_texts
from monitor_desktop.domain.catalogue import in_use, record_type
from monitor_desktop.domain.consents import Answer, Purpose, effective
from monitor_desktop.domain.disclosure import sensitivity_of, shares
from monitor_desktop.domain.fields import Field, Kind, Sensitivity
from monitor_desktop.domain.linked_persons import (
    ACCUSING,
    INVOLVEMENT,
    PERSON,
)
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.named_texts import Names
from monitor_desktop.domain.operations import Operation, decode
from monitor_desktop.domain.own_consents import (
    ATTACHMENT,
    CUSTODY,
    DECIDING,
    Use,
    is_let_out,
    person_shown,
)
from monitor_desktop.store import reading, written
from monitor_desktop.store.store import Transaction

_CASE: Final = "case"
_REPORT: Final = "monitoring_report"
_ONE_PERSON: Final = "identity"
_FILE: Final = "ev0003"
"""Field of an attachment that names its file."""


def _stays(type_key: str) -> bool:
    """Contacts, needs, ties and the words of consents stay within the unit.

    That two records are one person goes on: both are known where it is read.
    """
    kind = record_type(type_key)
    return kind is not None and kind.parent == PERSON and type_key != _ONE_PERSON


class Agreed:
    """Asks each person once.

    Who is only accused is not asked: other units of the coalition may know the name
    unless the record of the person is restricted.

    Args:
        transaction: Of the store that tells.
        day: ISO day of today.
    """

    def __init__(self, transaction: Transaction, day: str) -> None:
        self._transaction = transaction
        self._day = day
        self._people: dict[str, bool] = {}
        self._wholes: dict[str, bool] = {}
        self._parts: dict[str, bool] = {}
        self._unread: dict[str, Names] = {}

    def allows(self, operation: Operation, field: Field | None) -> bool:
        """Whether this operation may go to another unit of the coalition."""
        if _stays(operation.type) or not self._lets_itself_out(operation):
            return False
        if self._is_person(operation.top):
            return self._shares(operation.top)
        value = operation.value
        if field is not None and field.kind is Kind.LINK and field.target == PERSON:
            return not isinstance(value, str) or self._shares(value)
        restricted = field is None or field.sensitivity is Sensitivity.RESTRICTED
        # A file may show or name anybody, whatever its digest tells.
        restricted |= (operation.type, operation.field) == (ATTACHMENT, _FILE)
        if restricted:
            return self._all_share(operation.top)
        return field is None or not self._names_somebody(operation, field)

    def _names_somebody(self, operation: Operation, field: Field) -> bool:
        """A text for everybody still names who does not share."""
        if operation.top not in self._unread:
            self._unread[operation.top] = self._withheld(operation.top)
        value = operation.value
        return self._unread[operation.top].without(field, value) != value

    def _withheld(self, top: str) -> Names:
        every = [
            found
            for each in sorted(self._persons_about(top))
            if (found := reading.record(self._transaction, each)) is not None
        ]
        return named_texts.of(
            {each.id: "" for each in every if not self._shares(each.id)}, every
        )

    def _lets_itself_out(self, operation: Operation) -> bool:
        """A source or a document has a consent of its own; its log goes with it."""
        if operation.type == CUSTODY:
            line = reading.record(self._transaction, operation.record)
            of = line.values.get(ATTACHMENT) if line is not None else None
            return not isinstance(of, str) or self._is_let_out(of)
        return operation.type not in DECIDING or self._is_let_out(operation.record)

    def _is_let_out(self, part: str) -> bool:
        if part not in self._parts:
            self._parts[part] = self._may_leave(part)
        return self._parts[part]

    def _may_leave(self, part: str) -> bool:
        found = reading.record(self._transaction, part)
        if found is None:
            return True
        shown = person_shown(found)
        agreed = shown is None or self._agrees_to_be_shown(shown)
        return agreed and is_let_out(found, Use.SHARE)

    def _agrees_to_be_shown(self, person: str) -> bool:
        found = reading.record(self._transaction, person)
        if found is None:
            return False
        said = reading.consents_of(self._transaction, person)
        answer = effective(found, said, Purpose.PHOTO_VOICE, today=self._day)
        return answer is Answer.YES

    def _is_person(self, record_id: str) -> bool:
        known = record_id in self._people
        return known or reading.type_of(self._transaction, record_id) == PERSON

    def _shares(self, person: str) -> bool:
        if person not in self._people:
            self._people[person] = self._may_go(person)
        return self._people[person]

    def _may_go(self, person: str) -> bool:
        found = reading.record(self._transaction, person)
        if found is None:
            return True
        consents = reading.consents_of(self._transaction, person)
        if shares(found, consents, today=self._day):
            return True
        internal = sensitivity_of(found).rank <= Sensitivity.INTERNAL.rank
        return internal and self._is_only_accused(person)

    def _is_only_accused(self, person: str) -> bool:
        """Nothing but involvements links to them, in whatever record."""
        links = reading.linking(self._transaction, {person})
        accusing = record_type(INVOLVEMENT)
        fields = accusing.fields if accusing else ()
        return bool(links) and all(field in fields for _, _, field, _ in links)

    def _all_share(self, top: str) -> bool:
        """Restricted text may name anybody in the record."""
        if top not in self._wholes:
            self._wholes[top] = self._everybody_shares(top)
        return self._wholes[top]

    def _everybody_shares(self, top: str) -> bool:
        # Its history goes too, so who was linked once, or by a part that was deleted,
        # may be named in it as well.
        return all(map(self._shares, self._persons_about(top)))

    def _persons_about(self, top: str) -> set[str]:
        """Persons of a record and of the cases that it is about, also by a report."""
        own = self._linked_ever(top)
        found = set(own[PERSON])
        if reading.type_of(self._transaction, top) == _CASE:
            # What is told of another case is told there.
            return found
        cases = set(own[_CASE])
        for report in own[_REPORT]:
            cases |= self._linked_ever(report)[_CASE]
        return found.union(*(self._linked_ever(case)[PERSON] for case in cases))

    def _linked_ever(self, top: str) -> dict[str, set[str]]:
        """What a record or a part of it links or linked to, not as accused, by type."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in written.of_top(self._transaction, top):
            field = in_use().fields.get((each.type, each.field))
            if field is None or field.kind is not Kind.LINK or each.type in ACCUSING:
                continue
            value = decode(each.body)
            if missing(value) is None and value is not None:
                found[field.target or ""].add(str(value))
        return found
