"""What to mind about one record: deadlines, its review, what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor_desktop.domain import review
from monitor_desktop.domain.completeness import Gap, gaps
from monitor_desktop.domain.contradictions import Contradiction, contradictions
from monitor_desktop.domain.custody import CustodyTerm, Kept
from monitor_desktop.domain.deadlines import Due
from monitor_desktop.domain.disclosure import lacking
from monitor_desktop.domain.lacks import Lack
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.linked_persons import PERSON
from monitor_desktop.domain.records import RecordTree
from monitor_desktop.services import circles
from monitor_desktop.services.circles import Circle
from monitor_desktop.services.time_limits import custody_terms, deadlines
from monitor_desktop.services.time_limits.laws import law_within
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where a record stands in its review.

    Attributes:
        field: Key of the field that says so.
        state: Code of the state.
        steps: States that this installation may move it to.
    """

    field: str
    state: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Of one record.

    Attributes:
        record: Its id.
        due: What is open in it and its parts, the most overdue first.
        review: Where it stands; None for a type without a review.
        gaps: Fields that a finished record needs and this one lacks.
        contradictions: Days in it that cannot all be right.
        exceeded: Terms of custody in it that were exceeded, arrest by arrest.
        never_call: References of persons whom a call would endanger.
        lacks: Consents that keep a person from partners; for the screen only.
        circles: Links that lead back to where they began, after a merge.
        names: What the persons of those references are called here.
    """

    record: str
    due: tuple[Due, ...]
    review: Review | None
    gaps: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...]
    exceeded: tuple[CustodyTerm, ...]
    never_call: tuple[str, ...]
    lacks: tuple[Lack, ...]
    circles: tuple[Circle, ...]
    names: Mapping[str, str]


def about(workspace: Workspace, record_id: str) -> Notes:
    """What to mind about a record.

    Raises:
        UsageError: NO_SUCH_RECORD.
    """
    with workspace.transaction() as transaction:
        tree = reading.tree(transaction, record_id)
        due = deadlines.of_record_within(workspace, transaction, tree)
        exceeded = _exceeded(workspace, transaction, tree)
        never_call = tuple(_never_call(transaction, tree))
        met = circles.of(transaction, (tree.record, *tree.children))
    day = today(workspace.kit)
    is_person = tree.record.type == PERSON
    return Notes(
        record=record_id,
        due=tuple(due),
        review=_review(workspace, tree),
        gaps=gaps(tree),
        contradictions=contradictions(tree),
        exceeded=exceeded,
        never_call=never_call,
        lacks=() if is_person else lacking(tree, Level.PARTNER, today=day),
        circles=tuple(met),
        names={
            each.ref: each.title
            for each in (tree.record, *tree.linked.values())
            if each.type == PERSON and each.ref and each.title
        },
    )


def _never_call(transaction: Transaction, tree: RecordTree) -> Iterator[str]:
    """The person, or everybody whom the record leads to."""
    met = [tree.record, *tree.linked.values()]
    for person in (each for each in met if each.type == PERSON):
        own = person.id == tree.record.id
        whole = tree if own else reading.tree(transaction, person.id)
        ways = whole.children_of("safe_contact")
        if person.ref and any(each.values.get("never_call") == "yes" for each in ways):
            yield person.ref


def _exceeded(
    workspace: Workspace, transaction: Transaction, tree: RecordTree
) -> tuple[CustodyTerm, ...]:
    if not tree.children_of("arrest"):
        return ()
    law = law_within(workspace, transaction)
    held = custody_terms.of_case(law, tree, today(workspace.kit))
    terms = (each for one in held.values() for each in one.terms)
    return tuple(each for each in terms if each.kept is Kept.EXCEEDED)


def _review(workspace: Workspace, tree: RecordTree) -> Review | None:
    for field in tree.record.declaration.fields:
        if field.vocabulary == review.VOCABULARY:
            held = tree.record.values.get(field.key)
            state = held if isinstance(held, str) else review.STATES[0]
            steps = review.steps(workspace.owner.role, state)
            return Review(field=field.key, state=state, steps=steps)
    return None
