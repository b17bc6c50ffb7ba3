"""Fields with their name above them, and lists to choose from."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from monitor_desktop.ui.look.pieces import Combo, said
from monitor_desktop.ui.look.words import Message, Sentences

_BESIDE_MARK_PX: Final = 26
"""Where the words of a choice begin: its mark with borders, and the space behind."""

_LEAST_LETTERS: Final = 8
"""Of a list that gives way."""


def labelled(say: Sentences, message: Message, field: QWidget) -> QVBoxLayout:
    """A field under its name, both at the top of the row."""
    label = said(say, message, role="caption")
    label.setBuddy(field)
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(field)
    column.addStretch(1)
    return column


def explained(say: Sentences, choice: QRadioButton, message: Message) -> QVBoxLayout:
    """A choice, and what it means right under its words."""
    told = said(say, message, role="caption", wraps=True)
    told.setContentsMargins(_BESIDE_MARK_PX, 0, 0, 0)
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    column.addWidget(choice)
    column.addWidget(told)
    return column


def give_way(combo: Combo) -> None:
    """Let a list be narrower than its longest line; opened, it shows lines whole."""
    combo.setSizeAdjustPolicy(
        Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    combo.setMinimumContentsLength(_LEAST_LETTERS)


def offer(combo: Combo, named: Mapping[str, str], *, first: str = "") -> None:
    """Fill a list; what was chosen stays, else ``first`` is chosen."""
    chosen = combo.currentData() if combo.count() else first
    with QSignalBlocker(combo):
        combo.clear()
        for key, text in named.items():
            combo.addItem(text, key)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
