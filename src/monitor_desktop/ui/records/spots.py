"""Which field of a form has the keys, and going back to it."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from monitor_desktop.ui.editors.field_grid import FieldBox
from monitor_desktop.ui.fittings.places import Spot
from monitor_desktop.ui.records.form_bodies import FormBody
from monitor_desktop.ui.records.record_form import RecordForm


def spot_in(form: RecordForm) -> Spot | None:
    """The field with the keys, also while another window has them."""
    return _spot_of(form, form.window().focusWidget())


def _spot_of(form: RecordForm, focused: QWidget | None) -> Spot | None:
    if focused is None:
        return None
    if form.head.isAncestorOf(focused) and isinstance(focused, QLineEdit):
        title = form.record.declaration.title
        return Spot(field=title, cursor=focused.cursorPosition())
    box = _box_around(focused, form.body)
    if box is None:
        return None
    stops = box.stops()
    return Spot(
        part=_part_around(box, form.body),
        field=box.field.key,
        stop=stops.index(focused) if focused in stops else 0,
        cursor=_cursor_of(focused),
    )


def go_to(body: FormBody, spot: Spot) -> None:
    """Give the keys back to a field; where it is gone they stay where they are."""
    box = _box_of(body, spot)
    if box is None:
        return
    stops = box.stops()
    found = stops[min(spot.stop, len(stops) - 1)]
    found.setFocus()
    _put_cursor(found, spot.cursor)
    body.reveal(box)


def _box_around(widget: QWidget | None, body: FormBody) -> FieldBox | None:
    while widget is not None and widget is not body:
        if isinstance(widget, FieldBox):
            return widget
        widget = widget.parentWidget()
    return None


def _part_around(box: FieldBox, body: FormBody) -> str:
    """Id of the part whose field it is, or nothing."""
    sections = body.parts.values()
    found = (each.open_id for each in sections if each.isAncestorOf(box))
    return next(found, "")


def _box_of(body: FormBody, spot: Spot) -> FieldBox | None:
    if not spot.part:
        return body.boxes().get(spot.field)
    for section in body.parts.values():
        if spot.part in section.part_ids:
            section.open_part(spot.part, spot.field)
            return section.grid.boxes.get(spot.field) if section.grid else None
    return None


def _cursor_of(widget: QWidget) -> int:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    if isinstance(widget, QPlainTextEdit):
        return widget.textCursor().position()
    return 0


def _put_cursor(widget: QWidget, place: int) -> None:
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(place)
    elif isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(place, len(widget.toPlainText())))
        widget.setTextCursor(cursor)
