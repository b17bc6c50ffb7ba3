"""Putting the program together: tables read, clocks and ids chosen."""

import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from monitor_desktop.app import places
from monitor_desktop.crypto.random_ids import RandomIds
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.ports import Clock, IdSource
from monitor_desktop.i18n.catalogues import Catalogues
from monitor_desktop.services.kit import Kit

if TYPE_CHECKING:
    from monitor_desktop.domain.crosswalks import Crosswalks
    from monitor_desktop.domain.deadlines import Rule
    from monitor_desktop.domain.forums import Takes
    from monitor_desktop.domain.places import Gazetteer
    from monitor_desktop.domain.vocabularies import Vocabularies, Vocabulary
    from monitor_desktop.i18n.word_lists import WordLists
    from monitor_desktop.interchange.huridocs_numbers import Numbers

_OBJECTS_BETWEEN_COLLECTIONS: Final = 50_000


class SystemClock:
    """The computer's clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01T00:00:00Z."""
        return time.time_ns() // 1_000_000


def collect_seldom() -> None:
    """Look for cycles among objects less often; none of the main work leaves any.

    Reading a bundle makes some hundred thousand objects; looking through them after
    each 700, as Python does, cost a tenth of the time of a merge.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a shipped table."""
    import csv  # noqa: PLC0415  # no table is wanted before the lock is painted

    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class ShippedTables:
    """The tables in the resources folder.

    What makes them is loaded with them: the lock is painted before either is wanted.
    """

    def __init__(self, resources: Path, catalogues: Catalogues) -> None:
        self._resources = resources
        self._catalogues = catalogues

    def vocabularies(self) -> "Vocabularies":
        """Lists of terms, one for each file but the places."""
        from monitor_desktop.domain import vocabularies  # noqa: PLC0415

        tables = sorted((self._resources / "vocabularies").glob("*.csv"))
        shipped = [
            vocabularies.from_rows(each.stem, rows(each), self._notes(each.name))
            for each in tables
            if each.stem != "places"
        ]
        return vocabularies.Vocabularies([*shipped, self._record_types()])

    def _notes(self, name: str) -> list[dict[str, str]]:
        """What tells the terms of a list apart; most lists say it in their labels."""
        path = self._resources / "term_notes" / name
        return rows(path) if path.exists() else []

    def _record_types(self) -> "Vocabulary":
        """The record types as a list of terms: a group adds fields to them."""
        from monitor_desktop.domain import vocabularies  # noqa: PLC0415
        from monitor_desktop.domain.catalogue import SHIPPED  # noqa: PLC0415
        from monitor_desktop.i18n.labels import type_label  # noqa: PLC0415

        said = {each: self._catalogues.words(each) for each in LANGUAGES}
        return vocabularies.Vocabulary(
            "record_types",
            [
                vocabularies.Term(
                    code=of.key,
                    parent="",
                    labels={each: type_label(said[each], of.key) for each in LANGUAGES},
                )
                for of in SHIPPED.types
            ],
        )

    def gazetteer(self) -> "Gazetteer":
        """Places."""
        from monitor_desktop.domain import places as gazetteers  # noqa: PLC0415

        return gazetteers.from_rows(
            rows(self._resources / "vocabularies" / "places.csv"),
            rows(self._resources / "former_places.csv"),
        )

    def word_lists(self) -> "WordLists":
        """Words for fingerprints and passphrases."""
        from monitor_desktop.i18n import word_lists  # noqa: PLC0415

        return word_lists.load(self._resources / "wordlists")

    def deadline_rules(self) -> "tuple[Rule, ...]":
        """Deadlines of laws."""
        from monitor_desktop.domain import deadlines  # noqa: PLC0415

        table = rows(self._resources / "deadlines" / "rules.csv")
        return tuple(deadlines.rule_from_row(each) for each in table)

    def yearly_days_off(self) -> frozenset[str]:
        """Days off of every year, ``MM-DD``."""
        table = rows(self._resources / "deadlines" / "days_off.csv")
        return frozenset(each["day"] for each in table)

    def crosswalks(self) -> "Crosswalks":
        """Our types of cases in the schemes of others."""
        from monitor_desktop.domain import crosswalks  # noqa: PLC0415

        return crosswalks.from_rows(rows(self._resources / "crosswalks.csv"))

    def forum_rules(self) -> "Takes":
        """Which body takes what."""
        from monitor_desktop.domain import forums  # noqa: PLC0415

        return forums.from_rows(rows(self._resources / "forum_rules.csv"))

    def huridocs_numbers(self) -> "Numbers":
        """Numbers of the HURIDOCS lists for terms that are words with us."""
        from monitor_desktop.interchange import huridocs_numbers  # noqa: PLC0415

        return huridocs_numbers.from_rows(
            rows(self._resources / "huridocs_numbers.csv")
        )

    def faults(self) -> tuple[str, ...]:
        """Files of tables that are missing or damaged, by their place."""
        from monitor_desktop.app import table_faults  # noqa: PLC0415

        return table_faults.faults(self._resources)


def kit(*, clock: Clock | None = None, ids: IdSource | None = None) -> Kit:
    """Everything the program brings along."""
    resources = places.resources()
    catalogues = Catalogues(places.translations())
    return Kit(
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
        catalogues=catalogues,
        resources=resources,
        tables=ShippedTables(resources, catalogues),
    )
