"""Allegations of torture: for each method that is alleged, what bears it out."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.fields import RecordType
from monitor_desktop.i18n.matrix_texts import element_label, link_texts
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.part_rows import PartRow
from monitor_desktop.ui.records.allegation_grid import MatrixGrid
from monitor_desktop.ui.records.form_state import Part
from monitor_desktop.ui.records.part_tables import PartsSection
from monitor_desktop.ui.sessions import Session

if TYPE_CHECKING:
    from monitor_desktop.domain.allegation_matrix import MatrixRow


class AllegationsSection(PartsSection):
    """The matrix over its lines: a complaint stands on what is linked."""

    def __init__(self, session: Session, declaration: RecordType) -> None:
        super().__init__(session, declaration)
        self._matrix: Mapping[str, MatrixRow] = {}
        self.matrix: MatrixGrid | None = None

    @override
    def _build(self) -> None:
        super()._build()
        self.matrix = MatrixGrid(self._session)
        self.matrix.chosen.connect(self.open_part)
        self._column.insertWidget(1, self.matrix)

    @override
    def _say_again(self) -> None:
        self._fill_matrix()
        super()._say_again()

    def _fill_matrix(self) -> None:
        if self.matrix is None:
            return
        known = {**self.linked, **{each.id: each for each in self._siblings}}
        found = self.matrix.show_matrix(self._siblings, known)
        self._matrix = {each.allegation.id: each for each in found}

    @override
    def _advise(self, part: Part) -> Sequence[str]:
        """Elements that nothing is linked for yet."""
        row = self._matrix.get(part.id)
        if row is None or not row.gaps:
            return ()
        words = self._session.say.words
        lacking = ", ".join(element_label(words, each) for each in row.gaps)
        return [self._session.say("Not linked yet: {what}", what=lacking)]

    @override
    def stops(self) -> list[QWidget]:
        found = super().stops()
        return [found[0], *([self.matrix] if self.matrix else []), *found[1:]]


class AllegationLinksSection(PartsSection):
    """What more bears a method out: each line says what it does, in a sentence."""

    @override
    def _sum_up(self, number: int, shown: PartRow, part: Part) -> None:
        known = {**self.linked, **{each.id: each for each in self._siblings}}
        reader = self._session.reader
        sentence, answer = link_texts(reader, part.shown, known)
        name = f"{number}  {sentence}"
        shown.line.show_texts(", ".join(filter(None, [name, answer])), name, answer)
        shown.line.setToolTip(sentence)
