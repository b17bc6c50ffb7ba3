"""Taking in a file of another program: what it would do first, then doing it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.refusal_texts import refusal_text
from monitor_desktop.overriding import override
from monitor_desktop.services.interchange import import_mappings, imports
from monitor_desktop.services.interchange.imports import Imported, Refused
from monitor_desktop.services.progress import Progress
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.file_choice import ask_open
from monitor_desktop.ui.look.busy_bar import BusyBar
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import PlainLabel, button, row, said
from monitor_desktop.ui.pace.working import About, LongWork
from monitor_desktop.ui.sessions import Session

SUFFIXES: Final = (".csv", ".xlsx", ".json", ".xml")
_MAPPED: Final = frozenset({".csv", ".xlsx", ".json"})
"""Of files whose columns or questions somebody may have to name."""
_WIDTH_PX: Final = 560
_MOST_LINES: Final = 200


class ImportDialog(Dialog):
    """Says what a file would do; nothing is written before somebody agrees.

    Args:
        session: The open profile.
        path: The file.
        type_key: Type of the records.
        parent: The window.
    """

    def __init__(
        self, session: Session, path: Path, type_key: str, parent: QWidget | None
    ) -> None:
        super().__init__(session.say, "Import a file", parent)
        self._session = session
        self.path = path
        self._type = type_key
        self._mapping: Path | None = None
        self.made: Imported | None = None
        say = session.say
        self.told = PlainLabel(role="strong", wraps=True)
        self.lines = QPlainTextEdit(readOnly=True)
        say.put(self.lines.setAccessibleName, "What is not as it should be")
        self.lines.setTabChangesFocus(True)
        self.lines.hide()
        self.body.addWidget(said(say, _KINDS, role="muted", wraps=True))
        self.body.addWidget(self.told)
        self.body.addWidget(self.lines, 1)
        self.choose = button(say, "Mapping file…", self._choose)
        self.mapped = said(say, _OTHER_HEADINGS, role="muted", wraps=True)
        # Takes the room of the lines while there are none.
        self.body.addStretch(0)
        line = row(self.choose, self.mapped)
        line.setStretchFactor(self.mapped, 1)
        self.body.addLayout(line)
        self.choose.setVisible(path.suffix.lower() in _MAPPED)
        self.busy = BusyBar(say)
        # The dialog has a Cancel of its own.
        self.busy.cancel.hide()
        self.body.addLayout(row(self.busy, 1))
        self.finish("Import")
        self.setMinimumWidth(_WIDTH_PX)
        self._look()

    def _look(self) -> None:
        """Say what would happen; nothing can be agreed to before."""
        self._hold()
        self.notice.clear()
        self.lines.hide()
        self._session.say.put(self.told.setText, "Reading {file}…", file=self.path.name)
        self._begin(self._show, dry_run=True)
        self.fit()

    def _begin(self, done: Callable[[Imported], None], *, dry_run: bool) -> None:
        """Read the file, or take it in; until that ends it can be stopped."""
        work = self.busy.begin(None if dry_run else About.TABLE)
        take = partial(self._take, work.progress(), dry_run=dry_run)
        self._session.run(
            take, partial(self._ended, work, done), partial(self._refuse, work)
        )

    def _ended(
        self, work: LongWork, done: Callable[[Imported], None], found: Imported
    ) -> None:
        self.busy.end(work)
        done(found)

    def _hold(self) -> None:
        self.primary.setEnabled(False)
        self.choose.setEnabled(False)

    def _choose(self) -> None:
        """A table of others needs somebody to say which column is which field."""
        desk = self._session.desk
        found = ask_open(desk, "Mapping file", self, suffixes=(".json",))
        if found:
            self.map_by(found[0])

    def map_by(self, mapping: Path) -> None:
        """Look at the file once more, by what a mapping file says of its columns."""
        self._mapping = mapping
        self._session.say.put(self.mapped.setText, "{file}", file=mapping.name)
        self._look()

    def _take(
        self, progress: Progress, workspace: Workspace, *, dry_run: bool
    ) -> Imported:
        named = import_mappings.read(self._mapping) if self._mapping else {}
        return imports.table(
            workspace,
            self.path,
            self._type,
            named,
            dry_run=dry_run,
            progress=progress,
        )

    def _show(self, found: Imported) -> None:
        say = self._session.say
        say.put(self.told.setText, partial(told, found, self.path.name))
        if found.refused or found.doubtful or found.left_out or found.links_left:
            say.put(self.lines.setPlainText, partial(_lines, found))
            self.lines.show()
        self.primary.setEnabled(bool(found.new or found.updated))
        self.choose.setEnabled(True)
        self.fit()

    def _refuse(self, work: LongWork, error: MonitorError) -> None:
        self.busy.end(work)
        self._session.say.put(self.told.setText, "{file}", file=self.path.name)
        self.notice.tell_problem(error)
        self.choose.setEnabled(True)
        self.fit()

    @override
    def commit(self) -> None:
        """Write it, all of it that is good."""
        self._hold()
        self._begin(self._written, dry_run=False)

    def _written(self, made: Imported) -> None:
        self.made = made
        # Also where somebody closed this meanwhile.
        self._session.announce()
        self.accept()


_KINDS: Final = (
    "Tables (CSV, XLSX) and JSON as this program writes them, CSV of Uwazi, events of"
    " HURIDOCS or OpenEvSys (XML). Nothing is written before you agree, and an import"
    " can be undone."
)


_OTHER_HEADINGS: Final = (
    "For a table with headings of its own: a JSON file that says which column is which"
    " field."
)


def told(found: Imported, file: str, words: Words) -> str:
    """What an import does, or did."""
    said_of = words(
        "app", "{file}: {new} new, {updated} changed, {unchanged} unchanged."
    )
    return said_of.format(
        file=file, new=found.new, updated=found.updated, unchanged=found.unchanged
    )


def _lines(found: Imported, words: Words) -> str:
    """Columns that nobody reads, rows that are refused or have an odd date."""
    refused = [_refused(each, words) for each in found.refused]
    odd = words("app", "Row {row}: a date is kept as written; it was not understood.")
    doubtful = [odd.format(row=each) for each in found.doubtful]
    unread = words("app", "Not taken in, as no field is called so: {names}")
    links = words(
        "app", "Links not taken in, as the file calls parts by their places: {names}"
    )
    reasons = ((unread, found.left_out), (links, found.links_left))
    left_out = [e.format(names=", ".join(names)) for e, names in reasons if names]
    lines = [*left_out, *refused, *doubtful]
    left = ["…"] if len(lines) > _MOST_LINES else []
    return "\n".join([*lines[:_MOST_LINES], *left])


def _refused(refused: Refused, words: Words) -> str:
    why = refusal_text(words, MonitorError(refused.code, **dict(refused.details)))
    return words("app", "Row {row}: {why}").format(row=refused.row, why=why)
