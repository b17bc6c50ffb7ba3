"""Print preview: for whom, in which languages, the pages as they will be."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.disclosure import Level
from monitor_desktop.domain.fields import LANGUAGES
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import sheets
from monitor_desktop.services.sheets import Choice, Preview, Printed
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.file_choice import ask_save
from monitor_desktop.ui.pieces import (
    PlainLabel,
    Segments,
    button,
    card,
    column_of,
    fill_page,
    mark,
    row,
    rule,
    said,
    scrolled,
)
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.words import OWN_NAMES

OPTIONS_PX: Final = 320
_ONE: Final = "one"
_THREE: Final = "three"
_LEVELS: Final = {
    Level.INTERNAL: ("Within the organisation", "everything but what is sealed"),
    Level.PARTNER: ("Coalition partners", "only with consent"),
    Level.PUBLIC: ("For publication", "no names without consent"),
}
_PREVIEW_PPI: Final = 88


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed, how and for whom."""

    ref: str
    choice: Choice

    def preview(self, workspace: Workspace) -> Preview:
        """The pages as pictures."""
        return sheets.preview(workspace, [self.ref], self.choice, ppi=_PREVIEW_PPI)

    def make(self, workspace: Workspace) -> Printed:
        """The pages as a file."""
        return sheets.make(workspace, [self.ref], self.choice)


class Options(QFrame):
    """Everything that can be chosen; ``changed`` when something was."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setFixedWidth(OPTIONS_PX)
        say = session.say
        self.languages = {each: self._tick(each) for each in LANGUAGES}
        self.languages[say.language].setChecked(True)
        self.layout_choice = Segments(
            say, [(_ONE, "One by one"), (_THREE, "Side by side")]
        )
        self.layout_choice.choose(_ONE)
        self._levels = {each: self._level(session, each) for each in Level}
        self._group = QButtonGroup(self)
        for each in self._levels.values():
            self._group.addButton(each)
        self._levels[Level.PUBLIC].setChecked(True)
        self._withheld = QFrame()
        self._withheld_text = PlainLabel(wraps=True)
        self._session = session
        self._build()
        self.layout_choice.chosen.connect(lambda _key: self.changed.emit())
        for box in (*self.languages.values(), *self._levels.values()):
            box.clicked.connect(lambda _checked: self.changed.emit())

    def _build(self) -> None:
        say = self._session.say
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(said(say, "Languages", role="caption"))
        for tick in self.languages.values():
            column.addWidget(tick)
        column.addWidget(said(say, "Layout", role="caption"))
        column.addWidget(self.layout_choice)
        column.addWidget(rule())
        column.addWidget(said(say, "For whom", role="h2"))
        for level, radio in self._levels.items():
            column.addWidget(radio)
            gives = said(say, _LEVELS[level][1], role="caption", wraps=True)
            gives.setContentsMargins(24, 0, 0, 4)
            column.addWidget(gives)
        inner = QVBoxLayout(self._withheld)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self._withheld_text)
        mark(self._withheld, "card", "warn")
        column.addWidget(self._withheld)
        column.addStretch(1)
        self._withheld.hide()

    def _tick(self, language: str) -> QCheckBox:
        tick = QCheckBox(OWN_NAMES[language])
        tick.setAccessibleName(OWN_NAMES[language])
        return tick

    def _level(self, session: Session, level: Level) -> QRadioButton:
        radio = QRadioButton()
        session.say.put(radio.setText, _LEVELS[level][0])
        session.say.put(radio.setAccessibleName, _LEVELS[level][0])
        return radio

    def choice(self) -> Choice:
        """What is chosen; without any language, that of the window."""
        ticked = tuple(k for k, each in self.languages.items() if each.isChecked())
        level = next(k for k, each in self._levels.items() if each.isChecked())
        return Choice(
            languages=ticked or (self._session.say.language,),
            trilingual=self.layout_choice.value == _THREE,
            level=level,
        )

    def show_withheld(self, count: int) -> None:
        """Say how many persons are left out at this level."""
        self._withheld.setVisible(count > 0)
        self._session.say.put(
            self._withheld_text.setText,
            lambda words: words.plural(
                "app", "{n} person withheld", "{n} persons withheld", count
            ),
        )


class PrintPage(QWidget):
    """Options left, pages right; nothing is written until it is saved.

    ``closed`` asks to go back.
    """

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ref = ""
        self._wanted: Wanted | None = None
        say = session.say
        self.options = Options(session)
        self.notice = Notice(say)
        self._subtitle = PlainLabel(role="muted")
        self.save = button(say, "Save PDF…", self._ask_target, kind="primary")
        self._sheet = QWidget()
        self._pages = QVBoxLayout(self._sheet)
        self._pages.setSpacing(16)
        self._waiting = said(say, "Preparing the pages…", role="muted")
        back = button(say, "Back", self.closed.emit)
        column = fill_page(self)
        title = said(say, "Print preview", role="h1")
        column.addLayout(row(title, self._subtitle, 1, back, self.save, spacing=12))
        column.addWidget(self.notice)
        body = row(self.options, self._paper(), spacing=16)
        body.setStretch(1, 1)
        column.addLayout(body, 1)
        self.options.changed.connect(self.refresh)
        self.setFocusProxy(self.options.languages[LANGUAGES[0]])

    def _paper(self) -> QFrame:
        frame = card(margins=(1, 1, 1, 1))
        column_of(frame).addWidget(scrolled(self._sheet), 1)
        self._sheet.setObjectName("desk")
        return frame

    def show_record(self, ref: str) -> None:
        """Preview another record."""
        self._ref = ref
        self._subtitle.setText(ref)
        self.refresh()

    def refresh(self) -> None:
        """Set the pages again."""
        wanted = Wanted(self._ref, self.options.choice())
        self._wanted = wanted
        self.notice.clear()
        self.save.setEnabled(False)
        self._session.run(wanted.preview, partial(self._show, wanted), self._fail)

    def _show(self, wanted: Wanted, preview: Preview) -> None:
        if wanted != self._wanted:
            return
        self._clear()
        total = len(preview.pages)
        for number, png in enumerate(preview.pages, 1):
            self._add_page(png, number, total)
        self._pages.addStretch(1)
        self.options.show_withheld(preview.withheld)
        self.save.setEnabled(True)

    def _clear(self) -> None:
        while self._pages.count():
            item = self._pages.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()

    def _add_page(self, png: bytes, number: int, total: int) -> None:
        picture = QPixmap()
        picture.loadFromData(png)
        label = QLabel()
        label.setPixmap(picture)
        label.setProperty("role", "paper")
        name = self._session.say("Page {page} of {total}", page=number, total=total)
        label.setAccessibleName(name)
        caption = PlainLabel(name, role="caption")
        caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._pages.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addWidget(caption)

    def _fail(self, error: MonitorError) -> None:
        self._clear()
        self.options.show_withheld(0)
        self.notice.tell_problem(error)

    def _ask_target(self) -> None:
        desk = self._session.desk
        name = f"{self._ref}.pdf"
        target = ask_save(desk, "Save PDF", self.window(), name=name)
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Write the PDF."""
        wanted = Wanted(self._ref, self.options.choice())

        def write(workspace: Workspace) -> str:
            sheets.save(target, wanted.make(workspace).pdf)
            return target.name

        self._session.run(write, self._written, self.notice.tell_problem)

    def _written(self, name: str) -> None:
        self.notice.tell(
            "{file} is saved. It is not encrypted.", tone="warn", file=name
        )
