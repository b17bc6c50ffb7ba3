"""Empty forms for pen and paper, of a first contact or of any type of record."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.records import declared
from monitor_desktop.i18n.labels import section_label, type_label
from monitor_desktop.overriding import override
from monitor_desktop.services.paper import sheets
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Combo, Segments, row, said
from monitor_desktop.ui.look.words import own_name
from monitor_desktop.ui.reports.saving import Made, Saving
from monitor_desktop.ui.sessions import Session

FIRST_CONTACT: Final = ""
"""Chosen: the few fields of a case that are asked first, not a whole type."""
_CASE: Final = "case"
_USUAL: Final = "usual"
_ALL: Final = "all"
_WIDTH_PX: Final = 480
_LEAST_LIST_PX: Final = 120
"""It gives way where something has to be told."""


class EmptyFormDialog(Dialog):
    """Which form, what stands on it, in which language; saved as a PDF."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Empty forms for paper", parent)
        self._session = session
        self.setFixedWidth(_WIDTH_PX)
        say = session.say
        self.kinds = Combo()
        say.put(self.kinds.setAccessibleName, "Empty forms for paper")
        self.kinds.addItem(say("First contact"), FIRST_CONTACT)
        named = {type_label(say.words, each.key): each.key for each in top_types()}
        for text in sorted(named):
            self.kinds.addItem(text, named[text])
        self.extent = Segments(say, [(_USUAL, "The usual"), (_ALL, "The whole form")])
        self.pieces = QListWidget()
        say.put(self.pieces.setAccessibleName, "What stands on it")
        self.pieces.setMinimumHeight(_LEAST_LIST_PX)
        self.codes = QCheckBox()
        say.put(self.codes.setText, "Codes of long lists at the end")
        self.codes.setChecked(True)
        self.languages = Segments(say, [(each, own_name(each)) for each in LANGUAGES])
        self.languages.choose(say.language)
        self._build()
        self.saving = Saving(session, self, self.notice)
        self.kinds.currentIndexChanged.connect(lambda _place: self._show_pieces())
        self.extent.chosen.connect(self._tick)
        self._show_pieces()

    def _build(self) -> None:
        told = "Short lists are boxes to tick; long ones are filled in with a code."
        self.body.addWidget(said(self.say, told, role="muted", wraps=True))
        self.body.addWidget(self.kinds)
        self.body.addLayout(row(self.extent, 1))
        for each in (self.pieces, self.codes, self.languages):
            self.body.addWidget(each)
        self.finish("Save PDF…", cancel="Close")

    @property
    def chosen(self) -> str:
        """Key of the type, or ``FIRST_CONTACT``."""
        return str(self.kinds.currentData())

    def _show_pieces(self) -> None:
        """What the form may have; a first contact has its few fields alone."""
        first = self.chosen == FIRST_CONTACT
        for each in (self.extent, self.pieces, self.codes):
            each.setVisible(not first)
        self.notice.clear()
        self.pieces.clear()
        if not first:
            own, words = declared(self.chosen).sections, self.say.words
            for key in sheets.form_pieces(self.chosen):
                name = section_label if key in own else type_label
                item = QListWidgetItem(name(words, key))
                item.setData(Qt.ItemDataRole.UserRole, key)
                self.pieces.addItem(item)
            self.extent.choose(_USUAL)
            self._tick(_USUAL)
            self.pieces.setCurrentRow(0)
        self.fit()
        self.adjustSize()

    def _tick(self, extent: str) -> None:
        usual = sheets.form_pieces(self.chosen)
        for item in self._items():
            on = extent == _ALL or usual[_key_of(item)]
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.pieces.item(each) for each in range(self.pieces.count())]

    @property
    def wanted(self) -> sheets.Wanted:
        """What is ticked."""
        checked = Qt.CheckState.Checked
        ticked = [e for e in self._items() if e.checkState() is checked]
        return sheets.Wanted(
            pieces=frozenset(map(_key_of, ticked)), with_codes=self.codes.isChecked()
        )

    @override
    def commit(self) -> None:
        """Save the form; the dialog stays, another may be wanted."""
        if self.chosen != FIRST_CONTACT and not self.wanted.pieces:
            self.notice.tell("Tick what is to stand on the form.", tone="warn")
            self.fit()
            return
        name = f"{self.chosen or 'first-contact'}-{self.languages.value}.pdf"
        self.saving.ask("Save PDF", name, self.made())

    def made(self) -> Made:
        """The form that is chosen, for the worker."""
        languages = (self.languages.value,)
        if self.chosen == FIRST_CONTACT:
            return lambda ws: sheets.blank(ws, _CASE, languages, first_contact=True).pdf
        kind, wanted = self.chosen, self.wanted
        return lambda ws: sheets.blank(ws, kind, languages, wanted=wanted).pdf


def _key_of(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole))
