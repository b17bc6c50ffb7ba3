"""What the lock stopped is said once, after the next unlocking, on any page."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.ui.pace.working import About

_SENTENCES: Final = {
    About.BUNDLES_IN: (
        "The lock stopped the reading of bundles. None was taken in by half. Open them "
        "again: what is here already is not taken in twice."
    ),
    About.BUNDLE_OUT: (
        "The lock stopped a bundle that was being made. No file was left behind, and "
        "nothing counts as sent. Make it again."
    ),
    About.TABLE: (
        "The lock stopped the import of a file. Nothing of it came in. Import it again."
    ),
    About.FILES: (
        "The lock stopped files that were being taken in. None is here by half. Look "
        "which are missing and add them again."
    ),
    About.CHECK: (
        "The lock stopped the check of files. What it had found is noted. Check again "
        "when there is time."
    ),
    About.COPY: (
        "The lock stopped a copy of evidence that was being written. Nothing of it was "
        "left behind. Write it again."
    ),
}


def stopped_text(stopped: Sequence[str], words: Words) -> str:
    """A sentence for each kind of work; nothing for one that is not known here."""
    known = [each for each in About if each in stopped]
    return "\n".join(words("app", _SENTENCES[each]) for each in known)
