"""What every editor of a field can do."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.picks import Pick, Taken
from monitor_desktop.ui.look.pieces import mark
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session


class Editor(QWidget):
    """Shows and takes the value of one field.

    Args:
        session: The open profile.
        field: The field's declaration.

    ``edited`` comes with every change a person makes; ``absent`` carries a mark of
    ``domain.missing`` when a person says that there is no answer.
    """

    edited = Signal()
    absent = Signal(str)
    shows_missing = False
    """The editor itself shows that there is no answer."""
    takes_answers = True
    """Something can be entered here."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__()
        self.session = session
        self.field = field
        self._pick: Pick | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def value(self) -> JsonValue:
        """What stands in the field, as ``records.change`` takes it; None when empty."""
        raise NotImplementedError

    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        """Show a value as records hold it, or as it was typed into a draft."""
        raise NotImplementedError

    def await_pick(self, pick: Pick) -> None:
        """A choice is made here; what it is comes from the worker."""
        self._pick = pick
        pick.known.connect(self._known)

    @property
    def is_unfinished(self) -> bool:
        """Words stand there that choose nothing."""
        return False

    def hand_over(self) -> Pick | None:
        """The choice still on its way, which is not for this editor any more."""
        pick, self._pick = self._pick, None
        return pick

    def _known(self, pick: Pick) -> None:
        if pick is self._pick:
            self._pick = None
            self.take(pick.taken)

    def take(self, taken: Taken | None) -> None:
        """Show what a choice came to; None where it came to nothing."""
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """The widgets that take keys; the first gets the focus."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        return self.inputs()

    def name(self, message: Message) -> None:
        """Tell screen readers what this is."""
        for each in self.inputs():
            self.session.say.put(each.setAccessibleName, message)

    def set_invalid(self, invalid: bool) -> None:
        """Frame the field as wrong, or not."""
        for each in self.inputs():
            mark(each, "invalid", "true" if invalid else "false")


def is_undo(event: QEvent) -> bool:
    """The keys of undo and redo, which belong to the whole form."""
    return (
        event.type() is QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (
            event.matches(QKeySequence.StandardKey.Undo)
            or event.matches(QKeySequence.StandardKey.Redo)
        )
    )


_COMES_BACK: Final = frozenset(
    {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
)


class Line(QLineEdit):
    """A line that leaves undo and redo to the form, where each step has a name.

    ``left`` tells that whoever typed here went on to something else.
    """

    left = Signal()

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Another window or a menu over this one is not somewhere else."""
        super().focusOutEvent(arg__1)
        if arg__1.reason() not in _COMES_BACK:
            self.left.emit()

    @override
    def event(self, arg__1: QEvent) -> bool:
        """Pass undo on."""
        if is_undo(arg__1):
            arg__1.ignore()
            return False
        return super().event(arg__1)


def line_edit(changed: Callable[[], object]) -> QLineEdit:
    """A line of text that tells of every key."""
    line = Line()
    line.textEdited.connect(lambda _text: changed())
    return line


def show_in_line(line: QLineEdit, text: str) -> None:
    """Show a text from its beginning; the cursor stays where nothing changes."""
    if line.text().strip() != text:
        line.setText(text)
        line.setCursorPosition(0)


def as_text(value: JsonValue) -> str:
    """A value for a line of text."""
    return "" if value is None or missing(value) else str(cast("object", value))
