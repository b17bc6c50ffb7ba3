"""Records found by what the place they lie in is called, or was called once."""

from collections.abc import Iterator

from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.domain.disclosure import disclose
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import Filter, Hit, ListQuery, Match
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services.search import MOST_RANKED
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction


def found_in(
    workspace: Workspace,
    text: str,
    *,
    type_key: str | None = None,
    level: Level = Level.INTERNAL,
) -> list[Hit]:
    """Top records that lie in a place with just this name, or in a unit of it.

    Args:
        workspace: The open profile.
        text: A whole name of a place, of today or of before.
        type_key: Only records of this type.
        level: Who looks; a place that is kept back from them finds nothing.
    """
    gazetteer = workspace.kit.gazetteer
    called = gazetteer.called(text)
    codes = tuple(c for each in called for c in gazetteer.with_all_under(each.code))
    if not codes:
        return []
    with workspace.transaction() as transaction:
        return [
            Hit(
                record=each.id,
                ref=each.ref,
                type=each.type,
                title=each.title,
                score=float(field.search_weight),
                why=(f"{each.type}.{field.key}",),
            )
            for record, field in _lying_in(transaction, codes, type_key)
            if (each := _shown(workspace, transaction, record, field, level))
        ]


def _lying_in(
    transaction: Transaction, codes: tuple[str, ...], type_key: str | None
) -> Iterator[tuple[Record, Field]]:
    for kind in top_types():
        for field in kind.fields:
            if field.kind is Kind.PLACE and type_key in (None, kind.key):
                inside = Filter(key=field.key, match=Match.UNDER, values=codes)
                query = ListQuery(type=kind.key, filters=(inside,), limit=MOST_RANKED)
                yield from (
                    (each, field) for each in reading.listed(transaction, query)
                )


def _shown(
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    field: Field,
    level: Level,
) -> Record | None:
    """The record as these readers may see it, where its place is among that."""
    if level is Level.INTERNAL:
        return record
    try:
        tree = reading.tree(transaction, record.id)
        shown = disclose(tree, level, today=today(workspace.kit)).tree.record
    except NotAllowedError:
        return None
    return shown if shown.values.get(field.key) else None
