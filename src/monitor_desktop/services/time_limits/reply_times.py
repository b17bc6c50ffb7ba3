"""How bodies answer requests, written and oral, over the whole store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.answers import answer
from monitor_desktop.domain.counting import NOT_KNOWN, falls_within_days
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record
from monitor_desktop.domain.reply_times import OTHERS, Asked, By, Row, tabulate
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services.time_limits import deadlines
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

_ALL: Final = 1_000_000
_NO_REPLY: Final = frozenset({"silence", "call_back", "not_reached"})
_VOCABULARIES: Final[Mapping[By, tuple[str, ...]]] = {
    By.LAW: ("legal_bases",),
    By.OUTCOME: ("request_outcomes", "oral_outcomes"),
    By.CHANNEL: ("request_channels", "oral_kinds"),
}
_COLUMNS: Final = ("asked", "replied", "none", "late", "median", "longest")
_NO_NUMBER: Final = "—"

Days = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to tell of requests.

    Attributes:
        by: What they are told apart by.
        first: Only what may have been asked on this day (ISO) or later.
        last: Or earlier.
        public: Put those together that are too few to stand alone.
    """

    by: By
    first: str | None = None
    last: str | None = None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A row for each value, and all of them together."""

    rows: tuple[Row, ...]
    total: Row


def count(workspace: Workspace, question: Question) -> Answer:
    """Answer a question over every request that is not deleted."""
    with workspace.transaction() as transaction:
        every = [*_written(workspace, transaction), *_oral(transaction)]
    within = (
        each
        for each in every
        if falls_within_days(each.asked, question.first, question.last)
    )
    return Answer(*tabulate(within, question.by, public=question.public))


def _written(workspace: Workspace, transaction: Transaction) -> Iterator[Asked]:
    questions = deadlines.questions_within(transaction)
    for request, due in deadlines.replies_within(workspace, transaction):
        values = request.values
        received = _days(values.get("received_on"))
        told = answer(request, questions.get(request.id, ()))
        outcome, answered = told.outcome or NOT_KNOWN, _days(told.day)
        yield Asked(
            body=_text(values.get("body")),
            law=_code(request, "legal_basis"),
            outcome=outcome,
            channel=_code(request, "channel"),
            asked=received if any(received) else _days(values.get("sent_on")),
            answered=answered,
            replied=any(answered) or outcome not in {NOT_KNOWN, *_NO_REPLY},
            due=due,
        )


def _oral(transaction: Transaction) -> Iterator[Asked]:
    for request in reading.listed(
        transaction, ListQuery(type="oral_request", limit=_ALL)
    ):
        outcome = _code(request, "outcome")
        yield Asked(
            body=_text(request.values.get("body")),
            law=_code(request, "legal_basis"),
            outcome=outcome,
            channel=_code(request, "kind"),
            asked=_days(request.values.get("asked_on")),
            replied=outcome not in {NOT_KNOWN, *_NO_REPLY},
            oral=True,
        )


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _code(record: Record, key: str) -> str:
    value = record.values.get(key)
    return value if isinstance(value, str) and not missing(value) else NOT_KNOWN


def _days(value: JsonValue) -> Days:
    if not isinstance(value, Mapping):
        return None, None
    first, last = value.get("from"), value.get("to")
    return _text(first) or None, _text(last) or None


def label(workspace: Workspace, words: Words, by: By, key: str) -> str:
    """Name of a row in a language."""
    if key == NOT_KNOWN:
        return words("labels", "count.not_known")
    if key == OTHERS:
        return words("labels", "replies.others")
    for name in _VOCABULARIES.get(by, ()):
        term = workspace.kit.vocabularies[name].get(key)
        if term is not None:
            return term.labels[words.language]
    return key


def named(
    workspace: Workspace, words: Words, question: Question, answer: Answer
) -> list[list[str]]:
    """The answer in a language: the headings, a line for each row, the totals."""
    heads = [
        words("labels", f"replies.by.{question.by}"),
        *(words("labels", f"replies.{each}") for each in _COLUMNS),
    ]
    lines = [
        [label(workspace, words, question.by, each.key), *_cells(each)]
        for each in answer.rows
    ]
    return [heads, *lines, [words("labels", "count.total"), *_cells(answer.total)]]


def _cells(row: Row) -> list[str]:
    counts = (row.asked, row.replied, row.asked - row.replied, row.late)
    return [
        *map(str, counts),
        _NO_NUMBER if row.median is None else f"{row.median:g}",
        _NO_NUMBER if row.longest is None else str(row.longest),
    ]
