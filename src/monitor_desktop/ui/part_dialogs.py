"""Entering or changing one part of a record."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.labels import type_label
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.dialogs import Dialog
from monitor_desktop.ui.editors.links import LinkEditor
from monitor_desktop.ui.field_grid import FieldGrid
from monitor_desktop.ui.form_errors import tell_beside
from monitor_desktop.ui.pieces import scrolled
from monitor_desktop.ui.sessions import Session

_SIZE: Final = QSize(760, 600)
_MARGIN_PX: Final = 4


class PartDialog(Dialog):
    """The form of one part; it saves by itself and tells the session.

    Args:
        session: The open profile.
        declaration: What part it is.
        tree: The record it hangs under.
        part: The part to change, or None for a new one.
        parent: The window.
    """

    def __init__(
        self,
        session: Session,
        declaration: RecordType,
        tree: RecordTree,
        part: Record | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            session.say, lambda words: type_label(words, declaration.key), parent
        )
        self._session = session
        self._declaration = declaration
        self._tree = tree
        self._part = part
        self.grid = FieldGrid(session, declaration.key, declaration.fields)
        self.grid.setContentsMargins(0, 0, _MARGIN_PX, 0)
        for box in self.grid.boxes.values():
            if isinstance(box.editor, LinkEditor):
                box.editor.offer_parts(tree)
        self.grid.show_values(part.values if part else {}, tree.linked)
        self._loaded = self.grid.values()
        self.body.addWidget(scrolled(self.grid), 1)
        self.finish("Save")
        self.resize(_SIZE)
        next(iter(self.grid.boxes.values())).editor.inputs()[0].setFocus()

    @override
    def commit(self) -> None:
        """Save; the dialog closes when it is done."""
        given = {
            key: value
            for key, value in self.grid.values().items()
            if value != self._loaded[key]
        }
        if not given:
            self.reject()
            return
        self.primary.setEnabled(False)
        self._session.run(self._job(given), self._saved, self._refused)

    def _job(self, given: Mapping[str, JsonValue]) -> "_Save":
        return _Save(self._declaration.key, self._tree.record.id, self._part, given)

    def _saved(self, changes: Changes) -> None:
        self._session.announce(changes)
        self.accept()

    def _refused(self, error: MonitorError) -> None:
        self.primary.setEnabled(True)
        tell_beside(error, self._declaration.key, [self.grid], self.notice)


class _Save:
    """Adds or changes a part, in the worker thread."""

    def __init__(
        self,
        type_key: str,
        parent: str,
        part: Record | None,
        given: Mapping[str, JsonValue],
    ) -> None:
        self._type = type_key
        self._parent = parent
        self._part = part
        self._given = dict(given)

    def __call__(self, workspace: Workspace) -> Changes:
        part = self._part
        if part is None:
            values = {**self._given, records.PARENT_KEY: self._parent}
            return records.add(workspace, self._type, values).changes
        return records.change(workspace, part.id, self._given, seen=part.heads)
