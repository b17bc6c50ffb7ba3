"""What is typed into a list of terms and is none yet may be kept as one."""

from collections.abc import Callable, Iterable
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.vocabularies import Term
from monitor_desktop.services.editing import own_terms
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.editors.picks import Pick, Taken
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
    value_with: Callable[[str], JsonValue] = str,
) -> Pick:
    """Make a term of it; ``value_with`` its code is then the value of the field."""
    language = session.say.language

    def make(workspace: Workspace) -> Taken:
        code, changes = own_terms.keep(workspace, vocabulary, text, language)
        return Taken(value_with(code), changes=changes)

    return Pick(session, make)
