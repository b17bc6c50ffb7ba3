"""What a person writes behind a field's name to narrow a list."""

from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.missing import MARK, Missing, entered, of_code
from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace


def condition(workspace: Workspace, type_key: str, key: str, text: str) -> Filter:
    """A filter on one field.

    A place, by its code or any name it has or had, and a term include everything under
    them; a date finds whatever may fall into it; a link takes a reference.
    ``?unknown``, ``?not_asked``, ``?refused`` find that kind of no answer, a lone ``?``
    any of them, and no text at all finds records in which the field is empty.

    Raises:
        UsageError: NO_SUCH_TYPE, NO_SUCH_FIELD, NO_SUCH_RECORD.
        InvalidValueError: INVALID_VALUE.
    """
    field = declared(type_key).field(key)
    if field is None:
        raise UsageError("NO_SUCH_FIELD", type=type_key, field=key)
    unanswered = _unanswered(field, text.strip())
    if unanswered is not None:
        return unanswered
    if field.kind is Kind.PARTIAL_DATE:
        return _overlapping(type_key, field, text)
    if field.kind is Kind.LINK:
        with workspace.transaction() as transaction:
            return Filter(key=key, values=(resolve(transaction, text),))
    if field.kind is Kind.NUMBER:
        return Filter(key=key, values=(_number(type_key, field, text),))
    codes = _codes(workspace.kit, type_key, field, text)
    return Filter(key=key, match=Match.UNDER, values=codes)


def _unanswered(field: Field, text: str) -> Filter | None:
    """What asks for fields without an answer, or with nothing in them."""
    if not text:
        return Filter(key=field.key, match=Match.EMPTY)
    code = of_code(text) if field.kind is Kind.YES_NO else None
    reason = entered(code.mark if code else text)
    reasons = tuple(Missing) if text == MARK else (reason,)
    if reasons[0] is None:
        return None
    return Filter(key=field.key, match=Match.MISSING, values=tuple(map(str, reasons)))


def _refusal(type_key: str, field: Field, reason: str) -> InvalidValueError:
    return InvalidValueError(
        "INVALID_VALUE", type=type_key, field=field.key, reason=reason
    )


def _overlapping(type_key: str, field: Field, text: str) -> Filter:
    edtf = understand(text)
    if edtf is None:
        raise _refusal(type_key, field, "date")
    first, last = partial_dates.bounds(edtf)
    return Filter(key=field.key, match=Match.OVERLAPS, values=(first, last))


def _number(type_key: str, field: Field, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise _refusal(type_key, field, "number") from error


def _places(kit: Kit, type_key: str, field: Field, text: str) -> tuple[str, ...]:
    """Codes of a place, or of all that are or were called so, and what is in them."""
    known = kit.gazetteer.get(text)
    found = [known] if known else kit.gazetteer.called(text)
    if not found:
        raise _refusal(type_key, field, "place")
    codes = (code for e in found for code in kit.gazetteer.with_all_under(e.code))
    return tuple(dict.fromkeys(codes))


def _codes(kit: Kit, type_key: str, field: Field, text: str) -> tuple[str, ...]:
    if field.kind is Kind.PLACE:
        return _places(kit, type_key, field, text)
    if field.kind not in {Kind.CHOICE, Kind.MULTIPLE_CHOICE, Kind.YES_NO}:
        return (text,)
    vocabulary = kit.vocabularies[field.vocabulary or "yes_no"]
    if vocabulary.get(text) is None:
        raise InvalidValueError(
            "INVALID_VALUE",
            type=type_key,
            field=field.key,
            reason="vocabulary",
            vocabulary=field.vocabulary or "yes_no",
        )
    return tuple(vocabulary.with_all_under(text))
