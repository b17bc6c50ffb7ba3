"""Putting the program together: tables read, clocks and ids chosen."""

import csv
import time
from pathlib import Path

from monitor_desktop.app import places
from monitor_desktop.crypto.digests import RandomIds
from monitor_desktop.domain import places as gazetteers
from monitor_desktop.domain import vocabularies
from monitor_desktop.domain.places import Gazetteer
from monitor_desktop.domain.ports import Clock, IdSource
from monitor_desktop.domain.vocabularies import Vocabularies
from monitor_desktop.i18n import word_lists
from monitor_desktop.i18n.catalogues import Catalogues
from monitor_desktop.i18n.word_lists import WordLists
from monitor_desktop.services.kit import Kit


class SystemClock:
    """The computer's clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01T00:00:00Z."""
        return time.time_ns() // 1_000_000


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a shipped table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class ShippedTables:
    """The tables in the resources folder."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources

    def vocabularies(self) -> Vocabularies:
        """Lists of terms, one for each file but the places."""
        tables = sorted((self._resources / "vocabularies").glob("*.csv"))
        return Vocabularies(
            vocabularies.from_rows(each.stem, rows(each))
            for each in tables
            if each.stem != "places"
        )

    def gazetteer(self) -> Gazetteer:
        """Places."""
        return gazetteers.from_rows(
            rows(self._resources / "vocabularies" / "places.csv")
        )

    def word_lists(self) -> WordLists:
        """Words for fingerprints and passphrases."""
        return word_lists.load(self._resources / "wordlists")


def kit(*, clock: Clock | None = None, ids: IdSource | None = None) -> Kit:
    """Everything the program brings along."""
    resources = places.resources()
    return Kit(
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
        catalogues=Catalogues(places.translations()),
        resources=resources,
        tables=ShippedTables(resources),
    )
