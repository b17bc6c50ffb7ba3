"""Lists a person made for themselves: filters and order under a name."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, cast

from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.services import preferences
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.store import Transaction

_VIEWS: Final = "saved_views:"
_COLUMNS: Final = "columns:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a list under a name asks of its records.

    Attributes:
        name: What the person calls it.
        text: Words that must be found.
        choices: What each filter stands on, by field key.
        narrowed: What a chart or the map was narrowed to.
    """

    name: str
    text: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    narrowed: Filter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(Conditions):
    """One list under a name.

    Attributes:
        also: Conditions of other views that must hold too, as they were when this one
            was saved.
        sort: Field key, or ``_ref``.
        descending: Order.
        columns: Keys of the fields that are columns; empty for the usual ones.
    """

    also: tuple[Conditions, ...] = ()
    sort: str = "_ref"
    descending: bool = True
    columns: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[Conditions, ...]:
        """Its own conditions and those of the other views in it."""
        own = Conditions(
            name=self.name,
            text=self.text,
            choices=self.choices,
            narrowed=self.narrowed,
        )
        return (own, *self.also)


def listed(workspace: Workspace, type_key: str) -> list[SavedView]:
    """The views of a record type, by name."""
    with workspace.transaction() as transaction:
        return _read(workspace, transaction, type_key)


def save(workspace: Workspace, type_key: str, view: SavedView) -> list[SavedView]:
    """Keep a view, in place of one of the same name; all there are now."""
    with workspace.transaction() as transaction:
        return _write(workspace, transaction, type_key, view.name, view)


def forget(workspace: Workspace, type_key: str, name: str) -> list[SavedView]:
    """Keep a view no longer; all there are now."""
    with workspace.transaction() as transaction:
        return _write(workspace, transaction, type_key, name, None)


def columns(workspace: Workspace, type_key: str) -> tuple[str, ...]:
    """The columns that were chosen for a list; empty for the usual ones."""
    with workspace.transaction() as transaction:
        kept = preferences.get_within(workspace, transaction, _COLUMNS + type_key, [])
    return tuple(str(each) for each in kept) if isinstance(kept, list) else ()


def choose_columns(workspace: Workspace, type_key: str, keys: Sequence[str]) -> None:
    """Keep the columns of a list."""
    with workspace.transaction() as transaction:
        preferences.put_within(workspace, transaction, _COLUMNS + type_key, list(keys))


def _read(
    workspace: Workspace, transaction: Transaction, type_key: str
) -> list[SavedView]:
    kept = preferences.get_within(workspace, transaction, _VIEWS + type_key, [])
    known = cast("list[dict[str, Any]]", kept) if isinstance(kept, list) else []
    return [_view(each) for each in known]


def _view(kept: Mapping[str, Any]) -> SavedView:
    """Those kept by an older program say nothing of columns, or of other views."""
    also = tuple(Conditions(**_narrowed(each)) for each in kept.get("also", ()))
    columns = tuple(kept.get("columns", ()))
    return SavedView(**_narrowed(kept) | {"also": also, "columns": columns})


def _narrowed(kept: Mapping[str, Any]) -> dict[str, Any]:
    narrowed = kept.get("narrowed")
    if narrowed is None:
        return dict(kept)
    match = Match(narrowed["match"])
    found = Filter(**narrowed | {"match": match, "values": tuple(narrowed["values"])})
    return {**kept, "narrowed": found}


def _write(
    workspace: Workspace,
    transaction: Transaction,
    type_key: str,
    name: str,
    view: SavedView | None,
) -> list[SavedView]:
    views = [
        each for each in _read(workspace, transaction, type_key) if each.name != name
    ]
    views = sorted([*views, *([view] if view else [])], key=lambda each: each.name)
    kept = [asdict(each) for each in views]
    preferences.put_within(workspace, transaction, _VIEWS + type_key, kept)
    return views
