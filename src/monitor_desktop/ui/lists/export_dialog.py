"""For whom a file is written: chosen anew each time, as nobody can take it back."""

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.overriding import override
from monitor_desktop.ui.fittings.audiences import LevelChoice
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import said
from monitor_desktop.ui.sessions import Session

_WIDTH_PX = 440


class ExportDialog(Dialog):
    """Asks for whom; until somebody said so, nothing can be saved."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "For whom is the file?", parent)
        self.setFixedWidth(_WIDTH_PX)
        self.for_whom = LevelChoice(session)
        self.for_whom.changed.connect(self._settle)
        self.body.addWidget(self.for_whom)
        told = "The file is not encrypted: whoever has it reads it."
        self.body.addWidget(said(session.say, told, role="muted", wraps=True))
        self.finish("Save as a file")
        self._settle()
        next(iter(self.for_whom.levels.values())).setFocus()

    @property
    def audience(self) -> Audience | None:
        """For whom; None while nobody chose."""
        return self.for_whom.audience

    def _settle(self) -> None:
        self.primary.setEnabled(self.audience is not None)
        self.fit()

    @override
    def commit(self) -> None:
        """It is said for whom."""
        if self.audience is not None:
            self.accept()
