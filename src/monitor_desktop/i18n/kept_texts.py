"""Why the sealed file of a bundle is not kept here, in a sentence."""

from typing import Final

from monitor_desktop.i18n.catalogues import Words

_SENTENCES: Final = {
    "large": "It is too large to be kept here: keep the file and read it again then.",
    "full": (
        "It was not kept: as many files that nobody vouched for wait here as may. None "
        "of them was dropped. Verify their senders or discard some (“Discard…” beside "
        "them, as a command bundle discard), then read this one again."
    ),
    "purged": (
        "It holds something that was purged here and was not kept: ask its sender for "
        "a new one, and delete the file."
    ),
    "unseen": (
        "Something was purged here, and nobody can look whether it is in this file, so "
        "it was not kept: ask its sender for a new one then."
    ),
    "discarded": "It was discarded here.",
}


def unkept_text(words: Words, why: str) -> str:
    """The sentence for a reason; nothing for none."""
    return words("app", _SENTENCES[why]) if why in _SENTENCES else ""
