"""The table of laws: how long for what, ours before those that are shipped.

No lawyer has confirmed a shipped rule. A coordinator takes one over as the group's own
and changes it; what was counted by it is counted anew.
"""

from typing import Final

from PySide6.QtCore import Signal

from monitor_desktop.domain.deadlines import Rule
from monitor_desktop.i18n.date_texts import brief
from monitor_desktop.overriding import override
from monitor_desktop.services import keepers
from monitor_desktop.services.time_limits import laws
from monitor_desktop.services.time_limits.laws import Law
from monitor_desktop.ui.fittings.fresh_pages import FreshPage
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    button,
    card,
    column_of,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.report_tables import ReportTable
from monitor_desktop.ui.sessions import Session

_RULE: Final = "deadline_rule"
_TOLD: Final = (
    "A rule of our own stands before a shipped one; a lawyer confirms them. "
    "Only a coordinator changes rules."
)
_HEADS: Final = ("Law", "What is due", "Term", "Runs from", "In force", "Lawyer")


class RulesPanel(FreshPage):
    """``opened`` carries type and id of a rule of our own."""

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.rules: tuple[Rule, ...] = ()
        say = session.say
        self.notice = Notice(say)
        self.table = ReportTable()
        say.put(self.table.setAccessibleName, "Laws")
        self.days_off = PlainLabel(role="muted", wraps=True)
        self.take = button(say, "Take over and change", self._take_over)
        self.take.setVisible(keepers.may_write(session.workspace, _RULE))
        frame = card()
        column = column_of(frame)
        column.addWidget(self.notice)
        told = said(say, _TOLD, role="muted", wraps=True)
        line = row(told, self.take, spacing=12)
        line.setStretchFactor(told, 1)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        column.addWidget(self.days_off)
        self.setLayout(row(frame))
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._open)
        self.table.currentCellChanged.connect(lambda *_: self._offer())
        say.changed.connect(self._say_table)

    @override
    def reload(self) -> None:
        """Read again."""
        self._session.run(laws.law, self._show, self.notice.tell_problem)

    def _show(self, found: Law) -> None:
        self.rules = found.rules
        self.notice.clear()
        self._say_table()

    def _say_table(self) -> None:
        say = self._session.say
        heads = [say(each) for each in _HEADS]
        self.table.show_lines(heads, [self._line(each) for each in self.rules])
        days = ", ".join(
            f"{day[3:]}.{day[:2]}" for day in sorted(self._session.kit.yearly_days_off)
        )
        self.days_off.setText(say("Days off of every year: {days}", days=days))
        self._offer()

    def _line(self, rule: Rule) -> list[str]:
        law = ", ".join(filter(None, (rule.law or self._law(rule), rule.article)))
        more = f" + {rule.extension}" if rule.extension else ""
        unit = self._term("term_units", rule.unit)
        force = self._in_force(rule)
        sure = rule.confirmed_by or self._session.say("confirm with a lawyer")
        return [
            law,
            self._term("deadline_steps", rule.step),
            f"{unit}: {rule.amount}{more}",
            self._term("clock_starts", rule.runs_from),
            force,
            sure,
        ]

    def _in_force(self, rule: Rule) -> str:
        say = self._session.say
        first, last = (
            brief(day, say.language) if day else ""
            for day in (rule.valid_from, rule.valid_until)
        )
        if first and last:
            return f"{first}\N{EN DASH}{last}"
        if first:
            return say("from {day}", day=first)
        return say("until {day}", day=last) if last else ""

    def _law(self, rule: Rule) -> str:
        return self._term("legal_bases", rule.basis)

    def _term(self, vocabulary: str, code: str) -> str:
        terms = self._session.kit.vocabularies[vocabulary]
        return terms.label(code, self._session.say.language)

    @property
    def _chosen(self) -> Rule | None:
        place = self.table.currentRow()
        return self.rules[place] if 0 <= place < len(self.rules) else None

    def _offer(self) -> None:
        chosen = self._chosen
        self.take.setEnabled(chosen is not None and not chosen.own)

    def _open(self, _place: int) -> None:
        chosen = self._chosen
        if chosen is not None and chosen.own:
            self.opened.emit(_RULE, chosen.code)

    def _take_over(self) -> None:
        chosen = self._chosen
        if chosen is not None and not chosen.own:
            name = self._law(chosen)
            self._session.run(
                lambda workspace: laws.adopt(workspace, chosen.code, name),
                lambda record: self.opened.emit(_RULE, record),
                self.notice.tell_problem,
            )
