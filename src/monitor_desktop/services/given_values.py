"""Values as people and files give them, made into the registers that are written."""

from collections.abc import Callable, Mapping

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.operations import Edit, JsonValue
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.domain.values import Reading, Write, writes
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.i18n.date_words import names_no_day, understand
from monitor_desktop.services import circles, keepers, review_steps
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction


def writes_of(
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    values: Mapping[str, JsonValue],
    *,
    fixed: bool = False,
) -> list[Write]:
    """The register writes that values as a person gives them ask for.

    Raises:
        UsageError: NO_SUCH_FIELD.
        InvalidValueError: INVALID_VALUE.
        NotAllowedError: REVIEW_ROLE, REVIEW_ORDER, COORDINATORS_ONLY.
    """
    keepers.require_keeper(workspace, record)
    how = reader(workspace, transaction)
    found = []
    given = joined_languages(values)
    for key, raw in {
        **review_steps.signatures(workspace, record, given),
        **given,
    }.items():
        field = _field(record, key)
        if field.fixed and not fixed:
            raise InvalidValueError(
                "INVALID_VALUE", type=record.type, field=key, reason="fixed"
            )
        current = record.values.get(key)
        review_steps.require(workspace, record, field, raw)
        written = writes(field, raw, how, of=record.type, current=current)
        circles.refuse(transaction, record, field, written)
        found.extend(written)
    return [each for each in found if each.value is not None or record.heads]


def joined_languages(values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """``summary.tg=...`` and ``summary.ru=...`` are two languages of one field."""
    joined: dict[str, JsonValue] = {}
    for key, value in values.items():
        name, dot, language = key.partition(".")
        if not dot:
            joined[key] = value
            continue
        before = joined.get(name)
        joined[name] = {**(before if isinstance(before, dict) else {}), language: value}
    return joined


def _field(record: Record, key: str) -> Field:
    field = record.declaration.field(key)
    if field is None:
        raise UsageError("NO_SUCH_FIELD", type=record.type, field=key)
    return field


def entered(
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    field_id: str,
    sub: str,
    raw: JsonValue,
) -> JsonValue:
    """What one register holds when a person gives ``raw`` for it.

    Raises:
        InvalidValueError: INVALID_VALUE.
        UsageError: NO_SUCH_FIELD, for a newer program's field.
    """
    field = record.declaration.field_by_id(field_id)
    if field is None:
        raise UsageError("NO_SUCH_FIELD", type=record.type, field=field_id)
    # The register without a language or a term holds that there is no answer.
    given: JsonValue = {sub: raw} if sub and field.kind is Kind.MULTILINGUAL else raw
    if sub and field.kind is Kind.MULTIPLE_CHOICE:
        return True if raw else None
    how = reader(workspace, transaction)
    found = {each.sub: each.value for each in writes(field, given, how, of=record.type)}
    return found.get(sub)


def reader(workspace: Workspace, transaction: Transaction) -> Reading:
    """What is needed to read values as a person enters them."""

    def link(target: str, ref: str) -> str | None:
        found = resolve(transaction, ref)
        known = reading.record(transaction, found)
        is_other = known is not None and target not in ("", known.type)
        return None if is_other else found

    return _reader(workspace.kit, link)


def _reader(kit: Kit, link: Callable[[str, str], str | None]) -> Reading:
    return Reading(
        vocabularies=kit.vocabularies,
        gazetteer=kit.gazetteer,
        understand_date=understand,
        names_no_day=names_no_day,
        resolve_link=link,
    )


def refusal(kit: Kit, of: str, key: str, raw: JsonValue) -> InvalidValueError | None:
    """What saving would say against a value, told without the store.

    Args:
        kit: Lists of terms and places.
        of: Key of the record's type.
        key: The field; no link, which only the store can follow.
        raw: What is typed there.
    """
    field = declared(of).field(key)
    if field is None:
        return None
    try:
        writes(field, raw, _reader(kit, lambda _type, ref: ref), of=of)
    except InvalidValueError as error:
        return error
    return None


def edit_of(
    record: Record,
    write: Write,
    seen: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
) -> Edit:
    """The edit that writes one register, knowing what its author saw."""
    heads = record.heads if seen is None else seen
    return Edit(
        type=record.type,
        record=record.id,
        top=record.parent or record.id,
        field=write.field,
        sub=write.sub,
        pred=heads.get((write.field, write.sub), ()),
        value=write.value,
    )
