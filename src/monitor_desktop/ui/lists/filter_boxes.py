"""Filters of a list: one box for each field, with what can be chosen of it."""

from collections.abc import Callable, Collection, Iterator
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.places import Place
from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.domain.vocabularies import Term
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.date_texts import brief
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.overriding import override
from monitor_desktop.services.today import this_day
from monitor_desktop.ui.editors.dates import DateEditor
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Combo
from monitor_desktop.ui.sessions import Session

_WIDEST_PX: Final = 264
_BESIDE_TEXT_PX: Final = 44
_WIDTH_PX: Final = 440
_YEARS: Final = 20
_REGION_LEVELS: Final = frozenset({"region", "capital", "republican_districts"})
_OTHER: Final = "?"
"""Key of the choice that asks for another time."""

Choice = tuple[str, Callable[[Words], str], Filter | None]
"""Key, name in words, and the filter it stands for (None: everything)."""


class FilterBox(Combo):
    """One filter: the field's name and the choice, as wide as what is chosen."""

    picked = Signal()

    def __init__(self, session: Session, name: Callable[[Words], str]) -> None:
        super().__init__()
        self._session = session
        self._name = name
        self._choices: list[Choice] = []
        self.currentIndexChanged.connect(self._settle)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        session.say.changed.connect(self.say_again)

    def offer(self, choices: list[Choice], heads: Collection[str] = ()) -> None:
        """Fill in what can be chosen; the first is everything.

        Args:
            choices: In the order they stand in.
            heads: Keys of those that the ones after them lie in.
        """
        self._choices = choices
        with QSignalBlocker(self):
            self.clear()
            self.addItems([each[0] for each in choices])
            bold = QFont(self.font())
            bold.setWeight(QFont.Weight.DemiBold)
            for place, each in enumerate(choices):
                if each[0] in heads:
                    self.setItemData(place, bold, Qt.ItemDataRole.FontRole)
        self.say_again()

    def say_again(self) -> None:
        """Names in the language of the moment."""
        words = self._session.say.words
        name = self._name(words)
        for place, (_, text, _) in enumerate(self._choices):
            shown = text(words)
            self.setItemText(place, shown if place else f"{name}: {shown}")
        self.setAccessibleName(name)
        self.view().setMinimumWidth(min(420, self.view().sizeHintForColumn(0) + 24))
        self.updateGeometry()

    @property
    def code(self) -> str:
        """Key of what is chosen; empty for everything."""
        place = self.currentIndex()
        return self._choices[place][0] if 0 <= place < len(self._choices) else ""

    def take(self, code: str) -> None:
        """Choose by key; everything where the key is not known here."""
        codes = [each[0] for each in self._choices]
        self.setCurrentIndex(codes.index(code) if code in codes else 0)

    @property
    def filter(self) -> Filter | None:
        """What is chosen, or None for everything."""
        return self.filter_of(self.code)

    def filter_of(self, code: str) -> Filter | None:
        """What a key stands for; None for everything, or a key not known here."""
        found = (each[2] for each in self._choices if each[0] == code)
        return next(found, None)

    def _settle(self) -> None:
        self.setToolTip(self.currentText())
        self.updateGeometry()
        self.picked.emit()

    @override
    def sizeHint(self) -> QSize:
        """As wide as the words chosen, up to a limit."""
        width = self.fontMetrics().horizontalAdvance(self.currentText())
        wanted = min(width + _BESIDE_TEXT_PX, _WIDEST_PX)
        return QSize(wanted, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        """What is chosen can always be read."""
        return self.sizeHint()


class TimeDialog(Dialog):
    """Asks for a time in anybody's words; ``edtf`` holds what was understood."""

    def __init__(self, session: Session, field: Field, parent: QWidget | None) -> None:
        super().__init__(session.say, "Narrow to a time", parent)
        self.setFixedWidth(_WIDTH_PX)
        self.edtf = ""
        self.editor = DateEditor(session, field)
        named = "A day, a month, a season, from when to when"
        self.editor.name(named)
        self.add_field(named, self.editor)
        self.finish("Narrow")
        self.editor.edited.connect(self._settle)
        self._settle()
        self.editor.inputs()[0].setFocus()

    def _settle(self) -> None:
        value = self.editor.value()
        said = value.get("edtf") if isinstance(value, dict) else value
        self.edtf = understand(str(said or "")) or ""
        self.primary.setEnabled(bool(self.edtf))

    @override
    def commit(self) -> None:
        """The time is given."""
        if self.edtf:
            self.accept()


class TimeBox(FilterBox):
    """Years, and any other time somebody asks for in their own words."""

    def __init__(
        self, session: Session, field: Field, name: Callable[[Words], str]
    ) -> None:
        super().__init__(session, name)
        self._field = field
        self._before = ""

    @override
    def take(self, code: str) -> None:
        """Choose a year, or another time by how machines write it."""
        known = [each[0] for each in self._choices]
        if code and code not in known and partial_dates.is_valid(code):
            self._choices.insert(-1, _time(self._field, code))
            with QSignalBlocker(self):
                self.insertItem(self.count() - 1, code)
            self.say_again()
        super().take(code)

    @override
    def filter_of(self, code: str) -> Filter | None:
        """A time of a saved view need not be among the choices."""
        known = super().filter_of(code)
        if known is None and code != _OTHER and partial_dates.is_valid(code):
            return _time(self._field, code)[2]
        return known

    @property
    @override
    def code(self) -> str:
        """Key of what is chosen; asking for another time chooses nothing."""
        found = super().code
        return self._before if found == _OTHER else found

    @override
    def _settle(self) -> None:
        if super().code == _OTHER:
            self._ask()
            return
        self._before = super().code
        super()._settle()

    def _ask(self) -> None:
        """Another time, or again what was chosen before."""
        dialog = TimeDialog(self._session, self._field, self.window())
        dialog.exec()
        self.take(dialog.edtf if dialog.result() else self._before)


def filter_box(
    session: Session, field: Field, name: Callable[[Words], str]
) -> FilterBox:
    """The box of a field, by its kind."""
    everything: Choice = ("", lambda words: words("app", "all"), None)
    if field.kind is Kind.PARTIAL_DATE:
        made: FilterBox = TimeBox(session, field, name)
        other: Choice = (_OTHER, lambda words: words("app", "Another time…"), None)
        made.offer([everything, *_years(session, field), other])
        return made
    made = FilterBox(session, name)
    if field.kind is Kind.PLACE:
        regions = [p.code for p in session.kit.gazetteer if p.level in _REGION_LEVELS]
        made.offer([everything, *_places(session, field, regions)], regions)
    else:
        made.offer([everything, *_terms(session, field)])
    return made


def _terms(session: Session, field: Field) -> Iterator[Choice]:
    vocabulary = session.kit.vocabularies[field.vocabulary or ""]
    for term in vocabulary:
        under = vocabulary.with_all_under(term.code)
        wanted = Filter(key=field.key, match=Match.UNDER, values=under)
        yield term.code, _called(term), wanted


def _places(
    session: Session, field: Field, regions: Collection[str]
) -> Iterator[Choice]:
    """Each region and what lies in it, with everything under it."""
    gazetteer = session.kit.gazetteer
    for region in regions:
        for code in gazetteer.with_all_under(region):
            place = gazetteer.get(code)
            if place is not None:
                under = gazetteer.with_all_under(code)
                wanted = Filter(key=field.key, match=Match.UNDER, values=under)
                yield code, _called(place), wanted


def _called(it: Place | Term) -> Callable[[Words], str]:
    return lambda words: it.labels[words.language]


def _years(session: Session, field: Field) -> Iterator[Choice]:
    this = this_day(session.kit).year
    for year in range(this, this - _YEARS, -1):
        yield _time(field, str(year))


def _time(field: Field, edtf: str) -> Choice:
    """Whatever may fall into a time."""
    days = partial_dates.bounds(edtf)
    wanted = Filter(key=field.key, match=Match.OVERLAPS, values=days)

    def said(words: Words) -> str:
        return edtf if edtf.isdecimal() else brief(edtf, words.language)

    return edtf, said, wanted
