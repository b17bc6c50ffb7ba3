"""The indicators of a reporting period: counted now, or as they were frozen."""

import re
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QStackedWidget, QVBoxLayout, QWidget

from monitor_desktop.domain.indicators import Figure
from monitor_desktop.i18n.number_texts import figure_text
from monitor_desktop.overriding import override
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.counts import donor_tables, frozen_periods
from monitor_desktop.services.counts.frozen_periods import Period
from monitor_desktop.services.counts.spreadsheets import Lines
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.fresh_pages import FreshPage
from monitor_desktop.ui.look.card_rows import CardRow
from monitor_desktop.ui.look.labelled import labelled, offer
from monitor_desktop.ui.look.pieces import (
    CONTROL_PX,
    Combo,
    PlainLabel,
    button,
    card,
    column_of,
    mark,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.report_tables import ReportTable
from monitor_desktop.ui.records.frozen_figures import told_apart
from monitor_desktop.ui.reports.saving import Saving, TableButton
from monitor_desktop.ui.sessions import Session

_APART_PX: Final = 264
_BESIDE_PX: Final = 860
_LOW_PX: Final = 216
_NUMBER_SIGN: Final = "№"
_PERIOD_PX: Final = 280
_FROZEN: Final = (
    "The figures are frozen: later changes of records no longer change them."
)
_NOT_IN_NAMES: Final = re.compile(r"[^\w ,-]")


@dataclass(frozen=True, slots=True)
class _Shown:
    """Every period, and the figures of one of them."""

    periods: list[Period]
    period: Period | None
    figures: list[Figure]


class IndicatorsPanel(FreshPage):
    """Periods above, a row for each indicator, what it is made of at the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._shown = _Shown([], None, [])
        self._just_frozen = ""
        say = session.say
        self.period = Combo()
        say.put(self.period.setAccessibleName, "Reporting period")
        self.period.setMinimumWidth(_PERIOD_PX)
        self.state = PlainLabel()
        self.notice = Notice(say)
        self.saving = Saving(session, self, self.notice)
        self.save = TableButton(session)
        self.save.chosen.connect(self._ask_target)
        self.freeze = button(say, "Freeze the figures", self.keep)
        say.put(
            self.freeze.setToolTip,
            "Later changes of records no longer change what was reported.",
        )
        self.table = ReportTable()
        say.put(self.table.setAccessibleName, "Indicators")
        self.apart = QListWidget()
        self.apart.setProperty("flat", "true")
        self.apart.setMaximumWidth(_APART_PX)
        say.put(self.apart.setAccessibleName, "Told apart")
        self._stack = QStackedWidget()
        self._build()
        self.period.currentIndexChanged.connect(lambda _place: self.reload())
        self.table.currentCellChanged.connect(lambda *_cells: self._say_apart())
        say.changed.connect(self._say_again)

    def _build(self) -> None:
        say = self._session.say
        frame = card()
        column = column_of(frame)
        column.addWidget(self.notice)
        chip = QWidget()
        chip.setFixedHeight(CONTROL_PX)
        chip.setLayout(row(self.state))
        head = row(labelled(say, "Reporting period", self.period), spacing=12)
        # In a line with the field, not with the words over it.
        below = Qt.AlignmentFlag.AlignBottom
        head.addWidget(chip, 0, below)
        head.addStretch(1)
        for each in (self.freeze, self.save):
            head.addWidget(each, 0, below)
        column.addLayout(head)
        both = (self.table, self.apart)
        body = CardRow(both, (3, 1), least_px=_BESIDE_PX, low_px=_LOW_PX)
        none = QWidget()
        empty = QVBoxLayout(none)
        empty.setContentsMargins(0, 0, 0, 0)
        message = (
            "Indicators are counted for a reporting period: "
            "enter one under Project, with its first and last day."
        )
        empty.addWidget(said(say, message, role="muted", wraps=True))
        empty.addStretch(1)
        self._stack.addWidget(body)
        self._stack.addWidget(none)
        column.addWidget(self._stack, 1)
        self.setLayout(row(frame))
        self.setFocusProxy(self.period)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """What was frozen is taken back only while it is in sight."""
        self._just_frozen = ""
        super().showEvent(event)

    @override
    def reload(self) -> None:
        """Count the period chosen, or show it as it was frozen."""
        chosen = self.period.currentData()

        def read(workspace: Workspace) -> _Shown:
            every = frozen_periods.periods(workspace)
            period = next((each for each in every if each.id == chosen), None)
            period = period or (every[0] if every else None)
            found = frozen_periods.figures(workspace, period.id) if period else []
            return _Shown(every, period, found)

        self._session.run(read, self._show, self.notice.tell_problem)

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        self.notice.clear()
        chosen = shown.period.id if shown.period else ""
        offer(self.period, {each.id: each.name for each in shown.periods})
        with QSignalBlocker(self.period):
            self.period.setCurrentIndex(max(self.period.findData(chosen), 0))
        self.period.setEnabled(bool(shown.periods))
        self._stack.setCurrentIndex(0 if shown.periods else 1)
        self._say_again()
        if chosen and chosen == self._just_frozen:
            self.notice.tell(_FROZEN)
            self.notice.offer_undo(self.thaw)

    def _say_again(self) -> None:
        say, period = self._session.say, self._shown.period
        frozen = period is not None and period.is_frozen
        self.state.setVisible(period is not None)
        self.state.setText(say("Frozen") if frozen else say("Counted now"))
        mark(self.state, "tone", "info" if frozen else "ok")
        self.state.setFixedHeight(20)
        self.freeze.setVisible(period is not None and not frozen)
        self.save.setEnabled(bool(self._shown.figures))
        words, terms = say.words, self._session.kit.vocabularies
        heads = [
            _NUMBER_SIGN,
            words("labels", "field.indicator.title"),
            words("labels", "field.indicator.counted_as"),
            words("labels", "field.indicator.baseline"),
            words("labels", "field.indicator.target"),
            words("labels", "field.frozen_figure.value"),
        ]
        lines = [
            [
                each.number,
                each.title or each.ref,
                terms["indicator_units"].label(each.unit, say.language),
                *(
                    figure_text(number, say.language)
                    for number in (each.baseline, each.target, each.value)
                ),
            ]
            for each in self._shown.figures
        ]
        self.table.show_lines(heads, lines, wide=1)
        if lines:
            self.table.selectRow(0)
        self._say_apart()

    def _say_apart(self) -> None:
        """The counts that the figure chosen falls into."""
        self.apart.clear()
        place = self.table.currentRow()
        if not 0 <= place < len(self._shown.figures):
            return
        figure = self._shown.figures[place]
        self.apart.addItems(list(told_apart(self._session, figure)))

    def keep(self) -> None:
        """Freeze the period: what was reported can be shown again."""
        period = self._shown.period
        if period is not None:
            self._session.run(
                lambda workspace: frozen_periods.freeze(workspace, period.id),
                self._kept,
                self.notice.tell_problem,
            )

    def _kept(self, changes: Changes) -> None:
        self._just_frozen = changes.records[0]
        self._session.announce(changes)

    def thaw(self) -> None:
        """Nobody was asked beforehand: it is taken back as easily."""
        period, self._just_frozen = self._just_frozen, ""
        self._session.run(
            lambda workspace: frozen_periods.thaw(workspace, period),
            self._session.announce,
            self.notice.tell_problem,
        )

    def lines(self) -> Lines:
        """One table a donor report can take."""
        return donor_tables.lines(self._session.reader, self._shown.figures)

    def _ask_target(self, suffix: str) -> None:
        period = self._shown.period
        name = _NOT_IN_NAMES.sub("", period.name) if period else ""
        self.saving.ask_table(f"indicators-{name}", suffix, self.lines())
