"""What undo or redo did is shown where it was done, and the keys go there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.records import Record
from monitor_desktop.ui.records.form_state import OrderStep, Step
from monitor_desktop.ui.records.part_tables import PartsSection

if TYPE_CHECKING:
    from monitor_desktop.ui.records.form_bodies import FormBody


def show_step(
    step: Step, then: object, body: "FormBody", linked: Mapping[str, Record]
) -> QWidget | None:
    """Show a step that was taken back or done again, and give the focus to it.

    Args:
        step: What was done.
        then: What stands there now.
        body: Fields and parts of the form, which show what is typed by now.
        linked: Records that links may point to.

    Returns:
        What is to be scrolled to.
    """
    section = body.parts.get(step.type)
    if isinstance(step, OrderStep):
        return _show_order(step, then, section) if section is not None else None
    if section is not None and step.part:
        section.open_part(step.part, step.key)
        section.fill()
        return section.box(step.key)
    box = body.boxes().get(step.key)
    if box is not None:
        box.show_value(step.before if then is step.before else step.after, linked)
        box.editor.inputs()[0].setFocus()
    return box


def _show_order(step: OrderStep, then: object, section: PartsSection) -> QWidget:
    now = then if isinstance(then, tuple) else ()
    come_or_gone = set(step.before) ^ set(step.after)
    if come_or_gone:
        found = next((each for each in now if each in come_or_gone), "")
        return section.focus_line(found)
    moved = _moved(step)
    shown = section.open_id if section.open_id in moved else moved[0]
    # Whoever moved the part they were typing into goes on typing there.
    if shown != section.open_id or not section.holds_focus:
        section.focus_line(shown)
    return section.line_of(shown)


def _moved(step: OrderStep) -> list[str]:
    """The part that changed its place; both, where two changed places."""
    return [
        part
        for part in step.before
        if _without(part, step.before) == _without(part, step.after)
    ] or [*step.before]


def _without(part: str, order: tuple[str, ...]) -> list[str]:
    return [each for each in order if each != part]
