"""What the program brings along, the same for every profile.

Light to load: the lock is painted before the store and the tables are wanted.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from monitor_desktop.domain.ports import Clock, IdSource
from monitor_desktop.i18n.catalogues import Catalogues

if TYPE_CHECKING:
    from monitor_desktop.domain.crosswalks import Crosswalks
    from monitor_desktop.domain.deadlines import Rule
    from monitor_desktop.domain.forums import Takes
    from monitor_desktop.domain.places import Gazetteer
    from monitor_desktop.domain.vocabularies import Vocabularies
    from monitor_desktop.i18n.word_lists import WordLists
    from monitor_desktop.interchange.huridocs_numbers import Numbers


class Tables(Protocol):
    """Reads the shipped tables."""

    def vocabularies(self) -> "Vocabularies":
        """Lists of terms."""

    def gazetteer(self) -> "Gazetteer":
        """Places."""

    def word_lists(self) -> "WordLists":
        """Words for fingerprints and passphrases."""

    def deadline_rules(self) -> "tuple[Rule, ...]":
        """Deadlines of laws."""

    def yearly_days_off(self) -> frozenset[str]:
        """Days off of every year, ``MM-DD``."""

    def crosswalks(self) -> "Crosswalks":
        """Our types of cases in the schemes of others."""

    def forum_rules(self) -> "Takes":
        """Which body takes what."""

    def huridocs_numbers(self) -> "Numbers":
        """Numbers of the HURIDOCS lists for terms that are words with us."""

    def faults(self) -> tuple[str, ...]:
        """Files of tables that are missing or damaged, by their place."""


@dataclass(frozen=True, kw_only=True)
class Kit:
    """Clock, ids, words and tables; each table is read once, when first wanted.

    Attributes:
        clock: Wall clock.
        ids: Source of record ids and salts.
        catalogues: Messages of the three languages.
        resources: Folder of templates, fonts, style sheets and icons.
        tables: Reads the shipped tables.
    """

    clock: Clock
    ids: IdSource
    catalogues: Catalogues
    resources: Path
    tables: Tables

    def with_vocabularies(self, vocabularies: "Vocabularies") -> "Kit":
        """The same, but for the lists of terms."""
        other = replace(self)
        # What a cached property would read, given beforehand.
        other.__dict__.update(gazetteer=self.gazetteer, vocabularies=vocabularies)
        return other

    @cached_property
    def vocabularies(self) -> "Vocabularies":
        """Lists of terms."""
        return self.tables.vocabularies()

    @cached_property
    def gazetteer(self) -> "Gazetteer":
        """Places."""
        return self.tables.gazetteer()

    @cached_property
    def word_lists(self) -> "WordLists":
        """Words for fingerprints and passphrases."""
        return self.tables.word_lists()

    @cached_property
    def deadline_rules(self) -> "tuple[Rule, ...]":
        """Deadlines of laws, as shipped."""
        return self.tables.deadline_rules()

    @cached_property
    def yearly_days_off(self) -> frozenset[str]:
        """Days off of every year, ``MM-DD``, as shipped."""
        return self.tables.yearly_days_off()

    @cached_property
    def crosswalks(self) -> "Crosswalks":
        """Our types of cases in the schemes of others."""
        return self.tables.crosswalks()

    @cached_property
    def forum_rules(self) -> "Takes":
        """Which body takes what, as shipped."""
        return self.tables.forum_rules()

    @cached_property
    def huridocs_numbers(self) -> "Numbers":
        """Numbers of the HURIDOCS lists for terms that are words with us."""
        return self.tables.huridocs_numbers()
