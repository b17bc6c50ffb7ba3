"""The letterhead of one's own unit: name and address in three languages, logo."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.overriding import override
from monitor_desktop.services import files
from monitor_desktop.services.paper import letterheads
from monitor_desktop.services.paper.letterheads import UnitHead
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.evidence import pictures
from monitor_desktop.ui.fittings.file_choice import ask_open
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import PlainLabel, button, row, said
from monitor_desktop.ui.look.words import OWN_NAMES
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 640


class LetterheadDialog(Dialog):
    """Accepted when the letterhead is kept."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Letterhead", parent)
        self._session = session
        self.setFixedWidth(_WIDTH_PX)
        self.names = {each: QLineEdit() for each in LANGUAGES}
        self.addresses = {each: QLineEdit() for each in LANGUAGES}
        self._logo = b""
        self._logo_state = PlainLabel(role="muted")
        self._build()
        self.finish("Save")
        session.run(letterheads.get, self._show, self.notice.tell_problem)

    def _build(self) -> None:
        say = self._session.say
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(said(say, "Name of the unit", role="caption"), 0, 1)
        grid.addWidget(said(say, "Address", role="caption"), 0, 2)
        for place, language in enumerate(LANGUAGES, 1):
            own = OWN_NAMES[language]
            grid.addWidget(PlainLabel(own), place, 0)
            for column, (lines, what) in enumerate(
                ((self.names, "Name of the unit"), (self.addresses, "Address")), 1
            ):
                line = lines[language]
                line.setAccessibleName(f"{say(what)}, {own}")
                grid.addWidget(line, place, column)
        self.body.addLayout(grid)
        choose = button(say, "Choose a logo…", self._ask_logo)
        self.body.addLayout(row(choose, self._logo_state, 1))

    def _show(self, head: UnitHead) -> None:
        for language in LANGUAGES:
            self.names[language].setText(head.names.get(language, ""))
            self.addresses[language].setText(head.addresses.get(language, ""))
        self._take_logo(head.logo)

    def _take_logo(self, logo: bytes) -> None:
        self._logo = logo
        text = "There is a logo." if logo else "No logo."
        self._session.say.put(self._logo_state.setText, text)

    def _ask_logo(self) -> None:
        for path in ask_open(self._session.desk, "Choose a logo…", self):
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Take a logo from a file: a PNG as it is, another picture made into one."""
        self._session.run(
            lambda _workspace: _logo(path), self._take_logo, self.notice.tell_problem
        )

    @override
    def commit(self) -> None:
        """Keep it; the dialog stays when something is wrong."""
        head = UnitHead(
            names={key: each.text().strip() for key, each in self.names.items()},
            addresses={
                key: each.text().strip() for key, each in self.addresses.items()
            },
            logo=self._logo,
        )

        def keep(workspace: Workspace) -> None:
            letterheads.put(workspace, head)

        self._session.run(keep, self._kept, self.notice.tell_problem)

    def _kept(self, _none: None) -> None:
        self.accept()


def _logo(path: Path) -> bytes:
    """What is no logo yet is decoded in a process of its own, as every picture is."""
    try:
        return letterheads.logo_from(path)
    except InputRefusedError as refusal:
        if refusal.code != "NOT_A_LOGO":
            raise
        try:
            return pictures.logo(files.read(path), letterheads.MOST_LOGO_BYTES)
        except InputRefusedError:
            raise refusal from None
