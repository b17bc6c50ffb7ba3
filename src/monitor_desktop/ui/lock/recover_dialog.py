"""A new passphrase with the recovery code, or with the pieces of several people."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services.profile import keys, pieces
from monitor_desktop.ui.keys.code_line import CodeLine
from monitor_desktop.ui.keys.passphrase_fields import NewPassphrase
from monitor_desktop.ui.lock.pieces_field import PiecesField
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Segments, row, said
from monitor_desktop.ui.sessions import Desk

WIDTH_PX: Final = 480
_CODE: Final = "code"
_PIECES: Final = "pieces"


class RecoverDialog(Dialog):
    """What was written down, and a new passphrase.

    Args:
        desk: The desk.
        folder: The profile's.
        parent: The window.
        kdf_memory_mib: Cost of guessing the new one; None chooses for this machine.
    """

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        parent: QWidget | None,
        *,
        kdf_memory_mib: int | None = None,
    ) -> None:
        super().__init__(desk.say, "Recovery code", parent)
        self._desk = desk
        self._folder = folder
        self._memory_mib = kdf_memory_mib
        self.setFixedWidth(WIDTH_PX)
        self.ways = Segments(
            desk.say, [(_CODE, "Recovery code"), (_PIECES, "Pieces of several people")]
        )
        self.code = CodeLine(desk.say, self.notice)
        self.pieces = PiecesField(desk)
        self.pieces.refused.connect(self.notice.tell_problem)
        self.new = NewPassphrase(desk)
        text = "Type the code from the paper and choose a new passphrase."
        self._told = said(desk.say, text, role="muted", wraps=True)
        self.body.addLayout(row(self.ways, 1))
        for each in (self._told, self.code, self.pieces, self.new):
            self.body.addWidget(each)
        self.finish("Continue")
        self.ways.chosen.connect(self.go_by)
        self.new.changed.connect(self._settle)
        self.go_by(_CODE)
        self._settle()

    def go_by(self, way: str) -> None:
        """Ask for the code, or for pieces."""
        self.ways.choose(way)
        self._told.setVisible(way == _CODE)
        self.code.setVisible(way == _CODE)
        self.pieces.setVisible(way == _PIECES)
        self.notice.clear()
        self.fit()

    def _settle(self) -> None:
        self.primary.setEnabled(self.new.is_good)

    @override
    def commit(self) -> None:
        """Set the passphrase; the dialog stays when what was written is wrong."""
        self.primary.setEnabled(False)
        self._desk.worker.run(self._job(), self._done, self._failed)

    def _job(self) -> Callable[[], None]:
        secret: str | dict[str, str] = self.code.text()
        set_new: Callable[..., None] = keys.recover
        if self.ways.value == _PIECES:
            secret, set_new = self.pieces.texts, pieces.join
        return partial(
            set_new,
            self._folder,
            secret,
            self.new.passphrase,
            kdf_memory_mib=self._memory_mib,
        )

    def _done(self, _none: None) -> None:
        self.accept()

    def _failed(self, error: MonitorError) -> None:
        self._settle()
        self.notice.tell_problem(error)
