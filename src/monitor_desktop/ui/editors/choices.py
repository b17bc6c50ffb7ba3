"""Editors of fields whose value is chosen: terms, yes or no, places."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain import review
from monitor_desktop.domain.customs import PREFIX
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.places import Place
from monitor_desktop.domain.records import Record
from monitor_desktop.domain.vocabularies import Term, Vocabulary
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.editors.keeping import KEEP, keep, may_be_kept, offer_text
from monitor_desktop.ui.editors.offers import Offer
from monitor_desktop.ui.editors.pickers import Picker
from monitor_desktop.ui.editors.picks import Taken
from monitor_desktop.ui.look.pieces import Combo, PlainLabel
from monitor_desktop.ui.sessions import Session

YES_NO: Final = "yes_no"
_YEARS: Final = re.compile(r"\s*\([^)]*\d{4}[^)]*\)")
"""Behind a former name: when it was in use."""
_LONG_TERMS: Final = 24
"""Longer lists are shown in groups."""


class PickedEditor(Editor):
    """A picker that finds in lists the program brings along."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._picker = Picker(session.look, session.say)
        self._picker.asked.connect(self._find)
        self._picker.picked.connect(self._picked)
        self._picker.textEdited.connect(self._typed)
        self._picker.absent.connect(self.absent)
        session.say.changed.connect(self._say_again)
        self.column.addWidget(self._picker)

    def _name_of(self, code: str) -> str:
        raise NotImplementedError

    def _offers(self, text: str) -> list[Offer]:
        raise NotImplementedError

    def _typed(self, _text: str) -> None:
        self.hand_over()
        self.edited.emit()

    def _picked(self, _code: str) -> None:
        self.hand_over()
        self.edited.emit()

    def _find(self, text: str) -> None:
        self._picker.offer(self._offers(text))

    def _say_again(self) -> None:
        if self._picker.code and self._picker.is_settled:
            self._picker.show_choice(
                self._picker.code, self._name_of(self._picker.code)
            )

    @override
    def value(self) -> JsonValue:
        if self._picker.is_settled:
            return self._picker.code
        return self._picker.text().strip() or None

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        code = value if isinstance(value, str) and value else None
        self._picker.show_choice(code, self._name_of(code) if code else "")

    @override
    def inputs(self) -> list[QWidget]:
        return [self._picker]


class ChoiceEditor(PickedEditor):
    """One term of a vocabulary, found in any language or by code.

    A coordinator may keep what is not found as a term of the group's own.
    """

    @property
    def _vocabulary(self) -> Vocabulary:
        return self.session.kit.vocabularies[self.field.vocabulary or ""]

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        super().show_value(review.shown(self.field, value), linked)

    @override
    def _name_of(self, code: str) -> str:
        return self._vocabulary.label(code, self.session.say.language)

    @override
    def _offers(self, text: str) -> list[Offer]:
        vocabulary = self._vocabulary
        is_long = len(vocabulary) > _LONG_TERMS
        found = vocabulary.find(text) if text.strip() else list(vocabulary)
        groups: dict[str, list[Term]] = {}
        for term in found:
            group = _group_of(vocabulary, term) if is_long else ""
            groups.setdefault(group, []).append(term)
        offers: list[Offer] = []
        for group, terms in groups.items():
            if group:
                offers.append(Offer("", self._name_of(group), is_head=True))
            offers += [self._offer(each) for each in terms]
        return [*offers, *self._keeping(text.strip(), found)]

    def _keeping(self, text: str, found: Sequence[Term]) -> list[Offer]:
        """The offer to keep what is typed, where it is no term yet."""
        if not may_be_kept(self.session, self._vocabulary.name, text, found):
            return []
        return [Offer(KEEP + text, offer_text(self.session, text))]

    @override
    def _picked(self, code: str) -> None:
        if code.startswith(KEEP):
            self._keep(code.removeprefix(KEEP))
        else:
            super()._picked(code)

    def _keep(self, text: str) -> None:
        """Make a term of it; until that is done it stands there as it was typed."""
        self._picker.show_choice(None, "")
        self._picker.setText(text)
        self.await_pick(keep(self.session, self._vocabulary.name, text))

    @override
    def take(self, taken: Taken | None) -> None:
        if taken is not None:
            self.show_value(taken.value, {})
        self.edited.emit()

    def _offer(self, term: Term) -> Offer:
        name, others = _in_languages(term.labels, self.session.say.language)
        own = self.session.say("local") if term.code.startswith(PREFIX) else ""
        note = term.notes.get(self.session.say.language, "")
        mark = own or _shown_code(term.code)
        return Offer(term.code, name, others, mark, note=note)


def _group_of(vocabulary: Vocabulary, term: Term) -> str:
    """Code of the widest term over this one."""
    while term.parent:
        wider = vocabulary.get(term.parent)
        if wider is None:
            break
        term = wider
    return term.code


def _shown_code(code: str) -> str:
    """A HURIDOCS number without the zeros that say nothing; words are no codes."""
    if not code.isdecimal():
        return ""
    pairs = [code[place : place + 2] for place in range(0, len(code), 2)]
    while len(pairs) > 1 and pairs[-1] == "00":
        pairs.pop()
    return "".join(pairs)


class PlaceEditor(PickedEditor):
    """A place under any name it has or had."""

    @override
    def _name_of(self, code: str) -> str:
        return self.session.kit.gazetteer.label(code, self.session.say.language)

    @override
    def _offers(self, text: str) -> list[Offer]:
        gazetteer = self.session.kit.gazetteer
        found = gazetteer.find(text) if text.strip() else list(gazetteer)
        return [self._offer(each) for each in found]

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._former = PlainLabel(role="caption", wraps=True)
        self._former.hide()
        self.column.addWidget(self._former)
        self._picker.picked.connect(lambda _code: self._say_former())

    def _offer(self, place: Place) -> Offer:
        language = self.session.say.language
        _, detail = _in_languages(place.labels, language)
        named = self.session.kit.gazetteer.label(place.code, language)
        former = [_YEARS.sub("", each) for each in place.aliases]
        return Offer(place.code, named, " · ".join([detail, *former]))

    @override
    def _say_again(self) -> None:
        super()._say_again()
        self._say_former()

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        super().show_value(value, linked)
        self._say_former()

    def _say_former(self) -> None:
        """Former names find the place too: say which."""
        place = self.session.kit.gazetteer.get(self._picker.code or "")
        former = (_YEARS.sub("", each) for each in (place.aliases if place else ()))
        names = ", ".join(dict.fromkeys(former))
        self._former.setVisible(bool(names))
        text = self.session.say("Also found by: {names}", names=names)
        self._former.setText(text)


def _in_languages(labels: Mapping[str, str], language: str) -> tuple[str, str]:
    """The name in one language, and the other names for the second line."""
    others = [labels[each] for each in LANGUAGES if each != language]
    return labels[language], " · ".join(others)


class YesNoEditor(Editor):
    """Yes, no, unknown, not asked, refused; nothing is chosen by guess.

    Unanswered it is empty as every field is; the dash below the answers empties it.
    """

    shows_missing = True

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._combo = Combo()
        answers = [each.code for each in session.kit.vocabularies[YES_NO]]
        self._codes: list[str | None] = [*answers, None]
        self._combo.addItems(["—"] * len(self._codes))
        self._say_again()
        self._combo.setCurrentIndex(-1)
        self._combo.activated.connect(self._chosen)
        session.say.changed.connect(self._say_again)
        self.column.addWidget(self._combo)

    def _say_again(self) -> None:
        vocabulary = self.session.kit.vocabularies[YES_NO]
        for place, code in enumerate(self._codes):
            if code:
                label = vocabulary.label(code, self.session.say.language)
                self._combo.setItemText(place, label)

    def _chosen(self, place: int) -> None:
        if self._codes[place] is None:
            self._combo.setCurrentIndex(-1)
        self.edited.emit()

    @override
    def value(self) -> JsonValue:
        return self._codes[self._combo.currentIndex()]

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        absent = missing(value)
        code = str(absent) if absent else value if isinstance(value, str) else None
        known = code is not None and code in self._codes
        self._combo.setCurrentIndex(self._codes.index(code) if known else -1)

    @override
    def inputs(self) -> list[QWidget]:
        return [self._combo]
