"""What is printed, in which languages, for whom, on what: left of the preview."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services.paper.sheets import SHEET, Choice
from monitor_desktop.ui.fittings.audiences import LevelChoice
from monitor_desktop.ui.look.labelled import give_way, labelled, offer
from monitor_desktop.ui.look.pieces import (
    Combo,
    PlainLabel,
    Segments,
    button,
    flush,
    mark,
    row,
    rule,
    said,
    scrolled,
)
from monitor_desktop.ui.look.words import Sentences, own_name
from monitor_desktop.ui.paper.printing import printer_for
from monitor_desktop.ui.sessions import Session

OPTIONS_PX: Final = 320
MOST_COPIES: Final = 20
_ONE: Final = "one"
THREE: Final = "three"
UNNAMED: Final = "Say which body it is for."
_WATERMARKS: Final = {
    "": "No word behind the text",
    "watermark.draft": "Draft",
    "watermark.copy": "Copy",
}


class Options(QFrame):
    """Everything that can be chosen.

    ``changed`` when the pages become others; ``typed`` with a code to be checked;
    ``letterhead`` asks to change it.
    """

    changed = Signal()
    typed = Signal(str)
    letterhead = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setFixedWidth(OPTIONS_PX)
        self._session = session
        say = session.say
        self.document = Combo()
        give_way(self.document)
        say.put(self.document.setAccessibleName, "Document")
        self.show_documents((SHEET,))
        self.language = Segments(say, [(each, own_name(each)) for each in LANGUAGES])
        self.language.choose(say.language)
        self.layout_choice = layout_segments(say)
        self.for_whom = LevelChoice(session)
        self.for_whom.choose(Level.PUBLIC)
        self.withheld = QFrame()
        self._withheld_text = PlainLabel(wraps=True, role="strong")
        self._reasons = PlainLabel(wraps=True)
        self.on_paper = OnPaper(say)
        self.code = QLineEdit()
        say.put(self.code.setPlaceholderText, "Code at the foot of a page")
        say.put(self.code.setAccessibleName, "Code at the foot of a page")
        self._build()
        self._connect()
        say.changed.connect(self._name_documents)

    def _connect(self) -> None:
        self.document.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.on_paper.changed.connect(self.changed.emit)
        for segments in (self.language, self.layout_choice):
            segments.chosen.connect(lambda _: self.changed.emit())
        self.for_whom.changed.connect(self.changed.emit)
        self.code.returnPressed.connect(lambda: self.typed.emit(self.code.text()))

    def _build(self) -> None:
        say = self._session.say
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        for caption, widget in (
            ("Document", self.document),
            ("Language of the document", self.language),
            ("Layout", self.layout_choice),
        ):
            column.addWidget(said(say, caption, role="caption"))
            column.addWidget(widget)
        column.addWidget(rule())
        column.addWidget(said(say, "For whom", role="h2"))
        column.addWidget(self.for_whom)
        box = QVBoxLayout(self.withheld)
        box.setContentsMargins(12, 8, 12, 8)
        box.addWidget(self._withheld_text)
        box.addWidget(self._reasons)
        mark(self.withheld, "card", "warn")
        column.addWidget(self.withheld)
        self.withheld.hide()
        column.addWidget(rule())
        column.addWidget(self.on_paper)
        column.addWidget(said(say, "Check a printed sheet", role="caption"))
        column.addWidget(self.code)
        letterhead = button(say, "Letterhead…", self.letterhead.emit, kind="quiet")
        column.addLayout(row(flush(letterhead), 1))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scrolled(inner))

    def show_documents(self, keys: Sequence[str]) -> None:
        """Offer these kinds of documents, and keep the one that was chosen."""
        if [self.document.itemData(each) for each in range(self.document.count())] == [
            *keys
        ]:
            return
        chosen = self.document.currentData()
        with QSignalBlocker(self.document):
            self.document.clear()
            for key in keys:
                self.document.addItem("", key)
            self.document.setCurrentIndex(max(self.document.findData(chosen), 0))
        self._name_documents()

    def want_document(self, key: str) -> None:
        """Choose a kind of document before it is known which the record has."""
        with QSignalBlocker(self.document):
            if self.document.findData(key) < 0:
                self.document.addItem("", key)
            self.document.setCurrentIndex(self.document.findData(key))
        self._name_documents()

    def _name_documents(self) -> None:
        for place in range(self.document.count()):
            key = self.document.itemData(place)
            text = self._session.say.words("documents", f"document.{key}")
            self.document.setItemText(place, text)

    def choice(self) -> Choice | None:
        """One language, or all side by side; None while the body is not named."""
        audience = self.for_whom.audience
        if audience is None:
            return None
        three = self.layout_choice.value == THREE
        return Choice(
            languages=LANGUAGES if three else (self.language.value,),
            trilingual=three,
            level=audience.level,
            body=audience.body,
            document=self.document.currentData() or SHEET,
            watermark=self.on_paper.watermark.currentData() or "",
        )

    def show_withheld(
        self, persons: int, own: int = 0, reasons: Sequence[str] = ()
    ) -> None:
        """Say how many are left out at this level, and on the screen why.

        Args:
            persons: So many persons.
            own: So many sources and pieces of evidence.
            reasons: A line for each.
        """
        self.withheld.setVisible(bool(persons or own or reasons))
        self._withheld_text.setVisible(bool(persons or own))
        self._reasons.setVisible(bool(reasons))
        self._reasons.setText("\n".join(reasons))
        self._session.say.put(
            self._withheld_text.setText, partial(_withheld, persons=persons, own=own)
        )


def _withheld(words: Words, *, persons: int, own: int) -> str:
    """Persons in one line, as on the paper; what decides itself in another."""
    lines = []
    if persons:
        one, many = "{n} person withheld", "{n} persons withheld"
        lines.append(words.plural("app", one, many, persons))
    if own:
        one = "{n} source or piece of evidence withheld"
        many = "{n} sources or pieces of evidence withheld"
        lines.append(words.plural("app", one, many, own))
    return "\n".join(lines)


def layout_segments(say: Sentences) -> Segments:
    """One language, or all side by side."""
    made = Segments(say, [(_ONE, "One language"), (THREE, "Three languages")])
    made.choose(_ONE)
    return made


class OnPaper(QWidget):
    """The word behind the text, the printer, copies and sides.

    ``changed`` when the pages become others.
    """

    changed = Signal()

    def __init__(self, say: Sentences) -> None:
        super().__init__()
        self._say = say
        self.watermark = Combo()
        say.put(self.watermark.setAccessibleName, "Word behind the text")
        self.printer = Combo()
        give_way(self.printer)
        say.put(self.printer.setAccessibleName, "Printer")
        self.copies = Combo()
        say.put(self.copies.setAccessibleName, "Copies")
        self.both_sides = QCheckBox()
        say.put(self.both_sides.setText, "Both sides")
        say.put(self.both_sides.setAccessibleName, "Both sides")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(labelled(say, "Word behind the text", self.watermark))
        column.addLayout(labelled(say, "Printer", self.printer))
        column.addLayout(row(self.copies, self.both_sides, 1))
        self.watermark.currentIndexChanged.connect(lambda _: self.changed.emit())
        say.changed.connect(self._name)
        self._name()

    def _name(self) -> None:
        """Fill and name the lists; what was chosen stays."""
        say = self._say
        names = QPrinterInfo.availablePrinterNames()
        offer(self.watermark, {key: say(text) for key, text in _WATERMARKS.items()})
        none = {"": say("No printer is set up")}
        offer(self.printer, {each: each for each in names} or none)
        numbers = range(1, MOST_COPIES + 1)
        offer(self.copies, {str(each): say("Copies: {n}", n=each) for each in numbers})

    @property
    def can_print(self) -> bool:
        """There is a printer."""
        return bool(self.printer.currentData())

    def make_printer(self) -> QPrinter:
        """The printer as it was chosen."""
        return printer_for(
            self.printer.currentData(),
            copies=int(self.copies.currentData()),
            both_sides=self.both_sides.isChecked(),
        )
