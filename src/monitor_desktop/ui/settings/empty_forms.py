"""Empty forms for pen and paper, of a first contact or of any type of record."""

from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.i18n.labels import type_label
from monitor_desktop.overriding import override
from monitor_desktop.services import sheets
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Combo, Segments, said
from monitor_desktop.ui.look.words import own_name
from monitor_desktop.ui.reports.saving import Saving
from monitor_desktop.ui.sessions import Session

FIRST_CONTACT: Final = ""
"""Chosen: the few fields of a case that are asked first, not a whole type."""
_CASE: Final = "case"


class EmptyFormDialog(Dialog):
    """Which form, in which language; saved as a PDF."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Empty forms for paper", parent)
        say = session.say
        self.kinds = Combo()
        say.put(self.kinds.setAccessibleName, "Empty forms for paper")
        self.kinds.addItem(say("First contact"), FIRST_CONTACT)
        named = {type_label(say.words, each.key): each.key for each in top_types()}
        for text in sorted(named):
            self.kinds.addItem(text, named[text])
        self.languages = Segments(say, [(each, own_name(each)) for each in LANGUAGES])
        self.languages.choose(say.language)
        told = "Short lists are boxes to tick; codes of the long ones stand at the end."
        self.body.addWidget(said(say, told, role="muted", wraps=True))
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.languages)
        self.finish("Save PDF…", cancel="Close")
        self.saving = Saving(session, self, self.notice)

    @property
    def chosen(self) -> str:
        """Key of the type, or ``FIRST_CONTACT``."""
        return str(self.kinds.currentData())

    @override
    def commit(self) -> None:
        """Save the form; the dialog stays, another may be wanted."""
        name = f"{self.chosen or 'first-contact'}-{self.languages.value}.pdf"
        self.saving.ask("Save PDF", name, self.as_pdf)

    def as_pdf(self, workspace: Workspace) -> bytes:
        """The form that is chosen."""
        first = self.chosen == FIRST_CONTACT
        kind, languages = self.chosen or _CASE, (self.languages.value,)
        return sheets.blank(workspace, kind, languages, first_contact=first).pdf
