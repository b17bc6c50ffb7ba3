"""Which fields are columns of a list, and in which order: chosen and kept."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.records import declared
from monitor_desktop.i18n.labels import field_label
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.key_bindings import bind
from monitor_desktop.ui.look.pieces import button, row, said
from monitor_desktop.ui.sessions import Session

_SIZE: Final = (460, 560)
_KEY: Final = Qt.ItemDataRole.UserRole
_NOT_IN_A_CELL: Final = frozenset({Kind.LINK, Kind.LONG_TEXT})
"""What a cell has no room or no words for."""


def choosable(type_key: str) -> list[Field]:
    """Fields that can be columns; what names the record always is one."""
    kind = declared(type_key)
    return [
        each
        for each in kind.fields
        if each.list_column is not None or each.kind not in _NOT_IN_A_CELL
    ]


class ColumnsDialog(Dialog):
    """Columns are ticked, and moved with Alt and the arrows or by dragging.

    ``chosen`` holds the keys of the fields in their order, empty for those the
    declaration lists.

    Args:
        session: The open profile.
        type_key: Whose list it is.
        shown: Keys of the columns of now.
        parent: The window.
    """

    def __init__(
        self,
        session: Session,
        type_key: str,
        shown: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        super().__init__(session.say, "Columns of this list", parent)
        self._type = type_key
        self._words = session.say.words
        self.chosen: tuple[str, ...] = ()
        say = session.say
        why = (
            "Ticked fields are columns, from left to right. "
            "Where the window is narrow the last ones are left out."
        )
        self.body.addWidget(said(say, why, role="muted", wraps=True))
        self.list = QListWidget()
        say.put(self.list.setAccessibleName, "Columns of this list")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(
            row(
                button(say, "Move up", lambda: self.move_row(-1)),
                button(say, "Move down", lambda: self.move_row(1)),
                1,
                button(say, "Usual columns", self._show_usual, kind="quiet"),
            )
        )
        bind(
            self.list,
            {
                "Alt+Up": lambda: self.move_row(-1),
                "Alt+Down": lambda: self.move_row(1),
            },
        )
        self.finish("Save")
        self.resize(*_SIZE)
        self._fill(shown)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _fill(self, shown: Sequence[str]) -> None:
        fields = {each.key: each for each in choosable(self._type)}
        first = [fields[each] for each in shown if each in fields]
        rest = [each for each in fields.values() if each.key not in shown]
        self.list.clear()
        for field in (*first, *rest):
            self.list.addItem(self._item(field, ticked=field.key in shown))

    def _item(self, field: Field, *, ticked: bool) -> QListWidgetItem:
        item = QListWidgetItem(field_label(self._words, self._type, field.key))
        item.setData(_KEY, field.key)
        if field.key == declared(self._type).title:
            # Without it nobody knows which record a row is.
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            ticked = True
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def move_row(self, steps: int) -> None:
        """Move the row that is chosen up or down."""
        place = self.list.currentRow()
        if 0 <= place + steps < self.list.count():
            item = self.list.takeItem(place)
            self.list.insertItem(place + steps, item)
            self.list.setCurrentRow(place + steps)

    def _show_usual(self) -> None:
        self._fill(usual(self._type))

    @override
    def commit(self) -> None:
        """Take what is ticked."""
        items = (self.list.item(place) for place in range(self.list.count()))
        keys = tuple(
            str(each.data(_KEY))
            for each in items
            if each.checkState() is Qt.CheckState.Checked
        )
        self.chosen = () if keys == usual(self._type) else keys
        self.accept()


def usual(type_key: str) -> tuple[str, ...]:
    """The columns that the declaration lists."""
    return tuple(each.key for each in declared(type_key).list_fields)
