"""Terms and places as Uwazi names them: by their labels, in a column for each language.

Two terms of a list may share a label in one language; what the other columns say tells
them apart. Where no column does, the code stands for the label.
"""

from collections.abc import Mapping
from typing import Final

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.places import Gazetteer
from monitor_desktop.domain.values import YES_NO_VOCABULARY
from monitor_desktop.domain.vocabularies import Vocabularies

SEVERAL: Final = "|"
_GROUP: Final = "::"
"""Uwazi writes ``Group::Term`` for a term in a group; a term has one name with us."""
NAMED: Final = frozenset({Kind.CHOICE, Kind.MULTIPLE_CHOICE, Kind.YES_NO, Kind.PLACE})
"""Kinds of fields whose values have labels."""


_PLACES: Final = "places"
_Index = dict[tuple[str, str], set[str]]


class Terms:
    """Labels of codes, and codes of labels.

    Args:
        vocabularies: Lists of terms.
        gazetteer: Places.
    """

    def __init__(self, vocabularies: Vocabularies, gazetteer: Gazetteer) -> None:
        self._vocabularies = vocabularies
        self._gazetteer = gazetteer
        self._indices: dict[str, _Index] = {}
        self._said: dict[tuple[str, str], dict[str, str]] = {}

    def labels(self, field: Field, code: str) -> dict[str, str]:
        """By language; the code itself where no labels name this term alone."""
        key = (_name(field), code)
        if key not in self._said:
            said = {each: self._label(key[0], code, each) for each in LANGUAGES}
            alone = self.code(field, said) == code
            plain = not any(SEVERAL in each for each in said.values())
            self._said[key] = said if alone and plain else dict.fromkeys(said, code)
        return self._said[key]

    def code(self, field: Field, said: Mapping[str, str]) -> str | None:
        """The one code that is called so in each language; None for none or several.

        Args:
            field: Whose values these are.
            said: Labels, or codes, by language; ``""`` where nobody said which.
        """
        found: set[str] | None = None
        for language, label in said.items():
            if label:
                called = self._called(_name(field), language, label)
                found = called if found is None else found & called
        return found.pop() if found and len(found) == 1 else None

    def _called(self, name: str, language: str, label: str) -> set[str]:
        wanted = label.rpartition(_GROUP)[2].strip()
        languages = ["", language] if language in LANGUAGES else ["", *LANGUAGES]
        index = self._index(name)
        found: set[str] = set()
        for each in languages:
            found |= index.get((each, wanted.casefold()), set())
        if not found and name == _PLACES:
            return {each.code for each in self._gazetteer.find(wanted)}
        return found

    def _index(self, name: str) -> _Index:
        """Codes by language and label; a code itself is in no language."""
        if name not in self._indices:
            index: _Index = {}
            for code in self._codes(name):
                index.setdefault(("", code.casefold()), set()).add(code)
                for each in LANGUAGES:
                    label = self._label(name, code, each).casefold()
                    index.setdefault((each, label), set()).add(code)
            self._indices[name] = index
        return self._indices[name]

    def _label(self, name: str, code: str, language: str) -> str:
        if name == _PLACES:
            return self._gazetteer.label(code, language)
        return self._vocabularies[name].label(code, language)

    def _codes(self, name: str) -> list[str]:
        if name == _PLACES:
            return [each.code for each in self._gazetteer]
        return [each.code for each in self._vocabularies[name]]


def _name(field: Field) -> str:
    """Of the list its values are from."""
    if field.kind is Kind.PLACE:
        return _PLACES
    is_yes_no = field.kind is Kind.YES_NO
    return YES_NO_VOCABULARY if is_yes_no else field.vocabulary or ""
