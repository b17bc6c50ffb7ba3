"""Small pieces every page is put together from; they set properties, never colours.

The lock is painted from some of them. What only the others need, ``Qt`` and ``QEvent``
above all, is named through its module where it is used: at their first naming Python
makes classes of their 94 enumerations, as much work as painting the lock.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QCoreApplication, QSize, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.clicks import on_click
from monitor_desktop.ui.look.words import Message, Sentences

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QScrollArea

PAGE_MARGINS: Final = (24, 20, 24, 16)
LOW_MARGINS: Final = (16, 12, 16, 10)
"""Of a page in a low window."""
GAP: Final = 16
CONTROL_PX: Final = 36
CHIP_PX: Final = 20
_RING_PX: Final = 2
_PLAIN_TEXT: Final = 0
_IN_THE_MIDDLE: Final = 4
_CLICK_FOCUS: Final = 2
_STRONG_FOCUS: Final = 11
"""``Qt.TextFormat.PlainText``, ``Qt.AlignmentFlag.AlignHCenter`` and two of
``Qt.FocusPolicy``, as properties of a widget take them without ``Qt``."""


def mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    # Else a label goes on with the size it had in its other dress.
    restyled = QtCore.QEvent(QtCore.QEvent.Type.StyleChange)
    QCoreApplication.sendEvent(widget, restyled)


class PlainLabel(QLabel):
    """A label that takes every text as plain text."""

    def __init__(self, text: str = "", *, role: str = "", wraps: bool = False) -> None:
        super().__init__()
        self.setProperty("textFormat", _PLAIN_TEXT)
        self.setText(text)
        self.setProperty("role", role)
        self.setWordWrap(wraps)
        self.setMinimumHeight(CONTROL_PX if role == "h1" else 20)


def centre(label: QLabel) -> None:
    """Put text or picture in the middle of the label's width."""
    label.setProperty("alignment", _IN_THE_MIDDLE)


class ElidedLabel(PlainLabel):
    """One line that ends in dots when there is no room; the tooltip has it whole."""

    def __init__(self, text: str = "", *, role: str = "") -> None:
        super().__init__(text, role=role)
        policy = QtWidgets.QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Fixed)

    @override
    def paintEvent(self, event: "QPaintEvent") -> None:
        """Draw what fits."""
        metrics = self.fontMetrics()
        right = QtCore.Qt.TextElideMode.ElideRight
        text = metrics.elidedText(self.text(), right, self.width())
        self.setToolTip(self.text() if text != self.text() else "")
        painter = QtGui.QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), QtCore.Qt.AlignmentFlag.AlignVCenter, text)

    @override
    def minimumSizeHint(self) -> QSize:
        """It can always be narrower."""
        return QSize(20, super().minimumSizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        """Its text is not what decides its width."""
        return QSize(20, super().sizeHint().height())


def chip(say: Sentences, message: Message, tone: str) -> PlainLabel:
    """A state as a word on a soft colour: ok, warn, danger or info."""
    made = said(say, message)
    dress_chip(made, tone)
    return made


def dress_chip(label: QLabel, tone: str) -> None:
    """Make a label a chip of this tone."""
    label.setFixedHeight(CHIP_PX)
    mark(label, "tone", tone)


def said(
    say: Sentences, message: Message, *, role: str = "", wraps: bool = False
) -> PlainLabel:
    """A label that says a sentence in every language."""
    label = PlainLabel(role=role, wraps=wraps)
    say.put(label.setText, message)
    return label


class Button(QPushButton):
    """A button that Enter presses too, where Qt knows only the space bar.

    In a dialog Enter would go to its primary button, whatever has the focus.
    """

    @override
    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """A key held down presses once."""
        held, keys = QtCore.Qt.KeyboardModifier, QtCore.Qt.Key
        plain = event.modifiers() in {held.NoModifier, held.KeypadModifier}
        if event.key() not in {keys.Key_Return, keys.Key_Enter} or not plain:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(
    say: Sentences,
    message: Message,
    clicked: Callable[[], object] | None = None,
    *,
    kind: str = "",
) -> QPushButton:
    """A button; kind is primary, quiet, nav, tab or segment."""
    made = Button()
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    say.put(made.setText, message)
    say.put(made.setAccessibleName, message)
    if clicked is not None:
        on_click(made.clicked, clicked)
    return made


def card(*, margins: tuple[int, int, int, int] = (16, 12, 16, 12)) -> QFrame:
    """A white box with a vertical layout."""
    frame = QFrame()
    frame.setProperty("card", "true")
    column = QVBoxLayout(frame)
    column.setContentsMargins(*margins)
    column.setSpacing(8)
    return frame


def column_of(frame: QWidget) -> QVBoxLayout:
    """The vertical layout of a card or page."""
    layout = frame.layout()
    if not isinstance(layout, QVBoxLayout):  # a card always has one
        raise TypeError
    return layout


def row(*things: QWidget | int | QLayout, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for each in things:
        if isinstance(each, int):
            made.addStretch(each)
        elif isinstance(each, QLayout):
            made.addLayout(each)
        else:
            made.addWidget(each)
    return made


def flush(quiet: QPushButton) -> QPushButton:
    """A quiet button at the left edge: its words stand where those above it begin."""
    mark(quiet, "edge", "left")
    return quiet


def drop(widget: QWidget) -> None:
    """Take a widget out of sight at once, and away when nothing is at work in it."""
    widget.hide()
    widget.deleteLater()


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            drop(widget)
        elif inner is not None:
            empty(inner)


def alert() -> QLabel:
    """The sign before a warning, in the colour of the card around it."""
    made = QLabel()
    made.setObjectName("alert")
    return made


def rule() -> QFrame:
    """A thin line."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def fill_page(made: QWidget) -> QVBoxLayout:
    """Give a widget the margins of a page."""
    made.setObjectName("page")
    made.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(made)
    column.setContentsMargins(*PAGE_MARGINS)
    column.setSpacing(GAP)
    return column


def scrolled(content: QWidget) -> "QScrollArea":
    """Content that scrolls up and down, never sideways."""
    area = QtWidgets.QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    # What lies in it takes the keys; round the whole of it a ring would say nothing.
    area.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setObjectName("scrolled")
    content.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(content)
    return area


def read_by_keys(content: QWidget, say: Sentences, name: Message) -> "QScrollArea":
    """Content to be read, which the arrows and Page Down scroll."""
    area = scrolled(content)
    area.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
    area.setProperty("reads", "true")
    say.put(area.setAccessibleName, name)
    return area


def level(reads: "QScrollArea") -> QHBoxLayout:
    """A row that brings what is read in line with what stands over it.

    The area keeps two pixels at each side for its ring, which is seldom there.
    """
    made = row(spacing=0)
    made.addSpacing(-_RING_PX)
    made.addWidget(reads)
    made.addSpacing(-_RING_PX)
    return made


class Combo(QComboBox):
    """A combo that the wheel moves only when it was clicked into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)

    @override
    def wheelEvent(self, e: "QWheelEvent") -> None:
        """Leave the wheel to the page under it."""
        if self.hasFocus():
            super().wheelEvent(e)
        else:
            e.ignore()

    @override
    def showPopup(self) -> None:
        """Opened, it shows its lines whole, however narrow it is when closed."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0))
        super().showPopup()


class Segments(QWidget):
    """A few choices side by side, one of them taken."""

    chosen = Signal(str)

    def __init__(self, say: Sentences, choices: Sequence[tuple[str, Message]]) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        last = len(choices) - 1
        for place, (key, message) in enumerate(choices):
            each = _segment(say, message)
            ends = {0: "first", last: "last"}
            each.setProperty("segpos", ends.get(place, "middle"))
            on_click(each.clicked, self.chosen.emit, key)
            self._buttons[key] = each
            self._group.addButton(each)
            line.addWidget(each)
        line.addStretch(1)
        self._group.buttonToggled.connect(self._settle)
        self._settle()

    @property
    def value(self) -> str:
        """The choice taken, or an empty string."""
        return next((k for k, each in self._buttons.items() if each.isChecked()), "")

    def _settle(self) -> None:
        """The keys come to what is taken; the arrows go on from there."""
        every = list(self._buttons.values())
        taken = next((each for each in every if each.isChecked()), every[0])
        for each in every:
            stops = each is taken
            each.setProperty("focusPolicy", _STRONG_FOCUS if stops else _CLICK_FOCUS)
        proxy = self.focusProxy()
        # Qt would hand over the focus itself, and the old choice kept its ring.
        if proxy is None or not proxy.hasFocus():
            self.setFocusProxy(taken)

    @Slot(str)
    def choose(self, key: str) -> None:
        """Take a choice without telling anybody."""
        self._buttons[key].setChecked(True)


def _segment(say: Sentences, message: Message) -> QPushButton:
    made = _BoldRoom()
    made.setProperty("kind", "segment")
    made.setCheckable(True)
    # Its group decides which is taken; to a screen reader it is one of several.
    made.setAutoExclusive(True)
    made.setAutoDefault(False)
    say.put(made.setText, message)
    say.put(made.setAccessibleName, message)
    return made


class _BoldRoom(QPushButton):
    """Keeps the width of its text in semibold, which it is in when taken."""

    @override
    def sizeHint(self) -> QSize:
        """Room for the wider letters."""
        return room_for_bold(self, super().sizeHint())


def room_for_bold(widget: QPushButton, hint: QSize) -> QSize:
    """A size hint with room for the text in semibold."""
    font = widget.font()
    plain = widget.fontMetrics().horizontalAdvance(widget.text())
    font.setBold(True)
    bold = type(widget.fontMetrics())(font).horizontalAdvance(widget.text())
    return QSize(hint.width() + max(0, bold - plain), hint.height())


def name_buttons(line: QLineEdit, say: Sentences, message: Message) -> None:
    """Name the small buttons inside a line for screen readers."""
    for each in line.findChildren(QToolButton):
        say.put(each.setAccessibleName, message)
