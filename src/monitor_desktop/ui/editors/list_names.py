"""Choosing a list of terms by what it is used for, or naming a new one."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.catalogue import SHIPPED
from monitor_desktop.i18n.labels import field_label, type_label
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.choices import PickedEditor
from monitor_desktop.ui.editors.offers import Offer

LIST_NAME_FIELDS: Final = frozenset({"cf0005", "ct0002"})
"""Ids of the fields that hold the name of a list."""
_SAMPLES: Final = 3


class ListNameEditor(PickedEditor):
    """Lists are offered by the field they belong to; another name is a new list."""

    @cached_property
    def _uses(self) -> Mapping[str, tuple[str, str]]:
        """The record type and field that each list is used in first."""
        found: dict[str, tuple[str, str]] = {}
        for kind in SHIPPED.types:
            for field in kind.fields:
                if field.vocabulary:
                    found.setdefault(field.vocabulary, (kind.key, field.key))
        return found

    @override
    def _name_of(self, code: str) -> str:
        use = self._uses.get(code)
        if use is None:
            return code
        words = self.session.say.words
        return f"{field_label(words, *use)} ({type_label(words, use[0])})"

    @override
    def _offers(self, text: str) -> list[Offer]:
        wanted = names.fold(text)
        offers = (self._offer(each.name) for each in self.session.kit.vocabularies)
        return [
            each
            for each in offers
            if wanted in names.fold(f"{each.name} {each.detail} {each.mark}")
        ]

    def _offer(self, name: str) -> Offer:
        terms = list(self.session.kit.vocabularies[name])[:_SAMPLES]
        language = self.session.say.language
        samples = " · ".join(each.labels[language] for each in terms)
        return Offer(name, self._name_of(name), samples, name)
