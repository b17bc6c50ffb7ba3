"""The language of the window, switched while people look at it."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTranslator, Signal

from monitor_desktop.i18n.catalogues import Catalogues, Words
from monitor_desktop.overriding import override

OWN_NAMES: Final = {"tg": "Тоҷикӣ", "ru": "Русский", "en": "English"}
"""Each language in itself: never translated, as the name of the program."""
NAME: Final = "Monitor"
_FEW: Final = 500

Message = str | Callable[[Words], str]
"""A sentence of the catalogue, or a function that makes one."""


def said_in(words: Words, message: Message) -> str:
    """A message without parameters in a language."""
    return message(words) if callable(message) else words("app", message)


def own_name(language: str) -> Message:
    """A language in itself, whatever language the window speaks."""
    return as_it_is(OWN_NAMES[language])


def as_it_is(text: str) -> Message:
    """A text that is the same in every language, or was translated already."""
    return lambda _words: text


class _Shown(NamedTuple):
    """A sentence standing somewhere, to be said again in another language."""

    setter: Callable[[str], object]
    owner: QObject
    message: Message
    parameters: Mapping[str, object]


class Sentences(QObject):
    """Every sentence of the window in the language of the moment.

    Args:
        catalogues: All languages.
        language: tg, ru or en.
    """

    changed = Signal()

    def __init__(self, catalogues: Catalogues, language: str) -> None:
        super().__init__()
        self._catalogues = catalogues
        self._shown: dict[tuple[int, str], _Shown] = {}
        self._limit = _FEW
        self._qt_words: QTranslator | None = None
        self.words = catalogues.words(language)
        self._install()

    @property
    def language(self) -> str:
        """Tg, ru or en."""
        return self.words.language

    def __call__(self, message: str, /, **parameters: object) -> str:
        """A sentence with its named placeholders filled in."""
        return self.words("app", message, **parameters)

    def plural(self, one: str, many: str, count: int, /, **parameters: object) -> str:
        """A sentence in the form the number asks for."""
        return self.words.plural("app", one, many, count, **parameters)

    def put(
        self, setter: Callable[[str], object], message: Message, **parameters: object
    ) -> None:
        """Say a sentence through a widget's setter, now and in every later language.

        Args:
            setter: Bound method of a widget; forgotten when the widget is gone.
            message: What to say.
            parameters: Named placeholders.
        """
        owner = cast("QObject", getattr(setter, "__self__", self))
        shown = _Shown(setter, owner, message, parameters)
        self._shown[id(owner), getattr(setter, "__name__", "")] = shown
        self._forget_the_gone()
        self._say(shown)

    def leave(self, setter: Callable[[str], object]) -> None:
        """Say nothing through this setter any more: it shows something else now."""
        owner = getattr(setter, "__self__", self)
        self._shown.pop((id(owner), getattr(setter, "__name__", "")), None)

    def switch(self, language: str) -> None:
        """Go over to another language; every sentence is said again."""
        if language == self.language:
            return
        self.words = self._catalogues.words(language)
        self._install()
        for each in list(self._shown.values()):
            if shiboken6.isValid(each.owner):
                self._say(each)
        self.changed.emit()

    def _say(self, shown: _Shown) -> None:
        if callable(shown.message):
            shown.setter(shown.message(self.words))
        else:
            shown.setter(self(shown.message, **shown.parameters))

    def _forget_the_gone(self) -> None:
        if len(self._shown) > self._limit:
            self._shown = {
                key: each
                for key, each in self._shown.items()
                if shiboken6.isValid(each.owner)
            }
            self._limit = max(_FEW, 2 * len(self._shown))

    def withdraw(self) -> None:
        """Give Qt its own words back."""
        if self._qt_words is not None:
            QCoreApplication.removeTranslator(self._qt_words)
            self._qt_words = None

    def _install(self) -> None:
        """Qt's own few words (menus of text fields) in the same language."""
        self.withdraw()
        self._qt_words = QtWords(self.words)
        QCoreApplication.installTranslator(self._qt_words)


class QtWords(QTranslator):
    """Qt's own words, from the catalogue domain ``qt``."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    @override
    def isEmpty(self) -> bool:
        """Qt passes over translators that say they are empty."""
        return False

    @override
    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """The word, or nothing, and Qt asks the next translator."""
        found = self._words.in_context("qt", _text(context), _text(sourceText))
        return cast("str", found)


def _text(given: str | bytes) -> str:
    return given.decode() if isinstance(given, bytes) else given
