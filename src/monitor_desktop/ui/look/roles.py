"""What a widget of our own is to a screen reader, where Qt would call it an area."""

from functools import cache
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLE: Final = "reader_role"
"""Property of a widget, set before it is shown: it is asked once."""
BUTTON: Final = "button"
CHART: Final = "chart"
_ROLES: Final = {
    BUTTON: QAccessible.Role.Button,
    CHART: QAccessible.Role.Chart,
}


@cache
def install() -> None:
    """From now on the roles are told; doing it again changes nothing."""
    QAccessible.installFactory(_interface)


def _interface(_kind: str, asked: QObject) -> QAccessibleWidget | None:
    if not isinstance(asked, QWidget):
        return None
    role = _ROLES.get(str(asked.property(ROLE)))
    return QAccessibleWidget(asked, role) if role is not None else None
