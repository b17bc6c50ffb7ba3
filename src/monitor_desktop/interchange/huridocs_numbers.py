"""Numbers of the standard lists for terms that are words with us.

Several of ours may be one of theirs; then one of them, or none, is what comes back.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

_YES: Final = "y"
_NUMBER: Final = re.compile(r"[0-9]{12}")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Terms of ours and theirs, by list.

    Attributes:
        out: (list, our code) to their number.
        back: (list, their number) to our code.
    """

    out: Mapping[tuple[str, str], str] = field(default_factory=dict)
    back: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, vocabulary: str, code: str) -> str | None:
        """The number of a term: its own code where that is one."""
        known = _NUMBER.fullmatch(code) is not None
        return code if known else self.out.get((vocabulary, code))


NONE: Final = Numbers()


def from_rows(rows: Iterable[Mapping[str, str]]) -> Numbers:
    """From a table: vocabulary, code, number, comes_in."""
    out, back = {}, {}
    for row in rows:
        out[row["vocabulary"], row["code"]] = row["number"]
        if row["comes_in"] == _YES:
            back[row["vocabulary"], row["number"]] = row["code"]
    return Numbers(out, back)
