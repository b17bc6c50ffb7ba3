"""Writing what a report shows into a file a person names."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from monitor_desktop.services import files
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.file_choice import ask_save
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session

Made = Callable[[Workspace], bytes]


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
