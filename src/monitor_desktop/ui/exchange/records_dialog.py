"""A list of records in a dialog: those in a state, left out, or held by a contact."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import type_label
from monitor_desktop.overriding import override
from monitor_desktop.services import recents
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import PlainLabel, said
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session

MOST: Final = 500
_SIZE: Final = (640, 480)


class RecordsDialog(Dialog):
    """One is chosen to be opened: ``chosen`` holds it afterwards.

    Args:
        session: The open profile.
        title: Heading.
        why: A sentence over the list.
        ids: Of the records, shown as far as they are still there.
        parent: The window.
    """

    def __init__(
        self,
        session: Session,
        title: Message,
        why: Message,
        ids: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        super().__init__(session.say, title, parent)
        self._session = session
        self.chosen: Record | None = None
        self.list = QListWidget()
        session.say.put(self.list.setAccessibleName, title)
        self._count = PlainLabel(role="caption")
        self.body.addWidget(said(session.say, why, role="muted", wraps=True))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._count)
        self.finish("Open", cancel="Close")
        self.resize(*_SIZE)
        self.list.itemActivated.connect(self.commit)
        self.list.currentRowChanged.connect(
            lambda place: self.primary.setEnabled(place >= 0)
        )
        self.primary.setEnabled(False)
        self._total = len(ids)
        shown = list(ids[:MOST])
        session.run(
            lambda ws: recents.glance(ws, shown), self._fill, self.notice.tell_problem
        )

    def _fill(self, found: Sequence[Record]) -> None:
        words = self._session.say.words
        for each in found:
            kind = type_label(words, each.type)
            parts = (each.ref or "", each.title or "", kind)
            item = QListWidgetItem("  ".join(part for part in parts if part))
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.list.addItem(item)
        self._count.setText(
            self.say("{shown} of {total}", shown=len(found), total=self._total)
        )

    @override
    def commit(self) -> None:
        """Take the one that is marked."""
        item = self.list.currentItem()
        if item is not None:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
