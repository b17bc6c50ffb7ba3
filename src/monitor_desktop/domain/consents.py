"""Consent in effect: what a person agreed to, for one purpose, on one day.

Each consent is a record of its own under the person: whose word it is, for what, since
when and until when. What was asked before that (fields ``consent_*`` of the person)
counts beside them as the person's own word. Everything that is not plainly a yes that
holds today is none: withdrawn, run out, disputed, not understood, not yet given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record

CONSENT: Final = "consent"
"""Record type of one consent."""
SELF: Final = "self"
"""Code of who gave it: the person concerned."""


class Purpose(StrEnum):
    """What is asked for; codes of the vocabulary ``consent_purposes``."""

    KEEP = "keep"
    SHARE = "share"
    SHARE_BODY = "share_body"
    PUBLISH_ANONYMOUSLY = "publish_anonymously"
    PUBLISH_NAME = "publish_name"
    PHOTO_VOICE = "photo_voice"


class Answer(StrEnum):
    """What holds for a purpose."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """Nobody asked, nobody knows, or it cannot be told: within the unit only."""


class _Says(StrEnum):
    YES = "yes"
    NO = "no"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class _Statement:
    """One word on one purpose; ``first`` and ``last`` are the days it may be of."""

    says: _Says
    is_own: bool
    first: str | None = None
    last: str | None = None

    def is_surely_after(self, other: "_Statement") -> bool:
        """A later yes takes a no back only where the dates leave no doubt."""
        return bool(self.first and other.last and self.first > other.last)


def effective(
    person: Record,
    consents: Iterable[Record],
    purpose: Purpose,
    *,
    today: str | None,
    body: str | None = None,
) -> Answer:
    """Whether a person's consent for a purpose holds.

    The person's own word stands before a relative's, whatever the dates; a no stands
    before a yes that is not surely later.

    Args:
        person: The person, with their older ``consent_*`` fields.
        consents: Their consent records.
        purpose: What for.
        today: ISO day; None where it is not known, then no consent with an end holds.
        body: For ``SHARE_BODY``: who would receive it, as the consent names it.
    """
    said = [
        *_own_fields(person, purpose),
        *(
            _statement(each, today)
            for each in consents
            if _is_about(each, purpose, body) and not each.deleted
        ),
    ]
    own = [each for each in said if each.is_own and each.says is not _Says.NOTHING]
    return _judge(own or [each for each in said if not each.is_own])


def _judge(said: Sequence[_Statement]) -> Answer:
    refused = [each for each in said if each.says is _Says.NO]
    given = [each for each in said if each.says is _Says.YES]
    if any(all(yes.is_surely_after(no) for no in refused) for yes in given):
        return Answer.YES
    return Answer.NO if refused else Answer.UNKNOWN


def _is_about(consent: Record, purpose: Purpose, body: str | None) -> bool:
    named = consent.values.get("body")
    answer = consent.values.get("answer")
    is_refusal = isinstance(answer, str) and answer in {"no", "withdrawn"}
    if is_refusal and "purpose" in consent.conflicts:
        return True
    if consent.values.get("purpose") != purpose:
        return False
    if purpose is not Purpose.SHARE_BODY or (is_refusal and not named):
        return True
    return body is not None and _folded(named) == _folded(body)


def named_bodies(consents: Iterable[Record]) -> frozenset[str]:
    """Bodies that consents name, each once, in the words of one of them."""
    found = {}
    for each in consents:
        named = each.values.get("body")
        is_one = each.values.get("purpose") == Purpose.SHARE_BODY and not each.deleted
        if is_one and isinstance(named, str) and named.strip():
            found[_folded(named)] = " ".join(named.split())
    return frozenset(found.values())


def _folded(text: JsonValue) -> str:
    return " ".join(str(text or "").casefold().split())


def _own_fields(person: Record, purpose: Purpose) -> Iterable[_Statement]:
    """What stands in the fields of the person that were there before the records."""
    if purpose is Purpose.SHARE_BODY:
        # No field has ever said which body.
        return
    key = f"consent_{purpose}"
    value = person.values.get(key)
    if not isinstance(value, str) or value not in {"yes", "no"}:
        return
    says = _Says.YES if value == "yes" else _Says.NO
    if key in person.conflicts:
        # One of two wrote no: until somebody decides, that one counts.
        says = _Says.NO
    yield _Statement(says, True, *_days(person.values.get("consent_date")))  # noqa: FBT003


def _statement(consent: Record, today: str | None) -> _Statement:
    """What one consent record says on this day."""
    values = consent.values
    disputed = "given_by" in consent.conflicts
    giver = None if disputed else values.get("given_by")
    is_own = giver == SELF
    # A refusal that nobody is named for may be the person's.
    may_be_own = is_own or not isinstance(giver, str)
    first, last = _days(values.get("date"))
    ended = _days(values.get("withdrawn_on"))
    answer = values.get("answer")
    if answer == "withdrawn" or values.get("withdrawn_on") is not None:
        # The day of withdrawing counts; without one, nothing is surely later.
        return _Statement(_Says.NO, may_be_own, *ended)
    if answer == "no" or "answer" in consent.conflicts:
        return _Statement(_Says.NO, may_be_own, first, last)
    if answer != "yes" or consent.conflicts:
        return _Statement(_Says.NOTHING, is_own)
    return _Statement(_until(values, first, today), is_own, first, last)


def _until(
    values: Mapping[str, JsonValue], first: str | None, today: str | None
) -> _Says:
    """A yes within its time; one that ran out is a no, one that cannot be told none."""
    if first is not None and today is not None and first > today:
        return _Says.NOTHING
    if values.get("until") is None:
        return _Says.YES
    end, _ = _days(values.get("until"))
    if end is None or today is None:
        return _Says.NOTHING
    return _Says.YES if today <= end else _Says.NO


def _days(value: JsonValue) -> partial_dates.Bounds:
    """First and last day a date may be; (None, None) where it is not understood."""
    if not isinstance(value, Mapping):
        return None, None
    edtf = value.get("edtf")
    known = isinstance(edtf, str) and partial_dates.is_valid(edtf)
    return partial_dates.bounds(str(edtf)) if known else (None, None)
