"""What is being typed into a form, apart from any widget: fields, parts, undo, redo."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import field_label, type_label
from monitor_desktop.services.editing.drafts import Draft, DraftPart, Heads
from monitor_desktop.services.editing.entry import Entry

TOP: Final = ""
"""Stands for the record itself where parts are named by id."""
_MOST_STEPS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the record as it is typed.

    Attributes:
        id: Its id, also before it is saved.
        type: Key of its type.
        record: As it was read; None for a new one.
        typed: What was typed, by field key.
        heads: What its author saw.
        is_gone: The record is deleted in the store.
    """

    id: str
    type: str
    record: Record | None = None
    typed: Mapping[str, JsonValue] = field(default_factory=dict)
    heads: Heads = field(default_factory=dict)
    is_gone: bool = False

    @property
    def shown(self) -> Record:
        """The part as it would be when saved, for a line that sums it up."""
        held = self.record.values if self.record else {}
        values = {**held, **self.typed}
        return Record(
            id=self.id,
            type=self.type,
            values={key: each for key, each in values.items() if each is not None},
        )


@dataclass(frozen=True, slots=True)
class FieldStep:
    """One field was typed into."""

    part: str
    type: str
    key: str
    before: JsonValue
    after: JsonValue

    def name(self, words: Words) -> str:
        """What was done, as a person calls it."""
        return field_label(words, self.type, self.key)


@dataclass(frozen=True, slots=True)
class OrderStep:
    """Parts were added, deleted or moved; ``done`` is that word of the catalogue."""

    done: str
    type: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def name(self, words: Words) -> str:
        """What was done, as a person calls it."""
        return words("app", self.done, what=type_label(words, self.type))


Step = FieldStep | OrderStep


class FormState:
    """One record and its parts while they are typed.

    Args:
        type_key: Type of the record.
        part_types: Keys of the types its parts have.
    """

    def __init__(self, type_key: str, part_types: Iterable[str]) -> None:
        self.type = type_key
        self._part_types = tuple(part_types)
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._going_on = False
        self._bases: dict[tuple[str, str], JsonValue] = {}
        self.open(RecordTree(record=Record(id="", type=type_key)), None)

    def open(self, tree: RecordTree, draft: Draft | None) -> None:
        """Begin with another record, and what was typed of it before."""
        self._undo, self._redo = [], []
        self.typed: dict[str, JsonValue] = {}
        self.parts: dict[str, Part] = {}
        self.order: dict[str, tuple[str, ...]] = dict.fromkeys(self._part_types, ())
        self._take(tree)
        if draft is not None:
            self._take_draft(draft)
        self._going_on = False

    def saved(self, tree: RecordTree, entry: Entry) -> None:
        """What was in ``entry`` is in the store; undo can still go behind it.

        What was typed while it was being written stays typed.
        """
        written = {each.id: each.values for each in entry.parts}
        alive = {each.id for each in tree.children}
        parts, order, then = dict(self.parts), dict(self.order), entry.shown
        self.typed = _left(self.typed, entry.values)
        self._take(tree)
        for key, each in parts.items():
            known = key in alive
            if known or each.record is not None or key not in written:
                now = self.parts.get(key, each) if known else each
                left = _left(each.typed, written.get(key, {}))
                gone = each.record is not None and not known
                self.parts[key] = replace(now, typed=left, is_gone=gone)
        for type_key, ids in order.items():
            if ids != then.get(type_key, ids):
                self.order[type_key] = tuple(k for k in ids if k in self.parts)
        self._going_on = False

    def _take(self, tree: RecordTree) -> None:
        self._bases = {}
        self.tree = tree
        self.seen: Heads = tree.record.heads
        for key in self._part_types:
            found = tree.children_of(key)
            self.order[key] = tuple(each.id for each in found)
            for each in found:
                self.parts[each.id] = Part(
                    id=each.id, type=key, record=each, heads=each.heads
                )
        self._as_read = dict(self.order)

    def _take_draft(self, draft: Draft) -> None:
        self.typed, self.seen = dict(draft.values), draft.heads
        for each in draft.parts:
            if each.type in self.order:
                self._take_drafted(each)
        for key, wanted in draft.order.items():
            if set(wanted) == set(self.order.get(key, ())):
                self.order[key] = wanted

    def _take_drafted(self, drafted: DraftPart) -> None:
        known = self.parts.get(drafted.id)
        self.parts[drafted.id] = Part(
            id=drafted.id,
            type=drafted.type,
            record=known.record if known else None,
            typed=drafted.values,
            heads=drafted.heads,
            # Deleted elsewhere while it was typed: what was typed brings it back.
            is_gone=known is None and not drafted.is_new,
        )
        others = tuple(k for k in self.order[drafted.type] if k != drafted.id)
        if drafted.is_deleted:
            self.order[drafted.type] = others
        elif known is None:
            self.order[drafted.type] = (*others, drafted.id)

    def catch_up(self, tree: RecordTree) -> set[tuple[str, str]]:
        """Take in what arrived in the store while one types.

        What nobody touched here is shown as it is now. What is being typed stays,
        with the heads its author saw, so that saving it makes a conflict.

        Returns:
            Part id and field key of what was changed on both sides.
        """
        met = self._changed_on_both_sides(tree)
        touched = [each for each in self.parts.values() if self._is_touched(each)]
        order, before = dict(self.order), self._as_read
        seen = _seen_of(tree.record, self.typed, self.seen)
        self._take(tree)
        self.seen = seen
        for type_key, ids in order.items():
            if ids != before[type_key]:
                new = [k for k in self.order[type_key] if k not in before[type_key]]
                self.order[type_key] = tuple(dict.fromkeys((*ids, *new)))
        for part in touched:
            self._keep_touched(part, shown=part.id in order[part.type])
        return met

    def _keep_touched(self, part: Part, *, shown: bool) -> None:
        now = self.parts[part.id].record if part.id in self.parts else None
        alive = now is not None and part.id in self._as_read[part.type]
        if alive and now is not None:
            heads = _seen_of(now, part.typed, part.heads)
            self.parts[part.id] = replace(part, record=now, heads=heads, is_gone=False)
            return
        self.parts[part.id] = replace(part, is_gone=part.record is not None)
        if shown and part.id not in self.order[part.type]:
            self.order[part.type] = (*self.order[part.type], part.id)

    def _changed_on_both_sides(self, tree: RecordTree) -> set[tuple[str, str]]:
        now = {TOP: tree.record} | {each.id: each for each in tree.children}
        mine = [(TOP, self.tree.record, self.typed)]
        mine += [
            (each.id, each.record, dict(each.typed))
            for each in self.parts.values()
            if each.record is not None
        ]
        return {
            (key, typed)
            for key, before, values in mine
            for typed in values
            if key in now
            and now[key].values.get(typed) != before.values.get(typed)
            and now[key].values.get(typed) != values[typed]
        }

    def _is_touched(self, part: Part) -> bool:
        return bool(part.typed) or part.record is None or part.is_gone

    @property
    def is_touched(self) -> bool:
        """Something is typed that is not saved."""
        return bool(self.typed or self._drafted() or self._new_order())

    def of_type(self, type_key: str) -> tuple[Part, ...]:
        """The parts of a type in their order."""
        return tuple(self.parts[each] for each in self.order[type_key])

    def set_field(self, part: str, key: str, value: JsonValue, base: JsonValue) -> None:
        """A field was typed into.

        Args:
            part: Id of the part, or TOP.
            key: The field.
            value: What stands there now.
            base: What stood there before anything was typed.
        """
        typed = self._typed_of(part)
        self._bases[part, key] = base
        before = typed.get(key, base)
        if before == value:
            return
        type_key = self.parts[part].type if part else self.type
        self._put(part, key, value)
        last = self._undo[-1] if self._undo else None
        if (
            self._going_on
            and isinstance(last, FieldStep)
            and (last.part, last.key) == (part, key)
        ):
            self._undo[-1] = replace(last, after=value)
        else:
            self._did(FieldStep(part, type_key, key, before, value))
        self._going_on, self._redo = True, []

    def _typed_of(self, part: str) -> Mapping[str, JsonValue]:
        return self.parts[part].typed if part else self.typed

    def _put(self, part: str, key: str, value: JsonValue) -> None:
        """A value equal to what is saved is not typed any more."""
        typed = {k: v for k, v in self._typed_of(part).items() if k != key}
        place = part, key
        if place not in self._bases or self._bases[place] != value:
            typed[key] = value
        if part:
            self.parts[part] = replace(self.parts[part], typed=typed)
        else:
            self.typed = typed

    def settle(self) -> None:
        """What is typed next is another step."""
        self._going_on = False

    def add_part(
        self,
        type_key: str,
        part_id: str,
        after: str = "",
        given: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """A new part, at the end or behind another, with what is known of it."""
        self.parts[part_id] = Part(id=part_id, type=type_key, typed=dict(given or {}))
        ids = list(self.order[type_key])
        place = ids.index(after) + 1 if after in ids else len(ids)
        ids.insert(place, part_id)
        self._reorder("Added: {what}", type_key, tuple(ids))

    def remove_part(self, part_id: str) -> None:
        """A part is to go."""
        type_key = self.parts[part_id].type
        ids = tuple(each for each in self.order[type_key] if each != part_id)
        self._reorder("Deleted: {what}", type_key, ids)

    def move_part(self, part_id: str, steps: int) -> None:
        """A part changes its place."""
        type_key = self.parts[part_id].type
        ids = list(self.order[type_key])
        place = min(max(ids.index(part_id) + steps, 0), len(ids) - 1)
        ids.remove(part_id)
        ids.insert(place, part_id)
        self._reorder("Moved: {what}", type_key, tuple(ids))

    def _reorder(self, done: str, type_key: str, ids: tuple[str, ...]) -> None:
        if ids != self.order[type_key]:
            self._did(OrderStep(done, type_key, self.order[type_key], ids))
            self.order[type_key] = ids
            self._going_on, self._redo = False, []

    def _did(self, step: Step) -> None:
        self._undo = [*self._undo, step][-_MOST_STEPS:]

    @property
    def to_undo(self) -> Step | None:
        """What undo would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def to_redo(self) -> Step | None:
        """What redo would do again."""
        return self._redo[-1] if self._redo else None

    def undo(self) -> Step | None:
        """Take the last step back."""
        if not self._undo:
            return None
        step = self._undo.pop()
        self._redo.append(step)
        self._back_to(step, step.before)
        return step

    def redo(self) -> Step | None:
        """Do again what was taken back."""
        if not self._redo:
            return None
        step = self._redo.pop()
        self._undo.append(step)
        self._back_to(step, step.after)
        return step

    def _back_to(self, step: Step, then: JsonValue | tuple[str, ...]) -> None:
        self._going_on = False
        if isinstance(step, OrderStep):
            known = step.before if then == step.before else step.after
            self.order[step.type] = tuple(k for k in known if k in self.parts)
        elif not step.part or step.part in self.parts:
            self._put(step.part, step.key, then)

    def _drafted(self) -> tuple[DraftPart, ...]:
        made = []
        for each in self.parts.values():
            shown = each.id in self.order[each.type]
            new, saved = each.record is None, each.record is not None
            part = DraftPart(
                id=each.id,
                type=each.type,
                values=each.typed,
                heads=each.heads,
                is_new=new and not each.is_gone,
                is_deleted=saved and not shown and not each.is_gone,
                is_restored=shown and each.is_gone,
            )
            if part.is_deleted or (
                shown and (part.is_new or part.is_restored or part.values)
            ):
                made.append(part)
        return tuple(made)

    def _new_order(self) -> dict[str, tuple[str, ...]]:
        """Orders in which parts that were there before stand otherwise."""
        found = {}
        for key, ids in self.order.items():
            kept = [each for each in self._as_read[key] if each in ids]
            if [each for each in ids if each in kept] != kept or (
                list(ids[: len(kept)]) != kept
            ):
                found[key] = ids
        return found

    def entry(self, *, is_new: bool, draft: str) -> Entry:
        """What is to be saved or kept as a draft."""
        return Entry(
            type=self.type,
            record=None if is_new else self.tree.record.id,
            values=dict(self.typed),
            heads=self.seen,
            parts=self._drafted(),
            order=self._new_order(),
            shown=dict(self.order),
            draft=draft,
        )


def _left(
    typed: Mapping[str, JsonValue], written: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """What was typed otherwise than it was written."""
    return {
        key: value
        for key, value in typed.items()
        if key not in written or written[key] != value
    }


def _seen_of(record: Record, typed: Mapping[str, JsonValue], before: Heads) -> Heads:
    """Heads as they are now, and those of before for the fields being typed."""
    fields = (record.declaration.field(key) for key in typed)
    ids = {each.id for each in fields if each is not None}
    kept = {key: heads for key, heads in before.items() if key[0] in ids}
    rest = {key: heads for key, heads in record.heads.items() if key[0] not in ids}
    return {**rest, **kept}
