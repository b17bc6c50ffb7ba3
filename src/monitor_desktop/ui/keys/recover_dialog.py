"""A new passphrase with the recovery code from the paper."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services import keys
from monitor_desktop.ui.keys.passphrase_fields import NewPassphrase
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import said
from monitor_desktop.ui.sessions import Desk

WIDTH_PX: Final = 480


class RecoverDialog(Dialog):
    """The recovery code and a new passphrase."""

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None) -> None:
        super().__init__(desk.say, "Recovery code", parent)
        self._desk = desk
        self._folder = folder
        self.setFixedWidth(WIDTH_PX)
        self.code = QLineEdit()
        desk.say.put(self.code.setAccessibleName, "Recovery code")
        self.new = NewPassphrase(desk)
        text = "Type the code from the paper and choose a new passphrase."
        self.body.addWidget(said(desk.say, text, role="muted", wraps=True))
        self.body.addWidget(self.code)
        self.body.addWidget(self.new)
        self.finish("Continue")
        self.new.changed.connect(self._settle)
        self._settle()

    def _settle(self) -> None:
        self.primary.setEnabled(self.new.is_good)

    @override
    def commit(self) -> None:
        """Set the passphrase; the dialog stays when the code is wrong."""
        self.primary.setEnabled(False)
        self._desk.worker.run(
            recovering(self._folder, self.code.text(), self.new.passphrase),
            self._done,
            self._failed,
        )

    def _done(self, _none: None) -> None:
        self.accept()

    def _failed(self, error: MonitorError) -> None:
        self._settle()
        self.notice.tell_problem(error)


def recovering(folder: Path, code: str, new: str) -> Callable[[], None]:
    """A job that sets a new passphrase with the code."""
    return partial(keys.recover, folder, code, new)
