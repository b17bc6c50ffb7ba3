"""Lists of terms for paper forms; and, for translators, what nobody has reviewed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from monitor_desktop.domain import names
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.vocabularies import Vocabulary
from monitor_desktop.i18n.refusal_texts import list_label
from monitor_desktop.i18n.unreviewed import Unreviewed
from monitor_desktop.overriding import override
from monitor_desktop.services import preferences, term_lists
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import (
    Combo,
    PlainLabel,
    Segments,
    button,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.report_tables import ReportTable
from monitor_desktop.ui.look.words import OWN_NAMES, own_name
from monitor_desktop.ui.reports.saving import Saving
from monitor_desktop.ui.settings.empty_forms import EmptyFormDialog

if TYPE_CHECKING:
    from monitor_desktop.domain.operations import JsonValue
    from monitor_desktop.ui.sessions import Session

TERMS_TOLD: Final = "For paper forms; and what a translator has still to look at."
_SIZE: Final = (980, 620)
_TRANSLATED: Final = ("tg", "ru")
_SHOWN: Final = 300
"""More rows nobody reads in a window; the file has all of them."""


class WordsChoice(QWidget):
    """Lists of terms; what nobody has reviewed is offered to who asks for it."""

    def __init__(self, session: "Session", notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        say = session.say
        self.terms = button(say, "Lists of terms…", self._show_terms)
        self.forms = button(say, "Empty forms…", self._show_forms)
        self.translates = QCheckBox()
        for put in (self.translates.setText, self.translates.setAccessibleName):
            say.put(put, "I look after the words of the program")
        self.unreviewed = button(say, "Words to be reviewed…", self._show_unreviewed)
        self.unreviewed.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.translates)
        column.addLayout(row(self.terms, self.forms, self.unreviewed, 1))
        session.run(_translates, self._show, notice.tell_problem)
        self.translates.toggled.connect(self._choose)

    def _choose(self, chosen: bool) -> None:  # as Qt's toggled
        self.unreviewed.setVisible(chosen)

        def remember(workspace: Workspace) -> None:
            preferences.put(workspace, preferences.TRANSLATES, chosen)

        self._session.run(remember, _remembered, self._notice.tell_problem)

    def _show(self, chosen: "JsonValue") -> None:
        self.translates.setChecked(chosen is True)

    def _show_terms(self) -> None:
        TermListDialog(self._session, self.window()).exec()

    def _show_forms(self) -> None:
        EmptyFormDialog(self._session, self.window()).exec()

    def _show_unreviewed(self) -> None:
        UnreviewedDialog(self._session, self.window()).exec()


def _translates(workspace: Workspace) -> "JsonValue":
    return preferences.get(workspace, preferences.TRANSLATES, default=False)


def _remembered(_none: None) -> None:
    """It is shown already."""


class TermListDialog(Dialog):
    """A list with its codes and labels in three languages, saved for a paper form."""

    def __init__(self, session: "Session", parent: QWidget | None) -> None:
        super().__init__(session.say, "Lists of terms", parent)
        self._session = session
        self.resize(*_SIZE)
        self.names = Combo()
        session.say.put(self.names.setAccessibleName, "Lists of terms")
        named = {self._name(each): each.name for each in session.kit.vocabularies}
        for text in sorted(named):
            self.names.addItem(text, named[text])
        self.table = ReportTable()
        session.say.put(self.table.setAccessibleName, "Lists of terms")
        self.body.addWidget(self.names)
        self.body.addWidget(self.table, 1)
        self.finish("Save table…", cancel="Close")
        self.saving = Saving(session, self, self.notice)
        self.names.currentIndexChanged.connect(lambda _place: self._show())
        self._show()

    def _name(self, terms: Vocabulary) -> str:
        """A list is called as the field is that it belongs to."""
        label = list_label(self.say.words, terms.name)
        return f"{label} · {terms.name}, {len(terms)}"

    @property
    def chosen(self) -> str:
        """Name of the list."""
        return str(self.names.currentData())

    def _show(self) -> None:
        terms = self._session.kit.vocabularies[self.chosen]
        heads = [self.say("Code"), *(OWN_NAMES[each] for each in LANGUAGES)]
        reviewed = self.say("Reviewed by")
        lines = [
            [
                each.code,
                *(each.labels[language] for language in LANGUAGES),
                each.reviewed_by,
            ]
            for each in terms
        ]
        self.table.show_lines([*heads, reviewed], lines, wide=1)

    @override
    def commit(self) -> None:
        """Save the list; the dialog stays, another may be wanted."""
        self.saving.ask("Save table", f"{self.chosen}.csv", self.as_csv)

    def as_csv(self, _workspace: Workspace) -> bytes:
        """The list as a file that spreadsheets open."""
        return term_lists.as_csv(self._session.kit.vocabularies[self.chosen])


class UnreviewedDialog(Dialog):
    """Every word that nobody has reviewed, narrowed as one types."""

    def __init__(self, session: "Session", parent: QWidget | None) -> None:
        super().__init__(session.say, "Words to be reviewed", parent)
        self._session = session
        self.resize(*_SIZE)
        say = session.say
        self.languages = Segments(say, [(e, own_name(e)) for e in _TRANSLATED])
        self.languages.choose("tg")
        self.text = QLineEdit()
        say.put(self.text.setPlaceholderText, "Find in this list")
        say.put(self.text.setAccessibleName, "Find in this list")
        self.count = PlainLabel(role="caption")
        self.table = ReportTable()
        say.put(self.table.setAccessibleName, "Words to be reviewed")
        explained = (
            "The file has an empty column for the right word; send it to whoever makes "
            "the program."
        )
        self.body.addWidget(said(say, explained, role="muted", wraps=True))
        self.body.addLayout(row(self.languages, self.text, self.count, spacing=12))
        self.body.addWidget(self.table, 1)
        self.finish("Save table…", cancel="Close")
        self.saving = Saving(session, self, self.notice)
        self._every: Sequence[Unreviewed] = ()
        self.languages.chosen.connect(lambda _key: self._read())
        self.text.textChanged.connect(lambda _text: self._show())
        self._read()

    def _read(self) -> None:
        language = self.languages.value
        self._session.run(
            lambda ws: term_lists.unreviewed(ws.kit, language=language),
            self._take,
            self.notice.tell_problem,
        )

    def _take(self, found: Sequence[Unreviewed]) -> None:
        self._every = found
        self._show()

    @property
    def shown(self) -> list[Unreviewed]:
        """What has the words typed, in either language."""
        typed = names.fold_words(self.text.text())
        return [each for each in self._every if _has(each, typed)]

    def _show(self) -> None:
        shown = self.shown
        heads = [
            self.say("Where"),
            OWN_NAMES["en"],
            OWN_NAMES[self.languages.value],
        ]
        lines = [[each.where, each.english, each.text] for each in shown[:_SHOWN]]
        self.table.show_lines(heads, lines, wide=2)
        self.count.setText(
            self.say("{n} of {total}", n=len(shown), total=len(self._every))
        )

    @override
    def commit(self) -> None:
        """Save what is listed; the dialog stays."""
        name = f"words-{self.languages.value}.csv"
        self.saving.ask("Save table", name, self.as_csv)

    def as_csv(self, _workspace: Workspace) -> bytes:
        """What is listed, with a column for corrections."""
        return term_lists.unreviewed_csv(self.shown)


def _has(word: Unreviewed, typed: Sequence[str]) -> bool:
    if not typed:
        return True
    known = names.fold_words(f"{word.where} {word.english} {word.text}")
    return all(any(each.startswith(begun) for each in known) for begun in typed)
