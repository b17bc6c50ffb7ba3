"""A record as a few lines: each field that is filled, and its value."""

from collections.abc import Mapping

from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import field_label
from monitor_desktop.ui.sessions import Session


def facts_of(
    session: Session, record: Record | None, linked: Mapping[str, Record]
) -> str:
    """Lines ``Label: value``; empty for no record."""
    if record is None:
        return ""
    words, reader = session.say.words, session.reader
    lines = []
    for field in record.declaration.fields:
        value = record.values.get(field.key)
        text = reader.text(field, value, linked) if value not in (None, "") else ""
        if text:
            lines.append(f"{field_label(words, record.type, field.key)}: {text}")
    return "\n".join(lines)
