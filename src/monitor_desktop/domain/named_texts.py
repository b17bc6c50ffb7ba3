"""Names of persons who are withheld, found in texts that would be shown.

A summary that is written for the public may still name somebody: whoever wrote it
forgot, or consent was withdrawn since. What is found is left out where the text is
shown; the record itself keeps every word. Rather a word too many goes than a name out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from monitor_desktop.domain import names
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record

LEFT_OUT: Final = "[…]"
"""Stands in a text for the name of somebody who is withheld."""
_WRITTEN: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.MULTILINGUAL})
_SURNAME: Final = "surname"
_IS_SURNAME: Final = re.compile(r".{2,}(ov|ev|ova|eva|zoda|zod|zade|pur|ien)")
"""Skeletons of words that are surnames and nothing else."""
_LEAST_ALONE: Final = 4
_LEAST_BESIDE: Final = 3
_MOST_ENDING: Final = 3
_VOWELS: Final = "aeiou"

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """Stems of names, each with what stands for it.

    Attributes:
        alone: Words that are surnames and nothing else, in any letters.
        proper: Other surnames; with a small letter they may be any word.
        beside: Two words of one name next to each other, both with capital letters:
            who is called "an unknown officer" is no name.
    """

    alone: Mapping[str, str] = field(default_factory=dict)
    proper: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[_Pair, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """There is a name to be left out."""
        return bool(self.alone or self.proper or self.beside)

    def without(self, declared: Field | None, value: JsonValue) -> JsonValue:
        """A value without the names in it; what is no text stays as it is."""
        if not self or declared is None or declared.kind not in _WRITTEN:
            return value
        if isinstance(value, Mapping):
            return {
                key: self._cleaned(each) if isinstance(each, str) else each
                for key, each in value.items()
            }
        return self._cleaned(value) if isinstance(value, str) else value

    def _cleaned(self, text: str) -> str:
        words = [
            _Word(start, end, skeleton, is_proper=text[start].isupper())
            for start, end, skeleton in names.spans(text)
        ]
        instead = [self._alone(each) for each in words]
        for place, (one, other) in enumerate(pairwise(words)):
            pair = self._beside(one, other)
            if pair is not None:
                instead[place] = instead[place + 1] = pair
        pieces, done, before = [], 0, None
        for word, each in zip(words, instead, strict=True):
            if each is not None:
                # Words of one name are left out together.
                pieces += [] if before == each else [text[done : word.start], each]
                done = word.end
            before = each
        return "".join([*pieces, text[done:]])

    def _alone(self, word: "_Word") -> str | None:
        tables = (self.alone, self.proper) if word.is_proper else (self.alone,)
        found = (
            each
            for table in tables
            for stem, each in table.items()
            if _is_of(stem, word.skeleton)
        )
        return next(found, None)

    def _beside(self, word: "_Word", other: "_Word") -> str | None:
        if not (word.is_proper and other.is_proper):
            return None
        found = (
            each
            for (one, two), each in self.beside.items()
            if _is_of(one, word.skeleton) and _is_of(two, other.skeleton)
        )
        return next(found, None)


class _Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    skeleton: str
    is_proper: bool


NOBODY: Final = Names()


def of(withheld: Mapping[str, str], people: Iterable[Record]) -> Names:
    """Names that may not be read.

    Args:
        withheld: Ids of persons to what stands for each: a pseudonym, or nothing.
        people: They, and those who may be named; a surname of both stays.
    """
    surnames: dict[str, str] = {}
    beside: dict[_Pair, str] = {}
    open_ones: set[str] = set()
    for person in people:
        if person.id in withheld:
            instead = withheld[person.id] or LEFT_OUT
            surnames |= dict.fromkeys(_surnames(person), instead)
            beside |= dict.fromkeys(_pairs(person), instead)
        else:
            open_ones |= set(_surnames(person))
    kept = {word: each for word, each in surnames.items() if word not in open_ones}
    sure = {word for word in kept if _IS_SURNAME.fullmatch(word)}
    return Names(
        alone={_stem(word): kept[word] for word in kept if word in sure},
        proper={_stem(word): kept[word] for word in kept if word not in sure},
        beside=beside,
    )


def _surnames(person: Record) -> Iterable[str]:
    for key, words in _names_of(person):
        for each in words:
            is_one = key == _SURNAME or _IS_SURNAME.fullmatch(each)
            if is_one and len(each) >= _LEAST_BESIDE:
                yield each


def _pairs(person: Record) -> Iterable[_Pair]:
    every = [words for _, words in _names_of(person)]
    parts = [words[0] for key, words in _names_of(person) if key != "name" and words]
    for words in (*every, parts):
        long = [_stem(each) for each in words if len(each) >= _LEAST_BESIDE]
        for place, one in enumerate(long):
            for other in long[place + 1 :]:
                yield from ((one, other), (other, one))


def _names_of(person: Record) -> Iterable[tuple[str, list[str]]]:
    for each in person.declaration.fields:
        value = person.values.get(each.key)
        if each.person_name and each.kind is Kind.TEXT and isinstance(value, str):
            yield each.key, names.fold_words(value)


def _stem(word: str) -> str:
    """What stays of a name in every case of Russian and with Tajik endings."""
    long = len(word) > _LEAST_ALONE and word[-1] in _VOWELS
    return word[:-1] if long else word


def _is_of(stem: str, word: str) -> bool:
    return word.startswith(stem) and len(word) - len(stem) <= _MOST_ENDING
