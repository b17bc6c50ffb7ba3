"""Widgets one after another that go on in the next line when there is no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from monitor_desktop.overriding import override


class FlowLayout(QLayout):
    """Like words in a paragraph; nothing is ever cut for want of width."""

    def __init__(self, parent: QWidget, *, gap: int = 6, line_gap: int = 4) -> None:
        super().__init__(parent)
        self._gap, self._line_gap = gap, line_gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, arg__1: QLayoutItem) -> None:
        self._items.append(arg__1)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._arrange(QRect(0, 0, arg__1, 0), move=False)

    @override
    def setGeometry(self, arg__1: QRect) -> None:
        super().setGeometry(arg__1)
        self._arrange(arg__1, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        """The widest of them: the rest can go on below."""
        sizes = [each.minimumSize() for each in self._items if not each.isEmpty()]
        width = max((each.width() for each in sizes), default=0)
        height = max((each.height() for each in sizes), default=0)
        return QSize(width, height)

    def _arrange(self, box: QRect, *, move: bool) -> int:
        """Give each its place; the height of it all."""
        left, top, tall = box.x(), box.y(), 0
        for each in self._items:
            if each.isEmpty():
                continue
            size = each.sizeHint()
            if left > box.x() and left + size.width() > box.x() + box.width():
                left, top, tall = box.x(), top + tall + self._line_gap, 0
            if move:
                each.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            tall = max(tall, size.height())
        return top + tall - box.y()


def flowing(*widgets: QWidget) -> QWidget:
    """Some widgets side by side, or in several lines where there is no room."""
    made = QWidget()
    flow = FlowLayout(made)
    for each in widgets:
        flow.addWidget(each)
    return made
