"""What a case counts as in the schemes of others, from its own types of attack.

The table proposes; what a person enters for a scheme stands instead of it.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from monitor_desktop.domain.records import Record

PRIMARY: Final = "jfj_types"
SCHEMES: Final = ("coe_types", "mmf_types", "cpj_types", "sdg_types")
"""Fields of a case: Council of Europe Platform, Mapping Media Freedom, Committee to
Protect Journalists, SDG indicator 16.10.1."""

Crosswalks = Mapping[tuple[str, str], tuple[str, ...]]
"""(Justice for Journalists type, scheme) to codes of the scheme."""


def from_rows(rows: Iterable[Mapping[str, str]]) -> Crosswalks:
    """From a table: jfj_type, scheme, code."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        key = (row["jfj_type"], row["scheme"])
        found[key] = (*found.get(key, ()), row["code"])
    return found


def codes(case: Record, scheme: str, table: Crosswalks) -> tuple[str, ...]:
    """Codes of a case in a scheme: as entered, else as the table proposes.

    That there is no answer counts as entered: nothing is proposed.
    """
    entered = case.values.get(scheme)
    if entered is not None:
        return tuple(map(str, entered)) if isinstance(entered, list) else ()
    types = case.values.get(PRIMARY)
    named = types if isinstance(types, list) else []
    proposed = [each for one in named for each in table.get((str(one), scheme), ())]
    return tuple(dict.fromkeys(proposed))
