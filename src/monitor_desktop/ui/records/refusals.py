"""Why a form could not be saved is said beside the field it is about."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.ui.editors.form_errors import tell_beside
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.records.form_state import FormState

if TYPE_CHECKING:
    from monitor_desktop.ui.records.form_bodies import FormBody


def show_refusal(
    error: MonitorError, state: FormState, body: "FormBody", notice: Notice
) -> QWidget | None:
    """Open the part that was refused, if it was one, and go to the field.

    Args:
        error: Says in which field, and in which part.
        state: What is typed.
        body: Fields and parts of the form.
        notice: Tells what is about no field.

    Returns:
        What is to be scrolled to.
    """
    part = state.parts.get(str(error.details.get("part", "")))
    if part is None:
        return tell_beside(error, state.type, list(body.grids.values()), notice)
    section = body.parts[part.type]
    section.open_part(part.id, str(error.details.get("field", "")))
    grids = [section.grid] if section.grid is not None else []
    return tell_beside(error, part.type, grids, notice)
