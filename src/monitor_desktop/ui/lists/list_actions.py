"""What can be done with the rows that are selected."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.consent_texts import consent_text
from monitor_desktop.overriding import override
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.editing import selections
from monitor_desktop.services.interchange import exports
from monitor_desktop.services.interchange.disclosed_records import Exported
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.file_choice import ask_save
from monitor_desktop.ui.lists.export_dialog import ExportDialog
from monitor_desktop.ui.lists.save_button import SUFFIXES, SaveButton
from monitor_desktop.ui.look.pieces import PlainLabel, button, row
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session

LEAST: Final = 2
"""One selected row is just the one that is open."""


class SelectionBar(QWidget):
    """Shown while several rows are selected; afterwards it offers to undo.

    ``printed`` carries the references of the records to be previewed.
    """

    printed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._selected: tuple[Record, ...] = ()
        say = session.say
        self.count = PlainLabel(role="strong")
        self.notice = Notice(say)
        self.copy = button(say, "Copy references", self.copy_references, kind="quiet")
        self.print = button(say, "Print…", self._ask_print, kind="quiet")
        self.save = SaveButton(session)
        self.save.chosen.connect(self._ask_for_whom)
        self.remove = button(say, "Delete", self.delete, kind="quiet")
        self._line = QWidget()
        self._line.setLayout(
            row(
                self.count,
                self.copy,
                self.print,
                self.remove,
                1,
                self.save,
            )
        )
        self._line.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for each in (self._line, self.notice):
            column.addWidget(each)
            each.installEventFilter(self)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With nothing in it, it takes no room in the list."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.setVisible(not (self._line.isHidden() and self.notice.isHidden()))
        return super().eventFilter(watched, event)

    def show_selected(self, selected: Sequence[Record]) -> None:
        """Offer what can be done with these."""
        self._selected = tuple(selected)
        if selected:
            self.save.offer(selected[0].type)
        self._line.setVisible(len(selected) >= LEAST)
        say, count = self._session.say, len(selected)
        say.put(
            self.count.setText,
            lambda _words: say.plural("{n} selected", "{n} selected", count),
        )

    def show_rest(self, shown: bool) -> None:
        """Beside a record there is room for the first acts only."""
        for each in (self.print, self.save):
            each.setVisible(shown)

    def _ask_print(self) -> None:
        self.printed.emit([each.ref or each.id for each in self._selected])

    def _ask_for_whom(self, form: str) -> None:
        dialog = ExportDialog(self._session, self.window())
        if dialog.exec() and dialog.audience is not None:
            self._ask_target(form, dialog.audience)

    def _ask_target(self, form: str, audience: Audience) -> None:
        title, kind = "Save as a file", self._selected[0].type
        name = f"{kind}-{audience.level}{SUFFIXES[form]}"
        target = ask_save(self._session.desk, title, self.window(), name=name)
        if target is not None:
            self.write(target, audience, form)

    def write(self, target: Path, audience: Audience, form: str = "csv") -> None:
        """Write the selected records, with what these readers may see."""
        kind, ids = self._selected[0].type, [each.id for each in self._selected]

        def write(workspace: Workspace) -> Exported:
            export = exports.formats(kind)[form]
            return export(
                workspace, kind, target, audience.level, body=audience.body, only=ids
            )

        self._session.run(
            write, partial(self._written, target.name), self.notice.tell_problem
        )

    def _written(self, name: str, made: Exported) -> None:
        self.notice.tell(
            "{file}: {records}, {left} left out{missing}. It is not encrypted.",
            tone="warn",
            file=name,
            records=self._session.say.plural("{n} record", "{n} records", made.records),
            left=sum(made.left_out.values()),
            missing=self._missing(made),
        )

    def _missing(self, made: Exported) -> str:
        """For want of which consents, in brackets."""
        named = [
            consent_text(self._session.reader, each) for each in made.consents_missing
        ]
        if not named:
            return ""
        consents = "; ".join(named)
        return self._session.say(" (no consent: {consents})", consents=consents)

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
