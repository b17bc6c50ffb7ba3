"""Whom to compare at all, when everybody might be everybody.

Comparing each with each is out of reach for a hundred thousand persons. So people meet
only in blocks of those whose names sound alike, and inside a block only where they are
not told apart beforehand: by years of birth far from each other with no father and no
outlet to speak against that.
"""

import bisect
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

MOST_IN_BLOCK: Final = 150
"""Namesakes compared pair by pair; more of them are told apart by birth first."""
LEAST_STEM: Final = 3
_NEXT: Final = 12
"""Neighbours in the order of names compared where even one year has too many."""
_YEAR: Final = 4
_BONES: Final = str.maketrans("pt", "fd", "aiuh")
"""Consonants as far as spellings agree on them: Sharifov and Sharipov are one."""
_ENDINGS: Final = ("uva", "iva", "uv", "iv", "zuda", "zud", "pur", "i")
"""Russian, Tajik and Persian endings of one surname, as they sound in a skeleton."""
_PATRONYMIC: Final = attrgetter("patronymic")
_OUTLET: Final = attrgetter("outlet")


class Known(NamedTuple):
    """Traits made ready for comparing."""

    id: str
    forms: tuple[tuple[str, ...], ...]
    patronymic: str
    birth: tuple[str, str]
    sex: str
    place: str
    outlet: str


_Pair: TypeAlias = tuple[Known, Known]


@lru_cache(maxsize=200_000)
def stem(sound: str) -> str:
    """A surname without its ending: Rahmonov, Rahmonzoda and Rahmoni are one."""
    for each in _ENDINGS:
        if sound.endswith(each) and len(sound) - len(each) >= LEAST_STEM:
            return sound.removesuffix(each)
    return sound


@lru_cache(maxsize=200_000)
def bones(sound: str) -> str:
    """The consonants of a stem."""
    return stem(sound).translate(_BONES)


@lru_cache(maxsize=200_000)
def _consonants(sound: str) -> str:
    """What hardly differs between spellings."""
    return bones(sound)[:4] or sound[:1]


@lru_cache(maxsize=200_000)
def _ends(sound: str) -> tuple[str, str]:
    """How a name begins and how it ends: one slip of the pen leaves one of the two."""
    return f"{stem(sound)[:2]}-", f"-{bones(sound)[-2:]}"


def year(person: Known) -> str:
    """The year of birth, the earliest possible."""
    return person.birth[0][:_YEAR]


def candidates(known: Sequence[Known]) -> Iterator[_Pair]:
    """Pairs that may be worth weighing; some come more than once.

    They share the consonants of two names; or of one and the year of birth, and an end
    of another name; or one of them has a single name or an initial.
    """
    for block in _blocks(known, _two_names):
        yield from _meeting(block)
    for block in _blocks(known, _name_and_year):
        yield from _few(block)
    yield from _asked(known, _single_names, _names_by_year)
    yield from _asked(known, _initials, _beginnings)


def _blocks(
    known: Sequence[Known], keys_of: Callable[[Known], set[str]]
) -> Iterator[list[Known]]:
    blocks: dict[str, list[Known]] = defaultdict(list)
    for each in known:
        for key in keys_of(each):
            blocks[key].append(each)
    return (each for each in blocks.values() if len(each) > 1)


def _two_names(person: Known) -> set[str]:
    keys: set[str] = set()
    for form in person.forms:
        sounds = sorted({_consonants(each) for each in form})
        keys.update(map(" ".join, itertools.combinations(sounds, 2)))
        if len(sounds) == 1:
            keys.add(sounds[0])
    return keys


def _name_and_year(person: Known) -> set[str]:
    born = year(person)
    if not born:
        return set()
    return {
        f"{_consonants(name)} {born}{end}"
        for form in person.forms
        for name, other in itertools.permutations(form, 2)
        for end in _ends(other)
    }


def _single_names(person: Known) -> set[str]:
    born = year(person)
    single = (form[0] for form in person.forms if len(form) == 1)
    return {f"{_consonants(each)} {born}" for each in single} if born else set()


def _names_by_year(person: Known) -> set[str]:
    born = year(person)
    spelled = (word for form in person.forms for word in form)
    return {f"{_consonants(each)} {born}" for each in spelled} if born else set()


def _initials(person: Known) -> set[str]:
    """Consonants of a name beside an initial, and the initial."""
    return {
        f"{_consonants(name)} {other}"
        for form in person.forms
        for name, other in itertools.permutations(form, 2)
        if len(name) > 1 and len(other) == 1
    }


def _beginnings(person: Known) -> set[str]:
    """Consonants of a name with the first letter of another."""
    return {
        f"{_consonants(name)} {other[0]}"
        for form in person.forms
        for name, other in itertools.permutations(form, 2)
        if len(name) > 1
    }


def _asked(
    known: Sequence[Known],
    asking: Callable[[Known], set[str]],
    answering: Callable[[Known], set[str]],
) -> Iterator[_Pair]:
    """Those who ask by a key, each with all who answer to it."""
    asked = [(each, key) for each in known for key in asking(each)]
    wanted = {key for _, key in asked}
    blocks: dict[str, list[Known]] = defaultdict(list)
    for each in known if wanted else ():
        for key in answering(each) & wanted:
            blocks[key].append(each)
    for person, key in asked:
        if len(blocks[key]) <= MOST_IN_BLOCK:
            yield from ((person, each) for each in blocks[key] if each is not person)


def _meeting(block: list[Known]) -> Iterator[_Pair]:
    """Too many namesakes meet only where they share a year, a father or an outlet."""
    if len(block) <= MOST_IN_BLOCK:
        yield from _not_years_apart(block)
        return
    for shared in (year, _PATRONYMIC, _OUTLET):
        groups: dict[str, list[Known]] = defaultdict(list)
        for each in block:
            groups[shared(each)].append(each)
        for key, group in groups.items():
            if key:
                yield from _few(group)


def _not_years_apart(block: list[Known]) -> Iterator[_Pair]:
    """Pairs of a block, but for those whom nothing outweighs the years between."""
    if len(block) == 2:  # noqa: PLR2004  # most blocks by far
        yield block[0], block[1]
        return
    dated = sorted((each for each in block if _is_dated(each)), key=year)
    undated = [each for each in block if not _is_dated(each)]
    yield from itertools.combinations(undated, 2)
    yield from itertools.product(undated, dated)
    years = [int(year(each)) for each in dated]
    for place, each in enumerate(dated):
        after = bisect.bisect_right(years, years[place] + 1)
        yield from ((each, other) for other in dated[place + 1 : after])
        if each.patronymic or each.outlet:
            yield from (
                (each, other) for other in dated[after:] if _shares(each, other)
            )


def _shares(one: Known, other: Known) -> bool:
    """Whether both name a father or an outlet, which alone outweigh years apart."""
    return bool((one.patronymic and other.patronymic) or (one.outlet and other.outlet))


def _few(group: list[Known]) -> Iterator[_Pair]:
    """All pairs of a group, or of neighbours in the order of names where it is big."""
    if len(group) <= MOST_IN_BLOCK:
        yield from itertools.combinations(group, 2)
        return
    ordered = sorted(group, key=lambda each: (each.forms, each.patronymic, each.birth))
    for place, each in enumerate(ordered):
        yield from ((each, other) for other in ordered[place + 1 : place + 1 + _NEXT])


def _is_dated(person: Known) -> bool:
    """Born in one known year."""
    first, last = person.birth
    return bool(first) and first[:_YEAR] == last[:_YEAR]
