"""The register of copies as a table: what went out, when, for whom."""

from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import field_label, type_label
from monitor_desktop.overriding import override
from monitor_desktop.services.evidence import copies
from monitor_desktop.services.evidence.copies import Copy
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import PlainLabel, said
from monitor_desktop.ui.look.report_tables import ReportTable
from monitor_desktop.ui.sessions import Session

_SIZE: Final = (980, 560)
_KEYS: Final = ("event", "noted_at", "to_whom", "reason", "file_name", "noted_by")
"""Of a line of the log, beside the name of its document."""


class CopiesDialog(Dialog):
    """Nothing can be changed here: each line is one of the log of custody."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Copies that went out", parent)
        self._session = session
        self.resize(*_SIZE)
        self.told = PlainLabel(role="strong")
        self.table = ReportTable()
        session.say.put(self.table.setAccessibleName, "Copies that went out")
        explained = (
            "Copies are not encrypted, and nobody can take them back. What was only "
            "shown, or sent in a bundle, is not among them."
        )
        self.body.addWidget(said(session.say, explained, role="muted", wraps=True))
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.finish("Close")
        self.cancel.hide()
        session.run(copies.listed, self._show, self.notice.tell_problem)

    @override
    def commit(self) -> None:
        """There is nothing to be done here."""
        self.accept()

    def _show(self, found: list[Copy]) -> None:
        words, reader = self.say.words, self._session.reader
        heads = [
            type_label(words, "attachment"),
            *(field_label(words, "custody", key) for key in _KEYS),
        ]
        lines = [
            [each.document.title, *(self._text(each.entry, key) for key in _KEYS)]
            for each in found
        ]
        self.table.show_lines(heads, lines)
        self.told.setText(
            reader.words.plural("app", "{n} copy", "{n} copies", len(found))
        )

    def _text(self, entry: Record, key: str) -> str:
        field = entry.declaration.field(key)
        value = entry.values.get(key)
        return self._session.reader.text(field, value, {}) if field and value else ""
