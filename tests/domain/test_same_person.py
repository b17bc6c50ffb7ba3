"""Suggestions that two records are one person: what is found, and what is not."""

import csv
import dataclasses
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor_desktop.domain.namesakes import MOST_IN_BLOCK, Known, candidates
from monitor_desktop.domain.same_person import Traits, like, suggestions

VARIANTS = Path(__file__).parent / "data" / "name_variants.csv"


def pair(one, other, **both):
    return suggestions([Traits(id="1", **one, **both), Traits(id="2", **other, **both)])


def named(one, other):
    return pair({"names": [one]}, {"names": [other]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Раҳмонов Сӯҳроб", "Rakhmonov Suhrob"),
        ("Раҳмонов Сӯҳроб", "Сухроб Рахмонов"),
        ("Ҷалолов Ҷамшед", "Dzhalolov Djamshed"),
        ("Ёқубов Хуҷа", "Якубов Ходжа"),
        ("Юсуфӣ Зафар", "Yusufov Zafar"),
        ("Раҳмонзода Умед", "Рахмонов Умед"),
        ("Раҳмонов С.", "Сӯҳроб Раҳмонов"),
    ],
)
def test_one_name_is_found_in_other_spellings(one, other):
    assert len(named(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Раҳмонов Сӯҳроб", "Раҳмонов Умед"),
        ("Раҳмонов Сӯҳроб", "Раҳмонова Зебо"),
        ("Шарипов Умед", "Назаров Умед"),
        ("Раҳмонов", "Сӯҳроб"),
        ("Илҳом Аловӣ", "Олим Аловӣ"),
    ],
)
def test_a_shared_word_does_not_make_one_person(one, other):
    assert named(one, other) == []


def test_brother_and_sister_are_two():
    assert named("Раҳмонов Умед", "Раҳмонова Умед") == []


def test_sex_that_differs_speaks_against_everything_else():
    one, other = (
        {"names": ["Нур Асад"], "sex": "01"},
        {"names": ["Нур Асад"], "sex": "02"},
    )
    assert pair(one, other) == []


def test_another_father_is_another_person():
    one = {"names": ["Назаров Умед Саидович"]}
    assert pair(one, {"names": ["Назаров Умед Зафарович"]}) == []
    assert pair(one, {"names": ["Nazarov Umed Saidovich"]})[0].why == (
        "name",
        "patronymic",
    )


def test_years_apart_are_two_people():
    born = {"birth": ("1970-01-01", "1970-12-31")}
    later = {"birth": ("1985-05-05", "1985-05-05")}
    same = {"names": ["Назаров Умед"]}
    assert pair({**same, **born}, {**same, **later}) == []
    assert "birth_year" in pair({**same, **born}, {**same, **born})[0].why


@pytest.mark.parametrize("many", [MOST_IN_BLOCK - 30, 3 * MOST_IN_BLOCK])
def test_a_name_borne_by_many_needs_other_evidence(many):
    crowd = [Traits(id=f"{n:03}", names=["Назаров Умед"]) for n in range(many)]
    assert suggestions(crowd) == []
    outlet = {"outlet": "Овози ихтироӣ", "place": "TJ-DU"}
    marked = [Traits(id=each, names=["Nazarov Umed"], **outlet) for each in ("a", "b")]
    assert [each[:2] for each in suggestions([*crowd, *marked])] == [("a", "b")]


@pytest.mark.parametrize(
    "other", ["Абдуллоев Устам", "Абдуллоев Рустан", "Абдулоев Рутам"]
)
def test_a_slip_at_either_end_of_a_name_is_found_by_the_year(other):
    born = {"birth": ("1980-01-01", "1980-12-31")}
    assert pair({"names": ["Абдуллоев Рустам"]}, {"names": [other]}, **born)


def test_one_father_outweighs_years_apart():
    born = {"1": "1970", "2": "1985", "3": "1999"}
    fathers = {"1": "Саидович", "2": "Саидович", "3": ""}
    crowd = [
        Traits(
            id=each,
            names=["Назаров Умед"],
            patronymic=fathers[each],
            birth=(f"{year}-01-01", f"{year}-12-31"),
        )
        for each, year in born.items()
    ]
    assert [each[:2] for each in suggestions(crowd)] == [("1", "2")]


def namesakes_of_one_year(count: int) -> list[Traits]:
    """More of one name and one year than are compared pair by pair, born any day."""
    days = [f"1980-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(count)]
    return [
        Traits(id=f"{n:05}", names=["Назаров Умед"], birth=(day, day), place="TJ-DU")
        for n, day in enumerate(days)
    ]


def test_even_in_a_crowd_of_one_year_the_same_day_is_seen():
    crowd = namesakes_of_one_year(2 * MOST_IN_BLOCK)
    again = dataclasses.replace(crowd[7], id="again")
    found = suggestions([*crowd, again])
    assert found[0][:2] == ("00007", "again")
    assert found[0].why == ("name", "birth_date", "place")


def test_a_crowd_of_namesakes_is_not_compared_each_with_each():
    crowd = [
        Known(each.id, (("nazaruv", "umid"),), "", each.birth, "", "", "")
        for each in namesakes_of_one_year(3000)
    ]
    assert len(list(candidates(crowd))) < 100 * len(crowd)


def test_what_was_decided_is_not_asked_again():
    both = [Traits(id="1", names=["Нур Асад"]), Traits(id="2", names=["Nur Asad"])]
    assert suggestions(both)
    assert suggestions(both, {("1", "2")}) == []


def test_order_of_the_records_changes_nothing():
    people = [each.traits for each in labelled()][:60]
    forwards = suggestions(people)
    assert suggestions(people[::-1]) == forwards


def test_somebody_new_is_compared_with_all():
    new = Traits(id="new", names=["Dzhalolov Jamshed"])
    known = [
        Traits(id="1", names=["Ҷалолов Ҷамшед"]),
        Traits(id="2", names=["Нур Асад"]),
    ]
    assert [each.one for each in like(new, known)] == ["1"]


@dataclasses.dataclass(frozen=True)
class Labelled:
    """A record and who it really is."""

    person: int
    traits: Traits


def labelled() -> Iterator[Labelled]:
    """Invented people under spellings that are really met, and their namesakes.

    Every third person is written again without a birth date, every fifth with a father.
    """
    with VARIANTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spelled = {
        kind: [
            [row["tg"], row["ru"], *row["latin"].split("|")]
            for row in rows
            if row["kind"] == kind
        ]
        for kind in ("given_m", "given_f", "surname")
    }
    chance = random.Random(1)  # noqa: S311  # invented people, the same in every run
    for number in range(200):
        sex = "given_f" if number % 3 == 0 else "given_m"
        given, surname = chance.choice(spelled[sex]), chance.choice(spelled["surname"])
        year = chance.randint(1950, 2004)
        for copy in range(1 + number % 3):
            words = [chance.choice(surname), chance.choice(given)]
            if sex == "given_f" and words[0].endswith(("ов", "ев", "ov", "ev")):
                words[0] += "а" if words[0][-1] == "в" else "a"
            chance.shuffle(words)
            known = copy % 3 != 2
            born = (f"{year}-01-01", f"{year}-12-31") if known else ("", "")
            yield Labelled(
                number,
                Traits(id=f"{number:03}{copy}", names=[" ".join(words)], birth=born),
            )


def measured() -> tuple[float, float]:
    """Precision and recall over the labelled set."""
    people = {each.traits.id: each for each in labelled()}
    ids = sorted(people)
    true = {
        (one, other)
        for one, other in itertools.combinations(ids, 2)
        if people[one].person == people[other].person
    }
    found = {
        each[:2] for each in suggestions([each.traits for each in people.values()])
    }
    right = len(found & true)
    return right / len(found), right / len(true)


def test_precision_and_recall_on_the_labelled_set():
    precision, recall = measured()
    assert precision >= 0.84  # the rest are true namesakes born in one year
    assert recall == 1
