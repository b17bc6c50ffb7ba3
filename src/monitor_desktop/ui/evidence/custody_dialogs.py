"""What is asked before a copy goes out, and when an original changes hands."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.services.evidence.attachments import Handover
from monitor_desktop.ui.fittings.audiences import BodyField
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import said
from monitor_desktop.ui.sessions import Session

WIDTH_PX: Final = 520
_SIDES_PX: Final = 48


class LinesDialog(Dialog):
    """A few lines to fill in; those that must be are."""

    def __init__(
        self,
        session: Session,
        title: str,
        lines: Sequence[tuple[str, str]],
        parent: QWidget | None,
    ) -> None:
        super().__init__(session.say, title, parent)
        self.setFixedWidth(WIDTH_PX)
        self.needed: Sequence[str] = ()
        self.lines: dict[str, QLineEdit] = {}
        for key, text in lines:
            line = QLineEdit()
            session.say.put(line.setAccessibleName, text)
            self.add_field(text, line)
            self.lines[key] = line

    def typed(self, key: str) -> str:
        """What stands in a line."""
        return self.lines[key].text().strip()

    @override
    def commit(self) -> None:
        """Go on, or to the first line that must not be empty."""
        empty = [each for each in self.needed if not self.typed(each)]
        if empty:
            self.lines[empty[0]].setFocus()
        else:
            self.accept()


class HandoverDialog(LinesDialog):
    """Who gave the original to whom, when and why."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        lines = (
            ("from_whom", "From whom"),
            ("to_whom", "To whom"),
            ("happened_on", "Date, in words; empty for today"),
            ("reason", "Reason for it"),
        )
        super().__init__(session, "Hand-over of the original", lines, parent)
        self.needed = ("from_whom", "to_whom")
        self.finish("Save")

    def given(self) -> Handover:
        """What was typed."""
        return Handover(**{key: self.typed(key) for key in self.lines})


class CopyDialog(LinesDialog):
    """The warning before a whole file leaves, and for whom the copy is."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        lines = (("to_whom", "For whom the copy is"), ("reason", "Reason for it"))
        super().__init__(session, "Save a copy outside?", lines, parent)
        warning = said(
            session.say,
            "The copy is not encrypted and is noted in the custody log. Files from "
            "others can carry harmful code and hidden data: open them only on a "
            "computer without such work, best through Dangerzone. On Windows the copy "
            "is marked as coming from outside.",
            wraps=True,
        )
        self.body.insertWidget(1, warning)
        # Wrapped text says how high it is only for a width.
        warning.setMinimumHeight(warning.heightForWidth(WIDTH_PX - _SIDES_PX))
        self.finish("Save a copy…")


class ShareDialog(LinesDialog):
    """What a copy of the pixels still shows, and for whom it is."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        lines = (("to_whom", "For whom the copy is"),)
        super().__init__(session, "Copy without hidden data", lines, parent)
        warning = said(
            session.say,
            "Only the pixels are written: place, time, camera and comments stay "
            "behind. Faces and signs in the picture stay in it: look at it first. The "
            "copy is not encrypted and is noted in the custody log.",
            wraps=True,
        )
        self.body.insertWidget(1, warning)
        warning.setMinimumHeight(warning.heightForWidth(WIDTH_PX - _SIDES_PX))
        self.finish("Save a copy…")


class FolderDialog(Dialog):
    """Which body a folder of evidence is for, as consents name it."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Folder for a lawyer", parent)
        self.setFixedWidth(WIDTH_PX)
        text = said(
            session.say,
            "Only attachments go into it that may go to a named body by their own "
            "consent, and only what the people in the record agreed that this body "
            "reads. The folder is not encrypted.",
            wraps=True,
        )
        # Wrapped text says how high it is only for a width.
        text.setMinimumHeight(text.heightForWidth(WIDTH_PX - _SIDES_PX))
        self.whom = BodyField(session)
        self.body.addWidget(text)
        self.add_field("Named body", self.whom)
        self.finish("Choose a folder…")

    @override
    def commit(self) -> None:
        """Go on once somebody is named."""
        if self.whom.body:
            self.accept()
        else:
            self.whom.setFocus()
