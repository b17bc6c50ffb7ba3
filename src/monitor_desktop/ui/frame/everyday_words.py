"""What pages are looked for under beside their names; found by, never shown."""

from typing import Final

EVERYDAY: Final = {
    "today": "overview dashboard home start deadlines",
    "cases": "violations incidents events facts",
    "people": "victims witnesses names contacts",
    "evidence": "files photos videos attachments sources",
    "requests": "letters answers complaints appeals",
    "monitoring": "visits observations trials hearings",
    "commitments": "recommendations obligations UN treaties",
    "dialogue": "meetings talks officials",
    "projects": "donor grant indicators plan",
    "map": "regions districts places geography",
    "reports": "statistics numbers tables charts bulletin",
    "sync": "exchange bundles send receive contacts devices trust hub stick",
    "settings": "language theme passphrase backup recovery lists",
    "conflicts": "duplicates doubles twice disagreements same person",
}
"""Key of a page to words in plain use, one message each."""
