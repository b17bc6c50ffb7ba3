"""Writing what a report shows into a file a person names."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from monitor_desktop.services import files
from monitor_desktop.services.counts import spreadsheets
from monitor_desktop.services.counts.spreadsheets import Lines
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.file_choice import ask_save
from monitor_desktop.ui.look.clicks import on_click
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session

Made = Callable[[Workspace], bytes]
_KINDS: Final = {spreadsheets.XLSX: "Table (XLSX)", spreadsheets.CSV: "Table (CSV)"}


class Saving:
    """Asks for a name, makes the bytes in the worker, says that they are not sealed."""

    def __init__(self, session: Session, owner: QWidget, notice: Notice) -> None:
        self._session = session
        self._owner = owner
        self._notice = notice

    def ask(self, title: str, name: str, made: Made) -> None:
        """Ask where, then write."""
        target = ask_save(self._session.desk, title, self._owner.window(), name=name)
        if target is not None:
            self.write(target, made)

    def ask_table(self, name: str, suffix: str, lines: Lines) -> None:
        """Ask where, then write a table."""
        made = partial(spreadsheets.made, lines, suffix)
        self.ask("Save table", name + suffix, lambda _workspace: made())

    def write(self, target: Path, made: Made) -> None:
        """Write without asking."""

        def write(workspace: Workspace) -> None:
            files.replace(target, made(workspace))

        self._session.run(
            write, partial(self._written, target.name), self._notice.tell_problem
        )

    def _written(self, name: str, _none: None) -> None:
        self._notice.tell(
            "{file} is saved. It is not encrypted.", tone="warn", file=name
        )


class TableButton(QPushButton):
    """Save a table: as a workbook or as CSV; ``chosen`` carries the suffix."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAutoDefault(False)
        say = session.say
        say.put(self.setText, "Save table…")
        say.put(self.setAccessibleName, "Save table…")
        self.kinds = QMenu(self)
        self.setMenu(self.kinds)
        for suffix, message in _KINDS.items():
            action = self.kinds.addAction("")
            say.put(action.setText, message)
            on_click(action.triggered, self.chosen.emit, suffix)
