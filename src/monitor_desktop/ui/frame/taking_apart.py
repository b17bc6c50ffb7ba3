"""Widgets that nobody needs any more go piece by piece.

A record's form has some thousand widgets; Qt destroys them all in one go, and the
window would stand still meanwhile.
"""

from collections.abc import Iterator
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from monitor_desktop.ui.editors.field_grid import FieldGrid
from monitor_desktop.ui.lists.record_list import RecordList
from monitor_desktop.ui.pace.slices import Slices, Steps
from monitor_desktop.ui.records.part_tables import PartsSection
from monitor_desktop.ui.records.record_form import RecordForm
from monitor_desktop.ui.records.record_page import RecordPage

_PIECES: Final[tuple[type[QWidget], ...]] = (
    PartsSection,
    FieldGrid,
    RecordForm,
    RecordList,
    RecordPage,
)
"""Smallest first. What holds them listens to nothing outside the whole, so that nobody
calls it while they are gone already."""


def take_apart(whole: QWidget, slices: Slices) -> None:
    """Destroy a hidden widget in slices of time.

    Args:
        whole: Nothing that it asked for is still to be answered.
        slices: Of whoever stays.
    """
    for each in whole.findChildren(QTimer):
        each.stop()
    slices.add(_steps(whole))


def _steps(whole: QWidget) -> Steps:
    for each in _pieces(whole):
        if shiboken6.isValid(each):
            shiboken6.delete(each)
        yield


def _pieces(whole: QWidget) -> Iterator[QObject]:
    if not shiboken6.isValid(whole):
        return
    for kind in _PIECES:
        yield from whole.findChildren(kind)
    yield whole
