"""Putting an error beside the field it is about."""

from collections.abc import Sequence

from monitor_desktop.errors import MonitorError
from monitor_desktop.ui.editors.field_grid import FieldBox, FieldGrid
from monitor_desktop.ui.look.problems import Notice


def tell_beside(
    error: MonitorError, type_key: str, grids: Sequence[FieldGrid], notice: Notice
) -> FieldBox | None:
    """Say an error under its field, or on the page when it is about no field.

    Returns:
        The field, to be brought in sight.
    """
    key = str(error.details.get("field", ""))
    # The sentence names the field by its label, for which the type must be known.
    error.details.setdefault("type", type_key)
    for grid in grids:
        box = grid.boxes.get(key)
        if box is not None:
            box.tell_problem(error)
            box.editor.inputs()[0].setFocus()
            return box
    notice.tell_problem(error)
    return None
