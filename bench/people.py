"""Everybody against everybody: who may have been entered twice, in one pass."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import Figure, processor_seconds
from monitor_desktop.domain import names
from monitor_desktop.domain.same_person import Traits, suggestions

_VARIANTS: Final = Path(__file__).parent.parent / "tests/domain/data/name_variants.csv"
_LIMIT_S: Final = 10.0
_LIMIT_FOR: Final = 100_000
_FIRST: Final = """
    Абду Азиз Бахт Бобо Ғаф Гул Давл Дил Заф Ибро Ис Кар Қод Маҳ Мир Мурод Назар Неъ
    Олим Пир Раҳ Руст Саид Сат Тал Тур Умар Фай Ҳай Хол Шар Юс Эҳ Ҷам Чор Бегл
"""
_SECOND: Final = """
    жон боб дод хон бек мад назар шо қул ёр ним дин мурод вар зар лат ман низ рав соҳиб
    тилло фар шод юн гар дор вал зод кар лол мир нур пур рам сон там ум
"""
_ENDINGS: Final = ("ов", "зода", "ӣ", "ов", "ов")


def _surname(chance: random.Random) -> list[str]:
    """A surname as three offices write it: two Tajik spellings and a Latin one."""
    stem = chance.choice(_FIRST.split()) + chance.choice(_SECOND.split())
    ending = chance.choice(_ENDINGS)
    return [stem + ending, stem + "ов", names.fold_word(stem + ending).title()]


def _people(count: int) -> Iterator[Traits]:
    """Invented persons, one in four entered twice under another spelling."""
    with _VARIANTS.open(encoding="utf-8", newline="") as file:
        rows = [each for each in csv.DictReader(file) if each["kind"] == "given_m"]
    spelled = [[row["tg"], row["ru"], *row["latin"].split("|")] for row in rows]
    chance = random.Random(1)  # invented people, the same in every run
    number = 0
    while number < count:
        given, surname = chance.choice(spelled), _surname(chance)
        year = chance.randint(1940, 2006)
        for _ in range(2 if number % 4 == 0 else 1):
            name = f"{chance.choice(surname)} {chance.choice(given)}"
            born = (f"{year}-01-01", f"{year}-12-31")
            yield Traits(id=f"{number:08}", names=[name], birth=born)
            number += 1


def measure(count: int) -> list[Figure]:
    """One pass over so many persons, and over fewer, for how it grows."""
    return [_pass_over(each) for each in (count // 20, count // 5, count)]


def _pass_over(count: int) -> Figure:
    people = list(_people(count))
    taken = processor_seconds(lambda: suggestions(people))
    limit = _LIMIT_S * count / _LIMIT_FOR
    return Figure(f"who is twice among {count:,} persons (s)", taken, limit, 1.0)
