"""A circle of links in words."""

from collections.abc import Mapping, Sequence

from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.history_texts import part_name
from monitor_desktop.i18n.labels import Reader, field_label


def circle_text(
    reader: Reader, field: str, records: Sequence[Record], linked: Mapping[str, Record]
) -> str:
    """By which field and by way of which records one leads back to itself."""
    names = [part_name(reader, each, linked) for each in (*records, records[0])]
    return reader.words(
        "app",
        "{field} leads in a circle: {records}. Empty this field in one of them.",
        field=field_label(reader.words, records[0].type, field),
        records=" → ".join(names),
    )
