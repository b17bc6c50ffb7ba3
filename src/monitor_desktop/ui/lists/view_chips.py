"""Saved views that narrow a list together with what its filters stand on."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLayout, QPushButton

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services.saved_views import Conditions
from monitor_desktop.ui.look.pieces import button
from monitor_desktop.ui.sessions import Session


class ViewChips(QObject):
    """One button for each view that must hold too; a click takes it away.

    The buttons stand in the layout of the filters. ``changed`` after a click.
    """

    changed = Signal()

    def __init__(self, session: Session, place: QLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._place = place
        self._views: dict[str, Conditions] = {}
        self.chips: dict[str, QPushButton] = {}

    @property
    def views(self) -> tuple[Conditions, ...]:
        """All that must hold too."""
        return tuple(self._views.values())

    def add(self, views: Sequence[Conditions]) -> None:
        """These must hold too; one of the same name is replaced."""
        for each in views:
            self._remove(each.name)
            self._views[each.name] = each
            self.chips[each.name] = self._chip(each.name)

    def clear(self) -> None:
        """None but the filters; nobody is told."""
        for name in list(self._views):
            self._remove(name)

    def _chip(self, name: str) -> QPushButton:
        def said(words: Words) -> str:
            return words("app", "View “{name}”  ✕", name=name)

        made = button(
            self._session.say, said, partial(self._take_away, name), kind="quiet"
        )
        self._place.addWidget(made)
        return made

    def _take_away(self, name: str) -> None:
        self._remove(name)
        self.changed.emit()

    def _remove(self, name: str) -> None:
        if name in self._views:
            del self._views[name]
            chip = self.chips.pop(name)
            self._place.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
