"""What a service changed, so that views know whether to look again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Records touched and how many operations were written."""

    records: tuple[str, ...] = ()
    operations: int = 0
