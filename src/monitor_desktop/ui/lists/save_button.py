"""Which format the selected records are saved in: a button with a menu."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from monitor_desktop.services.interchange import exports
from monitor_desktop.ui.look.clicks import on_click
from monitor_desktop.ui.sessions import Session

_FORMATS: Final = {
    "csv": "Table (CSV)",
    "xlsx": "Table (XLSX)",
    "json": "With all parts (JSON)",
    "uwazi": "For Uwazi (CSV)",
    "huridocs": "HURIDOCS events (XML)",
}
SUFFIXES: Final = {
    "csv": ".csv",
    "xlsx": ".xlsx",
    "json": ".json",
    "uwazi": ".csv",
    "huridocs": ".xml",
}


class SaveButton(QPushButton):
    """``chosen`` carries the name of a format."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        session.say.put(self.setText, "Save as…")
        session.say.put(self.setAccessibleName, "Save as…")
        self.menu_of_formats = QMenu(self)
        self.setMenu(self.menu_of_formats)
        self._actions = {name: self.menu_of_formats.addAction("") for name in _FORMATS}
        for name, action in self._actions.items():
            session.say.put(action.setText, _FORMATS[name])
            on_click(action.triggered, self.chosen.emit, name)

    def offer(self, type_key: str) -> None:
        """Only the formats that hold records of this type."""
        held = exports.formats(type_key)
        for name, action in self._actions.items():
            action.setVisible(name in held)
