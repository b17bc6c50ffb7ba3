"""A record's own fields in its form: filled, and filled again from the store."""

from collections.abc import Collection, Mapping

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import RecordTree
from monitor_desktop.ui.editors.disputed_values import tell_disputed
from monitor_desktop.ui.editors.field_grid import FieldBox
from monitor_desktop.ui.pace.slices import Steps
from monitor_desktop.ui.records.form_bodies import FormBody
from monitor_desktop.ui.records.form_state import FormState
from monitor_desktop.ui.sessions import Session


class OwnFields:
    """Shows values where nobody types, and keeps what stood there before.

    Args:
        session: Has the words.
        body: Has the fields.
    """

    def __init__(self, session: Session, body: FormBody) -> None:
        self._session = session
        self._body = body
        self._loaded: dict[str, JsonValue] = {}

    @property
    def boxes(self) -> Mapping[str, FieldBox]:
        """By key; what is not made yet is made now."""
        return self._body.boxes()

    def base(self, key: str) -> JsonValue:
        """What stood in a field before anything was typed into it."""
        return self._loaded.get(key)

    def filling(self, state: FormState) -> Steps:
        """The steps that show another record, and what was typed over it."""
        tree, typed = state.tree, state.typed
        self._loaded = {}
        for box in self.boxes.values():
            box.editor.hand_over()
        for key, box in self.boxes.items():
            box.tell_problem(None)
            box.tell_met(None)
            self._show_conflict(key, box, state)
            self._load(key, box, tree)
            if key in typed:
                box.show_value(typed[key], tree.linked)
            yield

    def refill(
        self,
        state: FormState,
        written: Collection[str] = (),
    ) -> None:
        """Show what the store holds now in every field nobody is typing into.

        Args:
            state: The record as it was read, and what is typed over it.
            written: Keys that were just saved: nothing is wrong with them any more.
        """
        tree, typed = state.tree, state.typed
        for key, box in self.boxes.items():
            self._show_conflict(key, box, state)
            if key in written:
                box.tell_problem(None)
                box.tell_met(None)
            if key not in typed:
                self._load(key, box, tree)

    def _show_conflict(self, key: str, box: FieldBox, state: FormState) -> None:
        tree = state.tree
        box.show_conflict(key in tree.record.conflicts)
        tell_disputed(self._session, box, tree.record, tree.linked, state.seen)

    def _load(self, key: str, box: FieldBox, tree: RecordTree) -> None:
        box.show_value(tree.record.values.get(key), tree.linked)
        self._loaded[key] = box.value()
