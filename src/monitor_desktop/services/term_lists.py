"""Lists of terms for paper forms, and what a translator has still to look at."""

from collections.abc import Sequence

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.vocabularies import Vocabulary
from monitor_desktop.i18n.unreviewed import (
    Unreviewed,
    of_catalogues,
    of_vocabularies,
)
from monitor_desktop.interchange import csv_files
from monitor_desktop.services.kit import Kit

_DATES = ("valid_from", "valid_to")
_COLUMNS = ("where", "key", "language", "english", "text", "corrected")


def as_csv(vocabulary: Vocabulary) -> bytes:
    """A list with its terms in three languages, and who reviewed them.

    Where terms are dated, as articles of laws are, with the days they hold.
    """
    is_dated = any(each.valid_from or each.valid_to for each in vocabulary)
    dates = _DATES if is_dated else ()
    columns = ("code", "parent", *LANGUAGES, "source", "reviewed_by", *dates)
    rows = (
        (
            term.code,
            term.parent,
            *(term.labels[each] for each in LANGUAGES),
            term.source,
            term.reviewed_by,
            *((term.valid_from, term.valid_to) if is_dated else ()),
        )
        for term in vocabulary
    )
    return csv_files.write(columns, rows)


def unreviewed(kit: Kit, *, language: str | None = None) -> list[Unreviewed]:
    """Every word that nobody has reviewed: of the catalogues, then of the lists.

    Args:
        kit: What the program brings along.
        language: tg, ru or en; None for all.
    """
    found = (
        *of_catalogues(kit.catalogues.folder),
        *of_vocabularies(kit.vocabularies),
    )
    return [each for each in found if language in {None, each.language}]


def unreviewed_csv(found: Sequence[Unreviewed]) -> bytes:
    """The words with an empty column for what they should be."""
    rows = (
        (each.where, each.key, each.language, each.english, each.text, "")
        for each in found
    )
    return csv_files.write(_COLUMNS, rows)
