"""A profile out of a backup, on a laptop that has none."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services.profile import backup
from monitor_desktop.ui.fittings.file_choice import ask_open
from monitor_desktop.ui.keys.code_line import CodeLine
from monitor_desktop.ui.keys.passphrase_fields import NewPassphrase
from monitor_desktop.ui.keys.secret_line import KeyboardHint, SecretLine
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Segments, button, row, said
from monitor_desktop.ui.sessions import Desk

TITLE: Final = "Restore a backup"
WIDTH_PX: Final = 520
_WORDS: Final = "words"
_CODE: Final = "code"
_TOLD: Final = (
    "It opens with the passphrase, or the recovery code, of the day it was made. The "
    "file stays as it is."
)


class RestoreDialog(Dialog):
    """Which file, and what opens it.

    Args:
        desk: The desk.
        folder: Where the profile will be.
        parent: The window.
        kdf_memory_mib: Cost of guessing a new passphrase; None chooses it.
    """

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        parent: QWidget | None,
        *,
        kdf_memory_mib: int | None = None,
    ) -> None:
        super().__init__(desk.say, TITLE, parent)
        self._desk = desk
        self._folder = folder
        self._memory_mib = kdf_memory_mib
        self._is_working = False
        self.path: Path | None = None
        self.setFixedWidth(WIDTH_PX)
        say = desk.say
        self.file = QLineEdit()
        self.file.setReadOnly(True)
        say.put(self.file.setAccessibleName, "Backup")
        say.put(self.file.setPlaceholderText, "No file is chosen yet.")
        self.choose = button(say, "Choose a file…", self._ask_file)
        self.ways = Segments(say, [(_WORDS, "Passphrase"), (_CODE, "Recovery code")])
        self.passphrase = SecretLine(desk, "Passphrase")
        self.hint = KeyboardHint(say, self.passphrase)
        self.code = CodeLine(say, self.notice)
        self.new = NewPassphrase(desk)
        self._build()
        self._listen()
        self.go_by(_WORDS)

    def _build(self) -> None:
        self.body.addWidget(said(self.say, _TOLD, role="muted", wraps=True))
        line = row(self.file, self.choose, spacing=8)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addLayout(row(self.ways, 1))
        for each in (self.passphrase, self.hint, self.code, self.new):
            self.body.addWidget(each)
        self.finish("Restore")

    def _listen(self) -> None:
        self.ways.chosen.connect(self.go_by)
        self.passphrase.textChanged.connect(lambda _text: self._settle())
        self.new.changed.connect(self._settle)

    def go_by(self, way: str) -> None:
        """Ask for the passphrase, or for the code and a new passphrase."""
        self.ways.choose(way)
        shown: dict[str, tuple[QWidget, ...]] = {
            _WORDS: (self.passphrase, self.hint),
            _CODE: (self.code, self.new),
        }
        for key, widgets in shown.items():
            for each in widgets:
                each.setVisible(key == way)
        self.notice.clear()
        self._settle()
        self.fit()

    def _ask_file(self) -> None:
        for path in ask_open(self._desk, TITLE, self)[:1]:
            self.take(path)

    def take(self, path: Path) -> None:
        """This is the backup."""
        self.path = path
        self.file.setText(str(path))
        self.file.setCursorPosition(len(str(path)))
        self.notice.clear()
        self._settle()
        (self.passphrase if self._by_passphrase else self.code).setFocus()

    @property
    def _by_passphrase(self) -> bool:
        return self.ways.value == _WORDS

    def _settle(self) -> None:
        typed = self.passphrase.text() if self._by_passphrase else self.new.is_good
        ready = self.path is not None and bool(typed)
        self.primary.setEnabled(ready and not self._is_working)

    @override
    def commit(self) -> None:
        """Make the profile; the dialog stays when the file or the words are wrong."""
        if self.path is None:
            return
        self._show_working(working=True)
        by_code = not self._by_passphrase
        job = partial(
            backup.restore,
            self.path,
            self.new.passphrase if by_code else self.passphrase.text(),
            self._folder,
            self._desk.kit,
            code=self.code.text() if by_code else None,
            kdf_memory_mib=self._memory_mib,
        )
        self._desk.worker.run(job, self._done, self._failed)

    def _show_working(self, *, working: bool) -> None:
        self._is_working = working
        for each in (self.choose, self.cancel):
            each.setEnabled(not working)
        self.say.put(self.primary.setText, "Working…" if working else "Restore")
        self._settle()

    @override
    def reject(self) -> None:
        """What is being written is not left half done."""
        if not self._is_working:
            super().reject()

    def _done(self, _device: str) -> None:
        self._is_working = False
        self.accept()

    def _failed(self, error: MonitorError) -> None:
        self._show_working(working=False)
        self.notice.tell_problem(error)
        self.fit()
