"""What the sides of a conflict wrote, said beside the field one types into."""

from collections.abc import Mapping

from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.sides import sides_text
from monitor_desktop.services.editing.drafts import Heads
from monitor_desktop.ui.editors.field_grid import FieldBox
from monitor_desktop.ui.sessions import Session


def tell_disputed(
    session: Session,
    box: FieldBox,
    record: Record | None,
    linked: Mapping[str, Record],
    seen: Heads,
) -> None:
    """Say which values wait, and whether saving another one replaces them.

    Args:
        session: Has the words.
        box: The field.
        record: As it was read; None for a new one.
        linked: Records that links may point to, by id.
        seen: Heads that whoever types has seen: what came later stays.
    """
    field = box.field
    conflicts = [
        each for each in (record.disputed if record else ()) if each.field == field.id
    ]
    if not conflicts:
        box.tell_disputed(None)
        return
    decides = all(
        side.operation in seen.get((each.field, each.sub), ())
        for each in conflicts
        for side in each.sides
    )

    def say(words: Words) -> str:
        message = (
            "People disagree: {values}. Another value saved here replaces them; "
            "the history keeps all."
            if decides
            else "People disagree: {values}."
        )
        values = sides_text(session.reader, field, conflicts, linked)
        return words("app", message, values=values)

    box.tell_disputed(say)
