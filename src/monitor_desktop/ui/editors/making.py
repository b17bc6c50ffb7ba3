"""Which editor a field gets: by its kind, nothing else."""

from collections.abc import Callable, Mapping
from typing import Final

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.editors.checklists import ChecklistEditor
from monitor_desktop.ui.editors.choices import ChoiceEditor, PlaceEditor, YesNoEditor
from monitor_desktop.ui.editors.date_times import DateTimeEditor
from monitor_desktop.ui.editors.dates import DateEditor
from monitor_desktop.ui.editors.links import LinkEditor
from monitor_desktop.ui.editors.list_names import LIST_NAME_FIELDS, ListNameEditor
from monitor_desktop.ui.editors.readings import ReadingEditor
from monitor_desktop.ui.editors.texts import (
    LongTextEditor,
    MultilingualEditor,
    NumberEditor,
    TextEditor,
)
from monitor_desktop.ui.sessions import Session

EDITORS: Final[Mapping[Kind, Callable[[Session, Field], Editor]]] = {
    Kind.TEXT: TextEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.MULTILINGUAL: MultilingualEditor,
    Kind.PARTIAL_DATE: DateEditor,
    Kind.DATE_TIME: DateTimeEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.MULTIPLE_CHOICE: ChecklistEditor,
    Kind.NUMBER: NumberEditor,
    Kind.YES_NO: YesNoEditor,
    Kind.PLACE: PlaceEditor,
    Kind.LINK: LinkEditor,
}
WIDE: Final = frozenset({Kind.LONG_TEXT, Kind.MULTILINGUAL})
"""Kinds that take the whole width of the form."""


def editor_for(
    session: Session, field: Field, *, may_write: bool = True
) -> Editor | None:
    """An editor for a field, or None for what nobody types."""
    make = None if field.fixed else EDITORS.get(field.kind)
    if make is not None and not may_write:
        return ReadingEditor(session, field)
    if field.id in LIST_NAME_FIELDS:
        return ListNameEditor(session, field)
    return make(session, field) if make else None
