"""What can be done with the rows that are selected."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from monitor_desktop.domain.records import Record
from monitor_desktop.services import selections
from monitor_desktop.services.changes import Changes
from monitor_desktop.ui.pieces import PlainLabel, button, row
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.sessions import Session

LEAST: Final = 2
"""One selected row is just the one that is open."""


class SelectionBar(QWidget):
    """Shown while several rows are selected; afterwards it offers to undo."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._selected: tuple[Record, ...] = ()
        say = session.say
        self.count = PlainLabel(role="strong")
        self.notice = Notice(say)
        self.copy = button(say, "Copy references", self.copy_references, kind="quiet")
        self.remove = button(say, "Delete", self.delete, kind="quiet")
        self._line = QWidget()
        self._line.setLayout(row(self.count, self.copy, self.remove, 1))
        self._line.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self.notice)

    def show_selected(self, selected: Sequence[Record]) -> None:
        """Offer what can be done with these."""
        self._selected = tuple(selected)
        self._line.setVisible(len(selected) >= LEAST)
        say, count = self._session.say, len(selected)
        say.put(
            self.count.setText,
            lambda _words: say.plural("{n} selected", "{n} selected", count),
        )

    def copy_references(self) -> None:
        """One a line; the clipboard forgets them like everything else."""
        references = [each.ref for each in self._selected if each.ref]
        QApplication.clipboard().setText("\n".join(references))

    def delete(self) -> None:
        """Hide the records; it can be undone."""
        ids = [each.id for each in self._selected]
        self._session.run(
            lambda workspace: selections.delete(workspace, ids),
            self._deleted,
            self.notice.tell_problem,
        )

    def _deleted(self, changes: Changes) -> None:
        self._session.announce(changes)
        self.notice.tell("{n} deleted.", n=len(changes.records))
        self.notice.offer_undo(lambda: self._bring_back(changes.records))

    def _bring_back(self, ids: Sequence[str]) -> None:
        self.notice.clear()
        self._session.run(
            lambda workspace: selections.restore(workspace, ids),
            self._session.announce,
            self.notice.tell_problem,
        )
