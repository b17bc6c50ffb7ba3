"""What a service changed, so that views know whether to look again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Records touched, operations written, and the conflicts that these decided."""

    records: tuple[str, ...] = ()
    operations: int = 0
    decided: tuple[str, ...] = ()
