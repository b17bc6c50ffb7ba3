"""Words and tables are read once: each test and each command would read them anew.

The program reads them once in its life, and nobody can change one.
"""

from functools import cache

from monitor_desktop.app import wiring


class ShippedOnce(wiring.ShippedTables):
    """Tables that are read when the first test wants them."""

    vocabularies = cache(wiring.ShippedTables.vocabularies)
    gazetteer = cache(wiring.ShippedTables.gazetteer)
    word_lists = cache(wiring.ShippedTables.word_lists)
    deadline_rules = cache(wiring.ShippedTables.deadline_rules)
    crosswalks = cache(wiring.ShippedTables.crosswalks)


def read_shipped_files_once(patch):
    """Each set of files has its own: tests that bring other words are not disturbed."""
    patch.setattr(wiring, "Catalogues", cache(wiring.Catalogues))
    patch.setattr(wiring, "ShippedTables", cache(ShippedOnce))
