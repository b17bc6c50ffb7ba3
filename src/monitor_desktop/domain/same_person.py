"""Two records for one person: suggestions with reasons, never a decision.

Names are compared by sound across Tajik, Russian and Latin spelling; patronymic, birth,
place, outlet and sex speak for or against. What speaks is weighed as by Fellegi and
Sunter (1969): each agreement or disagreement adds to the log-odds of one person. A name
that many bear says little on its own, so common names need other evidence.
"""

import itertools
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import JaroWinkler

from monitor_desktop.domain import names
from monitor_desktop.domain.namesakes import (
    LEAST_STEM,
    Known,
    bones,
    candidates,
    stem,
)

SUGGESTED: Final = 0.5
"""Suggestions start at even odds; a person decides."""
_PRIOR: Final = -1.5
_LEAST_ODDS: Final = math.log(SUGGESTED / (1 - SUGGESTED))
_MOST_BY_NAME: Final = 4.5
"""What the same name, borne by nobody else, speaks for."""
_NEAR: Final = 0.75
"""Least similarity of two spellings of the same consonants."""
_ALIKE: Final = 0.88
"""Least Jaro-Winkler similarity of two spellings of one name."""
_YEAR: Final = 4
_DISTRICT_PREFIX: Final = 5
"""Codes of districts begin with that of their region: TJ-SU-01."""
_SOUNDS: Final = str.maketrans("oe", "ui", "y")
_FEMININE: Final = ("uva", "iva")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known of a person, as far as it tells people apart.

    Attributes:
        id: Record id.
        names: Every way the name is written, patronymic included or not.
        patronymic: As written, or empty.
        birth: Earliest and latest day (ISO), or empty.
        sex: Code, or empty.
        place: Code of the place, or empty.
        outlet: As written, or empty.
    """

    id: str
    names: Sequence[str]
    patronymic: str = ""
    birth: tuple[str, str] = ("", "")
    sex: str = ""
    place: str = ""
    outlet: str = ""


class Suggestion(NamedTuple):
    """Two records that may be one person.

    Attributes:
        one: Id of the first, in the order of ids.
        other: Id of the second.
        score: 0.5 to 1, the weighed odds; higher is likelier.
        why: What speaks for it: name, similar_name, patronymic, birth_date,
            birth_year, place, outlet.
    """

    one: str
    other: str
    score: float
    why: tuple[str, ...]


class _Evidence(NamedTuple):
    weight: float
    why: str = ""


_NOTHING: Final = _Evidence(0.0)
_SAME_DAY: Final = _Evidence(4.0, "birth_date")
_SAME_YEAR: Final = _Evidence(2.0, "birth_year")
_MAY_BE_ONE_AGE: Final = _Evidence(0.3)
_NEXT_YEAR: Final = _Evidence(-1.5)
_YEARS_APART: Final = _Evidence(-5.0)


def suggestions(
    people: Iterable[Traits], decided: Collection[tuple[str, str]] = ()
) -> list[Suggestion]:
    """Every pair that may be one person, likeliest first.

    Args:
        people: All persons.
        decided: Pairs of ids, smaller first, that somebody has decided on.
    """
    known = [_made_ready(each) for each in people]
    bearers = Counter(form for each in known for form in set(each.forms))
    seen = set(decided)
    found = []
    for one, other in candidates(known):
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if pair in seen:
            continue
        seen.add(pair)
        weighed = _weigh(one, other, bearers)
        if weighed is not None:
            found.append(Suggestion(*pair, *weighed))
    return sorted(found, key=lambda each: (-each.score, each.one, each.other))


def like(
    person: Traits, people: Iterable[Traits], decided: Collection[tuple[str, str]] = ()
) -> list[Suggestion]:
    """Who of the people may be this person, likeliest first."""
    return [
        each
        for each in suggestions([person, *people], decided)
        if person.id in (each.one, each.other)
    ]


def _made_ready(person: Traits) -> Known:
    spelled = [[_sound(word) for word in names.fold_words(n)] for n in person.names]
    forms = {_form(each) for each in spelled}
    return Known(
        id=person.id,
        forms=tuple(sorted(each for each in forms if each)),
        patronymic=_patronymic(person.patronymic, spelled),
        birth=person.birth,
        sex=person.sex,
        place=person.place,
        outlet=person.outlet and names.fold(person.outlet),
    )


def _form(sounds: Iterable[str]) -> tuple[str, ...]:
    """Sounds of surname and given name; patronymics are weighed on their own."""
    return tuple(sorted(each for each in sounds if not _is_father(each)))


@lru_cache(maxsize=200_000)
def _sound(folded: str) -> str:
    """A skeleton with the vowels that differ between transliterations merged."""
    return folded.translate(_SOUNDS) or folded


def _patronymic(written: str, spelled: Iterable[Iterable[str]]) -> str:
    """The patronymic as it sounds: its own field, else the word that looks like one."""
    if written:
        return _father(_sound(names.fold(written)))
    sounds = itertools.chain.from_iterable(spelled)
    return next((_father(each) for each in sounds if _is_father(each)), "")


_FATHERS: Final = ("uvich", "ivich", "uvna", "ivna")


def _is_father(sound: str) -> bool:
    return sound.endswith(_FATHERS)


def _father(sound: str) -> str:
    """The father's name in a patronymic."""
    for each in _FATHERS:
        if sound.endswith(each) and len(sound) - len(each) >= LEAST_STEM:
            return sound.removesuffix(each)
    return sound


def _weigh(
    one: Known, other: Known, bearers: Mapping[tuple[str, ...], int]
) -> tuple[float, tuple[str, ...]] | None:
    """Score and reasons, or None where it is not worth suggesting."""
    if one.sex and other.sex and one.sex != other.sex:
        return None
    rest = [
        _fathers(one.patronymic, other.patronymic),
        _births(one.birth, other.birth),
        _places(one.place, other.place),
        _outlets(one.outlet, other.outlet),
    ]
    odds = _PRIOR + sum([each.weight for each in rest])
    # Most pairs fall by their years alone; comparing names takes longest.
    if odds + _MOST_BY_NAME < _LEAST_ODDS:
        return None
    named = _names(one, other, bearers)
    if named is None or odds + named.weight < _LEAST_ODDS:
        return None
    score = 1 / (1 + math.exp(-odds - named.weight))
    return round(score, 3), tuple(each.why for each in (named, *rest) if each.why)


def _names(
    one: Known, other: Known, bearers: Mapping[tuple[str, ...], int]
) -> _Evidence | None:
    """The two ways of writing that are most alike."""
    best, shared = 0.0, 1
    for mine, theirs in itertools.product(one.forms, other.forms):
        alike = _name_similarity(mine, theirs)
        if alike > best:
            best, shared = alike, max(bearers[mine], bearers[theirs])
    if best < _ALIKE:
        return None
    # How many bear just this name: two of a hundred namesakes are hardly one person.
    common = min(4.0, 0.6 * math.log2(max(1, shared / 2)))
    if best >= 0.985:  # noqa: PLR2004  # the same sounds throughout
        return _Evidence(_MOST_BY_NAME - common, "name")
    weight = 3.2 if best >= 0.94 else 1.8  # noqa: PLR2004  # one letter, or more
    return _Evidence(weight - common, "similar_name")


@lru_cache(maxsize=400_000)
def _name_similarity(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """How alike two names sound, 0 to 1; the order of the words does not matter."""
    fewer, more = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    left = list(more)
    total = 0.0
    for word in fewer:
        alike = [_word_similarity(word, each) for each in left]
        best = max(alike)
        total += best
        left.pop(alike.index(best))
    missing = 0.02 * len(left)
    # A single word is a surname or a given name, and either is borne by many.
    alone = 0.06 if len(fewer) == 1 else 0.0
    return total / len(fewer) - missing - alone


@lru_cache(maxsize=400_000)
def _word_similarity(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:  # an initial
        return 0.9 if one[0] == other[0] else 0.0
    if stem(one) == stem(other):
        # Rahmonov and Rahmonova: brother and sister, or man and wife.
        return 0.6 if one.endswith(_FEMININE) != other.endswith(_FEMININE) else 0.96
    skeleton = bones(one)
    # Yoqubov and Yakubov differ in vowels alone; Ilhom and Olim are two names.
    near = JaroWinkler.similarity(stem(one), stem(other)) >= _NEAR
    if near and len(skeleton) > 1 and skeleton == bones(other):
        return 0.94
    alike = JaroWinkler.similarity(stem(one), stem(other), score_cutoff=_ALIKE)
    return alike * 0.98


def _fathers(one: str, other: str) -> _Evidence:
    if not one or not other:
        return _NOTHING
    alike = one == other or JaroWinkler.similarity(one, other) >= 0.9  # noqa: PLR2004  # one letter
    return _Evidence(2.5, "patronymic") if alike else _Evidence(-4.0)


def _births(one: tuple[str, str], other: tuple[str, str]) -> _Evidence:
    if not all(one) or not all(other):
        return _NOTHING
    if one == other and one[0] == one[1]:
        return _SAME_DAY
    if one[0] <= other[1] and other[0] <= one[1]:
        exact = one[0][:_YEAR] == one[1][:_YEAR] == other[0][:_YEAR] == other[1][:_YEAR]
        return _SAME_YEAR if exact else _MAY_BE_ONE_AGE
    apart = abs(int(one[0][:_YEAR]) - int(other[0][:_YEAR]))
    # A year is easily written wrong by one; more is another person.
    return _NEXT_YEAR if apart <= 1 else _YEARS_APART


def _places(one: str, other: str) -> _Evidence:
    if not one or not other:
        return _NOTHING
    if one == other:
        return _Evidence(1.0, "place")
    same_region = one[:_DISTRICT_PREFIX] == other[:_DISTRICT_PREFIX]
    return _Evidence(0.2 if same_region else -0.5)


def _outlets(one: str, other: str) -> _Evidence:
    if not one or not other:
        return _NOTHING
    alike = one in other or other in one or JaroWinkler.similarity(one, other) > 0.9  # noqa: PLR2004
    return _Evidence(1.5, "outlet") if alike else _Evidence(-0.3)
