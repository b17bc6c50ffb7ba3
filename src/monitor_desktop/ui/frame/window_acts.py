"""What the window can do, for the palette and the sheet of shortcuts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Protocol

from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services import preferences
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.frame.everyday_words import EVERYDAY
from monitor_desktop.ui.frame.palette_entries import Act
from monitor_desktop.ui.lists.record_list import NEW_MESSAGES
from monitor_desktop.ui.look.onlookers import ONLOOKERS, WHO
from monitor_desktop.ui.look.words import OWN_NAMES, Message, said_in
from monitor_desktop.ui.sessions import Session


class Acting(Protocol):
    """The window, as far as its acts go."""

    session: Session

    def new_of(self, key: str) -> None:
        """A new record of a type."""

    def first_contact(self) -> None:
        """A new case with few fields."""

    def save(self) -> None:
        """Save what is open."""

    def print(self) -> None:
        """Print what is open."""

    def find_in_list(self) -> None:
        """Go to the search line of the list."""

    def turn_to(self, key: str) -> None:
        """Show a page."""

    def search(self) -> None:
        """Search everything."""

    def lock(self) -> None:
        """Lock everything."""

    def help(self) -> None:
        """Open the manual at the page in sight."""

    def show_keys(self) -> None:
        """Show the shortcuts."""


def acts_of(shell: Acting, pages: Mapping[str, Message]) -> list[Act]:
    """Commands first, then pages, then how it looks and speaks."""
    return [*_commands(shell), *_pages(shell, pages), *_choices(shell)]


def _commands(shell: Acting) -> list[Act]:
    new = [
        Act(
            name=NEW_MESSAGES.get(each.key, "New"),
            do=partial(shell.new_of, each.key),
            keys="Ctrl+N" if each.key == "case" else "",
        )
        for each in top_types()
        if each.key in NEW_MESSAGES
    ]
    return [
        *new,
        Act(name="First contact", do=shell.first_contact, keys="Ctrl+Shift+N"),
        Act(name="Save", do=shell.save, keys="Ctrl+S"),
        Act(name="Print", do=shell.print, keys="Ctrl+P"),
        Act(name="Find in this list", do=shell.find_in_list, keys="Ctrl+F"),
        Act(name="Lock", do=shell.lock, keys="Ctrl+L"),
        Act(name="Manual", do=shell.help, keys="F1"),
        Act(name="Shortcuts", do=shell.show_keys, keys="Ctrl+/"),
    ]


_IN_A_FORM: Final = (
    ("Ctrl+1 … Ctrl+9", "Go to a section of the record"),
    ("Ctrl+Enter", "Add an act, a person or a source in this section"),
    ("Alt+↑ Alt+↓", "Move the part that is open"),
    ("F2", "Change the title where it stands"),
    ("F8", "Say why there is no answer"),
    ("F9", "Show only the most needed fields, or all"),
    ("Ctrl+Z Ctrl+Y", "Undo and redo, by name"),
    ("Del", "Delete the part the keys are on"),
    ("Ctrl+V", "Paste a picture into the evidence"),
)
_AT_A_CONFLICT: Final = (
    ("Ctrl+1 Ctrl+2", "At a conflict: take one of the values"),
    ("Ctrl+3", "At a conflict: write the result, or take the third value"),
    ("Ctrl+Enter", "At a conflict: save and go on to the next"),
    ("Ctrl+Z", "At a conflict: take the last decision back"),
)
_ANYWHERE: Final = (
    ("Ctrl+K", "Search everything"),
    ("Ctrl+E", "In the search: exactly this spelling, or any"),
    (">", "In the search: commands only"),
    ("F7", "Others look at the screen, or only us again"),
    ("F6", "Walk from the areas to the list and the record"),
    ("Ctrl+C", "Copy the numbers of the rows chosen in a list"),
    ("Alt+PgUp Alt+PgDn", "Open the record before or the next of the list"),
    ("Esc", "Close what is open beside the list"),
    ("Ctrl+H", "Show or hide the passphrase that is typed"),
    ("Ctrl+Z", "In a list: bring back what was deleted last"),
    ("Alt+↑", "When choosing a file: the folder above"),
    ("Ctrl+Shift+Delete", "Held for five seconds: destroy the keys for good"),
)


def shortcuts(shell: Acting) -> list[tuple[str, Message]]:
    """Every key the window knows, with what it does."""
    acts = [(each.keys, each.name) for each in _commands(shell) if each.keys]
    return [*acts, *_ANYWHERE, *_IN_A_FORM, *_AT_A_CONFLICT]


def _pages(shell: Acting, pages: Mapping[str, Message]) -> list[Act]:
    def named(message: Message) -> Message:
        return lambda words: words("app", "Go to: {page}", page=said_in(words, message))

    return [
        Act(
            name=named(message),
            do=partial(shell.turn_to, key),
            also=EVERYDAY.get(key, ""),
        )
        for key, message in {**pages, "conflicts": "Conflicts"}.items()
    ]


def _choices(shell: Acting) -> list[Act]:
    session = shell.session

    def remember(key: str, value: str) -> None:
        def put(workspace: Workspace) -> None:
            preferences.put(workspace, key, value)

        session.run(put, _kept)

    def speak(language: str) -> None:
        remember(preferences.LANGUAGE, language)
        session.say.switch(language)

    def wear(theme: str) -> None:
        remember(preferences.THEME, theme)
        session.look.wear(theme)

    def look_on(level: str) -> None:
        session.desk.onlookers.let(Level(level))

    themes = {"light": "Light", "dark": "Dark", "system": "Same as the system"}
    return [
        *(_choice("Language", OWN_NAMES[each], speak, each) for each in LANGUAGES),
        *(_choice("Theme", name, wear, each) for each, name in themes.items()),
        *(_choice(ONLOOKERS, name, look_on, each) for each, name in WHO.items()),
    ]


def _choice(what: str, name: Message, do: Callable[[str], None], value: str) -> Act:
    def said(words: Words) -> str:
        return f"{words('app', what)}: {said_in(words, name)}"

    return Act(name=said, do=lambda: do(value))


def _kept(_none: None) -> None:
    """Nothing to show: it is worn already."""
