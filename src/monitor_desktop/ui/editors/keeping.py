"""What is typed into a list of terms and is none yet may be kept as one."""

from collections.abc import Callable, Iterable
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.vocabularies import Term
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import own_terms
from monitor_desktop.services.changes import Changes
from monitor_desktop.ui.sessions import Session

KEEP: Final = "+"
"""Before a text that stands where else the code of a term does."""


def may_be_kept(
    session: Session, vocabulary: str, text: str, found: Iterable[Term]
) -> bool:
    """It is called like none of the terms found, and may be added here."""
    folded = names.fold(text)
    taken = any(
        names.fold(name) == folded for each in found for name in each.labels.values()
    )
    may = own_terms.may_keep(session.workspace, vocabulary)
    return bool(folded) and not taken and may


def offer_text(session: Session, text: str) -> str:
    """The offer in words."""
    return session.say("Keep as a local term: {term}", term=text)


def keep(
    session: Session,
    vocabulary: str,
    text: str,
    kept: Callable[[str], None],
    refused: Callable[[MonitorError], None],
) -> None:
    """Make a term of it; ``kept`` gets its code."""
    language = session.say.language

    def done(made: tuple[str, Changes]) -> None:
        code, changes = made
        session.announce(changes)
        kept(code)

    session.run(
        lambda ws: own_terms.keep(ws, vocabulary, text, language), done, refused
    )
