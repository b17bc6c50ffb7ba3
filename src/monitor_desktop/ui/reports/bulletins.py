"""The bulletin of a month, or its numbers alone, on paper before it is printed."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services.paper import period_papers
from monitor_desktop.services.paper.issuing import Choice
from monitor_desktop.services.paper.period_papers import Paper
from monitor_desktop.services.today import this_day
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.audiences import ForWhom
from monitor_desktop.ui.look.labelled import labelled, offer
from monitor_desktop.ui.look.pieces import (
    Combo,
    Segments,
    button,
    card,
    column_of,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import own_name
from monitor_desktop.ui.paper.paper_view import PaperView
from monitor_desktop.ui.paper.print_options import THREE, UNNAMED, layout_segments
from monitor_desktop.ui.reports.period_lines import PeriodLine
from monitor_desktop.ui.reports.saving import Saving
from monitor_desktop.ui.sessions import Session

_PPI: Final = 110
_OPTIONS_PX: Final = 312
_FIELDS_PX: Final = _OPTIONS_PX - 2 * 17
"""Without the margins and the edge of the card."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper, of which days, how and for whom."""

    paper: Paper
    first: str
    last: str
    choice: Choice

    def preview(self, workspace: Workspace) -> list[bytes]:
        """The pages as pictures."""
        return period_papers.preview(
            workspace, self.paper, self.first, self.last, self.choice, ppi=_PPI
        )

    def pdf(self, workspace: Workspace) -> bytes:
        """The pages as a file."""
        made = period_papers.make(
            workspace, self.paper, self.first, self.last, self.choice
        )
        return made.pdf


class BulletinPanel(QWidget):
    """Options left, pages right; nothing is written until it is saved."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted: Wanted | None = None
        say = session.say
        self.paper = Combo()
        say.put(self.paper.setAccessibleName, "Document")
        self.period = PeriodLine(session, last_month(session))
        self.period.setFixedWidth(_FIELDS_PX)
        self.for_whom = ForWhom(session, first=Level.PUBLIC)
        self.language = Segments(say, [(each, own_name(each)) for each in LANGUAGES])
        self.language.choose(say.language)
        self.layout_choice = layout_segments(say)
        self.notice = Notice(say)
        self.saving = Saving(session, self, self.notice)
        self.save = button(say, "Save PDF…", self._ask_target)
        self.pages = PaperView(say, _PPI)
        self._build()
        self._fill()
        self.paper.currentIndexChanged.connect(lambda _place: self.refresh())
        self.for_whom.changed.connect(self.refresh)
        for segments in (self.language, self.layout_choice):
            segments.chosen.connect(lambda _key: self.refresh())
        self.period.changed.connect(self.refresh)
        say.changed.connect(self._fill)

    def _build(self) -> None:
        say = self._session.say
        options = card()
        options.setFixedWidth(_OPTIONS_PX)
        column = column_of(options)
        column.setSpacing(12)
        for message, field in (
            ("Document", self.paper),
            ("Period", self.period),
            ("For whom", self.for_whom),
            ("Language", self.language),
            ("Layout", self.layout_choice),
        ):
            column.addLayout(labelled(say, message, field))
        note = "Made in memory; names only of those who agreed."
        column.addWidget(said(say, note, role="caption", wraps=True))
        column.addStretch(1)
        column.addWidget(self.save)
        body = row(options, self.pages, spacing=16)
        body.setStretch(1, 1)
        # Over both: in the narrow card a few lines would push Save out of sight.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.notice)
        whole.addLayout(body, 1)
        self.setFocusProxy(self.paper)

    def _fill(self) -> None:
        say = self._session.say
        offer(
            self.paper,
            {str(e): say.words("documents", f"document.{e}") for e in Paper},
        )

    @property
    def wanted(self) -> Wanted | None:
        """What is chosen; None without a first and a last day, or a body."""
        first, last = self.period.bounds
        audience = self.for_whom.audience
        if first is None or last is None or audience is None:
            return None
        three = self.layout_choice.value == THREE
        choice = Choice(
            languages=LANGUAGES if three else (self.language.value,),
            trilingual=three,
            level=audience.level,
            body=audience.body,
        )
        return Wanted(Paper(self.paper.currentData()), first, last, choice)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Other pages may have changed what is told."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Set the pages again; the old ones stand dimmed meanwhile."""
        wanted = self._wanted = self.wanted
        self.save.setEnabled(False)
        self.notice.clear()
        if wanted is None:
            self.pages.clear()
            named = self.for_whom.audience is not None
            need = "A bulletin needs a first and a last day." if named else UNNAMED
            self.notice.tell(need, tone="warn")
            return
        self.pages.dim()
        self._session.run(wanted.preview, partial(self._show, wanted), self._fail)

    def _show(self, wanted: Wanted, pages: list[bytes]) -> None:
        if wanted == self._wanted:
            self.pages.show_pages(pages)
            self.save.setEnabled(True)

    def _fail(self, error: MonitorError) -> None:
        self.pages.clear()
        self.notice.tell_problem(error)

    def _ask_target(self) -> None:
        wanted = self.wanted
        if wanted is not None:
            name = f"{wanted.paper}-{wanted.first}-{wanted.choice.level}.pdf"
            self.saving.ask("Save PDF", name, wanted.pdf)


def last_month(session: Session) -> str:
    """The month before this one, ``YYYY-MM``: the one a bulletin is due for."""
    before = this_day(session.kit).replace(day=1) - dt.timedelta(days=1)
    return f"{before:%Y-%m}"
