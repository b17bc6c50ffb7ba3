"""Values that disagree, in words: one side of a conflict after the other."""

from collections.abc import Mapping, Sequence

from monitor_desktop.domain.conflicts import Conflict
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import Reader


def side_text(
    reader: Reader,
    field: Field,
    sub: str,
    value: JsonValue,
    linked: Mapping[str, Record],
) -> str:
    """What one side wrote into a register.

    Args:
        reader: Says it in its language.
        field: Whose register it is.
        sub: Language or term of the register.
        value: As the side wrote it; None where it emptied the field.
        linked: Records that links may point to, by id.
    """
    if value is None:
        return reader.words("app", "emptied the field")
    if field.kind is Kind.MULTILINGUAL and isinstance(value, str):
        return value
    if field.kind is Kind.MULTIPLE_CHOICE and not missing(value):
        # One term is one register: its sub is the code, true is chosen.
        value = [sub]
    return reader.text(field, value, linked) or str(value)


def sides_text(
    reader: Reader,
    field: Field,
    conflicts: Sequence[Conflict],
    linked: Mapping[str, Record],
) -> str:
    """What all sides wrote into a field, newest first."""
    texts = (
        side_text(reader, field, each.sub, side.value, linked)
        for each in conflicts
        for side in each.sides
    )
    return " / ".join(reader.words("app", "“{text}”", text=each) for each in texts)
