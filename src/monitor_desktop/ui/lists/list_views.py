"""Saved views of a list: taken from a menu, saved under a name, forgotten."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.services import saved_views
from monitor_desktop.services.saved_views import SavedView
from monitor_desktop.ui.look.clicks import on_click
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.sessions import Session

_WIDTH_PX = 400


class NameDialog(Dialog):
    """Asks for the name of a view."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Save this view", parent)
        self.setFixedWidth(_WIDTH_PX)
        self.line = QLineEdit()
        session.say.put(self.line.setAccessibleName, "Name of the view")
        self.add_field("Name of the view", self.line)
        self.finish("Save")
        self.line.textChanged.connect(lambda _text: self._settle())
        self._settle()
        self.line.setFocus()

    def _settle(self) -> None:
        self.primary.setEnabled(bool(self.line.text().strip()))

    @override
    def commit(self) -> None:
        """The name is given."""
        self.accept()


class ViewsButton(QPushButton):
    """``taken`` carries a view, ``added`` one that must hold too.

    ``wanted_save`` asks to save under a name, ``wanted_all`` to take all filters away.
    ``wanted_columns`` asks which fields are columns.
    """

    taken = Signal(object)
    added = Signal(object)
    wanted_all = Signal()
    wanted_save = Signal(str)
    wanted_columns = Signal()

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self._session = session
        self._type = type_key
        self.views: list[SavedView] = []
        self.setAutoDefault(False)
        session.say.put(self.setText, "Views")
        session.say.put(self.setAccessibleName, "Views")
        self.menu_of_views = QMenu(self)
        self.menu_of_more = QMenu(self)
        self.setMenu(self.menu_of_views)
        session.say.changed.connect(self._fill)
        self.reload()

    def reload(self) -> None:
        """Read the views again."""
        self._session.run(
            lambda workspace: saved_views.listed(workspace, self._type), self._show
        )

    def keep(self, view: SavedView) -> None:
        """Save a view."""
        self._session.run(
            lambda workspace: saved_views.save(workspace, self._type, view), self._show
        )

    def _forget(self, name: str) -> None:
        self._session.run(
            lambda workspace: saved_views.forget(workspace, self._type, name),
            self._show,
        )

    def _show(self, views: list[SavedView]) -> None:
        self.views = views
        self._fill()

    def _fill(self) -> None:
        menu, say = self.menu_of_views, self._session.say
        menu.clear()
        for each in self.views:
            # An ampersand would be taken for a mnemonic.
            action = menu.addAction(each.name.replace("&", "&&"))
            on_click(action.triggered, self.taken.emit, each)
        if self.views:
            self._fill_more()
            menu.addMenu(self.menu_of_more)
            menu.addSeparator()
        menu.addAction(say("Clear filters")).triggered.connect(self._clear)
        menu.addAction(say("Columns…")).triggered.connect(self._ask_columns)
        menu.addAction(say("Save this view…")).triggered.connect(self._ask)
        for each in self.views:
            name = say("Forget “{name}”", name=each.name.replace("&", "&&"))
            forgetting = menu.addAction(name).triggered
            on_click(forgetting, self._forget, each.name)

    def _fill_more(self) -> None:
        menu = self.menu_of_more
        menu.setTitle(self._session.say("Narrow by one more view"))
        menu.clear()
        for each in self.views:
            action = menu.addAction(each.name.replace("&", "&&"))
            on_click(action.triggered, self.added.emit, each)

    def _clear(self) -> None:
        self.wanted_all.emit()

    def _ask_columns(self) -> None:
        self.wanted_columns.emit()

    def _ask(self) -> None:
        dialog = NameDialog(self._session, self.window())
        if dialog.exec():
            self.wanted_save.emit(dialog.line.text().strip())
