"""The way into a profile in pieces for several people, any few of whom open it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services.profile import pieces
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.file_choice import ask_folder
from monitor_desktop.ui.keys.secret_line import SecretLine
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.labelled import labelled, offer
from monitor_desktop.ui.look.pieces import Combo, row, said
from monitor_desktop.ui.sessions import Session

WIDTH_PX: Final = 480
TITLE: Final = "Pieces for several people"
TOLD: Final = (
    "A few of these pieces together set a new passphrase; fewer tell nothing. Earlier "
    "pieces open nothing any more, the recovery code still does."
)
PIECES_MADE: Final = (
    "Any {needed} of these {count} pieces set a new passphrase together. Give each to "
    "another person, on paper, and delete the files."
)
_USUAL: Final = ("5", "3")


class PiecesDialog(Dialog):
    """How many pieces, how many are enough, and the passphrase."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, TITLE, parent)
        self._session = session
        self.setFixedWidth(WIDTH_PX)
        say = session.say
        self.count, self.needed = Combo(), Combo()
        say.put(self.count.setAccessibleName, "How many pieces")
        say.put(self.needed.setAccessibleName, "How many are enough")
        self.line = SecretLine(session.desk, "Passphrase")
        self.body.addWidget(said(say, TOLD, role="muted", wraps=True))
        numbers = row(
            labelled(say, "How many pieces", self.count),
            labelled(say, "How many are enough", self.needed),
        )
        self.body.addLayout(numbers)
        self.add_field("Passphrase", self.line)
        self.finish("Save to a folder…")
        offer(self.count, _numbers(pieces.MOST), first=_USUAL[0])
        self.count.currentIndexChanged.connect(self._narrow)
        self.line.textChanged.connect(self._settle)
        self._narrow()
        self._settle()

    @property
    def numbers(self) -> tuple[int, int]:
        """How many are enough, of how many."""
        return int(self.needed.currentData()), int(self.count.currentData())

    def _narrow(self) -> None:
        """No more can be needed than there are."""
        offer(self.needed, _numbers(int(self.count.currentData())), first=_USUAL[1])

    def _settle(self) -> None:
        self.primary.setEnabled(bool(self.line.text()))

    @override
    def commit(self) -> None:
        """Ask for a folder; the dialog stays when the passphrase is wrong."""
        folder = ask_folder(self._session.desk, TITLE, self.window())
        if folder is not None:
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Make the pieces, a file each."""
        passphrase, (needed, count) = self.line.text(), self.numbers

        def split(workspace: Workspace) -> str:
            return pieces.split(
                workspace,
                passphrase,
                needed=needed,
                count=count,
                kept=lambda made: pieces.write_into(folder, made),
            )

        self.primary.setEnabled(False)
        self._session.run(split, self._done, self._failed)

    def _done(self, _set: str) -> None:
        self.accept()

    def _failed(self, error: MonitorError) -> None:
        self._settle()
        self.notice.tell_problem(error)


def _numbers(most: int) -> Mapping[str, str]:
    return {str(each): str(each) for each in range(pieces.LEAST, most + 1)}
