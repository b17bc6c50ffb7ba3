"""Where a person was, to come back to it after the lock."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The lock is painted before anything of a record is loaded.
    from monitor_desktop.domain.operations import JsonValue


@dataclass(frozen=True, slots=True)
class Spot:
    """The field that had the keys.

    Attributes:
        part: Id of the part it belongs to; nothing for a field of the record itself.
        field: Key of the field.
        stop: Which of its lines, buttons or boxes.
        cursor: How many letters stand before the cursor.
    """

    part: str = ""
    field: str = ""
    stop: int = 0
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A page, what was open on it, and what of it was on paper.

    Attributes:
        area: Key of the page.
        record_id: Of the record that was open.
        is_new: An empty form was open.
        is_few: With the fields of a first contact alone.
        spot: Where the keys went, in the form that was open.
        printed: References of what was in the preview.
        document: Kind of document it was previewed as.
    """

    area: str
    record_id: str = ""
    is_new: bool = False
    is_few: bool = False
    spot: Spot | None = None
    printed: tuple[str, ...] = ()
    document: str = ""

    def kept(self) -> "JsonValue":
        """As the profile keeps it."""
        return {**asdict(self), "printed": list(self.printed)}


def read(kept: "JsonValue") -> Place | None:
    """What was kept; None where that is nothing known here."""
    if not isinstance(kept, Mapping):
        return None
    told: dict[str, Any] = dict(kept)
    try:
        spot, printed = told.pop("spot"), told.pop("printed")
        where = Spot(**spot) if spot else None
        return Place(**told, spot=where, printed=tuple(printed))
    except (TypeError, KeyError):  # of another version
        return None
