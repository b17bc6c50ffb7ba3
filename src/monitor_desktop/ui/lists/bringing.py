"""The way of a file into a list: chosen, looked at, taken in, and taken back."""

from functools import partial

from PySide6.QtWidgets import QPushButton

from monitor_desktop.services.interchange import import_log
from monitor_desktop.services.interchange.import_log import Undone
from monitor_desktop.ui.fittings.file_choice import ask_open
from monitor_desktop.ui.lists.import_dialog import SUFFIXES, ImportDialog, told
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session

_TITLE = "Import a file"


class ImportButton(QPushButton):
    """Asks for a file and takes it in; its ``notice`` offers to take it back."""

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self._session = session
        self._type = type_key
        self.notice = Notice(session.say)
        self.setProperty("kind", "icon")
        self.setAutoDefault(False)
        self.setIcon(session.look.icon("import"))
        session.say.put(self.setAccessibleName, "Import a file…")
        session.say.put(self.setToolTip, "Import a file…")
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        desk = self._session.desk
        found = ask_open(desk, _TITLE, self.window(), suffixes=SUFFIXES)
        if found:
            dialog = ImportDialog(self._session, found[0], self._type, self.window())
            dialog.exec()
            self.tell(dialog)

    def tell(self, dialog: ImportDialog) -> None:
        """Say what was taken in, if anything was."""
        made = dialog.made
        if made is None:
            return
        self.notice.tell(partial(told, made, dialog.path.name))
        self.notice.offer_undo(lambda: self._take_back(made.id))

    def _take_back(self, import_id: str) -> None:
        self.notice.clear()
        self._session.run(
            lambda workspace: import_log.undo(workspace, import_id),
            self._taken_back,
            self.notice.tell_problem,
        )

    def _taken_back(self, done: Undone) -> None:
        self._session.announce()
        message = "{hidden} hidden, {changed} as before, {kept} kept."
        self.notice.tell(
            message, hidden=done.hidden, changed=done.changed, kept=done.kept
        )
