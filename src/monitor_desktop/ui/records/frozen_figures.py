"""Frozen figures: the program writes them, nobody types them; they are read."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.indicators import Figure
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import field_label
from monitor_desktop.i18n.number_texts import figure_text
from monitor_desktop.overriding import override
from monitor_desktop.services.counts import donor_tables, frozen_periods
from monitor_desktop.ui.look.part_rows import PartRow
from monitor_desktop.ui.look.pieces import PlainLabel
from monitor_desktop.ui.records.part_tables import PartsSection
from monitor_desktop.ui.sessions import Session

FROZEN_FIGURE: Final = "frozen_figure"


_NUMBERS: Final = ("baseline", "target", "value")
_WHERE: Final = "The figures are frozen under Reports, Indicators."
_DIVIDED: Final = ("numerator", "denominator")


def told_apart(session: Session, figure: Figure) -> Iterator[str]:
    """The counts that a figure falls into, a line each, and what is wrong with it."""
    say = session.say
    if figure.wrong:
        yield say("the formula cannot be read: {part}", part=figure.wrong)
    for split, counts in figure.breakdown.items():
        for code, count in counts.items():
            label = donor_tables.split_label(session.reader, split, code)
            yield f"{label}: {count}"
    if figure.undated:
        yield say("without a date: {count}", count=figure.undated)


class FiguresSection(PartsSection):
    """What a figure was and what it is made of; none is added, moved or deleted."""

    def __init__(self, session: Session, declaration: RecordType) -> None:
        super().__init__(session, declaration)
        self.facts = PlainLabel(wraps=True)

    @override
    def _build(self) -> None:
        super()._build()
        self._add.hide()
        self._session.say.put(self._empty.setText, _WHERE)

    @override
    def _bind_keys(self) -> None:
        """There is nothing to be done with the parts."""

    @override
    def _new_row(self, part_id: str) -> PartRow:
        made = super()._new_row(part_id)
        made.line.deleted.disconnect()
        return made

    @override
    def _made_body(self) -> QWidget:
        if self._body is None:
            self._body = self._new_body(self.facts)
        return self._body

    @override
    def fill(self) -> None:
        part = self._parts.get(self.open_id)
        if part is not None:
            self.facts.setText("\n".join(self._lines(part.shown)))

    def _lines(self, kept: Record) -> Iterator[str]:
        words = self._session.say.words
        figure = frozen_periods.figure_of(kept, self.linked)
        parts = _DIVIDED if figure.denominator is not None else ()
        for key in (*_NUMBERS, *parts):
            value = getattr(figure, key)
            if value is not None:
                label = field_label(words, FROZEN_FIGURE, key)
                yield f"{label}: {figure_text(value, words.language)}"
        yield from told_apart(self._session, figure)

    @override
    def _say_again(self) -> None:
        super()._say_again()
        self.fill()
