"""Search across spellings and scripts, ranked by where the words were met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.disclosure import disclose
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import Hit
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading, searching
from monitor_desktop.store.store import Transaction

MOST_RANKED: Final = 500
"""More hits than anybody reads are not weighed."""
MOST_AT_ONCE: Final = 100
"""Of these a key press is answered; who wants others types on."""
_REFERENCE_WEIGHT: Final = 20
_LEAST_WEIGHT: Final = 0.5

Words = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """How many top records were found, and the best of them."""

    total: int
    hits: tuple[Hit, ...]


def search(
    workspace: Workspace,
    text: str,
    *,
    type_key: str | None = None,
    limit: int = 50,
    exact: bool = False,
    level: Level = Level.INTERNAL,
) -> Found:
    """Find records by words in any spelling.

    A part that was hit counts for its top record, and a case is found by the names of
    the persons in it.

    Args:
        workspace: The open profile.
        text: One or more words; the last may be half typed.
        type_key: Only top records of this type.
        limit: Hits at most.
        exact: Only these letters, no other spelling.
        level: Who looks at the screen. Outside the unit nothing is met in what they may
            not see: a name that is kept back finds nothing.
    """
    found = _ranked(workspace, text, MOST_RANKED, exact=exact, level=level)
    hits = [each for each in found if type_key in (None, each.type)]
    return Found(len(hits), tuple(hits[:limit]))


def at_once(
    workspace: Workspace,
    text: str,
    *,
    limit: int,
    exact: bool = False,
    level: Level = Level.INTERNAL,
) -> Found:
    """``search`` at every key press: of a word in many records fewer are weighed."""
    hits = _ranked(workspace, text, MOST_AT_ONCE, exact=exact, level=level)
    return Found(len(hits), tuple(hits[:limit]))


def _ranked(
    workspace: Workspace, text: str, most: int, *, exact: bool, level: Level
) -> list[Hit]:
    typed: Words = names.query_words(text)
    if exact:
        typed = [(each,) for each in names.exact_words(text)]
    if not typed:
        return []
    with workspace.transaction() as transaction:
        pairs = searching.search(transaction, typed, limit=most, exact=exact)
        tops = _Tops(transaction, typed, exact=exact)
        tops.take(pairs)
        if level is not Level.INTERNAL:
            tops.keep_disclosed(level, today(workspace.kit))
        return sorted(tops.hits(), key=lambda each: -each.score)


class _Tops:
    """Top records with the best place their words were met at."""

    def __init__(self, transaction: Transaction, typed: Words, *, exact: bool) -> None:
        self._transaction = transaction
        self._typed = typed
        self._exact = exact
        self._met: dict[str, dict[str, float]] = {}
        self._titles: dict[str, str] = {}
        self._read: dict[str, Record | None] = {}

    def take(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Weigh records that were hit, and those that link to them."""
        hit = list(pairs)
        for record_id, top in hit:
            record = self._record(record_id)
            if record is not None:
                self._met.setdefault(top, {}).update(self._places(record))
        for record_id, top, field, _ in reading.linking(
            self._transaction, {each for each, _ in hit}
        ):
            linking = self._record(record_id)
            if linking is not None:
                why = f"{linking.type}.{field.key}"
                self._met.setdefault(top, {})[why] = float(field.search_weight)

    def _record(self, record_id: str) -> Record | None:
        """Read once: to read a hundred is most of what a key press waits for."""
        if record_id not in self._read:
            self._read[record_id] = reading.record(self._transaction, record_id)
        return self._read[record_id]

    def keep_disclosed(self, level: Level, day: str) -> None:
        """Look again, only into what may be seen; the rest was never met."""
        for top in list(self._met):
            try:
                shown = disclose(
                    reading.tree(self._transaction, top), level, today=day
                ).tree
            except NotAllowedError:
                del self._met[top]
                continue
            met = self._met_in(shown)
            if met and self._says_all(shown):
                self._met[top] = met
                self._titles[top] = shown.record.title
            else:
                del self._met[top]

    def _says_all(self, tree: RecordTree) -> bool:
        """Every word typed is met in what is shown.

        One met only in what is kept back would tell by a hit that it stands there.
        """
        records = (tree.record, *tree.children, *tree.linked.values())
        texts = [text for each in records for text in _texts(each)]
        return all(
            any(self._has(text, [group]) for text in texts) for group in self._typed
        )

    def _met_in(self, tree: RecordTree) -> dict[str, float]:
        met: dict[str, float] = {}
        for record in (tree.record, *tree.children):
            met |= self._certain_places(record)
            for field in record.declaration.fields:
                linked = tree.linked.get(str(record.values.get(field.key)))
                if linked is not None and self._certain_places(linked):
                    met[f"{record.type}.{field.key}"] = float(field.search_weight)
        return met

    def _places(self, record: Record) -> dict[str, float]:
        return self._certain_places(record) or {f"{record.type}": _LEAST_WEIGHT}

    def _certain_places(self, record: Record) -> dict[str, float]:
        found = {
            f"{record.type}.{each.key}": float(each.search_weight)
            for each in record.declaration.fields
            if each.search_weight and self._is_met(each, record.values.get(each.key))
        }
        if record.ref and self._has(record.ref):
            found[f"{record.type}.reference"] = _REFERENCE_WEIGHT
        return found

    def _is_met(self, _field: Field, value: JsonValue) -> bool:
        return any(self._has(each) for each in _texts_of(value))

    def _has(self, text: str, typed: Words | None = None) -> bool:
        """Any of the words, of all or of these, begins in this text."""
        groups = self._typed if typed is None else typed
        if self._exact:
            own = set(names.exact_words(text))
            return any(each in own for group in groups for each in group)
        folded = names.fold_words(text)
        return any(
            word.startswith(each)
            for group in groups
            for each in group
            for word in folded
        )

    def hits(self) -> Iterable[Hit]:
        """One hit for each top record."""
        for top, places in self._met.items():
            record = self._record(top)
            if record is None or record.deleted:
                continue
            why = sorted(places, key=lambda each: -places[each])
            yield Hit(
                record=top,
                ref=record.ref,
                type=record.type,
                title=self._titles.get(top, record.title),
                score=max(places.values()) + 0.1 * (len(places) - 1),
                why=tuple(why),
            )


def _texts_of(value: JsonValue) -> Iterable[str]:
    """The texts of a value; an answer that is none has no words."""
    if missing(value):
        return
    texts = value.values() if isinstance(value, dict) else [value]
    yield from (each for each in texts if isinstance(each, str))


def _texts(record: Record) -> Iterable[str]:
    """Everything of a record that search looks into."""
    if record.ref:
        yield record.ref
    for field in record.declaration.fields:
        if field.search_weight:
            yield from _texts_of(record.values.get(field.key))
